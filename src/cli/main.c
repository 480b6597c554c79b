/* main - runs the command that was asked for. */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>

#include "cli.h"

int main(int argc, char **argv)
{
    /* Widths of letters, whatever the user's locale: nothing else may depend on it. */
    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGXFSZ, SIG_IGN); /* a file above the user's limit is a failure that is told */
    cli_args a = { .filter = { .size = sizeof a.filter } };
    a.word = calloc((size_t)argc + 1, sizeof *a.word);
    if (!a.word) return DATELINE_FAILED;
    int status = cli_arguments(argc, argv, &a);
    if (status < 0) status = a.command->run(&a);
    free(a.word);
    return status;
}
