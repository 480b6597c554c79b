/* expression_tree - between the parser of expressions and their compiler. */
#ifndef DL_EXPRESSION_TREE_H
#define DL_EXPRESSION_TREE_H

#include "expression.h"

typedef struct dl_cp_span {
    uint32_t first, last;
} dl_cp_span;

typedef struct dl_cp_set { /* a class of code points */
    uint64_t ascii[2]; /* bit a code point, negation applied */
    const dl_cp_span *span; /* [n] ascending, apart */
    uint32_t n;
    uint8_t kinds; /* DL_KIND_* of code points above 127 */
    bool negated;
} dl_cp_set;

enum { DL_KIND_WORD = 1, DL_KIND_DECIMAL = 2, DL_KIND_SPACE = 4, DL_KIND_NOT_SPACE = 8 };

typedef enum dl_node_type {
    DL_N_SET,
    DL_N_SEQ,
    DL_N_ALT,
    DL_N_REPEAT,
    DL_N_LOOK,
    DL_N_START,
    DL_N_END
} dl_node_type;

typedef struct dl_node {
    dl_node_type type;
    dl_cp_set *set; /* SET */
    DL_VEC(struct dl_node *) child; /* SEQ, ALT; REPEAT and LOOK have one */
    uint32_t min, max; /* REPEAT; max UINT32_MAX: no limit */
    bool behind, negative; /* LOOK */
} dl_node;

bool dl_set_has(const dl_cp_set *s, uint32_t cp);
dl_node *dl_expression_tree(dl_arena *a, dl_slice text, dl_err *e); /* NULL with e set */

#endif
