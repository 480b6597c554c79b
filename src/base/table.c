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

static dl_slice key_of(const dl_table *t, uint32_t row)
{
    return t->cell[(size_t)row * t->columns];
}

/* The slot of the key: its row's, or the free one where it belongs (linear probing). */
static uint32_t slot_of(const dl_table *t, const uint32_t *slot, dl_slice key)
{
    uint32_t at = (uint32_t)dl_hash64(key, 1) & (t->slots - 1);
    while (slot[at] && !dl_slice_eq(key_of(t, slot[at] - 1), key)) at = (at + 1) & (t->slots - 1);
    return at;
}

static void refuse_key(const dl_table *t, uint32_t row, dl_err *e)
{
    enum { SHOWN = 80 }; /* bytes */
    dl_slice key = key_of(t, row);
    int n = (int)(key.n < SHOWN ? key.n : SHOWN);
    dl_fail(e, DL_EFORMAT, "a key stands twice", -1, "%s:%u: %.*s", dl_table_file(t, row),
        t->line[row], n, key.p);
}

bool dl_table_index(dl_arena *a, dl_table *t, bool unique, dl_err *e)
{
    t->slots = 16;
    while (t->slots < t->rows * 2) t->slots *= 2;
    uint32_t *slot = dl_arena_array(a, t->slots, sizeof *slot);
    if (!slot) return false;
    for (uint32_t r = 0; r < t->rows; r++) {
        uint32_t at = slot_of(t, slot, key_of(t, r));
        if (slot[at] && unique) {
            refuse_key(t, r, e);
            return false;
        }
        if (!slot[at]) slot[at] = r + 1;
    }
    t->slot = slot;
    return true;
}

/* What is found before the rows are read: the heading and how many rows there are. */
typedef struct outline {
    dl_slice heading;
    uint32_t heading_line, rows;
} outline;

static outline outline_of(dl_slice tsv)
{
    outline o = { { NULL, 0 }, 0, 0 };
    dl_slice line;
    for (uint32_t n = 1; dl_slice_line(&tsv, &line); n++) {
        if (!is_row(line)) continue;
        if (o.heading.p) {
            o.rows++;
            continue;
        }
        o.heading = line;
        o.heading_line = n;
    }
    return o;
}

static bool is_sound(const dl_table *t, dl_slice line, uint32_t fields, uint32_t n, dl_err *e)
{
    size_t bad = dl_utf8_bad(line);
    if (bad != SIZE_MAX)
        dl_fail(e, DL_EFORMAT, "a row is not UTF-8", -1, "%s:%u:%zu", t->name, n, bad + 1);
    else if (fields != t->columns)
        dl_fail(e, DL_EFORMAT, "a row has another number of fields than the heading", -1,
            "%s:%u: expected %u fields, found %u", t->name, n, t->columns, fields);
    return !dl_failed(e);
}

static bool fill_rows(
    dl_table *t, dl_slice tsv, uint32_t heading_line, dl_slice *cell, uint32_t *lines, dl_err *e)
{
    dl_slice line;
    uint32_t r = 0;
    for (uint32_t n = 1; dl_slice_line(&tsv, &line); n++) {
        if (n <= heading_line || !is_row(line)) continue;
        lines[r] = n;
        uint32_t fields = split(line, cell + (size_t)r * t->columns, t->columns);
        if (!is_sound(t, line, fields, n, e)) return false;
        r++;
    }
    return true;
}

const dl_table *dl_table_parse(dl_arena *a, const char *name, dl_slice tsv, bool unique, dl_err *e)
{
    outline o = outline_of(tsv);
    dl_slice names[DL_TABLE_COLUMNS_MAX];
    uint32_t columns = o.heading.p ? split(o.heading, names, DL_TABLE_COLUMNS_MAX) : 0;
    if (!o.heading.p || columns > DL_TABLE_COLUMNS_MAX || o.rows > DL_TABLE_ROWS_MAX) {
        dl_fail(e, DL_EFORMAT, "no heading line, or too large a table", -1, "%s", name);
        return NULL;
    }
    dl_table *t = dl_arena_alloc(a, sizeof *t);
    dl_slice *head = dl_arena_array(a, columns, sizeof *head);
    dl_slice *cell = dl_arena_array(a, (size_t)o.rows * columns + 1, sizeof *cell);
    uint32_t *lines = dl_arena_array(a, (size_t)o.rows + 1, sizeof *lines);
    if (t && head && cell && lines) {
        memcpy(head, names, columns * sizeof *head);
        *t = (dl_table){ .name = name,
            .columns = columns,
            .rows = o.rows,
            .heading = head,
            .cell = cell,
            .line = lines };
        if (fill_rows(t, tsv, o.heading_line, cell, lines, e) && dl_table_index(a, t, unique, e))
            return t;
    }
    if (dl_arena_failed(a)) dl_fail(e, DL_ENOMEM, "out of memory", -1, "%s", name);
    return NULL;
}

const char *dl_table_file(const dl_table *t, uint32_t row)
{
    return t->file ? t->file[row] : t->name;
}

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
    return (int64_t)t->slot[slot_of(t, t->slot, key)] - 1;
}
