/* tree - the sentence trees of a report the other way round: children and edges of
 * each token.
 *
 *   tokens.head --dl_tree_new--> children, siblings, leftmost and rightmost descendant
 *
 * Linear in the tokens, also where heads cross or a damaged analysis holds a circle. */
#ifndef DL_TREE_H
#define DL_TREE_H

#include "tokens.h"

#define DL_NO_TOKEN UINT32_MAX

typedef struct dl_tree {
    const dl_tokens *t;
    uint32_t *first, *next; /* [n] first child, next sibling, in order; DL_NO_TOKEN: none */
    uint32_t *left, *right; /* [n] edges of the subtree, both in */
} dl_tree;

/* In `a`; false: out of memory. */
bool dl_tree_new(dl_tree *out, dl_arena *a, const dl_tokens *t);
/* The first child with that relation, DL_NO_TOKEN: there is none. */
uint32_t dl_tree_child(const dl_tree *x, uint32_t token, dl_dep dep);
/* The subject of a verb, active or passive; DL_NO_TOKEN: it has none of its own. */
uint32_t dl_tree_subject(const dl_tree *x, uint32_t verb);

#endif
