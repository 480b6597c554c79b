/* api_one - one thing of the record as JSON: a story, a report, an event, an entity; and
 * what the record holds and was made by. */
#include "api.h"
#include "ask.h"

static bool take_row(void *user, const dateline_row *row)
{
    serve_answer *a = user;
    a->type = serve_json;
    dl_buf_clear(&a->body);
    dl_buf_add(&a->body, dl_slice_of(row->json, row->json_n));
    dl_buf_byte(&a->body, '\n');
    return false;
}

void serve_api_one(const serve_request *r, dateline *d, serve_answer *a)
{
    serve_show(d, r->route->what, r->id, take_row, a, a);
}

/* With all that is told of it. */
void serve_api_whole(const serve_request *r, dateline *d, serve_answer *a)
{
    serve_show_whole(d, r->route->what, r->id, take_row, a, a);
}

static bool take_line(void *user, const char *json, size_t n)
{
    dateline_row row = { .json = json, .json_n = n };
    return take_row(user, &row);
}

void serve_api_report(const serve_request *r, dateline *d, serve_answer *a)
{
    dateline_hooks h = { .size = sizeof h, .user = a, .line = take_line };
    serve_went_well(a, d, dateline_read(d, r->id, false, &h));
}

void serve_api_about(const serve_request *r, dateline *d, serve_answer *a)
{
    (void)r;
    serve_went_well(a, d, dateline_methods(d, take_row, a));
}

void serve_api_status(const serve_request *r, dateline *d, serve_answer *a)
{
    (void)r;
    serve_went_well(a, d, dateline_list(d, "status", NULL, take_row, a));
}
