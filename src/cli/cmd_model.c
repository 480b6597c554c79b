/* cmd_model - model import, model check. */
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

/* Where the program looks first: model/en.dlm beside it. Makes the folder. */
static bool beside_program(char path[4096])
{
    if (dl_path_beside_program(path, 4096, "model")) mkdir(path, 0777);
    return dl_path_beside_program(path, 4096, "model/en.dlm");
}

/* What was made: which names it has, what was left out. */
static bool say_row(void *user, const dateline_row *row)
{
    (void)user;
    for (size_t i = 1; i < row->columns; i++)
        if (row->cell[i].text && strcmp(row->name[i], "licence") != 0)
            fprintf(stderr, "%s: %s\n", row->name[i], row->cell[i].text);
    return true;
}

static int import(dateline *d, const cli_args *a)
{
    char path[4096];
    const char *out = a->out ? a->out : beside_program(path) ? path : "en.dlm";
    dateline_model_options o = { .size = sizeof o,
        .published_names = a->published_names,
        .unpinned = a->unpinned,
        .names = a->names };
    dateline_status status = dateline_model_import(d, a->word[1], out, &o);
    if (status == DATELINE_OK) fprintf(stderr, "wrote %s\n", out);
    if (status == DATELINE_OK) dateline_model_check(d, out, say_row, NULL);
    return cli_end(d, status);
}

static int check(dateline *d, const cli_args *a)
{
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_model_check(
        d, a->words > 1 ? a->word[1] : NULL, cli_print_row, p);
    cli_printer_end(p);
    return cli_end(d, status);
}

int cmd_model(const cli_args *a)
{
    bool importing = strcmp(a->word[0], "import") == 0, checking = strcmp(a->word[0], "check") == 0;
    if (!checking && !(importing && a->words == 2)) {
        fprintf(stderr,
            "usage: dateline model import [--out FILE] [--published-names] WHEEL | dateline model "
            "check [FILE]\n");
        return DATELINE_USAGE;
    }
    cli_args plain = *a;
    plain.db = NULL;
    dateline *d = cli_open(&plain, 0);
    if (!d) return DATELINE_FAILED;
    return importing ? import(d, a) : check(d, a);
}
