/* html_stack - the elements that are open. In: tags. Out: which are closed by them. */
#include "html_build.h"

bool html_is_special(const html_builder *b, html_id id)
{
    const html_node *n = html_node_at(b, id);
    uint32_t f = html_flags((html_tag)n->tag);
    if (n->space == HTML_HTML_SPACE) return f & TAG_SPECIAL;
    return f & (n->space == HTML_SVG_SPACE ? TAG_SVG_HTML : TAG_MATH_SCOPE);
}

bool html_ends_scope(const html_builder *b, html_id id)
{
    const html_node *n = html_node_at(b, id);
    uint32_t f = html_flags((html_tag)n->tag);
    if (n->space == HTML_HTML_SPACE) return f & TAG_SCOPE;
    return f & (n->space == HTML_SVG_SPACE ? TAG_SVG_HTML : TAG_MATH_SCOPE);
}

/* ---- push and pop */

static void count(html_builder *b, html_id id, uint32_t by)
{
    html_node *n = html_node_at(b, id);
    n->open = by == 1;
    if (n->space == HTML_HTML_SPACE) b->open[n->tag] += by;
    else b->foreign += by;
}

void read_html_push(html_builder *b, html_id id)
{
    b->stack[b->depth++] = id;
    count(b, id, 1);
}

/* The first element stays. */
void read_html_pop(html_builder *b)
{
    if (b->depth <= 1) return;
    count(b, b->stack[--b->depth], UINT32_MAX);
}

void read_html_pop_until(html_builder *b, html_tag tag)
{
    while (b->open[tag] && b->depth > 1) {
        bool found = html_node_is(b, html_top(b), tag);
        read_html_pop(b);
        if (found) return;
    }
}

void read_html_pop_to(html_builder *b, html_id id)
{
    while (html_node_at(b, id)->open && b->depth > 1) read_html_pop(b);
}

int64_t read_html_stack_find(const html_builder *b, html_id id)
{
    if (!html_node_at(b, id)->open) return -1;
    for (uint32_t i = b->depth; i-- > 0;)
        if (b->stack[i] == id) return i;
    return -1;
}

void read_html_stack_remove(html_builder *b, html_id id)
{
    int64_t at = read_html_stack_find(b, id);
    if (at <= 0) return;
    count(b, id, UINT32_MAX);
    size_t behind = b->depth - (size_t)at - 1;
    memmove(b->stack + at, b->stack + at + 1, behind * sizeof *b->stack);
    b->depth--;
}

/* ---- scopes */

/* Is an element of that tag open with none of those that end the scope inside it?
 * or_list, or_button: lists, buttons end it too. */
static bool in_scope(const html_builder *b, html_tag tag, bool or_list, bool or_button)
{
    if (b->open[tag] == 0) return false;
    for (uint32_t i = b->depth; i-- > 0;) {
        html_id id = b->stack[i];
        if (html_node_is(b, id, tag)) return true;
        if (html_ends_scope(b, id)) return false;
        if (or_button && html_node_is(b, id, HTML_BUTTON)) return false;
        if (or_list && (html_node_is(b, id, HTML_OL) || html_node_is(b, id, HTML_UL))) return false;
    }
    return false;
}

bool read_html_in_scope(const html_builder *b, html_tag tag)
{
    return in_scope(b, tag, false, false);
}

bool read_html_in_button_scope(const html_builder *b, html_tag tag)
{
    return in_scope(b, tag, false, true);
}

bool read_html_in_list_scope(const html_builder *b, html_tag tag)
{
    return in_scope(b, tag, true, false);
}

bool read_html_in_scope_id(const html_builder *b, html_id id)
{
    for (uint32_t i = b->depth; i-- > 0;) {
        if (b->stack[i] == id) return true;
        if (html_ends_scope(b, b->stack[i])) return false;
    }
    return false;
}

bool read_html_in_table_scope(const html_builder *b, html_tag tag)
{
    if (b->open[tag] == 0) return false;
    for (uint32_t i = b->depth; i-- > 0;) {
        html_id id = b->stack[i];
        if (html_node_is(b, id, tag)) return true;
        if (html_node_is(b, id, HTML_TABLE) || html_node_is(b, id, HTML_TEMPLATE)) return false;
    }
    return false;
}

/* ---- implied end tags */

static void implied(html_builder *b, uint32_t which, html_tag except)
{
    for (;;) {
        const html_node *n = html_node_at(b, html_top(b));
        bool closes = n->space == HTML_HTML_SPACE && (html_flags((html_tag)n->tag) & which);
        if (!closes || n->tag == except || b->depth <= 1) return;
        read_html_pop(b);
    }
}

void read_html_implied(html_builder *b, html_tag except) { implied(b, TAG_IMPLIED, except); }

void read_html_implied_all(html_builder *b)
{
    implied(b, TAG_IMPLIED | TAG_IMPLIED_ALL, HTML_OTHER);
}

void read_html_close_p(html_builder *b)
{
    if (!read_html_in_button_scope(b, HTML_P)) return;
    read_html_implied(b, HTML_P);
    read_html_pop_until(b, HTML_P);
}

void read_html_clear_to(html_builder *b, uint32_t flags, html_tag or_tag)
{
    while (b->depth > 1) {
        const html_node *n = html_node_at(b, html_top(b));
        bool stays = (html_flags((html_tag)n->tag) & flags) || n->tag == or_tag
            || n->tag == HTML_TEMPLATE;
        if (n->space == HTML_HTML_SPACE && stays) return;
        read_html_pop(b);
    }
}

/* ---- the mode, by what is open */

static html_mode mode_of(const html_builder *b, html_tag tag, bool last)
{
    switch (tag) {
    case HTML_TD:
    case HTML_TH: return last ? MODE_BODY : MODE_CELL;
    case HTML_TR: return MODE_ROW;
    case HTML_TBODY:
    case HTML_THEAD:
    case HTML_TFOOT: return MODE_TABLE_BODY;
    case HTML_CAPTION: return MODE_CAPTION;
    case HTML_COLGROUP: return MODE_COLUMNS;
    case HTML_TABLE: return MODE_TABLE;
    case HTML_TEMPLATE: return b->templates_n ? b->templates[b->templates_n - 1] : MODE_BODY;
    case HTML_HEAD: return last ? MODE_BODY : MODE_HEAD;
    case HTML_BODY: return MODE_BODY;
    case HTML_FRAMESET: return MODE_FRAMESET;
    case HTML_HTML: return b->head ? MODE_AFTER_HEAD : MODE_BEFORE_HEAD;
    default: return last ? MODE_BODY : MODE_COUNT;
    }
}

void read_html_reset_mode(html_builder *b)
{
    for (uint32_t i = b->depth; i-- > 0;) {
        const html_node *n = html_node_at(b, b->stack[i]);
        bool last = i == 0;
        html_tag tag = n->space == HTML_HTML_SPACE ? (html_tag)n->tag : HTML_OTHER;
        if (last && b->how.part) tag = b->how.context_space ? HTML_OTHER : b->how.context;
        b->mode = mode_of(b, tag, last);
        if (b->mode != MODE_COUNT) return;
    }
    b->mode = MODE_BODY;
}

/* ---- end tags of any element, texts */

bool read_html_is_named_as_token(const html_builder *b, html_id id)
{
    if (html_node_at(b, id)->tag != b->token.tag) return false;
    if (b->token.tag != HTML_OTHER) return true;
    dl_slice name = dl_slice_cut(b->tree->page, b->token.at, b->token.at + b->token.name_n);
    return dl_slice_eq_nocase(read_html_name(b->tree, id), name);
}

void read_html_end_any(html_builder *b)
{
    if (b->open[b->token.tag] == 0) return;
    for (uint32_t i = b->depth; i-- > 1;) {
        html_id id = b->stack[i];
        bool html = html_node_at(b, id)->space == HTML_HTML_SPACE;
        if (html && read_html_is_named_as_token(b, id)) {
            read_html_implied(b, b->token.tag);
            read_html_pop_to(b, id);
            return;
        }
        if (html_is_special(b, id)) return;
    }
}
