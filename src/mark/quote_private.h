/* quote_private - quotes as they are found: what quote_marks.c and mark_quotes.c
 * share. */
#ifndef DL_QUOTE_PRIVATE_H
#define DL_QUOTE_PRIVATE_H

#include "doc/tree.h"
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
bool quote_segments_of(quote_segments *out, dl_doc *d);

typedef struct quote_words quote_words;
/* The tables quote-cues.tsv and quote-nouns.tsv; NULL with e set. */
quote_words *quote_words_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e);

typedef struct quote_cue { /* what a word of the tables attributes */
    dl_quote_sense sense;
    bool clause, infinitive, object, for_object, of_object;
    bool own_plan; /* an infinitive without an object is a plan: "vowed to" */
    bool answers; /* its subject speaks of another's words: "rejected the claim" */
    dl_slice rule;
} quote_cue;
/* NULL: it is no such word. */
const quote_cue *quote_verb(const quote_words *w, dl_slice lemma);
const quote_cue *quote_noun(const quote_words *w, dl_slice lemma);

#endif
