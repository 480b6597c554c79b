/* record_grew - doc/record_link.h over SQLite, for stories that grew: what stands near
 * new reports, and what these add to the events that are there. */
#include "store_private.h"

#include "doc/record_link.h"

/* ---- asked */

void dl_store_note_grouped(dl_store *s)
{
    STORE_DO_ALL(s, SQL_grouped_stage, SQL_gone_stage, SQL_gone_member_stage, SQL_empty_grouped,
        SQL_empty_gone, SQL_empty_gone_member);
    s->notes_grouped = true;
    s->noted_gone = 0;
}

enum { PLANS_NEAR = 4 }; /* reports that announced something for a new report's day */

typedef struct fresh { /* a new report */
    dl_rep rep;
    dl_slice episode;
    int64_t day;
} fresh;

typedef struct fresh_list {
    dl_arena *arena;
    DL_VEC(fresh) all;
} fresh_list;

static bool fresh_row(void *user, const dl_row *row)
{
    fresh_list *l = user;
    fresh *at = DL_PUSH(l->arena, &l->all);
    if (!at) return false;
    *at = (fresh){ row->cell[0].integer, dl_arena_copy(l->arena, row->cell[1].text),
        row->cell[2].integer };
    return true;
}

static void put_near(dl_store *s, dl_slice story, const fresh *f, uint32_t each_near)
{
    store_do_number(s, SQL_near_put, f->rep);
    sqlite3_stmt *q = store_statement(s, SQL_near_days);
    if (!q) return;
    store_bind(q, 1, story);
    sqlite3_bind_int64(q, 2, f->day);
    store_bind(q, 3, f->episode);
    sqlite3_bind_int64(q, 4, each_near);
    store_do(s, q);
    q = store_statement(s, SQL_near_plans);
    if (!q) return;
    store_bind(q, 1, story);
    sqlite3_bind_int64(q, 2, f->day);
    sqlite3_bind_int64(q, 3, PLANS_NEAR);
    store_do(s, q);
}

static void find_near(dl_store *s, dl_slice story, uint32_t each_near, dl_arena *a)
{
    fresh_list l = { .arena = a };
    sqlite3_stmt *q = store_statement(s, SQL_link_fresh);
    if (!q) return;
    store_bind(q, 1, story);
    store_rows(s, q, fresh_row, &l);
    store_do_query(s, SQL_empty_near);
    for (uint32_t i = 0; i < l.all.n; i++) put_near(s, story, &l.all.at[i], each_near);
}

void store_link_near(void *ctx, dl_slice story, uint32_t each_near,
    void (*each)(void *user, const dl_link_report *r), void *user)
{
    dl_store *s = ctx;
    dl_arena *a = dl_arena_new(s->mem, 0);
    if (a) find_near(s, story, each_near, a);
    if (!a || dl_arena_failed(a)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
    store_each_report e = { each, user };
    sqlite3_stmt *q = store_statement(s, SQL_link_near);
    if (!q) return;
    store_bind(q, 1, story);
    store_rows(s, q, store_link_report_row, &e);
}

bool store_link_known(void *ctx, dl_rep rep, dl_arena *a, const dl_layers *l,
    const dl_slice **thing, const dl_slice **event)
{
    *thing = store_take_ids(ctx, SQL_known_entities, rep, a, l->marks.entities.n);
    *event = store_take_ids(ctx, SQL_link_known_events, rep, a, l->events.at.n);
    return *thing && *event;
}

uint32_t store_link_mentions_of(void *ctx, dl_slice event)
{
    sqlite3_stmt *q = store_statement(ctx, SQL_link_mentions_of);
    if (!q) return 0;
    store_bind(q, 1, event);
    uint32_t n = store_step(ctx, q) ? (uint32_t)sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    return n;
}

/* ---- told */

static void put_more_mentions(dl_store *s, const dl_link_report *r, const dl_told_event *e)
{
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const dl_told_mention *m = &e->mentions.at[i];
        sqlite3_stmt *q = r[m->report].is_new ? store_statement(s, SQL_staged_more_mention) : NULL;
        if (!q) continue;
        store_bind(q, 1, e->id);
        sqlite3_bind_int64(q, 2, r[m->report].rep);
        sqlite3_bind_int64(q, 3, m->event);
        store_do(s, q);
    }
}

static void put_more_counts(dl_store *s, const dl_link_report *r, const dl_told_event *e)
{
    for (uint32_t i = 0; i < e->counts.n; i++) {
        const dl_told_count *c = &e->counts.at[i];
        bool is_new = r[c->report].is_new;
        sqlite3_stmt *q = is_new ? store_statement(s, SQL_staged_more_count) : NULL;
        if (q) store_link_count(s, q, r, e->id, c);
    }
}

void store_link_grown(void *ctx, const dl_link_report *r, const dl_link_told *told, uint32_t event)
{
    const dl_told_event *e = &told->events.at[event];
    sqlite3_stmt *q = store_statement(ctx, SQL_staged_grown);
    if (!q) return;
    const dl_slice text[] = { e->id, e->type, e->act, e->mode, e->cameo, e->contexts };
    for (int i = 0; i < (int)(sizeof text / sizeof *text); i++) store_bind(q, i + 1, text[i]);
    if (e->sure) sqlite3_bind_int(q, 7, (int)e->sure);
    store_bind_day(q, 8, e->from);
    store_bind_day(q, 9, e->to);
    store_bind(q, 10, dl_slice_str(dl_precision_name(e->precision)));
    store_bind(q, 11, e->basis);
    store_do(ctx, q);
    put_more_mentions(ctx, r, e);
    put_more_counts(ctx, r, e);
    for (uint32_t i = 0; i < e->links.n; i++)
        store_link_link(ctx, e->id, e->links.at[i].kind, told->events.at[e->links.at[i].event].id);
}
