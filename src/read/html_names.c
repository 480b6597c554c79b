/* html_names - see html_names.h. Names are compared as numbers of eight bytes. */
#include "html_names.h"

static const char *const tag_name[HTML_TAG_COUNT] = {
#define X(id, name, flags, start, end) [HTML_##id] = name,
    HTML_TAGS(X)
#undef X
};

const uint16_t read_html_flags[HTML_TAG_COUNT] = {
#define X(id, name, flags, start, end) [HTML_##id] = (flags),
    HTML_TAGS(X)
#undef X
};

/* Eight bytes of ASCII in small letters: names of elements have letters, digits, "-". The
 * highest bit of each byte says whether it lies between "A" and "Z". */
static uint64_t small(uint64_t x)
{
    const uint64_t each = 0x0101010101010101u;
    uint64_t low = x & each * 0x7F;
    uint64_t from_a = low + each * (0x80 - 'A');
    uint64_t past_z = low + each * (0x80 - 'Z' - 1);
    return x | (from_a & ~past_z & ~x & each * 0x80) >> 2;
}

html_names *read_html_names_new(dl_arena *a)
{
    html_names *n = dl_arena_alloc(a, sizeof *n);
    if (!n) return NULL;
    for (int tag = HTML_OTHER + 1; tag < HTML_TAG_COUNT; tag++) {
        dl_slice name = dl_slice_str(tag_name[tag]);
        uint64_t key = small(html_name_word(name, 0, name.n));
        uint32_t i = html_name_slot(key);
        while (n->key[i]) i = (i + 1) % HTML_NAME_SLOTS;
        n->key[i] = key;
        n->tag[i] = (uint8_t)tag;
        n->length[i] = (uint8_t)name.n;
    }
    return n;
}

static bool is_name(const html_names *n, uint32_t slot, dl_slice name)
{
    if (n->length[slot] != name.n) return false;
    return name.n <= HTML_NAME_WORD
        || dl_slice_eq_nocase(dl_slice_str(tag_name[n->tag[slot]]), name);
}

html_tag read_html_name_find(const html_names *names, dl_slice page, size_t from, size_t n)
{
    uint64_t key = small(html_name_word(page, from, n));
    dl_slice name = dl_slice_cut(page, from, from + n);
    for (uint32_t i = html_name_slot(key); names->key[i]; i = (i + 1) % HTML_NAME_SLOTS)
        if (names->key[i] == key && is_name(names, i, name)) return (html_tag)names->tag[i];
    return HTML_OTHER;
}

const char *read_html_tag_name(html_tag tag) { return tag_name[tag]; }
