/* calendar - words that dates are made of, and dates as people and programs write them.
 *
 *   data/doc/calendar.tsv --dl_calendar_new--> dl_calendar
 *   "16 Dec 2016 10:00 +0900" --dl_date_read--> 2016-12-16T10:00+09:00, day 17151
 *   "https://a.example/2016/12/16/x"  --dl_date_of_url--> 2016-12-16
 *
 * The day is that in the zone the date was written in: nothing is converted. What can be
 * read in two ways ("04/05/2016") is no date. Const after dl_calendar_new, shared by
 * threads; the lexicon outlives it. */
#ifndef DL_CALENDAR_H
#define DL_CALENDAR_H

#include "text.h"
#include "time.h"

typedef struct dl_calendar dl_calendar;

/* NULL with e set when a row is bad. Freed by dl_calendar_free. */
dl_calendar *dl_calendar_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e);
void dl_calendar_free(dl_calendar *c);

typedef enum dl_calendar_kind { /* ORDER CALENDAR: calendar.c */
    DL_CALENDAR_MONTH, /* value 1 to 12 */
    DL_CALENDAR_WEEKDAY, /* value 1 to 7, 1 = Monday */
    DL_CALENDAR_HALF, /* am: 0, pm: 12 */
    DL_CALENDAR_ZONE, /* minutes east of UTC, DL_OFFSET_UNSURE */
    DL_CALENDAR_SMALL, /* says nothing: "of", "on", "published" */
    DL_CALENDAR_NONE
} dl_calendar_kind;

enum { DL_OFFSET_UNSURE = INT32_MIN }; /* "ET": its offset depends on the season */

typedef struct dl_calendar_word {
    dl_calendar_kind kind;
    int32_t value;
} dl_calendar_word;

/* What a word says in a date: any case, with or without points ("p.m.", "Sept."). It
 * may say something else elsewhere ("may", "sun"): the caller judges by what stands
 * beside it. */
dl_calendar_word dl_calendar_find(const dl_calendar *c, dl_slice word);

typedef enum dl_date_fault { /* ORDER DATE_FAULT: texts in date.c */
    DL_DATE_FINE,
    DL_DATE_EMPTY, /* "", "None", "null", "N/A" */
    DL_DATE_UNKNOWN_FORM, /* "yesterday" */
    DL_DATE_NO_SUCH_DAY, /* "2016-02-30", "2016-12-16T25:00" */
    DL_DATE_AMBIGUOUS, /* "04/05/2016" */
    DL_DATE_MEANS_UNKNOWN /* year 1 or 9999, second 0 of 1970: stands for "unknown" */
} dl_date_fault;

enum { DL_DATE_TEXT_MAX = 48 };

typedef struct dl_date {
    dl_precision precision; /* DL_PREC_NONE: there is no date, `fault` says why */
    dl_date_fault fault;
    int32_t day; /* its first day in the zone written (time.h); INT32_MIN: none */
    uint32_t n;
    char text[DL_DATE_TEXT_MAX]; /* ISO 8601, n bytes and a NUL: "2016-12-16T10:00:00+09:00" */
} dl_date;

/* A publication date as somebody gave it: ISO 8601 (extended, basic, week and ordinal
 * dates, small letters, a blank for the T, zones by number or name behind a blank), RFC
 * 822 and 2822, "Dec 17, 2016", "17 December 2016", "2016/12/17", 12 or 14 digits in a
 * row, seconds or milliseconds since 1970 as a number. */
dl_date dl_date_read(const dl_calendar *c, dl_slice s);
/* Plain English, for a note: "can be read in two ways". */
const char *dl_date_fault_text(dl_date_fault fault);
/* The day, or the month, that the path of a URL names; precision DL_PREC_NONE: none. */
dl_date dl_date_of_url(const dl_calendar *c, dl_slice url);

#endif
