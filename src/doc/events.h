/* events - the fourth layer, written by code: who did what to whom, how certain, by which
 * rule. Keys as in CONTRACT.md. */
#ifndef DL_EVENTS_H
#define DL_EVENTS_H

#include "marks.h"

typedef enum dl_status {
    DL_HAPPENED,
    DL_ONGOING,
    DL_PLANNED,
    DL_POSSIBLE,
    DL_DENIED,
    DL_POSTPONED,
    DL_CANCELLED
} dl_status;
typedef struct dl_role {
    dl_span span;
    int32_t entity;
    dl_slice code;
} dl_role;
typedef struct dl_event {
    dl_span head; /* the head word */
    dl_slice lemma, type, act, mode, cameo,
        contexts; /* contexts: joined by ';'; {NULL,0}: the ontology does not cover it */
    DL_VEC(dl_role) actors;
    DL_VEC(dl_role) recipients;
    int32_t time, place, attributed_to; /* marks.times, marks.entities, marks.entities; -1: none */
    dl_slice tense, certainty;
    bool negative;
    dl_status status;
    dl_slice rule; /* the lexicon row that fired: file:line */
} dl_event;
typedef struct dl_events {
    DL_VEC(dl_event) at;
} dl_events;

#endif
