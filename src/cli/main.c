/* main - runs the command that was asked for. */
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

/* A file that is mapped (the model, the log's index) was cut short by somebody else while
 * it was read: there is nothing to go on with, and nothing committed is lost. */
static void on_lost_file(int sig)
{
    static const char said[] = "dateline: a file in use was cut short, or its disk failed: "
                               "the model, or the record's log\n";
    (void)sig;
    (void)!write(STDERR_FILENO, said, sizeof said - 1);
    _exit(DATELINE_FAILED);
}

/* Large memory stands apart from the rest, so that it grows where it is and goes back to
 * the system: a long report would hold what it grew out of as well. */
static void keep_large_apart(void)
{
#ifdef __GLIBC__
    enum { LARGE = 1 << 20, SPARE = 4 << 20 };
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, SPARE);
#endif
}

int main(int argc, char **argv)
{
    /* Widths of letters, whatever the user's locale: nothing else may depend on it. */
    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGBUS, on_lost_file);
    signal(SIGXFSZ, SIG_IGN); /* a file above the user's limit is a failure that is told */
    keep_large_apart();
    cli_args a = { .filter = { .size = sizeof a.filter } };
    a.word = calloc((size_t)argc + 1, sizeof *a.word);
    if (!a.word) return DATELINE_FAILED;
    int status = cli_arguments(argc, argv, &a);
    if (status < 0) status = a.command->run(&a);
    free(a.word);
    return status;
}
