/* piece - a text that is put together from bytes of a record, with the map back to them.
 * Private to read.
 *
 *   bytes of a record --read_piece_copy, read_piece_put--> text, map
 *
 * The text lives in the arena it was started with. */
#ifndef DL_READ_PIECE_H
#define DL_READ_PIECE_H

#include "doc/doc.h"

typedef struct read_piece {
    dl_arena *arena;
    char *p;
    size_t n, cap;
    dl_runs *map; /* NULL: none is wanted */
    size_t broken; /* characters that became U+FFFD */
    size_t nuls; /* zero bytes that were dropped */
} read_piece;

/* room: about how long it becomes. */
void read_piece_start(read_piece *o, dl_arena *a, size_t room, dl_runs *map);
/* n bytes as they stand at byte `from` of the record. */
void read_piece_copy(read_piece *o, const char *p, size_t n, size_t from);
/* n bytes in the place of from_n others. */
void read_piece_put(read_piece *o, const char *p, size_t n, size_t from, size_t from_n);
void read_piece_char(read_piece *o, uint32_t cp, size_t from, size_t from_n);
static inline dl_slice read_piece_text(const read_piece *o) { return dl_slice_of(o->p, o->n); }

#endif
