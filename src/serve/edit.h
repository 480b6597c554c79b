/* edit - what people put right through forms of the pages: POST /correct and /undo, by
 * the same calls of the library as `dateline correct` and `undo`.
 *
 *   fields of a form --serve_edit--> a correction, then 303 to /corrections
 *
 * Only where the server was started with --edit. A form of another site is refused twice
 * over: by Sec-Fetch-Site and Origin, which browsers write themselves, and by a secret of
 * this run that stands in each form and that no other site can read. */
#ifndef DL_SERVE_EDIT_H
#define DL_SERVE_EDIT_H

#include "dispatch.h"

enum { SERVE_FORM_MAX = SERVE_TARGET_MAX - 64 }; /* bytes of a form's body */

/* Whether a body is awaited: the method is POST, and corrections are taken. */
bool serve_edit_takes(const serve_site *s, const char *method);
/* The answer to a POST. */
void serve_edit(const serve_site *s, const serve_asked *asked, serve_answer *a);

#endif
