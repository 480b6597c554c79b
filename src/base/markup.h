/* markup - text inside HTML or XML: what could be taken for markup is escaped; control
 * characters, those that turn the direction of a line, and what no page may hold become
 * U+FFFD. */
#ifndef DL_MARKUP_H
#define DL_MARKUP_H

#include "buf.h"

void dl_markup_point(dl_buf *b, uint32_t code_point);
void dl_markup_text(dl_buf *b, dl_slice text);

#endif
