/* scorer - a transition system's own network: the vectors of the tokens that a state
 * looks at in, the best class that the state allows out.
 *
 *   token's vector -> linear 96 to 64 -> lower layer: a row for each feature, kept
 *   rows of a state's features + bias -> larger half -> upper layer -> classes
 *
 * The parser and the names each have one. */
#ifndef DL_SCORER_H
#define DL_SCORER_H

#include "dense.h"

enum {
    PARSE_FEATURES_MAX = 8, /* tokens a state looks at */
    /* Tokens whose lower layer is kept at once: 1 MB, near the core; what a longer
     * sentence looks back to is worked out again. */
    PARSE_LOWER_SLOTS = 1 << 8,
    PARSE_CLASSES_MAX = 1024
};

typedef struct parse_scorer {
    const parse_kernel *kernel;
    parse_dense linear, lower, upper; /* lower: 64 -> feature * 128 + half * 64 + hidden */
    float *bias; /* [128] */
    float *missing; /* [features][128] of a feature that is no token */
    uint32_t features, classes;
    const int32_t *move; /* [classes][2]: action, label */
    /* [situations][upper.m] all bits: a state in that situation may take the class */
    uint32_t *allowed;
    int32_t *only; /* [situations] the one class that is allowed, PARSE_NONE, PARSE_SEVERAL */
} parse_scorer;

enum { PARSE_NONE = -1, PARSE_SEVERAL = -2 };

/* What a thread's transition systems work in. */
typedef struct parse_work {
    const dl_mem *mem;
    dl_arena *arena;
    parse_floats lower; /* lower layers of a piece */
} parse_work;

/* What one piece needs while it is being worked on. */
typedef struct parse_scoring {
    const parse_scorer *scorer;
    const float *token; /* [n][PARSE_WIDTH] */
    uint32_t n, done; /* done: tokens whose lower layer was worked out already */
    float *lower; /* [slots][features * 128] */
    uint32_t *holder, slots; /* token + 1 in a slot */
    float *hidden; /* [tokens at once][64] */
    float *score; /* [upper.m] */
} parse_scoring;

bool parse_scorer_read(parse_scorer *s, const parse_kernel *k, dl_arena *a, const dl_model *m,
    const char *pipe, const char *moves, uint32_t features, dl_err *e);
/* Whether all labels of its classes are below `labels`. */
bool parse_scorer_labels_ok(const parse_scorer *s, uint32_t labels);
/* Tabulates which classes each situation allows. False: out of memory. */
bool parse_scorer_allow(parse_scorer *s, dl_arena *a, uint32_t situations,
    bool (*allows)(uint32_t situation, int32_t action, int32_t label));
bool parse_scoring_begin(
    parse_scoring *g, parse_work *w, const parse_scorer *s, const float *token, uint32_t n);
/* The best class allowed for the state that looks at these tokens (UINT32_MAX: none); the
 * first of equals. PARSE_NONE: none is. */
int32_t parse_scoring_best(parse_scoring *g, const uint32_t *feature, uint32_t situation);
/* By how much the class that parse_scoring_best has just answered leads over the second
 * best; INFINITY where no other is allowed. */
float parse_scoring_margin(const parse_scoring *g, uint32_t situation, int32_t best);
/* By how much it leads over that class; INFINITY where that is not allowed or there was
 * no choice. */
float parse_scoring_lead(const parse_scoring *g, uint32_t situation, int32_t best, uint32_t over);

#endif
