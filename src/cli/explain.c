/* explain - where an answer comes from.
 *
 *   REPORT --at OFFSET: the marks over that code point, each with the rule that made it
 *   and, where the rule is a row of a table, that row
 *   EVENT, REPORT --why-not WORDS: explain_event.c
 *
 * In: the JSON of dateline_read. Out: a block a mark for people, or rows. */
#include <stdlib.h>

#include "cli.h"
#include "doc/line.h"
#include "explain.h"
#include "marks.h"

/* ---- a place of a report */

typedef struct place {
    const cli_args *a;
    bool title;
    uint32_t point;
    explain_out out;
} place;

static bool parse_place(place *p, const char *at)
{
    char *end;
    p->title = strncmp(at, "title:", 6) == 0;
    if (p->title) at += 6;
    unsigned long n = strtoul(at, &end, 10);
    p->point = (uint32_t)n;
    return *at >= '0' && *at <= '9' && !*end && n < UINT32_MAX;
}

static void tell_mark(const place *p, json_t *report, const cli_mark *m)
{
    const char *text = dl_line_text(report, m->title ? "title" : "text");
    dl_buf tells;
    dl_buf_init(&tells, NULL);
    cli_mark_tells(&tells, report, m);
    explain_told t = { .mark = cli_mark_name(m),
        .words = dl_utf8_cut(dl_slice_str(text), m->start, m->end),
        .tells = dl_buf_slice(&tells),
        .rule = dl_line_text(m->json, "rule") };
    explain_tell(&p->out, t);
    json_t *entity = cli_mark_entity(report, m);
    if (entity && *dl_line_text(entity, "rule")) {
        t.mark = "entity";
        t.rule = dl_line_text(entity, "rule");
        explain_tell(&p->out, t);
    }
    dl_buf_free(&tells);
}

static bool tell_place(void *user, const char *json, size_t n)
{
    place *p = user;
    size_t found = 0;
    json_t *report = dl_line_read(json, n);
    if (!report) return false;
    cli_marks marks = cli_marks_of(report);
    for (size_t i = 0; i < marks.n; i++) {
        const cli_mark *m = &marks.at[i];
        if (m->title != p->title || m->start > p->point || m->end <= p->point) continue;
        tell_mark(p, report, m);
        found++;
    }
    if (!found && !p->a->quiet) fputs("no mark stands there\n", stderr);
    cli_marks_free(&marks);
    json_decref(report);
    return !ferror(stdout);
}

static int explain_place(const cli_args *a)
{
    place p = { .a = a };
    if (!parse_place(&p, a->at)) {
        cli_complain(a->command, a->at, "is no offset: a number, or title: and a number");
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    if (!explain_open(&p.out, a)) return cli_end(d, DATELINE_FAILED);
    dateline_hooks h = cli_hooks(a, NULL, 0);
    h.line = tell_place;
    h.user = &p;
    dateline_status status = dateline_read(d, a->word[0], false, &h);
    cli_hooks_end(CLI_GOES_ON);
    explain_close(&p.out);
    return cli_end(d, status);
}

/* REPORT#NUMBER, or an id of `events`: "e" and 16 hex digits. */
static bool is_event(const char *word)
{
    enum { ID_CHARACTERS = 17 };
    if (strchr(word, '#')) return true;
    return word[0] == 'e' && strlen(word) == ID_CHARACTERS
        && strspn(word + 1, "0123456789abcdef") == ID_CHARACTERS - 1;
}

int cmd_explain(const cli_args *a)
{
    if (a->at) return explain_place(a);
    if (a->why_not || is_event(a->word[0])) return explain_event(a);
    fputs("dateline explain: what? an EVENT of `events`, or --at OFFSET, a code point of the "
          "text, or --why-not WORDS\n",
        stderr);
    cli_usage(stderr, a->command);
    return DATELINE_USAGE;
}
