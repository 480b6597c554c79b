/* The kernels for AVX2 with FMA: twelve sums, two vectors of weights, one value, fifteen of the sixteen registers. */
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
#define V_MUL(a, b) _mm256_mul_ps(a, b)
#define V_ADD(a, b) _mm256_add_ps(a, b)
#define V_SUB(a, b) _mm256_sub_ps(a, b)
#define W __m256i
#define WX __m256i
#define WW __m256i
#define W_ZERO _mm256_setzero_si256()
#define W_PAIR(p) _mm256_set1_epi32(pair(p))
#define W_LOAD(p) _mm256_loadu_si256((const void *)(p))
#define W_STEP(sum, v, w) _mm256_add_epi32(sum, _mm256_madd_epi16(v, w))
#define W_HOLD(a) __asm__ volatile("" : "+x"(a))
#define W_ADD(a, b) _mm256_add_epi32(a, b)
#define W_SUB(a, b) _mm256_sub_epi32(a, b)
#define W_FLOATS(sum) _mm256_cvtepi32_ps(sum)
#define TILE_ROWS 6
#include "kernel_body.inc"

static bool runs_here(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

const dl_kernel dl_kernel_avx2 = { "avx2", runs_here, gemm, window, gemm16, window16, round16, cross, cross16, norm, add, state, top };
#else
static bool runs_here(void) { return false; }
const dl_kernel dl_kernel_avx2 = { .name = "avx2", .runs_here = runs_here };
#endif
