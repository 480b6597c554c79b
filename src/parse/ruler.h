/* ruler - parts of speech, morphology and set lemmas from tags, labels and forms, by the
 * model's ordered rules; later rules win.
 *
 *   piece (tag, dep as the network left them) -> pos, morph, lemma by number; tag and dep
 *   of white space are set too */
#ifndef DL_RULER_H
#define DL_RULER_H

#include "lexeme.h"

typedef struct parse_ruler parse_ruler; /* const, shared */

typedef struct parse_ruled {
    uint16_t pos, tag, dep; /* numbers in labels/pos, labels/tag, labels/dep */
    int32_t morph, lemma; /* parse_ruler_text; -1 not set */
} parse_ruled;

parse_ruler *parse_ruler_new(const dl_model *m, dl_err *e); /* NULL with e set; outlived by m */
void parse_ruler_free(parse_ruler *r);
/* out: [p->n]. */
void parse_ruler_apply(
    const parse_ruler *r, const parse_lexemes *x, const parse_piece *p, parse_ruled *out);
dl_slice parse_ruler_text(const parse_ruler *r, int32_t number);

#endif
