/* table - TSV tables that people edit: UTF-8, '#' lines are comments, the first other
 * line names the columns.
 *
 * The same code serves the build and --lexicon at run time. A bad row (wrong number of
 * fields, broken UTF-8, a key twice where `unique`) is refused with file:line in e;
 * rows keep the file's order. */
#ifndef DL_TABLE_H
#define DL_TABLE_H

#include "arena.h"
#include "err.h"

typedef struct dl_table {
    const char *name; /* of the file, for messages */
    uint32_t columns, rows;
    const dl_slice *heading; /* [columns] */
    const dl_slice *cell; /* [rows][columns] */
    const uint32_t *line; /* [rows] line numbers in the file */
    const char *const *file; /* [rows] the file of each row; NULL: all are of `name` */
    const uint32_t *slot; /* look-up by the first column: [slots], row + 1, 0 = free */
    uint32_t slots;
} dl_table;

/* Far above any table carried; keeps 32-bit cell numbers safe. */
enum { DL_TABLE_ROWS_MAX = 4000000, DL_TABLE_COLUMNS_MAX = 64 };

/* Parses `tsv` (which must outlive the table) in `a`. NULL with e set when it is
 * refused. */
const dl_table *dl_table_parse(dl_arena *a, const char *name, dl_slice tsv, bool unique, dl_err *e);
/* Makes the look-up by the first column; false with e set where a key stands twice and
 * may not. */
bool dl_table_index(dl_arena *a, dl_table *t, bool unique, dl_err *e);
const char *dl_table_file(const dl_table *t, uint32_t row); /* the file that the row stands in */
int dl_table_column(const dl_table *t, const char *heading); /* -1: there is none */
dl_slice dl_table_cell(const dl_table *t, uint32_t row, uint32_t column);
/* The first row whose first column is `key`, or -1. */
int64_t dl_table_find(const dl_table *t, dl_slice key);

#endif
