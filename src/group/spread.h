/* spread - names that a record tells all the time weigh less where stories are joined.
 *
 *   in   the leaves of stories (episodes) in the order of their days, and their reports
 *   out  the same vectors: such names weigh less, the vectors are as long as before
 *
 * What a person does in ten years, or what happens in one country, shares the names of
 * both and nothing else; who is told of in one burst is what the story is about. So a
 * name weighs by the part of its happenings that the quarter of a year holds: all of
 * them, as before; less than a twelfth (of what goes on for three years each quarter
 * holds a twelfth), less than half. A happening counts for a name that is among its
 * heaviest words, and once however many reports it has. */
#ifndef DL_GROUP_SPREAD_H
#define DL_GROUP_SPREAD_H

#include "join.h"
#include "report.h"

/* What a weight is multiplied with, in 1/65536ths. */
enum { GROUP_SPREAD_ONE = 1 << 16 };
/* now: a name's happenings in the quarter; all: in the record. */
uint32_t group_spread_factor(uint32_t now, uint32_t all);

typedef struct group_spread_task {
    const dl_mem *mem;
    group_node *leaf; /* [leaves] by day, undated ones last */
    group_report *reports;
    const uint32_t *leaf_of; /* [reports] */
    uint32_t leaves, n, terms; /* n: reports; ids of terms are below terms */
} group_spread_task;
/* False: out of memory. */
bool group_spread_weigh(const group_spread_task *task);

#endif
