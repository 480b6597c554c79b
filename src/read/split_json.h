/* split_json - where one value of JSON ends and the next begins, in bytes that come in
 * pieces. Private to read.
 *
 *   window of a file --read_split_next--> start and end of the next value
 *
 * Values follow each other in any way people write them: one a line, over many lines,
 * with nothing between, behind record separators (RFC 7464), in a list, of which each
 * value is given alone. A value that breaks off ends at its line, or where a line begins
 * a new one: what follows is not lost with it. What is no object is given as the line, or
 * the part of a list, that it is. UTF-16 is walked two bytes a time. */
#ifndef DL_READ_SPLIT_JSON_H
#define DL_READ_SPLIT_JSON_H

#include "base/base.h"

typedef enum read_split_state {
    SPLIT_BETWEEN,
    SPLIT_INSIDE, /* of an object */
    SPLIT_TEXT, /* of a text in an object */
    SPLIT_ESCAPE,
    SPLIT_LOST, /* behind a text that its line broke off: until a line begins a value */
    SPLIT_OTHER /* in what is no object */
} read_split_state;

typedef struct read_split {
    unsigned width; /* bytes a character: 1, or 2 of UTF-16 */
    bool big_endian;
    read_split_state state;
    uint32_t depth; /* brackets open in the value */
    uint32_t lists; /* lists open around it */
    bool new_line; /* nothing but blanks since the line began */
    bool has_inner; /* objects stand in the value */
    unsigned char last; /* the last character in the value that is no blank */
    size_t start, at; /* in the window: of the value; of what is to be looked at */
} read_split;

typedef enum read_split_found { SPLIT_MORE, SPLIT_VALUE } read_split_found;

/* Looks on in the window; ended: no bytes come behind it. SPLIT_VALUE: the value is
 * window[*start..*end); SPLIT_MORE: the window is used up to `at`, of which all is needed
 * from `start` on unless the state is SPLIT_BETWEEN. */
read_split_found read_split_next(
    read_split *x, dl_slice window, bool ended, size_t *start, size_t *end);
/* The window moved n bytes on; a value that was begun loses what stood before. */
void read_split_drop(read_split *x, size_t n);

#endif
