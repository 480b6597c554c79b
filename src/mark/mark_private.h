/* mark_private - the sub-stages of mark.h, shared by the files of the room. */
#ifndef DL_MARK_PRIVATE_H
#define DL_MARK_PRIVATE_H

#include "mark.h"

struct dl_mark_tables {
    dl_arena *arena;
};

/* ---- mark_names.c */
/* The engine's name spans become mentions; one entity for each spelling and kind. */
void mark_names(dl_doc *d, const dl_mark_tables *t);

#endif
