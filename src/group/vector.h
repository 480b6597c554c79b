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
#define GROUP_WEIGHT(w) ((w) & ~GROUP_NAME)

typedef struct group_term {
    uint32_t id;
    uint32_t w; /* weight, and GROUP_NAME */
} group_term;
typedef struct group_vector {
    group_term *at;
    uint32_t n;
} group_vector;

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
/* Only the heaviest terms of a vector that is too long stay. False: out of memory. */
bool group_prune(const dl_mem *m, group_vector *v);

/* ---- one vector beside many: its weights are scattered into an array by id, so that
 * each of the others is read once and no step waits for the one before */

static inline void group_scatter(uint32_t *array, group_vector v)
{
    for (uint32_t i = 0; i < v.n; i++) array[v.at[i].id] = v.at[i].w;
}

/* The array is zero again. */
static inline void group_unscatter(uint32_t *array, group_vector v)
{
    for (uint32_t i = 0; i < v.n; i++) array[v.at[i].id] = 0;
}

static inline int64_t group_dot_scattered(const uint32_t *array, group_vector v)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < v.n; i++)
        sum += (int64_t)GROUP_WEIGHT(array[v.at[i].id]) * GROUP_WEIGHT(v.at[i].w);
    return sum;
}

/* Into the caches: it is multiplied soon. */
static inline void group_fetch(group_vector v)
{
    enum { LINE = 64 / sizeof *v.at, MOST = 128 };
    for (uint32_t i = 0; i < v.n && i < MOST; i += LINE) __builtin_prefetch(&v.at[i]);
}

/* `v` is scattered, and galloped through where `other` is much longer. */
int64_t group_dot_either(const uint32_t *array, group_vector v, group_vector other);

#endif
