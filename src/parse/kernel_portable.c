/* The kernels in plain C: what every other set must equal, and what runs where there is
 * no other. */
#include "kernel.h"

#include <math.h>

typedef struct sixteen {
    float v[16];
} sixteen;
typedef const int16_t *two; /* where two values lie */

#define KERNEL
#define V float
#define V_N 1
#define V_ZERO 0
#define V_ALL(p) (*(p))
#define V_LOAD(p) (*(p))
#define V_STORE(p, a) (*(p) = (a))
#define V_FMA(a, b, c) fmaf(a, b, c)
#define V_MUL(a, b) ((a) * (b))
#define V_ADD(a, b) ((a) + (b))
#define V_SUB(a, b) ((a) - (b))
#define W int32_t
#define WX two
#define WW two
#define W_ZERO 0
#define W_PAIR(p) (p)
#define W_LOAD(p) (p)
#define W_STEP(sum, v, w) ((sum) + (v)[0] * (w)[0] + (v)[1] * (w)[1])
#define W_HOLD(a) (void)0
#define W_ADD(a, b) ((a) + (b))
#define W_SUB(a, b) ((a) - (b))
#define W_FLOATS(sum) ((float)(sum))
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

static void cross16(int16_t *out, const int16_t *x, size_t pairs)
{
    for (; pairs-- > 0; x += 2 * DL_WIDTH, out += DL_CROSSED * DL_WIDTH)
        for (int i = 0; i < DL_WIDTH; i++) {
            int a = x[i], b = x[DL_WIDTH + i], c = x[2 * DL_WIDTH + i], d = x[3 * DL_WIDTH + i];
            out[i] = (int16_t)(b + c);
            out[DL_WIDTH + i] = (int16_t)(c - b);
            out[2 * DL_WIDTH + i] = (int16_t)(a - c);
            out[3 * DL_WIDTH + i] = (int16_t)(d - b);
        }
}

static size_t top(const float *y, const float *bias, const uint32_t *allowed, size_t m)
{
    size_t best = m;
    for (size_t c = 0; c < m; c++)
        if (allowed[c] && (best == m || y[c] + bias[c] > y[best] + bias[best])) best = c;
    return best;
}

static void round16(int16_t *out, const float *x, size_t n, float steps, int limit)
{
    float most = (float)limit;
    for (size_t i = 0; i < n; i++) {
        float v = x[i] * steps;
        v = v < most ? v : most;
        out[i] = (int16_t)lrintf(v > -most ? v : -most);
    }
}

static bool everywhere(void) { return true; }

const dl_kernel dl_kernel_portable = { "portable", everywhere, gemm, window, gemm16, window16,
    round16, cross, cross16, norm, add, state, top };
