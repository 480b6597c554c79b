/* kernel_512 - what the two sets for AVX-512 share: twelve rows by two vectors of
 * sixteen. */
#ifndef DL_KERNEL_512_H
#define DL_KERNEL_512_H

#include "kernel_eight.h"

#define V __m512
#define V_N 16
#define V_ZERO _mm512_setzero_ps()
#define V_ALL(p) _mm512_set1_ps(*(p))
#define V_LOAD(p) _mm512_loadu_ps(p)
#define V_STORE(p, a) _mm512_storeu_ps(p, a)
#define V_FMA(a, b, c) _mm512_fmadd_ps(a, b, c)
#define V_MUL(a, b) _mm512_mul_ps(a, b)
#define V_ADD(a, b) _mm512_add_ps(a, b)
#define V_SUB(a, b) _mm512_sub_ps(a, b)
#define W __m512i
#define WX __m512i
#define WW __m512i
#define W_ZERO _mm512_setzero_si512()
#define W_PAIR(p) _mm512_set1_epi32(pair(p))
#define W_LOAD(p) _mm512_loadu_si512((const void *)(p))
#define W_HOLD(a) __asm__ volatile("" : "+v"(a))
#define W_ADD(a, b) _mm512_add_epi32(a, b)
#define W_SUB(a, b) _mm512_sub_epi32(a, b)
#define W_FLOATS(sum) _mm512_cvtepi32_ps(sum)
#define TILE_ROWS 12

#define S __m512
#define S_ALL(a) _mm512_set1_ps(a)
#define S_LOAD(p) _mm512_loadu_ps(p)
#define S_STORE(p, a) _mm512_storeu_ps(p, a)
#define S_ADD(a, b) _mm512_add_ps(a, b)
#define S_SUB(a, b) _mm512_sub_ps(a, b)
#define S_MUL(a, b) _mm512_mul_ps(a, b)
#define S_MAX(a, b) _mm512_max_ps(a, b) /* a > b ? a : b, the order of the two matters for zeros */
static KERNEL inline float S_SUM(__m512 a)
{
    return sum8(_mm256_add_ps(_mm512_castps512_ps256(a),
        _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(a), 1))));
}

static KERNEL size_t top(const float *y, const float *bias, const uint32_t *allowed, size_t m)
{
    __m512 best = _mm512_set1_ps(-INFINITY);
    __m512i at = _mm512_set1_epi32(-1),
            now = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (size_t c = 0; c < m; c += 16, now = _mm512_add_epi32(now, _mm512_set1_epi32(16))) {
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
    return _mm512_mask_reduce_min_epu32(led, at); /* of equals the first */
}

#endif
