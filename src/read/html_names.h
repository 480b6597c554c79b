/* html_names - from the name of a tag to its html_tag and what that is. Private to read.
 *
 *   HTML_TAGS --read_html_names_new--> html_names
 *   "DIV" --read_html_name_find--> HTML_DIV */
#ifndef DL_READ_HTML_NAMES_H
#define DL_READ_HTML_NAMES_H

#include "base/base.h"
#include "base/hash.h"
#include "html_tags.h"

enum { HTML_NAME_SLOTS = 1024, HTML_NAME_BITS = 10, HTML_NAME_WORD = 8 };

typedef struct html_names {
    uint64_t key[HTML_NAME_SLOTS]; /* the first eight bytes of the name, in small letters;
                                    * 0: free */
    uint8_t tag[HTML_NAME_SLOTS];
    uint8_t length[HTML_NAME_SLOTS]; /* of the name */
} html_names;

html_names *read_html_names_new(dl_arena *a); /* NULL: out of memory */
/* The first eight bytes of the name page[from..from + n) as a number. Where the page goes
 * on they are one load, of which the name's are kept. */
static inline uint64_t html_name_word(dl_slice page, size_t from, size_t n)
{
    if (n >= HTML_NAME_WORD) return dl_load_eight(page.p + from);
    if (page.n - from < HTML_NAME_WORD) return dl_load(page.p + from, n);
    return dl_load_eight(page.p + from) & ((UINT64_C(1) << 8 * n) - 1);
}
static inline uint32_t html_name_slot(uint64_t key)
{
    return (uint32_t)((key * 0x9E3779B97F4A7C15u) >> (64 - HTML_NAME_BITS));
}
/* Of the element whose name page[from..from + n) is; HTML_OTHER: it is none of the
 * table. */
html_tag read_html_name_find(const html_names *names, dl_slice page, size_t from, size_t n);
/* The same; most names are short, in small letters, where they are first looked for. */
static inline html_tag html_name_find(const html_names *t, dl_slice page, size_t from, size_t n)
{
    uint64_t key = html_name_word(page, from, n);
    uint32_t i = html_name_slot(key);
    bool found = t->key[i] == key && t->length[i] == n && n <= HTML_NAME_WORD;
    return found ? (html_tag)t->tag[i] : read_html_name_find(t, page, from, n);
}
const char *read_html_tag_name(html_tag tag); /* in small letters */
extern const uint16_t read_html_flags[HTML_TAG_COUNT]; /* bits TAG_... */
static inline uint32_t html_flags(html_tag tag) { return read_html_flags[tag]; }

#endif
