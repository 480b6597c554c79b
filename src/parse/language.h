/* language - the compiled rules, for the tokenizer's own files. */
#ifndef DL_LANGUAGE_H
#define DL_LANGUAGE_H

#include "expression.h"
#include "tokenizer.h"

typedef struct dl_special {
    dl_slice form;
    uint32_t first, n;
    bool phrase;
} dl_special; /* pieces first .. first + n; phrase: also looked for among tokens */

struct dl_language {
    const dl_model *model;
    dl_arena *arena;
    dl_expression *prefix, *suffix, *infix, *url, *match; /* NULL: the model has none */
    dl_special *special; /* [n] */
    uint32_t n;
    uint32_t longest; /* bytes of the longest form */
    uint32_t *slot, slots; /* by form: number + 1 */
    dl_label_list piece, norm; /* norm "": the form's usual one */
    size_t scratch; /* words dl_expression_whole needs */
};

const dl_special *dl_language_special(const dl_language *g, dl_slice form); /* NULL: none */

#endif
