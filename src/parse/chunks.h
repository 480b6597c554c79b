/* chunks - tokens with parts of speech, heads and labels in, base noun phrases out, as
 * the model's English iterator gives them. */
#ifndef DL_CHUNKS_H
#define DL_CHUNKS_H

#include "doc/tokens.h"

typedef struct parse_chunk_rules parse_chunk_rules;

/* Lives in `a`. NULL: out of memory. */
parse_chunk_rules *parse_chunk_rules_new(dl_arena *a, dl_label_list pos, dl_label_list dep);
/* Adds the chunks of tokens from .. to (one piece) to t->chunks. edge: room for
 * [to - from] numbers. */
void parse_chunks_find(const parse_chunk_rules *r, dl_arena *a, dl_tokens *t, uint32_t from,
    uint32_t to, uint32_t *edge);

#endif
