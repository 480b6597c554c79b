/* fuzz - what the targets share: a claim that must hold whatever the bytes, and the
 * tables that reading and cleaning need.
 *
 *   MUST(claim);    fuzz_tables()->read, ->clean: opened by the first call */
#ifndef DL_FUZZ_H
#define DL_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "clean/clean.h"
#include "read/read.h"

#define MUST(x) \
    do { \
        if (!(x)) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x); \
            abort(); \
        } \
    } while (0)

typedef struct fuzz_opened {
    dl_lexicon *lexicon;
    dl_calendar *calendar;
    dl_read_tables *read;
    dl_clean_tables *clean;
} fuzz_opened;

static inline const fuzz_opened *fuzz_tables(void)
{
    static fuzz_opened t;
    dl_err e;
    if (t.clean) return &t;
    dl_err_clear(&e);
    MUST((t.lexicon = dl_lexicon_open(NULL, NULL, &e)) != NULL);
    MUST((t.calendar = dl_calendar_new(NULL, t.lexicon, &e)) != NULL);
    MUST((t.read = dl_read_tables_new(NULL, t.lexicon, t.calendar, &e)) != NULL);
    MUST((t.clean = dl_clean_tables_new(NULL, t.lexicon, t.calendar, &e)) != NULL);
    return &t;
}

#endif
