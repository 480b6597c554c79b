/* lexeme - everything that depends on a token's form alone, worked out once.
 *
 *   bytes of a token --parse_lexemes_add--> parse_lex_id --> feature keys, norm, flags
 *
 * One lexicon a thread. Ids are dense and count up, so other caches (the network's
 * per-lexeme products) hang on the same index; they watch `generation`, which changes
 * when the lexicon was emptied (only between batches, once it holds PARSE_LEXICON_MAX or
 * more). */
#ifndef DL_LEXEME_H
#define DL_LEXEME_H

#include "model.h"

typedef uint32_t parse_lex_id;

/* Forms kept between batches: a day's news has fewer; with the network's products some
 * 250 MB at most. */
enum { PARSE_LEXICON_MAX = 1 << 16 };

typedef struct parse_lexeme {
    /* String ids as the model hashes them: its embedding keys. */
    uint64_t orth, norm, prefix, suffix, shape;
    dl_slice text, norm_text, lower; /* live in the lexicon until it is emptied */
    bool is_space; /* white space through and through */
    bool alpha; /* letters through and through */
    /* The tokenizer's own: first special case of several tokens that begins with this
     * form, 0 not looked for yet, UINT32_MAX none. */
    uint32_t phrase;
} parse_lexeme;

typedef struct parse_lexemes parse_lexemes;

/* What the network reads and fills, one for each title or body: a document of its own to
 * the model. */
typedef struct parse_piece {
    uint32_t n; /* tokens */
    const parse_lex_id *lex; /* [n] */
    const uint8_t *space; /* [n] 1: followed by ' ' */
    const uint8_t *begins; /* [n] 1: a sentence begins here in any case; NULL: nowhere */
    /* [n] tenths of the model's scores that speak for a sentence's start here besides its
     * own; NULL: none */
    const uint8_t *lean;
    uint16_t *tag; /* [n] out: number in labels/tag */
    uint32_t *head; /* [n] out: index in this piece; itself for a root */
    uint16_t *dep; /* [n] out: number in labels/dep, deprojectivised */
    uint8_t *sent_start; /* [n] out: 1 at a sentence's first token */
    dl_name_span *names; /* [room for n] out, in order */
    uint32_t names_n; /* out */
} parse_piece;

/* NULL with e set; the model outlives it. */
parse_lexemes *parse_lexemes_new(const dl_mem *mem, const dl_model *m, dl_err *e);
void parse_lexemes_free(parse_lexemes *x);
/* `norm`: a special case's own NORM, {NULL,0} for the form's usual one. UINT32_MAX: out
 * of memory. */
parse_lex_id parse_lexemes_add(parse_lexemes *x, dl_slice text, dl_slice norm);
void parse_lexemes_empty(parse_lexemes *x); /* ids start again at 0, generation changes */
void parse_lexemes_set_phrase(parse_lexemes *x, parse_lex_id id, uint32_t phrase);
/* n bytes that live until the lexicon is emptied; NULL: out of memory. */
char *parse_lexemes_room(parse_lexemes *x, size_t n);
/* It ran out of memory since it was emptied: what was made with it may be wrong. */
bool parse_lexemes_failed(const parse_lexemes *x);
/* Valid until the next add. */
const parse_lexeme *parse_lexemes_at(const parse_lexemes *x, parse_lex_id id);
uint32_t parse_lexemes_size(const parse_lexemes *x);
uint32_t parse_lexemes_generation(const parse_lexemes *x);

#endif
