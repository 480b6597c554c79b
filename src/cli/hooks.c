/* hooks - what a long run tells on its way: notes to stderr, progress on a terminal; and
 * how it is stopped: Ctrl-C ends it after what is committed, a second one at once. */
#include <signal.h>
#include <unistd.h>

#include "cli.h"

static volatile sig_atomic_t stop_asked; /* a signal handler can reach nothing else */
static volatile sig_atomic_t stop_heard; /* the run knows of it */
static volatile sig_atomic_t alarms;
enum {
    AGAIN = 1, /* seconds between alarms */
    ALARMS_MAX = 5 /* then what runs reads nothing, it links */
};

typedef struct hooks {
    cli_progress progress; /* the terminal is one for the whole process */
    bool quiet;
} hooks;
static hooks state;

/* A read that began just after the signal does not know of it: alarms interrupt it until
 * the run has heard. */
static void on_alarm(int sig)
{
    (void)sig;
    if (!stop_heard && ++alarms < ALARMS_MAX) alarm(AGAIN);
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
    if (state.quiet) return;
    cli_progress_wipe(&state.progress);
    cli_put(stderr, n->file);
    fprintf(stderr, ": record %llu", (unsigned long long)n->record);
    if (n->byte >= 0) fprintf(stderr, ", byte %lld", (long long)n->byte);
    fprintf(stderr, ": %s: ", n->code);
    cli_put(stderr, n->message);
    fputs(n->skipped ? " (skipped)\n" : "\n", stderr);
}

static bool on_progress(void *user, const dateline_progress *p)
{
    (void)user;
    cli_progress_step(&state.progress, p);
    if (stop_asked) stop_heard = 1;
    return !stop_asked;
}

static bool on_line(void *user, const char *json, size_t n)
{
    (void)user;
    bool is_json = n && json[0] == '{';
    cli_put_lines(stdout, dl_slice_of(json, n), is_json);
    fputc('\n', stdout);
    return !ferror(stdout);
}

dateline_hooks cli_hooks(const cli_args *a, const char *const *input, size_t n)
{
    struct sigaction interrupt = { .sa_handler = on_interrupt };
    struct sigaction again = { .sa_handler = on_alarm };
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGTERM, &interrupt, NULL);
    sigaction(SIGALRM, &again, NULL);
    state.quiet = a->quiet;
    bool shown = cli_is_terminal(stderr) && !a->quiet;
    cli_progress_begin(&state.progress, stderr, shown ? cli_input_bytes(input, n) : 0);
    if (!shown) state.progress.on = false;
    return (dateline_hooks){
        .size = sizeof(dateline_hooks), .note = on_note, .progress = on_progress, .line = on_line
    };
}

bool cli_hooks_stopped(void) { return stop_heard != 0; }

void cli_hooks_wipe(void) { cli_progress_wipe(&state.progress); }

void cli_hooks_end(const char *rest)
{
    cli_progress_end(&state.progress);
    if (stop_heard) fprintf(stderr, "dateline: stopped; what was read is kept, %s\n", rest);
}
