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
/* Writes the piece's tokens from number `first` on, nothing else of the report: pieces
 * may be written at the same time, each with an arena of its own for their texts.
 * scratch: for the time of the call. False: out of memory. */
bool parse_tokens_write(const parse_place *to, uint32_t first, const parse_piece *p,
    const parse_rules *t, parse_lemma_cache *c, parse_lexemes *x, dl_arena *texts,
    dl_arena *scratch);
/* Joins n tokens that are written, and the names among them, to those before them:
 * sentences, names, chunks. Pieces are joined in order. */
void parse_tokens_join(dl_doc *d, const parse_rules *t, uint32_t n, const dl_name_span *names,
    uint32_t names_n, dl_arena *scratch);

#endif
