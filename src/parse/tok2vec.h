/* tok2vec - lexemes to vectors: hashed embeddings, a mix layer (which depends on the lexeme alone and is remembered), four window layers. */
#ifndef DL_TOK2VEC_H
#define DL_TOK2VEC_H

#include "kernel.h"
#include "lexeme.h"

enum {
    DL_WIDTH = 96,               /* of a token's vector */
    DL_PIECES = 3,               /* of a maxout in the encoder */
    DL_PADDING = 4,              /* zero rows on each side of a document: what the window layers can see */
    DL_LAYERS = 4,
    DL_COLUMNS_MAX = 6,          /* features of a lexeme */
    DL_MIXED = DL_WIDTH * DL_PIECES,
    DL_BLOCK = 510               /* rows of one product: the result stays in the second-level cache; a multiple of the kernel's 6 rows */
};

/* W [out][pieces][in] as the kernel wants it: [in][piece * out], padded; bias in the same order. */
typedef struct dl_dense { float *w, *b; uint32_t in, m; } dl_dense;
/* name: "<pipe>/<node>"; pieces 0: a linear layer, W [out][in]. */
bool dl_dense_read(dl_dense *d, dl_arena *a, const dl_model *m, const char *name, uint32_t out, uint32_t pieces, uint32_t in, dl_err *e);

typedef struct dl_tok2vec {
    const float *embed[DL_COLUMNS_MAX];
    uint32_t rows[DL_COLUMNS_MAX], columns;      /* NORM PREFIX SUFFIX SHAPE [SPACY IS_SPACE] */
    struct { dl_dense maxout; const float *gain, *shift; } mix, layer[DL_LAYERS];
} dl_tok2vec;

typedef struct dl_vectors { float *at; uint8_t *have; uint32_t n; uint32_t generation; } dl_vectors;   /* mix layer's output by lexeme (and SPACY) */

/* first: node of the first embedding, the next two apart; mix, layer: nodes of the maxouts (LayerNorm follows each). */
bool dl_tok2vec_read(dl_tok2vec *t, dl_arena *a, const dl_model *m, const char *pipe, uint32_t first, uint32_t columns, dl_err *e);
/* The rows of n pieces, DL_PADDING zero rows and a guard row around each, go to out ([rows][DL_WIDTH], see dl_tok2vec_rows), tmp has
 * room for DL_BLOCK * DL_MIXED floats. False: out of memory. */
bool dl_tok2vec_run(const dl_tok2vec *t, dl_vectors *v, const dl_mem *mem, dl_arena *a, const dl_lexicon *x, const dl_piece *p, uint32_t n, float *out, float *tmp);
void dl_vectors_free(dl_vectors *v, const dl_mem *mem);
size_t dl_tok2vec_rows(const dl_piece *p, uint32_t n);
/* Row of piece i's first token. */
size_t dl_tok2vec_row(const dl_piece *p, uint32_t i);

#endif
