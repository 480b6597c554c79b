/* known - what link worked out of one report: its days, and which entities and events of
 * the record its own are. */
#include "store_private.h"

static bool take_day(dl_store *s, dl_rep rep, dl_arena *a, dl_known *out)
{
    sqlite3_stmt *q = store_statement(s, SQL_known_day);
    if (!q) return false;
    sqlite3_bind_int64(q, 1, rep);
    bool found = store_step(s, q);
    if (found) {
        bool told = sqlite3_column_type(q, 0) == SQLITE_INTEGER;
        out->first = told ? sqlite3_column_int(q, 0) : DL_NO_DAY;
        out->last = told ? sqlite3_column_int(q, 1) : DL_NO_DAY;
        out->basis = dl_arena_copy(a, store_column(s, q, 2));
        out->why = dl_arena_copy(a, store_column(s, q, 3));
        out->worked_out = told && !dl_slice_is(out->basis, "given");
    }
    sqlite3_reset(q);
    return found;
}

const dl_slice *store_take_ids(dl_store *s, store_query query, dl_rep rep, dl_arena *a, uint32_t n)
{
    dl_slice *id = dl_arena_array(a, (size_t)n + 1, sizeof *id);
    sqlite3_stmt *q = id ? store_statement(s, query) : NULL;
    if (!q) return id;
    sqlite3_bind_int64(q, 1, rep);
    while (store_step(s, q)) {
        int64_t at = sqlite3_column_int64(q, 0);
        if (at >= 0 && at < n) id[at] = dl_arena_copy(a, store_column(s, q, 1));
    }
    sqlite3_reset(q);
    return id;
}

void dl_store_known(dl_store *s, dl_rep rep, dl_arena *a, dl_known *out)
{
    *out = (dl_known){ .first = DL_NO_DAY, .last = DL_NO_DAY };
    store_hidden_told(s, rep, a, out);
    dl_layers *l = dl_arena_alloc(a, sizeof *l);
    if (!l || !store_layers_into(s, rep, a, l)) return;
    if (l->left[0].at) out->left = l->left;
    if (!take_day(s, rep, a, out)) return;
    out->value = dl_marks_times_between(a, &l->marks, out->first, out->last);
    out->entity = store_take_ids(s, SQL_known_entities, rep, a, l->marks.entities.n);
    out->name = store_take_ids(s, SQL_known_names, rep, a, l->marks.entities.n);
    out->event = store_take_ids(s, SQL_known_events, rep, a, l->events.at.n);
    if (out->value && out->entity && out->name && out->event) out->layers = l;
}
