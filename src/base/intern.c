/* intern - see intern.h. */
#include "intern.h"

#include "chars.h"
#include "hash.h"

static uint32_t *place(const dl_interner *n, dl_slice name)
{
    uint32_t at = (uint32_t)dl_hash64(name, 7) & (n->slots - 1);
    while (n->slot[at] && !dl_slice_eq(n->names.at[n->slot[at] - 1], name))
        at = (at + 1) & (n->slots - 1);
    return &n->slot[at];
}

static void grow(dl_interner *n)
{
    n->slots = n->slots ? n->slots * 4 : 256;
    n->slot = dl_arena_array(n->arena, n->slots, sizeof *n->slot);
    for (uint32_t i = 0; n->slot && i < n->names.n; i++) *place(n, n->names.at[i]) = i + 1;
}

uint32_t dl_intern(dl_interner *n, dl_slice name)
{
    if (!name.n) return 0;
    if (n->names.n * 2 >= n->slots) grow(n);
    if (!n->slot) return 0;
    uint32_t *at = place(n, name);
    if (*at) return *at;
    dl_slice copy = dl_arena_copy(n->arena, name),
             *slot = copy.p ? DL_PUSH(n->arena, &n->names) : NULL;
    if (!slot) return 0;
    *slot = copy;
    return *at = n->names.n;
}

enum { NAME_LOOKED_AT = 256 }; /* bytes; longer names are told apart by these */

uint32_t dl_intern_nocase(dl_interner *n, dl_slice name)
{
    char lower[NAME_LOOKED_AT];
    size_t k = name.n < sizeof lower ? name.n : sizeof lower;
    for (size_t i = 0; i < k; i++) lower[i] = dl_lower(name.p[i]);
    return dl_intern(n, dl_slice_of(lower, k));
}
