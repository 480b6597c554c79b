/* entities - name spans of a piece, by a push-down over begin, in, last, unit, out: one
 * pass over the tokens, one entity open at most.
 *
 *   token vectors, sentence starts --the best allowed move at each token--> p->names */
#ifndef DL_ENTITIES_H
#define DL_ENTITIES_H

#include "lexeme.h"
#include "scorer.h"

typedef struct parse_entities {
    parse_scorer scorer;
} parse_entities;

/* False with e set. */
bool parse_entities_read(
    parse_entities *t, const parse_kernel *k, dl_arena *a, const dl_model *m, dl_err *e);
/* Fills names of the piece; token: [p->n][PARSE_WIDTH]. False: out of memory. */
bool parse_entities_run(const parse_entities *t, parse_work *w, const parse_lexemes *x,
    parse_piece *p, const float *token);

#endif
