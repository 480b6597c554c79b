/* kernel - matrix products whose every output is one chain of fused multiply-adds in the order of k, whatever the instruction set. */
#ifndef DL_KERNEL_H
#define DL_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum { DL_KERNEL_WIDTH = 16 };   /* outputs are padded to a multiple of this */

/* y[r][c] = sum over k of x[r * ldx + k] * w[k][c], c < m; m a multiple of DL_KERNEL_WIDTH. Rows of x may overlap (windows). */
typedef void dl_gemm(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k, const float *w, size_t m);

dl_gemm dl_gemm_portable, dl_gemm_avx2;
dl_gemm *dl_gemm_best(void);     /* for this processor */
const char *dl_gemm_name(dl_gemm *g);

#endif
