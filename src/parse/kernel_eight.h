/* kernel_eight - what all sets of AVX2 and above share: sums of eight floats,
 * rounding. */
#ifndef DL_KERNEL_EIGHT_H
#define DL_KERNEL_EIGHT_H

#include "kernel.h"

#include <immintrin.h>
#include <math.h>
#include <string.h>

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
    __m128 four = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1)),
           two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/* Sums and differences of four vectors side by side; kernel_body.inc has the same for
 * floats. */
static KERNEL void cross16(int16_t *out, const int16_t *x, size_t pairs)
{
    for (; pairs-- > 0; x += 2 * DL_WIDTH, out += DL_CROSSED * DL_WIDTH)
        for (int i = 0; i < DL_WIDTH; i += 16) {
            __m256i a = _mm256_loadu_si256((const void *)(x + i)),
                    b = _mm256_loadu_si256((const void *)(x + DL_WIDTH + i));
            __m256i c = _mm256_loadu_si256((const void *)(x + 2 * DL_WIDTH + i)),
                    d = _mm256_loadu_si256((const void *)(x + 3 * DL_WIDTH + i));
            _mm256_storeu_si256((void *)(out + i), _mm256_add_epi16(b, c));
            _mm256_storeu_si256((void *)(out + DL_WIDTH + i), _mm256_sub_epi16(c, b));
            _mm256_storeu_si256((void *)(out + 2 * DL_WIDTH + i), _mm256_sub_epi16(a, c));
            _mm256_storeu_si256((void *)(out + 3 * DL_WIDTH + i), _mm256_sub_epi16(d, b));
        }
}

/* min and max answer their second operand where the first is no number, as the portable
 * order of comparisons does. */
static KERNEL void round16(int16_t *out, const float *x, size_t n, float steps, int limit)
{
    __m256 most = _mm256_set1_ps((float)limit), least = _mm256_set1_ps((float)-limit),
           by = _mm256_set1_ps(steps);
    for (size_t i = 0; i < n; i += 8) {
        __m256 v = _mm256_mul_ps(_mm256_loadu_ps(x + i), by);
        __m256i whole = _mm256_cvtps_epi32(_mm256_max_ps(_mm256_min_ps(v, most), least));
        _mm_storeu_si128((void *)(out + i),
            _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1)));
    }
}

#endif
