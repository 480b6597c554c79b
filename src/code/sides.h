/* sides - what the files that weigh a coded event share (sides.c, side_*.c). Each asks
 * one thing of an event and its sides; none changes it. */
#ifndef DL_CODE_SIDES_H
#define DL_CODE_SIDES_H

#include "code_private.h"

/* ---- side_known.c: of one side, or of any or all of several (all: there is one) */

/* A meeting or the like that does not take place. */
bool code_is_called_off(const dl_event *e);
bool code_is_public(dl_slice code); /* "workers": people in general */
bool code_any_known(const code_job *j, const dl_parties *v);
bool code_is_country(const code_job *j, const dl_party *p);
bool code_any_public(const code_job *j, const dl_parties *v);
bool code_any_office(const dl_parties *v);
bool code_all_of_kind(const code_job *j, const dl_parties *v, dl_kind kind);
bool code_is_armed(const code_job *j, const dl_party *p);
bool code_any_armed(const code_job *j, const dl_parties *v);
bool code_any_victim(const code_job *j, const dl_parties *v);
bool code_any_of_power(const code_job *j, const dl_parties *v);
bool code_all_of_press(const dl_parties *v);

/* ---- sides.c */

void code_drop_codes(dl_event *e);

/* ---- sure.c */

bool code_has_land(dl_slice code); /* of a country, or of a body of states */

/* ---- side_weak.c */

/* Is the party told by a pronoun alone, for which no clause above has a subject? */
bool code_is_pronoun_alone(const code_job *j, const dl_party *p);

/* ---- side_words.c */

/* Is the word of one of the classes of noun-classes.tsv, a list that ends with NULL? */
bool code_word_of_any(const code_job *j, uint32_t token, const char *const *list);
bool code_word_of_someone(const code_job *j, uint32_t token); /* people, or what they fight with */
bool code_word_is_thing(const code_job *j, uint32_t token);

/* ---- what speaks against event e, of frame i. True: no reader would code it. */

bool code_is_untold(const code_job *j, uint32_t i, const dl_event *e); /* side_told.c */
bool code_is_history(const code_job *j, uint32_t i); /* ditto */
bool code_is_no_fight(const code_job *j, uint32_t i, const dl_event *e); /* side_fight.c */
bool code_is_unsaid(const code_job *j, uint32_t i, const dl_event *e); /* side_said.c */
bool code_lacks_side(const code_job *j, uint32_t i, const dl_event *e); /* side_lacks.c */
bool code_is_weak(const code_job *j, uint32_t i, const dl_event *e); /* side_weak.c */
bool code_lacks_partner(const code_job *j, const code_frame *f, const dl_event *e); /* side_met.c */

#endif
