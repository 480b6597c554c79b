/* main - see cli.h. */
#include <stdlib.h>

#include "cli.h"

int main(int argc, char **argv)
{
    cli_args a = { .db = "dateline.db", .filter = { .size = sizeof a.filter } };
    const cli_command *command = NULL;
    a.word = calloc((size_t)argc + 1, sizeof *a.word);
    if (!a.word) return DATELINE_FAILED;
    int status = cli_arguments(argc, argv, &a, &command);
    if (status < 0) status = command->run(&a);
    free(a.word);
    return status;
}
