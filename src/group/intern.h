/* intern - equal texts get one number, from 1 on, in the order in which they come. */
#ifndef DL_GROUP_INTERN_H
#define DL_GROUP_INTERN_H

#include "base/arena.h"

typedef struct group_interner {
    dl_arena *arena;
    DL_VEC(dl_slice) names; /* [number - 1] */
    uint32_t *slot, slots;
} group_interner;

/* 0: an empty name, or no memory. The name is copied. */
uint32_t group_number(group_interner *n, dl_slice name);
uint32_t group_number_nocase(group_interner *n, dl_slice name);

#endif
