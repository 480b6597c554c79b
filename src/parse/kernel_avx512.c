/* The kernels for AVX-512: twelve rows by two vectors of sixteen; what works element by element stays at eight floats. */
#include "kernel.h"

#if defined(__x86_64__)
#define KERNEL __attribute__((target("avx2,fma,avx512f")))
#include "kernel_eight.h"

#define V __m512
#define V_N 16
#define V_ZERO _mm512_setzero_ps()
#define V_ALL(p) _mm512_set1_ps(*(p))
#define V_LOAD(p) _mm512_loadu_ps(p)
#define V_STORE(p, a) _mm512_storeu_ps(p, a)
#define V_FMA(a, b, c) _mm512_fmadd_ps(a, b, c)
#define TILE_ROWS 12
#define ONE_ROW(X) X(0) X(1) X(2) X(3)
#include "kernel_body.inc"

static bool runs_here(void) { return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

const dl_kernel dl_kernel_avx512 = { "avx512", runs_here, gemm, norm, add3, state, top };
#else
static bool runs_here(void) { return false; }
const dl_kernel dl_kernel_avx512 = { .name = "avx512", .runs_here = runs_here };
#endif
