/* html_after - the rules behind the body, of framesets and templates. In: a token. Out:
 * nodes, the next mode. */
#include "html_build.h"

/* ---- behind the body */

/* White space at the start goes into the body. True: there is nothing else. */
static bool take_space(html_builder *b)
{
    html_token *t = &b->token;
    if (t->kind != TOKEN_TEXT) return false;
    uint32_t n = read_html_space(b, t->at, t->n);
    read_html_body_text(b, t->at, n, t->raw);
    t->at += n;
    t->n -= n;
    return t->n == 0;
}

html_step read_html_after_body(html_builder *b)
{
    if (take_space(b) || b->token.kind == TOKEN_DOCTYPE) return STEP_DONE;
    if (b->token.kind == TOKEN_COMMENT) {
        read_html_insert_comment(b, b->stack[0]);
        return STEP_DONE;
    }
    if (html_is_start(b, HTML_HTML)) return STEP_BODY;
    if (b->token.kind == TOKEN_END) return STEP_DONE;
    if (html_is_close(b, HTML_HTML)) {
        if (!b->how.part) b->mode = MODE_AFTER_AFTER_BODY;
        return STEP_DONE;
    }
    b->mode = MODE_BODY;
    return STEP_AGAIN;
}

html_step read_html_after_after_body(html_builder *b)
{
    if (b->token.kind == TOKEN_COMMENT) {
        read_html_insert_comment(b, HTML_ROOT);
        return STEP_DONE;
    }
    if (take_space(b) || b->token.kind == TOKEN_END) return STEP_DONE;
    if (b->token.kind == TOKEN_DOCTYPE || html_is_start(b, HTML_HTML)) return STEP_BODY;
    b->mode = MODE_BODY;
    return STEP_AGAIN;
}

/* ---- framesets */

/* Of a text in a frameset white space alone is kept. */
static void put_spaces(html_builder *b)
{
    const html_token *t = &b->token;
    uint32_t end = t->at + t->n;
    for (uint32_t at = t->at; at < end;) {
        uint32_t n = read_html_space(b, at, end - at);
        read_html_insert_text(b, at, n, t->raw);
        at += n + 1;
    }
}

static html_step start_in_frameset(html_builder *b)
{
    switch (b->token.tag) {
    case HTML_HTML: return STEP_BODY;
    case HTML_FRAMESET: read_html_insert_html(b); return STEP_DONE;
    case HTML_FRAME:
        read_html_insert_html(b);
        read_html_pop(b);
        return STEP_DONE;
    case HTML_NOFRAMES: return STEP_HEAD;
    default: return STEP_DONE;
    }
}

html_step read_html_in_frameset(html_builder *b)
{
    if (b->token.kind == TOKEN_TEXT) put_spaces(b);
    if (b->token.kind == TOKEN_COMMENT) read_html_insert_comment(b, 0);
    if (b->token.kind == TOKEN_START) return start_in_frameset(b);
    if (!html_is_close(b, HTML_FRAMESET) || b->depth <= 1) return STEP_DONE;
    read_html_pop(b);
    if (!b->how.part && !html_node_is(b, html_top(b), HTML_FRAMESET)) b->mode = MODE_AFTER_FRAMESET;
    return STEP_DONE;
}

html_step read_html_after_frameset(html_builder *b)
{
    if (b->token.kind == TOKEN_TEXT) put_spaces(b);
    if (b->token.kind == TOKEN_COMMENT) read_html_insert_comment(b, 0);
    if (html_is_start(b, HTML_HTML)) return STEP_BODY;
    if (html_is_start(b, HTML_NOFRAMES)) return STEP_HEAD;
    if (html_is_close(b, HTML_HTML)) b->mode = MODE_AFTER_AFTER_FRAMESET;
    return STEP_DONE;
}

html_step read_html_after_after_frameset(html_builder *b)
{
    if (b->token.kind == TOKEN_COMMENT) read_html_insert_comment(b, HTML_ROOT);
    if (b->token.kind == TOKEN_TEXT) put_spaces(b);
    if (b->token.kind == TOKEN_DOCTYPE || html_is_start(b, HTML_HTML)) return STEP_BODY;
    return html_is_start(b, HTML_NOFRAMES) ? STEP_HEAD : STEP_DONE;
}

/* ---- templates */

/* The mode by which the content of a template is read, by its first tag. */
static html_mode mode_by_tag(html_tag tag)
{
    switch (tag) {
    case HTML_CAPTION:
    case HTML_COLGROUP:
    case HTML_TBODY:
    case HTML_TFOOT:
    case HTML_THEAD: return MODE_TABLE;
    case HTML_COL: return MODE_COLUMNS;
    case HTML_TR: return MODE_TABLE_BODY;
    case HTML_TD:
    case HTML_TH: return MODE_ROW;
    default: return MODE_BODY;
    }
}

static bool is_of_head(html_tag tag)
{
    return tag == HTML_BASE || tag == HTML_BASEFONT || tag == HTML_BGSOUND || tag == HTML_LINK
        || tag == HTML_META || tag == HTML_NOFRAMES || tag == HTML_SCRIPT || tag == HTML_STYLE
        || tag == HTML_TEMPLATE || tag == HTML_TITLE;
}

static html_step end_in_template(html_builder *b)
{
    if (b->open[HTML_TEMPLATE] == 0) {
        b->templates_n = 0;
        return STEP_DONE;
    }
    read_html_pop_until(b, HTML_TEMPLATE);
    read_html_clear_formats(b);
    if (b->templates_n) b->templates_n--;
    read_html_reset_mode(b);
    return STEP_AGAIN;
}

html_step read_html_in_template(html_builder *b)
{
    html_tag tag = b->token.tag;
    switch (b->token.kind) {
    case TOKEN_START:
        if (is_of_head(tag)) return STEP_HEAD;
        b->mode = mode_by_tag(tag);
        if (b->templates_n) b->templates[b->templates_n - 1] = b->mode;
        return STEP_AGAIN;
    case TOKEN_CLOSE: return tag == HTML_TEMPLATE ? STEP_HEAD : STEP_DONE;
    case TOKEN_END: return end_in_template(b);
    default: return STEP_BODY;
    }
}
