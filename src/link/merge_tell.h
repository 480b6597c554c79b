/* merge_tell - what is told of a merged event: of each part what most of its mentions
 * say, and all that take part. */
#ifndef DL_LINK_MERGE_TELL_H
#define DL_LINK_MERGE_TELL_H

#include "merge_private.h"

/* Adds e to out->events. A failure sticks in `a`. */
void link_tell_event(dl_arena *a, const dl_link_report *r, const link_mentions *m,
    const link_event *e, dl_link_told *out);

#endif
