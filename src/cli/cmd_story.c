/* cmd_story - a story reads like a page: title, days, outlets, origins, then its reports
 * by date with their leads, copies folded. */
#include "cli.h"

enum {
    LEAD_LEAST = 80, /* bytes: a first sentence shorter than this brings the next with it */
    LEAD_MOST = 300,
    INDENT = 12 /* columns of the dates */
};

typedef struct page {
    dl_buf copies; /* the copy groups seen so far, each between line feeds */
    unsigned width;
    bool colour;
    size_t reports;
} page;

static const char *plural(const char *number) { return strcmp(number, "1") == 0 ? "" : "s"; }

static void put_days(const char *first, const char *last)
{
    cli_put(stdout, *first ? first : "undated");
    if (strcmp(first, last) == 0) return;
    fputs(" to ", stdout);
    cli_put(stdout, last);
}

static bool put_heading(void *user, const dateline_row *row)
{
    page *p = user;
    const char *title = cli_value(row, "title");
    const char *outlets = cli_value(row, "outlets");
    const char *origins = cli_value(row, "origins");
    p->reports++;
    if (p->colour) fputs("\033[1m", stdout);
    cli_put(stdout, *title ? title : "(no title)");
    fputs(p->colour ? "\033[0m\n" : "\n", stdout);
    put_days(cli_value(row, "first"), cli_value(row, "last"));
    printf("; %s outlet%s, %s independent origin%s\n", outlets, plural(outlets), origins,
        plural(origins));
    return true;
}

static bool ends_sentence(const char *s) { return *s == '.' && (s[1] == ' ' || s[1] == '\n'); }

/* The first sentence or so; one that is too long ends at a word, with dots behind. */
static void put_lead(const page *p, const char *s)
{
    size_t n = 0;
    size_t word = 0;
    for (; s[n] && s[n] != '\n' && n < LEAD_MOST; n++) {
        if (s[n] == ' ') word = n;
        if (n > LEAD_LEAST && ends_sentence(s + n)) break;
    }
    dl_buf b;
    dl_buf_init(&b, NULL);
    bool whole = !s[n] || s[n] == '\n';
    if (s[n] == '.') dl_buf_add(&b, dl_slice_of(s, n + 1));
    else dl_buf_add(&b, dl_slice_of(s, whole || !word ? n : word));
    if (!whole && s[n] != '.') dl_buf_str(&b, " ...");
    cli_wrap(stdout, dl_buf_slice(&b), p->width, INDENT);
    dl_buf_free(&b);
}

/* A copy of a text already shown is one line. */
static bool is_seen_copy(page *p, const char *group)
{
    if (!*group) return false;
    size_t before = p->copies.n;
    dl_buf_fmt(&p->copies, "\n%s\n", group);
    dl_slice key = dl_slice_cut(dl_buf_slice(&p->copies), before, p->copies.n);
    return dl_slice_find(dl_buf_slice(&p->copies), key, 0) < before;
}

static void put_line(const dateline_row *row)
{
    const char *date = cli_value(row, "date");
    const char *outlet = cli_value(row, "outlet");
    printf("\n%-*.10s", INDENT, *date ? date : "undated");
    cli_put(stdout, cli_value(row, "title"));
    if (*outlet) fputs(" - ", stdout);
    cli_put(stdout, outlet);
    fputs("  [", stdout);
    cli_put(stdout, cli_value(row, "id"));
    fputs("]\n", stdout);
}

static bool put_report(void *user, const dateline_row *row)
{
    page *p = user;
    const char *group = cli_value(row, "copy_group");
    put_line(row);
    if (is_seen_copy(p, group)) {
        printf("%*s(a copy of ", INDENT, "");
        cli_put(stdout, group);
        puts(")");
    } else {
        put_lead(p, cli_value(row, "lead"));
    }
    return !ferror(stdout);
}

static dateline_status show_page(dateline *d, const char *id, page *p)
{
    dateline_status status = dateline_show(d, "story heading", id, put_heading, p);
    if (status == DATELINE_OK && p->reports)
        status = dateline_show(d, "story reports", id, put_report, p);
    return status;
}

static dateline_status show_rows(dateline *d, const cli_args *a, page *p)
{
    cli_printer *out = cli_printer_new(a, stdout);
    dateline_status status = dateline_show(d, "story", a->word[0], cli_print_row, out);
    p->reports = cli_printer_end(out);
    return status;
}

int cmd_story(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    page p = { .colour = cli_wants_colour(stdout), .width = cli_width(stdout) };
    dl_buf_init(&p.copies, NULL);
    bool as_page = a->form == FORM_TABLE;
    dateline_status status = as_page ? show_page(d, a->word[0], &p) : show_rows(d, a, &p);
    if (status == DATELINE_OK && p.reports == 0) {
        fputs("dateline: there is no story ", stderr);
        cli_put(stderr, a->word[0]);
        fputc('\n', stderr);
        status = DATELINE_FAILED;
    }
    dl_buf_free(&p.copies);
    return cli_end(d, status);
}
