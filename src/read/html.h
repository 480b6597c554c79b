/* html - a page of HTML as a tree, by the rules of the WHATWG standard (scripting
 * off). Known to read and clean.
 *
 *   UTF-8 --read_html_parse--> html_tree: elements, texts, comments, each with the place
 *                              of its bytes in the page
 *
 * Nothing is copied: a text node is a slice of the page, its character references as
 * they were written (read_html_text decodes them); an element is the slice of its tag,
 * its attributes are read when they are asked for. Names compare without case; of svg
 * and math the tree keeps no spelling. The contents of a template are its children. A
 * text that the standard joins with the text before it, but that does not stand behind
 * it in the page, is a node of its own with `joined` set.
 *
 * Every step is linear in the page: what is open, what is formatting and how often
 * formatting is opened again have limits. The tree lives in the arena it was given;
 * the page must outlive it. */
#ifndef DL_READ_HTML_H
#define DL_READ_HTML_H

#include "html_tags.h"
#include "read_private.h"

enum {
    READ_HTML_DEPTH_MAX = 512, /* elements inside elements, as in browsers: what is nested
                                * deeper stands beside its parent */
    READ_HTML_FORMATS_MAX = 256 /* formatting elements that are remembered as open */
};

typedef uint32_t html_id; /* of a node; 0: none */
enum { HTML_ROOT = 1 /* the document */ };

typedef enum html_kind {
    HTML_DOCUMENT,
    HTML_ELEMENT,
    HTML_TEXT,
    HTML_COMMENT,
    HTML_DOCTYPE
} html_kind;
typedef enum html_space { HTML_HTML_SPACE, HTML_SVG_SPACE, HTML_MATH_SPACE } html_space;

typedef struct html_node {
    uint8_t kind; /* an html_kind */
    uint8_t tag; /* an html_tag */
    uint8_t space; /* an html_space */
    bool raw : 1; /* a text without character references: a script's */
    bool joined : 1; /* a text that goes on with the one before it */
    bool open : 1; /* while the tree is built: it is on the stack */
    html_id parent, first, last, next, prev;
    uint32_t at, n; /* its bytes: of an element's tag, from the name to before the ">" */
} html_node;

/* Attributes of a second <html> or <body> tag. */
typedef struct html_more {
    html_id node;
    uint32_t at, n;
} html_more;

typedef struct html_tree {
    const dl_read_tables *tables;
    dl_arena *arena;
    dl_slice page;
    DL_VEC(html_node) nodes;
    DL_VEC(html_more) more;
    bool quirks;
} html_tree;

typedef struct html_how {
    bool whole; /* also what a reader of reports never asks for: comments, scripts that are
                 * no data, styles, drawings */
    html_tag context; /* the page is a part that stood in that element; HTML_OTHER: it is
                       * a document, unless `part` */
    html_space context_space;
    bool part;
} html_how;

/* A failure (memory) is the arena's. */
void read_html_parse(
    html_tree *tree, dl_arena *a, const dl_read_tables *t, dl_slice page, html_how how);

static inline const html_node *html_at(const html_tree *t, html_id id) { return t->nodes.at + id; }
static inline bool html_is(const html_tree *t, html_id id, html_tag tag)
{
    const html_node *n = html_at(t, id);
    return n->kind == HTML_ELEMENT && n->tag == tag && n->space == HTML_HTML_SPACE;
}
/* The node behind `id` in the order of the page, inside `top`; 0: none. */
html_id read_html_next(const html_tree *t, html_id id, html_id top);
/* The same, past all that stands in `id`. */
html_id read_html_past(const html_tree *t, html_id id, html_id top);

/* The name of an element as it was written. */
dl_slice read_html_name(const html_tree *t, html_id id);

/* ---- characters (html_text.c) */

/* The characters of a text or comment node, added to `out`, whose map leads to the page;
 * ends of line become "\n". */
void read_html_text(const html_tree *t, html_id id, read_piece *out);
/* The same for a slice of the page. */
typedef enum html_chars { HTML_CHARS_TEXT, HTML_CHARS_RAW, HTML_CHARS_VALUE } html_chars;
void read_html_chars(const html_tree *t, uint32_t at, uint32_t n, html_chars how, read_piece *out);
/* The character reference at page[at], up to `end`: bytes used, 0: none. out: its
 * characters. value: of an attribute. */
size_t read_html_reference(const dl_read_tables *t, dl_slice s, size_t at, bool value,
    char out[READ_ENTITY_ROOM], size_t *out_n);

/* ---- attributes (html_attributes.c) */

typedef struct html_attribute {
    dl_slice name, value; /* as written, slices of the page; value {NULL,0}: there is none */
} html_attribute;

/* The next attribute of a tag's text; *i is 0 before the first. False: no more. A name
 * that stands twice counts the first time. */
bool read_html_attribute(dl_slice tag, size_t *i, html_attribute *out);
/* The value of the attribute of that name, as written; false: there is no such
 * attribute. */
bool read_html_tag_value(dl_slice tag, dl_slice name, dl_slice *value);
bool read_html_value(const html_tree *t, html_id id, const char *name, dl_slice *value);
/* The same decoded, trimmed, in the tree's arena; {NULL,0}: none. */
dl_slice read_html_get(const html_tree *t, html_id id, const char *name);

#endif
