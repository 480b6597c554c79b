/* page_private - shared by the files that take the article out of a page. Each file calls
 * only those above it:
 *
 *   page_tables   the tables: words of classes, names of meta data
 *   page_facts    how much text, linked text and running text stands in each element
 *   page_cut      what is no article wherever it stands: menus, boxes, captions
 *   page_root     in which element the article stands
 *   page_text     its paragraphs as the source, with the map to the page
 *   page_meta     what the page says of itself: JSON-LD, <meta>, <link>
 *   page_outlet   the outlet's name, taken off a title
 *   page_title    the headline
 *   page_lead     the first paragraphs, where they stand outside that element
 *   page_trim     what stands inside the article's element and is none of it
 *   page_date     the date of publication, and by what evidence
 *   page_author   who wrote it
 *   page          the order of the steps */
#ifndef DL_CLEAN_PAGE_PRIVATE_H
#define DL_CLEAN_PAGE_PRIVATE_H

#include "clean_private.h"
#include "read/html.h"

/* Of an element with all that stands in it, in characters that are no white space. */
typedef struct page_fact {
    uint32_t before; /* running text of the page before it */
    uint32_t chars;
    uint32_t link; /* of them, in links */
    uint32_t good; /* of them, in blocks of running text and in no link */
} page_fact;

/* Of a text node. */
typedef struct page_text {
    uint32_t chars; /* that are no white space */
    bool stops; /* signs of sentences stand in it */
    bool counted;
} page_text;

/* What a page says of itself; {NULL,0}: nothing. */
typedef enum page_field { /* ORDER PAGE_FIELD: choices in page_tables.c */
    PAGE_TITLE,
    PAGE_DATE,
    PAGE_MODIFIED,
    PAGE_OUTLET,
    PAGE_AUTHOR,
    PAGE_LANGUAGE,
    PAGE_URL,
    PAGE_BODY,
    PAGE_SUMMARY, /* a line or two on what it is about */
    PAGE_FIELDS
} page_field;

typedef enum page_role { /* ORDER PAGE_ROLE */
    ROLE_NONE,
    ROLE_BODY, /* a container of the article's text */
    ROLE_CUT, /* no article */
    ROLE_WEAK, /* the same, where it holds next to no running text */
    ROLE_COMMENTS, /* the readers' */
    ROLE_ELSE /* together these words mean something else: "overflow-hidden" */
} page_role;
typedef struct page_said {
    page_role role;
    uint32_t row; /* of the table */
    dl_removed_why why;
} page_said;

/* What the words of a class or an id say ("post-body related"). */
typedef struct page_words {
    dl_slice value;
    page_said cut; /* ROLE_NONE: it is not said to be no article */
    bool body;
    bool date; /* of publication, which may be one of several things it says */
    bool author; /* the same: who wrote it */
} page_words;

/* A page says the same classes again and again: the last ones are remembered. */
enum { PAGE_WORDS_KNOWN = 512 };
typedef struct page {
    dl_doc *d;
    const dl_clean_tables *t;
    const dl_read_tables *r;
    html_tree tree;
    page_fact *fact; /* by node */
    page_text *text; /* by node, of texts that were counted */
    page_words *words; /* [PAGE_WORDS_KNOWN], by hash of the value */
    uint8_t *gone; /* by node: why it and all in it is no article, 1 + a dl_removed_why */
    html_id body; /* <body>, or the document */
    html_id root; /* where the article stands */
    html_id heading; /* the <h1> that is the headline; 0: none is */
    dl_slice said[PAGE_FIELDS]; /* in JSON-LD, else in <meta> */
    dl_slice meta[PAGE_FIELDS]; /* in <meta> */
    uint32_t said_rank[PAGE_FIELDS], meta_rank[PAGE_FIELDS];
    read_value body_at; /* of articleBody, in the page */
} page;

static inline const html_node *page_node(const page *p, html_id id)
{
    return html_at(&p->tree, id);
}
static inline html_tag page_tag(const page *p, html_id id)
{
    const html_node *n = page_node(p, id);
    bool html = n->kind == HTML_ELEMENT && n->space == HTML_HTML_SPACE;
    return html ? (html_tag)n->tag : HTML_OTHER;
}
static inline read_effect page_effect(const page *p, html_id id)
{
    return (read_effect)p->r->effect[page_tag(p, id)];
}

/* ---- page_tables.c */

const page_words *page_words_say(const dl_clean_tables *t, page_words *known, dl_slice value);
/* The field that a name of JSON-LD ("datePublished") or <meta> ("og:title") stands for;
 * *rank: of several the lowest counts. False: none. */
bool page_name(
    const dl_clean_tables *t, bool json, dl_slice name, page_field *field, uint32_t *rank);

/* ---- page_facts.c */

/* Called for each node of `top` in the order of the page; enter answers whether its
 * children are wanted. */
typedef struct page_visit {
    bool (*enter)(void *ctx, html_id id);
    void (*leave)(void *ctx, html_id id);
    void *ctx;
    const bool *stop; /* true: no more is wanted; NULL: all is */
} page_visit;
void page_walk(const page *p, html_id top, const page_visit *v);
/* Ends a block of text. */
bool page_is_block(const page *p, html_id id);
bool page_is_heading(const page *p, html_id id);
/* Fills p->fact; what is gone counts nothing. */
void page_count(page *p);

/* ---- page_cut.c */

void page_cut(page *p); /* and counts what is left */

/* ---- page_root.c */

void page_find_root(page *p);

/* ---- page_text.c */

void page_take_text(page *p);
/* Its text in one line, cut behind PAGE_LINE_MOST bytes, in the arena. */
enum { PAGE_LINE_MOST = 1000 };
dl_slice page_line(page *p, html_id id);

/* ---- page_meta.c */

void page_read_meta(page *p);
/* In one line, without what programs left in it: entities written twice, broken
 * letters. */
dl_slice page_tidied(page *p, dl_slice s);

/* ---- page_outlet.c */

enum {
    PAGE_TITLE_MOST = 400, /* bytes: longer is none */
    PAGE_OUTLET_WORDS = 4 /* the most of an outlet's name with more about it */
};
/* The word that begins at *i or behind, which moves to its end. False: none is left. */
bool page_next_word(dl_slice s, size_t *i, dl_slice *word);
/* Percent of the words of a that stand in b. */
uint32_t page_share(dl_slice a, dl_slice b);
/* The ASCII letters and digits of a, three and more, stand in b in one row, whatever is
 * between them: "How to cross" in "/tips/how-to-cross". */
bool page_is_spelt_in(dl_slice a, dl_slice b);
/* The parts of the page's address. False: it is not known. */
bool page_address(const page *p, dl_url *u);
bool page_names_outlet(const page *p, dl_slice s);
/* What is left of a title without the outlet's name before or behind it. */
dl_slice page_without_outlet(const page *p, dl_slice s);

/* ---- page_title.c */

void page_find_title(page *p);

/* ---- page_lead.c */

void page_take_lead(page *p);

/* ---- page_trim.c */

void page_trim(page *p);

/* ---- page_date.c */

void page_find_date(page *p);

/* ---- page_author.c */

void page_find_author(page *p);

#endif
