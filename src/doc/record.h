/* record - what group, link and recount may ask of the record. A table of functions
 * that store implements; tests implement it in memory.
 *
 *   group ----> dl_record ----> store (SQLite)
 *
 * All calls happen inside the writer's transaction. Row numbers depend on arrival and
 * must never reach a result: order by (day, id) or by id. Results become tables that
 * make sense in any SQLite tool. A failure sticks in *err; then calls do nothing. */
#ifndef DL_RECORD_H
#define DL_RECORD_H

#include "pack.h"

typedef int64_t dl_rep; /* a report's row number */

typedef struct
    dl_rep_brief { /* what grouping needs to know of a report; slices live until the next call */
    dl_rep rep;
    dl_slice id, title, outlet, agency;
    dl_slice features; /* as group packed them; {NULL,0}: not kept */
    dl_slice episode, story, copy_group; /* where it is now; {NULL,0}: nowhere yet, no copy */
    int32_t day; /* publication, days since 1970-01-01; INT32_MIN: not known */
    int32_t last; /* the last day that it may be: the date may be a month or a year */
    bool weak_date; /* only the URL tells it */
} dl_rep_brief;

typedef enum dl_level { DL_EPISODE, DL_STORY } dl_level; /* the two kinds of groups */

typedef struct dl_group_row { /* one episode or story */
    dl_slice id, title;
    dl_slice terms; /* joined by ' ' in order of weight */
    int32_t first, last; /* days; INT32_MIN: not known */
    uint32_t outlets, origins;
    dl_slice story; /* of an episode: the story it is in */
} dl_group_row;

typedef struct dl_record {
    void *ctx;
    const dl_mem *mem;
    dl_err *err;
    /* Every live report (newest version, not removed) in canonical order: day, undated
     * last, then id. false from `each` stops. */
    void (*reports)(void *ctx, bool (*each)(void *user, const dl_rep_brief *r), void *user);
    void (*pending)(void *ctx, bool (*each)(void *user, const dl_rep_brief *r),
        void *user); /* those that came after all that are grouped, in canonical order */
    void (*text)(void *ctx, dl_rep rep, void (*with)(void *user, dl_slice body),
        void *user); /* its clean text, while `with` runs; may be asked inside `each` */
    /* Its marks and events, while `with` runs. Not called for a report that was not
     * analysed; what is damaged is a failure. May be asked inside `each`. */
    void (*layers)(
        void *ctx, dl_rep rep, void (*with)(void *user, const dl_layers *l), void *user);
    void (*features_put)(void *ctx, dl_rep rep,
        dl_slice features); /* keeps what was made of it; may be asked inside `each` */
    void (*clear)(void *ctx); /* all results of grouping, before they are worked out afresh */
    void (*group_put)(void *ctx, dl_level level,
        const dl_group_row *
            /* one that is there is told anew; no title: it keeps its own */
            row);
    void (*group_gone)(void *ctx, dl_level level, dl_slice old,
        dl_slice
            /* what is under the one id is under the other from now on; the old one
             * becomes an alias */
            now);
    void (*copy_gone)(void *ctx, dl_slice old, dl_slice now);
    void (*member)(void *ctx, dl_rep rep, dl_slice episode); /* every report is in one episode */
    void (*copy)(void *ctx, dl_rep rep, dl_slice group, int32_t overlap_permille, dl_slice why);
    void (*why)(void *ctx, dl_level level, dl_slice id, dl_slice other, int32_t weight_permille,
        dl_slice text);
    void (*finish)(void *ctx); /* ids that are gone become aliases of what holds their report now */
} dl_record;

#endif
