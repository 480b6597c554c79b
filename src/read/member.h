/* member - a member of gzip data that is there whole, unpacked at once: more than twice
 * as fast as piece by piece. Private to read.
 *
 * An archive is a member a record, some ten thousand bytes each. What this does not
 * unpack (a long member, a damaged one, one of which a part is missing) is the stream's
 * business. */
#ifndef DL_READ_MEMBER_H
#define DL_READ_MEMBER_H

#include "base/arena.h"
#include "base/slice.h"

enum {
    /* Bytes of a packed member, of an unpacked one: larger ones are read piece by piece,
     * so that a file of any size is read in the same memory. */
    READ_MEMBER_PACKED_MAX = 1 << 20,
    READ_MEMBER_MAX = 16 << 20
};

typedef struct read_member read_member;
read_member *read_member_new(const dl_mem *m); /* NULL: out of memory */
void read_member_free(read_member *x);
/* The member that s begins with, and how many bytes of s it takes. `out` stays valid
 * until the next call. False: it is not to be had so, and nothing is known of why. */
bool read_member_unpack(read_member *x, dl_slice s, size_t *used, dl_slice *out);

#endif
