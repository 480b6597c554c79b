/* print_csv - rows as CSV (RFC 4180) or as values parted by tabs.
 *
 * A text cell that a spreadsheet would run as a formula (it starts with = + - @, a tab
 * or a carriage return) gets an apostrophe in front, in CSV; numbers do not. In TSV a
 * tab, line feed, carriage return or backslash is written \t \n \r \\. */
#include "cli.h"

static bool is_formula(const dateline_cell *c)
{
    bool text = c->type != DATELINE_INT && c->type != DATELINE_REAL;
    return text && *c->text && strchr("=+-@\t\r", *c->text) != NULL;
}

static void csv_cell(dl_buf *b, const dateline_cell *c)
{
    if (!c->text) return;
    bool quoted = strpbrk(c->text, ",\"\r\n") != NULL;
    if (quoted) dl_buf_byte(b, '"');
    if (is_formula(c)) dl_buf_byte(b, '\'');
    for (const char *s = c->text; *s; s++) {
        if (*s == '"') dl_buf_byte(b, '"');
        dl_buf_byte(b, *s);
    }
    if (quoted) dl_buf_byte(b, '"');
}

static void tsv_cell(dl_buf *b, const dateline_cell *c)
{
    static const char special[] = "\t\n\r\\";
    static const char letter[] = "tnr\\";
    for (const char *s = c->text ? c->text : ""; *s; s++) {
        const char *at = strchr(special, *s);
        if (at) dl_buf_byte(b, '\\');
        dl_buf_byte(b, at ? letter[at - special] : *s);
    }
}

typedef void cell_writer(dl_buf *b, const dateline_cell *c);

static void put_row(FILE *out, const dateline_row *row, bool heading, cell_writer *write,
    const char *separator, const char *end)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (size_t i = 0; i < row->columns; i++) {
        dateline_cell name = { .type = DATELINE_TEXT, .text = row->name[i] };
        if (i) dl_buf_str(&b, separator);
        write(&b, heading ? &name : &row->cell[i]);
    }
    dl_buf_str(&b, end);
    cli_put_lines(out, dl_buf_slice(&b), false);
    dl_buf_free(&b);
}

void cli_csv_row(FILE *out, const dateline_row *row, bool heading)
{
    put_row(out, row, heading, csv_cell, ",", "\r\n");
}

void cli_tsv_row(FILE *out, const dateline_row *row, bool heading)
{
    put_row(out, row, heading, tsv_cell, "\t", "\n");
}
