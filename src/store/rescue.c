/* rescue - what can be had of a damaged record: a report's bytes, with its row or
 * without; what is no report's. A part that cannot be read does not keep the others
 * back. */
#include <sys/stat.h>

#include "store_private.h"

static void forgive(dl_store *s)
{
    dl_err *e = &s->err;
    if (e->code == DL_EFORMAT || e->code == DL_EIO) dl_err_clear(e);
}

/* 0: none. Where the file is damaged the very next number is tried, as long as a file of
 * its size may have so many rows. */
static dl_rep next_in(dl_store *s, store_query query, dl_rep after)
{
    enum { ROW_LEAST = 64 }; /* bytes */
    struct stat st;
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return 0;
    sqlite3_bind_int64(q, 1, after);
    dl_rep next = store_step(s, q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    if (!dl_failed(&s->err)) return next;
    forgive(s);
    bool may_be = stat(s->path, &st) == 0 && after < st.st_size / ROW_LEAST;
    return may_be && !dl_failed(&s->err) ? after + 1 : 0;
}

dl_rep dl_store_next(dl_store *s, dl_rep after)
{
    dl_rep report = next_in(s, SQL_next_report, after), raw = next_in(s, SQL_next_raw, after);
    if (!report || !raw) return report + raw;
    return report < raw ? report : raw;
}

static void load(dl_store *s, store_query query, dl_rep rep, dl_arena *a, dl_stored *out)
{
    sqlite3_stmt *q = store_statement(s, query);
    store_loading l = { a, out };
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_rows(s, q, store_take_stored, &l);
    forgive(s);
}

void dl_store_rescue(dl_store *s, dl_rep rep, dl_arena *a, dl_stored *out)
{
    *out = (dl_stored){ .rep = 0 };
    load(s, SQL_rescued, rep, a, out);
    if (!out->rep) load(s, SQL_rescued_alone, rep, a, out);
}

void dl_store_rescue_rest(dl_store *into, const dl_store *from)
{
    static const store_query query[] = { SQL_rescue_removed, SQL_rescue_aliases, SQL_rescue_asked,
        SQL_rescue_notes, SQL_rescue_corrections };
    char *attach = sqlite3_mprintf("ATTACH %Q AS damaged", from->path);
    if (!attach) dl_fail(&into->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (store_run(into, attach)) {
        for (size_t i = 0; i < sizeof query / sizeof *query; i++) {
            store_do_query(into, query[i]);
            forgive(into);
        }
        store_run(into, "DETACH damaged");
    }
    sqlite3_free(attach);
    forgive(into);
}
