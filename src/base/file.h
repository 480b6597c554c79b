/* file - whole files and mapped files. 64-bit offsets. Paths are C strings as the system
 * takes them. */
#ifndef DL_FILE_H
#define DL_FILE_H

#include "arena.h"
#include "err.h"

typedef struct dl_map {
    dl_slice bytes;
    void *base;
    size_t size;
} dl_map;

/* Read only; an empty file maps to an empty slice. */
dl_code dl_map_open(dl_map *m, const char *path, dl_err *e);
void dl_map_close(dl_map *m);
/* At most `limit` bytes, else DL_ELIMIT; the copy has a NUL behind it. */
dl_slice dl_file_read(dl_arena *a, const char *path, size_t limit, dl_err *e);
/* A new empty file in TMPDIR, else in /tmp: its descriptor, and its path in `path`. -1:
 * errno says why; the path is the one that was tried. */
int dl_file_temporary(char *path, size_t size);
/* The path of `rest` in the folder of the running program. False, and an empty text,
 * where that cannot be told or does not fit. */
bool dl_path_beside_program(char *out, size_t size, const char *rest);
/* Writes to a temporary file beside it, syncs, renames: the old file or the new one,
 * never half of one. */
dl_code dl_file_write(const char *path, dl_slice bytes, dl_err *e);

#endif
