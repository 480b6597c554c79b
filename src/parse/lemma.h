/* lemma - lemmas by rule: base forms as they are, else exceptions, the index, the suffix
 * rules; the first form wins. */
#ifndef DL_LEMMA_H
#define DL_LEMMA_H

#include "lexeme.h"

typedef struct dl_lemmas dl_lemmas; /* const, shared */

dl_lemmas *dl_lemmas_new(const dl_model *m, dl_err *e);
void dl_lemmas_free(dl_lemmas *l);
/* pos: number in labels/pos; morph: its features ("Number=Sing|..."). The answer is the
 * lexeme's, the model's, or a copy in `keep`. */
dl_slice dl_lemma_of(
    const dl_lemmas *l, const dl_lexeme *x, uint16_t pos, dl_slice morph, dl_lexemes *keep);

#endif
