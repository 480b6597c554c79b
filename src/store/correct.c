/* correct - the user's own layer over the record: events and entities put right.
 *
 *   event or thing, its id, what is changed --dl_store_correct--> a row of `correction`
 *   after each linking --store_apply_corrections--> events and entities as corrected
 *
 * A row keeps the words of a report that it is about and where they stand, so that it is
 * found again when ids have changed. The queries are in sql/correct.sql. */
#include "store_private.h"

/* ---- applying */

static void do_one(dl_store *s, store_query query, int64_t n)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return;
    sqlite3_bind_int64(q, 1, n);
    store_do(s, q);
}

static int64_t next_after(dl_store *s, int64_t n)
{
    sqlite3_stmt *q = store_statement(s, SQL_correction_after);
    if (!q) return 0;
    sqlite3_bind_int64(q, 1, n);
    int64_t next = store_step(s, q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    return next;
}

/* In their order: one may build on another. */
void store_apply_corrections(dl_store *s)
{
    static const store_query step[] = { SQL_correction_find, SQL_correct_wrong_links,
        SQL_correct_wrong, SQL_correct_type, SQL_correct_type_sum, SQL_correct_name,
        SQL_correct_same_in, SQL_correct_same_party, SQL_correct_same };
    for (int64_t n = next_after(s, 0); n && !dl_failed(&s->err); n = next_after(s, n))
        for (size_t i = 0; i < sizeof step / sizeof *step; i++) do_one(s, step[i], n);
}

/* ---- adding and taking back */

enum { ANCHOR = 4 }; /* columns: report, in_title, start, words */

/* Binds the place where the event or entity stands from parameter `at` on. False: there
 * is none of that id. */
static bool bind_anchor(dl_store *s, sqlite3_stmt *into, int at, dl_slice kind, dl_slice id)
{
    bool is_event = dl_slice_is(kind, "event");
    sqlite3_stmt *q = store_statement(s, is_event ? SQL_correction_event : SQL_correction_thing);
    if (!q) return false;
    store_bind(q, 1, id);
    bool found = store_step(s, q);
    for (int i = 0; found && i < ANCHOR; i++)
        sqlite3_bind_value(into, at + i, sqlite3_column_value(q, i));
    sqlite3_reset(q);
    return found;
}

static bool add(dl_store *s, sqlite3_stmt *q, const dl_correction *c)
{
    enum { REPORT = 5, OTHER = 9, WHO = 13, WHY = 14 };
    bool is_same = dl_slice_is(c->change, "same");
    store_bind(q, 1, c->kind);
    store_bind(q, 2, c->target);
    store_bind(q, 3, c->change);
    store_bind(q, 4, c->value);
    store_bind(q, WHO, c->by);
    store_bind(q, WHY, c->why);
    if (!bind_anchor(s, q, REPORT, c->kind, c->target)) return false;
    return !is_same || bind_anchor(s, q, OTHER, c->kind, c->value);
}

int64_t dl_store_correct(dl_store *s, const dl_correction *c)
{
    if (!dl_store_begin(s)) return 0;
    sqlite3_stmt *q = store_statement(s, SQL_correction_add);
    if (!q) return 0;
    if (!add(s, q, c)) {
        sqlite3_reset(q);
        sqlite3_clear_bindings(q);
        dl_store_rollback(s);
        return 0;
    }
    store_do(s, q);
    int64_t n = store_number(s, SQL_correction_last);
    store_apply_corrections(s);
    return dl_store_commit(s) ? n : 0;
}

bool dl_store_uncorrect(dl_store *s, int64_t n)
{
    if (!dl_store_begin(s)) return false;
    do_one(s, SQL_correction_remove, n);
    bool found = sqlite3_changes(s->db) > 0;
    dl_store_meta_set(s, "merged", "no"); /* relink makes what it had changed */
    return dl_store_commit(s) && found;
}
