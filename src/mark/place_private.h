/* place_private - what the files of the places share.
 *
 *   data/mark/place*.tsv, gazetteer --place_tables_new--> tables
 *   a name --place_candidates--> what it may be (place_candidates.c)
 *   candidates, the report --mark_places--> one of them each (mark_places.c)
 *
 * Scores are whole numbers; eight points are a doubling of the people who live there. */
#ifndef DL_PLACE_PRIVATE_H
#define DL_PLACE_PRIVATE_H

#include "gazetteer.h"
#include "mark_private.h"

/* What a word in or beside a name tells of it; bits. */
typedef enum place_word { /* ORDER PLACE_WORD: bit of the choice in place-words.tsv */
    PLACE_DIVISION = 1, /* "province" */
    PLACE_TOWN = 2, /* "city" */
    PLACE_PART = 4, /* "northern" */
    PLACE_SITE = 8, /* "airport" */
    PLACE_CIVIC = 16, /* "police" */
    PLACE_NAMES = 32 /* its column `names`: the name before it is a place's */
} place_word;

typedef enum place_alias_what { /* ORDER PLACE_ALIAS: choices of place-aliases.tsv */
    PLACE_ALIAS_DIVISION,
    PLACE_ALIAS_TOWN,
    PLACE_ALIAS_COUNTRY
} place_alias_what;

/* A row of places.tsv: a region, a sea, a river ... */
typedef struct place_row {
    dl_slice country; /* empty: none, or several */
    int32_t lat, lon; /* ten thousandths of a degree */
    uint32_t number; /* GeoNames id; 0: not known */
    bool point; /* a peak, a strait, a site rather than an area */
    bool disputed; /* goes before what the gazetteer makes of it */
    dl_slice rule;
} place_row;

typedef struct place_alias {
    dl_slice name, country;
    place_alias_what what;
    bool behind; /* only behind another name: "Tampa, FL" */
} place_alias;

typedef struct place_tables place_tables;

place_tables *place_tables_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e); /* NULL with e set */

const place_row *place_row_of(const place_tables *t, dl_slice key); /* NULL: none */
/* Aliases are looked up as they stand; the next of the same form, or NULL. */
const place_alias *place_alias_of(const place_tables *t, dl_slice form);
const place_alias *place_alias_next(const place_tables *t, const place_alias *a);
unsigned place_word_of(const place_tables *t, dl_slice word); /* in any case; bits */
const gazetteer *place_gazetteer(const place_tables *t);

/* Where an outlet is at home. */
typedef struct place_home {
    int32_t land; /* number of its country; GAZETTEER_NONE */
    bool town; /* `at` is its town */
    gazetteer_place at;
} place_home;
place_home place_home_of(const place_tables *t, dl_slice host);

typedef struct place_candidate {
    gazetteer_place at; /* of a row: its country alone */
    const place_row *row; /* of places.tsv; NULL: of the gazetteer */
    int32_t land; /* number of its country; GAZETTEER_NONE */
    bool other; /* by a further name */
    int32_t prior; /* without the report */
    int32_t score; /* with it */
} place_candidate;
typedef DL_VEC(place_candidate) place_candidates;

/* A name as it is looked up. */
typedef struct place_name {
    dl_slice text;
    dl_kind kind;
    bool behind; /* stands behind another place and a comma */
    unsigned words; /* beside it */
    const known_row *known; /* its row among countries and seats; NULL */
    /* ---- filled in */
    bool part; /* only a part of the place: "northern Iraq" */
    dl_slice rest; /* "Paris, Texas": what stands behind the comma; {NULL,0} */
} place_name;

/* Well known: a town of some size, a first-order division, a region; by its own name. */
bool place_is_known(const place_tables *t, dl_slice name);

enum { PLACE_CANDIDATES_MOST = 44 }; /* of one name */

/* Adds what the name may be, best first by prior; answers how many. */
uint32_t place_find(dl_arena *a, const place_tables *t, place_name *name, place_candidates *out);

#endif
