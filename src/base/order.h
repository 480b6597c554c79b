/* order - sorting and selecting keys, and the integer square root.
 *
 *   in   arrays of 64-bit keys, mostly a weight or a hash above and a place below
 *   out  the same keys in another order, in place
 *
 * Everything is exact and the same on every machine. */
#ifndef DL_ORDER_H
#define DL_ORDER_H

#include "base.h"

/* Radix sort, ascending by the upper 32 bits; equal ones keep their order. `spare` holds
 * n as well. */
void dl_sort_keys(uint64_t *at, uint64_t *spare, uint32_t n);
/* Quickselect: the `most` greatest come first, in no order. No two keys are equal. */
void dl_greatest(uint64_t *key, uint32_t n, uint32_t most);
int64_t dl_square_root(uint64_t x); /* rounded down */

#endif
