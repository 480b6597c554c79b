/* cmd_story - a story reads like a page: title, days, outlets, origins, then its reports
 * by date with their leads, copies folded. */
#include "cli.h"

typedef struct page {
    char copies[4096];
    unsigned folded;
    bool colour;
    size_t reports;
} page;

static const char *value(const dateline_row *row, const char *name)
{
    for (size_t c = 0; c < row->columns; c++)
        if (strcmp(row->name[c], name) == 0) return row->cell[c].text ? row->cell[c].text : "";
    return "";
}

static const char *plural(const char *number) { return strcmp(number, "1") == 0 ? "" : "s"; }

static bool heading(void *user, const dateline_row *row)
{
    page *p = user;
    p->reports++;
    printf("%s%s%s\n", p->colour ? "\033[1m" : "",
        *value(row, "title") ? value(row, "title") : "(no title)", p->colour ? "\033[0m" : "");
    const char *first = value(row, "first"), *last = value(row, "last");
    printf("%s%s%s; %s outlet%s, %s independent origin%s\n", *first ? first : "undated",
        strcmp(first, last) ? " to " : "", strcmp(first, last) ? last : "", value(row, "outlets"),
        plural(value(row, "outlets")), value(row, "origins"), plural(value(row, "origins")));
    return true;
}

enum {
    LEAD_LEAST = 80,
    LEAD_MOST = 220
}; /* bytes: a first sentence shorter than this brings the next with it; two lines of a terminal */

/* The first sentence or so; one that is too long ends at a word, with dots behind. */
static void print_lead(const char *s)
{
    int n = 0, word = 0;
    for (; s[n] && s[n] != '\n' && n < LEAD_MOST; n++) {
        if (s[n] == ' ') word = n;
        if (s[n] == '.' && (s[n + 1] == ' ' || s[n + 1] == '\n') && n > LEAD_LEAST) {
            printf("%12s%.*s\n", "", n + 1, s);
            return;
        }
    }
    bool cut = s[n] && s[n] != '\n';
    printf("%12s%.*s%s\n", "", cut && word ? word : n, s, cut ? " ..." : "");
}

/* A copy of a text already shown is one line. */
static bool seen_copy(page *p, const char *group)
{
    if (!*group) return false;
    char key[256];
    snprintf(key, sizeof key, "\n%s\n", group);
    if (strstr(p->copies, key)) return true;
    size_t n = strlen(p->copies);
    if (n + strlen(key) + 1 < sizeof p->copies) memcpy(p->copies + n, key, strlen(key) + 1);
    return false;
}

static bool report(void *user, const dateline_row *row)
{
    page *p = user;
    const char *date = value(row, "date"), *lead = value(row, "lead");
    bool copy = seen_copy(p, value(row, "copy_group"));
    printf("\n%-12.10s%s%s%s  [%s]\n", *date ? date : "undated", value(row, "title"),
        *value(row, "outlet") ? " - " : "", value(row, "outlet"), value(row, "id"));
    if (copy) printf("%12s(a copy of %s)\n", "", value(row, "copy_group"));
    else if (*lead) print_lead(lead);
    return true;
}

int cmd_story(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    page p = { .colour = cli_wants_colour(stdout) };
    dateline_status status;
    if (a->form != FORM_TABLE) {
        cli_printer *out = cli_printer_new(a, stdout);
        status = dateline_show(d, "story", a->word[0], cli_print_row, out);
        p.reports = cli_printer_end(out);
    } else {
        status = dateline_show(d, "story", a->word[0], heading, &p);
        if (status == DATELINE_OK)
            status = dateline_show(d, "story reports", a->word[0], report, &p);
    }
    if (status == DATELINE_OK && p.reports == 0) {
        fprintf(stderr, "dateline: there is no story %s\n", a->word[0]);
        status = DATELINE_FAILED;
    }
    return cli_end(d, status);
}
