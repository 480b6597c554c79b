/* cmd_read - one report: as a page, as a web page, as JSON, as a row, or its bytes as
 * they came. */
#include "cli.h"
#include "doc/line.h"
#include "page.h"

static bool read_page(void *user, const char *json, size_t n)
{
    const cli_args *a = user;
    json_t *o = dl_line_read(json, n);
    if (!o) return false;
    if (a->html) cli_page_html(stdout, o);
    else cli_page(stdout, o, a->colour || cli_wants_colour(stdout));
    json_decref(o);
    return !ferror(stdout);
}

/* One row: the keys of the report and its text. */
static bool read_row(void *user, const char *json, size_t n)
{
    static const char *const name[] = { "id", "date", "outlet", "agency", "author", "language",
        "url", "title", "text" };
    enum { N = sizeof name / sizeof *name };
    dateline_cell cell[N];
    json_t *o = dl_line_read(json, n);
    if (!o) return false;
    for (size_t i = 0; i < N; i++) {
        const char *text = json_string_value(json_object_get(o, name[i]));
        cell[i] = (dateline_cell){ .type = text ? DATELINE_TEXT : DATELINE_NULL, .text = text };
    }
    dateline_row row = { N, name, cell, json, n };
    cli_printer *p = cli_printer_new(user, stdout);
    cli_print_row(p, &row);
    cli_printer_end(p);
    json_decref(o);
    return true;
}

static bool read_raw(void *user, const char *bytes, size_t n)
{
    (void)user;
    cli_put_lines(stdout, dl_slice_of(bytes, n), false);
    return !ferror(stdout);
}

int cmd_read(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    if (a->raw) h.line = read_raw;
    else if (a->html || a->form == FORM_TABLE) h.line = read_page;
    else if (a->form != FORM_JSON) h.line = read_row;
    h.user = (void *)(uintptr_t)a;
    dateline_status status = dateline_read(d, a->word[0], a->raw, &h);
    cli_hooks_end(CLI_GOES_ON);
    return cli_end(d, status);
}
