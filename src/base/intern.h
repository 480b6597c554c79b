/* intern - equal texts get one number, from 1 on, in the order in which they come. */
#ifndef DL_INTERN_H
#define DL_INTERN_H

#include "arena.h"

typedef struct dl_interner {
    dl_arena *arena;
    DL_VEC(dl_slice) names; /* [number - 1] */
    uint32_t *slot, slots;
} dl_interner;

/* 0: an empty name, or no memory. The name is copied. */
uint32_t dl_intern(dl_interner *n, dl_slice name);
uint32_t dl_intern_nocase(dl_interner *n, dl_slice name);

#endif
