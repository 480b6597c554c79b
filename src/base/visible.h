/* visible - text for lines of people's own: what drives a terminal or turns the direction
 * of a line is written as an escape, a run of white space is one blank. */
#ifndef DL_VISIBLE_H
#define DL_VISIBLE_H

#include "buf.h"

/* C0, DEL, C1, and what turns the direction of a line or breaks it. */
bool dl_drives_terminal(uint32_t cp);
void dl_visible_point(dl_buf *b, uint32_t cp); /* as it is */
void dl_visible_escape(dl_buf *b, uint32_t cp); /* "\x1b", "\u202e" */
/* Adds text in a form that is safe to show; broken UTF-8 is U+FFFD. */
void dl_visible(dl_buf *b, dl_slice text);

#endif
