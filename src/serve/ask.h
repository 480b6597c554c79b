/* ask - what those who answer share: asking the record, a page of a list, one thing, and
 * what to say where that fails. */
#ifndef DL_SERVE_ASK_H
#define DL_SERVE_ASK_H

#include "request.h"

/* Whether it went well; else the answer is the problem that fits. */
bool serve_went_well(serve_answer *a, const dateline *d, dateline_status status);

/* The value of a row's column as people read it; "" where it is not known. */
const char *serve_value(const dateline_row *row, const char *name);

/* The rows of a list that the request asks for. */
typedef struct serve_rows {
    dateline_visit visit; /* false: enough */
    void *user;
    uint64_t most, seen;
    bool more; /* there are more behind them */
} serve_rows;
/* what: a list of dateline_list. False: the answer is a problem. */
bool serve_list(
    const serve_request *r, dateline *d, const char *what, serve_rows *rows, serve_answer *a);
/* The token of the next page; false: this is the last. */
bool serve_next(const serve_request *r, const serve_rows *rows, char out[SERVE_NEXT_MAX]);

/* dateline_show; false: the answer is a problem, 404 where nothing was told. */
bool serve_show(dateline *d, const char *what, const char *id, dateline_visit visit, void *user,
    serve_answer *a);
/* The same of dateline_show_some. */
bool serve_show_some(dateline *d, const char *what, const char *id, uint64_t sample,
    dateline_visit visit, void *user, serve_answer *a);
/* The same of dateline_show_whole. */
bool serve_show_whole(dateline *d, const char *what, const char *id, dateline_visit visit,
    void *user, serve_answer *a);
/* A story that a filter or an address names must be there. */
bool serve_has_story(dateline *d, const char *id, serve_answer *a);

#endif
