/* gazetteer - towns, divisions and countries by name, packed into one file that is read
 * where it lies.
 *
 *   data/mark/gazetteer-v1.bin, built in --gazetteer_open--> gazetteer, a view of it
 *   a name as it stands in a text --gazetteer_key--> key --gazetteer_find--> places
 *
 * The bytes are GeoNames facts, packed by tools/tables/gazetteer; they must outlive the
 * view. Opening reads the head alone; every look-up stays inside the bytes, whatever
 * they say. */
#ifndef DL_MARK_GAZETTEER_H
#define DL_MARK_GAZETTEER_H

#include "base/base.h"

typedef enum gazetteer_rank { /* ORDER GAZETTEER_RANK: tools/tables/gazetteer */
    GAZETTEER_QUARTER, /* a part of a town */
    GAZETTEER_TOWN,
    GAZETTEER_SEAT4, /* of a fourth-order division; so on upwards */
    GAZETTEER_SEAT3,
    GAZETTEER_SEAT2,
    GAZETTEER_SEAT1,
    GAZETTEER_CAPITAL,
    GAZETTEER_DIVISION2, /* a county, a district */
    GAZETTEER_DIVISION1, /* a state, a province */
    GAZETTEER_COUNTRY,
    GAZETTEER_RANKS
} gazetteer_rank;

typedef struct gazetteer_place {
    uint32_t number; /* GeoNames id */
    int32_t lat, lon; /* ten thousandths of a degree */
    int32_t people; /* how many live there: 8 times the binary logarithm */
    gazetteer_rank rank;
    uint32_t division; /* first-order; a country's own has no name */
    dl_slice country; /* ISO 3166 alpha-3 */
} gazetteer_place;

typedef struct gazetteer {
    dl_slice label; /* "geonames 2023-03-05 a6f7dcc9fabc": date and hash */
    dl_slice places, divisions, lands, blocks, keys, strings;
    uint32_t places_n, divisions_n, lands_n, blocks_n;
} gazetteer;

enum {
    GAZETTEER_KEY_MAX = 64, /* bytes of a key; a longer name is in no gazetteer */
    GAZETTEER_MOST = 40, /* places of one name */
    GAZETTEER_NONE = -1
};

typedef struct gazetteer_hit {
    uint32_t place;
    bool other; /* the name is one of its further names */
} gazetteer_hit;

/* The file that is built in. */
dl_slice gazetteer_built_in(void);
/* false: bytes of another kind. */
bool gazetteer_open(gazetteer *g, dl_slice bytes);

/* Small letters without marks, points and apostrophes; "St." is "saint", hyphens are
 * blanks, "the" in front is left out. In `room` (GAZETTEER_KEY_MAX bytes); {NULL,0}: too
 * long. */
dl_slice gazetteer_key(dl_slice name, char *room);
/* The places of that name, the most populous first, its own names before further ones;
 * answers how many. */
uint32_t gazetteer_find(const gazetteer *g, dl_slice key, gazetteer_hit hit[GAZETTEER_MOST]);

bool gazetteer_at(const gazetteer *g, uint32_t place, gazetteer_place *out); /* false: none */
dl_slice gazetteer_division_name(const gazetteer *g, uint32_t division);
/* Countries are numbered by their codes: by "JPN", by a domain's ending ("jp", "uk");
 * GAZETTEER_NONE. */
int32_t gazetteer_land(const gazetteer *g, dl_slice code);
int32_t gazetteer_land_of(const gazetteer *g, dl_slice two);
bool gazetteer_land_at(const gazetteer *g, int32_t land, gazetteer_place *out);

#endif
