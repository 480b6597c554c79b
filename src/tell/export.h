/* export - events of the record in the formats of other programs.
 *
 *   rows of the list "export" --dl_export_row--> dl_export_event --> bytes of one format
 *
 * A format without a place for the status carries what happened alone; what it cannot
 * carry is left out and counted by its reason. Same rows, same bytes: no clock. Texts
 * are safe in each format: in columns a control character is a blank and a cell that a
 * spreadsheet would run begins with an apostrophe. */
#ifndef DL_TELL_EXPORT_H
#define DL_TELL_EXPORT_H

#include "base/err.h"
#include "base/lexicon.h"
#include "doc/row.h"

typedef struct dl_export dl_export;
typedef struct dl_export_options {
    const char *format; /* "polecat", "geojson" ... */
    const dl_table *countries; /* as dl_tell_countries read it */
    const char *version; /* of the program, for formats that name it */
    bool (*put)(void *user, const char *bytes, size_t n); /* the file in pieces; false: stop */
    void *user;
} dl_export_options;

/* The codes of countries; NULL with e set. */
const dl_table *dl_tell_countries(dl_lexicon *l, dl_err *e);
/* The formats in order of name; NULL after the last. */
const char *dl_export_format_at(uint32_t i);

dl_export *dl_export_new(const dl_mem *m, const dl_export_options *o); /* NULL: no memory */
bool dl_export_row(void *x, const dl_row *row); /* a dl_row_visit; x: dl_export */
bool dl_export_end(dl_export *x); /* writes the end; false: out of memory */
/* Events that were left out for the i-th reason; NULL after the last. */
const char *dl_export_left(const dl_export *x, uint32_t i, uint64_t *n);
void dl_export_free(dl_export *x); /* NULL is fine */

#endif
