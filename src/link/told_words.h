/* told_words - what the sentences of two mentions have in common.
 *
 *   sentences of mentions --link_words_count--> how common their words are in the story
 *   two mentions --link_words_shared--> bits: the rarer the words of both, the more
 *
 * A word counts by its first letters, so that "minister" and "ministers" are one. The
 * mention's own word, short words and words of times are none. */
#ifndef DL_LINK_TOLD_WORDS_H
#define DL_LINK_TOLD_WORDS_H

#include "merge_private.h"

typedef struct link_words link_words;

/* In `a`, of which it takes a bounded part for each mention that is asked for. NULL: out
 * of memory. */
link_words *link_words_new(dl_arena *a, const dl_link_report *r, const link_mentions *m);
void link_words_count(link_words *w, uint32_t mention);
void link_words_count_anew(link_words *w); /* as if none were counted; what is read stays */
uint32_t link_words_shared(link_words *w, uint32_t mention, uint32_t other);
/* How much of the bits of both sentences they share, in tenths: 10, they are one. */
uint32_t link_words_alike(link_words *w, uint32_t mention, uint32_t other);
/* Both stand in one sentence of one report. */
bool link_words_are_of_one(const link_words *w, uint32_t mention, uint32_t other);
/* The same of who does it or has it done to them, of its place and of its days: the
 * fewer mentions of the story have them, the more. */
uint32_t link_facts_shared(link_words *w, uint32_t mention, uint32_t other);
/* Bits that single one sentence out of all that are counted. */
uint32_t link_words_rare(const link_words *w);

enum { LINK_WORD_MAX = 6 }; /* letters of a word that are kept */

/* The next word that counts from *at on, small letters, cut; its n is 0 at the end. */
dl_slice link_word_next(dl_slice text, size_t *at, char small[LINK_WORD_MAX]);
/* Two names or phrases have a word in common. */
bool link_words_meet(dl_slice a, dl_slice b);

#endif
