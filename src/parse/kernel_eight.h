/* kernel_eight - eight floats as AVX2 has them: what the element-wise kernels of both vector sets are made of. */
#ifndef DL_KERNEL_EIGHT_H
#define DL_KERNEL_EIGHT_H

#include "kernel.h"

#include <immintrin.h>
#include <math.h>
#include <string.h>

#define V8 __m256
#define V8_ALL(a) _mm256_set1_ps(a)
#define V8_LOAD(p) _mm256_loadu_ps(p)
#define V8_STORE(p, a) _mm256_storeu_ps(p, a)
#define V8_ADD(a, b) _mm256_add_ps(a, b)
#define V8_SUB(a, b) _mm256_sub_ps(a, b)
#define V8_MUL(a, b) _mm256_mul_ps(a, b)
#define V8_MAX(a, b) _mm256_max_ps(a, b)       /* a > b ? a : b, the order of the two matters for zeros */
#define V8_SUM(a) sum8(a)

/* Two values of 16 bits as the machine holds them, for every lane at once. */
static KERNEL inline int pair(const int16_t *p)
{
    int both;
    memcpy(&both, p, sizeof both);
    return both;
}

/* ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)) */
static KERNEL inline float sum8(__m256 a)
{
    __m128 four = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1)), two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/* Among eight leaders, the highest; of equals the first. */
static KERNEL inline size_t first_of(__m256 best, __m256i at, size_t none)
{
    float score[8];
    uint32_t where[8];
    size_t lead = 0;
    _mm256_storeu_ps(score, best);
    _mm256_storeu_si256((void *)where, at);
    for (size_t i = 1; i < 8; i++)
        if (where[i] != UINT32_MAX && (where[lead] == UINT32_MAX || score[i] > score[lead] || (!(score[i] < score[lead]) && where[i] < where[lead]))) lead = i;
    return where[lead] == UINT32_MAX ? none : where[lead];
}

/* min and max answer their second operand where the first is no number, as the portable order of comparisons does. */
static KERNEL void round16(int16_t *out, const float *x, size_t n, float steps, int limit)
{
    __m256 most = _mm256_set1_ps((float)limit), least = _mm256_set1_ps((float)-limit), by = _mm256_set1_ps(steps);
    for (size_t i = 0; i < n; i += 8) {
        __m256 v = _mm256_mul_ps(_mm256_loadu_ps(x + i), by);
        __m256i whole = _mm256_cvtps_epi32(_mm256_max_ps(_mm256_min_ps(v, most), least));
        _mm_storeu_si128((void *)(out + i), _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1)));
    }
}

static KERNEL size_t top(const float *y, const float *bias, const uint32_t *allowed, size_t m)
{
    __m256 best = _mm256_set1_ps(-INFINITY);
    __m256i at = _mm256_set1_epi32(-1), now = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (size_t c = 0; c < m; c += 8, now = _mm256_add_epi32(now, _mm256_set1_epi32(8))) {
        __m256 v = _mm256_add_ps(_mm256_loadu_ps(y + c), _mm256_loadu_ps(bias + c));
        __m256 higher = _mm256_and_ps(_mm256_cmp_ps(v, best, _CMP_GT_OQ), _mm256_castsi256_ps(_mm256_loadu_si256((const void *)(allowed + c))));
        best = _mm256_blendv_ps(best, v, higher);
        at = _mm256_blendv_epi8(at, now, _mm256_castps_si256(higher));
    }
    return first_of(best, at, m);
}

#endif
