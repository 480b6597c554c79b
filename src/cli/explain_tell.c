/* explain_tell - one block or row of an answer of `explain`, and the row of a table that
 * a rule names. See explain.h. */
#include <stdlib.h>

#include "explain.h"

enum { INDENT = 2 };

/* ---- rows of tables */

/* "mark/times.tsv:12" -> that line of the table that the program carries; {NULL,0}: the
 * rule is no row of one. */
dl_slice explain_row(const char *rule)
{
    const char *suffix = strstr(rule, ".tsv:");
    dl_slice line = { NULL, 0 };
    if (!suffix) return line;
    dl_slice name = dl_slice_of(rule, (size_t)(suffix - rule));
    long number = strtol(suffix + strlen(".tsv:"), NULL, 10);
    for (uint32_t i = 0; i < dl_builtin_tables(); i++) {
        dl_builtin_table t = dl_builtin_table_at(i);
        if (!dl_slice_is(name, t.name)) continue;
        for (long n = 0; n < number; n++)
            if (!dl_slice_line(&t.tsv, &line)) return (dl_slice){ NULL, 0 };
        return line;
    }
    return line;
}

/* ---- one mark */

/* Bytes of code points start..end of a text. */
dl_slice explain_words(const char *text, uint32_t start, uint32_t end)
{
    dl_slice s = dl_slice_str(text);
    size_t from = SIZE_MAX, i = 0;
    for (uint32_t point = 0; i < s.n && point < end; point++) {
        if (point == start) from = i;
        dl_utf8_next(s, &i);
    }
    return from == SIZE_MAX ? (dl_slice){ NULL, 0 } : dl_slice_cut(s, from, i);
}

static void put_line(const char *label, dl_slice text, unsigned width)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_fmt(&b, "%s: ", label);
    cli_visible(&b, text);
    cli_wrap(stdout, dl_buf_slice(&b), width, INDENT);
    dl_buf_free(&b);
}

/* The cells of a row, told apart: a tab would be a blank. */
static void put_table_row(dl_slice row, unsigned width)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (size_t i = 0; i < row.n; i++) {
        if (row.p[i] == '\t') dl_buf_str(&b, " | ");
        else dl_buf_byte(&b, row.p[i]);
    }
    put_line("row", dl_buf_slice(&b), width);
    dl_buf_free(&b);
}

static void put_block(const explain_told *t, unsigned width)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_fmt(&b, "%s: ", t->mark);
    cli_visible(&b, t->words);
    cli_wrap(stdout, dl_buf_slice(&b), width, 0);
    dl_buf_free(&b);
    if (t->tells.n) put_line("says", t->tells, width);
    if (*t->rule) put_line("rule", dl_slice_str(t->rule), width);
    if (t->row.n) put_table_row(t->row, width);
}

static dateline_cell cell_of(const char *text)
{
    if (!*text) return (dateline_cell){ .type = DATELINE_NULL };
    return (dateline_cell){ .type = DATELINE_TEXT, .text = text, .text_n = strlen(text) };
}

static const char *const column[] = { "mark", "words", "says", "rule", "row" };
enum { COLUMNS = sizeof column / sizeof *column };

static void print_row(cli_printer *p, const explain_told *t)
{
    dl_slice value[COLUMNS] = { dl_slice_str(t->mark), t->words, t->tells, dl_slice_str(t->rule),
        t->row };
    char *text[COLUMNS];
    dateline_cell cell[COLUMNS];
    dl_buf json;
    dl_buf_init(&json, NULL);
    dl_json_open(&json, '{');
    dl_json_kint(&json, "schema", 1);
    for (size_t i = 0; i < COLUMNS; i++) {
        text[i] = strndup(value[i].n ? value[i].p : "", value[i].n);
        if (!text[i]) abort();
        cell[i] = cell_of(text[i]);
        if (value[i].n) dl_json_kstr(&json, column[i], value[i]);
    }
    dl_json_close(&json, '}');
    dateline_row row = { COLUMNS, column, cell, json.p, json.n };
    cli_print_row(p, &row);
    for (size_t i = 0; i < COLUMNS; i++) free(text[i]);
    dl_buf_free(&json);
}

void explain_tell(cli_printer *rows, explain_told t)
{
    if (!t.row.n) t.row = explain_row(t.rule);
    if (rows) print_row(rows, &t);
    else put_block(&t, cli_width(stdout));
}
