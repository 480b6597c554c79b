/* open - a handle for a command, and how a command ends. */
#include "cli.h"
#include "progress.h"

static void say_waiting(void *user)
{
    (void)user;
    fputs("dateline: another process writes into the record: waiting for it\n", stderr);
}

dateline *cli_open(const cli_args *a, unsigned flags)
{
    dateline_options o = { .size = sizeof o,
        .db = a->db,
        .model = a->model,
        .lexicon = a->lexicon,
        .threads = a->threads,
        .create = flags & CLI_CREATE,
        .read_only = flags & CLI_READ_ONLY,
        .no_analysis = a->no_analysis || !(flags & CLI_ENGINE),
        .no_link = a->no_link,
        .waiting = a->quiet ? NULL : say_waiting,
        .contact = a->contact,
        .networks = a->networks };
    dateline *d;
    if (dateline_open(&o, &d) == DATELINE_OK) return d;
    cli_end(d, DATELINE_FAILED);
    return NULL;
}

int cli_end(dateline *d, dateline_status status)
{
    bool failed = status == DATELINE_FAILED || status == DATELINE_USAGE;
    if (failed && dateline_why(d)[0]) {
        fputs("dateline: ", stderr);
        cli_put(stderr, dateline_why(d));
        fputc('\n', stderr);
    }
    dateline_close(d);
    if (status == DATELINE_OK && cli_hooks_stopped()) status = DATELINE_SKIPPED;
    if (fflush(stdout) == 0 && !ferror(stdout)) return (int)status;
    fputs("dateline: the output could not be written\n", stderr);
    return DATELINE_FAILED;
}

const char *cli_plural(uint64_t n) { return n == 1 ? "" : "s"; }
