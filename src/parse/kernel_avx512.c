/* kernel_avx512 - the kernels for AVX-512: twelve rows by two vectors of sixteen. */
#include "kernel.h"

#if defined(__x86_64__)
#define KERNEL __attribute__((target("avx2,fma,avx512f,avx512bw")))
#include "kernel_eight.h"

#define V __m512
#define V_N 16
#define V_ZERO _mm512_setzero_ps()
#define V_ALL(p) _mm512_set1_ps(*(p))
#define V_LOAD(p) _mm512_loadu_ps(p)
#define V_STORE(p, a) _mm512_storeu_ps(p, a)
#define V_FMA(a, b, c) _mm512_fmadd_ps(a, b, c)
#define V_ADD(a, b) _mm512_add_ps(a, b)
#define V_SUB(a, b) _mm512_sub_ps(a, b)
#define TILE_ROWS 12

#define S __m512
#define S_ALL(a) _mm512_set1_ps(a)
#define S_LOAD(p) _mm512_loadu_ps(p)
#define S_STORE(p, a) _mm512_storeu_ps(p, a)
#define S_ADD(a, b) _mm512_add_ps(a, b)
#define S_SUB(a, b) _mm512_sub_ps(a, b)
#define S_MUL(a, b) _mm512_mul_ps(a, b)
/* a > b ? a : b; which of the two comes first matters for zeros. */
#define S_MAX(a, b) _mm512_max_ps(a, b)
static KERNEL inline float S_SUM(__m512 a)
{
    return sum8(_mm256_add_ps(_mm512_castps512_ps256(a),
        _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(a), 1))));
}
#include "kernel_body.inc"

/* Sixteen leaders at once, then the highest of them; of equals the first. */
static KERNEL size_t top(const float *y, const float *bias, const uint32_t *allowed, size_t m)
{
    __m512 best = _mm512_set1_ps(-INFINITY);
    __m512i at = _mm512_set1_epi32(-1), sixteen = _mm512_set1_epi32(16);
    __m512i now = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (size_t c = 0; c < m; c += 16, now = _mm512_add_epi32(now, sixteen)) {
        __m512i may = _mm512_loadu_si512((const void *)(allowed + c));
        __m512 v = _mm512_add_ps(_mm512_loadu_ps(y + c), _mm512_loadu_ps(bias + c));
        __mmask16 higher = _mm512_mask_cmp_ps_mask(
            _mm512_test_epi32_mask(may, may), v, best, _CMP_GT_OQ);
        best = _mm512_mask_mov_ps(best, higher, v);
        at = _mm512_mask_mov_epi32(at, higher, now);
    }
    __mmask16 led = _mm512_cmpneq_epi32_mask(at, _mm512_set1_epi32(-1));
    if (!led) return m;
    led = _mm512_mask_cmp_ps_mask(
        led, best, _mm512_set1_ps(_mm512_mask_reduce_max_ps(led, best)), _CMP_EQ_OQ);
    return _mm512_mask_reduce_min_epu32(led, at);
}

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

const parse_kernel parse_kernel_avx512 = { "avx512", runs_here, gemm, window, cross, norm, add,
    state, top };
#else
static bool runs_here(void) { return false; }
const parse_kernel parse_kernel_avx512 = { .name = "avx512", .runs_here = runs_here };
#endif
