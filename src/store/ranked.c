/* ranked - see ranked.h. */
#include <stdlib.h>

#include "ranked.h"

/* ---- the order */

static int by_place(const void *one, const void *other)
{
    const store_place *a = one, *b = other;
    if (a->part != b->part) return a->part < b->part ? -1 : 1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->more != b->more) return a->more < b->more ? -1 : 1;
    return a->down ? dl_slice_cmp(b->id, a->id) : dl_slice_cmp(a->id, b->id);
}

static void place_first(store_place *p, bool known, int64_t first)
{
    p->part = known ? 0 : 1;
    p->day = known ? first : 0;
}

static void place_newest(store_place *p, int64_t today, bool known, int64_t first)
{
    enum { PAST, AHEAD, UNKNOWN };
    if (!known) p->part = UNKNOWN;
    else p->part = first <= today ? PAST : AHEAD;
    p->down = p->part == PAST;
    if (known) p->day = p->down ? -first : first;
}

/* due: INT32_MAX where the last day is not known. */
static void place_due(store_place *p, int64_t today, int64_t due, bool known, int64_t first)
{
    enum { TO_COME, UNKNOWN, OVERDUE };
    p->down = due < today;
    p->part = due == INT32_MAX ? UNKNOWN : TO_COME;
    if (p->down) p->part = OVERDUE;
    p->day = p->down ? -due : due;
    p->more = p->down ? -first : first;
    if (!known) p->more = p->down ? INT64_MAX : INT64_MIN;
}

static store_place place_of(const store_ranked *r, sqlite3_stmt *q)
{
    store_place p = { 0 };
    bool known = sqlite3_column_type(q, 1) != SQLITE_NULL;
    int64_t first = sqlite3_column_int64(q, 1);
    if (r->order == STORE_FIRST) place_first(&p, known, first);
    else if (r->order == STORE_NEWEST) place_newest(&p, r->today, known, first);
    else place_due(&p, r->today, sqlite3_column_int64(q, 2), known, first);
    return p;
}

/* ---- which are kept */

/* Each once, in order; more than `most` of them are given up, and the ids of others. */
static void tidy(store_ranked *r)
{
    size_t n = 0;
    if (r->at.n) qsort(r->at.at, r->at.n, sizeof *r->at.at, by_place);
    for (size_t i = 0; i < r->at.n; i++)
        if (i == 0 || !dl_slice_eq(r->at.at[i].id, r->at.at[n - 1].id)) r->at.at[n++] = r->at.at[i];
    if (n > r->most) {
        n = r->most;
        r->kept_all = false;
    }
    r->at.n = (uint32_t)n;
    dl_arena *other = r->spare;
    for (size_t i = 0; i < n; i++) r->at.at[i].id = dl_arena_copy(other, r->at.at[i].id);
    dl_arena_reset(r->ids_in);
    r->spare = r->ids_in;
    r->ids_in = other;
}

static void keep(dl_store *s, store_ranked *r, sqlite3_stmt *q)
{
    store_place p = place_of(r, q);
    const store_place *last = r->kept_all ? NULL : &r->at.at[r->most - 1];
    if (last && p.part > last->part) return;
    if (last && p.part == last->part && p.day > last->day) return;
    p.id = store_column(s, q, 0);
    if (last && by_place(&p, last) > 0) return;
    p.id = dl_arena_copy(r->ids_in, p.id);
    store_place *at = DL_PUSH(r->arena, &r->at);
    if (at) *at = p;
    if (r->at.n / 2 > r->most) tidy(r);
}

/* ---- what the filters of days let through */

static bool goes_on(dl_store *s, const store_ranked *r, dl_slice event)
{
    sqlite3_stmt *q = store_statement(s, SQL_found_long);
    if (!q) return false;
    store_bind_named(q, ":event", event);
    store_bind_number(q, ":from", r->from);
    return store_any(s, q);
}

static bool is_of_days(dl_store *s, const store_ranked *r, sqlite3_stmt *q)
{
    enum { LONG = 31 }; /* as is_long in events.sql */
    bool known = sqlite3_column_type(q, 1) != SQLITE_NULL;
    int64_t first = sqlite3_column_int64(q, 1);
    if (r->order == STORE_DUE && sqlite3_column_type(q, 2) == SQLITE_NULL) return false;
    if (known && r->to != DL_NO_DAY && first > r->to) return false;
    if (r->from == DL_NO_DAY) return true;
    if (r->order == STORE_DUE) return sqlite3_column_int64(q, 2) >= r->from;
    return !known || first >= (int64_t)r->from - LONG || goes_on(s, r, store_column(s, q, 0));
}

/* ---- all of it */

static void find_today(dl_store *s, store_ranked *r, const store_asked *a)
{
    sqlite3_stmt *q = store_statement(s, SQL_found_days);
    if (!q) return;
    store_bind_asked(q, a);
    bool told = store_step(s, q) && sqlite3_column_type(q, r->order == STORE_DUE) != SQLITE_NULL;
    if (told) r->today = sqlite3_column_int(q, r->order == STORE_DUE);
    sqlite3_reset(q);
}

void store_ranked_init(
    dl_store *s, store_ranked *r, store_order order, const store_asked *a, size_t most)
{
    const dl_store_filter *f = a->filter;
    *r = (store_ranked){ .order = order, .from = f->from, .to = f->to, .today = INT32_MIN };
    r->most = most ? most : 1;
    r->arena = dl_arena_new(s->mem, 0);
    r->ids_in = dl_arena_new(s->mem, 0);
    r->spare = dl_arena_new(s->mem, 0);
    dl_buf_init(&r->ids, s->mem);
    if (!r->arena || !r->ids_in || !r->spare)
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (order != STORE_FIRST) find_today(s, r, a);
}

void store_ranked_free(store_ranked *r)
{
    dl_arena_free(r->arena);
    dl_arena_free(r->ids_in);
    dl_arena_free(r->spare);
    dl_buf_free(&r->ids);
}

bool store_rank(dl_store *s, const store_asked *a, store_ranked *r, size_t enough)
{
    store_query by = r->order == STORE_DUE ? SQL_found_planned : SQL_found;
    sqlite3_stmt *q = dl_failed(&s->err) ? NULL : store_statement(s, by);
    if (!q) return false;
    dl_arena_reset(r->arena);
    dl_arena_reset(r->ids_in);
    memset(&r->at, 0, sizeof r->at);
    r->found = 0;
    r->kept_all = true;
    store_bind_asked(q, a);
    bool failed = false;
    while (!failed && r->found <= enough && store_step(s, q)) {
        r->found++;
        if (is_of_days(s, r, q)) keep(s, r, q);
        failed = dl_arena_failed(r->arena) || dl_arena_failed(r->ids_in);
    }
    sqlite3_reset(q);
    if (!failed) tidy(r);
    failed = failed || dl_arena_failed(r->ids_in);
    if (failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    return !failed && r->found <= enough;
}

dl_slice store_ranked_ids(store_ranked *r)
{
    dl_buf_clear(&r->ids);
    dl_json_open(&r->ids, '[');
    for (uint32_t i = 0; i < r->at.n; i++) dl_json_str(&r->ids, r->at.at[i].id);
    dl_json_close(&r->ids, ']');
    return dl_buf_slice(&r->ids);
}
