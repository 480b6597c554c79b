/* vector - a text, or the sum of several texts, as weighted stems.
 *
 *   in   terms sorted by id; ids are hashes of stems (live) or their ranks (relink)
 *   out  dot products, sums, the heaviest terms
 *
 * Weights are integers, so that no sum depends on order or machine. */
#ifndef DL_GROUP_VECTOR_H
#define DL_GROUP_VECTOR_H

#include "base/arena.h"

enum {
    GROUP_ONE = 1 << 14, /* length of a report's vector: two have a dot product of 2^28 at most */
    GROUP_SHARED = 6, /* terms named as the reason of a join */
    GROUP_TERMS_MAX = 100, /* terms of a report */
    GROUP_INDEXED = 40 /* heaviest terms of a vector, by which an index finds it */
};
#define GROUP_NAME (1u << 31) /* flag of a weight: the stem is a name */

/* A stem's weight in the whole text, with GROUP_NAME, and in the head of it (title
 * and first lines). A dot product of both is the mean of the likeness of texts and
 * of heads. */
typedef struct group_weight {
    uint32_t whole, head;
} group_weight;
typedef struct group_term {
    uint32_t id;
    group_weight w;
} group_term;
typedef struct group_vector {
    group_term *at;
    uint32_t n;
} group_vector;

static inline uint32_t group_whole(group_weight w) { return w.whole & ~GROUP_NAME; }
static inline uint32_t group_mass(group_weight w) { return group_whole(w) + w.head; }
static inline int64_t group_product(group_weight x, group_weight y)
{
    return (int64_t)group_whole(x) * group_whole(y) + (int64_t)x.head * y.head;
}

int64_t group_dot(group_vector x, group_vector y);
/* Galloping search: the first place from `at` on whose id is not below `id`. For a vector
 * much longer than the other. */
uint32_t group_gallop(group_vector v, uint32_t at, uint32_t id);
/* out: the sum of two vectors, in memory of its own; shared: the GROUP_SHARED heaviest of
 * the terms of both, 0 where there are no more. False: out of memory. */
bool group_sum(
    const dl_mem *m, group_vector x, group_vector y, group_vector *out, uint32_t *shared);
void group_vector_free(const dl_mem *m, group_vector *v); /* of a sum */
/* key [v.n]: weight above, n - place below; the GROUP_INDEXED heaviest come first.
 * Answers how many those are. */
uint32_t group_heaviest(group_vector v, uint64_t *key);
static inline const group_term *group_heavy_term(group_vector v, uint64_t key)
{
    return &v.at[v.n - (uint32_t)key];
}
/* Only the heaviest terms of a vector that is too long stay. False: out of memory. */
bool group_prune(const dl_mem *m, group_vector *v);

/* ---- one vector beside many: its weights are scattered into an array by id, so that
 * each of the others is read once and no step waits for the one before */

static inline void group_scatter(group_weight *array, group_vector v)
{
    for (uint32_t i = 0; i < v.n; i++) array[v.at[i].id] = v.at[i].w;
}

/* The array is zero again. */
static inline void group_unscatter(group_weight *array, group_vector v)
{
    for (uint32_t i = 0; i < v.n; i++) array[v.at[i].id] = (group_weight){ 0, 0 };
}

static inline int64_t group_dot_scattered(const group_weight *array, group_vector v)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < v.n; i++) sum += group_product(array[v.at[i].id], v.at[i].w);
    return sum;
}

/* Into the caches: it is multiplied soon. */
static inline void group_fetch(group_vector v)
{
    enum { LINE = 64 / sizeof *v.at, MOST = 128 };
    for (uint32_t i = 0; i < v.n && i < MOST; i += LINE) __builtin_prefetch(&v.at[i]);
}

/* `v` is scattered, and galloped through where `other` is much longer. */
int64_t group_dot_either(const group_weight *array, group_vector v, group_vector other);

#endif
