/* unit - what the unit tests share: cmocka, a failing allocator, the language model. */
#ifndef DL_UNIT_H
#define DL_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Fails the allocation whose number is `at` (from 1), and counts what is held. */
typedef struct unit_memory {
    long count, at, held;
} unit_memory;

static inline void *unit_resize(void *ctx, void *p, size_t old, size_t size)
{
    unit_memory *m = ctx;
    (void)old;
    if (size == 0) {
        m->held -= p != NULL;
        free(p);
        return NULL;
    }
    if (++m->count == m->at) return NULL;
    void *q = realloc(p, size);
    m->held += q && !p;
    return q;
}

/* Removes a record and all that can lie beside it. */
static inline void unit_drop_record(const char *base)
{
    static const char *const tail[] = { "", "-wal", "-shm", "-journal", ".schema1",
        ".schema1.part", ".damaged", ".repair" };
    char path[256];
    for (size_t i = 0; i < sizeof tail / sizeof *tail; i++) {
        snprintf(path, sizeof path, "%s%s", base, tail[i]);
        unlink(path);
    }
}

#define UNIT_MODEL "build/model/en.dlm"

/* Is there a language model? Where there is none, says what is not tried. */
static inline bool unit_has_model(const char *what)
{
    if (access(UNIT_MODEL, R_OK) == 0) return true;
    printf("%s: left out: there is no language model\n", what);
    return false;
}

#endif
