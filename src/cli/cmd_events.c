/* cmd_events - events and upcoming: for people a block an event, with the sentence that
 * tells it and the report that has it; the other forms as any list (print.c).
 *
 *   2016-12-15  Shinzo Abe (JPN) - meet - Vladimir Putin (RUS)  CONSULT 036, sure: high
 *       Abe and Putin met at a hot spring resort on Thursday.
 *       Harbour Post, 2016-12-16 [abe-post]; 3 reports, 2 origins */
#include "cli.h"
#include "doc/line.h"

enum {
    INDENT = 4,
    SIDE_MOST = 4, /* participants of a side that are named */
    SENTENCE_MOST = 400 /* bytes: a list of a hundred names is cut */
};

typedef struct blocks {
    dateline *told; /* another handle: rows of one live until its next call */
    unsigned width; /* of the terminal; 0: nothing is wrapped */
    bool colour;
    size_t n;
    bool failed; /* who tells an event could not be read */
    dl_buf line;
    dl_buf sentence, day, source; /* of the event at hand */
} blocks;

/* ---- who did what to whom */

static bool is_named_before(const json_t *side, size_t at)
{
    const char *name = dl_line_text(json_array_get(side, at), "name");
    for (size_t i = 0; i < at; i++)
        if (strcmp(dl_line_text(json_array_get(side, i), "name"), name) == 0) return true;
    return false;
}

/* "Shinzo Abe (JPNGOV), Vladimir Putin (RUSGOV)" */
static void add_side(dl_buf *b, const json_t *side)
{
    size_t i, named = 0, all = 0;
    json_t *party;
    json_array_foreach(side, i, party)
    {
        if (is_named_before(side, i) || all++ >= SIDE_MOST) continue;
        const char *code = dl_line_text(party, "code");
        dl_buf_fmt(b, "%s%s", named++ ? ", " : "", dl_line_text(party, "name"));
        if (*code) dl_buf_fmt(b, " (%s)", code);
    }
    if (all > named) dl_buf_fmt(b, " and %zu more", all - named);
}

static void add_sides(dl_buf *b, const json_t *event)
{
    const json_t *actors = json_object_get(event, "actors");
    const json_t *recipients = json_object_get(event, "recipients");
    add_side(b, actors);
    dl_buf_str(b, json_array_size(actors) ? " - " : "- ");
    dl_line_add_act(b, dl_slice_str(dl_line_text(event, "lemma")));
    if (json_array_size(recipients)) dl_buf_str(b, " - ");
    add_side(b, recipients);
}

/* ---- what it is taken for */

static void add_code(dl_buf *b, const json_t *event)
{
    const char *type = dl_line_text(event, "type"), *act = dl_line_text(event, "act");
    const char *mode = dl_line_text(event, "mode"), *cameo = dl_line_text(event, "cameo");
    if (!*type) return;
    dl_buf_fmt(b, "  %s", type);
    if (strcmp(type, act) != 0 && *act) dl_buf_fmt(b, " (%s)", act);
    if (*mode) dl_buf_fmt(b, " %s", mode);
    if (*cameo) dl_buf_fmt(b, " %s", cameo);
    /* What is not done is told as low, whatever it is. */
    if (strcmp(dl_line_text(event, "status"), "planned") != 0)
        dl_buf_fmt(b, ", sure: %s", dl_line_text(event, "sure"));
}

/* What happened says nothing more. */
static void add_status(dl_buf *b, const json_t *event)
{
    const char *status = dl_line_text(event, "status");
    const char *by = dl_line_text(json_object_get(event, "attributed_to"), "name");
    if (strcmp(status, "happened") != 0) dl_buf_fmt(b, "; %s", status);
    if (strcmp(dl_line_text(event, "polarity"), "negative") == 0) dl_buf_str(b, ", not done");
    if (strcmp(dl_line_text(event, "certainty"), "certain") != 0)
        dl_buf_fmt(b, ", %s", dl_line_text(event, "certainty"));
    if (json_is_true(json_object_get(event, "overdue"))) dl_buf_str(b, ", overdue");
    if (*by) dl_buf_fmt(b, "; according to %s", by);
}

/* An event whose day is not known has that of the report that tells it. */
static void put_head(blocks *b, const char *time, const json_t *event)
{
    dl_buf_clear(&b->line);
    add_sides(&b->line, event);
    if (b->n) fputc('\n', stdout);
    const char *told = b->day.n ? b->day.p : "undated";
    if (!*time && b->day.n) fputs("told ", stdout);
    cli_put(stdout, *time ? time : told);
    fputs(b->colour ? "  \033[1m" : "  ", stdout);
    cli_put(stdout, b->line.p);
    if (b->colour) fputs("\033[0m", stdout);
    dl_buf_clear(&b->line);
    add_code(&b->line, event);
    add_status(&b->line, event);
    if (b->line.n) cli_put_lines(stdout, dl_buf_slice(&b->line), false);
    fputs("  [", stdout);
    cli_put(stdout, dl_line_text(event, "id"));
    fputs("]\n", stdout);
}

/* ---- who tells it, in which words */

static void put_sentence(blocks *b)
{
    dl_slice s = dl_buf_slice(&b->sentence);
    size_t n = s.n;
    if (n > SENTENCE_MOST)
        for (n = SENTENCE_MOST; n && s.p[n] != ' ';) n--;
    dl_buf_clear(&b->line);
    dl_visible(&b->line, dl_slice_cut(s, 0, n));
    if (n < s.n) dl_buf_str(&b->line, " ...");
    if (n) cli_wrap(stdout, dl_buf_slice(&b->line), b->width, INDENT);
}

static bool take_told(void *user, const dateline_row *row)
{
    blocks *b = user;
    const char *outlet = cli_value(row, "outlet"), *date = cli_value(row, "date");
    if (!*date) date = "undated";
    dl_buf_str(&b->sentence, cli_value(row, "text"));
    dl_buf_str(&b->day, date);
    if (*outlet) dl_buf_fmt(&b->source, "%s, ", outlet);
    dl_buf_fmt(&b->source, "%s [%s]", date, cli_value(row, "report"));
    return false;
}

static void put_source(blocks *b, const json_t *event)
{
    size_t reports = json_array_size(json_object_get(event, "reports"));
    uint64_t origins = (uint64_t)json_integer_value(json_object_get(event, "origins"));
    if (!b->source.n) return; /* it was taken out meanwhile */
    if (reports > 1)
        dl_buf_fmt(&b->source, "; %zu reports, %llu origin%s", reports, (unsigned long long)origins,
            cli_plural(origins));
    cli_wrap(stdout, dl_buf_slice(&b->source), b->width, INDENT);
}

static void put_block(blocks *b, const char *time, const json_t *event)
{
    put_head(b, time, event);
    put_sentence(b);
    put_source(b, event);
    b->n++;
}

static bool put_event(void *user, const dateline_row *row)
{
    blocks *b = user;
    json_t *event = dl_line_read(row->json, row->json_n);
    if (!event) abort(); /* out of memory: nothing else can be told */
    dl_buf_clear(&b->sentence);
    dl_buf_clear(&b->day);
    dl_buf_clear(&b->source);
    const char *id = dl_line_text(event, "id");
    b->failed = dateline_show(b->told, "event sentence", id, take_told, b) != DATELINE_OK;
    if (!b->failed) put_block(b, cli_value(row, "time"), event);
    json_decref(event);
    return !b->failed && !ferror(stdout);
}

/* ---- the command */

enum { MANY = 20 }; /* events: fewer are read whole */

/* Of many events most have no code: what matters is few of them. */
static void say_more(const cli_args *a, const blocks *b)
{
    if (a->quiet || a->filter.sure || b->n < MANY || !cli_is_terminal(stderr)) return;
    fputs("--sure low leaves out what has no code, --sure high shows the surest\n", stderr);
}

static dateline_status put_blocks(dateline *d, const cli_args *a)
{
    blocks b = { .width = cli_width(stdout), .colour = cli_wants_colour(stdout) };
    b.told = cli_open(a, CLI_READ_ONLY);
    if (!b.told) return DATELINE_FAILED;
    dl_buf *const all[] = { &b.line, &b.sentence, &b.day, &b.source };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) dl_buf_init(all[i], NULL);
    dateline_status status = dateline_list(d, a->command->name, &a->filter, put_event, &b);
    if (!b.n && !b.failed && status == DATELINE_OK) puts("nothing there");
    say_more(a, &b);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) dl_buf_free(all[i]);
    cli_end(b.told, b.failed ? DATELINE_FAILED : DATELINE_OK); /* says why */
    return b.failed ? DATELINE_FAILED : status;
}

static dateline_status put_rows(dateline *d, const cli_args *a)
{
    cli_printer *p = cli_printer_new(a, stdout);
    const char *what = a->form == FORM_ICS ? "calendar" : a->command->name;
    dateline_status status = dateline_list(d, what, &a->filter, cli_print_row, p);
    cli_printer_end(p);
    return status;
}

int cmd_events(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    const char *story = a->filter.story;
    if (story && !cli_exists(d, "story", story)) return cli_end(d, DATELINE_FAILED);
    return cli_end(d, a->form == FORM_TABLE ? put_blocks(d, a) : put_rows(d, a));
}
