/* expression_tree - an expression as a tree: what the parser makes (expression_tree.c)
 * and the compiler reads (expression.c). */
#ifndef DL_EXPRESSION_TREE_H
#define DL_EXPRESSION_TREE_H

#include "expression.h"

typedef struct parse_cp_span {
    uint32_t first, last;
} parse_cp_span;

/* A class of code points. */
typedef struct parse_cp_set {
    uint64_t ascii[2]; /* bit a code point, negation applied */
    const parse_cp_span *span; /* [n] ascending, apart */
    uint32_t n;
    uint8_t kinds; /* PARSE_KIND_* of code points above 127 */
    bool negated;
} parse_cp_set;

enum {
    PARSE_KIND_WORD = 1,
    PARSE_KIND_DECIMAL = 2,
    PARSE_KIND_SPACE = 4,
    PARSE_KIND_NOT_SPACE = 8
};

typedef enum parse_node_type {
    PARSE_N_SET,
    PARSE_N_SEQ,
    PARSE_N_ALT,
    PARSE_N_REPEAT,
    PARSE_N_LOOK,
    PARSE_N_START,
    PARSE_N_END
} parse_node_type;

typedef struct parse_node {
    parse_node_type type;
    parse_cp_set *set; /* SET */
    DL_VEC(struct parse_node *) child; /* SEQ, ALT; REPEAT and LOOK have one */
    uint32_t min, max; /* REPEAT; max UINT32_MAX: no limit */
    bool behind, negative; /* LOOK */
} parse_node;

bool parse_set_has(const parse_cp_set *s, uint32_t cp);
parse_node *parse_expression_tree(dl_arena *a, dl_slice text, dl_err *e); /* NULL with e set */

#endif
