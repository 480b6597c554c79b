/* html_parse - see html.h: which rules a token goes to.
 *
 *   page --scan--> token --rules of the mode--> tree */
#include "html_build.h"

#include "html_find.h"

enum {
    NODE_BYTES = 40, /* of a page, for a node: a guess that is seldom too small */
    AGAIN_FIRST = 2000, /* how often formatting is opened again in any page, and */
    AGAIN_EACH = 4 /* for each tag: so what is made is linear in the page */
};

static html_step (*const rules[MODE_COUNT])(html_builder *) = { /* ORDER MODE */
    read_html_initial, read_html_before_html, read_html_before_head, read_html_in_head,
    read_html_in_noscript, read_html_after_head, read_html_in_body, read_html_in_text,
    read_html_in_table, read_html_in_table_text, read_html_in_caption, read_html_in_columns,
    read_html_in_table_body, read_html_in_row, read_html_in_cell, read_html_in_template,
    read_html_after_body, read_html_in_frameset, read_html_after_frameset,
    read_html_after_after_body, read_html_after_after_frameset, read_html_in_foreign
};

static html_mode mode_of_step(const html_builder *b, html_step step)
{
    switch (step) {
    case STEP_HEAD: return MODE_HEAD;
    case STEP_FOSTER:
    case STEP_BODY: return MODE_BODY;
    case STEP_TABLE: return MODE_TABLE;
    case STEP_TEMPLATE: return MODE_TEMPLATE;
    case STEP_AGAIN:
        if (html_may_be_foreign(b) && read_html_is_foreign(b)) return MODE_FOREIGN;
        break;
    case STEP_MODE:
    case STEP_DONE: break;
    }
    return b->mode;
}

/* "pre", "listing", "textarea": a line that ends right behind the tag is none. */
static void skip_newline(html_builder *b)
{
    html_token *t = &b->token;
    char out[READ_ENTITY_ROOM];
    size_t n = 0;
    size_t used = 0;
    b->skip_newline = false;
    if (t->kind != TOKEN_TEXT) return;
    dl_slice s = dl_slice_cut(b->tree->page, t->at, t->at + t->n);
    if (s.p[0] == '\n') used = 1;
    else if (s.p[0] == '\r') used = s.n > 1 && s.p[1] == '\n' ? 2 : 1;
    else if (s.p[0] == '&' && !t->raw)
        used = read_html_reference(b->tree->tables, s, 0, false, out, &n);
    if (n && (n > 1 || out[0] != '\n')) used = 0;
    t->at += (uint32_t)used;
    t->n -= (uint32_t)used;
}

static void take_token(html_builder *b)
{
    if (b->skip_newline) skip_newline(b);
    if (b->token.kind == TOKEN_TEXT && b->token.n == 0) return;
    html_step step = STEP_AGAIN;
    while (step != STEP_DONE) {
        html_mode mode = mode_of_step(b, step);
        b->foster = step == STEP_FOSTER || (b->foster && step == STEP_HEAD);
        step = rules[mode](b);
    }
    b->foster = false;
}

/* White space alone behind the tag of a block parts nothing that the tag does not: to
 * readers of text it is nothing, and a third of a page's texts are such. What stands
 * between and is shown to nobody makes no difference. */
static void skip_space(html_builder *b)
{
    html_scan *s = &b->scan;
    const html_token *t = &b->token;
    read_effect effect = EFFECT_INLINE;
    if (t->kind == TOKEN_COMMENT) effect = EFFECT_DROP;
    if (t->kind == TOKEN_START || t->kind == TOKEN_CLOSE)
        effect = (read_effect)b->tree->tables->effect[t->tag];
    if (effect != EFFECT_DROP) b->behind_block = effect <= EFFECT_LINE;
    if (!b->behind_block || s->state != STATE_DATA) return;
    size_t i = html_skip_spaces(s->page, s->at);
    if (i < s->page.n && s->page.p[i] == '<') s->at = i;
}

static void run(html_builder *b)
{
    do {
        b->scan.foreign = html_may_be_foreign(b) && read_html_takes_sections(b);
        read_html_scan(&b->scan, &b->token);
        if (b->token.kind == TOKEN_START) b->again += AGAIN_EACH;
        take_token(b);
        if (!b->how.whole) skip_space(b);
    } while (b->token.kind != TOKEN_END && !dl_arena_failed(b->tree->arena));
}

/* ---- parts of a document */

/* How the text of a part is read, by the element it stood in. */
static html_state state_of(const html_how *how)
{
    if (how->context_space != HTML_HTML_SPACE) return STATE_DATA;
    switch (how->context) {
    case HTML_TITLE:
    case HTML_TEXTAREA: return STATE_RCDATA;
    case HTML_STYLE:
    case HTML_XMP:
    case HTML_IFRAME:
    case HTML_NOEMBED:
    case HTML_NOFRAMES: return STATE_RAWTEXT;
    case HTML_SCRIPT: return STATE_SCRIPT;
    case HTML_PLAINTEXT: return STATE_PLAIN;
    default: return STATE_DATA;
    }
}

static void begin_part(html_builder *b)
{
    html_id html = read_html_new(b, HTML_ELEMENT, 0, 0);
    html_node_at(b, html)->tag = HTML_HTML;
    if (html) read_html_attach(b, HTML_ROOT, 0, html);
    read_html_push(b, html);
    b->scan.state = state_of(&b->how);
    bool in_html = b->how.context_space == HTML_HTML_SPACE;
    if (in_html && b->how.context == HTML_TEMPLATE) b->templates[b->templates_n++] = MODE_TEMPLATE;
    if (in_html && b->how.context == HTML_FORM) b->form = html;
    read_html_reset_mode(b);
}

/* ---- the door */

void read_html_parse(
    html_tree *tree, dl_arena *a, const dl_read_tables *t, dl_slice page, html_how how)
{
    *tree = (html_tree){ .tables = t, .arena = a, .page = page };
    html_builder *b = dl_arena_alloc(a, sizeof *b);
    size_t nodes = page.n / NODE_BYTES + 64;
    tree->nodes.at = dl_arena_room(a, nodes * sizeof *tree->nodes.at);
    if (!tree->nodes.at || !b) return;
    tree->nodes.cap = (uint32_t)nodes;
    b->tree = tree;
    b->how = how;
    b->frameset_ok = true;
    b->again = AGAIN_FIRST;
    read_html_new(b, HTML_DOCUMENT, 0, 0); /* node 0, which is none */
    read_html_new(b, HTML_DOCUMENT, 0, 0);
    read_html_scan_start(&b->scan, page, t->html_names);
    if (how.part) begin_part(b);
    run(b);
}

html_id read_html_next(const html_tree *t, html_id id, html_id top)
{
    html_id first = html_at(t, id)->first;
    return first ? first : read_html_past(t, id, top);
}

html_id read_html_past(const html_tree *t, html_id id, html_id top)
{
    while (id && id != top) {
        const html_node *n = html_at(t, id);
        if (n->next) return n->next;
        id = n->parent;
    }
    return 0;
}
