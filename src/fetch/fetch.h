/* fetch - from web addresses to answers, by libcurl.
 *
 *   address --robots.txt of its host, a pause--> transfer --redirections--> dl_fetched
 *             fetch_robots.c, fetch_hosts.c      fetch_transfer.c           fetch.c
 *
 * http and https alone; certificates are checked; no cookies, no passwords, no proxies
 * of the environment. Whom a name leads to is looked at when the connection is made
 * (fetch_address.c), after each redirection anew: loopback, private and link-local
 * addresses are refused unless they are allowed. Sizes and times are limited, of an
 * answer the bytes after unpacking. One handle serves one thread. */
#ifndef DL_FETCH_H
#define DL_FETCH_H

#include "base/base.h"
#include "base/wait.h"

enum {
    DL_FETCH_MOST = 15 << 20, /* bytes of an answer, unpacked: ten times the largest pages */
    DL_FETCH_SECONDS = 20, /* of one transfer, from the name's look-up to the last byte */
    DL_FETCH_REDIRECTIONS = 5,
    DL_FETCH_PAUSE_MS = 1000, /* between two questions to one host */
    DL_FETCH_TRIES = 3
};

typedef struct dl_fetch_options {
    const char *agent; /* User-Agent: "dateline/0.1.0"; robots.txt knows it by its first word */
    const char *networks; /* not public, allowed all the same: "10.1.0.0/16,::1"; NULL: none */
    uint32_t pause_ms;
    uint32_t tries; /* of what may go better a little later; 0: one */
} dl_fetch_options;

typedef struct dl_fetch dl_fetch;
dl_fetch *dl_fetch_new(const dl_mem *m, const dl_fetch_options *o, dl_err *e); /* its texts stay */
void dl_fetch_free(dl_fetch *f); /* NULL is fine */

typedef struct dl_fetch_ask {
    dl_slice address;
    dl_slice etag, modified; /* of an answer that is there: sent back; {NULL,0}: none */
    dl_wait wait;
} dl_fetch_ask;

typedef enum dl_fetch_end {
    DL_FETCH_GOT,
    DL_FETCH_SAME, /* as it was: 304 */
    DL_FETCH_REFUSED, /* by us: no address to be asked, too long, robots.txt */
    DL_FETCH_GONE, /* by them: 404, 403 ... */
    DL_FETCH_LATER, /* it may go better later: 429, 503, no connection */
    DL_FETCH_STOPPED /* it was to wait no longer */
} dl_fetch_end;

typedef struct dl_fetched { /* slices are in the arena; {NULL,0}: none */
    dl_fetch_end end;
    unsigned status; /* HTTP's; 0: no answer */
    dl_slice address; /* behind all redirections */
    dl_slice type, etag, modified; /* heads as they were sent */
    dl_slice body;
    int64_t at; /* when, in seconds since 1970 */
    int64_t after; /* seconds to wait before it is asked again; 0: they do not say */
    dl_slice message; /* where nothing was got: why, in plain English */
} dl_fetched;

/* out is filled whatever comes; an arena that fails says so itself. */
void dl_fetch_get(dl_fetch *f, const dl_fetch_ask *ask, dl_arena *a, dl_fetched *out);

/* False: it was to wait no longer. */
bool dl_fetch_pause(const dl_wait *w, int64_t ms);
/* Are these networks, parted by commas? */
bool dl_fetch_networks_fit(const char *networks);
/* Where a reference in an answer leads, without its fragment; {NULL,0}: nowhere. */
dl_slice dl_fetch_resolve(dl_arena *a, dl_slice base, dl_slice reference);

#endif
