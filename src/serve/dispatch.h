/* dispatch - one request to one answer, without a socket.
 *
 *   what the client sent --serve_dispatch--> status, headers, bytes */
#ifndef DL_SERVE_DISPATCH_H
#define DL_SERVE_DISPATCH_H

#include "answer.h"
#include "cache.h"
#include "records.h"
#include "target.h"

enum { SERVE_SECRET_MAX = 40, SERVE_SEEN_MAX = 16 };

typedef struct serve_site {
    serve_records *records;
    serve_cache *cache; /* NULL: each answer is worked out */
    dl_slice token; /* {NULL,0}: none is asked for */
    bool loopback;
    const char *db; /* for corrections */
    char edit[SERVE_SECRET_MAX]; /* stands in each form; "": no corrections are taken */
    uint64_t run; /* makes the tags of one run of the server its own */
} serve_site;

/* Headers: NULL where the client sent none. */
typedef struct serve_asked {
    const serve_target *target;
    const char *method, *host, *authorization, *if_none_match, *accept;
    const char *origin, *fetch_site, *type, *cookie;
    const char *form; /* the body of a form; NULL: there is none, or it is too long */
    bool has_body;
} serve_asked;

void serve_dispatch(const serve_site *s, const serve_asked *asked, serve_answer *a);

#endif
