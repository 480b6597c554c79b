/* tokens - the second layer, written by parse: side arrays, one entry a token, title
 * first (a piece of its own), then body.
 *
 *   full:   Abe meets Putin \n\n Shinzo Abe met ...
 *   token:   0    1     2        3     4   5       the first title_n are the title's
 *
 * White-space tokens are kept, as the model's tokenizer has them. The arrays hold the
 * model's own numbers; rooms ask dl_token_dep and its like, which answer the enums of
 * labels.h. */
#ifndef DL_TOKENS_H
#define DL_TOKENS_H

#include "labels.h"
#include "text.h"

/* A range of tokens, last exclusive. Not a dl_span, which counts bytes. */
typedef struct dl_token_range {
    uint32_t first, last;
} dl_token_range;

typedef struct dl_name_span {
    uint32_t first, last; /* tokens, last exclusive */
    uint16_t label; /* number in labels->ent */
    /* How sure the engine was, in thousandths of its score: by how much the chosen move
     * led over the second best one, where that was least in the name. */
    uint32_t margin;
} dl_name_span;

typedef struct dl_tokens {
    uint32_t n, title_n;
    uint32_t *start, *end; /* [n] bytes of full */
    uint32_t *head; /* [n] index of the head token; itself for a root */
    uint16_t *tag, *pos, *dep; /* [n] numbers in labels */
    dl_slice *lemma; /* [n] */
    dl_slice *norm; /* [n] the model's NORM form; NULL once mark is done with it */
    uint16_t *feats; /* [n] the model's features, a number in labels->feats; 0: none */
    uint8_t *sent_start; /* [n] 1 at the first token of a sentence */
    DL_VEC(dl_token_range) sentences;
    DL_VEC(dl_name_span) names;
    DL_VEC(dl_token_range) chunks; /* noun chunks */
    const dl_labels *labels; /* the model's; NULL while there are no tokens */
} dl_tokens;

static inline dl_tag dl_token_tag(const dl_tokens *t, uint32_t i)
{
    return (dl_tag)t->labels->tag_known[t->tag[i]];
}
/* "went", "goes", "go": a verb with its tense, as the tagger has it. */
static inline bool dl_token_is_finite(const dl_tokens *t, uint32_t i)
{
    dl_tag tag = dl_token_tag(t, i);
    return tag == DL_TAG_VBD || tag == DL_TAG_VBZ || tag == DL_TAG_VBP;
}
static inline dl_pos dl_token_pos(const dl_tokens *t, uint32_t i)
{
    return (dl_pos)t->labels->pos_known[t->pos[i]];
}
static inline dl_dep dl_token_dep(const dl_tokens *t, uint32_t i)
{
    return (dl_dep)t->labels->dep_known[t->dep[i]];
}
static inline dl_kind dl_name_kind(const dl_tokens *t, const dl_name_span *n)
{
    return (dl_kind)t->labels->ent_known[n->label];
}
/* Bytes of full from the first token's start to the last one's end; the range is not
 * empty. */
static inline dl_span dl_token_bytes(const dl_tokens *t, dl_token_range r)
{
    return (dl_span){ t->start[r.first], t->end[r.last - 1] };
}

#endif
