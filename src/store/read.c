/* read - one report as it is kept: its bytes and its analysis, still packed. */
#include "store_private.h"

typedef struct loading {
    dl_arena *arena;
    dl_stored *out;
} loading;

static bool take_stored(void *user, const dl_row *row)
{
    const loading *l = user;
    const dl_cell *c = row->cell;
    *l->out = (dl_stored){ .rep = c[0].integer,
        .kind = dl_arena_copy(l->arena, c[1].text),
        .file = dl_arena_copy(l->arena, c[2].text),
        .record = (uint64_t)c[3].integer,
        .offset = (uint64_t)c[4].integer,
        .raw_n = (size_t)c[5].integer,
        .raw = dl_arena_copy(l->arena, c[6].text),
        .analysis_n = (size_t)c[7].integer,
        .analysis = dl_arena_copy(l->arena, c[8].text) };
    return false;
}

void dl_store_load(dl_store *s, dl_rep rep, dl_arena *a, dl_stored *out)
{
    sqlite3_stmt *q = store_statement(s, SQL_stored_by_rep);
    loading l = { a, out };
    *out = (dl_stored){ .rep = 0 };
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_rows(s, q, take_stored, &l);
}

void dl_store_find(dl_store *s, dl_slice id, dl_arena *a, dl_stored *out)
{
    sqlite3_stmt *q = store_statement(s, SQL_stored_by_id);
    loading l = { a, out };
    *out = (dl_stored){ .rep = 0 };
    if (!q) return;
    store_bind(q, 1, id);
    store_rows(s, q, take_stored, &l);
}

typedef struct each_rep {
    dl_rep_each each;
    void *user;
} each_rep;

static bool take_rep(void *user, const dl_row *row)
{
    const each_rep *e = user;
    return e->each(e->user, row->cell[0].integer);
}

void dl_store_reps(dl_store *s, const char *stale_for, dl_rep_each each, void *user)
{
    sqlite3_stmt *q = store_statement(s, stale_for ? SQL_stale_reports : SQL_live_reports);
    each_rep e = { each, user };
    if (!q) return;
    if (stale_for) store_bind(q, 1, dl_slice_str(stale_for));
    store_rows(s, q, take_rep, &e);
}
