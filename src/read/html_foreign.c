/* html_foreign - the rules of svg and math. In: a token inside one. Out: nodes; an
 * element of HTML ends the drawing. */
#include "html_build.h"

typedef struct element {
    html_tag tag;
    html_space space;
    html_id id; /* 0: the context of a part */
} element;

/* The standard's adjusted current node. */
static element current(const html_builder *b)
{
    if (b->how.part && b->depth == 1) return (element){ b->how.context, b->how.context_space, 0 };
    const html_node *n = html_node_at(b, html_top(b));
    return (element){ (html_tag)n->tag, (html_space)n->space, html_top(b) };
}

static bool is_math_text(const element *e)
{
    return e->space == HTML_MATH_SPACE && (html_flags(e->tag) & TAG_MATH_TEXT);
}

/* annotation-xml that says that it holds HTML. */
static bool says_html(const html_builder *b, const element *e)
{
    dl_slice encoding;
    if (!e->id || !read_html_value(b->tree, e->id, "encoding", &encoding)) return false;
    return dl_slice_eq_nocase(encoding, DL_S("text/html"))
        || dl_slice_eq_nocase(encoding, DL_S("application/xhtml+xml"));
}

static bool is_html_place(const html_builder *b, const element *e)
{
    if (e->space == HTML_SVG_SPACE) return html_flags(e->tag) & TAG_SVG_HTML;
    return e->space == HTML_MATH_SPACE && e->tag == HTML_ANNOTATION_XML && says_html(b, e);
}

bool read_html_takes_sections(const html_builder *b)
{
    if (!html_may_be_foreign(b)) return false;
    return current(b).space != HTML_HTML_SPACE;
}

bool read_html_is_foreign(const html_builder *b)
{
    if (!html_may_be_foreign(b)) return false;
    const html_token *t = &b->token;
    element e = current(b);
    if (e.space == HTML_HTML_SPACE || t->kind == TOKEN_END) return false;
    bool start = t->kind == TOKEN_START;
    bool text = t->kind == TOKEN_TEXT || t->kind == TOKEN_NUL;
    bool glyph = t->tag == HTML_MGLYPH || t->tag == HTML_MALIGNMARK;
    if (is_math_text(&e) && (text || (start && !glyph))) return false;
    bool annotation = e.space == HTML_MATH_SPACE && e.tag == HTML_ANNOTATION_XML;
    if (annotation && start && t->tag == HTML_SVG) return false;
    return !is_html_place(b, &e) || !(start || text);
}

/* ---- tags */

static bool breaks_out(const html_builder *b)
{
    dl_slice v;
    html_tag tag = b->token.tag;
    if (b->token.kind == TOKEN_CLOSE) return tag == HTML_BR || tag == HTML_P;
    if (tag != HTML_FONT) return html_flags(tag) & TAG_BREAKOUT;
    dl_slice text = dl_slice_cut(b->tree->page, b->token.at, b->token.at + b->token.n);
    return read_html_tag_value(text, DL_S("color"), &v)
        || read_html_tag_value(text, DL_S("face"), &v)
        || read_html_tag_value(text, DL_S("size"), &v);
}

static html_step break_out(html_builder *b)
{
    while (b->depth > 1) {
        const html_node *n = html_node_at(b, html_top(b));
        element e = { (html_tag)n->tag, (html_space)n->space, html_top(b) };
        if (e.space == HTML_HTML_SPACE || is_math_text(&e) || is_html_place(b, &e)) break;
        read_html_pop(b);
    }
    return STEP_MODE;
}

static html_step start_tag(html_builder *b)
{
    if (breaks_out(b)) return break_out(b);
    read_html_insert(b, b->token.tag, current(b).space);
    if (b->token.self_closing) read_html_pop(b);
    return STEP_DONE;
}

static html_step end_tag(html_builder *b)
{
    if (breaks_out(b)) return break_out(b);
    for (uint32_t i = b->depth; i-- > 1;) {
        html_id id = b->stack[i];
        if (html_node_at(b, id)->space == HTML_HTML_SPACE) return STEP_MODE;
        if (!read_html_is_named_as_token(b, id)) continue;
        read_html_pop_to(b, id);
        return STEP_DONE;
    }
    return STEP_DONE;
}

html_step read_html_in_foreign(html_builder *b)
{
    const html_token *t = &b->token;
    switch (t->kind) {
    case TOKEN_TEXT:
        if (read_html_space(b, t->at, t->n) < t->n) b->frameset_ok = false;
        read_html_insert_text(b, t->at, t->n, t->raw);
        break;
    case TOKEN_NUL: read_html_insert_text(b, t->at, t->n, false); break;
    case TOKEN_COMMENT: read_html_insert_comment(b, 0); break;
    case TOKEN_START: return start_tag(b);
    case TOKEN_CLOSE: return end_tag(b);
    case TOKEN_DOCTYPE:
    case TOKEN_END: break;
    }
    return STEP_DONE;
}
