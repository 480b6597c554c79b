/* offices - who held which office when (data/mark/offices.tsv).
 *
 *   data/mark/offices.tsv --offices_new--> offices --offices_find(name, day)--> a term
 *
 * Names are compared without marks on letters and without case. An end that is not told
 * is not "still in office": such a term is trusted up to the day on which the holder was
 * last seen in office. */
#ifndef DL_MARK_OFFICES_H
#define DL_MARK_OFFICES_H

#include "doc/doc.h"

typedef struct office_term {
    dl_slice person; /* folded */
    dl_slice country; /* ISO 3166 alpha-3, or an organisation's actor code */
    dl_slice office, title;
    int32_t start, end; /* days, INT32_MIN: not told */
    int32_t last; /* last seen in office; INT32_MIN: not told */
} office_term;

typedef enum office_when {
    OFFICE_THEN, /* in office on that day */
    OFFICE_BEFORE, /* had left it */
    OFFICE_SOME /* the report has no day */
} office_when;

typedef struct offices offices;

offices *offices_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e); /* NULL with e set */

/* The highest office that the person of that full name held on `day` (INT32_MIN: not
 * known), else one that was left before; NULL: none. *when tells which. */
const office_term *offices_find(
    const offices *o, dl_slice full_name, int32_t day, office_when *when);
/* The head of a state or government of that surname on `day`; NULL: none, or several. */
const office_term *offices_head(const offices *o, dl_slice surname, int32_t day);

/* "mark/offices.tsv:12" of a term, in `a`. */
dl_slice offices_rule(const offices *o, const office_term *t, dl_arena *a);

#endif
