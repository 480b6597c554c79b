/* pages_stories - the front: what is new since the reader was here, the stories of most
 * news value, what is to come, then all stories, those with the latest reports first. */
#include <stdio.h>
#include <stdlib.h>

#include "doc/calendar.h"
#include "page_parts.h"

enum {
    AHEAD = 5, /* of what was announced, on the front */
    WEIGHED = 60, /* of the latest stories, those whose news value is looked at */
    TOP = 6,
    WEEK = 7
};

typedef struct head { /* of a story, as lists tell it */
    dl_slice id, title, first, last, reports, outlets;
} head;

static head head_of(const dateline_row *row)
{
    return (head){ .id = serve_part(row, "id"),
        .title = serve_part(row, "title"),
        .first = serve_part(row, "first"),
        .last = serve_part(row, "last"),
        .reports = serve_part(row, "reports"),
        .outlets = serve_part(row, "outlets") };
}

static void put_link(web_writer *w, const head *h)
{
    serve_page_link(w, "/stories/", h->id, h->title);
}

static void put_numbers(web_writer *w, const head *h, const char *what)
{
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_part_days(w, h->first, h->last);
    web_text(w, DL_S("; "));
    serve_part_count(w, h->reports, what);
    bool known = h->outlets.n && !dl_slice_is(h->outlets, "0");
    if (known) web_text(w, DL_S(", "));
    if (known) serve_part_count(w, h->outlets, "outlet");
    web_close(w);
}

static void put_head(web_writer *w, const head *h, const char *what)
{
    web_open(w, "li");
    web_open(w, "h3");
    put_link(w, h);
    web_close(w);
    put_numbers(w, h, what);
    web_close(w);
}

static bool put_story(void *user, const dateline_row *row)
{
    head h = head_of(row);
    put_head(user, &h, "report");
    return true;
}

static void open_list(web_writer *w, const char *class)
{
    web_open(w, "ol");
    web_attribute(w, "class", dl_slice_str(class));
}

/* ---- what is new */

static bool take_arrival(void *user, const dateline_row *row)
{
    snprintf(user, 24, "%s", serve_value(row, "arrival"));
    return true;
}

static bool put_new(void *user, const dateline_row *row)
{
    serve_section *s = user;
    bool first = !s->begun;
    serve_part_heading(s, "New since you were here");
    if (first) open_list(s->w, "stories");
    head h = head_of(row);
    put_head(s->w, &h, "new report");
    return true;
}

/* The link that says: from here on tell me what is new. */
static void put_seen_link(web_writer *w, const char *arrival, const char *text)
{
    dl_buf address;
    dl_buf_init(&address, NULL);
    dl_buf_fmt(&address, "/?seen=%s", arrival);
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_page_link_to(w, &address, dl_slice_str(text));
    web_close(w);
}

static bool put_all_new(const serve_request *r, dateline *d, web_writer *w, serve_answer *a)
{
    char arrival[24] = "0";
    serve_section s = { .w = w };
    if (!serve_went_well(a, d, dateline_show(d, "arrivals", "", take_arrival, arrival)))
        return false;
    if (!r->seen) {
        put_seen_link(w, arrival, "Tell me next time what is new");
        return true;
    }
    if (!serve_went_well(a, d, dateline_show(d, "new stories", r->seen, put_new, &s))) return false;
    if (s.begun) web_close(w);
    else web_classed(w, "p", "from", DL_S("Nothing is new since you were here."));
    if (s.begun) put_seen_link(w, arrival, "I have seen these");
    return true;
}

/* ---- news value */

typedef struct valued {
    head head;
    double value;
    uint32_t at; /* among the latest */
} valued;
typedef struct top {
    dl_arena *arena;
    DL_VEC(valued) all;
    int32_t newest; /* the day of the newest report */
} top;

/* Many origins, and few weeks since the last report: a story of a week ago is worth
 * half of one of today with as many. */
static double value_of(const top *t, int32_t last, double origins)
{
    double weeks = (double)(t->newest - last) / WEEK;
    return origins / (1 + weeks);
}

static head kept(top *t, head h)
{
    dl_slice *part[] = { &h.id, &h.title, &h.first, &h.last, &h.reports, &h.outlets };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        *part[i] = dl_arena_copy(t->arena, *part[i]);
    return h;
}

/* They come with the latest first; stories without a day have no news value. */
static bool take_story(void *user, const dateline_row *row)
{
    top *t = user;
    int32_t last;
    if (dl_iso_read(serve_part(row, "last"), &last) != DL_PREC_DAY) return true;
    if (!t->all.n) t->newest = last;
    if (last > t->newest) return true; /* behind all others: its day is wrong */
    valued *v = DL_PUSH(t->arena, &t->all);
    if (!v) return false;
    *v = (valued){ .head = kept(t, head_of(row)),
        .value = value_of(t, last, strtod(serve_value(row, "origins"), NULL)),
        .at = t->all.n };
    return true;
}

static int by_value(const void *a, const void *b)
{
    const valued *x = a, *y = b;
    if (x->value != y->value) return x->value > y->value ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

/* How its newest report begins. */
static bool put_newest(void *user, const dateline_row *row)
{
    web_writer *w = user;
    dl_slice outlet = serve_part(row, "outlet");
    web_open(w, "p");
    web_text(w, serve_part(row, "text"));
    web_text(w, DL_S(" "));
    serve_page_link(w, "/reports/", serve_part(row, "report"), outlet.n ? outlet : DL_S("report"));
    web_close(w);
    return false;
}

/* False: the answer is a problem. */
static bool put_valued(dateline *d, web_writer *w, const head *h, serve_answer *a)
{
    web_open(w, "li");
    web_open(w, "h2");
    put_link(w, h);
    web_close(w);
    /* kept with a NUL behind it */
    dateline_status status = dateline_show(d, "story latest", h->id.p, put_newest, w);
    put_numbers(w, h, "report");
    web_close(w);
    return serve_went_well(a, d, status);
}

static bool put_top(dateline *d, web_writer *w, serve_answer *a)
{
    top t = { .arena = dl_arena_new(NULL, 0) };
    dateline_filter f = { .size = sizeof f, .limit = WEIGHED, .sort = "last", .least = 2 };
    bool well = t.arena
        && serve_went_well(a, d, dateline_list(d, "story heads", &f, take_story, &t));
    if (!t.arena) serve_problem(a, 503, "out of memory");
    if (well && t.all.n > 1) {
        qsort(t.all.at, t.all.n, sizeof *t.all.at, by_value);
        open_list(w, "stories top");
        for (uint32_t i = 0; well && i < t.all.n && i < TOP; i++)
            well = put_valued(d, w, &t.all.at[i].head, a);
        web_close(w);
    }
    dl_arena_free(t.arena);
    return well;
}

/* ---- what is to come */

typedef struct ahead {
    serve_section section;
    serve_plans plans;
} ahead;

/* Of what bears a day: the calendar has the others too. */
static bool put_ahead(void *user, const dateline_row *row)
{
    ahead *x = user;
    web_writer *w = x->section.w;
    bool first = !x->section.begun;
    if (dl_slice_is(serve_part(row, "overdue"), "1") || !serve_part(row, "time").n) return true;
    if (first) web_open(w, "aside");
    serve_part_heading(&x->section, "To come");
    if (first) open_list(w, "timeline");
    return serve_part_planned(&x->plans, row);
}

static bool put_all_ahead(dateline *d, web_writer *w, serve_answer *a)
{
    ahead x = { .section.w = w };
    dateline_filter f = { .size = sizeof f, .limit = AHEAD, .status = "planned" };
    serve_plans_begin(&x.plans, w, d, a);
    bool well = serve_went_well(a, d, dateline_list(d, "upcoming", &f, put_ahead, &x));
    well = well && !a->status;
    if (well) serve_plans_close(&x.plans);
    serve_plans_free(&x.plans);
    for (int i = 0; well && x.section.begun && i < 2; i++) web_close(w); /* list, aside */
    return well;
}

/* ---- the page */

/* The first page of all stories: others are lists alone. */
static bool is_front(const serve_request *r)
{
    const dateline_filter *f = &r->filter;
    return !r->offset && !f->from && !f->to && !f->since && !f->about && !f->outlet && !f->sort
        && !f->least;
}

static void keep_seen(const serve_request *r, serve_answer *a)
{
    char cookie[SERVE_HEADER_MAX];
    uint64_t n = strtoull(r->marked, NULL, 10);
    snprintf(cookie, sizeof cookie,
        "dateline_seen=%llu; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly",
        (unsigned long long)n);
    a->status = 303;
    a->type = serve_html;
    serve_answer_header(a, "Set-Cookie", cookie);
    serve_answer_header(a, "Location", "/");
}

static bool put_front(const serve_request *r, dateline *d, web_writer *w, serve_answer *a)
{
    if (!put_all_new(r, d, w, a) || !put_top(d, w, a) || !put_all_ahead(d, w, a)) return false;
    web_element(w, "h2", DL_S("All stories, the latest first"));
    return true;
}

void serve_page_stories(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_request latest = *r;
    serve_rows rows = { .visit = put_story, .user = &w };
    if (r->marked) {
        keep_seen(r, a);
        return;
    }
    if (!latest.filter.sort) latest.filter.sort = "last";
    serve_page_begin(&w, r, a, DL_S("Stories"));
    web_element(&w, "h1", DL_S("Stories"));
    if (is_front(r) && !put_front(r, d, &w, a)) return;
    open_list(&w, "stories");
    if (!serve_list(&latest, d, "story heads", &rows, a)) return;
    web_close(&w);
    if (!rows.seen) web_element(&w, "p", DL_S("There is no story."));
    serve_page_next(&w, r, &rows);
    serve_page_end(&w, a);
}
