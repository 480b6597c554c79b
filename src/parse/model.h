/* model - a model file, mapped read only at start: named tensors, pointers straight into
 * the mapping. model_file.h tells the layout and every blob.
 *
 *   wheel --dl_import_file--> en.dlm --dl_model_open--> dl_model, asked by name
 *
 * Opening checks magic, version, size, the fast hash and every row of the directory;
 * `model check` checks the SHA-256 too. Numbers inside blobs are checked by whoever reads
 * them: a blob that is missing or has another shape is an error by name. */
#ifndef DL_MODEL_H
#define DL_MODEL_H

#include "doc/tokens.h"
#include "model_file.h"

typedef struct dl_model dl_model;

/* mem: what the model, and all that is made of it for good, takes its memory from;
 * outlives it. NULL with e set; caller closes. */
dl_model *dl_model_open(const dl_mem *mem, const char *path, dl_err *e);
/* The same on bytes that outlive it (tests, fuzzing, an import's check); 64-byte
 * aligned. */
dl_model *dl_model_open_bytes(const dl_mem *mem, dl_slice bytes, dl_err *e);
const dl_mem *dl_model_mem(const dl_model *m);
void dl_model_close(dl_model *m); /* NULL is fine */
dl_code dl_model_check(const dl_model *m, dl_err *e); /* the SHA-256 */
const dl_tensor *dl_model_get(const dl_model *m, const char *name); /* NULL: not there */
/* The f32 tensor `name` with exactly this shape, or NULL with e set, naming what is
 * wrong. */
const float *dl_model_f32(
    const dl_model *m, const char *name, uint32_t nd, const uint32_t *shape, dl_err *e);
/* Owned by the model; n == 0: not there. */
dl_label_list dl_model_strings(const dl_model *m, const char *name);
/* "en_core_web_sm-3.8.0 names:published 1a2b3c4d5e6f": goes into the record. */
const char *dl_model_version(const dl_model *m);

#endif
