/* cmd_changes - stories that were made, became others or are gone behind a number that
 * was told before. */
#include <string.h>

#include "cli.h"

int cmd_changes(const cli_args *a)
{
    const char *since = a->words ? a->word[0] : "0";
    if (since[strspn(since, "0123456789")]) {
        cli_complain(a->command, since, "wants a number: the last `at` that was told before");
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_show(d, "changes", since, cli_print_row, p);
    size_t rows = cli_printer_end(p);
    if (!rows && status == DATELINE_OK && a->form == FORM_TABLE) puts("no changes");
    return cli_end(d, status);
}
