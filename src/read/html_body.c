/* html_body - the rules of the body, and of text elements. In: a token. Out: nodes. What
 * each start and end tag does stands in html_tags.h. */
#include "html_build.h"

#include "base/chars.h"
#include "html_chars.h"

typedef enum start_rule {
    START_OTHER,
    START_A,
    START_BLOCK,
    START_BODY,
    START_BUTTON,
    START_DD,
    START_FORM,
    START_FORMAT,
    START_FRAMESET,
    START_HEAD,
    START_HEADING,
    START_HR,
    START_HTML,
    START_IFRAME,
    START_IGNORE,
    START_IMAGE,
    START_INPUT,
    START_LI,
    START_MATH,
    START_NOBR,
    START_NOEMBED,
    START_OBJECT,
    START_OPTGROUP,
    START_OPTION,
    START_PARAM,
    START_PLAINTEXT,
    START_PRE,
    START_RB,
    START_RT,
    START_SELECT,
    START_SVG,
    START_TABLE,
    START_TEXTAREA,
    START_VOID,
    START_XMP
} start_rule;

typedef enum end_rule {
    END_OTHER,
    END_BLOCK,
    END_BODY,
    END_BR,
    END_DD,
    END_FORM,
    END_FORMAT,
    END_HEADING,
    END_HTML,
    END_LI,
    END_OBJECT,
    END_P,
    END_TEMPLATE
} end_rule;

static const uint8_t start_of[HTML_TAG_COUNT] = {
#define X(id, name, flags, start, end) [HTML_##id] = START_##start,
    HTML_TAGS(X)
#undef X
};

static const uint8_t end_of[HTML_TAG_COUNT] = {
#define X(id, name, flags, start, end) [HTML_##id] = END_##end,
    HTML_TAGS(X)
#undef X
};

static bool is_heading(const html_builder *b, html_id id)
{
    const html_node *n = html_node_at(b, id);
    return n->space == HTML_HTML_SPACE && start_of[n->tag] == START_HEADING;
}

static html_id body_of(const html_builder *b)
{
    bool there = b->depth > 1 && html_node_is(b, b->stack[1], HTML_BODY);
    return there ? b->stack[1] : 0;
}

/* ---- start tags */

static void insert_formatted(html_builder *b)
{
    read_html_reconstruct(b);
    read_html_insert_html(b);
}

static void insert_empty(html_builder *b)
{
    read_html_insert_html(b);
    read_html_pop(b);
}

static void insert_block(html_builder *b)
{
    read_html_close_p(b);
    read_html_insert_html(b);
}

static void start_heading(html_builder *b)
{
    read_html_close_p(b);
    if (is_heading(b, html_top(b))) read_html_pop(b);
    read_html_insert_html(b);
}

static void start_form(html_builder *b)
{
    bool in_template = b->open[HTML_TEMPLATE] > 0;
    if (b->form && !in_template) return;
    insert_block(b);
    if (!in_template) b->form = html_top(b);
}

/* An open li, dd or dt is closed by the next one. */
static void close_item(html_builder *b, html_tag tag)
{
    read_html_implied(b, tag);
    read_html_pop_until(b, tag);
}

static bool is_item(const html_builder *b, html_id id)
{
    if (b->token.tag == HTML_LI) return html_node_is(b, id, HTML_LI);
    return html_node_is(b, id, HTML_DD) || html_node_is(b, id, HTML_DT);
}

static void start_item(html_builder *b)
{
    b->frameset_ok = false;
    for (uint32_t i = b->depth; i-- > 0;) {
        html_id id = b->stack[i];
        if (is_item(b, id)) {
            close_item(b, (html_tag)html_node_at(b, id)->tag);
            break;
        }
        bool passes = html_node_is(b, id, HTML_ADDRESS) || html_node_is(b, id, HTML_DIV)
            || html_node_is(b, id, HTML_P);
        if (html_is_special(b, id) && !passes) break;
    }
    insert_block(b);
}

static void start_button(html_builder *b)
{
    if (read_html_in_scope(b, HTML_BUTTON)) {
        read_html_implied(b, HTML_OTHER);
        read_html_pop_until(b, HTML_BUTTON);
    }
    insert_formatted(b);
    b->frameset_ok = false;
}

/* An <a> inside an <a> closes it. */
static void start_a(html_builder *b)
{
    int64_t at = read_html_format_last(b, HTML_A);
    if (at >= 0) {
        html_id old = b->formats[at].id;
        read_html_adopt(b, HTML_A);
        at = read_html_format_find(b, old);
        if (at >= 0) read_html_format_remove(b, (uint32_t)at);
        read_html_stack_remove(b, old);
    }
    insert_formatted(b);
    read_html_format_push(b, html_top(b));
}

static void start_nobr(html_builder *b)
{
    read_html_reconstruct(b);
    if (read_html_in_scope(b, HTML_NOBR)) {
        read_html_adopt(b, HTML_NOBR);
        read_html_reconstruct(b);
    }
    read_html_insert_html(b);
    read_html_format_push(b, html_top(b));
}

static void start_format(html_builder *b)
{
    insert_formatted(b);
    read_html_format_push(b, html_top(b));
}

static void start_object(html_builder *b)
{
    insert_formatted(b);
    read_html_marker(b);
    b->frameset_ok = false;
}

static void start_table(html_builder *b)
{
    if (!b->tree->quirks) read_html_close_p(b);
    read_html_insert_html(b);
    b->frameset_ok = false;
    b->mode = MODE_TABLE;
}

static void start_void(html_builder *b)
{
    read_html_reconstruct(b);
    insert_empty(b);
    b->frameset_ok = false;
}

/* Controls end a list of options. False: the tag is ignored. */
static bool leave_select(html_builder *b)
{
    if (b->how.part && b->how.context == HTML_SELECT && !b->how.context_space) return false;
    if (read_html_in_scope(b, HTML_SELECT)) read_html_pop_until(b, HTML_SELECT);
    return true;
}

static void start_input(html_builder *b)
{
    dl_slice type;
    if (!leave_select(b)) return;
    read_html_reconstruct(b);
    html_id id = read_html_insert_html(b);
    read_html_pop(b);
    bool typed = read_html_value(b->tree, id, "type", &type);
    if (!typed || !dl_slice_eq_nocase(type, DL_S("hidden"))) b->frameset_ok = false;
}

static void start_select(html_builder *b)
{
    bool inside = read_html_in_scope(b, HTML_SELECT);
    if (!leave_select(b) || inside) return;
    insert_formatted(b);
    b->frameset_ok = false;
}

static void start_option(html_builder *b)
{
    bool group = b->token.tag == HTML_OPTGROUP;
    if (read_html_in_scope(b, HTML_SELECT)) {
        read_html_implied(b, group ? HTML_OTHER : HTML_OPTGROUP);
    } else if (html_node_is(b, html_top(b), HTML_OPTION)) {
        read_html_pop(b);
    }
    insert_formatted(b);
}

static void start_hr(html_builder *b)
{
    read_html_close_p(b);
    if (read_html_in_scope(b, HTML_SELECT)) read_html_implied(b, HTML_OTHER);
    insert_empty(b);
    b->frameset_ok = false;
}

static void start_plain(html_builder *b)
{
    insert_block(b);
    b->scan.state = STATE_PLAIN;
}

static void start_textarea(html_builder *b)
{
    read_html_text_element(b, STATE_RCDATA);
    b->skip_newline = true;
    b->frameset_ok = false;
}

static void start_xmp(html_builder *b)
{
    read_html_close_p(b);
    read_html_reconstruct(b);
    b->frameset_ok = false;
    read_html_text_element(b, STATE_RAWTEXT);
}

static void start_ruby(html_builder *b, html_tag except)
{
    if (read_html_in_scope(b, HTML_RUBY)) read_html_implied(b, except);
    read_html_insert_html(b);
}

/* A drawing; where nobody asks for what stands in it, that is passed over. */
static void start_drawing(html_builder *b, html_tag tag, html_space space)
{
    read_html_reconstruct(b);
    read_html_insert(b, tag, space);
    bool skipped = false;
    if (tag == HTML_SVG && !b->how.whole && !b->token.self_closing)
        skipped = read_html_skip_svg(&b->scan);
    if (b->token.self_closing || skipped) read_html_pop(b);
}

static void start_frameset(html_builder *b)
{
    html_id body = body_of(b);
    if (!body || !b->frameset_ok) return;
    read_html_detach(b, body);
    while (b->depth > 1) read_html_pop(b);
    read_html_insert_html(b);
    b->mode = MODE_FRAMESET;
}

/* A second <body> or <html>. */
static void start_again(html_builder *b)
{
    if (b->open[HTML_TEMPLATE]) return;
    html_id id = b->token.tag == HTML_HTML ? b->stack[0] : body_of(b);
    if (!id) return;
    read_html_add_attributes(b, id);
    if (b->token.tag == HTML_BODY) b->frameset_ok = false;
}

static void start_pre(html_builder *b)
{
    insert_block(b);
    b->skip_newline = true;
    b->frameset_ok = false;
}

static html_step start_tag(html_builder *b)
{
    switch ((start_rule)start_of[b->token.tag]) {
    case START_OTHER: insert_formatted(b); break;
    case START_BLOCK: insert_block(b); break;
    case START_A: start_a(b); break;
    case START_FORMAT: start_format(b); break;
    case START_LI:
    case START_DD: start_item(b); break;
    case START_VOID: start_void(b); break;
    case START_HEAD: return STEP_HEAD;
    case START_HEADING: start_heading(b); break;
    case START_BODY:
    case START_HTML: start_again(b); break;
    case START_BUTTON: start_button(b); break;
    case START_FORM: start_form(b); break;
    case START_FRAMESET: start_frameset(b); break;
    case START_HR: start_hr(b); break;
    case START_IFRAME:
        b->frameset_ok = false;
        read_html_text_element(b, STATE_RAWTEXT);
        break;
    case START_NOEMBED: read_html_text_element(b, STATE_RAWTEXT); break;
    case START_IGNORE: break;
    case START_IMAGE: b->token.tag = HTML_IMG; return STEP_AGAIN;
    case START_INPUT: start_input(b); break;
    case START_MATH: start_drawing(b, HTML_MATH, HTML_MATH_SPACE); break;
    case START_SVG: start_drawing(b, HTML_SVG, HTML_SVG_SPACE); break;
    case START_NOBR: start_nobr(b); break;
    case START_OBJECT: start_object(b); break;
    case START_OPTGROUP:
    case START_OPTION: start_option(b); break;
    case START_PARAM: insert_empty(b); break;
    case START_PLAINTEXT: start_plain(b); break;
    case START_PRE: start_pre(b); break;
    case START_RB: start_ruby(b, HTML_OTHER); break;
    case START_RT: start_ruby(b, HTML_RTC); break;
    case START_SELECT: start_select(b); break;
    case START_TABLE: start_table(b); break;
    case START_TEXTAREA: start_textarea(b); break;
    case START_XMP: start_xmp(b); break;
    }
    return STEP_DONE;
}

/* ---- end tags */

static void end_block(html_builder *b)
{
    if (!read_html_in_scope(b, b->token.tag)) return;
    read_html_implied(b, HTML_OTHER);
    read_html_pop_until(b, b->token.tag);
}

static void end_form(html_builder *b)
{
    if (b->open[HTML_TEMPLATE]) {
        end_block(b);
        return;
    }
    html_id form = b->form;
    b->form = 0;
    if (!form || !read_html_in_scope_id(b, form)) return;
    read_html_implied(b, HTML_OTHER);
    read_html_stack_remove(b, form);
}

static void end_p(html_builder *b)
{
    if (!read_html_in_button_scope(b, HTML_P)) read_html_insert_implied(b, HTML_P);
    read_html_close_p(b);
}

static void end_item(html_builder *b)
{
    html_tag tag = b->token.tag;
    bool open = tag == HTML_LI ? read_html_in_list_scope(b, tag) : read_html_in_scope(b, tag);
    if (open) close_item(b, tag);
}

/* Any heading is closed by the end tag of any. */
static void end_heading(html_builder *b)
{
    bool open = false;
    for (html_tag tag = HTML_H1; tag <= HTML_H6; tag++) open |= read_html_in_scope(b, tag);
    if (!open) return;
    read_html_implied(b, HTML_OTHER);
    while (b->depth > 1 && !is_heading(b, html_top(b))) read_html_pop(b);
    read_html_pop(b);
}

static void end_object(html_builder *b)
{
    if (!read_html_in_scope(b, b->token.tag)) return;
    end_block(b);
    read_html_clear_formats(b);
}

static html_step end_body(html_builder *b)
{
    if (!read_html_in_scope(b, HTML_BODY)) return STEP_DONE;
    b->mode = MODE_AFTER_BODY;
    return b->token.tag == HTML_HTML ? STEP_AGAIN : STEP_DONE;
}

static html_step end_tag(html_builder *b)
{
    switch ((end_rule)end_of[b->token.tag]) {
    case END_OTHER: read_html_end_any(b); break;
    case END_BLOCK: end_block(b); break;
    case END_FORMAT: read_html_adopt(b, b->token.tag); break;
    case END_P: end_p(b); break;
    case END_LI:
    case END_DD: end_item(b); break;
    case END_HEADING: end_heading(b); break;
    case END_BODY:
    case END_HTML: return end_body(b);
    case END_FORM: end_form(b); break;
    case END_OBJECT: end_object(b); break;
    case END_TEMPLATE: return STEP_HEAD;
    case END_BR:
        b->token.n = b->token.name_n; /* its attributes are dropped */
        start_void(b);
        break;
    }
    return STEP_DONE;
}

/* ---- the body */

static void take_text(html_builder *b)
{
    const html_token *t = &b->token;
    read_html_body_text(b, t->at, t->n, t->raw);
}

html_step read_html_in_body(html_builder *b)
{
    switch (b->token.kind) {
    case TOKEN_TEXT: take_text(b); break;
    case TOKEN_START: return start_tag(b);
    case TOKEN_CLOSE: return end_tag(b);
    case TOKEN_COMMENT: read_html_insert_comment(b, 0); break;
    case TOKEN_NUL:
    case TOKEN_DOCTYPE: break;
    case TOKEN_END: return b->templates_n ? STEP_TEMPLATE : STEP_DONE;
    }
    return STEP_DONE;
}

html_step read_html_in_text(html_builder *b)
{
    const html_token *t = &b->token;
    if (t->kind == TOKEN_TEXT) {
        if (!b->drop_text) read_html_insert_text(b, t->at, t->n, t->raw);
        return STEP_DONE;
    }
    read_html_pop(b);
    b->mode = b->original;
    return t->kind == TOKEN_END ? STEP_AGAIN : STEP_DONE;
}
