/* dateline_watch - feeds are watched: rounds one after another, what came in is linked
 * after each. In: addresses of feeds, a handle with a record. Out: a status. */
#include "dateline_private.h"
#include "watch.h"

enum { EVERY_SECONDS = 15 * 60, EVERY_LEAST = 60 };

static bool go_on(void *ctx)
{
    const dateline_hooks *h = ctx;
    dateline_progress p = { .polling = true };
    return !h || !h->progress || h->progress(h->user, &p);
}

/* FAILED, or SKIPPED where a feed or page could not be had. *on: it was not stopped. */
static dateline_status one_round(
    dateline *d, dl_watch *w, const dateline_watch_options *o, bool *on)
{
    *on = dl_watch_round(w, &d->err);
    if (dl_failed(&d->err)) {
        dl_store_rollback(d->store);
        dl_err_clear(dl_store_err(d->store));
        return handle_fail_told(d);
    }
    if (handle_link(d, w->hooks) == DATELINE_FAILED) return DATELINE_FAILED;
    if (o->round) o->round(o->user, &w->round);
    return w->round.failed || w->round.reports.skipped ? DATELINE_SKIPPED : DATELINE_OK;
}

static dateline_status rounds(dateline *d, dl_watch *w, const dateline_watch_options *o)
{
    dl_wait wait = { go_on, (void *)(uintptr_t)w->hooks };
    dateline_status status = DATELINE_OK;
    for (bool on = true; on;) {
        dateline_status one = one_round(d, w, o, &on);
        if (one) status = one;
        if (one == DATELINE_FAILED || o->once) break;
        if (on) on = dl_fetch_pause(&wait, (int64_t)w->every * 1000);
    }
    return status;
}

dateline_status dateline_watch(dateline *d, const char *const *feed, size_t n,
    const dateline_watch_options *o, const dateline_hooks *h)
{
    dateline_status status = handle_need_own_record(d);
    if (status) return status;
    uint32_t every = o->every ? o->every : EVERY_SECONDS;
    dl_fetch_options options = d->web.options;
    options.tries = 1; /* what cannot be had now waits in the record */
    dl_fetch *fetch = dl_fetch_new(d->mem, &options, &d->err);
    if (!fetch) return handle_fail_told(d);
    dl_watch w = { .tools = &d->tools,
        .store = d->store,
        .fetch = fetch,
        .input = feed,
        .inputs = n,
        .every = every < EVERY_LEAST ? EVERY_LEAST : every,
        .hooks = h };
    status = rounds(d, &w, o);
    dl_fetch_free(fetch);
    return status;
}
