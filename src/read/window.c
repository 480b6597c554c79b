/* window - see window.h. */
#include "window.h"

enum {
    CHUNK = 64 << 10, /* bytes read at once */
    KEEP = 1 << 20 /* bytes of buffer kept when it is empty */
};

void read_window_free(read_window *w)
{
    dl_mem_free(w->mem, w->buf, w->cap);
    w->buf = NULL;
    w->from = 0;
    w->n = 0;
    w->cap = 0;
}

/* Room for one more chunk behind what is held. */
static bool make_room(read_window *w)
{
    if (w->n + CHUNK <= w->cap) return true;
    if (w->from) {
        memmove(w->buf, w->buf + w->from, w->n - w->from);
        w->n -= w->from;
        w->from = 0;
    }
    if (w->n + CHUNK <= w->cap) return true;
    size_t cap = w->cap ? w->cap * 2 : 4 * CHUNK;
    if (cap > DL_RECORD_MAX) cap = w->cap + DL_RECORD_MAX / 8;
    char *p = dl_mem_resize(w->mem, w->buf, w->cap, cap);
    if (!p) return false;
    w->buf = p;
    w->cap = cap;
    return true;
}

bool read_window_more(read_window *w)
{
    if (w->ended || w->starved || w->stopped) return false;
    if (!make_room(w)) {
        w->starved = true;
        return false;
    }
    size_t n = dl_stream_read(w->stream, w->buf + w->n, CHUNK);
    w->n += n;
    w->starved |= dl_stream_starved(w->stream);
    w->stopped |= dl_stream_stopped(w->stream);
    w->ended |= n == 0;
    return n > 0;
}

void read_window_drop(read_window *w, size_t n)
{
    w->from += n;
    w->offset += n;
    if (w->from < w->n) return;
    w->from = 0;
    w->n = 0;
    if (w->cap > KEEP) read_window_free(w);
}
