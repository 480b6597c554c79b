/* name_key - names as they are compared: without case, marks, articles, points, the
 * last words of firms; and the same with other ways of writing taken as one.
 *
 *   "the Mitsubishi Corp." --link_key--> "mitsubishi" --link_spelling--> "mitsubishi" */
#ifndef DL_LINK_NAME_KEY_H
#define DL_LINK_NAME_KEY_H

#include "link_private.h"

enum { LINK_KEY_MAX = 200 }; /* bytes; longer names are cut */

/* What is compared with what: a person is never a place. */
typedef enum link_sort {
    LINK_SORT_PERSON,
    LINK_SORT_BODY, /* ORG */
    LINK_SORT_PEOPLE, /* NORP */
    LINK_SORT_PLACE, /* GPE, LOC, FAC */
    LINK_SORT_OTHER, /* events, works, laws, products, languages */
    LINK_SORT_NONE /* times and amounts: nothing that is the same across reports */
} link_sort;

link_sort link_sort_of(dl_kind kind);

/* In `room`, LINK_KEY_MAX bytes; {NULL,0}: nothing is left. */
dl_slice link_key(const dl_link *l, link_sort sort, dl_slice name, char *room);
dl_slice link_spelling(const dl_link *l, dl_slice key, char *room); /* of a key */
dl_slice link_initials(dl_slice name, char *room); /* "IMF" as a key; {NULL,0}: too few words */
dl_slice link_last_word(dl_slice key);
bool link_is_one_word(dl_slice key);

#endif
