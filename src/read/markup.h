/* markup - tags and entities left in plain text. Private to read.
 *
 *   "<p>AT&amp;T rose.</p>" --read_markup--> "AT&T rose." */
#ifndef DL_READ_MARKUP_H
#define DL_READ_MARKUP_H

#include "read_private.h"

/* Once through s. Answers whether what came out may hold more of it ("&amp;quot;"). */
bool read_markup(const dl_read_tables *t, dl_slice s, read_piece *out);

#endif
