/* cmd_upkeep - remove, relink, reanalyse, check, version. */
#include "cli.h"

int cmd_remove(const cli_args *a)
{
    dateline *d = cli_open(a, 0);
    return d ? cli_end(d, dateline_remove(d, a->word[0])) : DATELINE_FAILED;
}

int cmd_relink(const cli_args *a)
{
    dateline *d = cli_open(a, 0);
    return d ? cli_end(d, dateline_relink(d, NULL)) : DATELINE_FAILED;
}

int cmd_reanalyse(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks();
    dateline_counts c = { 0 };
    dateline_status status = dateline_reanalyse(d, a->stale, &h, &c);
    cli_hooks_end("reanalyse --stale goes on from there");
    if (status == DATELINE_OK || status == DATELINE_SKIPPED)
        fprintf(stderr, "%llu reports read again\n", (unsigned long long)c.read);
    return cli_end(d, status);
}

int cmd_check(const cli_args *a)
{
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_check(d, cli_print_row, p);
    cli_printer_end(p);
    return cli_end(d, status);
}

int cmd_version(const cli_args *a)
{
    cli_args with = *a;
    if (!a->with_db) with.db = NULL;
    dateline *d = cli_open(&with, CLI_READ_ONLY | CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    if (!a->with_db && a->form == FORM_TABLE) {
        printf("dateline %s\n", dateline_version());
        return cli_end(d, DATELINE_OK);
    }
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_methods(d, cli_print_row, p);
    cli_printer_end(p);
    return cli_end(d, status);
}

int cmd_later(const cli_args *a)
{
    fprintf(stderr,
        "dateline: '%s' comes with a later version; this one reads, cleans, keeps, searches and "
        "groups reports\n",
        a->command);
    return DATELINE_FAILED;
}
