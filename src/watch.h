/* watch - feeds are polled, the pages that they name fetched and added.
 *
 *   feeds, lists of feeds --poll--> pages that are not in the record --> table asked
 *   asked: what is due --fetch, in turns of their hosts--> dl_pipeline_run --> reports
 *
 * The table is the queue: what a feed named is written with the feed's own state before
 * any page is asked for, so that a killed run goes on with the next one. A page that
 * cannot be had now is asked for again later, each time after twice as long; one that is
 * gone or refused is not. */
#ifndef DL_WATCH_H
#define DL_WATCH_H

#include "fetch/fetch.h"
#include "pipeline.h"

typedef struct dl_watch {
    const dl_tools *tools;
    dl_store *store;
    dl_fetch *fetch; /* its tries are one */
    const char *const *input; /* addresses of feeds, files of OPML */
    size_t inputs;
    uint32_t every; /* seconds between two rounds */
    const dateline_hooks *hooks;
    dateline_round round; /* of the one that is going on */
} dl_watch;

/* One round. False: it was stopped; a failure is in *why. */
bool dl_watch_round(dl_watch *w, dl_err *why);

#endif
