/* lemma - a form, its part of speech and features in, its lemma out: base forms as they
 * are, else exceptions, the index, the suffix rules; the first form wins. */
#ifndef DL_LEMMA_H
#define DL_LEMMA_H

#include "lexeme.h"

typedef struct parse_lemmas parse_lemmas; /* const, shared */

parse_lemmas *parse_lemmas_new(const dl_model *m, dl_err *e);
void parse_lemmas_free(parse_lemmas *l);
/* pos: number in labels/pos; morph: its features ("Number=Sing|..."). The answer is the
 * lexeme's, the model's, or a copy in `keep`. */
dl_slice parse_lemma_of(const parse_lemmas *l, const parse_lexeme *x, uint16_t pos,
    dl_slice morph, parse_lexemes *keep);

#endif
