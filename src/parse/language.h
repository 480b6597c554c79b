/* language - the compiled rules, for the tokenizer's own files. */
#ifndef DL_LANGUAGE_H
#define DL_LANGUAGE_H

#include "expression.h"
#include "tokenizer.h"

typedef struct parse_special {
    dl_slice form;
    uint32_t first, n; /* pieces first .. first + n */
    bool phrase; /* looked for among tokens too */
} parse_special;

struct parse_language {
    const dl_model *model;
    dl_arena *arena;
    parse_expression *prefix, *suffix, *infix, *url, *match; /* NULL: the model has none */
    parse_special *special; /* [n] */
    uint32_t n;
    uint32_t longest; /* bytes of the longest form */
    uint32_t *slot, slots; /* by form: number + 1 */
    dl_label_list piece, norm; /* norm "": the form's usual one */
    size_t scratch; /* words parse_expression_whole needs */
};

/* NULL: none. */
const parse_special *parse_language_special(const parse_language *g, dl_slice form);

#endif
