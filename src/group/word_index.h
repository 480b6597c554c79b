/* word_index - which vectors have a word among their heaviest.
 *
 *   in   vectors by number, each added with its heaviest terms
 *   out  a vector's dot products with those that share heavy words with it
 *
 * Of a word's vectors the last GROUP_POSTINGS_MAX in canonical order are kept. Numbers in
 * relink come in canonical order; live tells by `before` where a report belongs. */
#ifndef DL_GROUP_WORD_INDEX_H
#define DL_GROUP_WORD_INDEX_H

#include "vector.h"

enum { GROUP_POSTINGS_MAX = 24 };

typedef struct group_posting {
    uint32_t number;
    group_weight w;
} group_posting;
typedef struct group_postings {
    uint32_t id; /* 0: a free place */
    uint16_t n, cap;
    group_posting *at;
} group_postings;
typedef struct group_word_index {
    const dl_mem *mem;
    group_postings *list;
    uint32_t slots, used;
    bool direct; /* ids are ranks: places in `list` */
    /* Whether number x comes before y in canonical order; NULL: as the numbers do. */
    bool (*before)(const void *ctx, uint32_t x, uint32_t y);
    const void *ctx;
    bool failed; /* out of memory */
} group_word_index;

/* terms: all ids are below; 0: ids are hashes. */
void group_word_index_open(group_word_index *x, const dl_mem *m, uint32_t terms);
void group_word_index_close(group_word_index *x);
/* key: as group_heaviest made it, `heavy` of them. */
void group_word_index_add(
    group_word_index *x, group_vector v, const uint64_t *key, uint32_t heavy, uint32_t number);
/* Adds dot products to sum [numbers] and lists those whose sum was zero; answers how many
 * are listed. */
uint32_t group_word_index_sum(const group_word_index *x, group_vector v, const uint64_t *key,
    uint32_t heavy, int64_t *sum, uint32_t *listed);

#endif
