/* html_build - the construction of a tree: what its files share. Private to read.
 *
 *   tokens --rules of the insertion mode--> nodes
 *
 *   html_place    nodes, where they go
 *   html_stack    the elements that are open
 *   html_formats  the formatting elements that are open, opened again
 *   html_adopt    end tags of formatting elements that cross others
 *   html_head     rules up to the body
 *   html_body     rules of the body
 *   html_table    rules of tables
 *   html_after    rules behind the body, framesets, templates
 *   html_foreign  rules of svg and math
 *   html_parse    which rules a token goes to
 *
 * Names are those of the standard (13.2.6). A rule that hands a token on says so by its
 * answer; html_parse alone calls rules. */
#ifndef DL_READ_HTML_BUILD_H
#define DL_READ_HTML_BUILD_H

#include "html.h"
#include "html_scan.h"

typedef enum html_mode { /* ORDER MODE: rules in html_parse.c */
    MODE_INITIAL,
    MODE_BEFORE_HTML,
    MODE_BEFORE_HEAD,
    MODE_HEAD,
    MODE_NOSCRIPT,
    MODE_AFTER_HEAD,
    MODE_BODY,
    MODE_TEXT,
    MODE_TABLE,
    MODE_TABLE_TEXT,
    MODE_CAPTION,
    MODE_COLUMNS,
    MODE_TABLE_BODY,
    MODE_ROW,
    MODE_CELL,
    MODE_TEMPLATE,
    MODE_AFTER_BODY,
    MODE_FRAMESET,
    MODE_AFTER_FRAMESET,
    MODE_AFTER_AFTER_BODY,
    MODE_AFTER_AFTER_FRAMESET,
    MODE_FOREIGN, /* no mode of its own: the rules of svg and math */
    MODE_COUNT
} html_mode;

/* What a rule answers. */
typedef enum html_step {
    STEP_DONE,
    STEP_AGAIN, /* the token goes to the rules of the mode that is now set */
    STEP_HEAD, /* to those of that mode, which does not change */
    STEP_BODY,
    STEP_TABLE,
    STEP_TEMPLATE,
    STEP_FOSTER, /* to those of the body, and what it makes goes before the table */
    STEP_MODE /* to those of the mode, even in svg */
} html_step;

/* An open formatting element; id 0: a marker. */
typedef struct html_format {
    html_id id;
    html_tag tag;
    uint64_t same; /* equal for tags of equal attributes; 0: not worked out */
} html_format;

typedef struct html_piece {
    uint32_t at, n;
} html_piece;

typedef struct html_builder {
    html_tree *tree;
    html_scan scan;
    html_token token;
    html_how how;
    html_mode mode, original;
    html_id stack[READ_HTML_DEPTH_MAX];
    uint32_t depth;
    uint32_t open[HTML_TAG_COUNT]; /* elements of HTML on the stack, by tag */
    uint32_t foreign; /* others on the stack */
    html_mode templates[READ_HTML_DEPTH_MAX];
    uint32_t templates_n;
    html_format formats[READ_HTML_FORMATS_MAX];
    uint32_t formats_n;
    int64_t again; /* how often formatting elements may still be opened again */
    html_id head, form;
    bool frameset_ok, foster, skip_newline;
    bool behind_block; /* the last token was the tag of a block of text */
    bool drop_text; /* the text of the element in hand is read by nobody */
    DL_VEC(html_piece) pending; /* texts in a table */
    bool pending_dark; /* of more than white space */
} html_builder;

/* ---- what tags and nodes are */

static inline bool html_is_start(const html_builder *b, html_tag tag)
{
    return b->token.kind == TOKEN_START && b->token.tag == tag;
}
static inline bool html_is_close(const html_builder *b, html_tag tag)
{
    return b->token.kind == TOKEN_CLOSE && b->token.tag == tag;
}
static inline html_node *html_node_at(const html_builder *b, html_id id)
{
    return b->tree->nodes.at + id;
}
static inline html_id html_top(const html_builder *b) { return b->stack[b->depth - 1]; }
static inline bool html_node_is(const html_builder *b, html_id id, html_tag tag)
{
    const html_node *n = html_node_at(b, id);
    return n->tag == tag && n->space == HTML_HTML_SPACE;
}
/* The flags of an element as the standard sees it: those of HTML in HTML alone. */
bool html_is_special(const html_builder *b, html_id id);
bool html_ends_scope(const html_builder *b, html_id id);

/* ---- html_place.c */

html_id read_html_new(html_builder *b, html_kind kind, uint32_t at, uint32_t n);
void read_html_attach(html_builder *b, html_id parent, html_id before, html_id id);
void read_html_detach(html_builder *b, html_id id);
typedef struct html_place {
    html_id parent, before;
} html_place;
/* The standard's appropriate place for inserting a node; target 0: the current node. */
html_place read_html_place(const html_builder *b, html_id target);
/* An element for the token, made and opened. */
html_id read_html_insert(html_builder *b, html_tag tag, html_space space);
html_id read_html_insert_html(html_builder *b); /* of the token's tag, in HTML */
html_id read_html_insert_implied(html_builder *b, html_tag tag); /* without a tag */
void read_html_insert_text(html_builder *b, uint32_t at, uint32_t n, bool raw);
void read_html_insert_comment(html_builder *b, html_id parent); /* 0: the place for it */
/* A second <html> or <body> tag adds the attributes that the first has not. */
void read_html_add_attributes(html_builder *b, html_id id);
/* Bytes of white space at the start of the text token, references among it. */
uint32_t read_html_space(const html_builder *b, uint32_t at, uint32_t n);
/* White space at the start of the text token is taken off it, and inserted where it is
 * wanted; true: the token is used up. */
bool read_html_take_space(html_builder *b, bool insert);

/* ---- html_quirks.c */

/* A page of that DOCTYPE is laid out as before the standards (data/read/doctypes.tsv). */
bool read_html_is_quirky(const dl_read_tables *t, dl_slice page, uint32_t at, uint32_t n);

/* ---- html_stack.c */

void read_html_push(html_builder *b, html_id id);
void read_html_pop(html_builder *b);
void read_html_pop_until(html_builder *b, html_tag tag); /* an element of that tag is popped */
void read_html_pop_to(html_builder *b, html_id id); /* that element is popped */
void read_html_stack_remove(html_builder *b, html_id id);
int64_t read_html_stack_find(const html_builder *b, html_id id); /* -1: it is not open */
bool read_html_in_scope(const html_builder *b, html_tag tag);
bool read_html_in_scope_id(const html_builder *b, html_id id);
bool read_html_in_button_scope(const html_builder *b, html_tag tag);
bool read_html_in_list_scope(const html_builder *b, html_tag tag);
bool read_html_in_table_scope(const html_builder *b, html_tag tag);
void read_html_implied(html_builder *b, html_tag except); /* HTML_OTHER: none excepted */
void read_html_implied_all(html_builder *b);
void read_html_close_p(html_builder *b); /* where one is in button scope */
/* The current node becomes an element of a table ("clear the stack back to ..."). */
void read_html_clear_to(html_builder *b, uint32_t flags, html_tag or_tag);
void read_html_reset_mode(html_builder *b);
/* The element has the name of the token. */
bool read_html_is_named_as_token(const html_builder *b, html_id id);
/* The end tag of an element without rules of its own. */
void read_html_end_any(html_builder *b);

/* ---- html_formats.c */

void read_html_format_push(html_builder *b, html_id id);
void read_html_format_insert(html_builder *b, uint32_t at, html_format f);
void read_html_format_remove(html_builder *b, uint32_t at);
int64_t read_html_format_find(const html_builder *b, html_id id); /* -1: it is none */
/* The last of that tag behind the last marker; -1: none. */
int64_t read_html_format_last(const html_builder *b, html_tag tag);
void read_html_marker(html_builder *b);
void read_html_clear_formats(html_builder *b); /* to the last marker */
html_id read_html_copy(html_builder *b, html_id id); /* an element of the same tag */
void read_html_reconstruct(html_builder *b);
/* Text in the body: formatting is opened again, then it is inserted. */
void read_html_body_text(html_builder *b, uint32_t at, uint32_t n, bool raw);

/* ---- html_adopt.c */

void read_html_adopt(html_builder *b, html_tag subject);

/* ---- html_head.c */

/* The token's element, whose text is no markup. */
void read_html_text_element(html_builder *b, html_state state);

/* ---- rules */

html_step read_html_initial(html_builder *b);
html_step read_html_before_html(html_builder *b);
html_step read_html_before_head(html_builder *b);
html_step read_html_in_head(html_builder *b);
html_step read_html_in_noscript(html_builder *b);
html_step read_html_after_head(html_builder *b);
html_step read_html_in_body(html_builder *b);
html_step read_html_in_text(html_builder *b);
html_step read_html_in_table(html_builder *b);
html_step read_html_in_table_text(html_builder *b);
html_step read_html_in_caption(html_builder *b);
html_step read_html_in_columns(html_builder *b);
html_step read_html_in_table_body(html_builder *b);
html_step read_html_in_row(html_builder *b);
html_step read_html_in_cell(html_builder *b);
html_step read_html_in_template(html_builder *b);
html_step read_html_after_body(html_builder *b);
html_step read_html_in_frameset(html_builder *b);
html_step read_html_after_frameset(html_builder *b);
html_step read_html_after_after_body(html_builder *b);
html_step read_html_after_after_frameset(html_builder *b);
html_step read_html_in_foreign(html_builder *b);
/* Only where this holds need the two below be asked. */
static inline bool html_may_be_foreign(const html_builder *b)
{
    return b->depth && (b->foreign || b->how.part);
}
/* The token goes to the rules of svg and math. */
bool read_html_is_foreign(const html_builder *b);
/* "<![CDATA[" is a section here. */
bool read_html_takes_sections(const html_builder *b);

#endif
