/* tok2vec - lexemes to vectors: what depends on the lexeme alone is looked up
 * (lexeme_rows), then four window layers. */
#ifndef DL_TOK2VEC_H
#define DL_TOK2VEC_H

#include "lexeme_rows.h"

enum {
    DL_PADDING =
        /* zero rows on each side of a document: what the window layers can see; even, see
         * dl_tok2vec_next */
    4,
    DL_LAYERS = 4,
    DL_BLOCK =
        /* rows of one product: the result stays in the second-level cache; a multiple of
         * the kernels' rows */
    144,
    DL_TOK2VEC_TMP = DL_BLOCK * (DL_MIXED + DL_CROSSED / 2 * DL_WIDTH)
};

typedef struct dl_tok2vec {
    const dl_kernel *kernel;
    dl_embedding embedding;
    dl_layer layer[DL_LAYERS];
    dl_window window[DL_LAYERS]; /* of all but the first */
} dl_tok2vec;

/* first: node of the first embedding, the next two apart. */
bool dl_tok2vec_read(dl_tok2vec *t, const dl_kernel *k, bool fast, dl_arena *a, const dl_model *m,
    const char *pipe, uint32_t first, uint32_t columns, dl_err *e);
/* The rows of n pieces, DL_PADDING rows and a guard row around each, go to out
 * ([rows][DL_WIDTH], see dl_tok2vec_rows; need not be cleared), tmp has room for
 * DL_TOK2VEC_TMP floats. False: out of memory. */
bool dl_tok2vec_run(const dl_tok2vec *t, dl_rows *v, const dl_mem *mem, dl_arena *a,
    const dl_lexemes *x, const dl_piece *p, uint32_t n, float *out, float *tmp);
size_t dl_tok2vec_rows(const dl_piece *p, uint32_t n);
/* Rows from a piece's first token to the next one's: an even number, so that each piece
 * is cut into the same pairs of rows beside others as alone. */
static inline size_t dl_tok2vec_next(const dl_piece *p)
{
    return (size_t)p->n + p->n % 2 + DL_PADDING;
}
/* Row of piece i's first token. */
size_t dl_tok2vec_row(const dl_piece *p, uint32_t i);

#endif
