/* request - a request as those who answer see it: what its route's parameters say.
 *
 *   target, route --serve_request_read--> serve_request, or a problem */
#ifndef DL_SERVE_REQUEST_H
#define DL_SERVE_REQUEST_H

#include "answer.h"
#include "dateline.h"
#include "target.h"

enum { SERVE_ROWS = 50, SERVE_ROWS_MOST = 500 }; /* of a list in one answer */

typedef struct serve_request serve_request;
/* d: a handle that holds one state of the record; NULL for routes that need none. The
 * answer is empty when it comes; status 0 when it goes back means 200. */
typedef void (*serve_handler)(const serve_request *r, dateline *d, serve_answer *a);

typedef struct serve_route {
    const char *path; /* "/api/stories/{id}": {id} is any one part */
    const char *takes; /* letters of the parameters it takes: see request.c */
    serve_handler run;
    const char *what; /* for handlers of several routes: which list, which file */
    bool no_record; /* it asks nothing of the record */
} serve_route;

struct serve_request {
    const serve_target *target;
    const serve_route *route;
    const char *id; /* what stands for {id}; NULL: the route has none */
    const char *host; /* the name that the server was asked under */
    const char *edit; /* the secret of forms; NULL: no corrections are taken */
    const char *q, *name; /* NULL: not asked for */
    const char *seen; /* how far a reader has seen reports come in; NULL: not asked for */
    const char *marked; /* the parameter that sets it from now on */
    uint64_t at; /* which code point, from 1; 0: not asked for */
    bool in_title; /* of the title, not of the text */
    uint64_t limit, offset; /* of a list's rows; offset: from the token `next` */
    dateline_filter filter; /* without limit and offset */
};

/* False: the answer is a problem. */
bool serve_request_read(serve_request *r, serve_answer *a);
/* Whether a route takes the i-th parameter of all; its name. False after the last. */
bool serve_parameter_at(const serve_route *route, size_t i, const char **name, bool *takes);

#endif
