/* print - rows in the form that was asked for: a table for people, JSON lines, CSV, TSV,
 * iCalendar.
 *
 *   dateline_row --cli_print_row--> stdout (a table at cli_printer_end) */
#include <stdlib.h>

#include "cli.h"
#include "serve/ics.h"

enum { COLUMNS_MAX = 64 };

struct cli_printer {
    FILE *out;
    cli_form form;
    const char *columns; /* what a table shows, parted by blanks; NULL: all */
    size_t rows;
    cli_table *table;
    dl_buf ics; /* of a calendar, not yet printed */
};

/* Columns of a list that people read; the other forms tell all of them. */
static const char *columns_of(const char *command)
{
    static const char *const list[][2] = {
        { "reports", "id date outlet title" },
        { "episodes", "id first last reports origins title" },
        { "stories", "id first last reports origins title" },
        { "copies", "id date first last reports outlets origin outlet overlap title" },
        { "notes", "file record code message id" },
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strcmp(list[i][0], command) == 0) return list[i][1];
    return NULL;
}

/* What has been made of a calendar is printed. */
static void flush_ics(cli_printer *p)
{
    fwrite(p->ics.p, 1, p->ics.n, p->out);
    dl_buf_clear(&p->ics);
}

cli_printer *cli_printer_new(const cli_args *a, FILE *out)
{
    cli_printer *p = calloc(1, sizeof *p);
    if (!p) abort();
    *p = (cli_printer){ .out = out, .form = a->form };
    if (!a->why) p->columns = columns_of(a->command->name);
    if (p->form == FORM_TABLE) p->table = cli_table_new(out);
    dl_buf_init(&p->ics, NULL);
    if (p->form == FORM_ICS) serve_ics_begin(&p->ics);
    return p;
}

/* The columns of a table in the order of its list. */
static void table_row(cli_printer *p, const dateline_row *row)
{
    const char *name[COLUMNS_MAX];
    dateline_cell cell[COLUMNS_MAX];
    dateline_row shown = { .name = name, .cell = cell };
    for (const char *at = p->columns; *at && shown.columns < COLUMNS_MAX;) {
        size_t n = strcspn(at, " ");
        size_t i = cli_column(row, dl_slice_of(at, n));
        at += n + strspn(at + n, " ");
        if (i == row->columns) continue;
        name[shown.columns] = row->name[i];
        cell[shown.columns++] = row->cell[i];
    }
    cli_table_row(p->table, &shown);
}

static void json_row(FILE *out, const dateline_row *row)
{
    cli_put_lines(out, dl_slice_of(row->json, row->json_n), true);
    fputc('\n', out);
}

bool cli_print_row(void *printer, const dateline_row *row)
{
    cli_printer *p = printer;
    bool first = p->rows++ == 0;
    switch (p->form) {
    case FORM_JSON: json_row(p->out, row); break;
    case FORM_CSV:
        if (first) cli_csv_row(p->out, row, true);
        cli_csv_row(p->out, row, false);
        break;
    case FORM_TSV:
        if (first) cli_tsv_row(p->out, row, true);
        cli_tsv_row(p->out, row, false);
        break;
    case FORM_ICS:
        serve_ics_row(&p->ics, row);
        flush_ics(p);
        break;
    case FORM_TABLE:
        if (p->columns) table_row(p, row);
        else cli_table_row(p->table, row);
    }
    return !ferror(p->out);
}

size_t cli_printer_end(cli_printer *p)
{
    size_t rows = p->rows;
    if (p->table) cli_table_end(p->table);
    if (p->form == FORM_ICS) serve_ics_end(&p->ics);
    flush_ics(p);
    dl_buf_free(&p->ics);
    free(p);
    return rows;
}
