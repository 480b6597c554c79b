/* cmd_list - reports, episodes, stories, notes; and with --why what joined a group. */
#include "cli.h"

typedef struct reasons {
    const cli_args *args;
    dateline *d; /* another handle: rows of one live until its next call */
    cli_printer *printer;
    uint64_t left; /* rows that may still be printed */
} reasons;

static const char *kind_of(const cli_args *a)
{
    return strcmp(a->command->name, "episodes") == 0 ? "episode" : "story";
}

static bool put_reason(void *user, const dateline_row *row)
{
    reasons *r = user;
    return r->left-- > 0 && cli_print_row(r->printer, row) && r->left > 0;
}

static bool put_reasons_of(void *user, const dateline_row *row)
{
    reasons *r = user;
    const char *id = cli_value(row, "id");
    return dateline_explain(r->d, kind_of(r->args), id, put_reason, r) == DATELINE_OK && r->left;
}

static dateline_status explain_all(dateline *d, const cli_args *a, reasons *r)
{
    cli_args every = *a;
    every.filter.limit = 0; /* of the reasons, not of the groups */
    r->d = cli_open(a, CLI_READ_ONLY);
    if (!r->d) return DATELINE_FAILED;
    dateline_status status = dateline_list(d, a->command->name, &every.filter, put_reasons_of, r);
    dateline_close(r->d);
    return status;
}

static bool is_there(void *user, const dateline_row *row)
{
    (void)row;
    *(bool *)user = true;
    return false;
}

/* Says so where there is none of that id: an empty answer would look like a true one. */
bool cli_exists(dateline *d, const char *kind, const char *id)
{
    bool found = false;
    const char *what = strcmp(kind, "story") == 0 ? "story heading" : kind;
    if (dateline_show(d, what, id, is_there, &found) == DATELINE_OK && !found) {
        fprintf(stderr, "dateline: there is no %s ", kind);
        cli_put(stderr, id);
        fputc('\n', stderr);
    }
    return found;
}

static dateline_status explain(dateline *d, const cli_args *a, cli_printer *p)
{
    reasons r = { .args = a, .d = d, .printer = p, .left = UINT64_MAX };
    if (a->filter.limit) r.left = a->filter.limit;
    if (!a->words) return explain_all(d, a, &r);
    return dateline_explain(d, kind_of(a), a->word[0], put_reason, &r);
}

static dateline_status list(dateline *d, const cli_args *a, cli_printer *p)
{
    if (a->why) return explain(d, a, p);
    if (a->words) return dateline_show(d, kind_of(a), a->word[0], cli_print_row, p);
    return dateline_list(d, a->command->name, &a->filter, cli_print_row, p);
}

int cmd_list(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    bool group_named = a->words > 0;
    if (group_named && !cli_exists(d, kind_of(a), a->word[0])) return cli_end(d, DATELINE_FAILED);
    const char *story = a->filter.story;
    if (story && !cli_exists(d, "story", story)) return cli_end(d, DATELINE_FAILED);
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = list(d, a, p);
    size_t rows = cli_printer_end(p);
    if (!rows && status == DATELINE_OK && a->form == FORM_TABLE) puts("nothing there");
    return cli_end(d, status);
}
