/* kernel_512 - what the two sets for AVX-512 share: twelve rows by two vectors of sixteen; what works element by element stays at eight floats. */
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

#endif
