/* mark_private - the sub-stages of mark.h, shared by the files of the room. */
#ifndef DL_MARK_PRIVATE_H
#define DL_MARK_PRIVATE_H

#include "known.h"
#include "mark.h"

struct dl_mark_tables {
    dl_arena *arena;
    const known *known; /* who and what is known by name */
    struct time_rules *times;
    struct place_tables *places; /* the gazetteer and what stands beside it */
    struct quote_words *quotes; /* words that attribute */
    struct amount_words *amounts; /* numbers, currencies, units, fates */
    const dl_offices *offices; /* who held which office when */
};

/* ---- mark_times.c */
void mark_times(dl_doc *d, const dl_mark_tables *t);

/* ---- mark_places.c */
/* Points, divisions and countries of the entities that are places. */
void mark_places(dl_doc *d, const dl_mark_tables *t);

/* ---- mark_homes.c */
/* Countries of those who have a role of none yet, from the places beside them and from
 * the country that the report tells of. */
void mark_homes(dl_doc *d, const dl_mark_tables *t);

/* ---- mark_quotes.c */
void mark_quotes(dl_doc *d, const dl_mark_tables *t);

/* ---- mark_amounts.c */
/* Behind the times: what they hold is no amount. */
void mark_amounts(dl_doc *d, const dl_mark_tables *t);

/* ---- mark_names.c */
/* Mentions of names: the engine's, repaired, each form with one kind; no entities yet. */
void mark_names(dl_doc *d, const dl_mark_tables *t);

/* ---- mark_entities.c */
/* Noun phrases and pronouns beside the names, and the entities that they all stand
 * for. */
void mark_entities(dl_doc *d, const dl_mark_tables *t);

#endif
