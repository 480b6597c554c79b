/* html_names - see html_names.h. Names are compared as numbers of eight bytes. */
#include "html_names.h"

#include "base/chars.h"

enum { SLOTS = 1024, SLOT_BITS = 10, WORD = 8 };

struct html_names {
    uint64_t key[SLOTS]; /* the first eight bytes of the name, in small letters; 0: free */
    uint8_t tag[SLOTS];
};

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

/* A byte of a name in small letters: those of elements have letters, digits, "-". */
static uint64_t small(char c) { return (unsigned char)dl_lower(c); }

static uint64_t key_of(dl_slice name)
{
    uint64_t key = 0;
    size_t n = name.n < WORD ? name.n : WORD;
    for (size_t i = 0; i < n; i++) key |= small(name.p[i]) << (8 * i);
    return key;
}

static uint32_t slot_of(uint64_t key)
{
    return (uint32_t)((key * 0x9E3779B97F4A7C15u) >> (64 - SLOT_BITS));
}

html_names *read_html_names_new(dl_arena *a)
{
    html_names *n = dl_arena_alloc(a, sizeof *n);
    if (!n) return NULL;
    for (int tag = HTML_OTHER + 1; tag < HTML_TAG_COUNT; tag++) {
        uint64_t key = key_of(dl_slice_str(tag_name[tag]));
        uint32_t i = slot_of(key);
        while (n->key[i]) i = (i + 1) % SLOTS;
        n->key[i] = key;
        n->tag[i] = (uint8_t)tag;
    }
    return n;
}

static bool is_name(html_tag tag, dl_slice name)
{
    dl_slice known = dl_slice_str(tag_name[tag]);
    if (name.n <= WORD) return known.n <= WORD; /* the keys were equal */
    return dl_slice_eq_nocase(known, name);
}

html_tag read_html_name_find(const html_names *names, dl_slice name)
{
    uint64_t key = key_of(name);
    for (uint32_t i = slot_of(key); names->key[i]; i = (i + 1) % SLOTS)
        if (names->key[i] == key && is_name((html_tag)names->tag[i], name))
            return (html_tag)names->tag[i];
    return HTML_OTHER;
}

const char *read_html_tag_name(html_tag tag) { return tag_name[tag]; }
