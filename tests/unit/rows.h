/* rows - the rows of a table tried one by one: a row that is wrong is told and hides no
 * other. */
#ifndef DL_ROWS_H
#define DL_ROWS_H

#include "unit.h"

#include "base/base.h"

/* The table data/FILE with its columns in the file's order. */
static inline const dl_table *rows_read(dl_arena *a, const char *file)
{
    char path[200];
    dl_err e;
    dl_err_clear(&e);
    snprintf(path, sizeof path, "data/%s", file);
    const dl_table *t = dl_table_parse(a, file, dl_file_read(a, path, 4 << 20, &e), false, &e);
    if (!t) fail_msg("%s: %s", e.what, e.detail);
    return t;
}

static inline dl_slice rows_cell(const dl_table *t, uint32_t row, const char *column)
{
    int at = dl_table_column(t, column);
    assert_true(at >= 0);
    return dl_table_cell(t, row, (uint32_t)at);
}

typedef bool rows_test(void *ctx, const dl_table *t, uint32_t row);

/* How many rows do not hold; each is told with `why`. */
static inline uint32_t rows_wrong(const dl_table *t, rows_test *holds, void *ctx, const char *why)
{
    uint32_t wrong = 0;
    char name[DL_ROW_NAME_MAX];
    for (uint32_t r = 0; r < t->rows; r++) {
        if (holds(ctx, t, r)) continue;
        print_error("%s: %s\n", dl_row_name(t, r, name), why);
        wrong++;
    }
    return wrong;
}

#endif
