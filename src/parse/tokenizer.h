/* tokenizer - the model's own splitting rules: text in, lexemes with places out.
 *
 *   text -> runs of white space / of anything else ("chunks") -> special case? seen before? -> affixes off both ends, then infixes
 *        -> pass over all tokens for special cases that affix rules had torn apart
 *
 * A single ' ' between chunks is no token but a flag on the one before. The work is
 * linear in the text: every step of stripping looks at a bounded part of a chunk, and
 * special cases are looked up only in texts short enough to be one. */
#ifndef DL_TOKENIZER_H
#define DL_TOKENIZER_H

#include "lexeme.h"

typedef struct dl_language dl_language; /* rules of one model, compiled: const, shared by threads */
typedef struct dl_tokenizer
    dl_tokenizer; /* one a thread: lexicon, cache of chunks, working memory */

typedef struct dl_token_list {
    uint32_t n;
    dl_lex_id *lex; /* [n] */
    uint32_t *start; /* [n] byte in the text; a token's end is start + its form's bytes */
    uint8_t *space; /* [n] 1: a ' ' follows */
} dl_token_list;

dl_language *dl_language_new(
    const dl_model *m, dl_err *e); /* NULL with e set; the model outlives it */
void dl_language_free(dl_language *g);
dl_tokenizer *dl_tokenizer_new(const dl_mem *mem, const dl_language *g, dl_err *e);
void dl_tokenizer_free(dl_tokenizer *t);

/* The list is the tokenizer's and lives until the next call. NULL: out of memory. text.n
 * <= UINT32_MAX. */
const dl_token_list *dl_tokenize(dl_tokenizer *t, dl_slice text);
dl_lexemes *dl_tokenizer_lexicon(dl_tokenizer *t);
/* Between batches: empties lexicon and caches once they are full, so that a long run
 * stays within bounds. */
void dl_tokenizer_tidy(dl_tokenizer *t);

#endif
