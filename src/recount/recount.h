/* recount - tells over again what many reports told: the timeline of a story, an
 * entity or a query.
 *
 *   reports, layers, merged events --dl_recount_timeline--> dl_timeline
 *
 * gather.c reads each report once: which sentence tells which day. days.c says which
 * days matter, sentences.c which sentences stand for them,
 * aside.c which never do;
 * differ.c where reports give different values, of tellings that alike.c finds to be of
 * one event. */
#ifndef DL_RECOUNT_H
#define DL_RECOUNT_H

#include "doc/record_recount.h"

typedef struct dl_recount_ask {
    dl_slice about; /* words that were asked for; {NULL,0}: none were */
    int32_t from, to; /* days that may be told; DL_NO_DAY: any */
    int32_t new_since; /* only what no report before that day tells; DL_NO_DAY: all */
    uint32_t dates; /* how many; 0: as many as stand out */
} dl_recount_ask;

/* Into the arena. A failure sticks in r->err, or in the arena. */
void dl_recount_timeline(
    dl_arena *a, const dl_record_recount *r, const dl_recount_ask *ask, dl_timeline *out);
/* Of one story, likewise. */
void dl_recount_differences(dl_arena *a, const dl_record_recount *r, dl_differences *out);

#endif
