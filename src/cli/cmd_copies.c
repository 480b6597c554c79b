/* cmd_copies - texts that several reports carry; with an id, the reports that carry the
 * text of that one. */
#include "cli.h"

int cmd_copies(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status;
    if (a->words) status = dateline_show(d, "copies", a->word[0], cli_print_row, p);
    else status = dateline_list(d, "copies", &a->filter, cli_print_row, p);
    size_t rows = cli_printer_end(p);
    if (!rows && status == DATELINE_OK && a->form == FORM_TABLE) puts("no copies");
    return cli_end(d, status);
}
