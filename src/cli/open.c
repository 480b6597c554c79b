/* open - handles, hooks, and how a command ends. */
#include <signal.h>
#include <unistd.h>

#include "cli.h"
#include "progress.h"

static volatile sig_atomic_t stop_asked; /* a signal handler can reach nothing else */
static volatile sig_atomic_t stop_told; /* the run heard of it before it was done */
static dl_progress progress; /* the terminal is one for the whole process */

static volatile sig_atomic_t alarms;
enum { AGAIN = 1, ALARMS_MAX = 5 }; /* seconds; then what runs reads nothing, it links */

/* A read that began right behind the signal does not know of it: it is interrupted until
 * the run has heard. */
static void on_alarm(int sig)
{
    (void)sig;
    if (!stop_told && ++alarms < ALARMS_MAX) alarm(AGAIN);
}

static void on_interrupt(int sig)
{
    if (stop_asked) {
        signal(sig, SIG_DFL);
        raise(sig);
    }
    stop_asked = 1;
    alarm(AGAIN);
}

static void on_note(void *user, const dateline_note *n)
{
    (void)user;
    if (progress.on) fputs("\r\033[K", stderr);
    fprintf(stderr, "%s:%llu:", n->file, (unsigned long long)n->record);
    if (n->byte >= 0) fprintf(stderr, "%lld:", (long long)n->byte);
    fprintf(stderr, " %s: %s%s\n", n->code, n->message, n->skipped ? " (skipped)" : "");
}

static bool on_progress(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    progress.total = total;
    dl_progress_step(&progress, done);
    if (stop_asked) stop_told = 1;
    return !stop_asked;
}

static bool on_line(void *user, const char *json, size_t n)
{
    (void)user;
    fwrite(json, 1, n, stdout);
    fputc('\n', stdout);
    return !ferror(stdout);
}

dateline_hooks cli_hooks(void)
{
    struct sigaction act = { .sa_handler = on_interrupt };
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    sigaction(SIGALRM, &(struct sigaction){ .sa_handler = on_alarm }, NULL);
    dl_progress_begin(&progress, stderr, "reports", 0);
    return (dateline_hooks){ sizeof(dateline_hooks), NULL, on_note, on_progress, on_line };
}

void cli_hooks_end(const char *rest)
{
    dl_progress_end(&progress);
    if (stop_told) fprintf(stderr, "dateline: stopped; what was read is kept, %s\n", rest);
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
        .fast = a->fast };
    dateline *d;
    if (dateline_open(&o, &d) == DATELINE_OK) return d;
    fprintf(stderr, "dateline: %s\n", dateline_why(d));
    dateline_close(d);
    return NULL;
}

int cli_end(dateline *d, dateline_status status)
{
    if ((status == DATELINE_FAILED || status == DATELINE_USAGE) && dateline_why(d)[0])
        fprintf(stderr, "dateline: %s\n", dateline_why(d));
    dateline_close(d);
    if (status == DATELINE_OK && stop_told) status = DATELINE_SKIPPED;
    if (fflush(stdout) != 0 || ferror(stdout))
        return fputs("dateline: the output could not be written\n", stderr), DATELINE_FAILED;
    return (int)status;
}
