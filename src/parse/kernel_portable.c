/* The kernels in plain C: what every other set must equal, and what runs where there is no other. */
#include "kernel.h"

#include <math.h>

typedef struct eight { float v[8]; } eight;
typedef const int16_t *two;      /* where two values lie */

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
#define V8 eight
#define EACH(e) eight r; for (int i = 0; i < 8; i++) r.v[i] = (e); return r

static eight V8_ALL(float a) { EACH(a); }
static eight V8_LOAD(const float *p) { EACH(p[i]); }
static eight V8_ADD(eight a, eight b) { EACH(a.v[i] + b.v[i]); }
static eight V8_SUB(eight a, eight b) { EACH(a.v[i] - b.v[i]); }
static eight V8_MUL(eight a, eight b) { EACH(a.v[i] * b.v[i]); }
static eight V8_MAX(eight a, eight b) { EACH(a.v[i] > b.v[i] ? a.v[i] : b.v[i]); }
static void V8_STORE(float *p, eight a) { for (int i = 0; i < 8; i++) p[i] = a.v[i]; }
static float V8_SUM(eight a) { return ((a.v[0] + a.v[4]) + (a.v[2] + a.v[6])) + ((a.v[1] + a.v[5]) + (a.v[3] + a.v[7])); }

#include "kernel_body.inc"

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

const dl_kernel dl_kernel_portable = { "portable", everywhere, gemm, window, gemm16, window16, round16, cross, cross16, norm, add, state, top };
