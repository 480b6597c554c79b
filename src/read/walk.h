/* walk - from inputs to files, one after another. Private to read.
 *
 *   paths, folders, "-" --read_walk_next--> paths of files, problems
 *
 * A web address is passed on as it is. Folders are walked in byte order of names; names
 * that begin with a point are passed over. Inside a folder only files are read: named
 * pipes, devices and links that lead out of the folder given are told and passed over;
 * named by the user they are read. */
#ifndef DL_READ_WALK_H
#define DL_READ_WALK_H

#include "read.h"

typedef struct read_walk read_walk;

read_walk *read_walk_new(const dl_mem *m, const char *const *input, size_t n);
void read_walk_free(read_walk *w);

typedef enum read_step { READ_FILE, READ_PROBLEM, READ_END, READ_STARVED } read_step;

/* A file, or what is wrong with one. */
typedef struct read_found {
    char *path; /* of dl_mem, strlen + 1 bytes; the caller frees it */
    bool named; /* by the user; else found in a folder */
    bool is_address; /* of the web */
    dl_note_code problem;
    const char *message; /* constant */
} read_found;

/* folder/name, of dl_mem, strlen + 1 bytes; NULL: out of memory. */
char *read_path_in(const dl_mem *m, const char *folder, const char *name);
read_step read_walk_next(read_walk *w, read_found *out);
size_t read_walk_input(const read_walk *w); /* number of the input that it is at */

#endif
