/* explain_tell - one block or row of an answer of `explain`, and the row of a table that
 * a rule names. See explain.h. */
#include <stdlib.h>

#include "explain.h"

enum { INDENT = 2 };

/* ---- rows of tables */

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

static dl_slice line_of(dl_slice tsv, long number)
{
    dl_slice line = { NULL, 0 };
    for (long n = 0; n < number; n++)
        if (!dl_slice_line(&tsv, &line)) return (dl_slice){ NULL, 0 };
    return line;
}

/* "code/+verbs.tsv" of "tables/code/+verbs.tsv". */
static dl_slice in_folder(dl_slice path)
{
    int slashes = 0;
    for (size_t i = path.n; i-- > 0;)
        if (path.p[i] == '/' && ++slashes == 2) return dl_slice_cut(path, i + 1, path.n);
    return path;
}

/* Are both the same table: both carried in the program, or both of that name in a folder,
 * which may have been another one when the rule fired? */
static bool is_file(const char *file, dl_slice name)
{
    dl_slice path = dl_slice_str(file);
    dl_slice a = in_folder(path), b = in_folder(name);
    return dl_slice_eq(a, b) && (a.n < path.n) == (b.n < name.n);
}

static dl_slice builtin_row(dl_slice name, long number)
{
    for (uint32_t i = 0; i < dl_builtin_tables(); i++) {
        dl_builtin_table t = dl_builtin_table_at(i);
        dl_slice start = dl_slice_cut(name, 0, name.n - strlen(".tsv"));
        if (dl_slice_is(start, t.name)) return line_of(t.tsv, number);
    }
    return (dl_slice){ NULL, 0 };
}

/* "mark/times.tsv:12" -> that line of the table; {NULL,0}: the rule is no row of one. */
static dl_slice row_of(const dl_lexicon *l, const char *rule)
{
    static const char suffix[] = ".tsv:";
    const char *at = strstr(rule, suffix);
    if (!at) return (dl_slice){ NULL, 0 };
    dl_slice name = dl_slice_of(rule, (size_t)(at - rule) + strlen(".tsv"));
    long number = strtol(at + strlen(suffix), NULL, 10);
    for (uint32_t i = 0; i < dl_lexicon_files(l); i++) {
        dl_lexicon_file f = dl_lexicon_file_at(l, i);
        if (f.name && is_file(f.name, name)) return line_of(f.tsv, number);
    }
    return builtin_row(name, number); /* whose place the folder's table has taken since */
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

static void put_block(const explain_told *t, dl_slice row, unsigned width)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_fmt(&b, "%s: ", t->mark);
    cli_visible(&b, t->words);
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
    dl_slice row = row_of(out->lexicon, t.rule);
    if (out->rows) print_row(out->rows, &t, row);
    else put_block(&t, row, cli_width(stdout));
}
