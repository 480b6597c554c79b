/* kernel - the network's inner loops, one set for each instruction set, chosen at run time.
 *
 *   gemm    each output is one chain of fused multiply-adds in the order of k
 *   gemm16  the same on whole numbers of 16 bits with sums of 32 (--fast): whole sums do not round, so their order is free
 *   norm    bias, maxout, layer norm over eight partial sums, sum with what was there
 *   others  element by element
 *
 * So every set gives the same bits; tests/unit/test_kernel.c holds them to it. kernel_body.inc is compiled once for each. */
#ifndef DL_KERNEL_H
#define DL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DL_PANEL = 16,               /* outputs are padded to a multiple of this: one AVX-512 vector, two of AVX2 */
    DL_WIDTH = 96,               /* of a token's vector */
    DL_PIECES = 3,               /* of a maxout in the encoder */
    DL_MIXED = DL_WIDTH * DL_PIECES,
    DL_HIDDEN = 64,              /* of a state's vector */
    DL_HALVES = 2,               /* of the state's maxout */
    DL_LOWER = DL_HIDDEN * DL_HALVES,
    DL_MOST16 = 32767            /* of a rounded value, either side of nought */
};

typedef struct dl_norm { const float *bias, *gain, *shift; } dl_norm;   /* [DL_MIXED], [DL_WIDTH], [DL_WIDTH] */

typedef struct dl_kernel {
    const char *name;
    bool (*runs_here)(void);
    /* y[r * ldy + c] = sum over i < k of x[r * ldx + i] * w(i, c), c < m; w packed as dl_kernel_at says, m a multiple of DL_PANEL.
     * Rows of x may overlap (windows); y and x may not. */
    void (*gemm)(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k, const float *w, size_t m);
    /* The quick product: y = (sum over i < k of x[i] * w(i, c)) * scale[c]; w packed as dl_kernel16_at says, k even; whoever packs sees to it that no sum
     * can leave 32 bits. */
    void (*gemm16)(float *y, size_t ldy, const int16_t *x, size_t ldx, size_t rows, size_t k, const int16_t *w, const float *scale, size_t m);
    /* out = x * steps, rounded to the nearest even and held within DL_MOST16; n a multiple of 8. */
    void (*round16)(int16_t *out, const float *x, size_t n, float steps);
    /* out[r] = add[r] + norm(maxout(y[r] + bias)); rows of y are DL_MIXED apart, the others DL_WIDTH; add NULL: nothing; out may be add. */
    void (*norm)(float *out, const float *add, const float *y, size_t rows, const dl_norm *n);
    /* y = (a + b) + c, DL_MIXED each. */
    void (*add3)(float *y, const float *a, const float *b, const float *c);
    /* hidden[DL_HIDDEN]: the larger half of the sum of n features' rows [DL_LOWER], in their order, and the bias. n > 0. */
    void (*state)(float *hidden, const float *const *feature, size_t n, const float *bias);
    /* The first c < m with the highest y[c] + bias[c] among those with allowed[c] (all bits or none); m: none is. */
    size_t (*top)(const float *y, const float *bias, const uint32_t *allowed, size_t m);
} dl_kernel;

extern const dl_kernel dl_kernel_portable, dl_kernel_avx2, dl_kernel_avx512, dl_kernel_vnni;

const dl_kernel *dl_kernel_best(void);                       /* for this processor */
const dl_kernel *dl_kernel_named(const char *name);          /* NULL: unknown, or not for this processor */

/* Where w(i, c) lies: panels of DL_PANEL outputs, each [k][DL_PANEL], so that a product reads them from front to back. */
static inline size_t dl_kernel_at(size_t i, size_t c, size_t k) { return (c / DL_PANEL * k + i) * DL_PANEL + c % DL_PANEL; }
/* The same for gemm16: [k / 2][DL_PANEL][2], since the machines multiply pairs. */
static inline size_t dl_kernel16_at(size_t i, size_t c, size_t k) { return (c / DL_PANEL * k + i / 2 * 2) * DL_PANEL + c % DL_PANEL * 2 + i % 2; }
static inline uint32_t dl_kernel_padded(uint32_t outputs) { return (outputs + DL_PANEL - 1) / DL_PANEL * DL_PANEL; }

#endif
