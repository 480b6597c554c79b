/* page_edit - forms by which people put the record right, where the server takes
 * corrections: without them the pages are as they are. They work without script. */
#ifndef DL_SERVE_PAGE_EDIT_H
#define DL_SERVE_PAGE_EDIT_H

#include "doc/line.h"
#include "page_parts.h"

/* The form of one thing. kind: event, thing, report, story. */
void serve_edit_form(web_writer *w, const serve_request *r, const char *kind, dl_slice id);
/* The form that hides a paragraph of a report as clutter. */
void serve_edit_text_form(web_writer *w, const serve_request *r, const json_t *report);
/* The button that takes a correction back. */
void serve_edit_undo(web_writer *w, const serve_request *r, dl_slice number);

#endif
