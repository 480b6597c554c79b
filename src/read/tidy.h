/* tidy - what programs left in a text that is none of its words. Private to read.
 *
 *   UTF-8 --read_tidy--> UTF-8 with broken letters put right ("â€™" is an apostrophe),
 *       entities decoded, tags stripped, soft hyphens and zero-width marks taken out,
 *       line feeds where a text knows carriage returns alone
 *
 * Tables: data/read/entities.tsv, data/read/tags.tsv. */
#ifndef DL_READ_TIDY_H
#define DL_READ_TIDY_H

#include "read_private.h"

/* What was put right, for notes. */
typedef struct read_tidied {
    size_t letters; /* broken letters */
    uint64_t first; /* byte of the record where the first of them stood, with a map */
} read_tidied;

/* map: from the text to the record's bytes; becomes that of the text answered. NULL: none
 * is wanted. The text itself is answered where nothing is to be done. */
dl_slice read_tidy(
    dl_arena *a, const dl_read_tables *t, dl_slice s, dl_runs *map, read_tidied *did);

#endif
