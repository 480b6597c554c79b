/* kernel - the network's inner loops, one set for each instruction set, chosen at run
 * time.
 *
 *   gemm    each output is one chain of fused multiply-adds in the order of k
 *   window  windows of three vectors, two next to each other at a time: Winograd's F(2,3), two thirds of the multiplications
 *   gemm16, window16  the same on whole numbers of 16 bits with sums of 32 (--fast): whole sums do not round, so their order is free
 *   norm    bias, maxout, layer norm over sixteen partial sums, sum with what was there
 *   others  element by element
 *
 * So every set gives the same bits; tests/unit/test_kernel.c holds them to it.
 * kernel_body.inc is compiled once for each. */
#ifndef DL_KERNEL_H
#define DL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DL_PANEL = 16, /* outputs are padded to a multiple of this: one AVX-512 vector, two of AVX2 */
    DL_WIDTH = 96, /* of a token's vector */
    DL_PIECES = 3, /* of a maxout in the encoder */
    DL_MIXED = DL_WIDTH * DL_PIECES,
    DL_HIDDEN = 64, /* of a state's vector */
    DL_HALVES = 2, /* of the state's maxout */
    DL_LOWER = DL_HIDDEN * DL_HALVES,
    DL_CROSSED = 4, /* vectors that two windows next to each other are worked out from */
    DL_MOST16 = 32767 /* of a rounded value, either side of nought */
};

typedef struct dl_norm {
    const float *bias, *gain, *shift;
} dl_norm; /* [DL_MIXED], [DL_WIDTH], [DL_WIDTH] */

typedef struct dl_kernel {
    const char *name;
    bool (*runs_here)(void);
    /* y[r * ldy + c] = sum over i < k of x[r * ldx + i] * w(i, c), c < m; w packed as
     * dl_kernel_at says, m a multiple of DL_PANEL. Rows of x may overlap (windows); y
     * and x may not. */
    void (*gemm)(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k,
        const float *w, size_t m);
    /* Windows over vectors d0 d1 d2 d3 (k each) and weights g0 g1 g2: d0 g0 + d1 g1 +
     * d2 g2 to row 2r of y, d1 g0 + d2 g1 + d3 g2 to row 2r + 1. x, w: what cross and
     * dl_window_pack make of them, [pairs][DL_CROSSED][k] and by dl_window_at. With P
     * = chain x[0] w[0] and Q = chain x[1] w[1] the first is the chain of x[2] w[2]
     * that begins at P + Q, the second that of x[3] w[3] that begins at P - Q. Neither
     * sees the vector outside its window, not even by rounding. */
    void (*window)(
        float *y, size_t ldy, const float *x, size_t pairs, size_t k, const float *w, size_t m);
    /* The quick product: y = (sum over i < k of x[i] * w(i, c)) * scale[c]; w packed
     * as dl_kernel16_at says, k even; whoever packs sees to it that no sum can leave
     * 32 bits. */
    void (*gemm16)(float *y, size_t ldy, const int16_t *x, size_t ldx, size_t rows, size_t k,
        const int16_t *w, const float *scale, size_t m);
    void (*window16)(float *y, size_t ldy, const int16_t *x, size_t pairs, size_t k,
        const int16_t *w, const float *scale, size_t m); /* w by dl_window16_at */
    /* out = x * steps, rounded to the nearest even and held within limit either side of
     * nought; n a multiple of 8. */
    void (*round16)(int16_t *out, const float *x, size_t n, float steps, int limit);
    /* out[pair] = d1 + d2, d2 - d1, d0 - d2, d3 - d1 of the vectors d0 = x + pair * 2 *
     * DL_WIDTH and the three after it. */
    void (*cross)(float *out, const float *x, size_t pairs);
    void (*cross16)(
        int16_t *out, const int16_t *x, size_t pairs); /* of values within DL_MOST16 / 2 */
    /* out[r] = add[r] + norm(maxout(y[r] + bias)); rows of y are DL_MIXED apart, the
     * others DL_WIDTH; add NULL: nothing; out may be add. */
    void (*norm)(float *out, const float *add, const float *y, size_t rows, const dl_norm *n);
    /* y = ((part[0] + part[1]) + part[2]) + ..., n > 0 vectors of m floats, m a multiple
     * of DL_PANEL; y may be one of them. */
    void (*add)(float *y, const float *const *part, size_t n, size_t m);
    /* hidden[DL_HIDDEN]: the larger half of the sum of n features' rows [DL_LOWER], in
     * their order, and the bias. n > 0. */
    void (*state)(float *hidden, const float *const *feature, size_t n, const float *bias);
    /* The first c < m with the highest y[c] + bias[c] among those with allowed[c] (all
     * bits or none); m: none is. */
    size_t (*top)(const float *y, const float *bias, const uint32_t *allowed, size_t m);
} dl_kernel;

extern const dl_kernel dl_kernel_portable, dl_kernel_avx2, dl_kernel_avx512, dl_kernel_vnni;

const dl_kernel *dl_kernel_best(
    /* for this processor; or the one that DATELINE_KERNEL names, where it runs here: to
     * compare sets */
    void);
const dl_kernel *dl_kernel_named(const char *name); /* NULL: unknown, or not for this processor */

/* Where w(i, c) lies: panels of DL_PANEL outputs, each [k][DL_PANEL], so that a product
 * reads them from front to back. */
static inline size_t dl_kernel_at(size_t i, size_t c, size_t k)
{
    return (c / DL_PANEL * k + i) * DL_PANEL + c % DL_PANEL;
}
/* The same for gemm16: [k / 2][DL_PANEL][2], since the machines multiply pairs. */
static inline size_t dl_kernel16_at(size_t i, size_t c, size_t k)
{
    return (c / DL_PANEL * k + i / 2 * 2) * DL_PANEL + c % DL_PANEL * 2 + i % 2;
}
/* The same for window: [part][k][DL_PANEL] in each panel. */
static inline size_t dl_window_at(size_t part, size_t i, size_t c, size_t k)
{
    return ((c / DL_PANEL * DL_CROSSED + part) * k + i) * DL_PANEL + c % DL_PANEL;
}
static inline size_t dl_window16_at(size_t part, size_t i, size_t c, size_t k)
{
    return ((c / DL_PANEL * DL_CROSSED + part) * k + i / 2 * 2) * DL_PANEL + c % DL_PANEL * 2
        + i % 2;
}
static inline uint32_t dl_kernel_padded(uint32_t outputs)
{
    return (outputs + DL_PANEL - 1) / DL_PANEL * DL_PANEL;
}

#endif
