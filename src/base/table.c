/* table - see table.h. */
#include "table.h"

#include "hash.h"
#include "utf8.h"

static uint32_t split(dl_slice line, dl_slice *cell, uint32_t max)
{
    uint32_t n = 0;
    for (size_t from = 0;; n++) {
        size_t tab = dl_slice_find_byte(line, '\t', from);
        size_t end = tab == SIZE_MAX ? line.n : tab;
        if (n < max) cell[n] = dl_slice_cut(line, from, end);
        if (tab == SIZE_MAX) return n + 1;
        from = tab + 1;
    }
}

static bool is_row(dl_slice line) { return line.n && line.p[0] != '#'; }

bool dl_table_index(dl_arena *a, dl_table *t, bool unique, dl_err *e)
{
    t->slots = 16;
    while (t->slots < t->rows * 2) t->slots *= 2;
    uint32_t *slot = dl_arena_array(a, t->slots, sizeof *slot);
    if (!slot) return false;
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice key = t->cell[(size_t)r * t->columns];
        uint32_t at = (uint32_t)dl_hash64(key, 1) & (t->slots - 1);
        bool twice = false;
        while (
            slot[at] && !(twice = dl_slice_eq(t->cell[(size_t)(slot[at] - 1) * t->columns], key)))
            at = (at + 1) & (t->slots - 1);
        if (twice && unique)
            return dl_fail(e, DL_EFORMAT, "a key stands twice", -1, "%s:%u: %.*s",
                       dl_table_file(t, r), t->line[r], (int)(key.n < 80 ? key.n : 80), key.p),
                   false;
        if (!twice) slot[at] = r + 1;
    }
    t->slot = slot;
    return true;
}

static uint32_t count_rows(dl_slice tsv, dl_slice *heading, uint32_t *heading_line)
{
    dl_slice line;
    uint32_t rows = 0, n = 0;
    while (dl_slice_line(&tsv, &line)) {
        n++;
        if (!is_row(line)) continue;
        if (!heading->p) *heading = line, *heading_line = n;
        else rows++;
    }
    return rows;
}

static bool fill_rows(
    dl_table *t, dl_slice tsv, uint32_t heading_line, dl_slice *cell, uint32_t *lines, dl_err *e)
{
    dl_slice line;
    uint32_t r = 0, n = 0;
    while (dl_slice_line(&tsv, &line)) {
        if (++n <= heading_line || !is_row(line)) continue;
        lines[r] = n;
        if (dl_utf8_bad(line) != SIZE_MAX)
            return dl_fail(e, DL_EFORMAT, "a row is not UTF-8", -1, "%s:%u", t->name, n), false;
        uint32_t got = split(line, cell + (size_t)r * t->columns, t->columns);
        if (got != t->columns)
            return dl_fail(e, DL_EFORMAT, "a row has another number of fields than the heading", -1,
                       "%s:%u: %u, not %u", t->name, n, got, t->columns),
                   false;
        r++;
    }
    return true;
}

const dl_table *dl_table_parse(dl_arena *a, const char *name, dl_slice tsv, bool unique, dl_err *e)
{
    dl_slice heading = { NULL, 0 };
    uint32_t heading_line = 0, rows = count_rows(tsv, &heading, &heading_line);
    dl_slice names[DL_TABLE_COLUMNS_MAX];
    uint32_t columns = heading.p ? split(heading, names, DL_TABLE_COLUMNS_MAX) : 0;
    if (!heading.p || columns > DL_TABLE_COLUMNS_MAX || rows > DL_TABLE_ROWS_MAX) {
        dl_fail(e, DL_EFORMAT, "no heading line, or too large a table", -1, "%s", name);
        return NULL;
    }
    dl_table *t = dl_arena_alloc(a, sizeof *t);
    dl_slice *head = dl_arena_array(a, columns, sizeof *head),
             *cell = dl_arena_array(a, (size_t)rows * columns + 1, sizeof *cell);
    uint32_t *lines = dl_arena_array(a, (size_t)rows + 1, sizeof *lines);
    if (t && head && cell && lines) {
        memcpy(head, names, columns * sizeof *head);
        *t = (dl_table){ .name = name,
            .columns = columns,
            .rows = rows,
            .heading = head,
            .cell = cell,
            .line = lines };
        if (fill_rows(t, tsv, heading_line, cell, lines, e) && dl_table_index(a, t, unique, e))
            return t;
    }
    if (dl_arena_failed(a)) dl_fail(e, DL_ENOMEM, "out of memory", -1, "%s", name);
    return NULL;
}

const char *dl_table_file(const dl_table *t, uint32_t row) { return t->file ? t->file[row] : t->name; }

int dl_table_column(const dl_table *t, const char *heading)
{
    for (uint32_t c = 0; c < t->columns; c++)
        if (dl_slice_is(t->heading[c], heading)) return (int)c;
    return -1;
}

dl_slice dl_table_cell(const dl_table *t, uint32_t row, uint32_t column)
{
    return t->cell[(size_t)row * t->columns + column];
}

int64_t dl_table_find(const dl_table *t, dl_slice key)
{
    uint32_t at = (uint32_t)dl_hash64(key, 1) & (t->slots - 1);
    for (; t->slot[at]; at = (at + 1) & (t->slots - 1))
        if (dl_slice_eq(dl_table_cell(t, t->slot[at] - 1, 0), key)) return t->slot[at] - 1;
    return -1;
}
