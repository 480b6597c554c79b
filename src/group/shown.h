/* shown - what a record's reports together say of a stem: the word that is shown for it,
 * and whether it is a name.
 *
 *   in   a stem's hash and a word of it, report by report
 *   out  the stem's serial number in the order in which stems came; the word to show; a
 *        name, if enough of the reports that have the stem write it like one
 *
 * Of two spellings the shorter is shown, and of two as long the one in small letters: it
 * does not matter who came first. */
#ifndef DL_GROUP_SHOWN_H
#define DL_GROUP_SHOWN_H

#include "base/arena.h"
#include "base/buf.h"

typedef struct group_shown_word {
    uint32_t id; /* hash of the stem; 0: a free place */
    uint32_t at, serial;
    uint32_t reports, named; /* that have the stem; in which it looks like a name */
    uint8_t n;
} group_shown_word;
typedef struct group_shown {
    dl_arena *arena;
    group_shown_word *at;
    uint32_t slots, n;
    dl_buf text;
} group_shown;

bool group_shown_open(group_shown *s, dl_arena *a, const dl_mem *m); /* false: no memory */
void group_shown_close(group_shown *s);
bool group_shown_reserve(group_shown *s, uint32_t more); /* places for so many more stems */
/* named: the report writes it like a name. */
uint32_t group_shown_add(group_shown *s, uint32_t id, dl_slice word, bool named);
/* Whether the stem is a name: one property of the record's use of it. */
bool group_shown_is_name(const group_shown *s, uint32_t id);
dl_slice group_shown_for(const group_shown *s, uint32_t id);

#endif
