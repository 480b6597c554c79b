/* html_head - the rules up to the body: DOCTYPE, <html>, <head>. In: a token. Out: nodes,
 * the next mode. */
#include "html_build.h"

/* ---- before the first tag */

static void take_doctype(html_builder *b)
{
    const html_token *t = &b->token;
    html_id id = b->how.whole ? read_html_new(b, HTML_DOCTYPE, t->at, t->n) : 0;
    if (id) read_html_attach(b, HTML_ROOT, 0, id);
    b->tree->quirks = read_html_is_quirky(b->tree->tables, b->tree->page, t->at, t->n);
}

html_step read_html_initial(html_builder *b)
{
    switch (b->token.kind) {
    case TOKEN_TEXT:
        if (read_html_take_space(b, false)) return STEP_DONE;
        break;
    case TOKEN_COMMENT: read_html_insert_comment(b, HTML_ROOT); return STEP_DONE;
    case TOKEN_DOCTYPE:
        take_doctype(b);
        b->mode = MODE_BEFORE_HTML;
        return STEP_DONE;
    default: break;
    }
    b->tree->quirks = true;
    b->mode = MODE_BEFORE_HTML;
    return STEP_AGAIN;
}

static html_id open_html(html_builder *b, uint32_t at, uint32_t n)
{
    html_id id = read_html_new(b, HTML_ELEMENT, at, n);
    html_node_at(b, id)->tag = HTML_HTML;
    if (id) read_html_attach(b, HTML_ROOT, 0, id);
    read_html_push(b, id);
    b->mode = MODE_BEFORE_HEAD;
    return id;
}

/* End tags other than these are nothing up to the body. */
static bool is_ignored_end(const html_builder *b)
{
    if (b->token.kind != TOKEN_CLOSE) return false;
    html_tag tag = b->token.tag;
    return tag != HTML_HEAD && tag != HTML_BODY && tag != HTML_HTML && tag != HTML_BR;
}

html_step read_html_before_html(html_builder *b)
{
    if (b->token.kind == TOKEN_DOCTYPE || is_ignored_end(b)) return STEP_DONE;
    if (b->token.kind == TOKEN_COMMENT) {
        read_html_insert_comment(b, HTML_ROOT);
        return STEP_DONE;
    }
    if (b->token.kind == TOKEN_TEXT && read_html_take_space(b, false)) return STEP_DONE;
    if (html_is_start(b, HTML_HTML)) {
        open_html(b, b->token.at, b->token.n);
        return STEP_DONE;
    }
    open_html(b, 0, 0);
    return STEP_AGAIN;
}

html_step read_html_before_head(html_builder *b)
{
    if (b->token.kind == TOKEN_DOCTYPE || is_ignored_end(b)) return STEP_DONE;
    if (b->token.kind == TOKEN_COMMENT) {
        read_html_insert_comment(b, 0);
        return STEP_DONE;
    }
    if (b->token.kind == TOKEN_TEXT && read_html_take_space(b, false)) return STEP_DONE;
    if (html_is_start(b, HTML_HTML)) return STEP_BODY;
    b->mode = MODE_HEAD;
    if (html_is_start(b, HTML_HEAD)) {
        b->head = read_html_insert_html(b);
        return STEP_DONE;
    }
    b->head = read_html_insert_implied(b, HTML_HEAD);
    return STEP_AGAIN;
}

/* ---- in the head */

/* Nobody reads the text of that element, but a script's that is data. */
static bool is_unread(html_builder *b, html_id id)
{
    dl_slice type;
    html_tag tag = b->token.tag;
    if (b->how.whole || tag == HTML_TITLE || tag == HTML_TEXTAREA || tag == HTML_XMP) return false;
    if (tag != HTML_SCRIPT || !read_html_value(b->tree, id, "type", &type)) return true;
    return dl_slice_find(type, DL_S("json"), 0) == SIZE_MAX;
}

void read_html_text_element(html_builder *b, html_state state)
{
    html_id id = read_html_insert_html(b);
    b->drop_text = is_unread(b, id);
    b->scan.state = state;
    b->scan.until = dl_slice_cut(b->tree->page, b->token.at, b->token.at + b->token.name_n);
    b->original = b->mode;
    b->mode = MODE_TEXT;
}

static void open_template(html_builder *b)
{
    if (b->templates_n == READ_HTML_DEPTH_MAX) return;
    read_html_insert_html(b);
    read_html_marker(b);
    b->frameset_ok = false;
    b->mode = MODE_TEMPLATE;
    b->templates[b->templates_n++] = MODE_TEMPLATE;
}

static void close_template(html_builder *b)
{
    if (b->open[HTML_TEMPLATE] == 0) return;
    read_html_implied_all(b);
    read_html_pop_until(b, HTML_TEMPLATE);
    read_html_clear_formats(b);
    if (b->templates_n) b->templates_n--;
    read_html_reset_mode(b);
}

/* False: the head is over. */
static bool start_in_head(html_builder *b)
{
    switch (b->token.tag) {
    case HTML_BASE:
    case HTML_BASEFONT:
    case HTML_BGSOUND:
    case HTML_LINK:
    case HTML_META:
        read_html_insert_html(b);
        read_html_pop(b);
        return true;
    case HTML_TITLE: read_html_text_element(b, STATE_RCDATA); return true;
    case HTML_NOFRAMES:
    case HTML_STYLE: read_html_text_element(b, STATE_RAWTEXT); return true;
    case HTML_SCRIPT: read_html_text_element(b, STATE_SCRIPT); return true;
    case HTML_NOSCRIPT:
        read_html_insert_html(b);
        b->mode = MODE_NOSCRIPT;
        return true;
    case HTML_TEMPLATE: open_template(b); return true;
    case HTML_HEAD: return true;
    default: return false;
    }
}

static html_step leave_head(html_builder *b)
{
    read_html_pop(b);
    b->mode = MODE_AFTER_HEAD;
    return STEP_AGAIN;
}

html_step read_html_in_head(html_builder *b)
{
    switch (b->token.kind) {
    case TOKEN_TEXT: return read_html_take_space(b, true) ? STEP_DONE : leave_head(b);
    case TOKEN_COMMENT: read_html_insert_comment(b, 0); return STEP_DONE;
    case TOKEN_DOCTYPE: return STEP_DONE;
    case TOKEN_START:
        if (b->token.tag == HTML_HTML) return STEP_BODY;
        return start_in_head(b) ? STEP_DONE : leave_head(b);
    case TOKEN_CLOSE: break;
    default: return leave_head(b);
    }
    if (html_is_close(b, HTML_TEMPLATE)) {
        close_template(b);
        return STEP_DONE;
    }
    if (is_ignored_end(b)) return STEP_DONE;
    html_step step = leave_head(b);
    return html_is_close(b, HTML_HEAD) ? STEP_DONE : step;
}

static bool is_head_in_noscript(html_tag tag)
{
    return tag == HTML_BASEFONT || tag == HTML_BGSOUND || tag == HTML_LINK || tag == HTML_META
        || tag == HTML_NOFRAMES || tag == HTML_STYLE;
}

html_step read_html_in_noscript(html_builder *b)
{
    const html_token *t = &b->token;
    if (t->kind == TOKEN_DOCTYPE) return STEP_DONE;
    if (t->kind == TOKEN_COMMENT) return STEP_HEAD;
    if (t->kind == TOKEN_TEXT && read_html_take_space(b, true)) return STEP_DONE;
    if (html_is_start(b, HTML_HTML)) return STEP_BODY;
    if (t->kind == TOKEN_START && is_head_in_noscript(t->tag)) return STEP_HEAD;
    if (html_is_start(b, HTML_HEAD) || html_is_start(b, HTML_NOSCRIPT)) return STEP_DONE;
    bool ends = html_is_close(b, HTML_NOSCRIPT);
    if (t->kind == TOKEN_CLOSE && t->tag != HTML_BR && !ends) return STEP_DONE;
    read_html_pop(b);
    b->mode = MODE_HEAD;
    return ends ? STEP_DONE : STEP_AGAIN;
}

/* ---- behind the head */

/* What belongs into the head is put there still. False: it does not. */
static bool start_late_in_head(html_builder *b)
{
    html_tag tag = b->token.tag;
    if (tag == HTML_NOSCRIPT || tag == HTML_HEAD) return false;
    html_id head = b->head;
    read_html_push(b, head);
    bool taken = start_in_head(b);
    read_html_stack_remove(b, head);
    return taken;
}

html_step read_html_after_head(html_builder *b)
{
    const html_token *t = &b->token;
    if (t->kind == TOKEN_DOCTYPE || html_is_start(b, HTML_HEAD)) return STEP_DONE;
    if (t->kind == TOKEN_COMMENT) {
        read_html_insert_comment(b, 0);
        return STEP_DONE;
    }
    if (t->kind == TOKEN_TEXT && read_html_take_space(b, true)) return STEP_DONE;
    if (html_is_start(b, HTML_HTML)) return STEP_BODY;
    if (html_is_start(b, HTML_BODY) || html_is_start(b, HTML_FRAMESET)) {
        read_html_insert_html(b);
        b->mode = t->tag == HTML_BODY ? MODE_BODY : MODE_FRAMESET;
        if (t->tag == HTML_BODY) b->frameset_ok = false;
        return STEP_DONE;
    }
    if (t->kind == TOKEN_START && start_late_in_head(b)) return STEP_DONE;
    if (html_is_close(b, HTML_TEMPLATE)) return STEP_HEAD;
    if (is_ignored_end(b) || html_is_close(b, HTML_HEAD)) return STEP_DONE;
    read_html_insert_implied(b, HTML_BODY);
    b->mode = MODE_BODY;
    return STEP_AGAIN;
}
