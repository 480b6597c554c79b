#include "kernel.h"

#include <stdlib.h>
#include <string.h>

static const dl_kernel *const kernels[] = { &dl_kernel_vnni, &dl_kernel_avx512, &dl_kernel_avx2,
    &dl_kernel_portable }; /* the fastest first */

const dl_kernel *dl_kernel_best(void)
{
    const char *wanted = getenv("DATELINE_KERNEL");
    const dl_kernel *named = wanted ? dl_kernel_named(wanted) : NULL;
    size_t i = 0;
    if (named) return named;
    while (!kernels[i]->runs_here()) i++; /* the last runs everywhere */
    return kernels[i];
}

const dl_kernel *dl_kernel_named(const char *name)
{
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (strcmp(kernels[i]->name, name) == 0 && kernels[i]->runs_here()) return kernels[i];
    return NULL;
}
