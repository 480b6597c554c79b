/* dates - when a report without a date was published, from what it says itself and from
 * the dated reports of its story.
 *
 *   the report's times, dateline, offices held --own evidence--> days
 *   days the dated reports name, their span    --the story's---> fewer days
 *
 * Evidence is taken from the strongest kind to the weakest; a piece that contradicts what
 * is known by then is left out. A report's own day is evidence for others only where it
 * was given or its own text told it: nothing goes in a circle. */
#ifndef DL_LINK_DATES_H
#define DL_LINK_DATES_H

#include "link_private.h"

/* [n] in `a`, NULL: out of memory. */
dl_dated *link_dates(const dl_link *l, const dl_record_link *record, dl_arena *a,
    const dl_link_report *r, uint32_t n);

#endif
