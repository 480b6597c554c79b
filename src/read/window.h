/* window - the part of an open file that is looked at: bytes read and not yet done with.
 * Private to read.
 *
 *   stream --read_window_more--> window --read_window_drop--> gone
 *
 * It holds at most one record and a little more, and gives a large buffer back as soon as
 * it is empty. */
#ifndef DL_READ_WINDOW_H
#define DL_READ_WINDOW_H

#include "stream.h"

typedef struct read_window {
    const dl_mem *mem;
    dl_stream *stream; /* NULL: no file is open */
    char *buf;
    size_t from, n, cap; /* what is held: buf[from..n) */
    uint64_t offset; /* of buf[from] in the decompressed file */
    bool ended; /* no more bytes come */
    bool starved; /* memory ran out: what is held is no whole record */
    bool stopped; /* it was to wait no longer: likewise */
} read_window;

/* Reads on. False: nothing came, and says why in ended, starved or stopped. */
bool read_window_more(read_window *w);
void read_window_drop(read_window *w, size_t n);
void read_window_free(read_window *w); /* the buffer; the stream is the caller's */
static inline dl_slice read_window_bytes(const read_window *w)
{
    return w->buf ? dl_slice_of(w->buf + w->from, w->n - w->from) : dl_slice_of("", 0);
}

#endif
