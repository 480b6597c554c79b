/* html_names - from the name of a tag to its html_tag and what that is. Private to read.
 *
 *   HTML_TAGS --read_html_names_new--> html_names
 *   "DIV" --read_html_name_find--> HTML_DIV */
#ifndef DL_READ_HTML_NAMES_H
#define DL_READ_HTML_NAMES_H

#include "base/base.h"
#include "html_tags.h"

typedef struct html_names html_names;

html_names *read_html_names_new(dl_arena *a); /* NULL: out of memory */
/* HTML_OTHER: it is no element of the table. */
html_tag read_html_name_find(const html_names *names, dl_slice name);
const char *read_html_tag_name(html_tag tag); /* in small letters */
extern const uint16_t read_html_flags[HTML_TAG_COUNT]; /* bits TAG_... */
static inline uint32_t html_flags(html_tag tag) { return read_html_flags[tag]; }

#endif
