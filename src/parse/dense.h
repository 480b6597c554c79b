/* dense - a layer's weights, read from the model file and packed as the kernels want
 * them; and room for floats that is kept from one report to the next. */
#ifndef DL_DENSE_H
#define DL_DENSE_H

#include "kernel.h"
#include "model.h"

/* W [out][pieces][in] packed by parse_kernel_at(in, piece * out + o); m outputs with the
 * padding; bias [m] in the same order. */
typedef struct parse_dense {
    float *w, *b;
    uint32_t in, m;
} parse_dense;

/* The weights of a window layer for products of two windows at a time. */
typedef struct parse_window {
    float *w;
    uint32_t m;
} parse_window;

/* Maxout with its LayerNorm. */
typedef struct parse_layer {
    parse_dense maxout;
    parse_norm norm;
} parse_layer;

/* name: "<pipe>/<node>"; pieces 0: a linear layer, W [out][in]. False with e set. The
 * arena owns what is read. */
bool parse_dense_read(parse_dense *d, dl_arena *a, const dl_model *m, const char *name,
    uint32_t out, uint32_t pieces, uint32_t in, dl_err *e);
/* The maxout at `node` of a pipe and the LayerNorm behind it. */
bool parse_layer_read(parse_layer *l, dl_arena *a, const dl_model *m, const char *pipe,
    uint32_t node, uint32_t in, dl_err *e);
/* n cleared floats on a cache line's border; NULL: out of memory. */
float *parse_dense_floats(dl_arena *a, size_t n);
/* A window layer cut into what it makes of each single vector: one product PARSE_WIDTH ->
 * as many outputs for each place in the window. */
bool parse_dense_cut(parse_dense *cut, dl_arena *a, const parse_dense *window, dl_err *e);
/* A window layer cut for products of two windows at a time. */
bool parse_window_pack(parse_window *to, dl_arena *a, const parse_dense *window, dl_err *e);

/* Floats that stay from one report to the next, on a cache line's border. */
typedef struct parse_floats {
    float *at;
    void *held;
    size_t n;
} parse_floats;

/* What was in it is lost when it grows. False: out of memory. */
bool parse_floats_fit(parse_floats *f, const dl_mem *mem, size_t n);
void parse_floats_free(parse_floats *f, const dl_mem *mem);

#endif
