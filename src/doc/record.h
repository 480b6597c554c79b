/* record - what group, link and recount may ask of the record: reports, texts, marks and
 * events.
 *
 *   group, link ----> dl_record ----> store (SQLite)
 *
 * A table of functions that store implements; tests implement it in memory. What a room
 * writes into the record is a table of its own, in a header of its own, to which a
 * member of dl_record leads: record_group.h.
 *
 * All calls happen inside the writer's transaction. Row numbers depend on arrival and
 * must never reach a result: order by (day, id) or by id. A failure sticks in *err; then
 * calls do nothing. */
#ifndef DL_RECORD_H
#define DL_RECORD_H

#include "pack.h"

typedef int64_t dl_rep; /* a report's row number */

/* What grouping needs to know of a report; slices live until the next call. */
typedef struct dl_rep_brief {
    dl_rep rep;
    dl_slice id, title, outlet, agency;
    dl_slice features; /* as group packed them; {NULL,0}: not kept */
    dl_slice episode, story, copy_group; /* where it is now; {NULL,0}: nowhere yet, no copy */
    int32_t day; /* publication, days since 1970-01-01; INT32_MIN: not known */
    int32_t last; /* the last day that it may be: the date may be a month or a year */
    bool weak_date; /* only the URL tells it */
} dl_rep_brief;

typedef bool (*dl_rep_brief_each)(void *user, const dl_rep_brief *r); /* false: enough */

typedef struct dl_record {
    void *ctx; /* the first argument of every call, also of those of the rooms' tables */
    const dl_mem *mem;
    dl_err *err;
    /* Every live report (newest version, not removed) in canonical order: day, undated
     * last, then id. */
    void (*reports)(void *ctx, dl_rep_brief_each each, void *user);
    /* Those that came after all that are grouped, in canonical order. */
    void (*pending)(void *ctx, dl_rep_brief_each each, void *user);
    /* A report's clean text, while `with` runs; may be asked inside `each`. */
    void (*text)(void *ctx, dl_rep rep, void (*with)(void *user, dl_slice body), void *user);
    /* Its marks and events, while `with` runs. Not called for a report that was not
     * analysed; what is damaged is a failure. May be asked inside `each`. */
    void (*layers)(void *ctx, dl_rep rep, void (*with)(void *user, const dl_layers *l), void *user);
    const struct dl_record_group *group; /* what group writes */
} dl_record;

#endif
