/* arc_eager - heads, labels and sentence starts of a piece, by the arc-eager transition
 * system: one state for the whole piece, with a break move for sentences.
 *
 *   token vectors --the best allowed move each time--> arcs --> crossing ones put back
 *
 * Where a piece's `lean` speaks for a sentence's start, the break is taken that would
 * have come close: texts whose headlines and captions were run together have no stop
 * there.
 *
 * A label "prep||pobj" means: prep, found again below the head as a child of the pobj
 * (crossing arcs are lifted in training and put back here). */
#ifndef DL_ARC_EAGER_H
#define DL_ARC_EAGER_H

#include "lexeme.h"
#include "scorer.h"

typedef struct parse_arcs {
    parse_scorer scorer;
    uint16_t *plain; /* [labels] the label before "||", or itself */
    uint16_t *above; /* [labels] the label behind "||", or UINT16_MAX */
    uint32_t root; /* the label of a token without a head */
    uint32_t breaks; /* the class that begins a sentence */
} parse_arcs;

/* False with e set. */
bool parse_arcs_read(
    parse_arcs *t, const parse_kernel *k, dl_arena *a, const dl_model *m, dl_err *e);
/* Fills head, dep and sent_start of the piece; token: [p->n][PARSE_WIDTH]. False: out of
 * memory. */
bool parse_arcs_run(const parse_arcs *t, parse_work *w, const parse_lexemes *x, parse_piece *p,
    const float *token);

#endif
