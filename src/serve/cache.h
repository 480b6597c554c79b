/* cache - answers worked out before, of the record's state at hand.
 *
 *   an address and a state --serve_cache_find--> the bytes of the answer, or nothing
 *
 * An answer depends on the address, the name that the server was asked under and the
 * record alone. It holds at most CACHE_SLOTS answers of CACHE_BODY_MOST bytes; a newer
 * one takes the place of an older. For many threads. */
#ifndef DL_SERVE_CACHE_H
#define DL_SERVE_CACHE_H

#include "answer.h"

typedef struct serve_cache serve_cache;

typedef struct serve_cache_key {
    const char *host;
    dl_sha256 asked; /* serve_target_digest */
    uint64_t state;
} serve_cache_key;

serve_cache *serve_cache_new(void); /* NULL: no memory */
void serve_cache_free(serve_cache *c); /* NULL is fine */
/* NULL caches find and keep nothing. True: the answer is filled. */
bool serve_cache_find(serve_cache *c, const serve_cache_key *key, serve_answer *a);
void serve_cache_keep(serve_cache *c, const serve_cache_key *key, const serve_answer *a);

#endif
