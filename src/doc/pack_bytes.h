/* pack_bytes - numbers, texts and spans of the packed layers, written and read.
 *
 *   numbers, slices, spans --pack_put...--> dl_buf
 *   untrusted bytes --pack_get...--> the same, each in range, or pack_reader.why
 *
 * A failure of a reader sticks: from then on all getters answer 0, so that a loop ends
 * with `while (... && !r->why)` and a section checks once. */
#ifndef DL_PACK_BYTES_H
#define DL_PACK_BYTES_H

#include "tokens.h"

typedef struct pack_writer {
    dl_arena *arena;
    dl_buf *out;
    DL_VEC(dl_slice) strings; /* each once, in order of first use */
    uint32_t *slot, slots; /* hash table: number in strings + 1 */
    uint32_t last, last_token; /* start of the span, the range before */
} pack_writer;

void pack_put(pack_writer *w, uint64_t n);
void pack_put_signed(pack_writer *w, int64_t n);
void pack_put_index(pack_writer *w, int64_t index); /* -1: none */
void pack_put_real(pack_writer *w, double x); /* every bit of it */
void pack_put_string(pack_writer *w, dl_slice s);
void pack_put_bytes(pack_writer *w, dl_slice s); /* length and bytes, here */
void pack_put_span(pack_writer *w, dl_span s);
void pack_put_range(pack_writer *w, dl_token_range r);

typedef struct pack_reader {
    dl_arena *arena;
    const char *p, *end;
    dl_slice full;
    dl_span title, body;
    uint32_t tokens;
    DL_VEC(dl_slice) strings;
    uint32_t last, last_token;
    const char *why; /* NULL: all is well */
} pack_reader;

void pack_fail(pack_reader *r, const char *why);
uint64_t pack_get(pack_reader *r, uint64_t most);
/* Makes room in a vector for n that the bytes say come; a false number takes no
 * memory. */
#define PACK_ROOM(r, v, n) ((void)DL_RESERVE((r)->arena, (v), pack_room((r), (n))))
size_t pack_room(const pack_reader *r, uint64_t n);
int64_t pack_get_signed(pack_reader *r, int64_t least, int64_t most);
int32_t pack_get_index(pack_reader *r, uint32_t n); /* -1: none, else below n */
double pack_get_real(pack_reader *r);
dl_slice pack_get_string(pack_reader *r);
dl_slice pack_get_bytes(pack_reader *r); /* valid UTF-8 */
dl_span pack_get_span(pack_reader *r); /* not empty, in the title or in the body */
dl_token_range pack_get_range(pack_reader *r); /* not empty */

#endif
