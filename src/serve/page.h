/* page - what all pages share: head, navigation, foot, and problems for people.
 *
 * A page is one file pages_NAME.c with one function of serve_handler's form:
 *
 *   web_writer w;
 *   serve_page_begin(&w, r, a, title);
 *   ... web_open, web_text ... of rows that serve_list or serve_show tell
 *   serve_page_end(&w, a);
 *
 * A problem in the midst (serve_list answers false) takes the place of what was
 * written. */
#ifndef DL_SERVE_PAGE_H
#define DL_SERVE_PAGE_H

#include "ask.h"
#include "writer.h"

void serve_page_begin(web_writer *w, const serve_request *r, serve_answer *a, dl_slice title);
/* One that is kept in a file: no navigation, no other file is needed. */
void serve_page_begin_still(web_writer *w, serve_answer *a, dl_slice title);
void serve_page_end(web_writer *w, serve_answer *a);
/* A problem becomes a page that says the same. */
void serve_page_problem(serve_answer *a);

/* A link to an address that was put together for it, which is freed. */
void serve_page_link_to(web_writer *w, dl_buf *address, dl_slice text);
/* A link to a page that is asked for one thing: "/events" with "story" and an id. */
void serve_page_link_asking(
    web_writer *w, const char *page, const char *key, dl_slice value, dl_slice text);
/* A link to one thing: "/stories/" and an id, with its text. */
void serve_page_link(web_writer *w, const char *before, dl_slice id, dl_slice text);
/* A link to the next page of a list, where there is one. */
void serve_page_next(web_writer *w, const serve_request *r, const serve_rows *rows);

/* ---- the pages */
void serve_page_stories(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_story(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_sources(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_reports(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_mark(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_report(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_entities(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_entity(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_events(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_event(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_upcoming(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_search(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_corrections(const serve_request *r, dateline *d, serve_answer *a);
void serve_page_about(const serve_request *r, dateline *d, serve_answer *a);

#endif
