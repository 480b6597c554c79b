/* pages_story - one story: its days and its reports with their leads. */
#include "page.h"

static bool put_heading(void *user, const dateline_row *row)
{
    web_writer *w = user;
    web_element(w, "h1", dl_slice_str(serve_value(row, "title")));
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_page_days(w, row);
    web_close(w);
    return true;
}

static bool put_report(void *user, const dateline_row *row)
{
    web_writer *w = user;
    web_open(w, "article");
    web_element(w, "h3", dl_slice_str(serve_value(row, "title")));
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    web_element(w, "time", dl_slice_str(serve_value(row, "date")));
    web_text(w, DL_S(" "));
    web_text(w, dl_slice_str(serve_value(row, "outlet")));
    web_close(w);
    web_element(w, "p", dl_slice_str(serve_value(row, "lead")));
    web_close(w);
    return true;
}

void serve_page_story(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_page_begin(&w, r, a, DL_S("Story"));
    if (!serve_show(d, "story heading", r->id, put_heading, &w, a)) return;
    web_element(&w, "h2", DL_S("Reports"));
    if (!serve_show(d, "story reports", r->id, put_report, &w, a)) return;
    serve_page_end(&w, a);
}
