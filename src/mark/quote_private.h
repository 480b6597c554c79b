/* quote_private - quotes as they are found: what the files quote_* and mark_quotes.c
 * share. */
#ifndef DL_QUOTE_PRIVATE_H
#define DL_QUOTE_PRIVATE_H

#include "doc/tree.h"
#include "known.h"
#include "mark_private.h"

/* What stands between quotation marks, as tokens, without the marks. */
typedef struct quote_segment {
    dl_token_range range;
    bool goes_on; /* the paragraph ended without a closing mark: the next one goes on */
    bool continues;
    int32_t quote; /* the quote that took it, in marks.quotes; -1: none yet */
} quote_segment;
typedef DL_VEC(quote_segment) quote_segments;

/* False: out of memory. */
bool quote_segments_of(quote_segments *out, dl_doc *d, const known *k);

typedef struct quote_words quote_words;
/* The tables quote-cues.tsv and quote-nouns.tsv; NULL with e set. */
quote_words *quote_words_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e);

typedef struct quote_cue { /* what a word of the tables attributes */
    dl_quote_sense sense;
    bool clause, infinitive, object, for_object, of_object;
    bool own_plan; /* an infinitive without an object is a plan: "vowed to" */
    bool answers; /* its subject speaks of another's words: "rejected the claim" */
    bool finite; /* its infinitive attributes nothing: "to show that" is a purpose */
    dl_slice rule;
} quote_cue;
/* NULL: it is no such word. */
const quote_cue *quote_verb(const quote_words *w, dl_slice lemma);
const quote_cue *quote_noun(const quote_words *w, dl_slice lemma);

/* ---- what mark_quotes.c and quote_sources.c work with */

typedef struct quote_finder {
    dl_doc *d;
    const quote_words *words;
    const known *known;
    dl_tree x;
    int32_t *mention; /* [tokens] the mention that the token heads; -1: none */
    quote_segments segments;
    int32_t *segment; /* [tokens] the segment that holds it; -1: none */
    uint8_t *taken; /* [tokens] the word is a cue already */
} quote_finder;

/* ---- quote_sources.c: tokens; DL_NO_TOKEN where there is none */

enum { QUOTE_CLIMB_MOST = 8 }; /* tokens from one up to those it hangs on */

const quote_cue *quote_cue_of(const quote_finder *f, uint32_t verb); /* NULL: no such verb */
bool quote_is_dash(dl_slice word);
bool quote_is_passive(const quote_finder *f, uint32_t verb);
bool quote_is_purpose(const quote_finder *f, uint32_t verb, const quote_cue *cue);
uint32_t quote_subject_of(const quote_finder *f, uint32_t verb);
uint32_t quote_owner_of(const quote_finder *f, uint32_t noun);
/* The verb of saying whose speaker adds something: "he said ..., adding that". */
uint32_t quote_said_before(const quote_finder *f, uint32_t participle);
bool quote_is_person(const quote_finder *f, uint32_t token); /* heads a person's name */
bool quote_may_speak(const quote_finder *f, uint32_t token); /* a person, body or pronoun */
void quote_set_source(const quote_finder *f, dl_quote *q, uint32_t token);
void quote_set_speaker(const quote_finder *f, dl_quote *q, uint32_t verb);

/* ---- quote_tellers.c */

/* Who is told to say what stands between marks: a verb of saying, or a name alone. */
typedef struct quote_teller {
    uint32_t cue, named; /* tokens; DL_NO_TOKEN */
    uint32_t before; /* who speaks in the sentence before, where this one tells of nobody */
    bool guessed; /* named by a sentence that tells of no saying */
} quote_teller;

/* Does a sentence begin with its opening mark? */
bool quote_is_whole(const quote_finder *f, dl_token_range segment);
/* Of a segment whose first word stands in that sentence. */
quote_teller quote_teller_of(const quote_finder *f, uint32_t segment, uint32_t sentence);
/* The sentence of a token, looked for from `from` on. */
uint32_t quote_sentence_of(const quote_finder *f, uint32_t from, uint32_t token);
bool quote_same_paragraph(const quote_finder *f, uint32_t from, uint32_t to); /* bytes */

#endif
