/* records - handles on one record, for many threads, and what state the record is in.
 *
 *   take --> a handle that holds one state of the record --> give
 *
 * As many answers are worked out at once as there are handles; who comes later waits.
 * Each handle is opened when it is first needed, and anew where another file has taken
 * the record's place (`check --repair`). */
#ifndef DL_SERVE_RECORDS_H
#define DL_SERVE_RECORDS_H

#include "base/base.h"
#include "dateline.h"

typedef struct serve_records serve_records;

/* NULL with the reason in why. */
serve_records *serve_records_open(const char *path, unsigned handles, char *why, size_t size);
void serve_records_close(serve_records *r); /* NULL is fine; none may be taken */
/* A number that grows with each change that others make; what is read later is of that
 * state or of a newer one. */
uint64_t serve_records_state(serve_records *r);
typedef struct serve_loan {
    dateline *d; /* NULL: there is none, and why, a constant text, says so */
    const char *why;
    void *slot; /* the private place of the loan */
} serve_loan;
serve_loan serve_records_take(serve_records *r);
void serve_records_give(serve_records *r, serve_loan loan);

#endif
