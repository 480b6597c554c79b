/* model_file - the bytes of a model file, for the two files that read and write it. */
#ifndef DL_MODEL_FILE_H
#define DL_MODEL_FILE_H

#include "model.h"

#include <stdio.h>

#define DL_MODEL_MAGIC "DLMODEL1"

typedef struct dl_model_header { /* DL_MODEL_HEADER bytes */
    char magic[8];
    uint32_t layout, zero1;
    uint64_t size, hash, zero2;
    uint64_t zero3;
    uint32_t blobs, zero4;
    uint64_t zero5;
    uint8_t sha[32];
    uint8_t zero6[32];
} dl_model_header;

typedef struct dl_model_row {
    char name[DL_BLOB_NAME];
    uint32_t dtype, nd, shape[4];
    uint64_t offset, size;
    uint8_t zero[8];
} dl_model_row;

_Static_assert(
    sizeof(dl_model_header) == DL_MODEL_HEADER && sizeof(dl_model_row) == 96, "the file's layout");

/* Collects blobs, then lays them out. Everything lives in `a`; data given to add must
 * outlive finish. */
typedef struct dl_model_writer {
    dl_arena *a;
    DL_VEC(dl_tensor) blob;
} dl_model_writer;

void dl_model_add(dl_model_writer *w, const char *name, dl_dtype dtype, uint32_t nd,
    const uint32_t *shape, const void *data, size_t size);
void dl_model_add_bytes(dl_model_writer *w, const char *name, dl_slice s);
void dl_model_add_strings(dl_model_writer *w, const char *name, const dl_slice *s, uint32_t n);
dl_slice dl_model_finish(
    dl_model_writer *w, dl_err *e); /* the whole file, in the arena; {NULL,0} with e set */

#endif
