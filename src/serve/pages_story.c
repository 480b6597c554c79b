/* pages_story - one story: how things stand, who takes part, the timeline (drawn, and as
 * a list), what was announced, where reports differ, and its reports. */
#include "page_parts.h"

#include <jansson.h>
#include <stdio.h>

enum { ACTORS = 12, DISPUTES = 20, ID_MAX = 300 };

typedef struct day {
    dl_slice date, text, report;
    size_t others; /* more sentences of that day */
} day;

typedef struct page {
    web_writer *w;
    dl_arena *arena;
    DL_VEC(day) days;
    char first[16], last[16]; /* days of the story */
    day next; /* what is to come first */
    uint32_t rows; /* of the part at hand */
    serve_section differences;
} page;

static void copy_day(char out[16], dl_slice text)
{
    snprintf(out, 16, "%.*s", (int)text.n, text.p);
}

/* ---- what is read before anything is written */

static bool take_heading(void *user, const dateline_row *row)
{
    page *p = user;
    copy_day(p->first, serve_part(row, "first"));
    copy_day(p->last, serve_part(row, "last"));
    web_element(p->w, "h1", serve_part(row, "title"));
    web_open(p->w, "p");
    web_attribute(p->w, "class", DL_S("from"));
    serve_page_days(p->w, row);
    web_text(p->w, DL_S("; "));
    serve_part_count(p->w, serve_part(row, "outlets"), "outlet");
    web_text(p->w, DL_S(", "));
    serve_part_count(p->w, serve_part(row, "origins"), "independent origin");
    web_close(p->w);
    return true;
}

static bool take_last(void *user, const dateline_row *row)
{
    page *p = user;
    copy_day(p->last, serve_part(row, "last"));
    return true;
}

static dl_slice kept(page *p, dl_slice s) { return dl_arena_copy(p->arena, s); }

static bool take_day(void *user, const dateline_row *row)
{
    page *p = user;
    day *one = DL_PUSH(p->arena, &p->days);
    json_t *json = json_loadb(row->json, row->json_n, 0, NULL);
    json_t *sentences = json_object_get(json, "sentences");
    if (one) {
        *one = (day){ .date = kept(p, serve_part(row, "date")),
            .text = kept(p, serve_part(row, "text")),
            .report = kept(p, serve_part_text(json_array_get(sentences, 0), "report")) };
        size_t n = json_array_size(sentences);
        one->others = n > 1 ? n - 1 : 0;
    }
    json_decref(json);
    return one != NULL;
}

static bool take_ahead(void *user, const dateline_row *row)
{
    page *p = user;
    if (dl_slice_is(serve_part(row, "overdue"), "1")) return true;
    p->next = (day){ .date = kept(p, serve_part(row, "time")),
        .text = kept(p, serve_part(row, "sentence")),
        .report = kept(p, serve_part(row, "report")) };
    return false;
}

/* ---- how things stand */

static bool is_ahead(const page *p, const day *one)
{
    return dl_slice_cmp(one->date, dl_slice_str(p->last)) > 0;
}

static const day *latest(const page *p)
{
    for (uint32_t i = p->days.n; i-- > 0;)
        if (!is_ahead(p, &p->days.at[i])) return &p->days.at[i];
    return NULL;
}

static void put_said(web_writer *w, const day *one)
{
    if (one->date.n) web_element(w, "time", one->date);
    if (one->date.n) web_text(w, DL_S(" "));
    web_text(w, one->text);
    web_text(w, DL_S(" "));
    if (one->report.n) serve_page_link(w, "/reports/", one->report, DL_S("report"));
}

static void put_state_of(web_writer *w, const char *name, const day *one)
{
    if (!one || !one->text.n) return;
    web_element(w, "dt", dl_slice_str(name));
    web_open(w, "dd");
    put_said(w, one);
    web_close(w);
}

static void put_state(page *p)
{
    const day *last = latest(p);
    if (!last && !p->next.text.n) return;
    web_element(p->w, "h2", DL_S("State of affairs"));
    web_open(p->w, "dl");
    put_state_of(p->w, "Latest", last);
    put_state_of(p->w, "Next", &p->next);
    web_close(p->w);
}

/* ---- the timeline */

/* A day as a number to draw by: months and days as shares of the year. */
static double place_of(dl_slice date)
{
    double year = 0, month = 1, of_month = 1;
    if (date.n >= 4) year = strtod(date.p, NULL);
    if (date.n >= 7) month = (date.p[5] - '0') * 10 + (date.p[6] - '0');
    if (date.n >= 10) of_month = (date.p[8] - '0') * 10 + (date.p[9] - '0');
    return year + (month - 1) / 12 + (of_month - 1) / 372;
}

static void put_number(web_writer *w, const char *name, double value)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%d", (int)(value + .5));
    web_put_attribute(w, name, dl_slice_of(text, (size_t)n));
}

enum { WIDE = 640, HIGH = 48, EDGE = 8, AXIS = 24 };

static void put_mark(web_writer *w, double x, const day *one)
{
    web_open(w, "circle");
    put_number(w, "cx", x);
    put_number(w, "cy", AXIS);
    put_number(w, "r", one->others ? 6 : 4);
    web_element(w, "title", one->date);
    web_close(w);
}

static void put_label(web_writer *w, double x, const char *anchor, dl_slice text)
{
    web_open(w, "text");
    put_number(w, "x", x);
    put_number(w, "y", HIGH);
    web_attribute(w, "text-anchor", dl_slice_str(anchor));
    web_text(w, text);
    web_close(w);
}

/* Days of the story itself: history before it would leave no room for them. */
static bool is_drawn(const page *p, const day *one)
{
    return one->date.n == 10 && dl_slice_cmp(one->date, dl_slice_str(p->first)) >= 0;
}

static void draw(page *p)
{
    double from = 1e9, to = 0;
    uint32_t drawn = 0;
    const day *one, *first = NULL, *last = NULL;
    for (one = p->days.at; one < p->days.at + p->days.n; one++) {
        if (!is_drawn(p, one)) continue;
        double x = place_of(one->date);
        if (x < from) first = one;
        if (x >= to) last = one;
        from = x < from ? x : from;
        to = x > to ? x : to;
        drawn++;
    }
    if (drawn < 2 || to <= from) return;
    web_open(p->w, "svg");
    web_attribute(p->w, "viewBox", DL_S("0 0 640 52"));
    web_attribute(p->w, "role", DL_S("img"));
    web_attribute(p->w, "aria-label", DL_S("The days of the story; the list below tells them"));
    web_open(p->w, "line");
    put_number(p->w, "x1", EDGE);
    put_number(p->w, "x2", WIDE - EDGE);
    put_number(p->w, "y1", AXIS);
    put_number(p->w, "y2", AXIS);
    web_close(p->w);
    for (one = p->days.at; one < p->days.at + p->days.n; one++) {
        double share = (place_of(one->date) - from) / (to - from);
        if (is_drawn(p, one)) put_mark(p->w, EDGE + share * (WIDE - 2 * EDGE), one);
    }
    put_label(p->w, EDGE, "start", first->date);
    put_label(p->w, WIDE - EDGE, "end", last->date);
    web_close(p->w);
}

static void put_timeline(page *p)
{
    if (!p->days.n) return;
    web_element(p->w, "h2", DL_S("Timeline"));
    draw(p);
    web_open(p->w, "ol");
    web_attribute(p->w, "class", DL_S("timeline"));
    for (uint32_t i = 0; i < p->days.n; i++) {
        web_open(p->w, "li");
        put_said(p->w, &p->days.at[i]);
        web_close(p->w);
    }
    web_close(p->w);
}

/* ---- who takes part, where reports differ */

static bool put_actor(void *user, const dateline_row *row)
{
    page *p = user;
    if (p->rows++ == ACTORS) return false;
    if (p->rows == 1) {
        web_element(p->w, "h2", DL_S("Who takes part"));
        web_open(p->w, "ul");
        web_attribute(p->w, "class", DL_S("people"));
    }
    web_open(p->w, "li");
    serve_part_named(p->w, "/entities/", serve_part(row, "id"), serve_part(row, "name"));
    serve_part_after(p->w, ", ", serve_part(row, "title"));
    web_text(p->w, DL_S(", in "));
    serve_part_count(p->w, serve_part(row, "events"), "event");
    web_close(p->w);
    return true;
}

static bool put_difference(void *user, const dateline_row *row)
{
    page *p = user;
    if (p->rows++ == DISPUTES) return false;
    serve_part_heading(&p->differences, "Where reports differ");
    web_open(p->w, "p");
    if (dl_slice_is(serve_part(row, "kind"), "rising")) web_text(p->w, DL_S("Rising: "));
    web_element(p->w, "b", serve_part(row, "about"));
    serve_part_after(p->w, ": ", serve_part(row, "says"));
    web_close(p->w);
    return true;
}

/* ---- reports */

static bool put_report(void *user, const dateline_row *row)
{
    page *p = user;
    web_open(p->w, "article");
    web_open(p->w, "h3");
    serve_page_link(p->w, "/reports/", serve_part(row, "id"), serve_part(row, "title"));
    web_close(p->w);
    web_open(p->w, "p");
    web_attribute(p->w, "class", DL_S("from"));
    serve_part_day(p->w, serve_part(row, "date"));
    serve_part_after(p->w, " ", serve_part(row, "outlet"));
    serve_part_after(p->w, ", by way of ", serve_part(row, "agency"));
    serve_part_after(p->w, "; a copy of ", serve_part(row, "copy_group"));
    web_close(p->w);
    web_element(p->w, "p", serve_part(row, "lead"));
    web_close(p->w);
    return true;
}

/* ---- the page */

static bool read_parts(page *p, dateline *d, const char *id, serve_answer *a)
{
    dateline_filter story = { .size = sizeof story, .story = id };
    return serve_went_well(a, d, dateline_show(d, "story last", id, take_last, p))
        && serve_went_well(a, d, dateline_list(d, "timeline", &story, take_day, p))
        && serve_went_well(a, d, dateline_show(d, "story ahead", id, take_ahead, p));
}

static bool put_actors(page *p, dateline *d, const char *id, serve_answer *a)
{
    bool well = serve_went_well(a, d, dateline_show(d, "story actors", id, put_actor, p));
    if (well && p->rows) web_close(p->w);
    p->rows = 0;
    return well;
}

static void put_events_link(page *p, const char *id)
{
    dl_buf address;
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, "/events");
    serve_address_parameter(&address, "story", dl_slice_str(id));
    web_open(p->w, "p");
    web_open(p->w, "a");
    web_address(p->w, "href", dl_buf_slice(&address));
    web_text(p->w, DL_S("All events of this story"));
    web_close(p->w);
    web_close(p->w);
    dl_buf_free(&address);
}

static void put_page(page *p, const serve_request *r, dateline *d, serve_answer *a)
{
    if (!serve_show(d, "story heading", r->id, take_heading, p, a)) return;
    if (!read_parts(p, d, r->id, a)) return;
    put_state(p);
    if (!put_actors(p, d, r->id, a)) return;
    put_timeline(p);
    dateline_status s = dateline_show(d, "story disagreements", r->id, put_difference, p);
    if (!serve_went_well(a, d, s)) return;
    put_events_link(p, r->id);
    web_element(p->w, "h2", DL_S("Reports"));
    if (!serve_show(d, "story reports", r->id, put_report, p, a)) return;
    serve_page_end(p->w, a);
}

void serve_page_story(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    page p = { .w = &w, .arena = dl_arena_new(NULL, 0), .differences.w = &w };
    if (!p.arena) {
        serve_problem(a, 503, "out of memory");
        return;
    }
    serve_page_begin(&w, r, a, DL_S("Story"));
    put_page(&p, r, d, a);
    dl_arena_free(p.arena);
}
