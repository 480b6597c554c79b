/* expression - the tokenizer's regular expressions, compiled once. Not a general engine:
 * what the rules do not use is refused by name.
 *
 *   text --parse--> tree --compile--> small program over classes of code points
 *
 * Known: alternation, groups, look-ahead and look-behind, classes with ranges, \w \d \s
 * \S and quoted characters, ^ $ . ? * + {n,m}. Three questions, each with bounded work a
 * character:
 *
 *   first    the first alternative that matches at a place, as a search for ^a|^b does;
 *            backtracks inside one alternative
 *   suffix   the longest match that ends at the end, read backwards: the leftmost one of
 *            a search for a$|b$
 *   whole    whether the expression matches from the start, by following all states at
 *            once: linear in the text
 *
 * A general engine (PCRE2, compiled to machine code) is no quicker here and quadratic in
 * texts of quotation marks: docs/decisions. */
#ifndef DL_EXPRESSION_H
#define DL_EXPRESSION_H

#include "base/base.h"

typedef struct parse_expression parse_expression;

/* Code points that somebody else owns. */
typedef struct parse_cps {
    const uint32_t *cp;
    uint32_t n;
} parse_cps;

/* Lives in `a`. NULL with e set: the construct that is not known, and where. */
parse_expression *parse_expression_parse(dl_arena *a, dl_slice text, dl_err *e);
/* Length of the match at `at`, 0: none (an empty match counts as none). Looks behind `at`
 * too. */
uint32_t parse_expression_first(const parse_expression *x, parse_cps s, uint32_t at);
uint32_t parse_expression_suffix(const parse_expression *x, parse_cps s);
/* scratch: parse_expression_scratch() words; s may be long. */
bool parse_expression_whole(const parse_expression *x, parse_cps s, uint32_t *scratch);
size_t parse_expression_scratch(const parse_expression *x);

#endif
