/* network_private - between the files of the network. */
#ifndef DL_NETWORK_PRIVATE_H
#define DL_NETWORK_PRIVATE_H

#include "network.h"
#include "tok2vec.h"

enum {
    DL_HIDDEN = 64,              /* of a state's vector */
    DL_HALVES = 2,               /* of the state's maxout */
    DL_FEATURES_MAX = 8,         /* tokens a state looks at */
    DL_LOWER = DL_HIDDEN * DL_HALVES,
    DL_LOWER_SLOTS = 1 << 14,    /* tokens whose lower layer is kept at once: 64 MB at most; longer texts work some out again */
    DL_CLASSES_MAX = 1024
};

/* A transition system's own network: linear 96 -> 64 a token, lower layer by feature, maxout, upper layer to classes. */
typedef struct dl_scorer {
    dl_dense linear, lower, upper;           /* lower: [64][feature * 128 + half * 64 + hidden] */
    float *bias, *missing;                   /* [128]; [features][128] of a feature that is no token */
    uint32_t features, classes;
    const int32_t *move;                     /* [classes][2]: action, label */
} dl_scorer;

/* What one piece needs while it is being worked on. */
typedef struct dl_scoring {
    const dl_scorer *scorer;
    const float *token;                      /* [n][DL_WIDTH] */
    uint32_t n;
    float *lower;                            /* [slots][features * 128] */
    uint32_t *holder, slots;                 /* token + 1 in a slot */
    float *hidden;                           /* [DL_BLOCK][64] */
    float *score;                            /* [upper.m] */
} dl_scoring;

bool dl_scorer_read(dl_scorer *s, dl_arena *a, const dl_model *m, const char *pipe, const char *moves, uint32_t features, dl_err *e);
bool dl_scoring_begin(dl_scoring *g, dl_arena *a, const dl_scorer *s, const float *token, uint32_t n);
/* Scores of all classes for the state that looks at these tokens (UINT32_MAX: none). */
const float *dl_scoring_run(dl_scoring *g, const uint32_t *feature);

struct dl_net {
    dl_arena *arena;
    dl_tok2vec shared, own;                  /* own: of the names */
    dl_dense tagger;
    dl_scorer parser, names;
    uint32_t tags, deps, ents, root, space_dep;
    uint16_t *plain;                         /* [deps] the label before "||", or itself */
    uint16_t *above;                         /* [deps] the label behind "||", or UINT16_MAX */
};

bool dl_net_parse(const dl_net *net, dl_arena *a, const dl_lexicon *x, dl_piece *p, const float *token);
bool dl_net_name(const dl_net *net, dl_arena *a, const dl_lexicon *x, dl_piece *p, const float *token);

#endif
