/* unpack - bodies as HTTP sends them: chunks, gzip, deflate, zstd. Private to read.
 *
 *   a body, what its headers say --read_unchunked, read_unpacked--> the bytes that were
 *   sent
 *
 * Archives keep headers that name codings which the stored body no longer has, and bodies
 * packed without a word of it: the bytes decide where they can. */
#ifndef DL_READ_UNPACK_H
#define DL_READ_UNPACK_H

#include "read.h"

/* Without its chunks; the body itself where its first line is no chunk's. */
dl_slice read_unchunked(dl_arena *a, dl_slice body, bool *cut);
/* Unpacked as often as it was packed; the body itself where it is not. *cut: it was
 * damaged, or is longer than DL_RECORD_MAX. */
dl_slice read_unpacked(dl_arena *a, dl_slice body, bool says_deflate, bool *cut);

#endif
