/* Any bytes as a page, as a report's and whole; the first byte says whether as a part
 * of a document. The tree holds together, its slices lie in the page, nothing stands
 * deeper than the limit. */
#include "fuzz.h"

#include "read/html.h"

enum { AROUND = 4 /* the document and what a template or a moved text adds to a depth */ };

/* A node's children know it and each other. */
static void check_node(const html_tree *t, html_id id)
{
    const html_node *n = html_at(t, id);
    html_id last = 0;
    MUST((size_t)n->at + n->n <= t->page.n);
    for (html_id c = n->first; c; c = html_at(t, c)->next) {
        MUST(html_at(t, c)->parent == id && html_at(t, c)->prev == last);
        last = c;
    }
    MUST(n->last == last);
}

static void read_attributes(const html_tree *t, html_id id)
{
    html_attribute a;
    const html_node *n = html_at(t, id);
    dl_slice tag = dl_slice_cut(t->page, n->at, n->at + n->n);
    for (size_t i = 0; read_html_attribute(tag, &i, &a);) MUST(i <= tag.n);
    read_html_get(t, id, "class");
}

static void check(dl_slice page, html_how how)
{
    html_tree t;
    read_piece out;
    dl_runs map = { NULL, 0, 0 };
    dl_arena *a = dl_arena_new(NULL, 0);
    read_html_parse(&t, a, fuzz_tables()->read, page, how);
    read_piece_start(&out, a, page.n, &map);
    uint32_t seen = 0;
    uint32_t *depth = dl_arena_array(a, t.nodes.n, sizeof *depth);
    for (html_id id = HTML_ROOT; id; id = read_html_next(&t, id, 0)) {
        const html_node *n = html_at(&t, id);
        check_node(&t, id);
        depth[id] = depth[n->parent] + 1;
        MUST(n->kind != HTML_ELEMENT || depth[id] <= READ_HTML_DEPTH_MAX + AROUND);
        MUST(++seen <= t.nodes.n);
        if (n->kind == HTML_ELEMENT) read_attributes(&t, id);
        else read_html_text(&t, id, &out);
    }
    dl_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    dl_slice page = dl_slice_of((const char *)data + 1, size - 1);
    html_how how = { .part = data[0] < HTML_TAG_COUNT && data[0] != ' ' };
    how.context = (html_tag)(how.part ? data[0] : 0);
    how.context_space = (html_space)(how.part ? data[0] % 3 : 0);
    check(page, how);
    how.whole = true;
    check(page, how);
    return 0;
}
