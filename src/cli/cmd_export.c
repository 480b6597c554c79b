/* cmd_export - events as a file of another program; what that cannot carry is counted on
 * stderr. */
#include "cli.h"

static bool put(void *user, const char *bytes, size_t n)
{
    (void)user;
    cli_put_lines(stdout, dl_slice_of(bytes, n), false);
    return !ferror(stdout);
}

static void say_left(void *user, const char *reason, uint64_t n)
{
    const cli_args *a = user;
    if (a->quiet) return;
    fprintf(stderr, "left out: %llu event%s %s\n", (unsigned long long)n, cli_plural(n), reason);
}

/* Before a record is opened: a misspelt name is told with the nearest. */
static bool is_format(const cli_args *a)
{
    char what[128] = "there is no such format";
    cli_nearest near = cli_nearest_new(a->word[0]);
    for (unsigned i = 0; dateline_export_format(i); i++) {
        if (strcmp(dateline_export_format(i), a->word[0]) == 0) return true;
        cli_nearest_try(&near, dateline_export_format(i));
    }
    if (near.name)
        snprintf(what, sizeof what, "there is no such format; did you mean %s?", near.name);
    cli_complain(a->command, a->word[0], what);
    return false;
}

static void say_formats(void)
{
    fputs("formats:", stderr);
    for (unsigned i = 0; dateline_export_format(i); i++)
        fprintf(stderr, " %s", dateline_export_format(i));
    fputs("\n", stderr);
}

int cmd_export(const cli_args *a)
{
    if (!is_format(a)) {
        say_formats();
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    const char *story = a->filter.story;
    if (story && !cli_exists(d, "story", story)) return cli_end(d, DATELINE_FAILED);
    dateline_export_hooks h = {
        .size = sizeof h, .user = (void *)(uintptr_t)a, .put = put, .left = say_left
    };
    return cli_end(d, dateline_export(d, a->word[0], &a->filter, &h));
}
