/* html_formats - the list of active formatting elements. In: formatting elements as they
 * are opened. Out: those that were closed by something else, opened again. */
#include "html_build.h"

enum { ARK = 3, ATTRIBUTES_MAX = 24 /* of a tag that are compared */ };

/* ---- the list */

void read_html_format_remove(html_builder *b, uint32_t at)
{
    size_t behind = b->formats_n - at - 1;
    memmove(b->formats + at, b->formats + at + 1, behind * sizeof *b->formats);
    b->formats_n--;
}

/* A full list forgets its oldest entry. */
void read_html_format_insert(html_builder *b, uint32_t at, html_format f)
{
    if (b->formats_n == READ_HTML_FORMATS_MAX) {
        read_html_format_remove(b, 0);
        at -= at > 0;
    }
    size_t behind = b->formats_n - at;
    memmove(b->formats + at + 1, b->formats + at, behind * sizeof *b->formats);
    b->formats[at] = f;
    b->formats_n++;
}

int64_t read_html_format_find(const html_builder *b, html_id id)
{
    for (uint32_t i = b->formats_n; i-- > 0;)
        if (b->formats[i].id == id) return i;
    return -1;
}

int64_t read_html_format_last(const html_builder *b, html_tag tag)
{
    for (uint32_t i = b->formats_n; i-- > 0 && b->formats[i].id;)
        if (b->formats[i].tag == tag) return i;
    return -1;
}

void read_html_marker(html_builder *b)
{
    read_html_format_insert(b, b->formats_n, (html_format){ .id = 0 });
}

void read_html_clear_formats(html_builder *b)
{
    while (b->formats_n && b->formats[--b->formats_n].id) continue;
}

/* ---- equal tags */

/* A number that is equal for the same attributes in any order. */
static uint64_t digest(dl_slice tag)
{
    dl_slice name[ATTRIBUTES_MAX];
    uint32_t n = 0;
    uint64_t sum = 1;
    html_attribute a;
    for (size_t i = 0; n < ATTRIBUTES_MAX && read_html_attribute(tag, &i, &a);) {
        bool twice = false;
        for (uint32_t k = 0; k < n && !twice; k++) twice = dl_slice_eq_nocase(name[k], a.name);
        if (twice) continue;
        name[n++] = a.name;
        sum += dl_hash_mix(dl_hash64(a.value, dl_hash64(a.name, a.value.n)));
    }
    return sum + n;
}

/* Worked out when it is asked for: rarely are three tags of a kind open. */
static uint64_t same_of(const html_builder *b, html_format *f)
{
    const html_node *n = html_node_at(b, f->id);
    if (f->same == 0) f->same = digest(dl_slice_cut(b->tree->page, n->at, n->at + n->n));
    return f->same;
}

static uint32_t count_of_tag(const html_builder *b, html_tag tag)
{
    uint32_t n = 0;
    for (uint32_t i = b->formats_n; i-- > 0 && b->formats[i].id;) n += b->formats[i].tag == tag;
    return n;
}

/* "Noah's Ark": of three equal ones behind the last marker the first goes. */
static void keep_ark(html_builder *b, html_format *f)
{
    uint32_t equal = 0;
    uint32_t first = 0;
    if (count_of_tag(b, f->tag) < ARK) return;
    for (uint32_t i = b->formats_n; i-- > 0 && b->formats[i].id;) {
        html_format *g = &b->formats[i];
        if (g->tag != f->tag || same_of(b, g) != same_of(b, f)) continue;
        equal++;
        first = i;
    }
    if (equal >= ARK) read_html_format_remove(b, first);
}

void read_html_format_push(html_builder *b, html_id id)
{
    html_format f = { .id = id, .tag = (html_tag)html_node_at(b, id)->tag };
    keep_ark(b, &f);
    read_html_format_insert(b, b->formats_n, f);
}

/* ---- opened again */

html_id read_html_copy(html_builder *b, html_id id)
{
    html_node of = *html_node_at(b, id);
    html_id copy = read_html_new(b, HTML_ELEMENT, of.at, of.n);
    html_node_at(b, copy)->tag = of.tag;
    return copy;
}

static bool is_open(const html_builder *b, uint32_t i)
{
    html_id id = b->formats[i].id;
    return id == 0 || html_node_at(b, id)->open;
}

void read_html_reconstruct(html_builder *b)
{
    uint32_t i = b->formats_n;
    if (i == 0 || is_open(b, i - 1)) return;
    while (i > 0 && !is_open(b, i - 1)) i--;
    for (; i < b->formats_n && b->again > 0 && b->depth < READ_HTML_DEPTH_MAX; i++) {
        html_place place = read_html_place(b, 0);
        html_id copy = read_html_copy(b, b->formats[i].id);
        if (!copy) return;
        read_html_attach(b, place.parent, place.before, copy);
        read_html_push(b, copy);
        b->formats[i].id = copy;
        b->again--;
    }
}

void read_html_body_text(html_builder *b, uint32_t at, uint32_t n, bool raw)
{
    if (n == 0) return;
    read_html_reconstruct(b);
    read_html_insert_text(b, at, n, raw);
    if (b->frameset_ok) b->frameset_ok = read_html_space(b, at, n) == n;
}
