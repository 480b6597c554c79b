/* pages_stories - the front: stories, those with the latest reports first. */
#include "page.h"

static void count(web_writer *w, const char *number, const char *one, const char *many)
{
    web_text(w, DL_S("; "));
    web_text(w, dl_slice_str(number));
    web_text(w, dl_slice_str(strcmp(number, "1") == 0 ? one : many));
}

static bool put_story(void *user, const dateline_row *row)
{
    web_writer *w = user;
    web_open(w, "li");
    serve_page_link(w, "/stories/", dl_slice_str(serve_value(row, "id")),
        dl_slice_str(serve_value(row, "title")));
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_page_days(w, row);
    count(w, serve_value(row, "reports"), " report", " reports");
    count(w, serve_value(row, "outlets"), " outlet", " outlets");
    web_close(w);
    web_close(w);
    return true;
}

void serve_page_stories(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_request latest = *r;
    serve_rows rows = { .visit = put_story, .user = &w };
    if (!latest.filter.sort) latest.filter.sort = "last";
    serve_page_begin(&w, r, a, DL_S("Stories"));
    web_element(&w, "h1", DL_S("Stories"));
    web_open(&w, "ol");
    web_attribute(&w, "class", DL_S("stories"));
    if (!serve_list(&latest, d, "stories", &rows, a)) return;
    web_close(&w);
    if (!rows.seen) web_element(&w, "p", DL_S("There is no story."));
    serve_page_next(&w, r, &rows);
    serve_page_end(&w, a);
}
