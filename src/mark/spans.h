/* spans - small questions about tokens that the files of this room share. In: the
 * document and the tables. Out: answers; nothing is written. */
#ifndef DL_MARK_SPANS_H
#define DL_MARK_SPANS_H

#include "known.h"

static inline dl_slice span_text(const dl_doc *d, uint32_t first, uint32_t last)
{
    return dl_slice_cut(d->text.full, d->tokens.start[first], d->tokens.end[last - 1]);
}
static inline dl_slice span_word(const dl_doc *d, uint32_t i) { return span_text(d, i, i + 1); }

bool span_is_upper(dl_slice word); /* begins with a capital letter */
bool span_is_acronym(dl_slice word); /* two to eight capital letters, points aside */
bool span_is_proper(const dl_doc *d, uint32_t i); /* tagged as a name, or so named mid-sentence */
bool span_is_blank(const dl_doc *d, uint32_t i); /* a white-space token */
bool span_is(const dl_doc *d, uint32_t i, const char *word); /* the same bytes */

/* Asked at each step of a loop over a long report: false, the caller wants no more. */
static inline bool span_goes_on(dl_doc *d, uint32_t *steps)
{
    enum { ASKED_EVERY = 1 << 12 };
    return ++*steps % ASKED_EVERY || dl_doc_go_on(d);
}

/* First token of the piece (title or body) and the end of it that token i stands in. */
dl_token_range span_piece(const dl_doc *d, uint32_t i);
/* The first token that hangs on one outside of the range, from its end: its head word. */
uint32_t span_head(const dl_doc *d, uint32_t first, uint32_t last);
/* First token of the phrase before a noun or name: the words that hang on it. */
uint32_t span_phrase_start(const dl_doc *d, uint32_t head);
/* Number of the sentence of each token; NULL: out of memory. */
uint32_t *span_sentences(dl_doc *d);

enum { ROLE_TOKENS_MAX = 5 };
/* The longest role whose last word is token end - 1 and that begins at `from` or later;
 * *start: where it begins. Plural words count as their singular. NULL: none. */
const role_row *span_role(
    const dl_doc *d, const known *k, uint32_t from, uint32_t end, uint32_t *start);
/* The row of a name as it stands, a leading "the" aside. */
const known_row *span_known(const dl_doc *d, const known *k, uint32_t first, uint32_t last);
/* A name as a key, without "the"; the second form writes "MOSCOW" as "Moscow" too. */
dl_slice span_key(const dl_doc *d, uint32_t first, uint32_t last, char *room);
dl_slice span_identity(const dl_doc *d, uint32_t first, uint32_t last, char *room);
unsigned span_cues(const dl_doc *d, const known *k, uint32_t i); /* of the word as it stands */
unsigned span_lemma_cues(const dl_doc *d, const known *k, uint32_t i); /* of its lemma */

/* Is the byte in the front of a report: its dateline, the agency's name? */
bool span_in_dateline(const dl_doc *d, uint32_t byte);

/* Where the last word of a name begins: "Moreno" of "Luis Moreno-Ocampo". */
uint32_t span_last_word(const dl_doc *d, uint32_t first, uint32_t last);
/* Is the name one word, of however many tokens: "Moreno-Ocampo"? */
bool span_is_one_word(const dl_doc *d, uint32_t first, uint32_t last);
/* Of two names whose last tokens are the same: is the one the last word of the other?
 * "Moreno-Ocampo" is not that of "Ana Ocampo". */
bool span_is_last_word(const dl_doc *d, dl_token_range one, dl_token_range full);

#endif
