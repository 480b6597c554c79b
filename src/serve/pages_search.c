/* pages_search - reports that hold words, the best first; and how all this was worked
 * out: versions, methods. */
#include "page_parts.h"

static bool put_found(void *user, const dateline_row *row)
{
    web_writer *w = user;
    web_open(w, "article");
    web_open(w, "h3");
    serve_page_link(w, "/reports/", serve_part(row, "id"), serve_part(row, "title"));
    web_close(w);
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_part_day(w, serve_part(row, "date"));
    serve_part_after(w, " ", serve_part(row, "outlet"));
    web_close(w);
    web_element(w, "p", serve_part(row, "snippet"));
    web_close(w);
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

void serve_page_about(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_page_begin(&w, r, a, DL_S("How this was worked out"));
    web_element(&w, "h1", DL_S("How this was worked out"));
    web_open(&w, "dl");
    if (!serve_went_well(a, d, dateline_methods(d, put_method, &w))) return;
    web_close(&w);
    serve_page_end(&w, a);
}
