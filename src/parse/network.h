/* network - the model's arithmetic: lexemes in, tags, heads, labels, sentences and name
 * spans out.
 *
 *   pieces (lexeme ids) -> shared tok2vec -> tagger's argmax, arcs (arc_eager)
 *                       -> tok2vec of the names -> name spans (entities) -> pieces filled
 *
 * Every output is one multiply-add chain in a fixed order, so the bits do not depend on
 * kernel, batch or thread. */
#ifndef DL_NETWORK_H
#define DL_NETWORK_H

#include "arc_eager.h"
#include "entities.h"
#include "tok2vec.h"

/* Linear 96 -> tags, the first of the highest wins. */
typedef struct parse_tagger {
    parse_dense dense;
    uint32_t tags; /* the first of labels/tag; rules may set tags beyond these */
    uint32_t *allowed; /* [dense.m] the tags, not the padding */
} parse_tagger;

typedef struct parse_net { /* const, shared by threads */
    dl_arena *arena;
    const parse_kernel *kernel;
    parse_tok2vec shared, own; /* own: of the names */
    parse_tagger tagger;
    parse_arcs arcs;
    parse_entities entities;
} parse_net;

typedef struct parse_net_scratch { /* one a thread */
    parse_work work;
    parse_rows shared, own; /* lexemes of the two encoders */
    parse_floats token, tmp; /* vectors of a batch; one block's product */
} parse_net_scratch;

/* NULL with e set; the model outlives it. */
parse_net *parse_net_new(const dl_model *m, const parse_kernel *k, dl_err *e);
void parse_net_free(parse_net *n);
parse_net_scratch *parse_net_scratch_new(const dl_mem *mem, dl_err *e);
void parse_net_scratch_free(parse_net_scratch *s);
/* Fills the out parts of n pieces; a piece may be empty. False: out of memory. */
bool parse_net_run(const parse_net *net, parse_net_scratch *s, const parse_lexemes *x,
    parse_piece *piece, uint32_t n);

/* ---- its stages, for who times them (bench/engine.c) */
/* Floats for the vectors of n pieces and for one block's product. False: out of
 * memory. */
bool parse_net_room(const parse_net *net, parse_net_scratch *s, const parse_piece *p, uint32_t n);
void parse_net_tag(const parse_net *net, parse_piece *p, const float *token, float *tmp);

#endif
