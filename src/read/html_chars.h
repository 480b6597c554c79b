/* html_chars - what bytes mean to HTML. Private to read.
 *
 *   in   a byte of a page
 *   out  is it white space, does it end a name */
#ifndef DL_READ_HTML_CHARS_H
#define DL_READ_HTML_CHARS_H

#include <stdbool.h>
#include <stdint.h>

/* A bit for each of the bytes below 64 that mean something; none above does. */
#define HTML_BIT(c) (UINT64_C(1) << (c))
#define HTML_SPACES \
    (HTML_BIT(' ') | HTML_BIT('\n') | HTML_BIT('\t') | HTML_BIT('\r') | HTML_BIT('\f'))
#define HTML_NAME_ENDS (HTML_SPACES | HTML_BIT('/') | HTML_BIT('>'))

static inline bool html_is_of(char c, uint64_t bits)
{
    return (unsigned char)c < 64 && (bits >> (unsigned char)c & 1);
}
static inline bool html_is_space(char c) { return html_is_of(c, HTML_SPACES); }
static inline bool html_ends_name(char c) { return html_is_of(c, HTML_NAME_ENDS); }
/* Of an attribute. */
static inline bool html_ends_key(char c) { return html_is_of(c, HTML_NAME_ENDS | HTML_BIT('=')); }

#endif
