/* parts - a text that is too long for the engine in one go, cut into parts at the ends of
 * paragraphs or sentences.
 *
 *   bytes start .. end of full --cut, each part tokenized once--> parts: bytes, tokens
 *
 * Each part is a document of its own to the model, as a title and a body are. A text of
 * at most PARSE_PART_TOKENS tokens and PARSE_PART_BYTES bytes is one part. */
#ifndef DL_PARTS_H
#define DL_PARTS_H

#include "doc/doc.h"
#include "tokenizer.h"

enum {
    /* Tokens of a part, or a few more: ten times a long report's, a quarter of a second's
     * work, 6 MB of vectors. */
    PARSE_PART_TOKENS = 1 << 14,
    PARSE_PART_BYTES = 1 << 17, /* of a part: eight a token, news has six */
};

typedef struct parse_part {
    uint32_t start, end; /* bytes of full */
    uint32_t first, tokens; /* its tokens begin behind those of the parts before it */
} parse_part;

typedef struct parse_parts {
    DL_VEC(parse_part) part;
    uint32_t tokens; /* of all of them */
    bool cut_short; /* the text goes on behind the last part */
} parse_parts;

/* Whether a text of so many bytes, so many tokens, is more than one part. */
static inline bool parse_is_long(size_t bytes, uint32_t tokens)
{
    return bytes > PARSE_PART_BYTES || tokens > PARSE_PART_TOKENS;
}

/* Adds the parts of the text at `at` to p, in the document's arena, until it holds `most`
 * tokens. The lexicon is tidied in between: what was tokenized before is gone. False: out
 * of memory, or the caller wants no more (dl_doc_go_on). */
bool parse_parts_cut(parse_parts *p, dl_doc *d, parse_tokenizer *t, dl_span at, uint32_t most);

#endif
