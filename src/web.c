/* web - see web.h. */
#include "web.h"

#include <time.h>

dl_fetch *dl_web_source_fetch(dl_web_source *s)
{
    dl_err e;
    dl_err_clear(&e);
    if (!s->fetch) s->fetch = dl_fetch_new(s->mem, &s->options, &e);
    return s->fetch;
}

/* "2026-11-29T00:50:07Z" */
static dl_slice iso_time(dl_arena *a, int64_t at)
{
    char text[32];
    struct tm tm;
    time_t t = (time_t)at;
    size_t n = gmtime_r(&t, &tm) ? strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) : 0;
    return dl_arena_copy(a, dl_slice_of(text, n));
}

void dl_web_answer(dl_arena *a, const dl_fetched *got, dl_answer *out)
{
    bool had = got->end == DL_FETCH_GOT;
    *out = (dl_answer){ .address = got->address,
        .fetched = iso_time(a, got->at),
        .type = got->type,
        .body = got->body,
        .problem = had ? DL_NOTE_COUNT : DL_NOTE_NOT_FETCHED,
        .message = got->message };
}

static bool get(void *ctx, dl_slice address, dl_wait wait, dl_arena *a, dl_answer *out)
{
    dl_web_source *s = ctx;
    dl_fetch *fetch = dl_web_source_fetch(s);
    dl_fetched got = { .end = DL_FETCH_LATER };
    dl_fetch_ask ask = { .address = address, .wait = wait };
    if (fetch) dl_fetch_get(fetch, &ask, a, &got);
    else dl_arena_fail(a);
    dl_web_answer(a, &got, out);
    return got.end != DL_FETCH_STOPPED;
}

void dl_web_source_init(dl_web_source *s, const dl_mem *m, const dl_fetch_options *o)
{
    *s = (dl_web_source){ .mem = m, .options = *o, .web = { get, s } };
}

void dl_web_source_close(dl_web_source *s)
{
    dl_fetch_free(s->fetch);
    s->fetch = NULL;
}
