/* shingles - a text as the set of its shingles, runs of four words, each a hash: what
 * copies are known by.
 *
 *   in   a text, or the batches of words that somebody else reads of it
 *   out  different hashes, ascending: all of them, or a sample
 *
 * Of a text that is only to be found again a sample is kept: shingles whose hash
 * divides by eight (0 mod p sampling), so that two texts keep the same ones. A text
 * of few words may have none: its sample holds a hash of all its words too, which
 * divides by no eight. */
#ifndef DL_GROUP_SHINGLES_H
#define DL_GROUP_SHINGLES_H

#include "base/arena.h"
#include "scan.h"

typedef struct group_shingles {
    uint32_t *at;
    uint32_t n;
    uint32_t all; /* shingles of the text, were none left out */
} group_shingles;

/* Memory that is kept from text to text. */
typedef struct group_numbers {
    const dl_mem *mem;
    uint32_t *at;
    size_t cap;
} group_numbers;
void group_numbers_free(group_numbers *n);
/* What a long text took is given back, and what was answered in it is gone. */
void group_numbers_tidy(group_numbers *n);

/* out->at lies in the memory given, until it is used again. False: out of memory. */
bool group_shingles_sample(group_numbers *memory, dl_slice body, group_shingles *out);

/* The same of batches that are read for other ends too; all: not the sample. */
typedef struct group_rolling {
    uint64_t last[3]; /* hashes of the last words */
    uint64_t text; /* of all words, in their order */
    uint32_t words, every, n, *out;
} group_rolling;
bool group_shingles_begin(group_rolling *r, group_numbers *memory, dl_slice body, bool all);
void group_shingles_add(group_rolling *r, const group_batch *b);
/* Sorts values and leaves one of each; `spare` holds n as well. Answers how many. */
uint32_t group_distinct(uint32_t *at, uint32_t *spare, uint32_t n);
void group_shingles_end(const group_rolling *r, group_shingles *out);

#endif
