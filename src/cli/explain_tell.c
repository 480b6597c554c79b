/* explain_tell - one block or row of an answer of `explain`, and the row of a table that
 * a rule names. See explain.h. */
#include <stdlib.h>

#include "explain.h"

enum { INDENT = 2 };

bool explain_open(explain_out *out, const cli_args *a)
{
    dl_err e;
    dl_err_clear(&e);
    *out = (explain_out){ .rows = NULL };
    out->lexicon = dl_lexicon_open(NULL, a->lexicon, &e);
    if (!out->lexicon) {
        fprintf(stderr, "dateline: %s: %s\n", e.what, e.detail);
        return false;
    }
    if (a->form != FORM_TABLE) out->rows = cli_printer_new(a, stdout);
    return true;
}

void explain_close(explain_out *out)
{
    if (out->rows) cli_printer_end(out->rows);
    dl_lexicon_free(out->lexicon);
}

/* ---- one mark */

static void put_line(const char *label, dl_slice text, unsigned width)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_fmt(&b, "%s: ", label);
    dl_visible(&b, text);
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

static void put_block(const explain_told *t, dl_slice row, unsigned width)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_fmt(&b, "%s: ", t->mark);
    dl_visible(&b, t->words);
    cli_wrap(stdout, dl_buf_slice(&b), width, 0);
    dl_buf_free(&b);
    if (t->tells.n) put_line("says", t->tells, width);
    if (*t->rule) put_line("rule", dl_slice_str(t->rule), width);
    if (row.n) put_table_row(row, width);
}

static dateline_cell cell_of(const char *text)
{
    if (!*text) return (dateline_cell){ .type = DATELINE_NULL };
    return (dateline_cell){ .type = DATELINE_TEXT, .text = text, .text_n = strlen(text) };
}

static const char *const column[] = { "mark", "words", "says", "rule", "row" };
enum { COLUMNS = sizeof column / sizeof *column };

static void print_row(cli_printer *p, const explain_told *t, dl_slice row_text)
{
    dl_slice value[COLUMNS] = { dl_slice_str(t->mark), t->words, t->tells, dl_slice_str(t->rule),
        row_text };
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

void explain_tell(const explain_out *out, explain_told t)
{
    dl_slice row = dl_lexicon_row(out->lexicon, t.rule);
    if (out->rows) print_row(out->rows, &t, row);
    else put_block(&t, row, cli_width(stdout));
}

void explain_tell_row(const explain_out *out, const dateline_row *row)
{
    explain_told t = { .mark = cli_value(row, "mark"),
        .words = dl_slice_str(cli_value(row, "words")),
        .tells = dl_slice_str(cli_value(row, "says")),
        .rule = cli_value(row, "rule") };
    dl_slice line = dl_slice_str(cli_value(row, "row"));
    if (out->rows) cli_print_row(out->rows, row);
    else put_block(&t, line, cli_width(stdout));
}
