#include "kernel.h"

#include <math.h>

void dl_gemm_portable(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k, const float *w, size_t m)
{
    for (size_t r = 0; r < rows; r++) {
        float *out = y + r * ldy;
        for (size_t c = 0; c < m; c++) out[c] = 0;
        for (size_t i = 0; i < k; i++)
            for (size_t c = 0; c < m; c++) out[c] = fmaf(x[r * ldx + i], w[i * m + c], out[c]);
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

/* R rows by 16 outputs in registers: 12 sums, two rows of w and one x fill the sixteen. */
#define TILE(R) \
    static __attribute__((target("avx2,fma"))) void tile##R(float *y, size_t ldy, const float *x, size_t ldx, size_t k, const float *w, size_t m) \
    { \
        __m256 a[R], b[R]; \
        for (int r = 0; r < R; r++) a[r] = b[r] = _mm256_setzero_ps(); \
        for (size_t i = 0; i < k; i++) { \
            __m256 lo = _mm256_loadu_ps(w + i * m), hi = _mm256_loadu_ps(w + i * m + 8); \
            for (int r = 0; r < R; r++) { \
                __m256 v = _mm256_broadcast_ss(x + (size_t)r * ldx + i); \
                a[r] = _mm256_fmadd_ps(v, lo, a[r]); \
                b[r] = _mm256_fmadd_ps(v, hi, b[r]); \
            } \
        } \
        for (int r = 0; r < R; r++) { \
            _mm256_storeu_ps(y + (size_t)r * ldy, a[r]); \
            _mm256_storeu_ps(y + (size_t)r * ldy + 8, b[r]); \
        } \
    }
#ifndef __clang__
#pragma GCC push_options
#pragma GCC optimize("O3")
#endif
TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)
#ifndef __clang__
#pragma GCC pop_options
#endif

void dl_gemm_avx2(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k, const float *w, size_t m)
{
    typedef void tile(float *, size_t, const float *, size_t, size_t, const float *, size_t);
    static tile *const tiles[] = { tile1, tile2, tile3, tile4, tile5, tile6 };
    for (size_t c = 0; c < m; c += DL_KERNEL_WIDTH)
        for (size_t r = 0; r < rows; r += 6) {
            size_t n = rows - r < 6 ? rows - r : 6;
            tiles[n - 1](y + r * ldy + c, ldy, x + r * ldx, ldx, k, w + c, m);
        }
}

dl_gemm *dl_gemm_best(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? dl_gemm_avx2 : dl_gemm_portable;
}
#else
void dl_gemm_avx2(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k, const float *w, size_t m) { dl_gemm_portable(y, ldy, x, ldx, rows, k, w, m); }
dl_gemm *dl_gemm_best(void) { return dl_gemm_portable; }
#endif

const char *dl_gemm_name(dl_gemm *g) { return g == dl_gemm_portable ? "portable" : "avx2"; }
