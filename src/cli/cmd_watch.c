/* cmd_watch - watch: feeds are polled until Ctrl-C, or once. */
#include "cli.h"

enum { MINUTE = 60 };

static void say(uint64_t n, const char *one, const char *rest)
{
    fprintf(stderr, "%llu %s%s%s", (unsigned long long)n, one, cli_plural(n), rest);
}

static void say_round(void *user, const dateline_round *r)
{
    (void)user;
    cli_hooks_wipe();
    say(r->feeds, "feed", " asked, ");
    fprintf(stderr, "%llu with news; ", (unsigned long long)r->changed);
    say(r->pages, "page", " fetched: ");
    say(r->reports.added, "report", " added");
    if (r->reports.known)
        fprintf(stderr, ", %llu known before", (unsigned long long)r->reports.known);
    if (r->failed) {
        fputs("; ", stderr);
        say(r->failed, "feed", " not read");
    }
    if (r->waiting) fprintf(stderr, "; %llu to be tried later", (unsigned long long)r->waiting);
    fputc('\n', stderr);
}

int cmd_watch(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_CREATE | CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    dateline_watch_options o = { .size = sizeof o,
        .once = a->once,
        .every = (unsigned)(a->every * MINUTE),
        .round = a->quiet ? NULL : say_round };
    dateline_hooks h = cli_hooks(a, NULL, 0);
    dateline_status status = dateline_watch(d, a->word, a->words, &o, &h);
    cli_hooks_end("the next watch goes on from there");
    int code = cli_end(d, status);
    /* Who stops what has no end of its own did not cut it short. */
    return !a->once && code == DATELINE_SKIPPED ? DATELINE_OK : code;
}
