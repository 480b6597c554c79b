/* utf8 - code points of bytes, repair of broken bytes, and the map between byte and code
 * point offsets. */
#ifndef DL_UTF8_H
#define DL_UTF8_H

#include "arena.h"
#include "slice.h"

enum { DL_REPLACEMENT = 0xFFFD };

/* The code point at s[*i]; moves *i past it. A broken byte answers DL_REPLACEMENT and
 * moves by one. *i < s.n. */
uint32_t dl_utf8_next(dl_slice s, size_t *i);
/* The code point before *i; moves *i to its start. *i > 0. */
uint32_t dl_utf8_prev(dl_slice s, size_t *i);
/* Writes cp (surrogates and > 0x10FFFF as DL_REPLACEMENT) to out, which has room for 4;
 * answers the bytes written. */
size_t dl_utf8_put(uint32_t cp, char *out);
/* The first byte at or after `from` that is not ASCII; s.n: there is none. */
size_t dl_utf8_ascii_end(dl_slice s, size_t from);
/* Byte offset of the first broken sequence, SIZE_MAX: none. */
size_t dl_utf8_bad(dl_slice s);
size_t dl_utf8_count(dl_slice s); /* code points */
/* Code points start..end; {NULL,0} where the text is shorter. */
dl_slice dl_utf8_cut(dl_slice s, uint32_t start, uint32_t end);
/* A copy in which every maximal broken part is one U+FFFD; *broken counts them. s itself
 * (no copy) when nothing is broken. */
dl_slice dl_utf8_repair(dl_arena *a, dl_slice s, size_t *broken);

/* Byte -> code point offsets of one text, for output: O(1) a look-up after one pass; pure
 * ASCII costs nothing. */
typedef struct dl_cpmap dl_cpmap;
dl_cpmap *dl_cpmap_new(dl_arena *a, dl_slice text); /* NULL when out of memory */
uint32_t dl_cpmap_cp(const dl_cpmap *m, uint32_t byte); /* byte <= text.n */
uint32_t dl_cpmap_byte(const dl_cpmap *m, uint32_t cp); /* clamps to the end */


#endif
