/* cmd_who - an entity of the record as a card: names, roles with their days, with whom,
 * stories, latest events, what it said. A name that several have gives a card for each,
 * best first.
 *
 *   a name --"who named"--> ids --"who", "who roles" ...--> a card, or one JSON line */
#include <stdlib.h>

#include "cli.h"
#include "doc/line.h"

enum {
    CARDS = 5, /* of one name on the terminal, unless told */
    INDENT = 12
};

typedef struct card {
    dateline *d;
    unsigned width;
    bool colour;
    dl_buf words;
    uint32_t rows; /* of the part at hand */
} card;

/* ---- whom the name means */

typedef struct found {
    dl_buf ids; /* each with its NUL */
    uint64_t skip, most, seen;
} found;

static bool take_id(void *user, const dateline_row *row)
{
    found *f = user;
    f->seen++;
    if (f->seen <= f->skip || f->seen - f->skip > f->most) return true;
    const char *id = cli_value(row, "id");
    dl_buf_add(&f->ids, dl_slice_of(id, strlen(id) + 1));
    return true;
}

/* ---- a card for people */

static void put_bold(const card *c, const char *text)
{
    if (c->colour) fputs("\033[1m", stdout);
    cli_put(stdout, text);
    if (c->colour) fputs("\033[0m", stdout);
}

static void put_after(const char *before, const char *text)
{
    if (!*text) return;
    fputs(before, stdout);
    cli_put(stdout, text);
}

static bool put_heading(void *user, const dateline_row *row)
{
    card *c = user;
    const char *reports = cli_value(row, "reports");
    put_bold(c, cli_value(row, "name"));
    put_after("  ", cli_value(row, "kind"));
    put_after(" ", cli_value(row, "country"));
    put_after(" ", cli_value(row, "code"));
    put_after("  [", cli_value(row, "id"));
    printf("]\n%s report%s", reports, strcmp(reports, "1") == 0 ? "" : "s");
    put_after(", ", cli_value(row, "first"));
    put_after(" to ", cli_value(row, "last"));
    put_after("; also ", cli_value(row, "names"));
    fputc('\n', stdout);
    c->rows++;
    return !ferror(stdout);
}

/* The heading of a part stands above its first row. */
static void begin_row(card *c, const char *part)
{
    if (c->rows++ == 0) printf("\n%s\n", part);
    fputs("  ", stdout);
}

static void put_text(const card *c, const char *text)
{
    if (*text) cli_wrap(stdout, dl_slice_str(text), c->width, INDENT);
}

static void put_source(const dateline_row *row)
{
    put_after("  [", cli_value(row, "report"));
    puts("]");
}

static bool put_office(void *user, const dateline_row *row)
{
    card *c = user;
    const char *to = cli_value(row, "to");
    begin_row(c, "Roles");
    cli_put(stdout, cli_value(row, "title"));
    put_after(", from ", cli_value(row, "from"));
    put_after(" to ", to);
    if (!*to) put_after(", last seen ", cli_value(row, "last_seen"));
    put_after("  (", cli_value(row, "rule"));
    puts(")");
    return true;
}

static bool put_role(void *user, const dateline_row *row)
{
    card *c = user;
    const char *from = cli_value(row, "from");
    const char *to = cli_value(row, "to");
    begin_row(c, "Roles");
    cli_put(stdout, cli_value(row, "title"));
    printf(", in %s report%s", cli_value(row, "reports"),
        cli_plural((uint64_t)atoll(cli_value(row, "reports"))));
    put_after(", ", from);
    if (strcmp(from, to) != 0) put_after(" to ", to);
    put_source(row);
    put_text(c, cli_value(row, "text"));
    return true;
}

static bool put_other(void *user, const dateline_row *row)
{
    card *c = user;
    begin_row(c, "With");
    cli_put(stdout, cli_value(row, "name"));
    printf(", in %s event", cli_value(row, "events"));
    puts(cli_plural((uint64_t)atoll(cli_value(row, "events"))));
    return true;
}

static bool put_story(void *user, const dateline_row *row)
{
    card *c = user;
    begin_row(c, "Stories");
    printf("%-12s", cli_value(row, "first"));
    cli_put(stdout, cli_value(row, "title"));
    printf(", in %s report%s", cli_value(row, "reports"),
        cli_plural((uint64_t)atoll(cli_value(row, "reports"))));
    put_after("  [", cli_value(row, "id"));
    puts("]");
    return true;
}

static void put_act(const char *lemma)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_line_add_act(&b, dl_slice_str(lemma));
    cli_put(stdout, b.p);
    dl_buf_free(&b);
}

static bool put_event(void *user, const dateline_row *row)
{
    card *c = user;
    begin_row(c, "Latest events");
    printf("%-11s ", cli_value(row, "time"));
    put_act(cli_value(row, "lemma"));
    put_after(", ", cli_value(row, "status"));
    put_after("  [", cli_value(row, "id"));
    puts("]");
    put_text(c, cli_value(row, "text"));
    return true;
}

static bool put_quote(void *user, const dateline_row *row)
{
    card *c = user;
    const char *rest = cli_value(row, "rest");
    begin_row(c, "Said");
    printf("%-12.10s", cli_value(row, "date"));
    cli_put(stdout, cli_value(row, "outlet"));
    put_source(row);
    dl_buf_clear(&c->words);
    dl_buf_str(&c->words, cli_value(row, "text"));
    if (*rest) dl_buf_fmt(&c->words, " ... %s", rest);
    cli_wrap(stdout, dl_buf_slice(&c->words), c->width, INDENT);
    return true;
}

static dateline_status put_card(card *c, const char *id)
{
    static const struct {
        const char *what;
        dateline_visit put;
    } part[] = { { "who", put_heading }, { "who offices", put_office }, { "who roles", put_role },
        { "who with", put_other }, { "who stories", put_story }, { "who events", put_event },
        { "who quotes", put_quote } };
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; status == DATELINE_OK && i < sizeof part / sizeof *part; i++) {
        bool goes_on = strcmp(part[i].what, "who roles") == 0; /* the heading is there */
        if (!goes_on) c->rows = 0;
        status = dateline_show(c->d, part[i].what, id, part[i].put, c);
    }
    return status;
}

/* ---- all of that name */

static dateline_status put_rows(dateline *d, const cli_args *a, const found *f)
{
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = DATELINE_OK;
    bool whole = a->form == FORM_JSON;
    for (size_t at = 0; status == DATELINE_OK && at < f->ids.n; at += strlen(f->ids.p + at) + 1) {
        const char *id = f->ids.p + at;
        if (whole) status = dateline_show_whole(d, "who", id, cli_print_row, p);
        else status = dateline_show(d, "who", id, cli_print_row, p);
    }
    cli_printer_end(p);
    return status;
}

static dateline_status put_cards(dateline *d, const found *f)
{
    card c = { .d = d, .width = cli_width(stdout), .colour = cli_wants_colour(stdout) };
    dateline_status status = DATELINE_OK;
    dl_buf_init(&c.words, NULL);
    for (size_t at = 0; status == DATELINE_OK && at < f->ids.n; at += strlen(f->ids.p + at) + 1) {
        const char *id = f->ids.p + at;
        if (at) puts("");
        status = put_card(&c, id);
    }
    dl_buf_free(&c.words);
    return status;
}

static void say_none(const char *name)
{
    fputs("dateline: nobody and nothing of the name ", stderr);
    cli_put(stderr, name);
    fputs(" is in the record\n", stderr);
}

static void say_more(const found *f, const cli_args *a)
{
    uint64_t shown = f->seen > f->skip ? f->seen - f->skip : 0;
    if (shown <= f->most || a->quiet || a->filter.limit) return;
    fprintf(stderr, "dateline: %llu more have this name: --limit N shows more of them\n",
        (unsigned long long)(shown - f->most));
}

static dateline_status show(dateline *d, const cli_args *a, const char *name)
{
    found f = { .skip = a->filter.offset, .most = a->filter.limit };
    if (!f.most) f.most = a->form == FORM_TABLE ? CARDS : UINT64_MAX;
    dl_buf_init(&f.ids, NULL);
    dateline_status status = dateline_show(d, "who named", name, take_id, &f);
    if (status == DATELINE_OK && !f.seen) {
        say_none(name);
        status = DATELINE_FAILED;
    }
    bool cards = a->form == FORM_TABLE;
    if (status == DATELINE_OK) status = cards ? put_cards(d, &f) : put_rows(d, a, &f);
    if (status == DATELINE_OK) say_more(&f, a);
    dl_buf_free(&f.ids);
    return status;
}

int cmd_who(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    dl_buf name;
    dl_buf_init(&name, NULL);
    for (size_t i = 0; i < a->words; i++) {
        if (i) dl_buf_str(&name, " ");
        dl_buf_str(&name, a->word[i]);
    }
    dl_buf_add(&name, dl_slice_of("", 1));
    dateline_status status = name.failed ? DATELINE_FAILED : show(d, a, name.p);
    dl_buf_free(&name);
    return cli_end(d, status);
}
