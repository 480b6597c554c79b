/* lexeme_rows - what the encoder makes of a lexeme alone, remembered: its mixed vector
 * and that vector's three products in the first window layer (as the token before, at,
 * and after the one looked at). That is a third of the arithmetic of a running text.
 *
 *   key of a lexeme -> slot -> [vector | product before | at | after]
 *
 * The mixed vector is the sum of what each feature makes; norms and suffixes are many and
 * worked out, of the others (first letters, shapes, blanks) a few hundred are remembered.
 *
 * One a thread and encoder. The rows are bits of the lexeme, not of the text around it:
 * what is remembered can not show in a result. A full table gives up the slot that was
 * not asked for lately (second chance). Slot 0 is no lexeme: all zeros. */
#ifndef DL_LEXEME_ROWS_H
#define DL_LEXEME_ROWS_H

#include "dense.h"
#include "lexeme.h"

enum {
    /* Floats of a row: a vector and the products of the window's three places (as many as
     * a maxout's pieces, by chance). */
    PARSE_ROW = PARSE_WIDTH + PARSE_PIECES * PARSE_MIXED,
    /* 63 MB an encoder at most. In 1.7 million tokens of news one in 18 asks for a form
     * that is not there, three in five of those for the first time. */
    PARSE_ROWS_MAX = 1 << 14,
    PARSE_ROWS_PART = 1 << 11, /* rows got at once, 8 MB: none is moved when more are wanted */
    PARSE_ROWS_PARTS = PARSE_ROWS_MAX / PARSE_ROWS_PART,
    /* Where a part begins: the border of a large page. What lies before it is never
     * touched, so costs no memory. */
    PARSE_ROWS_EDGE = 2 << 20,
    PARSE_COLUMNS_MAX = 6, /* features of a lexeme */
    PARSE_FEW = 1 << 8 /* features remembered of each column that has few */
};
#define PARSE_NO_LEXEME UINT32_MAX /* the key of padding */

typedef struct parse_embedding {
    const float *column[PARSE_COLUMNS_MAX]; /* NORM PREFIX SUFFIX SHAPE [SPACY IS_SPACE] */
    uint32_t rows[PARSE_COLUMNS_MAX], columns;
    parse_norm mix_norm;
    parse_dense mix; /* cut into what each column makes */
    parse_dense first; /* the first window layer, cut */
} parse_embedding;

struct parse_rows_slot {
    uint32_t key, round; /* round: when it was last asked for */
    bool again;
};
struct parse_few {
    uint64_t id;
    bool there;
    float product[PARSE_MIXED];
};

typedef struct parse_rows {
    /* [PARSE_ROWS_PART][PARSE_ROW], as it came; rows begin at the next PARSE_ROWS_EDGE */
    float *part[PARSE_ROWS_PARTS];
    struct parse_rows_slot *slot; /* [PARSE_ROWS_MAX] */
    uint32_t *slot_of, keys; /* [keys] by key; 0: not there */
    struct parse_few (*few)[PARSE_FEW]; /* [columns] */
    uint32_t n, cap, hand, round, generation;
} parse_rows;

uint32_t parse_rows_key(const parse_embedding *b, const parse_piece *p, uint32_t i);
/* Sees to it that the rows of all n keys are there at once (n < PARSE_ROWS_MAX); their
 * slots go to slot[n]. False: out of memory. */
bool parse_rows_get(parse_rows *r, const parse_kernel *k, const dl_mem *mem, dl_arena *a,
    const parse_embedding *b, const parse_lexemes *x, const uint32_t *key, uint32_t n,
    uint32_t *slot);
void parse_rows_free(parse_rows *r, const dl_mem *mem);
static inline float *parse_rows_at(const parse_rows *r, uint32_t slot)
{
    uintptr_t part = (uintptr_t)r->part[slot / PARSE_ROWS_PART];
    return (float *)((part + PARSE_ROWS_EDGE - 1) / PARSE_ROWS_EDGE * PARSE_ROWS_EDGE)
        + (size_t)(slot % PARSE_ROWS_PART) * PARSE_ROW;
}

#endif
