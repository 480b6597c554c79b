/* kernel_avx2 - the kernels for AVX2 with FMA: six rows by two vectors of eight, so
 * twelve sums, two vectors of weights and one value in fifteen of the sixteen
 * registers. */
#include "kernel.h"

#if defined(__x86_64__)
#define KERNEL __attribute__((target("avx2,fma")))
#include "kernel_eight.h"

#define V __m256
#define V_N 8
#define V_ZERO _mm256_setzero_ps()
#define V_ALL(p) _mm256_broadcast_ss(p)
#define V_LOAD(p) _mm256_loadu_ps(p)
#define V_STORE(p, a) _mm256_storeu_ps(p, a)
#define V_FMA(a, b, c) _mm256_fmadd_ps(a, b, c)
#define V_ADD(a, b) _mm256_add_ps(a, b)
#define V_SUB(a, b) _mm256_sub_ps(a, b)
#define TILE_ROWS 6

typedef struct sixteen {
    __m256 lo, hi;
} sixteen;
#define S sixteen
#define BOTH(f, a, b) \
    (sixteen) { f((a).lo, (b).lo), f((a).hi, (b).hi) }
static KERNEL inline S S_ALL(float a) { return (S){ _mm256_set1_ps(a), _mm256_set1_ps(a) }; }
static KERNEL inline S S_LOAD(const float *p)
{
    return (S){ _mm256_loadu_ps(p), _mm256_loadu_ps(p + 8) };
}
static KERNEL inline void S_STORE(float *p, S a)
{
    _mm256_storeu_ps(p, a.lo);
    _mm256_storeu_ps(p + 8, a.hi);
}
static KERNEL inline S S_ADD(S a, S b) { return BOTH(_mm256_add_ps, a, b); }
static KERNEL inline S S_SUB(S a, S b) { return BOTH(_mm256_sub_ps, a, b); }
static KERNEL inline S S_MUL(S a, S b) { return BOTH(_mm256_mul_ps, a, b); }
/* a > b ? a : b; which of the two comes first matters for zeros. */
static KERNEL inline S S_MAX(S a, S b) { return BOTH(_mm256_max_ps, a, b); }
static KERNEL inline float S_SUM(S a) { return sum8(_mm256_add_ps(a.lo, a.hi)); }
#include "kernel_body.inc"

/* Among eight leaders, the highest; of equals the first. */
static KERNEL inline size_t first_of(__m256 best, __m256i at, size_t none)
{
    float score[8];
    uint32_t where[8];
    size_t lead = 0;
    _mm256_storeu_ps(score, best);
    _mm256_storeu_si256((void *)where, at);
    for (size_t i = 1; i < 8; i++)
        if (where[i] != UINT32_MAX
            && (where[lead] == UINT32_MAX || score[i] > score[lead]
                || (!(score[i] < score[lead]) && where[i] < where[lead])))
            lead = i;
    return where[lead] == UINT32_MAX ? none : where[lead];
}

static KERNEL size_t top(const float *y, const float *bias, const uint32_t *allowed, size_t m)
{
    __m256 best = _mm256_set1_ps(-INFINITY);
    __m256i at = _mm256_set1_epi32(-1), now = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (size_t c = 0; c < m; c += 8, now = _mm256_add_epi32(now, _mm256_set1_epi32(8))) {
        __m256 v = _mm256_add_ps(_mm256_loadu_ps(y + c), _mm256_loadu_ps(bias + c));
        __m256 higher = _mm256_and_ps(_mm256_cmp_ps(v, best, _CMP_GT_OQ),
            _mm256_castsi256_ps(_mm256_loadu_si256((const void *)(allowed + c))));
        best = _mm256_blendv_ps(best, v, higher);
        at = _mm256_blendv_epi8(at, now, _mm256_castps_si256(higher));
    }
    return first_of(best, at, m);
}

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

const parse_kernel parse_kernel_avx2 = { "avx2", runs_here, gemm, window, cross, norm, add, state,
    top };
#else
static bool runs_here(void) { return false; }
const parse_kernel parse_kernel_avx2 = { .name = "avx2", .runs_here = runs_here };
#endif
