/* cmd_reports - add, extract, annotate, read, search, lists. */
#include <jansson.h>

#include "cli.h"

int cmd_add(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_CREATE | CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    if (!a->no_analysis && !dateline_has_model(d))
        fputs(
            "dateline: no language model: reports are kept and grouped, not analysed; `make model` "
            "or `dateline model import WHEEL` gets it, then `dateline reanalyse --stale`\n",
            stderr);
    dateline_hooks h = cli_hooks();
    dateline_counts c = { 0 };
    dateline_status status = dateline_add(d, a->word, a->words, &h, &c);
    cli_hooks_end(CLI_GOES_ON);
    if (status != DATELINE_FAILED && status != DATELINE_USAGE) {
        fprintf(stderr, "%llu records read: %llu reports added", (unsigned long long)c.read,
            (unsigned long long)c.added);
        if (c.versions) fprintf(stderr, " (%llu newer versions)", (unsigned long long)c.versions);
        fprintf(stderr, ", %llu known before", (unsigned long long)c.known);
        if (c.foreign) fprintf(stderr, ", %llu not English", (unsigned long long)c.foreign);
        if (c.skipped) fprintf(stderr, ", %llu skipped", (unsigned long long)c.skipped);
        fputc('\n', stderr);
    }
    return cli_end(d, status);
}

static int to_lines(const cli_args *a, const char *format)
{
    static const char *const standard_input[] = { "-" };
    cli_args plain = *a;
    plain.db = NULL;
    dateline *d = cli_open(&plain, format ? CLI_ENGINE : 0);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks();
    const char *const *input = a->words ? a->word : standard_input;
    size_t n = a->words ? a->words : 1;
    dateline_status status = format ? dateline_annotate(d, format, input, n, &h, NULL)
                                    : dateline_extract(d, input, n, &h, NULL);
    cli_hooks_end(CLI_GOES_ON);
    return cli_end(d, status);
}

int cmd_extract(const cli_args *a) { return to_lines(a, NULL); }
int cmd_annotate(const cli_args *a)
{
    return to_lines(a, a->conllu ? "conllu" : a->tokens ? "tokens" : "json");
}

/* ---- read */

static void wrap(FILE *out, dl_slice s, unsigned width)
{
    unsigned column = 0;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && s.p[i] != ' ' && s.p[i] != '\n') i++;
        unsigned n = (unsigned)dl_utf8_count(dl_slice_cut(s, from, i));
        if (column && column + 1 + n > width) fputc('\n', out), column = 0;
        if (column) fputc(' ', out), column++;
        for (size_t k = from; k < i; k++) fputc((unsigned char)s.p[k] < 32 ? ' ' : s.p[k], out);
        column += n;
        if (i < s.n && s.p[i] == '\n') fputc('\n', out), column = 0;
        i++;
    }
    if (column) fputc('\n', out);
}

static const char *text_of(json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

static bool read_for_people(void *user, const char *json, size_t n)
{
    (void)user;
    json_t *o = json_loadb(json, n, 0, NULL), *r;
    if (!o) return false;
    unsigned width = cli_width(stdout) < 100 ? cli_width(stdout) : 100;
    bool colour = cli_wants_colour(stdout);
    size_t i;
    if (*text_of(o, "title"))
        printf("%s%s%s\n", colour ? "\033[1m" : "", text_of(o, "title"), colour ? "\033[0m" : "");
    printf("%s%s%s%s%s  [%s]\n\n", text_of(o, "outlet"),
        *text_of(o, "outlet") && *text_of(o, "date") ? ", " : "", text_of(o, "date"),
        *text_of(o, "agency") ? ", by way of " : "", text_of(o, "agency"), text_of(o, "id"));
    wrap(stdout, dl_slice_str(text_of(o, "text")), width);
    if (json_array_size(json_object_get(o, "removed"))) puts("\nremoved:");
    json_array_foreach(json_object_get(o, "removed"), i, r)
        printf("  %s: %.70s\n", text_of(r, "reason"), text_of(r, "text"));
    json_decref(o);
    return true;
}

/* One row: the header of the report and its text. */
static bool read_csv(void *user, const char *json, size_t n)
{
    static const char *const name[] = { "id", "date", "outlet", "agency", "author", "language",
        "url", "title", "text" };
    enum { N = sizeof name / sizeof *name };
    dateline_cell cell[N];
    json_t *o = json_loadb(json, n, 0, NULL);
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
    return fwrite(bytes, 1, n, stdout) == n;
}

int cmd_read(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks();
    if (a->raw) h.line = read_raw;
    else if (a->form == FORM_TABLE) h.line = read_for_people;
    else if (a->form == FORM_CSV) h.line = read_csv;
    h.user = (void *)(uintptr_t)a;
    dateline_status status = dateline_read(d, a->word[0], a->raw, &h);
    cli_hooks_end(CLI_GOES_ON);
    return cli_end(d, status);
}

/* ---- search and lists */

int cmd_search(const cli_args *a)
{
    char query[4096];
    size_t n = 0;
    query[0] = 0;
    for (size_t i = 0; i < a->words && n < sizeof query; i++)
        n += (size_t)snprintf(query + n, sizeof query - n, "%s%s", i ? " " : "", a->word[i]);
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_search(d, query, &a->filter, cli_print_row, p);
    if (!cli_printer_end(p) && status == DATELINE_OK && a->form == FORM_TABLE)
        puts("nothing found");
    if (dateline_ranked_newest(d))
        fputs("more than 2,000 reports match: the newest of them were ranked, ask for more words "
              "or dates to reach the others\n",
            stderr);
    return cli_end(d, status);
}

typedef struct explain_all {
    dateline *d;
    cli_printer *p;
} explain_all;

static bool explain_row(void *user, const dateline_row *row)
{
    explain_all *e = user;
    return dateline_explain(e->d, "story", row->cell[0].text, cli_print_row, e->p) == DATELINE_OK;
}


static dateline_status explain(dateline *d, const cli_args *a, cli_printer *p)
{
    if (a->words) return dateline_explain(d, "story", a->word[0], cli_print_row, p);
    dateline *other = cli_open(a, CLI_READ_ONLY); /* rows of one handle live until its next call */
    if (!other) return DATELINE_FAILED;
    explain_all e = { other, p };
    dateline_status status = dateline_list(d, "stories", &a->filter, explain_row, &e);
    dateline_close(other);
    return status;
}

int cmd_list(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = a->why ? explain(d, a, p)
                                    : dateline_list(d, a->command, &a->filter, cli_print_row, p);
    if (!cli_printer_end(p) && status == DATELINE_OK && a->form == FORM_TABLE)
        puts("nothing there");
    return cli_end(d, status);
}
