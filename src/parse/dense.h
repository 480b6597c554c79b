/* dense - a layer's weights, read from the model file and packed as the kernels want
 * them. */
#ifndef DL_DENSE_H
#define DL_DENSE_H

#include "kernel.h"
#include "model.h"

/* W [out][pieces][in] packed by dl_kernel_at(in, piece * out + o); m outputs with the
 * padding; bias [m] in the same order. */
typedef struct dl_dense {
    float *w, *b;
    uint32_t in, m;
    int16_t *q; /* --fast: the same, rounded, by dl_kernel16_at; NULL: not wanted */
    float *scale; /* [m] what makes a sum of q times rounded x a float again */
} dl_dense;

/* Whole numbers for values: steps to one, held within most either side of nought. Finer
 * steps of the values leave coarser ones for the weights. */
typedef struct dl_grid {
    float steps;
    int most;
} dl_grid;

/* The weights of a window layer for products of two windows at a time; w or, with --fast,
 * q and scale. */
typedef struct dl_window {
    float *w;
    int16_t *q;
    float *scale;
    uint32_t m;
} dl_window;

/* Maxout with its LayerNorm. */
typedef struct dl_layer {
    dl_dense maxout;
    dl_norm norm;
} dl_layer;

/* name: "<pipe>/<node>"; pieces 0: a linear layer, W [out][in]. False with e set. The
 * arena owns what is read. */
bool dl_dense_read(dl_dense *d, dl_arena *a, const dl_model *m, const char *name, uint32_t out,
    uint32_t pieces, uint32_t in, dl_err *e);
/* The maxout at `node` of a pipe and the LayerNorm behind it. */
bool dl_layer_read(dl_layer *l, dl_arena *a, const dl_model *m, const char *pipe, uint32_t node,
    uint32_t in, dl_err *e);
/* Rounds the weights for gemm16: each output has as fine a step as no sum of values of x
 * can leave 32 bits. */
bool dl_dense_round(dl_dense *d, dl_arena *a, dl_grid x, dl_err *e);
/* n cleared floats on a cache line's border; NULL: out of memory. */
float *dl_dense_floats(dl_arena *a, size_t n);
/* A window layer cut into what it makes of each single vector: one product DL_WIDTH -> as
 * many outputs for each place in the window. */
bool dl_dense_cut(dl_dense *cut, dl_arena *a, const dl_dense *window, dl_err *e);
/* A window layer cut for products of two windows at a time. x: its grid where whole
 * numbers are wanted (most at most DL_MOST16 / 2), or NULL. */
bool dl_window_pack(
    dl_window *to, dl_arena *a, const dl_dense *window, const dl_grid *x, dl_err *e);

#endif
