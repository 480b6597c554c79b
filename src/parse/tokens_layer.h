/* tokens_layer - what the network decided of a piece goes into a report's tokens layer.
 *
 *   piece (tag, head, dep, sentence starts, names) --ruler, lemmas, noun chunks-->
 * tokens */
#ifndef DL_TOKENS_LAYER_H
#define DL_TOKENS_LAYER_H

#include "chunks.h"
#include "doc/doc.h"
#include "lemma.h"
#include "ruler.h"

typedef struct parse_rules { /* const, shared */
    parse_ruler *ruler;
    parse_lemmas *lemmas;
    parse_chunk_rules *chunks;
    const dl_labels *labels;
} parse_rules;

struct parse_lemma_slot {
    uint64_t key; /* 0: free */
    dl_slice lemma;
};

/* One a thread: lemmas by form, part of speech and morphology, remembered while the
 * lexicon is not emptied; a later one takes an earlier one's place. */
typedef struct parse_lemma_cache {
    struct parse_lemma_slot *slot;
    uint32_t generation;
} parse_lemma_cache;

bool parse_lemma_cache_new(parse_lemma_cache *c, const dl_mem *mem);
void parse_lemma_cache_free(parse_lemma_cache *c, const dl_mem *mem);

/* Where a piece goes. */
typedef struct parse_place {
    dl_doc *d;
    uint32_t at; /* byte of full where the piece begins */
    const uint32_t *start; /* [tokens] bytes in the piece */
} parse_place;

/* Makes room for n tokens in all. False: the report has failed. */
bool parse_tokens_room(dl_doc *d, const dl_labels *labels, uint32_t n);
/* Adds the piece's tokens behind those that are there. scratch: for the time of the
 * call. */
void parse_tokens_add(const parse_place *to, const parse_piece *p, const parse_rules *t,
    parse_lemma_cache *c, parse_lexemes *x, dl_arena *scratch);

#endif
