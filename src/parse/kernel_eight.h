/* kernel_eight - what the sets for AVX2 and AVX-512 share: the sum of eight floats. */
#ifndef DL_KERNEL_EIGHT_H
#define DL_KERNEL_EIGHT_H

#include "kernel.h"

#include <immintrin.h>
#include <math.h>

/* ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)) */
static KERNEL inline float sum8(__m256 a)
{
    __m128 four = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

#endif
