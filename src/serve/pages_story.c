/* pages_story - one story: how things stand, who takes part, the timeline, where, what
 * was announced, its sources side by side, where they differ, and its reports. Each part
 * is a file story_NAME.c. */
#include "page_edit.h"
#include "doc/line.h"
#include "story.h"

#include <stdio.h>
#include <stdlib.h>

enum { ACTORS = 12, REPORTS = 40 };

typedef struct page {
    serve_story story;
    const serve_request *r; /* NULL: a page that is kept in a file */
    dl_arena *arena;
    serve_days days;
    serve_day next; /* what is to come first */
    dl_slice announced, what; /* the day of the report that says so; what and who, in short */
    bool overdue; /* it should have come by now */
    uint32_t rows; /* of the part at hand */
    long reports; /* of the story */
} page;

static dl_slice kept(page *p, dl_slice s) { return dl_arena_copy(p->arena, s); }

/* ---- what is read before anything is written */

/* The story that it takes up, and why. */
static void put_followed(web_writer *w, const dateline_row *row)
{
    json_t *json = dl_line_read(row->json, row->json_n);
    const json_t *follows = json_object_get(json, "follows");
    dl_slice id = serve_part_text(follows, "story"), title = serve_part_text(follows, "title");
    if (id.n) {
        web_open(w, "p");
        web_attribute(w, "class", DL_S("from"));
        web_text(w, DL_S("Follows "));
        serve_page_link(w, "/stories/", id, title.n ? title : id);
        web_text(w, DL_S(": "));
        web_text(w, serve_part_text(follows, "why"));
        web_close(w);
    }
    json_decref(json);
}

static bool take_heading(void *user, const dateline_row *row)
{
    page *p = user;
    web_writer *w = p->story.w;
    dl_slice title = serve_part(row, "title");
    if (p->r) serve_page_begin(w, p->r, p->story.a, title);
    else serve_page_begin_still(w, p->story.a, title);
    p->days.first = kept(p, serve_part(row, "first"));
    p->days.last = kept(p, serve_part(row, "last"));
    p->reports = strtol(serve_value(row, "reports"), NULL, 10);
    web_element(w, "h1", title);
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_part_days(w, serve_part(row, "first"), serve_part(row, "last"));
    web_text(w, DL_S("; "));
    serve_part_count(w, serve_part(row, "reports"), "report");
    if (!dl_slice_is(serve_part(row, "outlets"), "0")) {
        web_text(w, DL_S(", "));
        serve_part_count(w, serve_part(row, "outlets"), "outlet");
    }
    web_text(w, DL_S(", "));
    serve_part_count(w, serve_part(row, "origins"), "independent origin");
    web_close(w);
    put_followed(w, row);
    return true;
}

static bool take_last(void *user, const dateline_row *row)
{
    page *p = user;
    p->days.last = kept(p, serve_part(row, "last"));
    return true;
}

static bool take_day(void *user, const dateline_row *row)
{
    page *p = user;
    serve_day *one = DL_PUSH(p->arena, &p->days.at);
    json_t *json = dl_line_read(row->json, row->json_n);
    json_t *sentences = json_object_get(json, "sentences");
    if (one) {
        *one = (serve_day){ .date = kept(p, serve_part(row, "date")),
            .text = kept(p, serve_part(row, "text")),
            .report = kept(p, serve_part_text(json_array_get(sentences, 0), "report")) };
        size_t n = json_array_size(sentences);
        one->others = n > 1 ? n - 1 : 0;
        one->happened = json_array_size(json_object_get(json, "events"));
    }
    json_decref(json);
    return one != NULL;
}

static bool take_ahead(void *user, const dateline_row *row)
{
    page *p = user;
    p->announced = kept(p, serve_part(row, "told"));
    p->what = kept(p, serve_part(row, "what"));
    p->overdue = dl_slice_is(serve_part(row, "overdue"), "1");
    p->next = (serve_day){ .date = kept(p, serve_part(row, "time")),
        .text = kept(p, serve_part(row, "sentence")),
        .report = kept(p, serve_part(row, "report")) };
    return false;
}

static bool show_some(page *p, const char *what, uint64_t sample, dateline_visit take)
{
    const serve_story *s = &p->story;
    return serve_went_well(s->a, s->d, dateline_show_some(s->d, what, s->id, sample, take, p));
}

static bool read_parts(page *p)
{
    return show_some(p, "story last", p->story.sample, take_last)
        && show_some(p, "story timeline", p->story.sample, take_day)
        && show_some(p, "story next", 0, take_ahead);
}

/* ---- how things stand */

/* The newest day of which an event is known; of none, the newest. */
static const serve_day *latest(const page *p)
{
    const serve_day *newest = NULL;
    for (uint32_t i = p->days.at.n; i-- > 0;) {
        const serve_day *one = &p->days.at.at[i];
        if (serve_story_is_ahead(&p->days, one)) continue;
        if (one->happened) return one;
        if (!newest) newest = one;
    }
    return newest;
}

static void put_latest(web_writer *w, const serve_day *one)
{
    if (!one || !one->text.n) return;
    web_element(w, "dt", DL_S("Latest"));
    web_open(w, "dd");
    serve_story_said(w, one);
    web_close(w);
}

static void put_in_short(web_writer *w, const page *p)
{
    web_text(w, p->what);
    if (p->overdue) web_text(w, DL_S("; not told of since"));
}

/* The sentence of it, but where the latest is told by the same. */
static void put_plan(web_writer *w, const page *p, bool told)
{
    if (told && p->next.date.n) serve_part_day(w, p->next.date);
    if (told && p->next.date.n) web_text(w, DL_S(" "));
    if (!told) serve_story_said(w, &p->next);
    if (!told) web_text(w, DL_S(" ("));
    put_in_short(w, p);
    if (!told) web_text(w, DL_S(")"));
}

/* The day of the announcement stands for one that is not known. */
static void put_next(web_writer *w, const page *p, const serve_day *last)
{
    if (!p->next.text.n) return;
    web_element(w, "dt", DL_S("Next"));
    web_open(w, "dd");
    if (!p->next.date.n && p->announced.n) {
        web_text(w, DL_S("announced "));
        serve_part_day(w, p->announced);
        web_text(w, DL_S(" "));
    }
    put_plan(w, p, last && dl_slice_eq(last->text, p->next.text));
    web_close(w);
}

static void put_state(page *p)
{
    const serve_day *last = latest(p);
    if (!last && !p->next.text.n) return;
    web_element(p->story.w, "h2", DL_S("State of affairs"));
    web_open(p->story.w, "dl");
    put_latest(p->story.w, last);
    put_next(p->story.w, p, last);
    web_close(p->story.w);
}

/* ---- who takes part */

static bool put_actor(void *user, const dateline_row *row)
{
    page *p = user;
    web_writer *w = p->story.w;
    if (p->rows++ == ACTORS) return false;
    if (p->rows == 1) {
        web_element(w, "h2", DL_S("Who takes part"));
        web_open(w, "ul");
        web_attribute(w, "class", DL_S("people"));
    }
    web_open(w, "li");
    serve_part_named(w, "/entities/", serve_part(row, "id"), serve_part(row, "name"));
    serve_part_after(w, ", ", serve_part(row, "title"));
    web_text(w, DL_S(", in "));
    serve_part_count(w, serve_part(row, "events"), "event");
    web_close(w);
    return true;
}

static bool put_actors(page *p)
{
    const serve_story *s = &p->story;
    if (!show_some(p, "story actors", s->sample, put_actor)) return false;
    if (p->rows) web_close(s->w);
    p->rows = 0;
    return serve_story_network(s);
}

/* ---- reports */

static bool put_report(void *user, const dateline_row *row)
{
    page *p = user;
    if (p->rows++ == REPORTS && !p->story.w->still) return false;
    serve_part_report(p->story.w, row);
    return true;
}

static void put_more(page *p, const char *to, const char *text)
{
    const serve_story *s = &p->story;
    if (s->w->still) return;
    web_open(s->w, "p");
    serve_page_link_asking(s->w, to, "story", dl_slice_str(s->id), dl_slice_str(text));
    web_close(s->w);
}

static bool put_reports(page *p)
{
    const serve_story *s = &p->story;
    put_more(p, "/events", "Events of this story");
    web_element(s->w, "h2", DL_S("Reports"));
    if (!show_some(p, "story reports", s->w->still ? 0 : REPORTS + 1, put_report)) return false;
    if (p->rows > REPORTS) put_more(p, "/reports", "All reports of this story");
    return true;
}

/* ---- a large story is told from some of its reports */

static void put_share(page *p)
{
    const serve_story *s = &p->story;
    char some[24], all[24];
    if (s->sample == 0 || p->reports <= (long)s->sample) return;
    snprintf(some, sizeof some, "%llu", (unsigned long long)s->sample);
    snprintf(all, sizeof all, "%ld", p->reports);
    web_open(s->w, "p");
    web_attribute(s->w, "class", DL_S("from"));
    web_text(s->w, DL_S("Worked out from "));
    web_text(s->w, dl_slice_str(some));
    web_text(s->w, DL_S(" of its "));
    serve_part_count(s->w, dl_slice_str(all), "report");
    web_text(s->w, DL_S(", spread evenly over its days. From all of them: "));
    dl_slice id = dl_slice_str(s->id);
    serve_page_link_asking(s->w, "/export/dossier", "story", id, DL_S("its dossier"));
    web_text(s->w, DL_S(", which takes longer."));
    web_close(s->w);
}

/* ---- sources, and where they differ: of a long story on a page of their own, since
 * comparing them takes as long as all else of it */

static bool put_sources(page *p)
{
    const serve_story *s = &p->story;
    dl_buf address;
    if (s->w->still || p->reports <= SERVE_SIDE_BY_SIDE)
        return serve_story_differences(s) && serve_story_sources(s);
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, "/stories/");
    serve_address_part(&address, dl_slice_str(s->id));
    dl_buf_str(&address, "/sources");
    web_open(s->w, "p");
    serve_page_link_to(s->w, &address, DL_S("Its sources side by side, and where they differ"));
    web_close(s->w);
    return true;
}

void serve_page_sources(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    page p = {
        .story = { &w, d, r->id, a, SERVE_SIDE_BY_SIDE }, .r = r, .arena = dl_arena_new(NULL, 0)
    };
    if (!p.arena) {
        serve_problem(a, 503, "out of memory");
        return;
    }
    bool well = serve_show(d, "story top", r->id, take_heading, &p, a);
    if (well) put_share(&p);
    well = well && serve_story_differences(&p.story) && serve_story_sources(&p.story);
    if (well) serve_page_end(&w, a);
    dl_arena_free(p.arena);
}

/* ---- the page */

static bool put_parts(page *p)
{
    const serve_story *s = &p->story;
    put_share(p);
    put_state(p);
    if (!put_actors(p)) return false;
    serve_story_timeline(s->w, &p->days);
    return serve_story_places(s) && put_sources(p)
        && (!s->w->still || serve_events_table(s->w, s->d, s->id, s->a)) && put_reports(p);
}

bool serve_story_whole(const serve_story *s, const serve_request *r)
{
    page p = { .story = *s, .r = r, .arena = dl_arena_new(NULL, 0) };
    bool well = p.arena && serve_show(s->d, "story top", s->id, take_heading, &p, s->a)
        && read_parts(&p) && put_parts(&p);
    if (!p.arena) serve_problem(s->a, 503, "out of memory");
    dl_arena_free(p.arena);
    return well;
}

void serve_page_story(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_story s = { &w, d, r->id, a, SERVE_SAMPLE };
    if (!serve_story_whole(&s, r)) return;
    serve_edit_form(&w, r, "story", dl_slice_str(r->id));
    serve_page_end(&w, a);
}
