/* cmd_read - one report: as a page, as JSON, as a row, or its bytes as they came. */
#include <jansson.h>

#include "cli.h"

enum { PAGE_WIDTH = 100, INDENT = 2 }; /* columns: longer lines are hard to read */

static const char *text_of(json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

static void put_title(json_t *o)
{
    bool colour = cli_wants_colour(stdout);
    if (!*text_of(o, "title")) return;
    if (colour) fputs("\033[1m", stdout);
    cli_put(stdout, text_of(o, "title"));
    fputs(colour ? "\033[0m\n" : "\n", stdout);
}

static void put_origin(json_t *o)
{
    const char *outlet = text_of(o, "outlet");
    const char *date = text_of(o, "date");
    const char *agency = text_of(o, "agency");
    cli_put(stdout, outlet);
    if (*outlet && *date) fputs(", ", stdout);
    cli_put(stdout, date);
    if (*agency) fputs(", by way of ", stdout);
    cli_put(stdout, agency);
    fputs(*outlet || *date || *agency ? "  [" : "[", stdout);
    cli_put(stdout, text_of(o, "id"));
    fputs("]\n\n", stdout);
}

static void put_removed(json_t *removed, unsigned width)
{
    size_t i;
    json_t *r;
    if (json_array_size(removed)) puts("\nremoved:");
    json_array_foreach(removed, i, r)
    {
        dl_buf b;
        dl_buf_init(&b, NULL);
        dl_buf_fmt(&b, "%s: ", text_of(r, "reason"));
        cli_visible(&b, dl_slice_str(text_of(r, "text")));
        cli_wrap(stdout, dl_buf_slice(&b), width, INDENT);
        dl_buf_free(&b);
    }
}

static bool read_page(void *user, const char *json, size_t n)
{
    (void)user;
    json_t *o = json_loadb(json, n, JSON_ALLOW_NUL, NULL);
    if (!o) return false;
    unsigned width = cli_width(stdout);
    if (width > PAGE_WIDTH) width = PAGE_WIDTH;
    put_title(o);
    put_origin(o);
    cli_wrap(stdout, dl_slice_str(text_of(o, "text")), width, 0);
    put_removed(json_object_get(o, "removed"), width);
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
    json_t *o = json_loadb(json, n, JSON_ALLOW_NUL, NULL);
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
    else if (a->form == FORM_TABLE) h.line = read_page;
    else if (a->form != FORM_JSON) h.line = read_row;
    h.user = (void *)(uintptr_t)a;
    dateline_status status = dateline_read(d, a->word[0], a->raw, &h);
    cli_hooks_end(CLI_GOES_ON);
    return cli_end(d, status);
}
