/* model_file - the bytes of a model file, for the two rooms that know them: import writes
 * the file, parse reads it. They share this header and nothing else.
 *
 *   byte 0    "DLMODEL1"                      48  blobs u32, 0 u32
 *        8    layout version u32, 0 u32       56  0 u64
 *        16   size of the file u64            64  SHA-256 of everything from byte 128
 *        24   dl_hash64 from byte 128 u64     96  zeros
 *        32   zeros                           128 directory: a dl_model_row for each blob
 *   then the blobs, each at a multiple of 64. Little endian.
 *
 * Blobs (<pipe>: tok2vec tagger parser ner; <node>: index in the wheel's walk order):
 *
 *   <pipe>/<node>/<param>  f32, e.g. tok2vec/39/W [96,3,576], parser/2/W [8,64,2,64]
 *   labels/tag dep ent pos  strings. tag begins with the tagger's classes in their order;
 *                           dep holds the parser's labels as they are ("prep||pobj" too),
 *                           "ROOT" and "dep"; ent is without ""
 *   parser/moves ner/moves  i32 [n,2]: action, number in labels/dep or labels/ent (-1
 *                           none), in the class order of the network. parser: 0 S, 1 D,
 *                           2 L, 3 R, 4 B. ner: 1 B, 2 I, 3 L, 4 U, 5 O
 *   tokenizer/prefix suffix infix url match   bytes: the model's expressions
 *   tokenizer/special       strings in byte order; tokenizer/first u32 [n+1]: each one's
 *                           first row in tokenizer/piece and tokenizer/norm ("": none)
 *   norm/key norm/value     u64 [n] string ids, ascending; strings
 *   ruler/text              strings, 0 is ""; labels/pos: the parts of speech rules set
 *   ruler/rule              i32 [n, DL_RULER_COLUMNS], a row for each pattern of a rule
 *   ruler/token ruler/test  i32 [n,2]: first test, tests; i32 [n,4]: attribute, relation,
 *                           first value, values (IS_SPACE: first value is 0 or 1)
 *   ruler/value             i32 [n]: numbers in ruler/text
 *   lemma/<pos>/index       strings, ascending
 *   lemma/<pos>/rule        strings: old, new, old, new ...
 *   lemma/<pos>/exception   strings, ascending; lemma/<pos>/first u32 [n+1] into
 *                           lemma/<pos>/form
 *   meta/name version names licence sources left-out   bytes */
#ifndef DL_MODEL_FILE_H
#define DL_MODEL_FILE_H

#include "base/base.h"

#define DL_MODEL_MAGIC "DLMODEL1"

enum { DL_MODEL_LAYOUT = 1, DL_MODEL_BLOBS_MAX = 4096, DL_BLOB_NAME = 48, DL_MODEL_HEADER = 128 };

typedef enum dl_dtype { DL_F32 = 1, DL_U32, DL_I32, DL_U64, DL_BYTES, DL_STRINGS } dl_dtype;

/* One blob: in the mapped file, or about to be written. */
typedef struct dl_tensor {
    const char *name;
    dl_dtype dtype; /* DL_STRINGS: u32 n, u32 offset[n + 1] into what follows, bytes */
    uint32_t nd, shape[4]; /* unused ones are 1; bytes and strings: nd 0 */
    const void *data; /* aligned to 64 bytes */
    size_t size; /* bytes */
} dl_tensor;

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

/* The columns of ruler/rule, and the numbers in ruler/test. ORDER RULER: the names of
 * these in import_ruler.c. */
enum {
    DL_RULER_FIRST, /* number of the pattern's first row in ruler/token */
    DL_RULER_TOKENS,
    DL_RULER_INDEX, /* which of the pattern's tokens is set */
    DL_RULER_SET_POS, /* what it is set to: number in ruler/text, -1: left as it is */
    DL_RULER_SET_TAG,
    DL_RULER_SET_DEP,
    DL_RULER_SET_MORPH,
    DL_RULER_SET_LEMMA,
    DL_RULER_COLUMNS
};
enum {
    DL_RULER_TAG = 1,
    DL_RULER_LOWER,
    DL_RULER_ORTH,
    DL_RULER_DEP,
    DL_RULER_IS_SPACE,
    DL_RULER_ATTRIBUTES
};
enum {
    DL_RULER_EQUAL,
    DL_RULER_IN,
    DL_RULER_NOT_IN,
    DL_RULER_REGEX,
    DL_RULER_RELATIONS
};

/* The number a model gives a string: a reserved small one, else MurmurHash64A with seed
 * 1. Norms and parts of speech are keyed by it. */
uint64_t dl_string_id(dl_slice s);

#endif
