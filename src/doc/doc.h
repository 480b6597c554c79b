/* doc - the report in memory. Data flows one way; each layer is filled by one room and
 * read by all:
 *
 *   read, clean -> text      parse -> tokens      mark -> marks      code -> events
 *
 * A stage is void dl_<room>_<verb>(dl_doc *d, const dl_<tables> *t): reads d, appends
 * to its own layer, touches nothing else. A failure (memory) sticks in d->err; what is
 * wrong with the input becomes a note. Everything lives in d->arena: dl_doc_free frees
 * it all. */
#ifndef DL_DOC_H
#define DL_DOC_H

#include "notes.h"
#include "text.h"
#include "tokens.h"
#include "marks.h"
#include "events.h"

typedef struct dl_doc {
    const dl_mem *mem;
    dl_arena *arena;
    dl_arena *scratch; /* what a stage, or a step of one, throws away at its end */
    bool (*stop)(void *ctx); /* true: the caller wants no more of it; NULL: nobody asks */
    void *stop_ctx;
    dl_err err;
    dl_notes notes;
    dl_text text;
    dl_tokens tokens;
    dl_marks marks;
    dl_events events;
} dl_doc;

dl_doc *dl_doc_new(const dl_mem *m); /* NULL when out of memory */
void dl_doc_free(dl_doc *d);
void dl_doc_reset(dl_doc *d); /* ready for another report; keeps memory */
/* Bounds the memory of a report whose raw record has so many bytes. */
void dl_doc_bound(dl_doc *d, size_t raw);
/* Checks the arenas; makes a failed allocation stick in d->err. Each stage ends with
 * it. */
bool dl_doc_ok(dl_doc *d);
/* The same, and the scratch memory is given back. */
bool dl_doc_tidy(dl_doc *d);
/* Whether the caller wants no more: what other threads that work on the report ask. */
bool dl_doc_is_stopped(const dl_doc *d);
/* Asked by stages some times a second: false, the report has failed, or with DL_ESTOP
 * does now. */
bool dl_doc_go_on(dl_doc *d);
/* A stage wanted more memory than one report may have: the report's failure, not the
 * run's. */
bool dl_doc_is_too_large(const dl_doc *d);
/* All layers are empty again, and what the arena gave since the mark is taken back. */
void dl_doc_start_again(dl_doc *d, dl_arena_mark mark);
/* printf-like; the message is kept in the arena. `at`: byte in the raw record, -1:
 * none. */
void dl_doc_note(dl_doc *d, dl_note_code code, int64_t at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Byte of the raw record that a byte of full comes from (ids, evidence). UINT64_MAX: the
 * title given apart. */
uint64_t dl_doc_raw_at(const dl_doc *d, uint32_t at);
static inline dl_slice dl_doc_title(const dl_doc *d)
{
    return dl_slice_cut(d->text.full, d->text.title.start, d->text.title.end);
}
static inline dl_slice dl_doc_body(const dl_doc *d)
{
    return dl_slice_cut(d->text.full, d->text.body.start, d->text.body.end);
}

#endif
