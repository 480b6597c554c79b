/* kernel - the network's inner loops, one set for each instruction set, chosen at run
 * time.
 *
 *   gemm    each output is one chain of fused multiply-adds in the order of k
 *   window  windows of three vectors, two neighbours at a time: Winograd's F(2,3), two
 *           thirds of the multiplications
 *   norm    bias, maxout, layer norm over sixteen partial sums, sum with what was there
 *   others  element by element
 *
 * Every set gives the same bits; tests/unit/test_kernel.c holds them to it. The loops
 * stand once, in kernel_body.inc, which each set includes. */
#ifndef DL_KERNEL_H
#define DL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PARSE_PANEL = 16, /* outputs are padded to a multiple of this: one AVX-512 vector */
    PARSE_WIDTH = 96, /* of a token's vector */
    PARSE_PIECES = 3, /* of a maxout in the encoder */
    PARSE_MIXED = PARSE_WIDTH * PARSE_PIECES,
    PARSE_HIDDEN = 64, /* of a state's vector */
    PARSE_HALVES = 2, /* of the state's maxout */
    PARSE_LOWER = PARSE_HIDDEN * PARSE_HALVES,
    PARSE_CROSSED = 4 /* vectors that two neighbouring windows are worked out from */
};

/* A maxout's bias and the LayerNorm behind it. */
typedef struct parse_norm {
    const float *bias; /* [PARSE_MIXED] */
    const float *gain, *shift; /* [PARSE_WIDTH] */
} parse_norm;

typedef struct parse_kernel {
    const char *name;
    bool (*runs_here)(void);
    /* y[r * ldy + c] = sum over i < k of x[r * ldx + i] * w(i, c), c < m; w packed as
     * parse_kernel_at says, m a multiple of PARSE_PANEL. Rows of x may overlap (windows);
     * y and x may not. */
    void (*gemm)(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k,
        const float *w, size_t m);
    /* Windows over vectors d0 d1 d2 d3 (k each) and weights g0 g1 g2: d0 g0 + d1 g1 + d2
     * g2 to row 2r of y, d1 g0 + d2 g1 + d3 g2 to row 2r + 1. x, w: what cross and
     * parse_window_pack make of them, [pairs][PARSE_CROSSED][k] and by parse_window_at.
     * With P = chain x[0] w[0] and Q = chain x[1] w[1] the first is the chain of x[2]
     * w[2] that begins at P + Q, the second that of x[3] w[3] that begins at P - Q.
     * Neither sees the vector outside its window, not even by rounding. */
    void (*window)(
        float *y, size_t ldy, const float *x, size_t pairs, size_t k, const float *w, size_t m);
    /* out[pair] = d1 + d2, d2 - d1, d0 - d2, d3 - d1 of the vectors
     * d0 = x + pair * 2 * PARSE_WIDTH and the three after it. */
    void (*cross)(float *out, const float *x, size_t pairs);
    /* out[r] = add[r] + norm(maxout(y[r] + bias)); rows of y are PARSE_MIXED apart, the
     * others PARSE_WIDTH; add NULL: nothing; out may be add. */
    void (*norm)(float *out, const float *add, const float *y, size_t rows, const parse_norm *n);
    /* y = ((part[0] + part[1]) + part[2]) + ..., n > 0 vectors of m floats, m a multiple
     * of PARSE_PANEL; y may be one of them. */
    void (*add)(float *y, const float *const *part, size_t n, size_t m);
    /* hidden[PARSE_HIDDEN]: the larger half of the sum of n features' rows [PARSE_LOWER],
     * in their order, and the bias. n > 0. */
    void (*state)(float *hidden, const float *const *feature, size_t n, const float *bias);
    /* The first c < m with the highest y[c] + bias[c] among those with allowed[c] (all
     * bits or none); m: none is. */
    size_t (*top)(const float *y, const float *bias, const uint32_t *allowed, size_t m);
} parse_kernel;

extern const parse_kernel parse_kernel_portable, parse_kernel_avx2, parse_kernel_avx512;

/* For this processor; or the set that DATELINE_KERNEL names, where it runs here: to
 * compare sets. */
const parse_kernel *parse_kernel_best(void);
/* NULL: unknown, or not for this processor. */
const parse_kernel *parse_kernel_named(const char *name);

/* Where w(i, c) lies: panels of PARSE_PANEL outputs, each [k][PARSE_PANEL], so that a
 * product reads them from front to back. */
static inline size_t parse_kernel_at(size_t i, size_t c, size_t k)
{
    return (c / PARSE_PANEL * k + i) * PARSE_PANEL + c % PARSE_PANEL;
}
/* The same for window: [part][k][PARSE_PANEL] in each panel. */
static inline size_t parse_window_at(size_t part, size_t i, size_t c, size_t k)
{
    return ((c / PARSE_PANEL * PARSE_CROSSED + part) * k + i) * PARSE_PANEL + c % PARSE_PANEL;
}
static inline uint32_t parse_kernel_padded(uint32_t outputs)
{
    return (outputs + PARSE_PANEL - 1) / PARSE_PANEL * PARSE_PANEL;
}

#endif
