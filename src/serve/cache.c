/* cache - see cache.h. */
#include "cache.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    CACHE_SLOTS = 256,
    CACHE_BODY_MOST = 128 * 1024, /* bytes: all slots together take 32 MiB */
    CACHE_HOST_MOST = 80
};

typedef struct slot {
    char host[CACHE_HOST_MOST];
    dl_sha256 asked;
    uint64_t state;
    const char *type; /* NULL: the slot is empty */
    char *body;
    size_t n;
} slot;

struct serve_cache {
    pthread_mutex_t lock;
    slot at[CACHE_SLOTS];
};

serve_cache *serve_cache_new(void)
{
    serve_cache *c = calloc(1, sizeof *c);
    if (!c || pthread_mutex_init(&c->lock, NULL) == 0) return c;
    free(c);
    return NULL;
}

void serve_cache_free(serve_cache *c)
{
    if (!c) return;
    for (size_t i = 0; i < CACHE_SLOTS; i++) free(c->at[i].body);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

static slot *slot_of(serve_cache *c, const serve_cache_key *key)
{
    uint64_t asked = dl_load(key->asked.byte, sizeof asked);
    return &c->at[dl_hash64(dl_slice_str(key->host), asked) % CACHE_SLOTS];
}

static bool holds(const slot *s, const serve_cache_key *key)
{
    return s->type && s->state == key->state
        && memcmp(s->asked.byte, key->asked.byte, sizeof s->asked.byte) == 0
        && strcmp(s->host, key->host) == 0;
}

bool serve_cache_find(serve_cache *c, const serve_cache_key *key, serve_answer *a)
{
    if (!c) return false;
    pthread_mutex_lock(&c->lock);
    slot *s = slot_of(c, key);
    bool found = holds(s, key);
    if (found) {
        a->type = s->type;
        dl_buf_add(&a->body, dl_slice_of(s->body, s->n));
    }
    pthread_mutex_unlock(&c->lock);
    return found;
}

/* Files and answers with headers of their own are not kept. */
static bool is_kept(const serve_cache_key *key, const serve_answer *a)
{
    bool plain = a->status == 200 && a->file < 0 && !a->kept.p && !a->headers;
    return plain && a->body.n <= CACHE_BODY_MOST && strlen(key->host) < CACHE_HOST_MOST;
}

void serve_cache_keep(serve_cache *c, const serve_cache_key *key, const serve_answer *a)
{
    if (!c || !is_kept(key, a)) return;
    char *body = malloc(a->body.n + 1);
    if (!body) return;
    memcpy(body, a->body.p, a->body.n + 1);
    pthread_mutex_lock(&c->lock);
    slot *s = slot_of(c, key);
    char *old = s->body;
    *s = (slot){
        .asked = key->asked, .state = key->state, .type = a->type, .body = body, .n = a->body.n
    };
    snprintf(s->host, sizeof s->host, "%s", key->host);
    pthread_mutex_unlock(&c->lock);
    free(old);
}
