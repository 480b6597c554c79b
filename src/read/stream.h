/* stream - bytes of a file or of memory, decompressed where its first bytes say gzip
 * or zstd. Private to read. */
#ifndef DL_STREAM_H
#define DL_STREAM_H

#include <sys/types.h>

#include "read.h"

typedef struct dl_stream dl_stream;
dl_stream *dl_stream_open(const dl_mem *m, const char *path, const dl_wait *w,
    dl_err *e); /* "-": stdin; w outlives it; NULL with e set */
/* The same of bytes in memory, which outlive it. */
dl_stream *dl_stream_of(const dl_mem *m, dl_slice bytes, dl_err *e);
/* The same of bytes that somebody else reads: `more` answers like read(2). */
typedef ssize_t dl_stream_more(void *ctx, char *p, size_t n);
dl_stream *dl_stream_by(const dl_mem *m, dl_stream_more *more, void *ctx, dl_err *e);
void dl_stream_close(dl_stream *s);
/* Up to n bytes; 0 at the end or on a fault, which dl_stream_fault names (NULL: none). */
size_t dl_stream_read(dl_stream *s, char *p, size_t n);
bool dl_stream_waits(const dl_stream *s); /* its bytes may be long in coming: a pipe */
const char *dl_stream_fault(const dl_stream *s);
/* After a fault in gzip data: goes on at the next member. False: there is none. */
bool dl_stream_resume(dl_stream *s);
bool dl_stream_stopped(
    const dl_stream *s); /* it would not wait any longer: what was read is not all */
bool dl_stream_starved(const dl_stream *s); /* the fault is ours: memory ran out */
uint64_t dl_stream_taken(const dl_stream *s); /* bytes of the file read, compressed */

#endif
