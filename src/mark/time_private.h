/* time_private - times as they are found: what the files time_*.c and mark_times.c
 * share.
 *
 *   tokens --time_pieces--> words, figures, signs --time_rules (tables)--> matches
 *   matches --mark_times--> d->marks.times */
#ifndef DL_TIME_PRIVATE_H
#define DL_TIME_PRIVATE_H

#include "mark_private.h"

/* ---- pieces: "70-minute", "10:30" and "1990s" are one token but several pieces */

typedef enum time_piece_kind { TIME_WORD, TIME_FIGURES, TIME_SIGN } time_piece_kind;

typedef struct time_piece {
    uint32_t start, end; /* bytes of full */
    uint32_t token;
    dl_slice text; /* in lower case, without the dot of an abbreviation */
    time_piece_kind kind;
    bool glued; /* no blank before it */
    bool capital; /* begins with a capital */
} time_piece;

/* The pieces of one sentence; the next one takes the same memory. */
typedef struct time_pieces {
    DL_VEC(time_piece) v;
    char *lower; /* the sentence in lower case: the pieces' texts lie in it */
    size_t lower_size;
} time_pieces;

/* Of the tokens of a range that is not empty. False: out of memory. */
bool time_pieces_of(time_pieces *out, dl_doc *d, dl_token_range range);

/* ---- classes of pieces */

/* ORDER TIME_CLASS: names in time_rules.c; the first ones are worked out by code, the
 * rest are the classes of data/mark/time-words.tsv. */
typedef enum time_class {
    TIME_C_N, /* {n}: a number, in thousandths or DL_COUNT_UNKNOWN */
    TIME_C_DAY, /* {day}: 1..31 */
    TIME_C_YEAR, /* {year}: four figures */
    TIME_C_YY, /* {yy}: two figures */
    TIME_C_HOUR, /* {hour}: 0..24 */
    TIME_C_MINUTE, /* {minute}: two figures, 00..59 */
    TIME_C_MM, /* {mm}: 1..12 */
    TIME_C_HM, /* {hm}: "3.15", "1435": hours times 100 and minutes */
    TIME_C_HOLIDAY, /* {holiday}: a row of holidays.tsv */
    TIME_C_MONTH,
    TIME_C_WEEKDAY,
    TIME_C_WEEKDAYS,
    TIME_C_UNIT,
    TIME_C_NUMBER,
    TIME_C_ORDINAL,
    TIME_C_DECADE,
    TIME_C_PART,
    TIME_C_SEASON,
    TIME_C_HALF,
    TIME_C_ZONE,
    TIME_C_WHICH,
    TIME_C_LEAD, /* "in", "since": what stands before dates; used by guards */
    TIME_C_AHEAD, /* lemmas that look ahead: "will", "plan" */
    TIME_C_MOVED, /* such that look ahead behind "to" alone: "postponed to" */
    TIME_C_PROGRAMME, /* what is done by a programme: "they vote on Sunday" */
    TIME_C_COUNT
} time_class;

enum { TIME_FORTNIGHT = 100 }; /* of {unit}: two weeks, no grain of its own */

/* ---- rules */

typedef enum time_guard {
    TIME_G_NONE,
    TIME_G_ENGINE, /* the engine sees a date there too, or "in", "since" ... stands before */
    TIME_G_PLURAL, /* the same, and the unit is in the plural */
    TIME_G_RATE, /* an amount stands before: "200 tonnes a year" */
    TIME_G_END, /* its clause ends there */
    TIME_G_SINGULAR, /* the unit is in the singular */
    TIME_G_YEAR, /* as engine, and the figures are no clock's and no amount */
    TIME_G_ALONE /* no letter, figure or stroke touches it: "T11/12/13", "1/2/3/4" */
} time_guard;

enum { TIME_ELEMENTS_MAX = 16 }; /* of one pattern */

typedef struct time_found {
    const struct time_rule *rule;
    uint32_t pieces; /* how many it takes */
    int32_t value[TIME_C_COUNT][2]; /* of the first and the second of each class */
    uint8_t seen[TIME_C_COUNT];
} time_found;

typedef struct time_rules time_rules;
/* Is the word one of that class of time-words.tsv? */
bool time_word_is(const time_rules *r, dl_slice word, time_class class);
/* In `a`; NULL with e set. */
time_rules *time_rules_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e);
/* Calls `each` with every rule that matches at piece `at`. */
void time_rules_match(const time_rules *r, const time_pieces *pieces, uint32_t at,
    void (*each)(void *user, const time_found *f), void *user);

bool time_rule_is_none(const struct time_rule *r); /* what it matches is no time */
dl_time_type time_rule_type(const struct time_rule *r);
time_guard time_rule_guard(const struct time_rule *r);
uint32_t time_rule_row(const struct time_rule *r); /* in the order of the table */
dl_slice time_rule_name(const struct time_rule *r); /* "mark/times.tsv:12" */
/* Does the rule take its direction from the tense of the sentence? */
bool time_rule_follows_tense(const struct time_rule *r);
void time_rule_form(const time_rules *rules, const time_found *f, dl_time_form *out);

#endif
