/* ruler - parts of speech, morphology and set lemmas from tags, labels and forms, by
 * the model's ordered rules; later rules win.
 *
 *   piece (tag, dep as the network left them) -> pos, morph, lemma by number; tag and dep of white space are set too */
#ifndef DL_RULER_H
#define DL_RULER_H

#include "lexeme.h"

typedef struct dl_ruler dl_ruler; /* const, shared */

typedef struct dl_ruled {
    uint16_t pos, tag, dep;
    int32_t morph, lemma;
} dl_ruled; /* pos in labels/pos; morph, lemma: dl_ruler_text, -1 not set */

dl_ruler *dl_ruler_new(const dl_model *m, dl_err *e); /* NULL with e set; the model outlives it */
void dl_ruler_free(dl_ruler *r);
void dl_ruler_apply(
    const dl_ruler *r, const dl_lexemes *x, const dl_piece *p, dl_ruled *out); /* out: [p->n] */
dl_slice dl_ruler_text(const dl_ruler *r, int32_t number);
uint32_t dl_ruler_texts(const dl_ruler *r);

#endif
