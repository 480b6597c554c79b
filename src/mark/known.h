/* known - the tables of who and what is known by name: countries, bodies, peoples, roles,
 * given names, exchanges, cues, pronouns.
 *
 *   data/mark/{countries,organisations,peoples,roles,role-lands,
 *              given,exchanges,cues,pronouns}.tsv    --known_new--> known
 *   a form as it stands in a text --known_key--> key --known_name ...--> row
 *
 * Keys are forms with single blanks and straight apostrophes; those of roles and of
 * pronouns are in small letters besides. Rows are const and live as long as the
 * tables. */
#ifndef DL_MARK_KNOWN_H
#define DL_MARK_KNOWN_H

#include "doc/doc.h"

typedef enum known_what {
    KNOWN_COUNTRY, /* a name of a country */
    KNOWN_CITIZEN, /* "Japanese": what and who is of a country */
    KNOWN_SEAT, /* "Moscow": stands for a country's government too */
    KNOWN_BODY, /* of organisations.tsv */
    KNOWN_PEOPLE, /* of peoples.tsv */
} known_what;

typedef struct known_row {
    known_what what;
    uint32_t id; /* the same for all forms of one thing; of its table */
    dl_slice name; /* its first form */
    dl_slice country; /* ISO 3166 alpha-3; empty: none */
    dl_slice code; /* actor code; empty: none */
    dl_kind kind;
    bool also; /* of a body: its form has other meanings, a river, a fruit */
    bool capital; /* of a seat: a town of the country rather than a building */
    dl_slice rule; /* "mark/countries.tsv:12" */
} known_row;

typedef enum role_what { ROLE_PERSON, ROLE_GROUP, ROLE_PLACE } role_what; /* ORDER ROLE_WHAT */

typedef struct role_row {
    dl_slice word, sector, office;
    role_what what;
    char gender; /* 'm', 'f', 0 */
    bool title; /* stands before a name: "General Smith" */
    bool plain; /* "man", "child": no role to tell of anybody */
    bool of_body; /* sector "=GOV": that of the body it belongs to, GOV where it has none */
    dl_slice rule;
} role_row;

typedef struct given_row {
    char gender; /* 'm', 'f', 'u' */
    bool also; /* a place, month or common word as well */
} given_row;

typedef struct pronoun_row {
    uint8_t person; /* 1, 2, 3 */
    char number, gender; /* 's' 'p', 'm' 'f' 'n'; 0: not told */
    bool reflexive;
} pronoun_row;

/* What a word beside or in a name tells (data/mark/cues.tsv), as bits. */
typedef enum known_cue {
    CUE_SAYS = 1, /* a verb: its subject is a person or a body */
    CUE_HUMAN = 2, /* a verb: its subject is a person */
    CUE_PLACES = 4, /* a preposition before places */
    CUE_BODY = 8, /* the last word of an organisation's name */
    CUE_MOVES = 16, /* a verb: its object is a place */
    CUE_CALLS = 32, /* a verb: gives a name to something */
    CUE_SMALL = 64, /* a word in small letters inside a name */
    CUE_HONOUR = 128, /* "Mr": before people alone */
    CUE_OWNED = 256, /* a noun: whose it is, is a person */
    CUE_NUMERAL = 512, /* "II": behind the names of rulers */
    CUE_FIRM = 1024, /* the last word of a company's name */
    CUE_FORMER = 2048, /* before an office that was left */
    CUE_DEALINGS = 4096, /* a preposition: a capital behind it is its government */
    CUE_EVENT = 8192, /* the last word of an event's name, or the first before "of" */
    CUE_LAW = 16384, /* the same of treaties and acts */
    CUE_BUYS = 32768, /* a verb: its object is a company */
    CUE_SHARES = 65536, /* a noun: whose it is, is a company */
    CUE_ACTS = 131072, /* a verb of governments: a capital before it is one */
    CUE_AGENT = 262144, /* a verb: its subject is somebody, a body or a country */
    CUE_PATIENT = 524288, /* a verb: its object is one of these */
    CUE_NEXT = 1048576, /* before an office: of one who comes into it */
    CUE_WRITTEN = 2097152 /* a noun: what is written says things, as people do */
} known_cue;

typedef struct known known;

known *known_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e); /* NULL with e set */

enum {
    KNOWN_KEY_MAX = 120, /* bytes of a key; longer forms are in no table */
    KNOWN_TEXT_MAX = 1024 /* bytes of what becomes one, blanks and all: is not read if longer */
};

/* The bytes of a span as a key in `room` (KNOWN_KEY_MAX bytes); {NULL,0}: too long.
 * small: in small letters (ASCII). */
dl_slice known_key(dl_slice text, bool small, char *room);

const known_row *known_name(const known *k, dl_slice key); /* NULL: none */
/* The code of a row on a day (INT32_MIN: not known). In a list, such as
 * "HOB@..1995-06-01;HOBREB", the first that holds then; one without dates always does. */
dl_slice known_code(const known_row *row, int32_t day);
const role_row *known_role(const known *k, dl_slice key);
/* Sectors of a state and of those who oppose it: told by their own words, "the army" is
 * no company told of. */
bool known_is_of_state(dl_slice sector);
/* May a role be one of that country, where nothing tells of which it is? NULL: it may. */
bool known_may_be_of(const known *k, const role_row *role, dl_slice country);
/* The one country that has such a role, as a pope; {NULL,0}: several may. */
dl_slice known_land_of(const known *k, const role_row *role);
const given_row *known_given(const known *k, dl_slice key);
const pronoun_row *known_pronoun(const known *k, dl_slice key); /* in small letters */
dl_slice known_exchange(const known *k, dl_slice suffix); /* "T" -> "JPN"; {NULL,0} */
unsigned known_cues(const known *k, dl_slice word); /* bits of known_cue */

#endif
