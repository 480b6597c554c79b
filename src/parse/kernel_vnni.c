/* The kernels for AVX-512 with VNNI: the quick product takes one instruction where
 * AVX-512 alone takes two. */
#include "kernel.h"

#if defined(__x86_64__)
#define KERNEL __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vnni")))
#include "kernel_512.h"
#define W_STEP(sum, v, w) _mm512_dpwssd_epi32(sum, v, w)
#include "kernel_body.inc"

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512f")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx2")
        && __builtin_cpu_supports("fma");
}

const dl_kernel dl_kernel_vnni = { "vnni", runs_here, gemm, window, gemm16, window16, round16,
    cross, cross16, norm, add, state, top };
#else
static bool runs_here(void) { return false; }
const dl_kernel dl_kernel_vnni = { .name = "vnni", .runs_here = runs_here };
#endif
