/* announced - which event is what another one announced: it took place, was put off or
 * was called off.
 *
 *   events of a story --link_announced--> links from what came to what was announced
 *
 * The same word or deed, the parties of the announcement, its day where one is told,
 * and no word of it before the announcement. Where several fit, the nearest in all of
 * these. */
#ifndef DL_LINK_ANNOUNCED_H
#define DL_LINK_ANNOUNCED_H

#include "merge_private.h"

/* told->events are those of `e`, one for one. keys: numbers of keys. False: out of
 * memory. */
bool link_announced(
    dl_arena *a, const link_event *e, uint32_t n, uint32_t keys, dl_link_told *told);

#endif
