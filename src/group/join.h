/* join - a record's reports (or episodes) joined into groups, the most alike first.
 *
 *   in   leaves: a profile each, in canonical order; which of them are copies
 *   out  a forest: each join is a node above its two parts, with the reason
 *
 * Average linkage over nearest neighbours, by the nearest-neighbour chain. Likenesses and
 * rules are rules.h's. */
#ifndef DL_GROUP_JOIN_H
#define DL_GROUP_JOIN_H

#include "rules.h"

enum { GROUP_NO_PART = UINT32_MAX };
typedef struct group_node {
    group_profile of; /* of a node that became part of another the sum is empty (not leaves') */
    uint32_t into; /* union-find: the node it became part of, or one above; itself: it stands */
    uint32_t part[2]; /* what it was made of; GROUP_NO_PART: a leaf */
    int32_t weight; /* likeness when it was made, per mille */
    uint32_t shared[GROUP_SHARED]; /* what its parts share, the heaviest first; 0: no more */
} group_node;
typedef DL_VEC(group_node) group_nodes;

typedef struct group_join_task {
    const dl_mem *mem;
    dl_arena *arena; /* of the nodes */
    const group_rules *rules;
    const bool *alone; /* [leaves] joins nothing but its copies; NULL: none does */
    bool *bridge; /* [leaves] out: stays alone, it tells of two matters; NULL: not asked */
    const uint32_t *copy_of; /* [leaves] an earlier leaf, itself: of none; NULL: no copies */
    uint32_t terms; /* ids of terms are below */
} group_join_task;

/* Room to reserve for the nodes of so many leaves. */
static inline size_t group_nodes_most(size_t leaves) { return 2 * leaves + 1; }
/* The nodes given are the leaves; joins are added behind them, with sums to be freed by
 * group_nodes_free. False: out of memory. */
bool group_join(const group_join_task *task, group_nodes *nodes);
void group_nodes_free(const dl_mem *m, group_nodes *nodes);
uint32_t group_top(const group_nodes *nodes, uint32_t node);

#endif
