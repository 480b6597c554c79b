/* read - one report as it is kept: its bytes and its analysis, still packed. Whether bits
 * of its rows turned is said; its bytes are held against their SHA-256 when they are
 * unpacked. */
#include "store_private.h"

bool store_take_stored(void *user, const dl_row *row)
{
    const store_loading *l = user;
    const dl_cell *c = row->cell;
    *l->out = (dl_stored){ .rep = c[0].integer,
        .id = dl_arena_copy(l->arena, c[1].text),
        .kind = dl_arena_copy(l->arena, c[2].text),
        .file = dl_arena_copy(l->arena, c[3].text),
        .record = (uint64_t)c[4].integer,
        .offset = (uint64_t)c[5].integer,
        .raw_n = (size_t)c[7].integer,
        .raw = dl_arena_copy(l->arena, c[8].text),
        .analysis_n = (size_t)c[9].integer,
        .analysis = dl_arena_copy(l->arena, c[10].text),
        .sound = c[11].integer != 0,
        .analysis_sound = c[9].type == DL_CELL_NULL || c[12].integer != 0,
        .crawled = c[13].integer != 0 };
    l->out->has_sha256 = c[6].text.n == sizeof l->out->sha256;
    if (l->out->has_sha256) memcpy(l->out->sha256.byte, c[6].text.p, sizeof l->out->sha256);
    return false;
}

void dl_store_load(dl_store *s, dl_rep rep, dl_arena *a, dl_stored *out)
{
    sqlite3_stmt *q = store_statement(s, SQL_stored_by_rep);
    store_loading l = { a, out };
    *out = (dl_stored){ .rep = 0 };
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_rows(s, q, store_take_stored, &l);
}

void dl_store_find(dl_store *s, dl_slice id, dl_arena *a, dl_stored *out)
{
    sqlite3_stmt *q = store_statement(s, SQL_stored_by_id);
    store_loading l = { a, out };
    *out = (dl_stored){ .rep = 0 };
    if (!q) return;
    store_bind(q, 1, id);
    store_rows(s, q, store_take_stored, &l);
}

dl_slice dl_store_bytes(dl_arena *a, const dl_stored *stored)
{
    dl_slice bytes = dl_store_unpack(a, stored->raw, stored->raw_n);
    dl_sha256 sha256 = dl_sha256_of(bytes);
    bool equal = memcmp(&sha256, &stored->sha256, sizeof sha256) == 0;
    bool whole = bytes.p && (equal || !stored->has_sha256);
    return whole ? bytes : (dl_slice){ NULL, 0 };
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
    sqlite3_stmt *q = store_statement(s, stale_for ? SQL_stale_reports : SQL_current_reports);
    each_rep e = { each, user };
    if (!q) return;
    if (stale_for) store_bind(q, 1, dl_slice_str(stale_for));
    store_rows(s, q, take_rep, &e);
}
