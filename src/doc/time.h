/* time - times as they stand in the text, unanchored, and their resolution against an
 * anchor.
 *
 *   "the previous day" = { grain day, offset -1, anchor: the last mentioned day }
 *   "Friday"           = { weekday 5, nearest in `direction`, anchor: publication }
 *   dl_time_form --dl_time_resolve(the anchor's day)--> TIMEX3 value, days from..to
 *
 * The form is what is stored: when a report's date is found later, one anchor changes,
 * no mark does. Days are counted since 1970-01-01, DL_NO_DAY: not known. */
#ifndef DL_TIME_H
#define DL_TIME_H

#include "base/base.h"

#define DL_NO_DAY INT32_MIN

typedef enum dl_grain { /* from the coarsest on: comparisons rely on it */
    DL_GRAIN_NONE,
    DL_GRAIN_CENTURY,
    DL_GRAIN_DECADE,
    DL_GRAIN_YEAR,
    DL_GRAIN_HALF,
    DL_GRAIN_QUARTER,
    DL_GRAIN_SEASON,
    DL_GRAIN_MONTH,
    DL_GRAIN_WEEK,
    DL_GRAIN_WEEKEND,
    DL_GRAIN_DAY,
    DL_GRAIN_PART, /* of a day: morning, night */
    DL_GRAIN_HOUR,
    DL_GRAIN_MINUTE,
    DL_GRAIN_SECOND
} dl_grain;

/* What a form counts from. */
typedef enum dl_anchor {
    DL_ANCHOR_NONE, /* nothing: its fields say it */
    DL_ANCHOR_PUBLICATION, /* the report's day */
    DL_ANCHOR_MENTION /* another time mark: anchor_mark */
} dl_anchor;

typedef enum dl_time_shape {
    DL_TIME_POINT, /* a date or a time of day, of any grain */
    DL_TIME_LENGTH, /* a duration */
    DL_TIME_EVERY, /* a set: what comes again and again */
    DL_TIME_VAGUE /* "recently": a direction alone */
} dl_time_shape;

typedef enum dl_day_part { /* TIMEX3: MO MI AF EV NI DT */
    DL_PART_NONE,
    DL_PART_MORNING,
    DL_PART_MIDDAY,
    DL_PART_AFTERNOON,
    DL_PART_EVENING,
    DL_PART_NIGHT,
    DL_PART_DAYTIME
} dl_day_part;

enum { DL_COUNT_UNKNOWN = -1 }; /* "several days" */

typedef struct dl_time_form {
    dl_time_shape shape;
    /* What is explicit; 0: not said. */
    int16_t century; /* 20: the twentieth, 1900 to 1999 */
    int16_t decade; /* 198: the 1980s; 8: "the eighties" */
    int16_t year;
    int8_t half, quarter; /* 1.. */
    int8_t season; /* 1 spring .. 4 winter */
    int8_t month, day, weekday; /* 1..; weekday 1 = Monday */
    int8_t nth; /* with month and weekday: the nth of the month, -1 the last */
    int16_t easter; /* days after Easter Sunday + 1000 */
    dl_day_part part;
    int8_t hour, minute, second; /* -1: not said */
    bool fiscal; /* a fiscal year or quarter */
    bool utc; /* the hour is said to be of UTC */
    /* How it hangs on the anchor. */
    dl_anchor anchor;
    int32_t anchor_mark; /* index of the anchoring time mark; -1 */
    dl_grain grain; /* of offset; of a length or a set: its unit */
    int32_t offset; /* in grains from the anchor */
    /* Which of the days that fit: -1 at or before the anchor, +1 at or after it, -2 and
     * +2 strictly so, 0 the nearest. */
    int8_t direction;
    /* Of lengths and sets. */
    int32_t count; /* in thousandths; DL_COUNT_UNKNOWN */
    int32_t more_count; /* "two hours and ten minutes": the second part */
    dl_grain more_grain;
} dl_time_form;

enum { DL_TIME_VALUE_MAX = 40 };

typedef struct dl_time_value {
    char value[DL_TIME_VALUE_MAX]; /* TIMEX3; "": not known */
    int32_t from, to; /* days, both in; DL_NO_DAY: not known */
} dl_time_value;

/* One form against what it hangs on: the first day of its anchor, DL_NO_DAY: not
 * known. A form without an anchor needs none. */
dl_time_value dl_time_resolve(const dl_time_form *f, int32_t anchor);
void dl_time_form_clear(dl_time_form *f); /* nothing said */

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
