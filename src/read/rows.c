/* rows - see rows.h. */
#include "rows.h"

#include <csv.h>
#include <limits.h>

enum {
    GROW = 64 << 10, /* bytes that libcsv's buffer of one cell grows by */
    FEED = 4096, /* bytes handed on at once */
    CELLS_MAX = 4096 /* columns of a table */
};

struct read_rows {
    const dl_mem *mem;
    struct csv_parser csv;
    unsigned width;
    bool big_endian;
    unsigned rows; /* that libcsv has told since it was last asked */
    bool begun; /* a row has begun and not ended */
    size_t start, at; /* in the window: of the row; of what is to be looked at */
};

static bool set_up(struct csv_parser *csv, char delimiter)
{
    if (csv_init(csv, 0) != 0) return false;
    csv_set_delim(csv, (unsigned char)delimiter);
    csv_set_blk_size(csv, GROW);
    return true;
}

read_rows *read_rows_new(const dl_mem *m, char delimiter, unsigned width, bool big_endian)
{
    read_rows *r = dl_mem_zero(m, sizeof *r);
    if (!r) return NULL;
    r->mem = m;
    r->width = width;
    r->big_endian = big_endian;
    if (set_up(&r->csv, delimiter)) return r;
    dl_mem_free(m, r, sizeof *r);
    return NULL;
}

void read_rows_free(read_rows *r)
{
    if (!r) return;
    csv_free(&r->csv);
    dl_mem_free(r->mem, r, sizeof *r);
}

/* ---- where a row ends */

static void count_row(int c, void *user)
{
    (void)c;
    ((read_rows *)user)->rows++;
}

/* The character at `at`; of UTF-16 those beyond ASCII are all one. */
static char char_at(const read_rows *r, dl_slice w, size_t at)
{
    if (r->width == 1) return w.p[at];
    size_t high = r->big_endian ? 0 : 1;
    return w.p[at + high] ? 'x' : w.p[at + 1 - high];
}

/* Behind the next end of line, a lone carriage return too, or where the window ends; a
 * carriage return that is its last waits for what follows. *whole: a line ends there. */
static size_t line_end(const read_rows *r, dl_slice w, bool ended, bool *whole)
{
    size_t at = r->at;
    for (*whole = true; at + r->width <= w.n; at += r->width) {
        char c = char_at(r, w, at);
        size_t next = at + r->width;
        if (c == '\n') return next;
        if (c != '\r') continue;
        if (next + r->width <= w.n) return char_at(r, w, next) == '\n' ? next + r->width : next;
        if (ended) return next;
        break;
    }
    *whole = ended;
    return ended ? w.n : at;
}

/* Of a cell that goes on nothing need be kept to know where it ends. */
static void forget_cell(read_rows *r)
{
    bool in_quotes = r->csv.quoted && r->csv.spaces == 0;
    if (in_quotes) r->csv.entry_pos = 0;
}

/* Hands bytes on to libcsv. False: it has no memory left. */
static bool feed(read_rows *r, dl_slice w, size_t from, size_t to)
{
    char plain[FEED];
    while (from + r->width <= to) {
        size_t n = to - from < FEED ? to - from : FEED;
        const char *p = w.p + from;
        if (r->width == 2) {
            n /= 2;
            for (size_t i = 0; i < n; i++) plain[i] = char_at(r, w, from + 2 * i);
            p = plain;
        }
        if (csv_parse(&r->csv, p, n, NULL, count_row, r) != n) return false;
        forget_cell(r);
        from += n * r->width;
    }
    return true;
}

/* An empty line, or one of empty cells. */
static bool is_blank_line(const read_rows *r, dl_slice w, size_t from, size_t to)
{
    for (size_t at = from; at + r->width <= to; at += r->width) {
        char c = char_at(r, w, at);
        bool blank = c == '\r' || c == '\n' || c == (char)r->csv.delim_char;
        if (!blank) return false;
    }
    return true;
}

rows_found read_rows_next(read_rows *r, dl_slice w, bool ended, size_t *start, size_t *end)
{
    bool whole;
    for (size_t to; (to = line_end(r, w, ended, &whole)) > r->at;) {
        if (!r->begun) r->start = r->at;
        bool skip = !r->begun && is_blank_line(r, w, r->at, to);
        if (!skip && !feed(r, w, r->at, to)) return ROWS_STARVED;
        r->begun |= !skip;
        r->at = to;
        bool last = ended && to == w.n && r->begun && r->rows == 0;
        if (last && csv_fini(&r->csv, NULL, count_row, r) != 0) return ROWS_STARVED;
        if (!whole || (r->rows == 0 && !last)) continue;
        r->rows = 0;
        r->begun = false;
        *start = r->start;
        *end = to;
        return ROWS_ROW;
    }
    return ROWS_MORE;
}

void read_rows_drop(read_rows *r, size_t n)
{
    r->at -= n;
    r->start = r->start > n ? r->start - n : 0;
}

size_t read_rows_done(const read_rows *r) { return r->begun ? r->start : r->at; }

/* ---- the heading */

static bool names_report(read_field f)
{
    return f == FIELD_TITLE || f == FIELD_TEXT || f == FIELD_HTML || f == FIELD_URL
        || f == FIELD_SUMMARY;
}

typedef struct naming {
    const dl_read_tables *t;
    unsigned cells, known, named; /* named: of those that make a report */
    bool done; /* the heading is one row */
} naming;

static void name_cell(void *cell, size_t n, void *user)
{
    naming *k = user;
    char plain[READ_KEY_MAX];
    const read_key *row;
    if (k->done) return;
    size_t used = read_key_plain(DL_S(""), dl_slice_of(cell, n), plain);
    size_t rows = read_key_find(k->t, dl_slice_of(plain, used), &row);
    k->cells++;
    k->known += rows > 0;
    bool named = false;
    for (; rows; rows--, row++) named |= names_report(row->field);
    k->named += named;
}

static void end_name_row(int c, void *user)
{
    (void)c;
    ((naming *)user)->done = true;
}

/* Over the heading alone, line by line: it may be followed by a long row. */
static void name_columns(struct csv_parser *csv, dl_slice s, naming *k)
{
    dl_slice rest = s;
    dl_slice line;
    while (!k->done && dl_slice_line(&rest, &line))
        csv_parse(csv, line.p, (size_t)(rest.p - line.p), name_cell, end_name_row, k);
    csv_fini(csv, name_cell, end_name_row, k);
}

char read_rows_delimiter(const dl_read_tables *t, dl_slice heading, unsigned least)
{
    static const char delimiters[] = ",;\t|";
    char best = 0;
    unsigned most = least - 1;
    for (const char *d = delimiters; *d; d++) {
        struct csv_parser csv;
        naming k = { .t = t };
        if (!set_up(&csv, *d)) return 0;
        name_columns(&csv, heading, &k);
        csv_free(&csv);
        if (k.named == 0 || k.cells < 2 || k.known <= most) continue;
        best = *d;
        most = k.known;
    }
    return best;
}

/* ---- cells */

typedef struct reading {
    dl_arena *arena;
    dl_slice s; /* heading and row */
    char delimiter;
    size_t at; /* in s: where the next cell begins */
    bool row_begins; /* empty lines may stand in front of it */
    unsigned row;
    DL_VEC(dl_slice) names;
    read_piece *cells;
    read_cells *out;
} reading;

static bool is_space(const reading *k, char c)
{
    return (c == ' ' || c == '\t') && c != k->delimiter;
}

static bool is_line_end(char c) { return c == '\r' || c == '\n'; }

/* The cell's bytes from s: two quotation marks are one, all else as it stands. */
static void put_cell(reading *k, dl_slice value)
{
    size_t i = k->at;
    while (i < k->s.n && (is_space(k, k->s.p[i]) || (k->row_begins && is_line_end(k->s.p[i])))) i++;
    k->row_begins = false;
    bool quoted = i < k->s.n && k->s.p[i] == '"';
    i += quoted;
    for (size_t v = 0; v < value.n;) {
        size_t same = 0;
        while (v + same < value.n && i + same < k->s.n && value.p[v + same] == k->s.p[i + same]
            && !(quoted && value.p[v + same] == '"'))
            same++;
        read_piece_copy(k->cells, value.p + v, same, i);
        v += same;
        i += same;
        if (v == value.n) break;
        bool two = i + 1 < k->s.n && value.p[v] == '"' && k->s.p[i] == '"' && k->s.p[i + 1] == '"';
        bool one = !two && i < k->s.n && value.p[v] == k->s.p[i];
        if (!two && !one) { /* libcsv read it otherwise: as a whole */
            read_piece_put(k->cells, value.p + v, value.n - v, i, 0);
            break;
        }
        read_piece_put(k->cells, value.p + v, 1, i, two ? 2 : 1);
        v++;
        i += two ? 2 : 1;
    }
    while (i < k->s.n && k->s.p[i] != k->delimiter && !is_line_end(k->s.p[i])) i++;
    k->at = i < k->s.n ? i + 1 : i;
}

static void take_cell(void *cell, size_t n, void *user)
{
    reading *k = user;
    dl_slice value = dl_slice_of(cell, n);
    if (k->row > 1) return;
    size_t before = k->cells->n;
    if (k->row) read_piece_put(k->cells, "\"", 1, k->at, 0);
    put_cell(k, value);
    if (k->row == 0) {
        k->cells->n = before;
        if (k->cells->map) k->cells->map->n = 0;
        dl_slice *name = k->names.n < CELLS_MAX ? DL_PUSH(k->arena, &k->names) : NULL;
        if (name) *name = dl_arena_copy(k->arena, value);
        return;
    }
    read_piece_put(k->cells, "\"", 1, k->at, 0);
    read_cell *c = k->out->n < CELLS_MAX ? DL_PUSH(k->arena, k->out) : NULL;
    if (!c) return;
    c->at = (read_value){ READ_PLAIN, before, k->cells->n };
    c->name = k->out->n <= k->names.n ? k->names.at[k->out->n - 1] : (dl_slice){ NULL, 0 };
}

static void end_row(int c, void *user)
{
    reading *k = user;
    (void)c;
    k->row++;
    k->row_begins = true;
}

int read_rows_cells(
    dl_arena *a, const dl_read_tables *t, dl_slice s, read_piece *cells, read_cells *out)
{
    struct csv_parser csv;
    reading k = { .arena = a, .s = s, .cells = cells, .out = out, .row_begins = true };
    k.delimiter = read_rows_delimiter(t, s, 1);
    if (k.delimiter == 0 || !set_up(&csv, k.delimiter)) return INT_MIN;
    bool whole = csv_parse(&csv, s.p, s.n, take_cell, end_row, &k) == s.n
        && csv_fini(&csv, take_cell, end_row, &k) == 0;
    csv_free(&csv);
    if (!whole) dl_arena_alloc(a, SIZE_MAX / 2); /* so that the arena says it */
    return whole && k.row > 1 ? (int)out->n - (int)k.names.n : INT_MIN;
}
