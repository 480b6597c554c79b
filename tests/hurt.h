/* hurt - what the programs of tests/hurt count by: basic blocks, by the compiler's own
 * hook, so the same on every machine. Blocks of other libraries are not counted. */
#ifndef DL_HURT_H
#define DL_HURT_H

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static uint64_t steps;
void __sanitizer_cov_trace_pc(void);
__attribute__((no_sanitize_coverage)) void __sanitizer_cov_trace_pc(void) { steps++; }

static inline void hurt_drop_record(const char *db)
{
    static const char *const ending[] = { "", "-wal", "-shm" };
    char path[128];
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        snprintf(path, sizeof path, "%s%s", db, ending[i]);
        unlink(path);
    }
}

#endif
