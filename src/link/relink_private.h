/* relink_private - what relink.c and grew.c share (relink_pieces.c), and grew.c. */
#ifndef DL_LINK_RELINK_PRIVATE_H
#define DL_LINK_RELINK_PRIVATE_H

#include "base/intern.h"
#include "link_private.h"
#include "relink.h"
#include "things.h"

typedef struct relinker {
    const dl_link *l;
    const dl_record_link *record;
    dl_arena *arena; /* of the whole work */
    dl_interner stories;
    DL_VEC(dl_slice) ids; /* of the reports given to things, in order */
    DL_VEC(dl_rep) reps; /* of the same */
    DL_VEC(uint64_t) places; /* a report's row above, its number below, in order */
    link_things *things; /* of all reports, or of the story at hand */
    dl_slice *thing_id; /* [things] */
    DL_VEC(dl_link_due) due;
} relinker;

/* Events of one report that are merged together: a report of more is a piece of its own,
 * and its events are merged some at a time. Of 4,600 reports of news that were looked
 * at, up to 103 KB, the longest has 2,468. */
enum { RELINK_REPORT_EVENTS = 1 << 13 };

typedef struct piece { /* reports of a story that are worked out together */
    relinker *x;
    dl_arena *arena;
    dl_link_report *at;
    uint32_t n;
} piece;

typedef struct relink_story {
    relinker *x;
    dl_arena *arena;
    DL_VEC(dl_link_report) reports;
} relink_story;

bool relink_is_fine(const relinker *x);
void relink_fail(const relinker *x); /* out of memory, if nothing failed before */
void relink_take_report(void *user, const dl_link_report *r); /* user: a relink_story */

/* Layers for as many of its reports as one piece may have; at least one. */
bool relink_load_layers(piece *p);
/* Entities of reports are given in order of the reports' ids, then joined. */
bool relink_start_things(relinker *x);
/* [n] in `a`; NULL: out of memory. */
const dl_link_report **relink_in_order(dl_arena *a, const dl_link_report *r, uint32_t n);
void relink_give(
    relinker *x, dl_rep rep, dl_slice id, uint32_t story, int32_t day, const dl_layers *l);
bool relink_join_things(relinker *x);
/* Ids for those of thing_id that have none yet. In `a`. */
void relink_name_things(relinker *x, dl_arena *a);
bool relink_find_things_of(piece *p, dl_link_report *r); /* fills r->thing */
void relink_tell_things_of(const piece *p, const dl_link_report *r);
/* Where its counts stand, in code points. */
bool relink_place_counts(const piece *p, dl_link_told *told);

/* grew.c: new reports join the events of a story. False: it is to be worked out whole,
 * and nothing was told of it. */
bool relink_suits_grew(const dl_link_due *d);
bool relink_grew(relinker *x, dl_slice story);

#endif
