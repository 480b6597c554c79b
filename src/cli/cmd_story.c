/* cmd_story - a story reads like a page: title, days, outlets, origins; how things stand
 * (the latest, what is next, what is disputed); who takes part; the timeline; where
 * reports differ; then its reports by date with their leads, copies folded. */
#include "cli.h"

#include <stdlib.h>

enum {
    LEAD_LEAST = 80, /* bytes: a first sentence shorter than this brings the next with it */
    LEAD_MOST = 300,
    INDENT = 12, /* columns of the dates */
    DAY_LETTERS = 10, /* 2016-12-16; with ~ in front where it was worked out */
    ACTORS = 8, /* of those who take part */
    DISPUTES = 6,
    COMPARED = 300 /* reports of a larger story whose words are compared */
};

typedef struct page {
    dl_buf copies; /* the copy groups seen so far, each between line feeds */
    unsigned width;
    bool colour;
    size_t reports;
    uint64_t told_by; /* reports of the story */
    bool happened; /* an event is known of the latest day */
    dl_buf latest, next, disputed; /* how things stand, a line each */
    dl_buf actors, timeline, differences; /* parts of the page, as they will be printed */
    uint32_t rows; /* of the part at hand */
    dl_buf last; /* the day of the newest report */
} page;

static const char *plural(const char *number) { return strcmp(number, "1") == 0 ? "" : "s"; }

static void put_days(const char *first, const char *last)
{
    cli_put(stdout, *first ? first : "undated");
    if (strcmp(first, last) == 0) return;
    fputs(" to ", stdout);
    cli_put(stdout, last);
}

/* The story that it takes up, and why. */
static void put_followed(const page *p, const char *says)
{
    dl_buf b;
    if (!*says) return;
    dl_buf_init(&b, NULL);
    dl_buf_str(&b, "Follows ");
    dl_visible(&b, dl_slice_str(says));
    cli_wrap(stdout, dl_buf_slice(&b), p->width, 0);
    dl_buf_free(&b);
}

static bool put_heading(void *user, const dateline_row *row)
{
    page *p = user;
    const char *title = cli_value(row, "title");
    const char *outlets = cli_value(row, "outlets");
    const char *origins = cli_value(row, "origins");
    p->reports++;
    p->told_by = strtoull(cli_value(row, "reports"), NULL, 10);
    if (p->colour) fputs("\033[1m", stdout);
    cli_put(stdout, *title ? title : "(no title)");
    fputs(p->colour ? "\033[0m\n" : "\n", stdout);
    put_days(cli_value(row, "first"), cli_value(row, "last"));
    printf("; %s outlet%s, %s independent origin%s\n", outlets, plural(outlets), origins,
        plural(origins));
    put_followed(p, cli_value(row, "follows"));
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
    int letters = *date == '~' ? INDENT - 1 : DAY_LETTERS;
    printf("\n%-*.*s", INDENT, letters, *date ? date : "undated");
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

/* ---- what is worked out of the reports */

static void add_state(dl_buf *b, const char *day, const char *says)
{
    dl_buf_clear(b);
    dl_visible(b, dl_slice_str(day));
    if (*day) dl_buf_str(b, ": ");
    dl_visible(b, dl_slice_str(says));
}

static void add_line(dl_buf *b, const char *name, const char *says)
{
    dl_visible(b, dl_slice_str(name));
    dl_buf_str(b, "\t");
    dl_visible(b, dl_slice_str(says));
    dl_buf_str(b, "\n");
}

/* The latest is the newest day, up to that of the newest report, of which an event is
 * known; of none, the newest day. Days after it are ahead. */
static bool take_day(void *user, const dateline_row *row)
{
    page *p = user;
    const char *day = cli_value(row, "date"), *says = cli_value(row, "text");
    bool ahead = strcmp(day, p->last.p) > 0, happened = strstr(row->json, "\"events\":[");
    if (!ahead && (happened || !p->happened)) add_state(&p->latest, day, says);
    p->happened = p->happened || (!ahead && happened);
    add_line(&p->timeline, day, says);
    return true;
}

static bool take_last(void *user, const dateline_row *row)
{
    page *p = user;
    dl_buf_str(&p->last, cli_value(row, "last"));
    return true;
}

static bool take_actor(void *user, const dateline_row *row)
{
    page *p = user;
    const char *title = cli_value(row, "title");
    if (p->rows++ == ACTORS) return false;
    dl_buf_fmt(&p->actors, "%s%s", p->rows > 1 ? "; " : "", cli_value(row, "name"));
    if (*title) dl_buf_fmt(&p->actors, " (%s)", title);
    return true;
}

static bool take_ahead(void *user, const dateline_row *row)
{
    page *p = user;
    const char *time = cli_value(row, "time"), *told = cli_value(row, "told");
    bool overdue = strcmp(cli_value(row, "overdue"), "1") == 0;
    char announced[32];
    snprintf(announced, sizeof announced, "%s%.10s", *told ? "announced " : "", told);
    add_state(&p->next, *time ? time : announced, cli_value(row, "sentence"));
    dl_buf_str(&p->next, " (");
    dl_visible(&p->next, dl_slice_str(cli_value(row, "what")));
    dl_buf_str(&p->next, overdue ? "; not told of since)" : ")");
    return true;
}

static bool take_difference(void *user, const dateline_row *row)
{
    page *p = user;
    const char *about = cli_value(row, "about"), *says = cli_value(row, "says");
    const char *kind = cli_value(row, "kind");
    bool disputed = strcmp(kind, "contradiction") == 0;
    if (p->rows++ == DISPUTES) return false;
    if (disputed && !p->disputed.n) add_state(&p->disputed, about, says);
    if (!disputed) dl_buf_fmt(&p->differences, "%s: ", kind);
    add_line(&p->differences, about, says);
    return true;
}

static dateline_status work_out(dateline *d, const char *id, page *p)
{
    dateline_filter story = { .size = sizeof story, .story = id };
    dateline_status status = dateline_show(d, "story last", id, take_last, p);
    if (status == DATELINE_OK) status = dateline_list(d, "timeline", &story, take_day, p);
    if (status == DATELINE_OK) status = dateline_show(d, "story next", id, take_ahead, p);
    p->rows = 0;
    if (status == DATELINE_OK) status = dateline_show(d, "story actors", id, take_actor, p);
    p->rows = 0;
    if (status != DATELINE_OK) return status;
    return dateline_show_some(d, "story disagreements", id, COMPARED, take_difference, p);
}

/* ---- the page */

static void put_part(const page *p, const char *name)
{
    fputs(p->colour ? "\n\033[1m" : "\n", stdout);
    fputs(name, stdout);
    fputs(p->colour ? "\033[0m\n" : "\n", stdout);
}

static void put_wrapped(const page *p, const char *name, dl_slice text)
{
    fputs("  ", stdout);
    cli_put(stdout, name);
    fputc('\n', stdout);
    cli_wrap(stdout, text, p->width, INDENT);
}

static void put_state(const page *p)
{
    if (!p->latest.n && !p->next.n && !p->disputed.n) return;
    put_part(p, "State of affairs");
    if (p->latest.n) put_wrapped(p, "Latest", dl_buf_slice(&p->latest));
    if (p->next.n) put_wrapped(p, "Next", dl_buf_slice(&p->next));
    if (p->disputed.n) put_wrapped(p, "Disputed", dl_buf_slice(&p->disputed));
}

/* Lines of a name, a tab and a text. */
static void put_lines(const page *p, const char *name, const dl_buf *lines)
{
    dl_slice rest = dl_buf_slice(lines), line;
    if (lines->n) put_part(p, name);
    while (dl_slice_line(&rest, &line)) {
        size_t tab = dl_slice_find_byte(line, '\t', 0);
        if (tab >= line.n) continue;
        fputs("  ", stdout);
        fwrite(line.p, 1, tab, stdout);
        fputc('\n', stdout);
        cli_wrap(stdout, dl_slice_cut(line, tab + 1, line.n), p->width, INDENT);
    }
}

static void put_parts(const page *p)
{
    put_state(p);
    if (p->actors.n) put_part(p, "Who takes part");
    if (p->actors.n) cli_wrap(stdout, dl_buf_slice(&p->actors), p->width, 2);
    put_lines(p, "Timeline", &p->timeline);
    char name[80];
    snprintf(name, sizeof name, "Where reports differ (%d of its %llu reports compared)", COMPARED,
        (unsigned long long)p->told_by);
    bool some = p->told_by > COMPARED;
    put_lines(p, some ? name : "Where reports differ", &p->differences);
    put_part(p, "Reports");
}

static dateline_status show_page(dateline *d, const char *id, page *p)
{
    dateline_status status = dateline_show(d, "story heading", id, put_heading, p);
    if (status != DATELINE_OK || !p->reports) return status;
    status = work_out(d, id, p);
    if (status != DATELINE_OK) return status;
    put_parts(p);
    return dateline_show(d, "story reports", id, put_report, p);
}

static dateline_status show_rows(dateline *d, const cli_args *a, page *p)
{
    cli_printer *out = cli_printer_new(a, stdout);
    const char *what = a->sources ? "story sources" : "story";
    dateline_status status = dateline_show(d, what, a->word[0], cli_print_row, out);
    p->reports = cli_printer_end(out);
    return status;
}

int cmd_story(const cli_args *a)
{
    static const char no_events[] = "dateline: no coded event is known of a story ";
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    page p = { .colour = cli_wants_colour(stdout), .width = cli_width(stdout) };
    dl_buf *part[] = { &p.copies, &p.latest, &p.next, &p.disputed, &p.actors, &p.timeline,
        &p.differences, &p.last };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) dl_buf_init(part[i], NULL);
    bool as_page = a->form == FORM_TABLE && !a->sources;
    dateline_status status = as_page ? show_page(d, a->word[0], &p) : show_rows(d, a, &p);
    if (status == DATELINE_OK && p.reports == 0) {
        fputs(a->sources ? no_events : "dateline: there is no story ", stderr);
        cli_put(stderr, a->word[0]);
        fputc('\n', stderr);
        status = DATELINE_FAILED;
    }
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) dl_buf_free(part[i]);
    return cli_end(d, status);
}
