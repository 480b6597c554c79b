/* The kernels for AVX-512: twelve rows by two vectors of sixteen; what works element by
 * element stays at eight floats. */
#include "kernel.h"

#if defined(__x86_64__)
#define KERNEL __attribute__((target("avx2,fma,avx512f,avx512bw")))
#include "kernel_512.h"
#define W_STEP(sum, v, w) _mm512_add_epi32(sum, _mm512_madd_epi16(v, w))
#include "kernel_body.inc"

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

const dl_kernel dl_kernel_avx512 = { "avx512", runs_here, gemm, window, gemm16, window16, round16,
    cross, cross16, norm, add, state, top };
#else
static bool runs_here(void) { return false; }
const dl_kernel dl_kernel_avx512 = { .name = "avx512", .runs_here = runs_here };
#endif
