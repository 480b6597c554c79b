/* rows - tables as text: comma, semicolon, tab or bar between cells, a heading that names
 * the columns (RFC 4180). Private to read.
 *
 *   window of a file --read_rows_next--> start and end of the next row
 *   a heading --read_rows_delimiter--> what parts its cells, 0 where it names no report
 *   a heading and a row --read_rows_cells--> the row's cells, each with its column's name
 *
 * A row is kept with the heading in front, so that it can be read alone. The format is
 * libcsv's business, forgiving of quotation marks inside cells; UTF-16 is walked by the
 * characters that matter. */
#ifndef DL_READ_ROWS_H
#define DL_READ_ROWS_H

#include "read_private.h"

typedef struct read_rows read_rows;

/* wide: UTF-16 of that order. NULL: out of memory. */
read_rows *read_rows_new(const dl_mem *m, char delimiter, unsigned width, bool big_endian);
void read_rows_free(read_rows *r);

typedef enum rows_found { ROWS_MORE, ROWS_ROW, ROWS_STARVED } rows_found;
/* Looks on in the window; ended: no bytes come behind it. */
rows_found read_rows_next(read_rows *r, dl_slice window, bool ended, size_t *start, size_t *end);
/* The window moved n bytes on. */
void read_rows_drop(read_rows *r, size_t n);
/* The window's bytes that are not needed any more. */
size_t read_rows_done(const read_rows *r);

/* heading: in UTF-8, what stands behind it is not looked at. least: columns that must be
 * known by name. */
char read_rows_delimiter(const dl_read_tables *t, dl_slice heading, unsigned least);

/* A cell of the row; name: of its column, {NULL,0} where the heading has none. */
typedef struct read_cell {
    dl_slice name;
    read_value at; /* in `cells`, with one byte before and behind it */
} read_cell;
typedef DL_VEC(read_cell) read_cells;

/* s: heading and row. cells: the texts of all cells with the map to s. Answers the cells
 * in the row less those in the heading; INT_MIN: there is no row, or memory ran out. */
int read_rows_cells(
    dl_arena *a, const dl_read_tables *t, dl_slice s, read_piece *cells, read_cells *out);

#endif
