/* markup - tags and entities left in plain text. Private to read.
 *
 *   "<p>AT&amp;T rose.</p>" --read_markup--> "AT&T rose." */
#ifndef DL_READ_MARKUP_H
#define DL_READ_MARKUP_H

#include "read_private.h"

typedef struct read_marked {
    size_t found; /* tags and entities */
    bool again; /* what came out may be markup too ("&amp;quot;") */
} read_marked;

/* Once through s. */
read_marked read_markup(const dl_read_tables *t, dl_slice s, read_piece *out);

/* It begins as a whole page of HTML does. */
bool read_looks_like_page(dl_slice s);

#endif
