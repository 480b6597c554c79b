/* parties - what the files of participants share (parties.c, party_*.c).
 *
 *   a word of the frame --party_joined.c--> it and those joined to it
 *                       --party_phrase.c--> one participant: span, entity
 *                       --party_code.c----> its actor code */
#ifndef DL_CODE_PARTIES_H
#define DL_CODE_PARTIES_H

#include "code_private.h"
#include "doc/actor_code.h"

typedef struct code_finder { /* the parties of one frame are looked for */
    dl_doc *d;
    const code_frame *f;
    const code_tree *x;
    const dl_code_tables *t;
    dl_slice home; /* the country of the report, where the sentence tells of none */
    bool by_row; /* a row of the lexicon fits: participants are actors */
    dl_slice here; /* the country where the event happens; {NULL,0}: not known */
    bool placed; /* known by a place of its own, not by its sentence */
    bool bodily; /* done to or by people as such: an assault, a protest */
    bool harms; /* towns stand for those who live there */
} code_finder;

typedef struct code_side { /* where parties go, and which may not be among them */
    dl_parties *to;
    const dl_parties *except;
} code_side;

/* ---- party_code.c: actor codes; {NULL,0}: none */

dl_slice code_of_entity(const code_finder *c, int32_t entity);
/* What an owner lends to a role: its country, or its code where it is no state's. */
dl_slice code_of_owner(const code_finder *c, uint32_t token);
/* Two codes as one: "ISR" and "MIL". */
dl_slice code_joined(const code_finder *c, dl_slice owner, dl_slice role);
/* The code with the country of what hangs on the word, where it is a sector alone. */
dl_slice code_with_country(const code_finder *c, uint32_t token, dl_slice code);
/* "the use of force": nobody. */
bool code_is_mass(const code_finder *c, uint32_t token);
bool code_names_actor(const code_finder *c, uint32_t token);
/* May the word say whose the one that it hangs on is? */
bool code_may_own(const code_tree *x, uint32_t child);
/* The nearest actor that hangs on a word; CODE_NONE. */
uint32_t code_actor_below(const code_finder *c, uint32_t token);

/* ---- party_kind.c */

/* The head word of a party; CODE_NONE. */
uint32_t code_head_of(const dl_tokens *t, const dl_party *p);
bool code_is_measure(const code_finder *c, const dl_party *p); /* a sum, a day */
bool code_is_common(const code_finder *c, const dl_party *p); /* by a common noun */
bool code_is_thing(const code_finder *c, const dl_party *p); /* a matter, not somebody */
/* A thing that may be a side of that act: what is attacked, seized or blocked. */
bool code_may_suffer(const code_finder *c, const dl_party *p, dl_slice act);
bool code_any_maybe(const code_finder *c, const dl_parties *v); /* any that is no thing */

/* ---- party_list.c */

/* Is the same one among them already, by name or as the same country? */
bool code_has_actor(const dl_parties *v, const dl_party *p);
void code_push(const code_finder *c, code_side s, dl_party p);

/* ---- party_phrase.c */

/* A participant as the word stands. */
dl_party code_party_at(const code_finder *c, uint32_t token);
/* A participant, or the actor whose it is. */
dl_party code_acting_party(const code_finder *c, code_side s, uint32_t token);

/* Who uses such a thing, "helicopter": MIL; {NULL,0}: anybody. */
dl_slice code_sector_of_thing(const code_finder *c, uint32_t noun);

/* ---- party_joined.c */
void code_push_word(const code_finder *c, code_side s, uint32_t token);

/* ---- party_places.c: where participants are looked for */

code_finder code_finder_of(const code_job *j, uint32_t i, bool by_row);
/* Acts that people as such do or suffer change what stands for them. */
void code_set_act(code_finder *c, dl_slice act);
extern const code_place code_between[2]; /* "talks between A and B": both act */
/* Where nothing is coded: who does it, and to whom, as the words stand. */
extern const code_sides code_plain;
/* All that stand in one place. */
void code_push_place(const code_finder *c, code_side s, const code_place *p);
/* The first place that has someone, else the first that has anything. */
void code_add_parties(const code_finder *c, const code_place *p, uint32_t n, code_side s);
void code_add_recipients(const code_finder *c, const code_sides *sides, code_side s);
/* The place where it happens as a participant. */
dl_party code_place_party(const code_finder *c, int32_t mention);
/* Acts that are done to whoever is where they happen. */
bool code_is_local(dl_slice act);

/* ---- party_lend.c */

/* Those of a code that the event does not have as actors become its recipients. */
bool code_lend(const code_finder *c, const dl_parties *from, dl_event *to);
/* Frame i hands its parties on to the one that it hangs on; near: only if nothing is
 * between. */
void code_lend_up(const code_job *j, uint32_t i, bool near);

/* ---- party_around.c */

/* A pronoun of which nothing better is known is the one that speaks. */
void code_take_speaker(const code_job *j, uint32_t i, dl_event *e);
/* From the deed above it, from its owner, from its place. */
void code_take_around(const code_job *j, uint32_t i, dl_event *e);
/* Who asks acts, who is asked receives. */
void code_change_parties(const code_job *j, uint32_t i, dl_event *out);

/* ---- party_drop.c */

/* What cannot be a party goes; what both do is done to both; the code of what is told
 * twice goes. */
void code_drop_parties(const code_job *j, uint32_t i, dl_event *e);

#endif
