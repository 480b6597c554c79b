/* html_place - nodes, and where they go. In: a token, the stack. Out: nodes in the
 * tree. */
#include "html_build.h"

#include "html_chars.h"

enum { MORE_MAX = 16 /* second <html> and <body> tags that are looked at */ };

/* ---- nodes */

/* Where memory runs out: node 0, which stands nowhere and is written in vain. A long page
 * has a hundred thousand of them: a call of dl_vec_push for each costs a twentieth of the
 * parse. */
html_id read_html_new(html_builder *b, html_kind kind, uint32_t at, uint32_t n)
{
    html_tree *t = b->tree;
    size_t more = (size_t)t->nodes.cap * 2;
    if (t->nodes.n == t->nodes.cap && !DL_RESERVE(t->arena, &t->nodes, more)) return 0;
    html_id id = t->nodes.n++;
    t->nodes.at[id] = (html_node){ .kind = (uint8_t)kind, .at = at, .n = n };
    return id;
}

void read_html_attach(html_builder *b, html_id parent, html_id before, html_id id)
{
    html_node *at = b->tree->nodes.at;
    html_node *n = &at[id];
    html_node *p = &at[parent];
    html_id prev = before ? at[before].prev : p->last;
    n->parent = parent;
    n->prev = prev;
    n->next = before;
    if (prev) at[prev].next = id;
    else p->first = id;
    if (before) at[before].prev = id;
    else p->last = id;
}

void read_html_detach(html_builder *b, html_id id)
{
    html_node *at = b->tree->nodes.at;
    html_node *n = &at[id];
    if (!n->parent) return;
    if (n->prev) at[n->prev].next = n->next;
    else at[n->parent].first = n->next;
    if (n->next) at[n->next].prev = n->prev;
    else at[n->parent].last = n->prev;
    n->parent = n->prev = n->next = 0;
}

/* ---- places */

static html_place foster_place(const html_builder *b)
{
    for (uint32_t i = b->depth; i-- > 1;) {
        html_id id = b->stack[i];
        if (html_node_is(b, id, HTML_TEMPLATE)) return (html_place){ id, 0 };
        if (!html_node_is(b, id, HTML_TABLE)) continue;
        html_id parent = html_node_at(b, id)->parent;
        if (parent) return (html_place){ parent, id };
        return (html_place){ b->stack[i - 1], 0 };
    }
    return (html_place){ b->stack[0], 0 };
}

html_place read_html_place(const html_builder *b, html_id target)
{
    if (!target) target = html_top(b);
    if (!b->foster) return (html_place){ target, 0 };
    const html_node *n = html_node_at(b, target);
    bool in_table = n->space == HTML_HTML_SPACE && (html_flags((html_tag)n->tag) & TAG_TABLE);
    if (in_table) return foster_place(b);
    return (html_place){ target, 0 };
}

/* ---- elements */

static html_id insert(html_builder *b, html_tag tag, html_space space, uint32_t at, uint32_t n)
{
    if (b->depth == READ_HTML_DEPTH_MAX) read_html_pop(b);
    html_place place = read_html_place(b, 0);
    html_id id = read_html_new(b, HTML_ELEMENT, at, n);
    html_node_at(b, id)->tag = (uint8_t)tag;
    html_node_at(b, id)->space = (uint8_t)space;
    if (id) read_html_attach(b, place.parent, place.before, id);
    read_html_push(b, id);
    return id;
}

html_id read_html_insert(html_builder *b, html_tag tag, html_space space)
{
    return insert(b, tag, space, b->token.at, b->token.n);
}

html_id read_html_insert_html(html_builder *b)
{
    return read_html_insert(b, b->token.tag, HTML_HTML_SPACE);
}

html_id read_html_insert_implied(html_builder *b, html_tag tag)
{
    return insert(b, tag, HTML_HTML_SPACE, 0, 0);
}

void read_html_add_attributes(html_builder *b, html_id id)
{
    html_tree *t = b->tree;
    if (t->more.n >= MORE_MAX) return;
    html_more *m = DL_PUSH(t->arena, &t->more);
    if (m) *m = (html_more){ id, b->token.at, b->token.n };
}

/* ---- texts and comments */

void read_html_insert_text(html_builder *b, uint32_t at, uint32_t n, bool raw)
{
    html_place place = read_html_place(b, 0);
    if (n == 0 || place.parent == HTML_ROOT) return;
    html_id prev = html_node_at(b, place.parent)->last;
    if (place.before) prev = html_node_at(b, place.before)->prev;
    html_node *p = html_node_at(b, prev);
    bool joined = prev && p->kind == HTML_TEXT;
    if (joined && p->at + p->n == at && p->raw == raw) {
        p->n += n;
        return;
    }
    html_id id = read_html_new(b, HTML_TEXT, at, n);
    if (!id) return;
    html_node_at(b, id)->raw = raw;
    html_node_at(b, id)->joined = joined;
    read_html_attach(b, place.parent, place.before, id);
}

void read_html_insert_comment(html_builder *b, html_id parent)
{
    if (!b->how.whole) return;
    html_place place = { parent, 0 };
    if (!parent) place = read_html_place(b, 0);
    html_id id = read_html_new(b, HTML_COMMENT, b->token.at, b->token.n);
    if (id) read_html_attach(b, place.parent, place.before, id);
}

/* ---- white space */

uint32_t read_html_space(const html_builder *b, uint32_t at, uint32_t n)
{
    dl_slice s = dl_slice_cut(b->tree->page, 0, at + n);
    size_t i = at;
    while (i < s.n) {
        char out[READ_ENTITY_ROOM];
        size_t out_n;
        size_t used = html_is_space(s.p[i]);
        if (s.p[i] == '&' && !b->token.raw) {
            used = read_html_reference(b->tree->tables, s, i, false, out, &out_n);
            if (out_n != 1 || !html_is_space(out[0])) used = 0;
        }
        if (used == 0) break;
        i += used;
    }
    return (uint32_t)(i - at);
}

bool read_html_take_space(html_builder *b, bool insert_it)
{
    html_token *t = &b->token;
    uint32_t n = read_html_space(b, t->at, t->n);
    if (n && insert_it) read_html_insert_text(b, t->at, n, t->raw);
    t->at += n;
    t->n -= n;
    return t->n == 0;
}
