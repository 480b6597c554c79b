/* print_table - rows side by side, laid out by libsmartcols.
 *
 *   rows, made safe for a terminal --> a table of its width: ids, dates and numbers
 *   whole, titles and other prose wrapped at blanks; in a pipe each cell on one line
 *
 * libsmartcols breaks lines within words; so the widths of the columns that wrap are
 * shared out here, and the breaks are put at blanks. */
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>

#include "cli.h"

enum {
    COLUMNS_MAX = 64,
    PROSE_LEAST = 8, /* columns of a wrapped text: narrower is no reading; the line overflows */
    SEPARATOR = 2 /* blanks between columns */
};

typedef struct column {
    struct libscols_column *scols;
    unsigned natural; /* the widest cell, heading included */
    unsigned width; /* what a prose column is given */
    bool prose;
} column;

struct cli_table {
    struct libscols_table *scols;
    FILE *out;
    size_t n;
    column column[COLUMNS_MAX];
    unsigned terminal; /* 0: no limit */
};

static void need(bool there)
{
    if (!there) abort(); /* out of memory while printing: nothing else can be told */
}

/* What people read rather than copy may be wrapped. */
static bool is_prose(const char *name)
{
    static const char *const prose[] = { "agency", "author", "file", "finding", "message", "model",
        "outlet", "snippet", "text", "title", "url", "why" };
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++)
        if (strcmp(name, prose[i]) == 0) return true;
    return false;
}

cli_table *cli_table_new(FILE *out)
{
    cli_table *t = calloc(1, sizeof *t);
    need(t);
    t->scols = scols_new_table();
    need(t->scols);
    t->out = out;
    t->terminal = cli_width(out);
    scols_table_set_stream(t->scols, out);
    scols_table_set_column_separator(t->scols, "  ");
    scols_table_enable_noencoding(t->scols, 1); /* dl_visible has done it */
    scols_table_enable_colors(t->scols, cli_wants_colour(out));
    scols_table_set_termforce(
        t->scols, t->terminal ? SCOLS_TERMFORCE_ALWAYS : SCOLS_TERMFORCE_NEVER);
    if (t->terminal) scols_table_set_termwidth(t->scols, t->terminal);
    return t;
}

/* ---- rows */

static bool is_number(dateline_type type) { return type == DATELINE_INT || type == DATELINE_REAL; }

/* Line feeds in a cell are breaks. */
static void set_wrap(struct libscols_column *c)
{
    scols_column_set_wrapfunc(c, scols_wrapnl_chunksize, scols_wrapnl_nextchunk, NULL);
}

static void add_columns(cli_table *t, const dateline_row *row)
{
    t->n = row->columns < COLUMNS_MAX ? row->columns : COLUMNS_MAX;
    for (size_t i = 0; i < t->n; i++) {
        column *c = &t->column[i];
        c->prose = is_prose(row->name[i]);
        c->natural = cli_text_width(dl_slice_str(row->name[i]));
        int flags = c->prose ? SCOLS_FL_WRAP : 0;
        if (is_number(row->cell[i].type)) flags |= SCOLS_FL_RIGHT;
        c->scols = scols_table_new_column(t->scols, row->name[i], 0, flags);
        need(c->scols);
        scols_cell_set_color(scols_column_get_header(c->scols), "\033[1m");
        if (c->prose) set_wrap(c->scols);
    }
}

void cli_table_row(cli_table *t, const dateline_row *row)
{
    if (t->n == 0) add_columns(t, row);
    struct libscols_line *line = scols_table_new_line(t->scols, NULL);
    need(line);
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (size_t i = 0; i < t->n; i++) {
        column *c = &t->column[i];
        dl_buf_clear(&b);
        if (row->cell[i].text) dl_visible(&b, dl_slice_str(row->cell[i].text));
        unsigned width = cli_text_width(dl_buf_slice(&b));
        if (width > c->natural) c->natural = width;
        need(scols_line_set_data(line, i, b.p) == 0);
    }
    dl_buf_free(&b);
}

/* ---- widths */

/* Columns that want no more than an equal part of `room` get what they want; the others
 * share the rest alike. */
static void share_out(cli_table *t, unsigned room)
{
    unsigned left = 0;
    for (size_t i = 0; i < t->n; i++) left += t->column[i].prose;
    bool changed = true;
    while (left && changed) {
        changed = false;
        for (size_t i = 0; i < t->n; i++) {
            column *c = &t->column[i];
            if (!c->prose || c->width || c->natural > room / left) continue;
            c->width = c->natural;
            room -= c->width;
            changed = true;
            if (--left == 0) return;
        }
    }
    for (size_t i = 0; i < t->n; i++) {
        column *c = &t->column[i];
        if (c->prose && !c->width) c->width = room / left > PROSE_LEAST ? room / left : PROSE_LEAST;
    }
}

static void settle_widths(cli_table *t)
{
    unsigned whole = (unsigned)(t->n ? t->n - 1 : 0) * SEPARATOR;
    for (size_t i = 0; i < t->n; i++) {
        if (!t->terminal) t->column[i].width = t->column[i].natural;
        if (!t->column[i].prose) whole += t->column[i].natural;
    }
    if (t->terminal) share_out(t, t->terminal > whole ? t->terminal - whole : 0);
}

/* ---- wrapping */

/* The text with line feeds for blanks so that no line is wider; a word that does not fit
 * is broken. */
static void add_wrapped(dl_buf *b, dl_slice s, unsigned width)
{
    size_t start = 0; /* of the line, in s */
    size_t blank = 0; /* the last one in the line; 0: none */
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        if (dl_utf8_next(s, &i) == ' ' && from > start) blank = from;
        if (cli_text_width(dl_slice_cut(s, start, i)) <= width) continue;
        size_t end = blank ? blank : from;
        if (end == start) continue;
        dl_buf_add(b, dl_slice_cut(s, start, end));
        dl_buf_byte(b, '\n');
        start = blank ? blank + 1 : from;
        blank = 0;
        i = start;
    }
    dl_buf_add(b, dl_slice_cut(s, start, s.n));
}

static void wrap_cells(cli_table *t, struct libscols_line *line)
{
    for (size_t i = 0; i < t->n; i++) {
        const char *text = scols_cell_get_data(scols_line_get_cell(line, i));
        if (!t->column[i].prose || !text) continue;
        if (cli_text_width(dl_slice_str(text)) <= t->column[i].width) continue;
        dl_buf b;
        dl_buf_init(&b, NULL);
        add_wrapped(&b, dl_slice_str(text), t->column[i].width);
        need(!b.failed && scols_line_set_data(line, i, b.p) == 0);
        dl_buf_free(&b);
    }
}

void cli_table_end(cli_table *t)
{
    struct libscols_line *line;
    struct libscols_iter *lines = scols_new_iter(SCOLS_ITER_FORWARD);
    need(lines);
    settle_widths(t);
    while (scols_table_next_line(t->scols, lines, &line) == 0) wrap_cells(t, line);
    scols_free_iter(lines);
    if (t->n) scols_print_table(t->scols);
    scols_unref_table(t->scols);
    free(t);
}
