/* html_chars - what bytes mean to HTML. Private to read.
 *
 *   in   a byte of a page
 *   out  is it white space, does it end a name */
#ifndef DL_READ_HTML_CHARS_H
#define DL_READ_HTML_CHARS_H

#include <stdbool.h>

static inline bool html_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
static inline bool html_ends_name(char c) { return html_is_space(c) || c == '/' || c == '>'; }

#endif
