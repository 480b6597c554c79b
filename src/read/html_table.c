/* html_table - the rules of tables. In: a token inside a table. Out: nodes; what belongs
 * into no table goes before it. */
#include "html_build.h"

static bool top_is(const html_builder *b, html_tag tag)
{
    return html_node_is(b, html_top(b), tag);
}

static bool top_has(const html_builder *b, uint32_t flags)
{
    const html_node *n = html_node_at(b, html_top(b));
    return n->space == HTML_HTML_SPACE && (html_flags((html_tag)n->tag) & flags);
}

static bool is_section(html_tag tag) { return html_flags(tag) & TAG_SECTION; }
static bool is_cell(html_tag tag) { return tag == HTML_TD || tag == HTML_TH; }

/* Tags that end a caption, a cell or a row: parts of a table. */
static bool is_part(html_tag tag)
{
    return tag == HTML_CAPTION || tag == HTML_COL || tag == HTML_COLGROUP || is_section(tag)
        || is_cell(tag) || tag == HTML_TR;
}

/* End tags that are nothing in a table, a row, a section. */
static bool is_stray_end(const html_builder *b)
{
    html_tag tag = b->token.tag;
    return tag == HTML_BODY || tag == HTML_CAPTION || tag == HTML_COL || tag == HTML_COLGROUP
        || tag == HTML_HTML || is_cell(tag);
}

/* ---- in table */

static void open_part(html_builder *b, html_tag tag, html_mode mode, bool implied)
{
    read_html_clear_to(b, 0, HTML_TABLE);
    if (implied) read_html_insert_implied(b, tag);
    else read_html_insert_html(b);
    b->mode = mode;
}

static html_step start_in_table(html_builder *b)
{
    html_tag tag = b->token.tag;
    dl_slice type;
    if (tag == HTML_CAPTION) {
        read_html_clear_to(b, 0, HTML_TABLE);
        read_html_marker(b);
        read_html_insert_html(b);
        b->mode = MODE_CAPTION;
    } else if (tag == HTML_COLGROUP) {
        open_part(b, tag, MODE_COLUMNS, false);
    } else if (tag == HTML_COL) {
        open_part(b, HTML_COLGROUP, MODE_COLUMNS, true);
        return STEP_AGAIN;
    } else if (is_section(tag)) {
        open_part(b, tag, MODE_TABLE_BODY, false);
    } else if (is_cell(tag) || tag == HTML_TR) {
        open_part(b, HTML_TBODY, MODE_TABLE_BODY, true);
        return STEP_AGAIN;
    } else if (tag == HTML_TABLE) {
        if (!read_html_in_table_scope(b, HTML_TABLE)) return STEP_DONE;
        read_html_pop_until(b, HTML_TABLE);
        read_html_reset_mode(b);
        return STEP_AGAIN;
    } else if (tag == HTML_STYLE || tag == HTML_SCRIPT || tag == HTML_TEMPLATE) {
        return STEP_HEAD;
    } else if (tag == HTML_INPUT) {
        dl_slice text = dl_slice_cut(b->tree->page, b->token.at, b->token.at + b->token.n);
        if (!read_html_tag_value(text, DL_S("type"), &type)) return STEP_FOSTER;
        if (!dl_slice_eq_nocase(type, DL_S("hidden"))) return STEP_FOSTER;
        read_html_insert_html(b);
        read_html_pop(b);
    } else if (tag == HTML_FORM) {
        if (b->form || b->open[HTML_TEMPLATE]) return STEP_DONE;
        b->form = read_html_insert_html(b);
        read_html_pop(b);
    } else {
        return STEP_FOSTER;
    }
    return STEP_DONE;
}

static html_step end_in_table(html_builder *b)
{
    if (b->token.tag == HTML_TABLE) {
        if (!read_html_in_table_scope(b, HTML_TABLE)) return STEP_DONE;
        read_html_pop_until(b, HTML_TABLE);
        read_html_reset_mode(b);
        return STEP_DONE;
    }
    if (is_stray_end(b) || is_section(b->token.tag) || b->token.tag == HTML_TR) return STEP_DONE;
    return b->token.tag == HTML_TEMPLATE ? STEP_HEAD : STEP_FOSTER;
}

html_step read_html_in_table(html_builder *b)
{
    switch (b->token.kind) {
    case TOKEN_TEXT:
    case TOKEN_NUL:
        if (!top_has(b, TAG_TABLE) && !top_is(b, HTML_TEMPLATE)) return STEP_FOSTER;
        b->pending.n = 0;
        b->pending_dark = false;
        b->original = b->mode;
        b->mode = MODE_TABLE_TEXT;
        return STEP_AGAIN;
    case TOKEN_COMMENT: read_html_insert_comment(b, 0); return STEP_DONE;
    case TOKEN_DOCTYPE: return STEP_DONE;
    case TOKEN_START: return start_in_table(b);
    case TOKEN_CLOSE: return end_in_table(b);
    case TOKEN_END: break;
    }
    return STEP_BODY;
}

/* ---- text in tables */

static void put_pending(html_builder *b)
{
    b->foster = b->pending_dark;
    for (uint32_t i = 0; i < b->pending.n; i++) {
        const html_piece *p = &b->pending.at[i];
        if (b->pending_dark) read_html_body_text(b, p->at, p->n, false);
        else read_html_insert_text(b, p->at, p->n, false);
    }
    b->foster = false;
}

html_step read_html_in_table_text(html_builder *b)
{
    const html_token *t = &b->token;
    if (t->kind == TOKEN_NUL) return STEP_DONE;
    if (t->kind == TOKEN_TEXT) {
        html_piece *p = DL_PUSH(b->tree->arena, &b->pending);
        if (p) *p = (html_piece){ t->at, t->n };
        b->pending_dark |= read_html_space(b, t->at, t->n) < t->n;
        return STEP_DONE;
    }
    put_pending(b);
    b->mode = b->original;
    return STEP_AGAIN;
}

/* ---- caption, columns */

static bool close_caption(html_builder *b)
{
    if (!read_html_in_table_scope(b, HTML_CAPTION)) return false;
    read_html_implied(b, HTML_OTHER);
    read_html_pop_until(b, HTML_CAPTION);
    read_html_clear_formats(b);
    b->mode = MODE_TABLE;
    return true;
}

html_step read_html_in_caption(html_builder *b)
{
    if (html_is_close(b, HTML_CAPTION)) {
        close_caption(b);
        return STEP_DONE;
    }
    bool ends = b->token.kind == TOKEN_START && is_part(b->token.tag);
    if (ends || html_is_close(b, HTML_TABLE)) return close_caption(b) ? STEP_AGAIN : STEP_DONE;
    bool stray = b->token.kind == TOKEN_CLOSE
        && (is_stray_end(b) || is_section(b->token.tag) || b->token.tag == HTML_TR);
    return stray ? STEP_DONE : STEP_BODY;
}

html_step read_html_in_columns(html_builder *b)
{
    const html_token *t = &b->token;
    if (t->kind == TOKEN_TEXT && read_html_take_space(b, true)) return STEP_DONE;
    if (t->kind == TOKEN_DOCTYPE || html_is_close(b, HTML_COL)) return STEP_DONE;
    if (t->kind == TOKEN_COMMENT) {
        read_html_insert_comment(b, 0);
        return STEP_DONE;
    }
    if (t->kind == TOKEN_END || html_is_start(b, HTML_HTML)) return STEP_BODY;
    if (html_is_start(b, HTML_COL)) {
        read_html_insert_html(b);
        read_html_pop(b);
        return STEP_DONE;
    }
    if (html_is_start(b, HTML_TEMPLATE) || html_is_close(b, HTML_TEMPLATE)) return STEP_HEAD;
    if (!top_is(b, HTML_COLGROUP)) return STEP_DONE;
    read_html_pop(b);
    b->mode = MODE_TABLE;
    return html_is_close(b, HTML_COLGROUP) ? STEP_DONE : STEP_AGAIN;
}

/* ---- sections, rows */

static html_step leave_section(html_builder *b)
{
    read_html_clear_to(b, TAG_SECTION, HTML_TBODY);
    read_html_pop(b);
    b->mode = MODE_TABLE;
    return STEP_AGAIN;
}

static html_step start_in_section(html_builder *b)
{
    html_tag tag = b->token.tag;
    if (tag == HTML_TR || is_cell(tag)) {
        read_html_clear_to(b, TAG_SECTION, HTML_TBODY);
        if (tag == HTML_TR) read_html_insert_html(b);
        else read_html_insert_implied(b, HTML_TR);
        b->mode = MODE_ROW;
        return tag == HTML_TR ? STEP_DONE : STEP_AGAIN;
    }
    if (!is_part(tag)) return STEP_TABLE;
    bool open = read_html_in_table_scope(b, HTML_TBODY) || read_html_in_table_scope(b, HTML_THEAD)
        || read_html_in_table_scope(b, HTML_TFOOT);
    return open ? leave_section(b) : STEP_DONE;
}

html_step read_html_in_table_body(html_builder *b)
{
    html_tag tag = b->token.tag;
    if (b->token.kind == TOKEN_START) return start_in_section(b);
    if (b->token.kind != TOKEN_CLOSE) return STEP_TABLE;
    if (is_section(tag)) {
        if (read_html_in_table_scope(b, tag)) leave_section(b);
        return STEP_DONE;
    }
    if (is_stray_end(b) || tag == HTML_TR) return STEP_DONE;
    if (tag != HTML_TABLE) return STEP_TABLE;
    bool open = read_html_in_table_scope(b, HTML_TBODY) || read_html_in_table_scope(b, HTML_THEAD)
        || read_html_in_table_scope(b, HTML_TFOOT);
    return open ? leave_section(b) : STEP_DONE;
}

/* False: no row is open. */
static bool leave_row(html_builder *b)
{
    if (!read_html_in_table_scope(b, HTML_TR)) return false;
    read_html_clear_to(b, 0, HTML_TR);
    read_html_pop(b);
    b->mode = MODE_TABLE_BODY;
    return true;
}

static html_step close_in_row(html_builder *b)
{
    html_tag tag = b->token.tag;
    if (tag == HTML_TR) {
        leave_row(b);
        return STEP_DONE;
    }
    if (tag == HTML_TABLE) return leave_row(b) ? STEP_AGAIN : STEP_DONE;
    if (is_section(tag)) {
        if (!read_html_in_table_scope(b, tag)) return STEP_DONE;
        return leave_row(b) ? STEP_AGAIN : STEP_DONE;
    }
    return is_stray_end(b) ? STEP_DONE : STEP_TABLE;
}

html_step read_html_in_row(html_builder *b)
{
    if (b->token.kind == TOKEN_CLOSE) return close_in_row(b);
    if (b->token.kind != TOKEN_START) return STEP_TABLE;
    if (is_cell(b->token.tag)) {
        read_html_clear_to(b, 0, HTML_TR);
        read_html_insert_html(b);
        b->mode = MODE_CELL;
        read_html_marker(b);
        return STEP_DONE;
    }
    if (!is_part(b->token.tag)) return STEP_TABLE;
    return leave_row(b) ? STEP_AGAIN : STEP_DONE;
}

/* ---- cells */

static void close_cell(html_builder *b)
{
    read_html_implied(b, HTML_OTHER);
    while (b->depth > 1 && !top_is(b, HTML_TD) && !top_is(b, HTML_TH)) read_html_pop(b);
    read_html_pop(b);
    read_html_clear_formats(b);
    b->mode = MODE_ROW;
}

static html_step close_in_cell(html_builder *b)
{
    html_tag tag = b->token.tag;
    if (is_cell(tag)) {
        if (!read_html_in_table_scope(b, tag)) return STEP_DONE;
        read_html_implied(b, HTML_OTHER);
        read_html_pop_until(b, tag);
        read_html_clear_formats(b);
        b->mode = MODE_ROW;
        return STEP_DONE;
    }
    if (is_stray_end(b)) return STEP_DONE;
    if (tag != HTML_TABLE && tag != HTML_TR && !is_section(tag)) return STEP_BODY;
    if (!read_html_in_table_scope(b, tag)) return STEP_DONE;
    close_cell(b);
    return STEP_AGAIN;
}

html_step read_html_in_cell(html_builder *b)
{
    if (b->token.kind == TOKEN_CLOSE) return close_in_cell(b);
    if (b->token.kind != TOKEN_START || !is_part(b->token.tag)) return STEP_BODY;
    bool open = read_html_in_table_scope(b, HTML_TD) || read_html_in_table_scope(b, HTML_TH);
    if (!open) return STEP_DONE;
    close_cell(b);
    return STEP_AGAIN;
}
