/* name_forms - one name, one thing: what kind a name is, once a report, by all its
 * sightings.
 *
 *   sightings (engine, tables) --forms_new--> forms, each with votes of kinds
 *   --forms_link--> parts know the full name ("Abe" - "Shinzo Abe")
 *   --forms_decide--> a kind for each form
 *
 * Votes are small whole numbers: what the engine said each time, titles and prepositions
 * beside it, verbs it is subject of, given names, last words of bodies, tables. */
#ifndef DL_NAME_FORMS_H
#define DL_NAME_FORMS_H

#include "known.h"

/* Places of all sorts count together, so do the rarer kinds. */
typedef enum name_class {
    NAME_PERSON,
    NAME_PLACE,
    NAME_ORG,
    NAME_NORP,
    NAME_OTHER,
    NAME_CLASSES
} name_class;

typedef struct name_sighting {
    uint32_t first, last; /* tokens */
    dl_kind kind;
    uint32_t form; /* in forms; UINT32_MAX: dates and numbers have none */
    bool fixed; /* the words beside it leave no doubt of its kind */
    uint32_t margin; /* how sure the engine was (dl_name_span); 0: not the engine's */
    bool placed; /* stands after "in" and its like */
    dl_slice rule;
} name_sighting;

typedef struct name_form {
    dl_slice key;
    uint32_t first, last; /* tokens of a sighting of it */
    uint32_t seen;
    int32_t vote[NAME_CLASSES];
    int32_t lead[NAME_CLASSES]; /* of the kinds that the engine gave: how sure it was */
    uint16_t said[DL_KIND_COUNT]; /* how often the engine said so */
    const known_row *row; /* of the tables; NULL: none */
    bool place; /* the gazetteer knows a place of the name */
    bool placed; /* a sighting of it stands after "in" and its like */
    bool acts; /* does what people do */
    bool sure; /* a person by more than the engine's word: a title, an age, a given name */
    uint32_t whole; /* the full name that this is a part of; UINT32_MAX: none */
    dl_kind kind;
} name_form;

typedef struct name_forms {
    dl_doc *d;
    const known *k;
    const struct place_tables *places;
    dl_arena *arena;
    DL_VEC(name_sighting) seen;
    DL_VEC(name_form) form;
    uint32_t *slot; /* forms by key: index + 1 */
    uint32_t slots;
    uint32_t *by_word; /* full names by their last word's hash: index + 1 */
    uint32_t *next; /* the next form of the same word */
    uint32_t steps; /* span_goes_on */
} name_forms;

name_class name_class_of(dl_kind k);
bool name_is_core(dl_kind k); /* a person, place, body ...: no date, no number */

/* Forms of all sightings that have none yet, with what the engine and the words beside
 * each say of them. */
void forms_make(name_forms *f);
void forms_link(name_forms *f);
void forms_decide(name_forms *f);
/* The form of these words; UINT32_MAX: not seen. */
uint32_t forms_find(const name_forms *f, uint32_t first, uint32_t last);

#endif
