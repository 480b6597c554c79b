/* pages_events - the table of events with filters that the address keeps, what is to
 * come, and one event: who says so, in which words, by which rules. */
#include "page_edit.h"

#include <jansson.h>

/* ---- the table */

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
    serve_page_link(w, "/events/", serve_part(row, "id"), serve_part(row, "lemma"));
    web_close(w);
    put_cell(w, serve_part(row, "whom"));
    put_cell(w, serve_part(row, "type"));
    web_open(w, "td");
    web_text(w, serve_part(row, "status"));
    if (dl_slice_is(serve_part(row, "overdue"), "1")) web_text(w, DL_S(", overdue"));
    web_close(w);
    put_cell(w, serve_part(row, "outlets"));
    web_close(w);
    return true;
}

static void put_filters(web_writer *w, const serve_request *r, const char *action)
{
    const dateline_filter *f = &r->filter;
    serve_part_form(w, action);
    serve_part_field(w, "actor", "Who", f->actor);
    serve_part_field(w, "recipient", "Whom", f->recipient);
    serve_part_field(w, "type", "Type or code", f->type);
    serve_part_field(w, "country", "Country", f->country);
    serve_part_field(w, "from", "From", f->from);
    serve_part_field(w, "to", "To", f->to);
    serve_part_field(w, "about", "About", f->about);
    serve_part_field(w, "story", "Story", f->story);
    serve_part_form_end(w, "Show");
}

static void put_table(const serve_request *r, dateline *d, serve_answer *a, const char *what,
    const char *title, const char *action)
{
    static const char *const columns[] = { "When", "Who", "What", "Whom", "Type", "Status",
        "Outlets", NULL };
    web_writer w;
    serve_rows rows = { .visit = put_row, .user = &w };
    serve_page_begin(&w, r, a, dl_slice_str(title));
    web_element(&w, "h1", dl_slice_str(title));
    put_filters(&w, r, action);
    web_open(&w, "div");
    web_attribute(&w, "class", DL_S("wide"));
    web_attribute(&w, "tabindex", DL_S("0"));
    web_attribute(&w, "role", DL_S("region"));
    web_attribute(&w, "aria-label", dl_slice_str(title));
    web_open(&w, "table");
    serve_part_columns(&w, columns);
    web_open(&w, "tbody");
    if (!serve_list(r, d, what, &rows, a)) return;
    for (int i = 0; i < 3; i++) web_close(&w);
    if (!rows.seen) web_element(&w, "p", DL_S("There is no such event."));
    serve_page_next(&w, r, &rows);
    serve_page_end(&w, a);
}

void serve_page_events(const serve_request *r, dateline *d, serve_answer *a)
{
    put_table(r, d, a, "events", "Events", "/events");
}

void serve_page_upcoming(const serve_request *r, dateline *d, serve_answer *a)
{
    put_table(r, d, a, "upcoming", "To come", "/upcoming");
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

static void put_facts(web_writer *w, const json_t *e)
{
    static const char *const fact[][2] = { { "Type", "type" }, { "Act", "act" }, { "Mode", "mode" },
        { "CAMEO code", "cameo" }, { "Status", "status" }, { "Certainty", "certainty" } };
    web_open(w, "dl");
    put_fact(w, "When", serve_part_text(e, "time"));
    put_parties(w, "Who", json_object_get(e, "actors"));
    put_parties(w, "Whom", json_object_get(e, "recipients"));
    put_fact(w, "Where", serve_part_text(json_object_get(e, "place"), "name"));
    for (size_t i = 0; i < sizeof fact / sizeof *fact; i++)
        put_fact(w, fact[i][0], serve_part_text(e, fact[i][1]));
    put_fact(w, "Says", serve_part_text(json_object_get(e, "attributed_to"), "name"));
    dl_slice story = serve_part_text(e, "story");
    if (story.n) {
        web_element(w, "dt", DL_S("Story"));
        web_open(w, "dd");
        serve_page_link(w, "/stories/", story, DL_S("the story that it is part of"));
        web_close(w);
    }
    web_close(w);
}

static void put_mentions(web_writer *w, const json_t *mentions)
{
    size_t i;
    json_t *one;
    web_element(w, "h2", DL_S("Where it is told"));
    web_open(w, "ul");
    json_array_foreach(mentions, i, one)
    {
        web_open(w, "li");
        web_element(w, "q", serve_part_text(one, "text"));
        web_text(w, DL_S(" in "));
        dl_slice report = serve_part_text(one, "report");
        serve_page_link(w, "/reports/", report, report);
        serve_part_after(w, ", by ", serve_part_text(one, "rule"));
        web_close(w);
    }
    web_close(w);
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

static bool put_event(void *user, const dateline_row *row)
{
    web_writer *w = user;
    json_t *e = json_loadb(row->json, row->json_n, 0, NULL);
    if (!e) return false;
    web_element(w, "h1", serve_part_text(e, "lemma"));
    put_facts(w, e);
    put_mentions(w, json_object_get(e, "mentions"));
    put_links(w, json_object_get(e, "links"));
    json_decref(e);
    return false;
}

/* The columns of a reason, one after the other. */
static bool put_reason(void *user, const dateline_row *row)
{
    serve_section *x = user;
    serve_part_heading(x, "How it was worked out");
    web_open(x->w, "p");
    for (size_t i = 0; i < row->columns; i++) {
        if (!row->cell[i].text || !*row->cell[i].text) continue;
        web_text(x->w, dl_slice_str(row->cell[i].text));
        web_text(x->w, DL_S(" "));
    }
    web_close(x->w);
    return true;
}

void serve_page_event(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_section x = { .w = &w };
    serve_page_begin(&w, r, a, DL_S("Event"));
    if (!serve_show_whole(d, "event", r->id, put_event, &w, a)) return;
    if (!serve_went_well(a, d, dateline_explain(d, "event", r->id, put_reason, &x))) return;
    serve_edit_form(&w, r, "event", dl_slice_str(r->id));
    serve_page_end(&w, a);
}
