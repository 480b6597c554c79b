/* html_scan - a page as tokens. Private to read.
 *
 *   page --read_html_scan--> start tags, end tags, texts, comments, DOCTYPEs
 *
 * Tokens are slices of the page; the attributes of a tag are passed over, not taken
 * apart. Whoever takes the tokens sets `state` behind the start tag of an element
 * whose content is no markup. */
#ifndef DL_READ_HTML_SCAN_H
#define DL_READ_HTML_SCAN_H

#include "html_names.h"

typedef enum html_token_kind {
    TOKEN_END, /* of the page */
    TOKEN_TEXT,
    TOKEN_NUL, /* a zero byte among text */
    TOKEN_START,
    TOKEN_CLOSE, /* an end tag */
    TOKEN_COMMENT,
    TOKEN_DOCTYPE
} html_token_kind;

typedef struct html_token {
    html_token_kind kind;
    html_tag tag;
    bool self_closing;
    bool raw; /* a text in which "&" stands for itself */
    uint32_t at, n; /* a tag: from its name to before ">"; else what it holds */
    uint32_t name_n; /* of a tag's name */
} html_token;

typedef enum html_state {
    STATE_DATA,
    STATE_RCDATA, /* text and references up to the end tag: title, textarea */
    STATE_RAWTEXT, /* text up to the end tag: style */
    STATE_SCRIPT, /* the same, with the rules for comments in it */
    STATE_PLAIN, /* text to the end */
    STATE_CDATA /* text to "]]>" */
} html_state;

typedef struct html_scan {
    dl_slice page;
    const html_names *names;
    size_t at;
    html_state state;
    dl_slice until; /* name of the end tag that ends RCDATA, RAWTEXT, SCRIPT; empty: none */
    bool has_nul; /* zero bytes stand in the page */
    bool foreign; /* "<![CDATA[" begins a section: in svg and math */
    size_t comment_end; /* the first "-->" behind the last place it was looked for */
    bool no_svg_end; /* an <svg> that is not closed was met */
} html_scan;

void read_html_scan_start(html_scan *s, dl_slice page, const html_names *names);
void read_html_scan(html_scan *s, html_token *out);
/* To behind the end of a drawing whose <svg> tag was the last token, or to an element of
 * HTML that ends it; false: it has no end, nothing is skipped. */
bool read_html_skip_svg(html_scan *s);

/* The parts of a DOCTYPE ({NULL,0}: missing), whose text behind "<!doctype" is
 * page[at..at + n) (html_doctype.c). */
typedef struct html_doctype {
    dl_slice name, public_id, system_id;
    bool odd; /* it breaks off or has an odd form */
} html_doctype;
void read_html_doctype(dl_slice page, uint32_t at, uint32_t n, html_doctype *out);

#endif
