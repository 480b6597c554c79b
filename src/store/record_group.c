/* record_group - doc/record_group.h over SQLite: what group writes, straight into the
 * record or, between stage and apply, into temporary tables. */
#include "doc/record_group.h"

#include "store_private.h"

static void features(void *ctx, dl_rep rep, dl_slice f)
{
    dl_store *s = ctx;
    if (!s->staged) {
        store_do_number(s, SQL_forget_feature, rep);
        store_features(s, rep, f);
        return;
    }
    sqlite3_stmt *q = store_statement(s, SQL_staged_feature);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind_blob(q, 2, f);
    store_do(s, q);
}

static bool is_staged(void *ctx)
{
    const dl_store *s = ctx;
    return s->staged;
}

void store_keep_groups(dl_store *s) { STORE_DO_ALL(s, SQL_was_drop, SQL_was_keep); }

static void clear_groups(dl_store *s)
{
    store_keep_groups(s);
    STORE_DO_ALL(
        s, SQL_clear_member, SQL_clear_episode, SQL_clear_story, SQL_clear_copy, SQL_clear_why);
}

void store_alias_groups(dl_store *s)
{
    STORE_DO_ALL(s, SQL_alias_episodes, SQL_alias_stories, SQL_alias_chains,
        SQL_alias_used_episodes, SQL_alias_used_stories, SQL_was_drop);
}

static void clear(void *ctx)
{
    const dl_store *s = ctx;
    if (!s->staged) clear_groups(ctx);
}

static void finish(void *ctx)
{
    const dl_store *s = ctx;
    if (!s->staged) store_alias_groups(ctx);
}

void dl_store_stage_groups(dl_store *s)
{
    dl_store_unstage_groups(s);
    STORE_DO_ALL(s, SQL_stage_story, SQL_stage_episode, SQL_stage_member, SQL_stage_copy,
        SQL_stage_why, SQL_stage_feature);
    s->staged = true;
}

void dl_store_apply_groups(dl_store *s)
{
    clear_groups(s);
    STORE_DO_ALL(s, SQL_apply_story, SQL_apply_episode, SQL_apply_member, SQL_apply_copy,
        SQL_apply_why, SQL_apply_feature, SQL_kept_mark_all);
    store_alias_groups(s);
    dl_store_unstage_groups(s);
}

void dl_store_unstage_groups(dl_store *s)
{
    s->staged = false;
    STORE_DO_ALL(s, SQL_unstage_story, SQL_unstage_episode, SQL_unstage_member, SQL_unstage_copy,
        SQL_unstage_why, SQL_unstage_feature);
}

static void do_one(dl_store *s, store_query query, dl_slice id)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return;
    store_bind(q, 1, id);
    store_do(s, q);
}

static void do_two(dl_store *s, store_query query, dl_slice old, dl_slice now)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return;
    store_bind(q, 1, old);
    store_bind(q, 2, now);
    store_do(s, q);
}

static void put(void *ctx, dl_level level, const dl_group_row *r)
{
    static const store_query query[2][2] = { { SQL_put_episode, SQL_staged_episode },
        { SQL_put_story, SQL_staged_story } };
    const dl_store *s = ctx;
    sqlite3_stmt *q = store_statement(ctx, query[level][s->staged]);
    if (!q) return;
    store_bind(q, 1, r->id);
    store_bind(q, 2, r->title);
    store_bind(q, 3, r->terms.p ? r->terms : DL_S(""));
    store_bind_day(q, 4, r->first);
    store_bind_day(q, 5, r->last);
    sqlite3_bind_int64(q, 6, r->outlets);
    sqlite3_bind_int64(q, 7, r->origins);
    if (level == DL_EPISODE) store_bind(q, 8, r->story);
    if (level == DL_EPISODE && !s->staged) do_two(ctx, SQL_kept_mark_moved, r->id, r->story);
    store_do(ctx, q);
    if (level == DL_STORY && !s->staged) do_one(ctx, SQL_kept_mark, r->id);
}

static void note_gone(dl_store *s, dl_slice old, dl_slice now)
{
    if (!s->notes_grouped) return;
    do_two(s, SQL_gone_chains, old, now);
    do_two(s, SQL_gone_put, old, now);
    s->noted_gone++;
}

static void gone(void *ctx, dl_level level, dl_slice old, dl_slice now)
{
    static const store_query all[2][7] = {
        { SQL_episode_renamed, SQL_episode_gone, SQL_episode_members, SQL_episode_why,
            SQL_episode_aliases, SQL_episode_unaliased, SQL_episode_aliased },
        { SQL_story_renamed, SQL_story_gone, SQL_story_members, SQL_story_why, SQL_story_aliases,
            SQL_story_unaliased, SQL_story_aliased },
    };
    const dl_store *s = ctx;
    if (level == DL_EPISODE) do_two(ctx, SQL_kept_mark_joined, old, now);
    if (level == DL_EPISODE && s->notes_grouped) do_one(ctx, SQL_gone_member_put, old);
    for (int i = 0; i < 7; i++) do_two(ctx, all[level][i], old, now);
    if (level == DL_STORY) do_one(ctx, SQL_kept_mark_anew, now);
    if (level == DL_EPISODE) note_gone(ctx, old, now);
}

static void copies_gone(void *ctx, dl_slice old, dl_slice now)
{
    do_two(ctx, SQL_copies_renamed, old, now);
}

static void member(void *ctx, dl_rep rep, dl_slice episode)
{
    sqlite3_stmt *q = store_statement(ctx, is_staged(ctx) ? SQL_staged_member : SQL_put_member);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, episode);
    store_do(ctx, q);
    const dl_store *s = ctx;
    if (!s->staged) store_do_number(ctx, SQL_kept_member_put, rep); /* its episode is there */
    if (s->notes_grouped) store_do_number(ctx, SQL_grouped_put, rep);
    store_count_step(ctx);
}

static void copy(void *ctx, dl_rep rep, dl_slice group, int32_t overlap, dl_slice why_text)
{
    sqlite3_stmt *q = store_statement(ctx, is_staged(ctx) ? SQL_staged_copy : SQL_put_copy);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, group);
    sqlite3_bind_int(q, 3, overlap);
    store_bind(q, 4, why_text);
    store_do(ctx, q);
}

static void put_why(
    void *ctx, int level, dl_slice id, dl_slice other, int32_t weight, dl_slice text)
{
    sqlite3_stmt *q = store_statement(ctx, is_staged(ctx) ? SQL_staged_why : SQL_put_why);
    if (!q) return;
    sqlite3_bind_int(q, 1, level);
    store_bind(q, 2, id);
    store_bind(q, 3, other);
    sqlite3_bind_int(q, 4, weight);
    store_bind(q, 5, text);
    store_do(ctx, q);
}

static void why(
    void *ctx, dl_level level, dl_slice id, dl_slice other, int32_t weight, dl_slice text)
{
    put_why(ctx, (int)level, id, other, weight, text);
}

enum { WHY_FOLLOWS = DL_STORY + 1 }; /* in the column `level` */

static void follows(void *ctx, dl_slice id, dl_slice other, int32_t weight, dl_slice text)
{
    put_why(ctx, WHY_FOLLOWS, id, other, weight, text);
}

const dl_record_group store_record_group = { .features = features,
    .clear = clear,
    .put = put,
    .gone = gone,
    .copies_gone = copies_gone,
    .member = member,
    .copy = copy,
    .why = why,
    .follows = follows,
    .finish = finish };
