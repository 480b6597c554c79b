/* amount_private - amounts as they are found: what the files amount_*.c and
 * mark_amounts.c share.
 *
 *   pieces of a sentence --amount_numbers--> a number
 *   number --mark_amounts: bounds, currency, unit--> money, percent, measure
 *   number --amount_counts: tree--> what is counted, its fate */
#ifndef DL_AMOUNT_PRIVATE_H
#define DL_AMOUNT_PRIVATE_H

#include "doc/tree.h"
#include "time_private.h"

/* ---- amount_words.c: the tables */

typedef enum amount_class { /* ORDER AMOUNT_CLASS: choices in amount_words.c */
    AMOUNT_NUMBER,
    AMOUNT_SCALE,
    AMOUNT_SHORT,
    AMOUNT_PLURAL,
    AMOUNT_VAGUE,
    AMOUNT_FRACTION,
    AMOUNT_PART,
    AMOUNT_COLLECTIVE
} amount_class;

typedef struct amount_word {
    amount_class class;
    double value;
} amount_word;

typedef enum amount_place { AMOUNT_BEFORE, AMOUNT_BEHIND, AMOUNT_BOTH } amount_place;

typedef struct amount_bound {
    amount_place place;
    double min, max; /* times the number; min 0, max INFINITY: no bound */
} amount_bound;

typedef struct amount_unit { /* a currency or a unit of measure */
    amount_place place;
    dl_amount_kind kind;
    dl_slice unit, with, rule;
    double times;
} amount_unit;

enum {
    FATE_OBJECT = 1,
    FATE_SUBJECT = 2,
    FATE_ADJECTIVE = 4,
    FATE_NOUN = 8,
    FATE_DEED = 16,
    FATE_TOTAL = 32
};

typedef struct amount_fate {
    unsigned takes;
    dl_slice of, rule;
} amount_fate;

typedef struct amount_words amount_words;
amount_words *amount_words_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e);

/* Each answers NULL where there is none; a phrase runs over *n pieces. */
const amount_word *amount_word_at(const amount_words *w, const time_pieces *p, uint32_t at);
bool amount_is_collective(const amount_words *w, dl_slice noun); /* "staff", "aircraft" */
const amount_bound *amount_bound_before(
    const amount_words *w, const time_pieces *p, uint32_t end, uint32_t *n);
const amount_bound *amount_bound_behind(
    const amount_words *w, const time_pieces *p, uint32_t at, uint32_t *n);
const amount_unit *amount_currency_before(
    const amount_words *w, const time_pieces *p, uint32_t end, uint32_t *n);
const amount_unit *amount_currency_behind(
    const amount_words *w, const time_pieces *p, uint32_t at, uint32_t *n);
const amount_unit *amount_unit_before(
    const amount_words *w, const time_pieces *p, uint32_t end, uint32_t *n);
const amount_unit *amount_unit_behind(
    const amount_words *w, const time_pieces *p, uint32_t at, uint32_t *n);
const amount_fate *amount_fate_of(const amount_words *w, dl_slice lemma);

/* ---- amount_numbers.c */

typedef struct amount_number {
    uint32_t end; /* the piece behind it */
    double value; /* NAN: only bounds are known ("dozens") */
    double min, max;
    double scale; /* of its last scale word: "2.5 million" 1e6; 1: none */
    bool figures; /* begins with figures */
    bool share; /* "two-thirds of": of 100 */
    bool fraction; /* "half a (percentage point)": what follows is its unit */
} amount_number;

/* money: figures stand behind a currency, so that "m" is a million. */
bool amount_number_at(
    const amount_words *w, const time_pieces *p, uint32_t at, bool money, amount_number *out);

/* ---- amount_counts.c */

typedef struct amount_counter {
    dl_doc *d;
    const amount_words *words;
    const time_rules *times;
    dl_tree x;
} amount_counter;

/* What the number in those tokens counts and what became of it; false: it counts
 * nothing. plural: only what stands in the plural, or has a fate. out->value NAN: a
 * plural ("dozens"), which may stand alone. */
bool amount_count(const amount_counter *c, dl_token_range number, bool plural, dl_amount *out);

#endif
