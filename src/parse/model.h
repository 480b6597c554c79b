/* model - the flat file that holds a language model, mapped read only at start.
 *
 *   wheel --dl_model_import--> en.dlm --dl_model_open--> named tensors, pointers straight into the mapping
 *
 *   byte 0    "DLMODEL1"                      48  blobs u32, 0 u32
 *        8    layout version u32, 0 u32       56  0 u64
 *        16   size of the file u64            64  SHA-256 of everything from byte 128
 *        24   dl_hash64 from byte 128 u64     96  zeros
 *        32   zeros                           128 directory of dl_blob rows, then the blobs, each at a multiple of 64
 *
 * Opening checks magic, version, size, the fast hash and every row of the directory;
 * `model check` checks the SHA-256 too. Little endian. Numbers inside blobs are
 * checked by whoever reads them: a blob that is missing or has another shape is an
 * error by name.
 *
 * Blobs (names are stable; <pipe>: tok2vec tagger parser ner; <node>: index in the
 * wheel's walk order):
 *   <pipe>/<node>/<param>   f32    e.g. tok2vec/39/W [96,3,576], tok2vec/28/E [5000,96], parser/2/W [8,64,2,64], tagger/3/b [50]
 *   labels/tag|dep|ent|pos  strings; tag begins with the tagger's classes, in their order; dep holds the parser's labels as they are ("prep||pobj" too), "ROOT" and "dep"; ent without ""
 *   parser/moves, ner/moves i32 [n,2]: action, label number in labels/dep or labels/ent (-1: none), in the class order of the net.
 *                           parser actions: 0 S, 1 D, 2 L, 3 R, 4 B. ner actions: 1 B, 2 I, 3 L, 4 U, 5 O (0: missing, never a class)
 *   tokenizer/..., norm/..., ruler/..., lemma/...  see import.c, which writes them
 *   meta/name, meta/version, meta/names, meta/licence  bytes */
#ifndef DL_MODEL_H
#define DL_MODEL_H

#include "base/base.h"
#include "doc/tokens.h"

enum { DL_MODEL_LAYOUT = 1, DL_MODEL_BLOBS_MAX = 4096, DL_BLOB_NAME = 48, DL_MODEL_HEADER = 128 };

typedef enum dl_dtype { DL_F32 = 1, DL_U32, DL_I32, DL_U64, DL_BYTES, DL_STRINGS } dl_dtype;

typedef struct dl_tensor {
    const char *name;
    dl_dtype dtype; /* DL_STRINGS: u32 n, u32 offset[n + 1] into what follows, bytes */
    uint32_t nd, shape[4]; /* unused ones are 1; bytes and strings: nd 0 */
    const void *data; /* aligned to 64 bytes */
    size_t size; /* bytes */
} dl_tensor;

typedef struct dl_model dl_model;

/* mem: what the model, and all that is made of it for good, takes its memory from;
 * outlives it. */
dl_model *dl_model_open(
    const dl_mem *mem, const char *path, dl_err *e); /* NULL with e set; caller closes */
dl_model *dl_model_open_bytes(const dl_mem *mem, dl_slice bytes,
    dl_err *e); /* the same on bytes that outlive it (tests, fuzzing); 64-byte aligned */
const dl_mem *dl_model_mem(const dl_model *m);
void dl_model_close(dl_model *m); /* NULL is fine */
dl_code dl_model_check(const dl_model *m, dl_err *e); /* the SHA-256 */
const dl_tensor *dl_model_get(const dl_model *m, const char *name); /* NULL: not there */
/* The f32 tensor `name` with exactly this shape, or NULL with e set, naming what is
 * wrong. */
const float *dl_model_f32(
    const dl_model *m, const char *name, uint32_t nd, const uint32_t *shape, dl_err *e);
dl_label_list dl_model_strings(
    const dl_model *m, const char *name); /* owned by the model; n == 0: not there. */
const char *dl_model_version(const dl_model
        *m); /* "en_core_web_sm-3.8.0 names:published 1a2b3c4d5e6f": goes into the record */

#endif
