/* ranked - the first events, in the order of a list, of those that an index finds.
 *
 *   store_asked (by) --store_rank--> store_ranked --store_ranked_ids--> "["id","id",...]"
 *
 * An index tells an event's days beside its id, so no event is read to be put in order;
 * and of many no more are kept than are asked for. */
#ifndef DL_STORE_RANKED_H
#define DL_STORE_RANKED_H

#include "store_private.h"

typedef enum store_order {
    STORE_FIRST, /* by the first day; those of no day behind */
    STORE_NEWEST, /* back from today, then what is still to begin, then those of no day */
    STORE_DUE /* of what is planned: from today on, then those of no day, then back from today */
} store_order;

typedef struct store_place { /* where an event stands in the order: a list goes by these */
    int64_t part, day, more;
    dl_slice id;
    bool down; /* of two with the same days the greater id is first */
} store_place;

typedef struct store_ranked {
    store_order order;
    int32_t today, from, to; /* DL_NO_DAY: not asked for */
    size_t most; /* that are kept */
    size_t found; /* rows that the index gave; an event may be of several */
    bool kept_all; /* nothing found was left out */
    DL_VEC(store_place) at;
    dl_arena *arena, *ids_in, *spare; /* of `at`; of the ids, by turns */
    dl_buf ids;
} store_ranked;

void store_ranked_init(
    dl_store *s, store_ranked *r, store_order order, const store_asked *a, size_t most);
void store_ranked_free(store_ranked *r);
/* Afresh; false where more than `enough` are found. */
bool store_rank(dl_store *s, const store_asked *a, store_ranked *r, size_t enough);
dl_slice store_ranked_ids(store_ranked *r); /* each once */

#endif
