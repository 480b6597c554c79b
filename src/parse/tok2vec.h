/* tok2vec - lexemes to vectors: what depends on the lexeme alone is looked up
 * (lexeme_rows), then four window layers. */
#ifndef DL_TOK2VEC_H
#define DL_TOK2VEC_H

#include "lexeme_rows.h"

enum {
    /* Zero rows on each side of a piece: what the window layers can see. Even, see
     * parse_tok2vec_next. */
    PARSE_PADDING = 4,
    PARSE_LAYERS = 4,
    /* Rows of one product: the result stays in the second-level cache; a multiple of the
     * kernels' rows. */
    PARSE_BLOCK = 144,
    PARSE_TOK2VEC_TMP = PARSE_BLOCK * (PARSE_MIXED + PARSE_CROSSED / 2 * PARSE_WIDTH)
};

typedef struct parse_tok2vec {
    const parse_kernel *kernel;
    parse_embedding embedding;
    parse_layer layer[PARSE_LAYERS];
    parse_window window[PARSE_LAYERS]; /* of all but the first */
} parse_tok2vec;

/* first: node of the first embedding, the next two apart. */
bool parse_tok2vec_read(parse_tok2vec *t, const parse_kernel *k, dl_arena *a, const dl_model *m,
    const char *pipe, uint32_t first, uint32_t columns, dl_err *e);
/* The rows of n pieces, PARSE_PADDING rows and a guard row around each, go to out
 * ([rows][PARSE_WIDTH], see parse_tok2vec_rows; need not be cleared), tmp has room for
 * PARSE_TOK2VEC_TMP floats. False: out of memory. */
bool parse_tok2vec_run(const parse_tok2vec *t, parse_rows *v, const dl_mem *mem, dl_arena *a,
    const parse_lexemes *x, const parse_piece *p, uint32_t n, float *out, float *tmp);
size_t parse_tok2vec_rows(const parse_piece *p, uint32_t n);
/* Rows from a piece's first token to the next one's: an even number, so that each piece
 * is cut into the same pairs of rows beside others as alone. */
static inline size_t parse_tok2vec_next(const parse_piece *p)
{
    return (size_t)p->n + p->n % 2 + PARSE_PADDING;
}
/* Row of piece i's first token. */
size_t parse_tok2vec_row(const parse_piece *p, uint32_t i);

#endif
