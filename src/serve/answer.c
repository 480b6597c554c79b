/* answer - see answer.h. */
#include "answer.h"

#include <stdio.h>
#include <unistd.h>

const char serve_json[] = "application/json";
const char serve_html[] = "text/html; charset=utf-8";

void serve_answer_init(serve_answer *a)
{
    *a = (serve_answer){ .file = -1 };
    dl_buf_init(&a->body, NULL);
}

void serve_answer_free(serve_answer *a)
{
    if (a->file >= 0) close(a->file);
    dl_buf_free(&a->body);
}

void serve_answer_header(serve_answer *a, const char *name, const char *value)
{
    if (a->headers == SERVE_HEADERS) return;
    serve_header *h = &a->header[a->headers++];
    h->name = name;
    snprintf(h->value, sizeof h->value, "%s", value);
}

/* ---- problems */

static const struct {
    unsigned status;
    const char *title;
} titles[] = { { 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" },
    { 404, "Not Found" }, { 405, "Method Not Allowed" }, { 414, "URI Too Long" },
    { 421, "Misdirected Request" }, { 500, "Internal Server Error" },
    { 503, "Service Unavailable" } };

const char *serve_problem_title(unsigned status)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (titles[i].status == status) return titles[i].title;
    return "Error";
}

void serve_problem(serve_answer *a, unsigned status, const char *detail)
{
    char kept[SERVE_DETAIL_MAX];
    snprintf(kept, sizeof kept, "%s", detail);
    serve_answer_free(a);
    serve_answer_init(a);
    memcpy(a->detail, kept, sizeof kept);
    a->status = status;
    a->type = "application/problem+json";
    dl_json_open(&a->body, '{');
    dl_json_kstr(&a->body, "type", DL_S("about:blank"));
    dl_json_kstr(&a->body, "title", dl_slice_str(serve_problem_title(status)));
    dl_json_kint(&a->body, "status", status);
    dl_json_kstr(&a->body, "detail", dl_slice_str(a->detail));
    dl_json_close(&a->body, '}');
    dl_buf_byte(&a->body, '\n');
}
