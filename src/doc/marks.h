/* marks - the third layer, written by mark: times, who and what is named, quotes,
 * amounts.
 *
 *   tokens --mark--> entities (one a thing), their mentions, times, quotes, amounts
 *
 * Spans are bytes of full, in the title or in the body, never over both. Vectors of
 * marks are sorted by start, longer first. Slices live in the document's arena or in
 * the tables, which outlive it; {NULL,0}: not known. `rule` says what made a mark:
 * "mark/times.tsv:12" for a row of a table, "engine" for the language engine, a short
 * name for a rule in code. */
#ifndef DL_MARKS_H
#define DL_MARKS_H

#include "time.h"
#include "tokens.h"

typedef enum dl_form { DL_FORM_NAME, DL_FORM_NOMINAL, DL_FORM_PRONOUN } dl_form;

typedef struct dl_mention {
    dl_span span;
    dl_token_range range; /* the same as tokens */
    uint32_t head; /* token: the head word of the mention */
    dl_form form;
    dl_kind kind; /* of this mention: "Washington" may be a GPE that stands for its government */
    int32_t entity; /* index in entities, always set */
    dl_slice rule;
} dl_mention;

typedef enum dl_place_precision {
    DL_PLACE_NONE,
    DL_PLACE_POINT, /* a town, a building: its point */
    DL_PLACE_ADMIN1, /* a province: a point inside it */
    DL_PLACE_COUNTRY,
    DL_PLACE_REGION, /* a sea, a mountain range, a continent, a part of a country */
    DL_PLACE_ADMIN2 /* a county, a district: a point inside it */
} dl_place_precision;

const char *dl_place_precision_name(dl_place_precision p); /* "admin1"; NULL: none */

/* Has an entity a role whose country its own words do not tell? */
typedef enum dl_openness {
    DL_OPEN_NOT, /* it has no role, or a country is told */
    DL_OPEN_PLACE, /* a place or an owner beside it may tell */
    DL_OPEN_HOME, /* also the country of the report */
    DL_OPEN_GUESSED /* it got the country of the report: a place beside a deed is surer */
} dl_openness;

typedef struct dl_entity {
    dl_kind kind;
    dl_slice name; /* its fullest form in this report */
    dl_slice country; /* ISO 3166 alpha-3, upper case: whose it is, or where it lies */
    dl_slice code; /* actor code: "JPNGOV" */
    dl_slice title; /* office or role as the report or the table of offices has it */
    dl_slice rule; /* how country, code and title were found */
    int64_t geonames; /* 0: none */
    double lat, lon; /* degrees; only where precision is not DL_PLACE_NONE */
    dl_place_precision precision;
    uint8_t place_sure; /* 50: as likely as the next best place; 100: there is no other */
    dl_slice admin1; /* first-order division, its name */
    dl_openness open; /* not packed */
} dl_entity;

/* The rule of an entity whose country is but the one that its report tells of most. */
#define DL_RULE_HOME "country of the report"
static inline bool dl_entity_is_guessed(const dl_entity *e)
{
    return dl_slice_is(e->rule, DL_RULE_HOME);
}

typedef enum dl_time_type {
    DL_TIME_DATE,
    DL_TIME_TIME,
    DL_TIME_DURATION,
    DL_TIME_SET
} dl_time_type;

/* Its value is worked out from the form when it is told (dl_time_value in time.h). */
typedef struct dl_time_mark {
    dl_span span;
    dl_token_range range;
    dl_time_type type;
    dl_time_form form;
    dl_slice rule;
} dl_time_mark;

/* The values of all times of a report, in order, each against what it hangs on.
 * publication: the report's day or DL_NO_DAY. In `a`; NULL when out of memory. */
struct dl_marks;
dl_time_value *dl_marks_times(dl_arena *a, const struct dl_marks *m, int32_t publication);
/* The same where the report's day is one of first..last: what would differ between the
 * two has no value. */
dl_time_value *dl_marks_times_between(
    dl_arena *a, const struct dl_marks *m, int32_t first, int32_t last);
const char *dl_time_type_name(dl_time_type type); /* "DATE" */

typedef enum dl_quote_form { DL_QUOTE_DIRECT, DL_QUOTE_INDIRECT, DL_QUOTE_MIXED } dl_quote_form;

const char *dl_quote_form_name(dl_quote_form form); /* "direct" */

/* What a quote does: says something, or tells an attitude or a plan ("fears that", "hopes
 * to"). */
typedef enum dl_quote_sense { DL_QUOTE_SAYS, DL_QUOTE_THINKS, DL_QUOTE_PLANS } dl_quote_sense;

const char *dl_quote_sense_name(dl_quote_sense sense); /* "says" */

typedef struct dl_quote {
    dl_span span; /* what is said */
    dl_span rest; /* the part of it behind the cue ("...", she said, "..."); empty: none */
    dl_span source; /* who says it; empty (start == end): not told */
    dl_span cue; /* "said", "according to"; empty: none */
    dl_quote_form form;
    dl_quote_sense sense;
    int32_t entity; /* the source, in entities; -1: none */
    int32_t within; /* the quote that this one stands in, in quotes; -1: none */
    dl_slice rule;
} dl_quote;

typedef enum dl_amount_kind {
    DL_AMOUNT_MONEY,
    DL_AMOUNT_PERCENT,
    DL_AMOUNT_COUNT,
    DL_AMOUNT_MEASURE
} dl_amount_kind;

const char *dl_amount_kind_name(dl_amount_kind kind); /* "money" */

typedef struct dl_amount {
    dl_span span;
    dl_token_range range;
    dl_amount_kind kind;
    dl_slice unit; /* "USD", "%", "km"; of a count what is counted: "people" */
    dl_slice of; /* what became of those counted: "killed" */
    double value; /* INFINITY: a range, or no number is told ("dozens") */
    double min, max; /* "at least 20": 20 and INFINITY; "up to 20": 0 and 20 */
    dl_slice rule;
} dl_amount;

typedef struct dl_marks {
    dl_slice home; /* the country that the report tells of by far most; not packed */
    DL_VEC(dl_entity) entities;
    DL_VEC(dl_mention) mentions;
    DL_VEC(dl_time_mark) times;
    DL_VEC(dl_quote) quotes;
    DL_VEC(dl_amount) amounts;
} dl_marks;

#endif
