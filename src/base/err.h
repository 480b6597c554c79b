/* err - failures as values that stick.
 *
 * A dl_err lives in the thing that can fail (a document, a store, a reader). The first
 * failure wins; later calls see it and do nothing; the owner checks once. Bad input is
 * not a failure but a note (doc/notes.h). A bug is an assert. */
#ifndef DL_ERR_H
#define DL_ERR_H

#include <stdbool.h>
#include <stdint.h>

typedef enum dl_code {
    DL_OK = 0,
    DL_ENOMEM, /* an allocation failed */
    DL_EIO, /* reading or writing failed: detail has the path and the system's reason */
    DL_EFULL, /* the disk is full */
    DL_EFORMAT, /* a file is not what it should be: a record, a model, a table */
    DL_ELIMIT, /* a named limit was met */
    DL_EVERSION, /* made by other versions of program, model or tables */
    DL_EBUSY, /* another writer holds the record */
    DL_EARG, /* the caller asked for something that makes no sense */
    DL_ENOTFOUND,
    DL_ESTOP /* the user stopped the run */
} dl_code;

/* Bytes of detail kept, with the final NUL: a path and a reason fit. */
enum { DL_DETAIL_MAX = 240 };

typedef struct dl_err {
    dl_code code;
    const char *what; /* constant text: what failed */
    int64_t at; /* byte position in the input, -1: none */
    char detail[DL_DETAIL_MAX]; /* path, row, reason; may be empty */
} dl_err;

/* Records a failure unless one is recorded already. `detail` is a printf format or
 * NULL. Returns code, so that `return dl_fail(e, ...)` reads well. */
dl_code dl_fail(dl_err *e, dl_code code, const char *what, int64_t at, const char *detail, ...)
    __attribute__((format(printf, 5, 6)));
/* The same with errno's text behind the path; ENOSPC and EDQUOT become DL_EFULL. */
dl_code dl_fail_errno(dl_err *e, const char *what, const char *path);
static inline bool dl_failed(const dl_err *e) { return e->code != DL_OK; }
void dl_err_clear(dl_err *e);
const char *dl_code_name(dl_code code); /* "out of memory" ... constant */

#endif
