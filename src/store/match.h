/* match - what a user types becomes a query of FTS5's that is never a syntax error.
 *
 *   "ferry OR title:bridge -storm" --dl_match_build--> the text for MATCH
 *
 * Words (both must be there), "phrases", prefix*, ^first, AND, OR, NOT, NEAR(a b, 5),
 * ( ), title: and text: as FTS5 has them, and -word for NOT. A text that is no such query
 * is taken as plain words. Runs of a script without blanks are looked up in the column of
 * pairs that dl_match_pairs makes of texts. Pure functions. */
#ifndef DL_MATCH_H
#define DL_MATCH_H

#include "base/base.h"

enum {
    DL_MATCH_TERMS = 64, /* words of a query; more make a search slow and find nothing new */
    DL_MATCH_EXACT = 16, /* words whose very forms are looked for */
    DL_MATCH_DEPTH = 8 /* brackets within brackets: FTS5's own parser has a limit */
};

typedef struct dl_match {
    uint32_t terms; /* words taken: 0, there is nothing to search for */
    bool as_words; /* the text was no query: its words were taken */
    bool cut; /* there were more words than DL_MATCH_TERMS */
    dl_slice run; /* the first run of a script without blanks: for the passage */
} dl_match;

/* Adds the query to `out`; slices of the answer point into `text`. Adds to `exact`
 * (NULL: not wanted) its wanted words as they were typed, in lower case, each before a
 * blank: the index knows stems, and a text that has the very forms ranks first. */
dl_match dl_match_build(dl_buf *out, dl_buf *exact, dl_slice text);
/* How many of those words stand in the text; letters of ASCII in any case. */
uint32_t dl_match_count_exact(dl_slice text, dl_slice exact);

bool dl_match_has_pairs(dl_slice text); /* some letter of a script without blanks */
bool dl_match_wants_pairs(dl_slice text); /* or one that is folded (fold.h) */
/* Adds pairs of neighbouring letters of each run of such a script, and its last letter,
 * parted by blanks: "abc" becomes "ab bc c"; and the words that are folded. */
void dl_match_pairs(dl_buf *out, dl_slice text);

#endif
