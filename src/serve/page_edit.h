/* page_edit - forms by which people put the record right, where the server takes
 * corrections: without them the pages are as they are. They work without script. */
#ifndef DL_SERVE_PAGE_EDIT_H
#define DL_SERVE_PAGE_EDIT_H

#include "page_parts.h"

/* The form of one thing. kind: event, thing, report, story. */
void serve_edit_form(web_writer *w, const serve_request *r, const char *kind, dl_slice id);
/* The button that takes a correction back. */
void serve_edit_undo(web_writer *w, const serve_request *r, dl_slice number);

#endif
