/* network - the model's arithmetic: lexemes in, tags, heads, labels, sentences and
 * name spans out.
 *
 *   pieces (lexeme ids) -> tok2vec -> tagger argmax, arc-eager parser -> names (their own tok2vec) -> pieces filled
 *
 * Every output is one multiply-add chain in a fixed order, so the bits do not depend
 * on kernel, batch or thread. */
#ifndef DL_NETWORK_H
#define DL_NETWORK_H

#include "kernel.h"
#include "lexeme.h"

typedef struct dl_net dl_net; /* const, shared by threads */
typedef struct dl_net_scratch dl_net_scratch; /* one a thread */

/* fast: the large layers in whole numbers of 16 bits, other bits, nearly always the same
 * decisions. NULL with e set; the model outlives it. */
dl_net *dl_net_new(const dl_model *m, const dl_kernel *k, bool fast, dl_err *e);
void dl_net_free(dl_net *n);
dl_net_scratch *dl_net_scratch_new(const dl_mem *mem, const dl_net *n, dl_err *e);
void dl_net_scratch_free(dl_net_scratch *s);
/* Fills the out parts of n pieces; a piece may be empty. False: out of memory. */
bool dl_net_run(
    const dl_net *net, dl_net_scratch *s, const dl_lexemes *x, dl_piece *piece, uint32_t n);

#endif
