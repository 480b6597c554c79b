/* events - the fourth layer, written by code: who did what to whom, how certain, by
 * which rule.
 *
 *   tokens, marks --code--> one event a head word, verbal or nominal
 *
 * Keys and meanings: docs/formats.md. */
#ifndef DL_EVENTS_H
#define DL_EVENTS_H

#include "marks.h"

/* One byte each: an event of a long report stands many thousand times. */
typedef enum __attribute__((packed)) dl_status {
    DL_HAPPENED,
    DL_ONGOING,
    DL_PLANNED,
    DL_POSSIBLE,
    DL_DENIED,
    DL_POSTPONED,
    DL_CANCELLED
} dl_status;
typedef enum __attribute__((packed)) dl_tense {
    DL_TENSE_PAST,
    DL_TENSE_PRESENT,
    DL_TENSE_FUTURE
} dl_tense;
typedef enum __attribute__((packed)) dl_certainty {
    DL_CERTAIN,
    DL_PROBABLE,
    DL_POSSIBLY
} dl_certainty;

/* How well the report tells what is coded: who did what to whom. */
typedef enum __attribute__((packed)) dl_sure {
    DL_SURE_NONE, /* the ontology does not cover it */
    DL_SURE_LOW,
    DL_SURE_MIDDLE,
    DL_SURE_HIGH
} dl_sure;
static inline const char *dl_sure_name(dl_sure s) /* "low"; NULL: none */
{
    static const char *const name[] = { NULL, "low", "middle", "high" };
    return name[s];
}

typedef struct dl_party {
    dl_span span; /* the words that name it here */
    int32_t entity; /* in marks.entities; -1: named by no entity */
    dl_slice code; /* actor code in this event; {NULL,0}: not known */
} dl_party;
typedef DL_VEC(dl_party) dl_parties;

typedef struct dl_event {
    dl_span span; /* the head word */
    uint32_t head; /* its token */
    dl_tense tense;
    dl_certainty certainty;
    bool negative; /* polarity */
    dl_status status;
    dl_sure sure;
    dl_slice lemma; /* of the head; with a light verb that of its noun */
    /* {NULL,0}: the ontology does not cover it. type: as the manual codes it, act: the
     * deed. */
    dl_slice type, act, mode, cameo;
    dl_slice contexts; /* joined by ';' */
    dl_parties actors, recipients;
    int32_t time; /* in marks.times; -1: none */
    int32_t place; /* in marks.entities; -1: none */
    int32_t attributed_to; /* in marks.entities: whose word it is; -1: the report's own */
    int32_t quote; /* in marks.quotes: the quote it stands in; -1: none */
    DL_VEC(uint32_t) counts; /* in marks.amounts: killed, wounded ... of this event */
    dl_slice rule; /* the lexicon row that fired: "code/verbs.tsv:120" */
} dl_event;

typedef struct dl_events {
    DL_VEC(dl_event) at;
} dl_events;

#endif
