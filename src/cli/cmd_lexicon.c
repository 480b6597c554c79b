/* cmd_lexicon - lexicon check DIR: are the tables of a folder as they should be?
 * lexicon import-petrarch: dictionaries of PETRARCH to such a folder. */
#include <dirent.h>
#include <sys/stat.h>

#include "cli.h"

enum { PATH_LENGTH = 4096 };

static unsigned tables_in(const char *folder)
{
    unsigned n = 0;
    DIR *d = opendir(folder);
    if (!d) return 0;
    for (struct dirent *f = readdir(d); f; f = readdir(d)) {
        size_t length = strlen(f->d_name);
        if (length > 4 && strcmp(f->d_name + length - 4, ".tsv") == 0) n++;
    }
    closedir(d);
    return n;
}

/* Tables of the rooms' folders. */
static unsigned count_tables(const char *folder)
{
    char path[PATH_LENGTH];
    unsigned n = 0;
    DIR *d = opendir(folder);
    if (!d) return 0;
    for (struct dirent *f = readdir(d); f; f = readdir(d)) {
        if (f->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, f->d_name);
        n += tables_in(path);
    }
    closedir(d);
    return n;
}

/* Opening a handle reads every table and tells what is wrong with file, line, column. */
static int check(const cli_args *a)
{
    cli_args with = *a;
    with.lexicon = a->word[1];
    dateline *d = cli_open(&with, CLI_ENGINE);
    if (!d) return DATELINE_FAILED;
    unsigned n = count_tables(a->word[1]);
    if (!a->quiet) fprintf(stderr, "%u table%s, all as they should be\n", n, cli_plural(n));
    return cli_end(d, DATELINE_OK);
}

static int import(const cli_args *a)
{
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    const char *out = a->out ? a->out : "lexicon";
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_lexicon_import(
        d, a->word + 1, a->words - 1, out, cli_print_row, p);
    size_t told = cli_printer_end(p);
    if (status != DATELINE_FAILED && !a->quiet)
        fprintf(stderr, "wrote %s; %zu line%s told\n", out, told, cli_plural(told));
    return cli_end(d, status);
}

int cmd_lexicon(const cli_args *a)
{
    if (strcmp(a->word[0], "check") == 0 && a->words == 2) return check(a);
    if (strcmp(a->word[0], "import-petrarch") == 0 && a->words > 1) return import(a);
    fputs("dateline lexicon: check DIR or import-petrarch FILE... is wanted\n", stderr);
    cli_usage(stderr, a->command);
    return DATELINE_USAGE;
}
