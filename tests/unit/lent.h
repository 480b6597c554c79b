/* lent - the rooms' tables, opened once and lent to handles that would each open their
 * own. Opening them takes longer than most of what a test does with a small record.
 *
 *   lent_open() ... d = lent_handle(&options), calls of d, lent_end(d) ... lent_close()
 */
#ifndef DL_LENT_H
#define DL_LENT_H

#include "dateline_private.h"

static dateline *lent_lender; /* has tables, and no record */

static inline bool lent_open(void)
{
    dateline_options o = { .size = sizeof o, .model = "" };
    bool open = dateline_open(&o, &lent_lender) == DATELINE_OK;
    return open && handle_need_tables(lent_lender) == DATELINE_OK;
}

static inline void lent_close(void)
{
    dateline_close(lent_lender);
    lent_lender = NULL;
}

/* All that handle_need_tables would open. */
static inline void lent_set(dateline *d, const dateline *from)
{
    d->calendar = from->calendar;
    d->read = from->read;
    d->clean = from->clean;
    d->words = from->words;
    d->mark = from->mark;
    d->link = from->link;
    d->code = from->code;
    d->countries = from->countries;
}

static inline void lent_to(dateline *d) { lent_set(d, lent_lender); }

/* Before it is closed, which would give them back. */
static inline void lent_back(dateline *d) { lent_set(d, &(dateline){ 0 }); }

/* A handle that works with lent tables, whether its record opens or not. NULL: no
 * memory. */
static inline dateline *lent_handle(const dateline_options *o)
{
    dateline *d = NULL;
    dateline_open(o, &d);
    if (d) lent_to(d);
    return d;
}

static inline void lent_end(dateline *d)
{
    if (d) lent_back(d);
    dateline_close(d);
}

#endif
