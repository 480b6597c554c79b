/* merge - mentions of one event in the reports of a story become one event.
 *
 *   mentions, in order of report and place --link_merge--> events with their mentions
 *
 * Each mention goes to the event it fits best, or opens one. It fits where the word or
 * the deed is the same and enough more speaks for it: who, when, where, and the words of
 * the sentences (merge_fit.c). What is told of an event is what most of its mentions say
 * (merge_tell.c). */
#ifndef DL_LINK_MERGE_H
#define DL_LINK_MERGE_H

#include "link_private.h"

/* False: out of memory. dated: of the same reports. */
bool link_merge(const dl_link *l, const dl_record_link *record, dl_arena *a,
    const dl_link_report *r, uint32_t n, dl_link_told *out);

#endif
