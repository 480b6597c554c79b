/* fuzz - what the targets share: a claim that must hold whatever the bytes, and the
 * tables that reading and cleaning need.
 *
 *   MUST(claim);    fuzz_tables()->read, ->clean: opened by the first call;
 *   fuzz_read_text: bytes to a document's text */
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

/* Reads and cleans a text as a report in English: the detector would turn most of what a
 * target is given away. */
static inline void fuzz_read_text(dl_doc *d, const uint8_t *data, size_t size)
{
    dl_raw r = { .kind = DL_RAW_TEXT,
        .file = DL_S("fuzz"),
        .bytes = dl_slice_of((const char *)data, size),
        .note = DL_NOTE_COUNT };
    dl_read_decode(d, fuzz_tables()->read, &r);
    dl_clean_text(d, fuzz_tables()->clean);
    d->text.english = true;
}

#endif
