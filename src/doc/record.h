/* record - what group, link and recount may ask of the record. A table of functions that store implements; tests implement it in memory.
 *
 *   group ----> dl_record ----> store (SQLite)          nothing here loads the whole record; indexes persist
 *
 * Two kinds of thing:
 *  - results, named: members of episodes and stories, copies, and why (tables that make sense in any SQLite tool);
 *  - indexes, opaque: `space` + 64-bit key -> bytes, for inverted lists, sums and shingles that group keeps between runs.
 * All calls happen inside the writer's transaction and see its own writes. Report numbers are the record's row numbers: they depend on
 * arrival and must never reach a result; order by (day, id) or by id instead. A failure sticks in *err; then calls do nothing. */
#ifndef DL_RECORD_H
#define DL_RECORD_H

#include "doc.h"

typedef int64_t dl_rep;                   /* a report's row number */

typedef struct dl_rep_brief {             /* what grouping needs to know of a report; slices live until the next call */
    dl_rep rep;
    dl_slice id, title, body, outlet, agency, language;
    int32_t day;                          /* publication, days since 1970-01-01; INT32_MIN: not known */
} dl_rep_brief;

typedef struct dl_group_row {             /* one episode or story */
    dl_slice id, title;
    dl_slice terms;                       /* joined by ' ' in order of weight */
    int32_t first, last;                  /* days; INT32_MIN: not known */
    uint32_t outlets, origins;
    dl_slice story;                       /* of an episode: the story it is in */
} dl_group_row;

typedef struct dl_record {
    void *ctx;
    dl_err *err;
    /* every live report (newest version, not removed) in canonical order: day, undated last, then id. false from `each` stops. */
    void (*reports)(void *ctx, bool (*each)(void *user, const dl_rep_brief *r), void *user);
    bool (*report)(void *ctx, dl_rep rep, dl_rep_brief *out);
    /* opaque indexes; get answers {NULL,0} when there is none; the bytes live until the next call */
    dl_slice (*get)(void *ctx, uint32_t space, uint64_t key);
    void (*put)(void *ctx, uint32_t space, uint64_t key, dl_slice value);  /* empty value deletes */
    void (*scan)(void *ctx, uint32_t space, bool (*each)(void *user, uint64_t key, dl_slice value), void *user); /* by key */
    void (*clear)(void *ctx, uint32_t space);
    /* results; level 0 = episodes, 1 = stories. A superseded id becomes an alias of the new one. */
    void (*group_put)(void *ctx, int level, const dl_group_row *row);
    void (*group_drop)(void *ctx, int level, dl_slice id, dl_slice now);   /* now: the id that answers for it, or {NULL,0} */
    void (*member)(void *ctx, dl_rep rep, dl_slice episode);               /* every report is in one episode */
    void (*copies)(void *ctx, dl_rep rep, dl_slice copy_group, dl_slice origin_group, int32_t overlap_permille, dl_slice why);
    void (*why)(void *ctx, int level, dl_slice id, dl_slice other, int32_t weight, dl_slice text); /* what joined `other` to `id` */
    void (*results_clear)(void *ctx);                                      /* before a relink */
} dl_record;

#endif
