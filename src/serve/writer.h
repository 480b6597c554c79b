/* writer - HTML (and the XML of feeds) written so that no text of a record can become
 * markup.
 *
 *   web_open(w, "a"); web_address(w, "href", address); web_text(w, title); web_close(w);
 *
 * Names of elements and attributes are string literals of the program, which the compiler
 * sees to. All else goes through web_text, web_attribute or web_address, which escape it;
 * values stand in quotes; there is no way to write bytes as they are. web_close closes
 * what was opened last. What must not be done (text inside script or style, attributes
 * that hold script, an element that does not fit) writes nothing and sets `fault`: the
 * answer becomes an error and a test sees it. */
#ifndef DL_SERVE_WRITER_H
#define DL_SERVE_WRITER_H

#include "base/base.h"

enum { WEB_DEEP = 48 }; /* elements inside one another */

typedef struct web_writer {
    dl_buf *b;
    const char *open[WEB_DEEP];
    uint32_t depth;
    bool in_tag; /* attributes may come */
    bool xml; /* no void elements; what XML cannot hold is U+FFFD */
    bool still; /* a page that is kept in a file: links lead to places in it alone */
    const char *fault; /* NULL: all is well */
} web_writer;

void web_begin_html(web_writer *w, dl_buf *b); /* with the line that says it is HTML */
void web_begin_xml(web_writer *w, dl_buf *b);
void web_end(web_writer *w); /* closes what is open */

/* The name is a literal: "" stands before it. */
#define web_open(w, name) web_open_element((w), "" name "")
#define web_attribute(w, name, value) web_put_attribute((w), "" name "", (value))
#define web_address(w, name, value) web_put_address((w), "" name "", (value))
void web_close(web_writer *w);
void web_text(web_writer *w, dl_slice text); /* escaped */
/* <name>text</name> */
#define web_element(w, name, text) web_put_element((w), "" name "", (text))
/* <name class="class">text</name> */
#define web_classed(w, name, class, text) \
    web_put_classed((w), "" name "", dl_slice_str("" class ""), (text))

/* <style> with a style sheet of the program's own (web.h), never with bytes of a
 * record. */
void web_style(web_writer *w, dl_slice program_css);

/* What the macros call. */
void web_open_element(web_writer *w, const char *name);
void web_put_attribute(web_writer *w, const char *name, dl_slice value);
/* An address inside the page or server ("/x", "?x", "#x"), or of http or https: any other
 * (javascript:, data:, //host) is not written. */
void web_put_address(web_writer *w, const char *name, dl_slice value);
void web_put_element(web_writer *w, const char *name, dl_slice text);
void web_put_classed(web_writer *w, const char *name, dl_slice class, dl_slice text);

#endif
