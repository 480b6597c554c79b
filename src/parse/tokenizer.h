/* tokenizer - the model's own splitting rules: text in, lexemes with places out.
 *
 *   text -> runs of white space, runs of anything else ("chunks")
 *        -> special case? seen before? else affixes off both ends, then infixes
 *        -> pass over all tokens for special cases that affix rules had torn apart
 *
 * A single ' ' between chunks is no token but a flag on the one before. The work is
 * linear in the text: every step of stripping looks at a bounded part of a chunk, and
 * special cases are looked up only in texts short enough to be one. */
#ifndef DL_TOKENIZER_H
#define DL_TOKENIZER_H

#include "lexeme.h"

/* Rules of one model, compiled: const, shared by threads. */
typedef struct parse_language parse_language;
/* One a thread: lexicon, cache of chunks, working memory. */
typedef struct parse_tokenizer parse_tokenizer;

typedef struct parse_token_list {
    uint32_t n;
    parse_lex_id *lex; /* [n] */
    uint32_t *start; /* [n] byte in the text; a token's end is start + its form's bytes */
    uint8_t *space; /* [n] 1: a ' ' follows */
} parse_token_list;

/* NULL with e set; the model outlives it. */
parse_language *parse_language_new(const dl_model *m, dl_err *e);
void parse_language_free(parse_language *g);
parse_tokenizer *parse_tokenizer_new(const dl_mem *mem, const parse_language *g, dl_err *e);
void parse_tokenizer_free(parse_tokenizer *t);

/* The list is the tokenizer's and lives until the next call. NULL: out of memory. text.n
 * <= UINT32_MAX. */
const parse_token_list *parse_tokenize(parse_tokenizer *t, dl_slice text);
parse_lexemes *parse_tokenizer_lexicon(parse_tokenizer *t);
/* Between batches: empties lexicon and caches once they are full, so that a long run
 * stays within bounds. */
void parse_tokenizer_tidy(parse_tokenizer *t);

#endif
