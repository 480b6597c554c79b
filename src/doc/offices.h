/* offices - who held which office when (data/mark/offices.tsv).
 *
 *   data/mark/offices.tsv --dl_offices_new--> offices
 *   a name, a day --dl_offices_find--> a term
 *
 * Names are compared without marks on letters and without case. An end that is not told
 * is not "still in office": such a term is trusted up to the day on which the holder was
 * last seen in office. */
#ifndef DL_OFFICES_H
#define DL_OFFICES_H

#include "base/base.h"
#include "time.h"

typedef struct dl_office_term {
    dl_slice person; /* folded */
    dl_slice country; /* ISO 3166 alpha-3, or an organisation's actor code */
    dl_slice office, title;
    int32_t start, end; /* days, INT32_MIN: not told */
    int32_t last; /* last seen in office; INT32_MIN: not told */
} dl_office_term;

typedef enum dl_office_when {
    DL_OFFICE_THEN, /* in office on that day */
    DL_OFFICE_BEFORE, /* had left it */
    DL_OFFICE_SOME /* the report has no day */
} dl_office_when;

typedef struct dl_offices dl_offices;

dl_offices *dl_offices_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e); /* NULL with e set */

/* The highest office that the person of that full name held on `day` (INT32_MIN: not
 * known), else one that was left before; NULL: none. *when tells which. */
const dl_office_term *dl_offices_find(
    const dl_offices *o, dl_slice full_name, int32_t day, dl_office_when *when);
/* The head of a state or government of that surname, or of that first and last name
 * ("George Bush"), on `day`, else one that left lately; NULL: none, or several. */
const dl_office_term *dl_offices_head(
    const dl_offices *o, dl_slice name, int32_t day, dl_office_when *when);

/* The office that the one person of that family name in all of the table held on `day`;
 * NULL: several are called so, or none was in office. */
const dl_office_term *dl_offices_only(const dl_offices *o, dl_slice surname, int32_t day);
/* A term of the one person of that last name, and first one where it is told, who ever
 * held that office: "President Bush" in a report without a day. NULL: none, or several.
 * Not of one that began after `day`, INT32_MIN: not known. */
const dl_office_term *dl_offices_titled(
    const dl_offices *o, dl_slice name, dl_slice office, int32_t day);
/* Not one of those whose holders are known abroad: a governor, a mayor. The same name in
 * a report on another country is another one's. */
bool dl_offices_is_minor(const dl_office_term *t);

/* Every term of the person of that full name, in an order that the table alone fixes;
 * false from `each` stops. */
void dl_offices_each(const dl_offices *o, dl_slice full_name,
    bool (*each)(void *user, const dl_office_term *t), void *user);

/* A name in small letters without marks, white space as single blanks, in `room`
 * (DL_NAME_FOLD_MAX bytes); {NULL,0}: too long. */
enum { DL_NAME_FOLD_MAX = 160 };
dl_slice dl_name_fold(dl_slice name, char *room);

/* The days of a term as exact as the table has them: "2016-07-13", "2016-07" or "2016";
 * "": not told. */
typedef struct dl_office_days {
    dl_slice start, end, last;
} dl_office_days;
dl_office_days dl_offices_days(const dl_offices *o, const dl_office_term *t);
/* "mark/offices.tsv:12" of a term, in `a`. */
dl_slice dl_offices_rule(const dl_offices *o, const dl_office_term *t, dl_arena *a);

#endif
