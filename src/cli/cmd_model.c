/* cmd_model - model import, model check. */
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

enum { PATH_LENGTH = 4096 };

/* Where the program looks first: model/en.dlm beside it. Makes the folder. */
static bool beside_program(char path[PATH_LENGTH])
{
    if (dl_path_beside_program(path, PATH_LENGTH, "model")) mkdir(path, 0777);
    return dl_path_beside_program(path, PATH_LENGTH, "model/en.dlm");
}

/* What was made: which names it has, what was left out. */
static bool say_row(void *user, const dateline_row *row)
{
    (void)user;
    for (size_t i = 1; i < row->columns; i++) {
        if (!row->cell[i].text || strcmp(row->name[i], "licence") == 0) continue;
        fprintf(stderr, "%s: ", row->name[i]);
        cli_put(stderr, row->cell[i].text);
        fputc('\n', stderr);
    }
    return true;
}

static int import(dateline *d, const cli_args *a)
{
    char path[PATH_LENGTH];
    const char *out = a->out;
    if (!out) out = beside_program(path) ? path : "en.dlm";
    dateline_model_options o = { .size = sizeof o,
        .published_names = a->published_names,
        .unpinned = a->unpinned,
        .names = a->names };
    dateline_status status = dateline_model_import(d, a->word[1], out, &o);
    if (status == DATELINE_OK && !a->quiet) {
        fprintf(stderr, "wrote %s\n", out);
        dateline_model_check(d, out, say_row, NULL);
    }
    return cli_end(d, status);
}

static int check(dateline *d, const cli_args *a)
{
    const char *path = a->words > 1 ? a->word[1] : NULL;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_model_check(d, path, cli_print_row, p);
    cli_printer_end(p);
    return cli_end(d, status);
}

static int wrong_use(const cli_args *a)
{
    bool importing = strcmp(a->word[0], "import") == 0;
    fputs("dateline model: ", stderr);
    if (importing) fputs("WHEEL is missing\n", stderr);
    else fputs("import or check is wanted\n", stderr);
    cli_usage(stderr, a->command);
    return DATELINE_USAGE;
}

int cmd_model(const cli_args *a)
{
    bool importing = strcmp(a->word[0], "import") == 0;
    bool checking = strcmp(a->word[0], "check") == 0;
    if (!checking && !(importing && a->words == 2)) return wrong_use(a);
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    return importing ? import(d, a) : check(d, a);
}
