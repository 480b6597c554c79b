/* watch - who is told of each step while the record is worked on, and may stop it. In: a
 * watcher, steps done. Out: DL_ESTOP in the store's err. */
#include "store_private.h"

void dl_store_watch(dl_store *s, const dl_store_watcher *w)
{
    enum { STEPS = 2 }; /* of a report: read, told */
    s->watcher = w ? *w : (dl_store_watcher){ NULL, NULL };
    s->steps = 0;
    int64_t live = w ? store_number(s, SQL_count_live) : 0;
    s->steps_total = live > 0 ? (uint64_t)live * STEPS : 0;
}

void store_count_step(dl_store *s)
{
    if (!s->watcher.step) return;
    if (++s->steps > s->steps_total) s->steps = s->steps_total;
    if (!s->watcher.step(s->watcher.user, s->steps, s->steps_total))
        dl_fail(&s->err, DL_ESTOP, "stopped", -1, NULL);
}
