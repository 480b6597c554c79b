/* pages_events - the table of events with filters that the address keeps, what is to
 * come, and one event: who says so, in which words, by which rules. */
#include "base/chars.h"
#include "doc/line.h"
#include "page_edit.h"

#include <stdio.h>

/* ---- the table */

/* docs/decisions/76-how-sure.md */
static const char grades_told[] =
    "Sure: how well a report tells what is coded. When events were "
    "drawn and read, of the high 3 of 4 were right in type and in who "
    "takes part, of the middle half, of the low 1 of 7.";

static void put_cell(web_writer *w, dl_slice text) { web_element(w, "td", text); }

static bool put_row(void *user, const dateline_row *row)
{
    web_writer *w = user;
    web_open(w, "tr");
    web_open(w, "td");
    serve_part_day(w, serve_part(row, "time"));
    web_close(w);
    put_cell(w, serve_part(row, "who"));
    web_open(w, "td");
    serve_part_event_link(w, row, false);
    web_close(w);
    put_cell(w, serve_part(row, "whom"));
    put_cell(w, serve_part(row, "type"));
    put_cell(w, serve_part(row, "sure"));
    web_open(w, "td");
    web_text(w, serve_part(row, "status"));
    web_close(w);
    web_open(w, "td");
    web_attribute(w, "class", DL_S("number"));
    if (!dl_slice_is(serve_part(row, "outlets"), "0")) web_text(w, serve_part(row, "outlets"));
    web_close(w);
    web_close(w);
    return true;
}

static void begin_table(web_writer *w)
{
    static const char *const columns[] = { "When", "Who", "What", "Whom", "Type", "Sure", "Status",
        "Outlets", NULL };
    serve_part_table(w, "Events", columns);
}

static bool put_coded(void *user, const dateline_row *row)
{
    serve_section *s = user;
    bool first = !s->begun;
    if (!serve_part(row, "type").n) return true;
    serve_part_heading(s, "Events");
    if (first) begin_table(s->w);
    return put_row(s->w, row);
}

bool serve_events_table(web_writer *w, dateline *d, const char *story, serve_answer *a)
{
    serve_section s = { .w = w };
    dateline_filter f = { .size = sizeof f, .story = story };
    if (!serve_went_well(a, d, dateline_list(d, "events", &f, put_coded, &s))) return false;
    if (s.begun) serve_part_table_end(w);
    return true;
}

/* What a page of events begins with: those that are told so that they are coded well. */
static const char any[] = "any", usual[] = "middle";

static void put_grades(web_writer *w, const char *asked)
{
    static const char *const grade[][2] = { { any, "any, or no code" },
        { "low", "any with a code" }, { usual, "middle or high" }, { "high", "high" } };
    web_open(w, "label");
    web_text(w, DL_S("Sure "));
    web_open(w, "select");
    web_attribute(w, "name", DL_S("sure"));
    for (size_t i = 0; i < sizeof grade / sizeof *grade; i++) {
        web_open(w, "option");
        web_attribute(w, "value", dl_slice_str(grade[i][0]));
        if (strcmp(asked ? asked : any, grade[i][0]) == 0) web_attribute(w, "selected", DL_S(""));
        web_text(w, dl_slice_str(grade[i][1]));
        web_close(w);
    }
    web_close(w);
    web_close(w);
    web_text(w, DL_S(" "));
}

static void put_filters(web_writer *w, const serve_request *r, const char *action)
{
    const dateline_filter *f = &r->filter;
    serve_part_filters(w, action, r);
    serve_part_field(w, "actor", "Who", f->actor);
    serve_part_field(w, "recipient", "Whom", f->recipient);
    serve_part_field(w, "type", "Type or code", f->type);
    put_grades(w, f->sure);
    serve_part_field(w, "country", "Country", f->country);
    serve_part_field(w, "from", "From", f->from);
    serve_part_field(w, "to", "To", f->to);
    serve_part_field(w, "about", "About", f->about);
    serve_part_field(w, "story", "Story", f->story);
    serve_part_filters_end(w, "Show");
}

static bool is_any(const char *sure) { return sure && strcmp(sure, any) == 0; }

/* What is not shown, and the link to all of it. */
static void put_rest(web_writer *w, const serve_request *r, bool some)
{
    dl_buf address;
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, "/events");
    static const char *const other[] = { "next", "sure", NULL };
    serve_address_again(&address, r->target, other);
    serve_address_parameter(&address, "sure", dl_slice_str(any));
    web_open(w, "p");
    if (some) web_attribute(w, "class", DL_S("from"));
    web_text(w,
        some ? DL_S("Shown are those that reports tell surely enough. ")
             : DL_S("There is no such event that reports tell surely enough. "));
    serve_page_link_to(w, &address, DL_S("All events, unsure and uncoded ones too"));
    web_close(w);
}

/* The table has a heading where it has a row. */
typedef struct table {
    web_writer *w;
    const serve_request *r;
    bool begun, all;
} table;

static bool put_first_row(void *user, const dateline_row *row)
{
    table *t = user;
    if (!t->begun && !t->all) put_rest(t->w, t->r, true);
    if (!t->begun) begin_table(t->w);
    t->begun = true;
    return put_row(t->w, row);
}

void serve_page_events(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_request asked = *r;
    table t = { .w = &w, .r = r, .all = r->filter.sure != NULL };
    serve_rows rows = { .visit = put_first_row, .user = &t };
    if (!t.all) asked.filter.sure = usual;
    serve_page_begin(&w, r, a, DL_S("Events"));
    web_element(&w, "h1", DL_S("Events"));
    put_filters(&w, &asked, "/events");
    if (is_any(asked.filter.sure)) asked.filter.sure = NULL;
    if (!serve_list(&asked, d, "events newest", &rows, a)) return;
    if (t.begun) serve_part_table_end(&w);
    if (rows.seen) web_classed(&w, "p", "from", dl_slice_str(grades_told));
    else if (t.all) web_element(&w, "p", DL_S("There is no such event."));
    else put_rest(&w, r, false);
    serve_page_next(&w, r, &rows);
    serve_page_end(&w, a);
}

/* ---- what is to come, a section a month */

static const char overdue[] = "Overdue";

typedef struct calendar {
    web_writer *w;
    serve_plans plans;
    bool asked; /* the reader says which day stands for today */
    char part[24]; /* the heading at hand */
} calendar;

static void put_part(calendar *c, dl_slice heading)
{
    if (dl_slice_is(heading, c->part)) return;
    serve_plans_close(&c->plans);
    if (c->part[0]) web_close(c->w);
    snprintf(c->part, sizeof c->part, "%.*s", (int)heading.n, heading.p);
    web_open(c->w, "h2");
    if (heading.n && dl_is_digit(*heading.p)) serve_part_day(c->w, heading);
    else web_text(c->w, heading);
    web_close(c->w);
    if (dl_slice_is(heading, overdue))
        web_classed(c->w, "p", "from", DL_S("The day is past, and no report tells it as done."));
    web_open(c->w, "ol");
    web_attribute(c->w, "class", DL_S("timeline"));
}

/* The month in which it is due, "2016-12", or the year; what is past and told by no
 * report stands behind. */
static dl_slice part_of(const dateline_row *row)
{
    dl_slice time = serve_part(row, "time");
    if (dl_slice_is(serve_part(row, "overdue"), "1")) return dl_slice_str(overdue);
    if (!time.n) return DL_S("No day told");
    dl_slice due = serve_part_last_day(time);
    return dl_slice_cut(due, 0, due.n < 7 ? due.n : 7);
}

/* What "today" is to the record: told in each line, in no column of the table. */
static void put_as_of(const calendar *c, const dateline_row *row)
{
    json_t *line = dl_line_read(row->json, row->json_n);
    web_open(c->w, "p");
    web_attribute(c->w, "class", DL_S("from"));
    web_text(c->w, DL_S("As of "));
    serve_part_day(c->w, serve_part_text(line, "as_of"));
    web_text(c->w, c->asked ? DL_S(".") : DL_S(", the day of the newest reports."));
    web_close(c->w);
    json_decref(line);
}

static bool put_planned(void *user, const dateline_row *row)
{
    calendar *c = user;
    if (!c->part[0]) put_as_of(c, row);
    put_part(c, part_of(row));
    return serve_part_planned(&c->plans, row);
}

/* The same as a file of other calendars, with the filters of the page. */
static void put_calendar_link(web_writer *w, const serve_request *r)
{
    dl_buf address;
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, "/upcoming.ics");
    const char *other[] = { "limit", "next", is_any(r->filter.sure) ? "sure" : NULL, NULL };
    serve_address_again(&address, r->target, other);
    web_open(w, "p");
    serve_page_link_to(w, &address, DL_S("As a calendar (iCalendar)"));
    web_close(w);
}

static bool put_calendar(const serve_request *r, dateline *d, calendar *c, serve_answer *a)
{
    serve_request asked = *r;
    serve_rows rows = { .visit = put_planned, .user = c };
    if (is_any(r->filter.sure)) asked.filter.sure = NULL;
    bool well = serve_list(&asked, d, "upcoming", &rows, a) && !a->status;
    if (well) serve_plans_close(&c->plans);
    if (well && c->part[0]) web_close(c->w);
    if (well && !rows.seen)
        web_element(c->w, "p", DL_S("Nothing was announced that is still to come."));
    if (well && rows.seen) put_calendar_link(c->w, r);
    if (well) serve_page_next(c->w, r, &rows);
    return well;
}

void serve_page_upcoming(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    calendar c = { .w = &w, .asked = r->filter.as_of != NULL };
    serve_plans_begin(&c.plans, &w, d, a);
    serve_page_begin(&w, r, a, DL_S("To come"));
    web_element(&w, "h1", DL_S("To come"));
    put_filters(&w, r, "/upcoming");
    if (put_calendar(r, d, &c, a)) serve_page_end(&w, a);
    serve_plans_free(&c.plans);
}

/* ---- one event */

static void put_parties(web_writer *w, const char *name, const json_t *parties)
{
    size_t i;
    json_t *one;
    if (!json_array_size(parties)) return;
    web_element(w, "dt", dl_slice_str(name));
    web_open(w, "dd");
    json_array_foreach(parties, i, one)
    {
        if (i) web_text(w, DL_S("; "));
        serve_part_named(
            w, "/entities/", serve_part_text(one, "entity"), serve_part_text(one, "name"));
        serve_part_after(w, ", ", serve_part_text(one, "code"));
    }
    web_close(w);
}

static void put_fact(web_writer *w, const char *name, dl_slice text)
{
    if (!text.n) return;
    web_element(w, "dt", dl_slice_str(name));
    web_element(w, "dd", text);
}

/* "2016-12-16", or "between 2016-05-03 and 2016-05-09". */
static void put_when(web_writer *w, const json_t *e)
{
    dl_slice from = serve_part_text(e, "time_from");
    if (!from.n) return;
    web_element(w, "dt", DL_S("When"));
    web_open(w, "dd");
    bool exact = serve_part_text(e, "time_precision").n > 0; /* else of an interval's year */
    dl_slice time = exact ? serve_part_text(e, "time") : (dl_slice){ NULL, 0 };
    serve_part_when(w, time, from, serve_part_text(e, "time_to"));
    web_close(w);
}

static bool put_story_title(void *user, const dateline_row *row)
{
    web_writer *w = user;
    dl_slice title = serve_part(row, "title");
    serve_page_link(w, "/stories/", serve_part(row, "id"), title.n ? title : DL_S("its story"));
    return false;
}

/* False: the answer is a problem. */
static bool put_story_of(web_writer *w, dateline *d, const json_t *e, serve_answer *a)
{
    dl_slice story = serve_part_text(e, "story");
    if (!story.n) return true;
    web_element(w, "dt", DL_S("Story"));
    web_open(w, "dd");
    dateline_status status = dateline_show(d, "story top", story.p, put_story_title, w);
    web_close(w);
    return serve_went_well(a, d, status);
}

static bool put_facts(web_writer *w, dateline *d, const json_t *e, serve_answer *a)
{
    static const char *const fact[][2] = { { "Type", "type" }, { "Act", "act" }, { "Mode", "mode" },
        { "CAMEO code", "cameo" }, { "Status", "status" }, { "Certainty", "certainty" },
        { "Sure", "sure" } };
    web_open(w, "dl");
    put_when(w, e);
    put_parties(w, "Who", json_object_get(e, "actors"));
    put_parties(w, "Whom", json_object_get(e, "recipients"));
    put_fact(w, "Where", serve_part_text(json_object_get(e, "place"), "name"));
    for (size_t i = 0; i < sizeof fact / sizeof *fact; i++)
        put_fact(w, fact[i][0], serve_part_text(e, fact[i][1]));
    put_fact(w, "Said by", serve_part_text(json_object_get(e, "attributed_to"), "name"));
    bool well = put_story_of(w, d, e, a);
    web_close(w);
    return well;
}

/* A report that tells it, and the sentence there. */
static bool put_told(void *user, const dateline_row *row)
{
    serve_section *s = user;
    serve_part_heading(s, "Where it is told");
    web_open(s->w, "p");
    serve_page_link(s->w, "/reports/", serve_part(row, "report"), serve_part(row, "title"));
    web_close(s->w);
    web_open(s->w, "p");
    web_attribute(s->w, "class", DL_S("from"));
    serve_part_when(s->w, serve_part(row, "date"), serve_part(row, "date_earliest"),
        serve_part(row, "date_latest"));
    serve_part_after(s->w, " ", serve_part(row, "outlet"));
    web_close(s->w);
    if (serve_part(row, "text").n) web_element(s->w, "blockquote", serve_part(row, "text"));
    return true;
}

static void put_links(web_writer *w, const json_t *links)
{
    size_t i;
    json_t *one;
    if (!json_array_size(links)) return;
    web_element(w, "h2", DL_S("What came before or after"));
    json_array_foreach(links, i, one)
    {
        web_open(w, "p");
        web_text(w, serve_part_text(one, "kind"));
        web_text(w, DL_S(" "));
        serve_page_link(w, "/events/", serve_part_text(one, "event"), DL_S("what was announced"));
        web_close(w);
    }
}

typedef struct event_page {
    web_writer *w;
    dateline *d;
    const serve_request *r;
    serve_answer *a;
} event_page;

static void add_names(dl_buf *b, const char *before, const json_t *parties)
{
    size_t i;
    json_t *one;
    json_array_foreach(parties, i, one)
    {
        dl_buf_str(b, i ? ", " : before);
        dl_buf_add(b, serve_part_text(one, "name"));
    }
}

/* "Fumio Kishida: go: Moscow": a word alone does not say which event it is. */
static void begin_event(event_page *p, const json_t *e)
{
    dl_buf title;
    dl_buf_init(&title, NULL);
    add_names(&title, "", json_object_get(e, "actors"));
    if (title.n) dl_buf_str(&title, ": ");
    dl_line_add_act(&title, serve_part_text(e, "lemma"));
    add_names(&title, ": ", json_object_get(e, "recipients"));
    serve_page_begin(p->w, p->r, p->a, dl_buf_slice(&title));
    web_element(p->w, "h1", dl_buf_slice(&title));
    dl_buf_free(&title);
}

static bool put_event(void *user, const dateline_row *row)
{
    event_page *p = user;
    web_writer *w = p->w;
    json_t *e = dl_line_read(row->json, row->json_n);
    if (!e) serve_problem(p->a, 500, "the record tells no event there");
    if (!e) return false;
    begin_event(p, e);
    if (put_facts(w, p->d, e, p->a)) put_links(w, json_object_get(e, "links"));
    json_decref(e);
    return false;
}

/* "JPNGOV; " of a report whose tree was not made anew. */
static dl_slice says_of(const dateline_row *row)
{
    dl_slice says = dl_slice_trim(serve_part(row, "says"));
    bool open = says.n && says.p[says.n - 1] == ';';
    return open ? dl_slice_cut(says, 0, says.n - 1) : says;
}

/* What of the report made it, what that says, and the row of a table that says so. */
static bool put_reason(void *user, const dateline_row *row)
{
    serve_section *x = user;
    dl_slice rule = serve_part(row, "rule"), line = serve_part(row, "row");
    bool first = !x->begun;
    serve_part_heading(x, "How it was worked out");
    if (first) web_open(x->w, "dl");
    web_element(x->w, "dt", serve_part(row, "mark"));
    web_open(x->w, "dd");
    web_text(x->w, serve_part(row, "words"));
    serve_part_after(x->w, ": ", says_of(row));
    serve_part_after(x->w, ", by ", rule);
    if (line.n) web_classed(x->w, "p", "from", line);
    web_close(x->w);
    return true;
}

void serve_page_event(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    event_page p = { &w, d, r, a };
    serve_section x = { .w = &w }, told = { .w = &w };
    if (!serve_show_whole(d, "event", r->id, put_event, &p, a) || a->status) return;
    if (!serve_went_well(a, d, dateline_show(d, "event told", r->id, put_told, &told))) return;
    if (!serve_went_well(a, d, dateline_explain(d, "event", r->id, put_reason, &x))) return;
    if (x.begun) web_close(&w);
    serve_edit_form(&w, r, "event", dl_slice_str(r->id));
    serve_page_end(&w, a);
}
