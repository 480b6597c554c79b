/* kernel - see kernel.h: which set of loops this processor is given. */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

/* The fastest first; the last runs everywhere. */
static const parse_kernel *const kernels[] = { &parse_kernel_avx512, &parse_kernel_avx2,
    &parse_kernel_portable };

const parse_kernel *parse_kernel_best(void)
{
    const char *wanted = getenv("DATELINE_KERNEL");
    const parse_kernel *named = wanted ? parse_kernel_named(wanted) : NULL;
    size_t i = 0;
    if (named) return named;
    while (!kernels[i]->runs_here()) i++;
    return kernels[i];
}

const parse_kernel *parse_kernel_named(const char *name)
{
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (strcmp(kernels[i]->name, name) == 0 && kernels[i]->runs_here()) return kernels[i];
    return NULL;
}
