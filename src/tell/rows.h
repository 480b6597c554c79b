/* rows - rows of the record for callers of the library.
 *
 *   dl_row --dl_tell_row--> dateline_row (columns, a JSON object) --> dateline_visit
 *
 * A cell of every type has its text beside it; NULL is absent from the JSON object. */
#ifndef DL_TELL_ROWS_H
#define DL_TELL_ROWS_H

#include "dateline.h"
#include "doc/row.h"

typedef struct dl_tell_rows {
    dateline_visit visit;
    void *user;
    dl_arena *arena; /* texts of one row */
    dl_buf json;
    bool failed; /* out of memory */
} dl_tell_rows;

bool dl_tell_rows_init(dl_tell_rows *r, const dl_mem *m, dateline_visit visit, void *user);
bool dl_tell_row(void *rows, const dl_row *row); /* a dl_row_visit; user: dl_tell_rows */
void dl_tell_rows_free(dl_tell_rows *r);
/* A row that no query made. False: out of memory. */
bool dl_tell_one_row(const dl_mem *m, const dl_row *row, dateline_visit visit, void *user);

#endif
