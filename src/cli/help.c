/* help - what --help and `help` say of all commands. */
#include "cli.h"

enum { COMMAND_COLUMN = 10 };

void cli_help(FILE *out)
{
    fputs("Dateline reads news reports and keeps the record.\n\n"
          "usage: dateline COMMAND ...      dateline COMMAND --help\n\n",
        out);
    for (size_t i = 0; i < cli_command_count; i++)
        cli_put_entry(out, cli_commands[i].name, COMMAND_COLUMN, cli_commands[i].says);
    fputs("\nThe record is dateline.db unless --db or DATELINE_DB says otherwise. Without a\n"
          "command: what that record holds. Exit status: 0 done, 1 some inputs were skipped,\n"
          "2 wrong usage, 3 nothing could be done.\n",
        out);
}
