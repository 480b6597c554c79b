/* pages_stories - the front: what is to come, and the stories, those with the latest
 * reports first. */
#include "page_parts.h"

enum { AHEAD = 5 /* of what was announced, on the front */ };

static bool put_story(void *user, const dateline_row *row)
{
    web_writer *w = user;
    web_open(w, "li");
    serve_page_link(w, "/stories/", serve_part(row, "id"), serve_part(row, "title"));
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_page_days(w, row);
    web_text(w, DL_S("; "));
    serve_part_count(w, serve_part(row, "reports"), "report");
    web_text(w, DL_S(", "));
    serve_part_count(w, serve_part(row, "outlets"), "outlet");
    web_close(w);
    web_close(w);
    return true;
}

/* ---- what is to come */

static bool put_ahead(void *user, const dateline_row *row)
{
    serve_section *x = user;
    if (dl_slice_is(serve_part(row, "overdue"), "1")) return true;
    if (!x->begun) web_open(x->w, "aside");
    serve_part_heading(x, "To come");
    web_open(x->w, "p");
    serve_part_day(x->w, serve_part(row, "time"));
    serve_part_after(x->w, " ", serve_part(row, "who"));
    web_text(x->w, DL_S(": "));
    serve_page_link(x->w, "/events/", serve_part(row, "id"), serve_part(row, "lemma"));
    serve_part_after(x->w, " - ", serve_part(row, "whom"));
    web_close(x->w);
    return true;
}

static bool put_all_ahead(dateline *d, web_writer *w, serve_answer *a)
{
    serve_section x = { .w = w };
    dateline_filter f = { .size = sizeof f, .limit = AHEAD, .status = "planned" };
    bool well = serve_went_well(a, d, dateline_list(d, "upcoming", &f, put_ahead, &x));
    if (well && x.begun) web_close(w);
    return well;
}

/* ---- the page */

void serve_page_stories(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_request latest = *r;
    serve_rows rows = { .visit = put_story, .user = &w };
    if (!latest.filter.sort) latest.filter.sort = "last";
    serve_page_begin(&w, r, a, DL_S("Stories"));
    web_element(&w, "h1", DL_S("Stories"));
    if (!r->offset && !put_all_ahead(d, &w, a)) return;
    web_open(&w, "ol");
    web_attribute(&w, "class", DL_S("stories"));
    if (!serve_list(&latest, d, "story heads", &rows, a)) return;
    web_close(&w);
    if (!rows.seen) web_element(&w, "p", DL_S("There is no story."));
    serve_page_next(&w, r, &rows);
    serve_page_end(&w, a);
}
