/* model_write - blobs in, the bytes of a model file (parse/model_file.h) out. The order
 * is that of adding, so the same wheel always gives the same bytes. */
#ifndef DL_MODEL_WRITE_H
#define DL_MODEL_WRITE_H

#include "parse/model_file.h"

/* Everything lives in `a`; data given to add must outlive finish. */
typedef struct import_writer {
    dl_arena *a;
    DL_VEC(dl_tensor) blob;
} import_writer;

void import_add(import_writer *w, const char *name, dl_dtype dtype, uint32_t nd,
    const uint32_t *shape, const void *data, size_t size);
void import_add_bytes(import_writer *w, const char *name, dl_slice s);
void import_add_strings(import_writer *w, const char *name, const dl_slice *s, uint32_t n);
/* The whole file, in the arena; {NULL,0} with e set. */
dl_slice import_finish(import_writer *w, dl_err *e);

#endif
