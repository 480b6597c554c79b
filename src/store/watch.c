/* watch - who is told of each step while the record is worked on, and may stop it. In: a
 * watcher, steps done. Out: DL_ESTOP in the store's err.
 *
 * Long statements ask too, so that a large record's rows do not keep a stop waiting. */
#include "store_private.h"

enum { STEPS = 4 }; /* of a report: read and told by group, read twice by link */
enum { STATEMENT_STEPS = 200 * 1000 }; /* of SQLite's machine: some milliseconds */

static bool ask(dl_store *s)
{
    if (!s->watcher.step || dl_failed(&s->err)) return !dl_failed(&s->err);
    if (!s->watcher.step(s->watcher.user, s->steps, s->steps_total))
        dl_fail(&s->err, DL_ESTOP, "stopped", -1, NULL);
    return !dl_failed(&s->err);
}

/* Not 0: the statement ends with SQLITE_INTERRUPT. */
static int is_unwanted(void *ctx)
{
    dl_store *s = ctx;
    return !dl_failed(&s->err) && !ask(s);
}

void dl_store_watch(dl_store *s, const dl_store_watcher *w)
{
    s->watcher = w ? *w : (dl_store_watcher){ NULL, NULL };
    s->steps = 0;
    int64_t live = w ? store_number(s, SQL_count_live) : 0;
    s->steps_total = live > 0 ? (uint64_t)live * STEPS : 0;
    if (s->db) sqlite3_progress_handler(s->db, STATEMENT_STEPS, w ? is_unwanted : NULL, s);
}

void store_count_step(dl_store *s)
{
    if (++s->steps > s->steps_total) s->steps = s->steps_total;
    ask(s);
}

bool store_goes_on(void *ctx) { return ask(ctx); }
