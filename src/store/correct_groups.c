/* correct_groups - stories and episodes as people put them right: reports and episodes
 * that are moved, stories that are joined and parted.
 *
 *   groups as worked out, rows of `correction` --dl_store_correct_groups--> groups as
 *   corrected
 *
 * After each grouping and before linking, in its transaction. What is so already is left
 * alone. The queries are in sql/regroup.sql. */
#include <stdio.h>

#include "doc/record_group.h"
#include "store_private.h"

int64_t store_correction_after(dl_store *s, int64_t n)
{
    sqlite3_stmt *q = store_statement(s, SQL_correction_after);
    if (!q) return 0;
    sqlite3_bind_int64(q, 1, n);
    int64_t next = store_step(s, q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    return next;
}

static void run(dl_store *s, store_query query, const dl_slice *text, int n)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return;
    for (int i = 0; i < n; i++) store_bind(q, i + 1, text[i]);
    store_do(s, q);
}

/* What one correction asks for. */
typedef struct plan {
    dl_arena *arena;
    bool found;
    dl_slice kind, report, episode, from, to, why;
    dl_rep rep;
    int32_t day; /* episodes from that day on; DL_NO_DAY: all */
    bool in_part; /* other reports of its episode stay */
} plan;

static bool take_plan(void *user, const dl_row *row)
{
    enum { KIND, REPORT, REP, EPISODE, FROM, TO, DAY, IN_PART, WHY };
    plan *p = user;
    const dl_cell *c = row->cell;
    p->found = true;
    p->kind = dl_arena_copy(p->arena, c[KIND].text);
    p->report = dl_arena_copy(p->arena, c[REPORT].text);
    p->rep = c[REP].integer;
    p->episode = dl_arena_copy(p->arena, c[EPISODE].text);
    p->from = dl_arena_copy(p->arena, c[FROM].text);
    if (c[TO].type != DL_CELL_NULL) p->to = dl_arena_copy(p->arena, c[TO].text);
    p->day = c[DAY].type == DL_CELL_NULL ? DL_NO_DAY : (int32_t)c[DAY].integer;
    p->in_part = c[IN_PART].integer != 0;
    p->why = dl_arena_copy(p->arena, c[WHY].text);
    return true;
}

static bool make_plan(dl_store *s, int64_t n, plan *p)
{
    sqlite3_stmt *q = store_statement(s, SQL_regroup_plan);
    if (!q) return false;
    sqlite3_bind_int64(q, 1, n);
    store_rows(s, q, take_plan, p);
    return p->found && !dl_arena_failed(p->arena) && !dl_failed(&s->err);
}

static void touch(dl_store *s, int level, dl_slice id)
{
    sqlite3_stmt *q = store_statement(s, SQL_regroup_touch);
    if (!q) return;
    sqlite3_bind_int(q, 1, level);
    store_bind(q, 2, id);
    store_do(s, q);
}

/* A name that no report has, until the group is named by its lowest report. */
static dl_slice name_for_now(dl_arena *a, int64_t n)
{
    char name[24];
    int length = snprintf(name, sizeof name, "\x01%lld", (long long)n);
    return dl_arena_copy(a, dl_slice_of(name, (size_t)length));
}

/* The report leaves its episode, where others stay there. */
static void take_out(dl_store *s, plan *p, dl_slice name)
{
    const dl_slice text[] = { name, p->episode };
    if (!p->in_part) return;
    run(s, SQL_regroup_new_episode, text, 2);
    sqlite3_stmt *q = store_statement(s, SQL_regroup_report);
    if (!q) return;
    sqlite3_bind_int64(q, 1, p->rep);
    store_bind(q, 2, name);
    store_do(s, q);
    touch(s, DL_EPISODE, p->episode);
    touch(s, DL_EPISODE, name);
    p->episode = name;
}

static void move_story(dl_store *s, const plan *p)
{
    sqlite3_stmt *q = store_statement(s, SQL_regroup_story);
    if (!q) return;
    store_bind(q, 1, p->from);
    store_bind(q, 2, p->to);
    store_bind_day(q, 3, p->day);
    store_do(s, q);
}

static void carry_out(dl_store *s, plan *p, int64_t n)
{
    dl_slice name = name_for_now(p->arena, n);
    if (!p->to.p) {
        const dl_slice text[] = { name, p->from };
        run(s, SQL_regroup_new_story, text, 2);
        p->to = name;
    }
    touch(s, DL_STORY, p->from);
    touch(s, DL_STORY, p->to);
    if (dl_slice_is(p->kind, "report")) take_out(s, p, name);
    if (dl_slice_is(p->kind, "story")) {
        move_story(s, p);
    } else {
        const dl_slice text[] = { p->episode, p->to };
        run(s, SQL_regroup_episode, text, 2);
    }
    const dl_slice why[] = { p->to, p->report, p->why };
    run(s, SQL_regroup_why, why, 3);
}

/* Whether something was moved, this time or before. */
static bool apply(dl_store *s, int64_t n, bool before)
{
    plan p = { .arena = dl_arena_new(s->mem, 0), .day = DL_NO_DAY };
    if (!p.arena) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    bool due = p.arena && make_plan(s, n, &p);
    if (due && !before) store_keep_groups(s);
    if (due) carry_out(s, &p, n);
    dl_arena_free(p.arena);
    return before || due;
}

static void name_and_count(dl_store *s)
{
    STORE_DO_ALL(s, SQL_regroup_empty_episodes, SQL_regroup_empty_stories, SQL_regroup_names,
        SQL_regroup_aside_members, SQL_regroup_aside_episodes, SQL_regroup_aside_story_of,
        SQL_regroup_aside_stories, SQL_regroup_named_members, SQL_regroup_named_episodes,
        SQL_regroup_named_story_of, SQL_regroup_named_stories, SQL_regroup_why_of,
        SQL_regroup_why_sums, SQL_regroup_episode_rows, SQL_regroup_episode_sums,
        SQL_regroup_story_rows, SQL_regroup_story_sums, SQL_regroup_kept);
}

static bool correct_all(dl_store *s)
{
    bool changed = false;
    store_do_query(s, SQL_regroup_begin);
    for (int64_t n = store_correction_after(s, 0); n && !dl_failed(&s->err);
         n = store_correction_after(s, n))
        changed = apply(s, n, changed);
    if (changed) name_and_count(s);
    if (changed) store_alias_groups(s);
    store_do_query(s, SQL_regroup_end);
    return changed;
}

bool dl_store_correct_groups(dl_store *s)
{
    bool changed = store_number(s, SQL_regroup_any) > 0 && correct_all(s);
    STORE_DO_ALL(s, SQL_change_stage, SQL_change_regrouped, SQL_kept_member_forget,
        SQL_kept_member_fill);
    store_do_query(s, SQL_kept_count); /* whether people or the grouping changed them */
    return changed;
}
