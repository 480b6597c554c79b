/* markdown - signs of Markdown left in plain text, as crawlers and people's notes have
 * them. Private to read.
 *
 *   "## Ferry\nThe [harbour](https://h.example/) is **shut**."
 *      --read_markdown--> "Ferry\n\nThe harbour is shut." */
#ifndef DL_READ_MARKDOWN_H
#define DL_READ_MARKDOWN_H

#include "piece.h"

/* It has a heading ("# Ferry") or a link with its address. */
bool read_is_markdown(dl_slice s);

/* Once through s; a sign that may be something else stays. */
void read_markdown(dl_slice s, read_piece *out);

#endif
