/* explain - where an answer comes from.
 *
 *   REPORT --at OFFSET: the marks over that code point, each with the rule that made it
 *   and, where the rule is a row of a table, that row
 *   EVENT, REPORT --why-not WORDS: explain_event.c
 *
 * In: the JSON of dateline_read. Out: a block a mark for people, or rows. */
#include <stdlib.h>

#include "cli.h"
#include "explain.h"
#include "marks.h"

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

/* ---- a place of a report */

typedef struct place {
    const cli_args *a;
    bool title;
    uint32_t point;
    cli_printer *rows; /* NULL: blocks for people */
    bool read; /* the report was there and had that place */
} place;

static bool parse_place(place *p, const char *at)
{
    char *end;
    p->title = strncmp(at, "title:", 6) == 0;
    if (p->title) at += 6;
    unsigned long n = strtoul(at, &end, 10);
    p->point = (uint32_t)n;
    return *at >= '0' && *at <= '9' && !*end && n < UINT32_MAX;
}

static void tell_mark(const place *p, json_t *report, const cli_mark *m)
{
    dl_buf tells;
    dl_buf_init(&tells, NULL);
    cli_mark_tells(&tells, report, m);
    explain_told t = { .mark = cli_mark_name(m),
        .words = explain_words(cli_text_of(report, m->title ? "title" : "text"), m->start, m->end),
        .tells = dl_buf_slice(&tells),
        .rule = cli_text_of(m->json, "rule") };
    explain_tell(p->rows, t);
    json_t *entity = cli_mark_entity(report, m);
    if (entity && *cli_text_of(entity, "rule")) {
        t.mark = "entity";
        t.rule = cli_text_of(entity, "rule");
        explain_tell(p->rows, t);
    }
    dl_buf_free(&tells);
}

static bool tell_place(void *user, const char *json, size_t n)
{
    place *p = user;
    size_t found = 0;
    json_t *report = json_loadb(json, n, JSON_ALLOW_NUL, NULL);
    if (!report) return false;
    cli_marks marks = cli_marks_of(report);
    if (p->a->form != FORM_TABLE) p->rows = cli_printer_new(p->a, stdout);
    for (size_t i = 0; i < marks.n; i++) {
        const cli_mark *m = &marks.at[i];
        if (m->title != p->title || m->start > p->point || m->end <= p->point) continue;
        tell_mark(p, report, m);
        found++;
    }
    if (p->rows) cli_printer_end(p->rows);
    if (!found && !p->a->quiet) fputs("no mark stands there\n", stderr);
    cli_marks_free(&marks);
    json_decref(report);
    return !ferror(stdout);
}

static int explain_place(const cli_args *a)
{
    place p = { .a = a };
    if (!parse_place(&p, a->at)) {
        cli_complain(a->command, a->at, "is no offset: a number, or title: and a number");
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    h.line = tell_place;
    h.user = &p;
    dateline_status status = dateline_read(d, a->word[0], false, &h);
    cli_hooks_end(CLI_GOES_ON);
    return cli_end(d, status);
}

int cmd_explain(const cli_args *a)
{
    if (a->at) return explain_place(a);
    if (a->why_not || strchr(a->word[0], '#')) return explain_event(a);
    fputs("dateline explain: what? an EVENT (REPORT#NUMBER), or --at OFFSET, a code point of the "
          "text, or --why-not WORDS\n",
        stderr);
    cli_usage(stderr, a->command);
    return DATELINE_USAGE;
}
