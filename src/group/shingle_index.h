/* shingle_index - which reports have a shingle.
 *
 *   in   reports' sampled shingles
 *   out  how many of its shingles a report shares with each of those in the index
 *
 * Of a shingle's reports the last GROUP_SHINGLE_POSTED in canonical order stand for
 * all: who copies an older one shares shingles with them too, or has others. They
 * are near in time, and their texts are still at hand. So a stock phrase of ten
 * thousand reports costs no more than others, and a hundred outlets with one text
 * are one origin. */
#ifndef DL_GROUP_SHINGLE_INDEX_H
#define DL_GROUP_SHINGLE_INDEX_H

#include "report.h"

enum { GROUP_SHINGLE_POSTED = 4 };

typedef struct group_shingle_place {
    uint32_t hash;
    uint32_t value; /* 0: free; report + 1 of the only one; or a place in `shared`, flagged */
} group_shingle_place;
typedef struct group_shingle_shared {
    uint32_t n;
    uint32_t report[GROUP_SHINGLE_POSTED]; /* the last ones, in canonical order */
} group_shingle_shared;
typedef struct group_shingle_index {
    const dl_mem *mem;
    group_shingle_place *at;
    uint32_t slots_log, n;
    group_shingle_shared *shared;
    uint32_t shared_n, shared_cap;
    bool in_order; /* reports come in canonical order */
    bool failed; /* out of memory */
} group_shingle_index;

/* expected: shingles that will come; a guess will do. */
void group_shingle_index_open(group_shingle_index *x, const dl_mem *m, uint64_t expected);
void group_shingle_index_close(group_shingle_index *x);
void group_shingle_index_add(group_shingle_index *x, group_report *r, uint32_t report);
/* Adds to count [reports] and lists whose count was zero; answers how many are listed. */
uint32_t group_shingle_index_count(
    const group_shingle_index *x, const group_shingles *s, uint32_t *count, uint32_t *listed);

#endif
