/* cmd_upkeep - remove, relink, reanalyse, check, version. */
#include "cli.h"

int cmd_remove(const cli_args *a)
{
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    dateline_status status = dateline_remove(d, a->word[0]);
    if (status == DATELINE_OK && !a->quiet) {
        fputs("removed ", stderr);
        cli_put(stderr, a->word[0]);
        fputs(": it does not come in again\n", stderr);
    }
    return cli_end(d, status);
}

int cmd_relink(const cli_args *a)
{
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    dateline_status status = dateline_relink(d, &h);
    cli_hooks_end("the groups are as they were");
    return cli_end(d, status);
}

int cmd_reanalyse(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    dateline_counts c = { 0 };
    dateline_status status = dateline_reanalyse(d, a->stale, &h, &c);
    cli_hooks_end("reanalyse --stale goes on from there");
    bool done = status == DATELINE_OK || status == DATELINE_SKIPPED;
    if (done && !a->quiet)
        fprintf(
            stderr, "%llu report%s read again\n", (unsigned long long)c.read, cli_plural(c.read));
    return cli_end(d, status);
}

static int repair(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    dateline_counts c = { 0 };
    dateline_status status = dateline_repair(d, &h, &c);
    cli_hooks_end("the record is as it was");
    bool done = status == DATELINE_OK || status == DATELINE_SKIPPED;
    if (done && !a->quiet)
        fprintf(stderr, "%llu report%s made anew, %llu lost; what was there is kept as .damaged\n",
            (unsigned long long)c.added, cli_plural(c.added), (unsigned long long)c.skipped);
    return cli_end(d, status);
}

int cmd_check(const cli_args *a)
{
    if (a->repair) return repair(a);
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_check(d, cli_print_row, p);
    cli_printer_end(p);
    return cli_end(d, status);
}

/* One row, a name and its value a paragraph. */
static bool put_paragraphs(void *user, const dateline_row *row)
{
    unsigned width = *(const unsigned *)user;
    for (size_t i = 0; i < row->columns; i++) {
        dl_buf b;
        dl_buf_init(&b, NULL);
        if (row->cell[i].text) dl_buf_fmt(&b, "%s: %s", row->name[i], row->cell[i].text);
        cli_wrap(stdout, dl_buf_slice(&b), width, 0);
        dl_buf_free(&b);
    }
    return true;
}

static dateline_status put_methods(dateline *d, const cli_args *a)
{
    unsigned width = cli_width(stdout);
    if (a->form == FORM_TABLE) return dateline_methods(d, put_paragraphs, &width);
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_methods(d, cli_print_row, p);
    cli_printer_end(p);
    return status;
}

int cmd_version(const cli_args *a)
{
    if (!a->with_db && a->form == FORM_TABLE) {
        printf("dateline %s\n", dateline_version());
        return DATELINE_OK;
    }
    dateline *d = cli_open(a, CLI_READ_ONLY | CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    return cli_end(d, put_methods(d, a));
}
