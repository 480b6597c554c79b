/* pages_search - reports that hold words, the best first; all reports by day; and how
 * all this was worked out: versions, methods. */
#include "page_parts.h"

static bool put_found(void *user, const dateline_row *row)
{
    serve_part_report(user, row);
    return true;
}

static bool put_rows(const serve_request *r, dateline *d, web_writer *w, serve_answer *a)
{
    enum { ROWS = 20 };
    dateline_filter f = r->filter;
    f.limit = ROWS;
    f.offset = r->offset;
    return serve_went_well(a, d, dateline_search(d, r->q, &f, put_found, w));
}

void serve_page_search(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_page_begin(&w, r, a, DL_S("Search"));
    web_element(&w, "h1", DL_S("Search"));
    serve_part_form(&w, "/search");
    serve_part_field(&w, "q", "Words", r->q);
    serve_part_field(&w, "from", "From", r->filter.from);
    serve_part_field(&w, "to", "To", r->filter.to);
    serve_part_field(&w, "outlet", "Outlet", r->filter.outlet);
    serve_part_form_end(&w, "Search");
    if (r->q && !put_rows(r, d, &w, a)) return;
    serve_page_end(&w, a);
}

/* ---- all reports that the filters let through */

void serve_page_reports(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_rows rows = { .visit = put_found, .user = &w };
    serve_page_begin(&w, r, a, DL_S("Reports"));
    web_element(&w, "h1", DL_S("Reports"));
    serve_part_form(&w, "/reports");
    serve_part_field(&w, "from", "From", r->filter.from);
    serve_part_field(&w, "to", "To", r->filter.to);
    serve_part_field(&w, "outlet", "Outlet", r->filter.outlet);
    serve_part_field(&w, "about", "About", r->filter.about);
    serve_part_field(&w, "story", "Story", r->filter.story);
    serve_part_form_end(&w, "Show");
    if (!serve_list(r, d, "reports", &rows, a)) return;
    if (!rows.seen) web_element(&w, "p", DL_S("There is no such report."));
    serve_page_next(&w, r, &rows);
    serve_page_end(&w, a);
}

/* ---- methods */

static bool put_method(void *user, const dateline_row *row)
{
    web_writer *w = user;
    for (size_t i = 0; i < row->columns; i++) {
        dl_slice value = row->cell[i].text ? dl_slice_str(row->cell[i].text) : DL_S("");
        if (!value.n) continue;
        web_element(w, "dt", dl_slice_str(row->name[i]));
        web_element(w, "dd", value);
    }
    return true;
}

bool serve_part_methods(web_writer *w, dateline *d, serve_answer *a)
{
    web_open(w, "dl");
    bool well = serve_went_well(a, d, dateline_methods(d, put_method, w));
    if (well) web_close(w);
    return well;
}

void serve_page_about(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_page_begin(&w, r, a, DL_S("How this was worked out"));
    web_element(&w, "h1", DL_S("How this was worked out"));
    if (!serve_part_methods(&w, d, a)) return;
    serve_page_end(&w, a);
}
