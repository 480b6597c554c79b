/* record_group - doc/record.h over SQLite: what group asks and tells. */
#include "store_private.h"

/* ---- who watches */

void dl_store_watch(dl_store *s, const dl_store_watcher *w)
{
    enum { STEPS = 2 }; /* of a report: read, told */
    s->watcher = w ? *w : (dl_store_watcher){ NULL, NULL };
    s->steps = 0;
    int64_t live = w ? store_number(s, SQL_count_live) : 0;
    s->steps_total = live > 0 ? (uint64_t)live * STEPS : 0;
}

static void count_step(dl_store *s)
{
    if (!s->watcher.step) return;
    if (++s->steps > s->steps_total) s->steps = s->steps_total;
    if (!s->watcher.step(s->watcher.user, s->steps, s->steps_total))
        dl_fail(&s->err, DL_ESTOP, "stopped", -1, NULL);
}

/* ---- reports */

typedef struct each_report {
    dl_store *s;
    bool (*each)(void *user, const dl_rep_brief *r);
    void *user;
    bool enough;
} each_report;

/* The last day that a date may be which is known to the month or the year. */
static int32_t last_day(int32_t day, dl_slice precision)
{
    enum { MONTH = 30, YEAR = 365 };
    if (day == INT32_MIN) return day;
    if (dl_slice_is(precision, dl_precision_name(DL_PREC_YEAR))) return day + YEAR;
    return dl_slice_is(precision, dl_precision_name(DL_PREC_MONTH)) ? day + MONTH : day;
}

static bool brief_row(void *user, const dl_row *row)
{
    each_report *e = user;
    const dl_cell *c = row->cell;
    int32_t day = c[6].type == DL_CELL_INT ? (int32_t)c[6].integer : INT32_MIN;
    dl_rep_brief b = { .rep = c[0].integer,
        .id = c[1].text,
        .title = c[2].text,
        .outlet = c[3].text,
        .agency = c[4].text,
        .features = c[5].text,
        .day = day,
        .last = last_day(day, c[10].text),
        .weak_date = dl_slice_is(c[11].text, "url"),
        .episode = c[7].text,
        .story = c[8].text,
        .copy_group = c[9].text };
    count_step(e->s);
    e->enough = !e->each(e->user, &b);
    return !e->enough;
}

static void each_of(dl_store *s, store_query query, each_report *e)
{
    sqlite3_stmt *q = e->enough ? NULL : store_statement(s, query);
    if (q) store_rows(s, q, brief_row, e);
}

static void reports(void *ctx, bool (*each)(void *user, const dl_rep_brief *r), void *user)
{
    each_report e = { ctx, each, user, false };
    each_of(ctx, SQL_dated_reports, &e);
    each_of(ctx, SQL_undated_reports, &e);
}

static void pending(void *ctx, bool (*each)(void *user, const dl_rep_brief *r), void *user)
{
    each_report e = { ctx, each, user, false };
    each_of(ctx, SQL_ungrouped_reports, &e);
}

static void text(void *ctx, dl_rep rep, void (*with)(void *user, dl_slice body), void *user)
{
    sqlite3_stmt *q = store_statement(ctx, SQL_body_text);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    dl_slice value = store_step(ctx, q) ? store_column(ctx, q, 0) : (dl_slice){ NULL, 0 };
    if (value.p) with(user, value);
    sqlite3_reset(q);
}

static void fail_damaged(dl_store *s, dl_slice id, const char *why)
{
    if (dl_failed(&s->err)) return;
    dl_fail(&s->err, DL_EFORMAT, "what the record holds is damaged: `dateline check` says where",
        -1, "%.*s: %s", (int)(id.n < DL_DETAIL_MAX / 2 ? id.n : 0), id.p, why);
}

static bool read_layers(dl_store *s, sqlite3_stmt *q, dl_arena *a, dl_layers *out)
{
    const char *why = "it is damaged";
    store_kept_layers kept = { .size = (size_t)sqlite3_column_int64(q, 2),
        .packed = store_column(s, q, 3),
        .title = store_column(s, q, 4),
        .body = store_column(s, q, 5) };
    if (sqlite3_column_int(q, 1) && store_unpack_layers(a, &kept, out, &why)) return true;
    if (dl_arena_failed(a)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    fail_damaged(s, store_column(s, q, 0), why);
    return false;
}

static void layers(void *ctx, dl_rep rep, void (*with)(void *user, const dl_layers *l), void *user)
{
    dl_store *s = ctx;
    sqlite3_stmt *q = store_statement(s, SQL_layers);
    dl_arena *a = q ? dl_arena_new(s->mem, 0) : NULL;
    if (!q) return;
    if (!a) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    sqlite3_bind_int64(q, 1, rep);
    dl_layers l;
    if (a && store_step(s, q) && read_layers(s, q, a, &l)) with(user, &l);
    sqlite3_reset(q);
    dl_arena_free(a);
}

static void features_put(void *ctx, dl_rep rep, dl_slice f)
{
    dl_store *s = ctx;
    if (!s->staged) {
        store_do_rep(s, SQL_forget_feature, rep);
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

static void do_all(dl_store *s, const store_query *query, size_t n)
{
    for (size_t i = 0; i < n; i++) store_do_query(s, query[i]);
}

#define DO_ALL(s, ...) \
    do { \
        static const store_query all[] = { __VA_ARGS__ }; \
        do_all(s, all, sizeof all / sizeof *all); \
    } while (0)

static void clear_groups(dl_store *s)
{
    DO_ALL(s, SQL_was_drop, SQL_was_keep, SQL_clear_member, SQL_clear_episode, SQL_clear_story,
        SQL_clear_copy, SQL_clear_why);
}

static void make_aliases(dl_store *s)
{
    DO_ALL(s, SQL_alias_episodes, SQL_alias_stories, SQL_alias_chains, SQL_alias_used_episodes,
        SQL_alias_used_stories, SQL_was_drop);
}

static void clear(void *ctx)
{
    const dl_store *s = ctx;
    if (!s->staged) clear_groups(ctx);
}

static void finish(void *ctx)
{
    const dl_store *s = ctx;
    if (!s->staged) make_aliases(ctx);
}

void dl_store_stage_groups(dl_store *s)
{
    dl_store_unstage_groups(s);
    DO_ALL(s, SQL_stage_story, SQL_stage_episode, SQL_stage_member, SQL_stage_copy, SQL_stage_why,
        SQL_stage_feature);
    s->staged = true;
}

void dl_store_apply_groups(dl_store *s)
{
    clear_groups(s);
    DO_ALL(s, SQL_apply_story, SQL_apply_episode, SQL_apply_member, SQL_apply_copy, SQL_apply_why,
        SQL_apply_feature);
    make_aliases(s);
    dl_store_unstage_groups(s);
}

void dl_store_unstage_groups(dl_store *s)
{
    s->staged = false;
    DO_ALL(s, SQL_unstage_story, SQL_unstage_episode, SQL_unstage_member, SQL_unstage_copy,
        SQL_unstage_why, SQL_unstage_feature);
}

static void group_put(void *ctx, dl_level level, const dl_group_row *r)
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
    store_do(ctx, q);
}

static void renamed(dl_store *s, store_query query, dl_slice old, dl_slice now)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return;
    store_bind(q, 1, old);
    store_bind(q, 2, now);
    store_do(s, q);
}

static void group_gone(void *ctx, dl_level level, dl_slice old, dl_slice now)
{
    static const store_query all[2][7] = {
        { SQL_episode_renamed, SQL_episode_gone, SQL_episode_members, SQL_episode_why,
            SQL_episode_aliases, SQL_episode_unaliased, SQL_episode_aliased },
        { SQL_story_renamed, SQL_story_gone, SQL_story_members, SQL_story_why, SQL_story_aliases,
            SQL_story_unaliased, SQL_story_aliased },
    };
    for (int i = 0; i < 7; i++) renamed(ctx, all[level][i], old, now);
}

static void copy_gone(void *ctx, dl_slice old, dl_slice now)
{
    renamed(ctx, SQL_copies_renamed, old, now);
}

static void member(void *ctx, dl_rep rep, dl_slice episode)
{
    sqlite3_stmt *q = store_statement(ctx, is_staged(ctx) ? SQL_staged_member : SQL_put_member);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, episode);
    store_do(ctx, q);
    count_step(ctx);
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

static void why(
    void *ctx, dl_level level, dl_slice id, dl_slice other, int32_t weight, dl_slice text)
{
    sqlite3_stmt *q = store_statement(ctx, is_staged(ctx) ? SQL_staged_why : SQL_put_why);
    if (!q) return;
    sqlite3_bind_int(q, 1, (int)level);
    store_bind(q, 2, id);
    store_bind(q, 3, other);
    sqlite3_bind_int(q, 4, weight);
    store_bind(q, 5, text);
    store_do(ctx, q);
}

/* Nobody who works on the record can take what memory did not suffice for as something
 * that is not there: the transaction fails. */
static void *watched_resize(void *ctx, void *p, size_t old, size_t size)
{
    dl_store *s = ctx;
    if (size == 0) {
        dl_mem_free(s->mem, p, old);
        return NULL;
    }
    void *q = dl_mem_resize(s->mem, p, old, size);
    if (!q) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    return q;
}

dl_record dl_store_record(dl_store *s)
{
    s->watched = (dl_mem){ watched_resize, s };
    return (dl_record){ .ctx = s,
        .mem = &s->watched,
        .err = &s->err,
        .reports = reports,
        .pending = pending,
        .text = text,
        .layers = layers,
        .features_put = features_put,
        .clear = clear,
        .group_put = group_put,
        .group_gone = group_gone,
        .copy_gone = copy_gone,
        .member = member,
        .copy = copy,
        .why = why,
        .finish = finish };
}
