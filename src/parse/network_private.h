/* network_private - between the files of the network. */
#ifndef DL_NETWORK_PRIVATE_H
#define DL_NETWORK_PRIVATE_H

#include "network.h"
#include "tok2vec.h"

enum {
    DL_FEATURES_MAX = 8, /* tokens a state looks at */
    DL_LOWER_SLOTS = 1
        /* tokens whose lower layer is kept at once: 1 MB, near the core; what a longer
         * sentence looks back to is worked out again */
        << 8,
    DL_CLASSES_MAX = 1024
};

/* Floats that stay from one report to the next, on a cache line's border. */
typedef struct dl_floats {
    float *at;
    void *held;
    size_t n;
} dl_floats;

struct dl_net_scratch {
    const dl_mem *mem;
    dl_arena *arena;
    dl_rows shared, own; /* lexemes of the two encoders */
    dl_floats token, tmp,
        lower; /* vectors of a batch; one block's product; lower layers of a piece */
};

/* A transition system's own network: linear 96 -> 64 a token, lower layer by feature,
 * maxout, upper layer to classes. */
typedef struct dl_scorer {
    const dl_kernel *kernel;
    dl_dense linear, lower, upper; /* lower: 64 -> feature * 128 + half * 64 + hidden */
    float *bias, *missing; /* [128]; [features][128] of a feature that is no token */
    uint32_t features, classes;
    const int32_t *move; /* [classes][2]: action, label */
    uint32_t
        *allowed; /* [situations][upper.m] all bits: a state in that situation may take the class */
    int32_t *only; /* [situations] the one class that is allowed, DL_NONE, DL_SEVERAL */
} dl_scorer;

enum { DL_NONE = -1, DL_SEVERAL = -2 };

/* What one piece needs while it is being worked on. */
typedef struct dl_scoring {
    const dl_scorer *scorer;
    const float *token; /* [n][DL_WIDTH] */
    uint32_t n, done; /* done: tokens whose lower layer was worked out already */
    float *lower; /* [slots][features * 128] */
    uint32_t *holder, slots; /* token + 1 in a slot */
    float *hidden; /* [tokens at once][64] */
    float *score; /* [upper.m] */
} dl_scoring;

bool dl_scorer_read(dl_scorer *s, const dl_kernel *k, bool fast, dl_arena *a, const dl_model *m,
    const char *pipe, const char *moves, uint32_t features, dl_err *e);
/* Tabulates which classes each situation allows. False: out of memory. */
bool dl_scorer_allow(dl_scorer *s, dl_arena *a, uint32_t situations,
    bool (*allows)(uint32_t situation, int32_t action, int32_t label));
bool dl_scoring_begin(
    dl_scoring *g, dl_net_scratch *scratch, const dl_scorer *s, const float *token, uint32_t n);
/* The best class allowed for the state that looks at these tokens (UINT32_MAX: none); the
 * first of equals. DL_NONE: none is. */
int32_t dl_scoring_best(dl_scoring *g, const uint32_t *feature, uint32_t situation);

struct dl_net {
    dl_arena *arena;
    const dl_kernel *kernel;
    dl_tok2vec shared, own; /* own: of the names */
    dl_dense tagger;
    uint32_t *tagger_allowed; /* [tagger.m] the tags, not the padding */
    dl_scorer parser, names;
    uint32_t tags, deps, ents, root, space_dep;
    uint16_t *plain; /* [deps] the label before "||", or itself */
    uint16_t *above; /* [deps] the label behind "||", or UINT16_MAX */
};

bool dl_floats_fit(dl_floats *f, const dl_mem *mem,
    size_t n); /* what was in it is lost when it grows. False: out of memory */
bool dl_net_parse_read(
    dl_net *net, dl_arena *a); /* the situations of a parser's state, of a name's */
bool dl_net_name_read(dl_net *net, dl_arena *a, uint32_t labels);
bool dl_net_parse(
    const dl_net *net, dl_net_scratch *s, const dl_lexemes *x, dl_piece *p, const float *token);
bool dl_net_name(
    const dl_net *net, dl_net_scratch *s, const dl_lexemes *x, dl_piece *p, const float *token);

#endif
