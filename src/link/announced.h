/* announced - which event is what another one announced: it took place, was put off or
 * was called off; and which one is told as not so while others tell it as done.
 *
 *   events of a story --link_announced--> links from what came to what was announced
 *
 * The same word or deed, told later by another report, with the parties of the
 * announcement, on its day where one is told; and the two sentences have rare words in
 * common, the more the less else speaks for it. Where several fit, the one that most
 * speaks for. */
#ifndef DL_LINK_ANNOUNCED_H
#define DL_LINK_ANNOUNCED_H

#include "merge_private.h"

typedef struct link_story { /* a story whose events are merged */
    const dl_link_report *r;
    const link_mentions *m;
    const link_event *e;
    uint32_t n; /* events */
    struct link_words *words; /* of its mentions; counted anew */
    uint32_t keys; /* numbers of keys */
    dl_link_told *told; /* its events are those of `e`, one for one */
} link_story;

/* False: out of memory. */
bool link_announced(const dl_link *l, dl_arena *a, const link_story *s);

#endif
