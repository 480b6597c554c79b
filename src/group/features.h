/* features - what grouping keeps of a report: its vector, its sampled shingles, its
 * words.
 *
 *   in   title and text
 *   out  packed features, which the record keeps; unpacked ones
 *
 * weight = (1 + ln count) * idf, doubled where the word is mostly written with a capital
 * inside sentences (a name); the title and the first 400 bytes count double. The heaviest
 * terms are kept. Each has a weight in the whole text and one in its head (the title and
 * the first lines); the squares of both sum up to GROUP_ONE squared.
 *
 * Packed, little-endian: 1 version, 1 flags (1: digest), 2 terms, 2 samples, 2 zero,
 * 4 shingles; then the terms' hashes (4 bytes each, ascending), weights in the whole (2
 * each, the highest bit: a name), weights in the head (2 each), the samples (4 each,
 * ascending), the terms' words (length, bytes). */
#ifndef DL_GROUP_FEATURES_H
#define DL_GROUP_FEATURES_H

#include "group.h"
#include "shingles.h"
#include "vector.h"

typedef struct group_features {
    group_vector vector;
    group_shingles shingles;
    bool digest; /* a list of briefs (digest.h) */
    dl_slice words; /* length and bytes of each term's; points into the packed form */
} group_features;

dl_slice group_features_of(
    const dl_group_words *w, dl_group_scratch *s, dl_arena *a, dl_slice title, dl_slice body);
/* False: made by another version, damaged, or no memory. */
bool group_features_read(dl_arena *a, dl_slice f, group_features *out);

#endif
