/* time - times as they stand in the text, unanchored, and their resolution against an
 * anchor.
 *
 * "the previous day" = {day, -1, from the last mentioned day}; "Friday" = {weekday 5,
 * direction by tense, from publication}. The form is what is stored: when a report's
 * date is found later, one anchor changes, no mark does. */
#ifndef DL_TIME_H
#define DL_TIME_H

#include "base/base.h"

typedef enum dl_grain {
    DL_GRAIN_NONE,
    DL_GRAIN_YEAR,
    DL_GRAIN_QUARTER,
    DL_GRAIN_MONTH,
    DL_GRAIN_WEEK,
    DL_GRAIN_DAY,
    DL_GRAIN_PART,
    DL_GRAIN_HOUR,
    DL_GRAIN_MINUTE
} dl_grain;
typedef enum dl_anchor {
    DL_ANCHOR_NONE,
    DL_ANCHOR_PUBLICATION,
    DL_ANCHOR_MENTION
} dl_anchor; /* none: the value stands in the text */

typedef struct dl_time_form {
    dl_grain grain;
    int32_t offset; /* in grains from the anchor */
    int8_t direction; /* -1 past, +1 future, 0 nearest */
    int16_t year; /* what is explicit; 0: not said */
    int8_t month, day, weekday; /* 1..; 0: not said; weekday 1 = Monday */
    dl_anchor anchor;
    int32_t anchor_mark; /* index of the anchoring time mark, -1 */
} dl_time_form;

/* A day in the proleptic Gregorian calendar as days since 1970-01-01. INT32_MIN: not
 * known. */
int32_t dl_day_of(int year, int month, int day);
void dl_day_split(int32_t day, int *year, int *month, int *dom);
int dl_day_weekday(int32_t day); /* 1 = Monday */
/* Checks an ISO 8601 date or date-time ("2016", "2016-12", "2016-12-16",
 * "...T10:00:00+09:00"); answers its precision as in dl_precision (0: none) and its
 * first day in the zone it was written in. */
int dl_iso_read(dl_slice s, int32_t *first_day);

#endif
