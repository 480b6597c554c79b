/* kernel_portable - the kernels in plain C: what every other set must equal, and what
 * runs where there is no other. */
#include "kernel.h"

#include <math.h>

typedef struct sixteen {
    float v[16];
} sixteen;

#define KERNEL
#define V float
#define V_N 1
#define V_ZERO 0
#define V_ALL(p) (*(p))
#define V_LOAD(p) (*(p))
#define V_STORE(p, a) (*(p) = (a))
#define V_FMA(a, b, c) fmaf(a, b, c)
#define V_ADD(a, b) ((a) + (b))
#define V_SUB(a, b) ((a) - (b))
#define TILE_ROWS 6
#define S sixteen
#define EACH(e) \
    sixteen r; \
    for (int i = 0; i < 16; i++) r.v[i] = (e); \
    return r

static S S_ALL(float a) { EACH(a); }
static S S_LOAD(const float *p) { EACH(p[i]); }
static S S_ADD(S a, S b) { EACH(a.v[i] + b.v[i]); }
static S S_SUB(S a, S b) { EACH(a.v[i] - b.v[i]); }
static S S_MUL(S a, S b) { EACH(a.v[i] * b.v[i]); }
static S S_MAX(S a, S b) { EACH(a.v[i] > b.v[i] ? a.v[i] : b.v[i]); }
static void S_STORE(float *p, S a)
{
    for (int i = 0; i < 16; i++) p[i] = a.v[i];
}

static float S_SUM(S a)
{
    float e[8];
    for (int i = 0; i < 8; i++) e[i] = a.v[i] + a.v[i + 8];
    return ((e[0] + e[4]) + (e[2] + e[6])) + ((e[1] + e[5]) + (e[3] + e[7]));
}

#include "kernel_body.inc"

static size_t top(const float *y, const float *bias, const uint32_t *allowed, size_t m)
{
    size_t best = m;
    for (size_t c = 0; c < m; c++)
        if (allowed[c] && (best == m || y[c] + bias[c] > y[best] + bias[best])) best = c;
    return best;
}

static bool everywhere(void) { return true; }

const parse_kernel parse_kernel_portable = { "portable", everywhere, gemm, window, cross, norm, add,
    state, top };
