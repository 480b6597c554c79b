/* box - a folder in a file: .zip, .tar, .tar.gz, .tgz, .tar.zst. Private to read.
 *
 *   path --read_box_open--> box --read_box_next--> name of the next file in it
 *                                read_box_read --> its bytes
 *
 * Nothing is unpacked to the disk; of a member as much is in memory as is asked for.
 * Files whose name begins with a point are passed over, as in a folder. */
#ifndef DL_READ_BOX_H
#define DL_READ_BOX_H

#include <sys/types.h>

#include "base/base.h"

typedef struct read_box read_box;

/* NULL with e set: there is no such file, or it is none of these. */
read_box *read_box_open(const dl_mem *m, const char *path, dl_err *e);
void read_box_close(read_box *b);
/* UTF-8, valid until the next call; NULL: no more, because of `fault` where that is set
 * (constant). */
const char *read_box_next(read_box *b, const char **fault);
/* Bytes of that member: 0 at its end, -1 where it is damaged or encrypted. */
ssize_t read_box_read(void *box, char *p, size_t n);
uint64_t read_box_taken(const read_box *b); /* bytes of the file read */

#endif
