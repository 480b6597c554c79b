/* cmd_export - events as a file of another program; what that cannot carry is counted on
 * stderr. */
#include "cli.h"
#include "serve/dossier.h"

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

/* In order of name: those of the library, and the dossier, which serve makes. NULL: that
 * was the last. */
static const char *format_at(unsigned i)
{
    unsigned before = 0;
    while (dateline_export_format(before)
        && strcmp(dateline_export_format(before), serve_dossier_format) < 0)
        before++;
    return i == before ? serve_dossier_format : dateline_export_format(i - (i > before));
}

/* Before a record is opened: a misspelt name is told with the nearest. */
static bool is_format(const cli_args *a)
{
    char what[128] = "there is no such format";
    cli_nearest near = cli_nearest_new(a->word[0]);
    for (unsigned i = 0; format_at(i); i++) {
        if (strcmp(format_at(i), a->word[0]) == 0) return true;
        cli_nearest_try(&near, format_at(i));
    }
    if (near.name)
        snprintf(what, sizeof what, "there is no such format; did you mean %s?", near.name);
    cli_complain(a->command, a->word[0], what);
    return false;
}

static void say_formats(void)
{
    fputs("formats:", stderr);
    for (unsigned i = 0; format_at(i); i++) fprintf(stderr, " %s", format_at(i));
    fputs("\n", stderr);
}

static int export_dossier(const cli_args *a, dateline *d, const dateline_export_hooks *h)
{
    char why[SERVE_DETAIL_MAX];
    dateline_status status = dl_serve_dossier(d, a->filter.story, h, why);
    if (why[0]) cli_complain(a->command, a->word[0], why);
    return cli_end(d, status);
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
    if (strcmp(a->word[0], serve_dossier_format) == 0) return export_dossier(a, d, &h);
    return cli_end(d, dateline_export(d, a->word[0], &a->filter, &h));
}
