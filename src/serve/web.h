/* web - files that the program carries for its pages: every file of src/serve/web
 * and data/serve.
 *
 *   /static/NAME, /openapi.json --> bytes, a media type, a tag made of the bytes */
#ifndef DL_SERVE_WEB_H
#define DL_SERVE_WEB_H

#include "request.h"

/* route->what: the name of the file; NULL: the request's id is its name */
void serve_web_file(const serve_request *r, dateline *d, serve_answer *a);
dl_slice serve_web_named(const char *name); /* {NULL,0}: there is none */

#endif
