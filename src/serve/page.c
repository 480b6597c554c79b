/* page - see page.h. */
#include "page.h"

#include <stdio.h>

#include "web.h"

/* ---- head and foot */

static void meta(web_writer *w, const char *name, const char *content)
{
    web_open(w, "meta");
    web_attribute(w, "name", dl_slice_str(name));
    web_attribute(w, "content", dl_slice_str(content));
    web_close(w);
}

static void head_link(web_writer *w, const char *rel, const char *type, const char *address)
{
    web_open(w, "link");
    web_attribute(w, "rel", dl_slice_str(rel));
    if (type) web_attribute(w, "type", dl_slice_str(type));
    web_address(w, "href", dl_slice_str(address));
    web_close(w);
}

static void own_files(web_writer *w)
{
    if (w->still) {
        web_open(w, "meta");
        web_attribute(w, "http-equiv", DL_S("Content-Security-Policy"));
        web_attribute(w, "content", DL_S("default-src 'none'; style-src 'unsafe-inline'"));
        web_close(w);
        web_style(w, serve_web_named("style.css"));
        return;
    }
    head_link(w, "stylesheet", NULL, "/static/style.css");
    head_link(w, "icon", "image/svg+xml", "/static/icon.svg");
}

static void head(web_writer *w, dl_slice title)
{
    web_open(w, "head");
    web_open(w, "meta");
    web_attribute(w, "charset", DL_S("utf-8"));
    web_close(w);
    web_open(w, "title");
    web_text(w, title);
    if (title.n) web_text(w, DL_S(" - "));
    web_text(w, DL_S("Dateline"));
    web_close(w);
    meta(w, "viewport", "width=device-width, initial-scale=1");
    own_files(w);
    web_close(w);
}

/* Where the reader is: "/events" for "/events/e1" too. */
static bool is_here(const serve_request *r, const char *address)
{
    const char *part = r->target->parts ? r->target->part[0] : "";
    return strcmp(part, address + 1) == 0;
}

/* r: NULL on a page that is a problem. */
static void navigation(web_writer *w, const serve_request *r)
{
    static const char *const link[][2] = { { "/", "Stories" }, { "/events", "Events" },
        { "/upcoming", "To come" }, { "/entities", "Who" }, { "/search", "Search" },
        { "/corrections", "Corrections" }, { "/about", "Methods" } };
    web_open(w, "header");
    web_open(w, "nav");
    web_attribute(w, "aria-label", DL_S("Main"));
    for (size_t i = 0; i < sizeof link / sizeof *link; i++) {
        web_open(w, "a");
        web_address(w, "href", dl_slice_str(link[i][0]));
        if (r && is_here(r, link[i][0])) web_attribute(w, "aria-current", DL_S("page"));
        web_text(w, dl_slice_str(link[i][1]));
        web_close(w);
    }
    web_close(w);
    web_close(w);
}

/* Keyboards come to what the page says without going through the navigation. */
static void skip_link(web_writer *w)
{
    web_open(w, "a");
    web_address(w, "href", DL_S("#main"));
    web_attribute(w, "class", DL_S("skip"));
    web_text(w, DL_S("Skip to the page"));
    web_close(w);
}

static void begin(
    web_writer *w, const serve_request *r, serve_answer *a, dl_slice title, bool still)
{
    a->type = serve_html;
    web_begin_html(w, &a->body);
    w->still = still;
    web_open(w, "html");
    web_attribute(w, "lang", DL_S("en"));
    head(w, title);
    web_open(w, "body");
    if (!still) skip_link(w);
    if (!still) navigation(w, r);
    web_open(w, "main");
    web_attribute(w, "id", DL_S("main"));
}

void serve_page_begin(web_writer *w, const serve_request *r, serve_answer *a, dl_slice title)
{
    begin(w, r, a, title, false);
}

void serve_page_begin_still(web_writer *w, serve_answer *a, dl_slice title)
{
    begin(w, NULL, a, title, true);
}

void serve_page_end(web_writer *w, serve_answer *a)
{
    web_end(w);
    if (w->fault) serve_problem(a, 500, w->fault);
}

void serve_page_problem(serve_answer *a)
{
    char detail[SERVE_DETAIL_MAX];
    dl_slice title = dl_slice_str(serve_problem_title(a->status));
    web_writer w;
    memcpy(detail, a->detail, sizeof detail);
    dl_buf_clear(&a->body);
    begin(&w, NULL, a, title, false);
    web_element(&w, "h1", title);
    web_element(&w, "p", dl_slice_str(detail));
    web_end(&w);
}

/* ---- parts of pages */

void serve_page_link_to(web_writer *w, dl_buf *address, dl_slice text)
{
    web_open(w, "a");
    web_address(w, "href", dl_buf_slice(address));
    web_text(w, text);
    web_close(w);
    dl_buf_free(address);
}

void serve_page_link_asking(
    web_writer *w, const char *page, const char *key, dl_slice value, dl_slice text)
{
    dl_buf address;
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, page);
    serve_address_parameter(&address, key, value);
    serve_page_link_to(w, &address, text);
}

/* In a file reports are places of it, and all else is told by its text. */
void serve_page_link(web_writer *w, const char *before, dl_slice id, dl_slice text)
{
    dl_buf address;
    if (w->still && strcmp(before, "/reports/") != 0) {
        web_text(w, text);
        return;
    }
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, w->still ? "#report-" : before);
    serve_address_part(&address, id);
    serve_page_link_to(w, &address, text);
}

void serve_page_next(web_writer *w, const serve_request *r, const serve_rows *rows)
{
    char next[SERVE_NEXT_MAX];
    dl_buf address;
    if (!serve_next(r, rows, next)) return;
    dl_buf_init(&address, NULL);
    static const char *const other[] = { "next", NULL };
    serve_address_again(&address, r->target, other);
    serve_address_parameter(&address, "next", dl_slice_str(next));
    web_open(w, "p");
    web_open(w, "a");
    web_attribute(w, "rel", DL_S("next"));
    web_address(w, "href", dl_buf_slice(&address));
    web_text(w, DL_S("More"));
    web_close(w);
    web_close(w);
    dl_buf_free(&address);
}
