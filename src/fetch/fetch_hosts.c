/* fetch_hosts - what is known of the hosts that were asked: their robots.txt, and when
 * they may be asked again. In: an origin. Out: its row. */
#include <time.h>

#include "fetch_private.h"

enum {
    HOSTS_MOST = 4096, /* then all are forgotten: their files are asked for anew */
    WAIT_STEP_MS = 100 /* between two questions whether to wait on */
};

int64_t fetch_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool fetch_wait_until(const dl_wait *w, int64_t then)
{
    for (int64_t left; (left = then - fetch_clock()) > 0;) {
        if (w->go_on && !w->go_on(w->ctx)) return false;
        long ms = left < WAIT_STEP_MS ? (long)left : WAIT_STEP_MS;
        nanosleep(&(struct timespec){ 0, ms * 1000000 }, NULL);
    }
    return true;
}

fetch_host *fetch_host_of(fetch_hosts *h, dl_slice origin)
{
    for (uint32_t i = 0; i < h->all.n; i++)
        if (dl_slice_eq(h->all.at[i].origin, origin)) return &h->all.at[i];
    if (h->all.n == HOSTS_MOST) fetch_hosts_forget(h);
    fetch_host *host = DL_PUSH(h->arena, &h->all);
    if (!host) return NULL;
    dl_buf_init(&host->robots, h->mem);
    host->origin = dl_arena_copy(h->arena, origin);
    return host->origin.p ? host : NULL;
}

void fetch_hosts_forget(fetch_hosts *h)
{
    for (uint32_t i = 0; i < h->all.n; i++) dl_buf_free(&h->all.at[i].robots);
    dl_arena_reset(h->arena);
    memset(&h->all, 0, sizeof h->all);
}

bool dl_fetch_pause(const dl_wait *w, int64_t ms)
{
    return fetch_wait_until(w, fetch_clock() + ms);
}
