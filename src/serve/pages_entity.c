/* pages_entity - who is meant by a name, and the card of one entity: offices and roles
 * over time, with whom, stories, events, what was said. */
#include "page_edit.h"

#include <stdlib.h>

/* OntoNotes' names of kinds in plain words. */
static dl_slice kind_of(const dateline_row *row)
{
    static const char *const plain[][2] = { { "PERSON", "person" },
        { "NORP", "people or movement" }, { "FAC", "building or site" }, { "ORG", "organisation" },
        { "GPE", "country or place" }, { "LOC", "place" }, { "PRODUCT", "product" },
        { "EVENT", "named event" }, { "WORK_OF_ART", "work of art" }, { "LAW", "law" },
        { "LANGUAGE", "language" } };
    dl_slice kind = serve_part(row, "kind");
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (dl_slice_is(kind, plain[i][0])) return dl_slice_str(plain[i][1]);
    return kind;
}

/* ---- who is meant */

static bool put_named(void *user, const dateline_row *row)
{
    serve_section *c = user;
    if (!c->begun) web_open(c->w, "ul");
    c->begun = true;
    web_open(c->w, "li");
    serve_page_link(c->w, "/entities/", serve_part(row, "id"), serve_part(row, "name"));
    serve_part_after(c->w, ", ", kind_of(row));
    serve_part_after(c->w, ", ", serve_part(row, "country"));
    web_text(c->w, DL_S(", in "));
    serve_part_count(c->w, serve_part(row, "reports"), "report");
    web_close(c->w);
    return true;
}

/* The rows of a page of those who are meant, which come all in one list. */
typedef struct named {
    serve_section section;
    serve_rows rows;
    uint64_t skip; /* rows of the pages before */
} named;

static bool take_named(void *user, const dateline_row *row)
{
    named *n = user;
    if (n->skip && n->skip--) return true;
    n->rows.more = n->rows.seen == n->rows.most;
    if (n->rows.more) return false;
    n->rows.seen++;
    return put_named(&n->section, row);
}

static void put_all_named(const serve_request *r, dateline *d, web_writer *w, serve_answer *a)
{
    named n = { .section.w = w, .rows.most = r->limit, .skip = r->offset };
    if (!serve_went_well(a, d, dateline_show(d, "who named", r->name, take_named, &n))) return;
    if (n.section.begun) web_close(w);
    else web_element(w, "p", DL_S("Nobody and nothing in the record bears this name."));
    serve_page_next(w, r, &n.rows);
}

void serve_page_entities(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_page_begin(&w, r, a, DL_S("Who"));
    web_element(&w, "h1", DL_S("Who"));
    serve_part_form(&w, "/entities");
    serve_part_field(&w, "name", "Name", r->name);
    serve_part_form_end(&w, "Look up");
    if (r->name) put_all_named(r, d, &w, a);
    if (!a->status) serve_page_end(&w, a);
}

/* ---- the card: of one that many reports name, from some of them */

enum { SOME = 50 }; /* spread over its days, and as many of the newest */

static void put_share(web_writer *w, const dateline_row *row)
{
    if (strtol(serve_value(row, "reports"), NULL, 10) <= 2 * SOME) return;
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    web_text(w,
        DL_S("What follows is worked out from some of them: the 50 newest, and 50 "
             "spread evenly over its days. "));
    dl_slice name = serve_part(row, "name");
    serve_page_link_asking(w, "/events", "actor", name, DL_S("Its events"));
    web_text(w, DL_S(", "));
    serve_page_link_asking(w, "/search", "q", name, DL_S("all reports with its name"));
    web_close(w);
}

typedef struct card {
    serve_section section;
    const serve_request *r;
    serve_answer *a;
} card;

static bool put_heading(void *user, const dateline_row *row)
{
    card *p = user;
    serve_section *c = &p->section;
    serve_page_begin(c->w, p->r, p->a, serve_part(row, "name"));
    web_element(c->w, "h1", serve_part(row, "name"));
    web_open(c->w, "p");
    web_attribute(c->w, "class", DL_S("from"));
    web_text(c->w, kind_of(row));
    serve_part_after(c->w, ", ", serve_part(row, "country"));
    serve_part_after(c->w, ", ", serve_part(row, "code"));
    web_text(c->w, DL_S("; in "));
    serve_part_count(c->w, serve_part(row, "reports"), "report");
    if (serve_part(row, "first").n) web_text(c->w, DL_S(", "));
    if (serve_part(row, "first").n)
        serve_part_days(c->w, serve_part(row, "first"), serve_part(row, "last"));
    serve_part_after(c->w, "; also ", serve_part(row, "names"));
    web_close(c->w);
    put_share(c->w, row);
    return true;
}

static void put_day_after(web_writer *w, const char *before, dl_slice day)
{
    if (!day.n) return;
    web_text(w, dl_slice_str(before));
    serve_part_day(w, day);
}

static bool put_office(void *user, const dateline_row *row)
{
    serve_section *c = user;
    serve_part_heading(c, "Offices, by the table of offices");
    web_open(c->w, "p");
    web_text(c->w, serve_part(row, "title"));
    put_day_after(c->w, ", from ", serve_part(row, "from"));
    put_day_after(c->w, " to ", serve_part(row, "to"));
    if (!serve_part(row, "to").n)
        put_day_after(c->w, ", last seen in office ", serve_part(row, "last_seen"));
    serve_part_after(c->w, " (", serve_part(row, "rule"));
    if (serve_part(row, "rule").n) web_text(c->w, DL_S(")"));
    web_close(c->w);
    return true;
}

static void put_evidence(web_writer *w, const dateline_row *row)
{
    web_open(w, "blockquote");
    serve_part_said(w, serve_part(row, "text"), serve_part(row, "report"));
    web_close(w);
}

static bool put_role(void *user, const dateline_row *row)
{
    serve_section *c = user;
    serve_part_heading(c, "Roles, as reports tell them");
    web_open(c->w, "p");
    web_element(c->w, "b", serve_part(row, "title"));
    if (serve_part(row, "from").n) web_text(c->w, DL_S(", "));
    if (serve_part(row, "from").n)
        serve_part_days(c->w, serve_part(row, "from"), serve_part(row, "to"));
    web_text(c->w, DL_S(", in "));
    serve_part_count(c->w, serve_part(row, "reports"), "report");
    web_close(c->w);
    put_evidence(c->w, row);
    return true;
}

static bool put_with(void *user, const dateline_row *row)
{
    serve_section *c = user;
    bool first = !c->begun;
    serve_part_heading(c, "With");
    if (!first) web_text(c->w, DL_S("; "));
    serve_page_link(c->w, "/entities/", serve_part(row, "id"), serve_part(row, "name"));
    web_text(c->w, DL_S(" ("));
    serve_part_count(c->w, serve_part(row, "events"), "event");
    web_text(c->w, DL_S(")"));
    return true;
}

static bool put_story(void *user, const dateline_row *row)
{
    serve_section *c = user;
    serve_part_heading(c, "Stories");
    web_open(c->w, "p");
    serve_part_day(c->w, serve_part(row, "first"));
    web_text(c->w, DL_S(" "));
    serve_page_link(c->w, "/stories/", serve_part(row, "id"), serve_part(row, "title"));
    web_text(c->w, DL_S(", in "));
    serve_part_count(c->w, serve_part(row, "reports"), "report");
    web_close(c->w);
    return true;
}

static bool put_event(void *user, const dateline_row *row)
{
    serve_section *c = user;
    serve_part_heading(c, "Latest events");
    web_open(c->w, "p");
    serve_part_day(c->w, serve_part(row, "time"));
    web_text(c->w, DL_S(" "));
    serve_part_event_link(c->w, row, false);
    serve_part_after(c->w, ", ", serve_part(row, "status"));
    web_close(c->w);
    put_evidence(c->w, row);
    return true;
}

static bool put_quote(void *user, const dateline_row *row)
{
    serve_section *c = user;
    serve_part_heading(c, "Said");
    web_open(c->w, "p");
    web_attribute(c->w, "class", DL_S("from"));
    serve_part_day(c->w, serve_part(row, "date"));
    serve_part_after(c->w, " ", serve_part(row, "outlet"));
    web_close(c->w);
    put_evidence(c->w, row);
    return true;
}

void serve_page_entity(const serve_request *r, dateline *d, serve_answer *a)
{
    static const struct {
        const char *what;
        dateline_visit put;
    } part[] = { { "who offices", put_office }, { "who roles", put_role }, { "who with", put_with },
        { "who stories", put_story }, { "who events", put_event }, { "who quotes", put_quote } };
    web_writer w;
    card whole = { .section.w = &w, .r = r, .a = a };
    serve_section c = { .w = &w };
    if (!serve_show_some(d, "who", r->id, SOME, put_heading, &whole, a)) return;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        c.begun = false;
        dateline_status status = dateline_show_some(d, part[i].what, r->id, SOME, part[i].put, &c);
        if (!serve_went_well(a, d, status)) return;
    }
    serve_edit_form(&w, r, "thing", dl_slice_str(r->id));
    serve_page_end(&w, a);
}
