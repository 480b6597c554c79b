/* cmd_correct - what people put right: correct, undo, corrections. */
#include <stdlib.h>

#include "cli.h"

int cmd_correct(const cli_args *a)
{
    if (!a->by || !a->reason) {
        cli_complain(a->command, a->by ? "--why" : "--by", "is missing: a correction is signed");
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    uint64_t n = 0;
    dateline_status status = dateline_correct(
        d, a->word[0], a->word[1], a->word[2], a->by, a->reason, &n);
    if (status == DATELINE_OK && !a->quiet)
        fprintf(stderr, "correction %llu: `dateline undo %llu` takes it back\n",
            (unsigned long long)n, (unsigned long long)n);
    return cli_end(d, status);
}

int cmd_undo(const cli_args *a)
{
    char *end;
    unsigned long long n = strtoull(a->word[0], &end, 10);
    if (*a->word[0] < '0' || *a->word[0] > '9' || *end) {
        cli_complain(a->command, a->word[0], "wants the number of a correction");
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    dateline_status status = dateline_undo(d, n, &h);
    cli_hooks_end("the correction is taken back: relink applies that");
    return cli_end(d, status);
}

int cmd_corrections(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_list(d, "corrections", &a->filter, cli_print_row, p);
    size_t rows = cli_printer_end(p);
    if (!rows && status == DATELINE_OK && a->form == FORM_TABLE) puts("no corrections");
    return cli_end(d, status);
}
