/* cmd_add - add: inputs into the record. */
#include "cli.h"

static void say_no_model(void)
{
    fputs("dateline: no language model: reports are kept and grouped, not analysed; `make model` "
          "or `dateline model import WHEEL` gets it, then `dateline reanalyse --stale`\n",
        stderr);
}

static void say_part(uint64_t n, const char *what)
{
    if (n) fprintf(stderr, ", %llu %s", (unsigned long long)n, what);
}

/* Every record read is counted once: added, known, or without a usable report. */
static void say_counts(const dateline_counts *c)
{
    uint64_t unusable = c->read - c->added - c->known;
    fprintf(stderr, "%llu record%s read: %llu report%s added", (unsigned long long)c->read,
        cli_plural(c->read), (unsigned long long)c->added, cli_plural(c->added));
    if (c->versions)
        fprintf(stderr, " (%llu newer version%s)", (unsigned long long)c->versions,
            cli_plural(c->versions));
    fprintf(stderr, ", %llu known before", (unsigned long long)c->known);
    say_part(unusable, "without a usable text");
    if (c->foreign)
        fprintf(stderr, "; of those added %llu not in English", (unsigned long long)c->foreign);
    fputc('\n', stderr);
}

int cmd_add(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_CREATE | CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    if (!a->quiet && !a->no_analysis && !dateline_has_model(d)) say_no_model();
    dateline_hooks h = cli_hooks(a, a->word, a->words);
    dateline_counts c = { 0 };
    dateline_status status = dateline_add(d, a->word, a->words, &h, &c);
    cli_hooks_end(CLI_GOES_ON);
    bool done = status == DATELINE_OK || status == DATELINE_SKIPPED;
    if (done && !a->quiet) say_counts(&c);
    return cli_end(d, status);
}
