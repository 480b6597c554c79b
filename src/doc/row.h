/* row - one row of an answer of the record, with the types that SQLite knows.
 *
 *   store (a query) --dl_row--> tell (JSON, columns for people)
 *
 * Slices live until the visitor returns. */
#ifndef DL_ROW_H
#define DL_ROW_H

#include "base/base.h"

typedef enum dl_cell_type {
    DL_CELL_NULL,
    DL_CELL_INT,
    DL_CELL_REAL,
    DL_CELL_TEXT,
    DL_CELL_JSON, /* text that is JSON already */
    DL_CELL_BLOB
} dl_cell_type;

typedef struct dl_cell {
    dl_cell_type type;
    int64_t integer; /* of INT */
    double real; /* of REAL */
    dl_slice text; /* of TEXT, JSON and BLOB */
} dl_cell;

/* A column is told in JSON lines, in tables for people (CSV too), or in both. */
typedef struct dl_row_column {
    dl_slice name;
    bool is_json, in_line, in_table;
} dl_row_column;

typedef struct dl_row {
    size_t n;
    const dl_row_column *column;
    const dl_cell *cell;
} dl_row;
typedef bool (*dl_row_visit)(void *user, const dl_row *row); /* false: enough */

#endif
