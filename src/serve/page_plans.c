/* page_plans - what is to come, as items of a list; see page_parts.h. A sentence often
 * announces several things ("will meet and sign"): it is told once, with a link for
 * each. */
#include "page_parts.h"

void serve_plans_begin(serve_plans *p, web_writer *w, dateline *d, serve_answer *a)
{
    *p = (serve_plans){ .w = w, .d = d, .a = a };
    dl_buf_init(&p->last, NULL);
    dl_buf_init(&p->report, NULL);
    dl_buf_init(&p->outlet, NULL);
}

void serve_plans_free(serve_plans *p)
{
    dl_buf_free(&p->last);
    dl_buf_free(&p->report);
    dl_buf_free(&p->outlet);
}

void serve_plans_close(serve_plans *p)
{
    dl_slice outlet = dl_buf_slice(&p->outlet);
    if (!p->open) return;
    web_text(p->w, DL_S("; "));
    serve_page_link(
        p->w, "/reports/", dl_buf_slice(&p->report), outlet.n ? outlet : DL_S("report"));
    for (int i = 0; i < 3; i++) web_close(p->w); /* p, div, li */
    p->open = false;
}

typedef struct told {
    serve_plans *p;
    const dateline_row *event;
    dl_buf key;
} told;

static void open_item(const told *t, const dateline_row *row)
{
    web_writer *w = t->p->w;
    dl_slice day = serve_part(t->event, "time"), text = serve_part(row, "text");
    web_open(w, "li");
    web_open(w, "span");
    if (day.n) serve_part_day(w, day);
    web_close(w);
    web_text(w, DL_S(" "));
    web_open(w, "div");
    if (text.n) web_element(w, "p", text);
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
}

static void keep(dl_buf *b, dl_slice s)
{
    dl_buf_clear(b);
    dl_buf_add(b, s);
}

static bool put_told(void *user, const dateline_row *row)
{
    told *t = user;
    serve_plans *p = t->p;
    dl_buf_add(&t->key, serve_part(t->event, "time"));
    dl_buf_byte(&t->key, 0);
    dl_buf_add(&t->key, serve_part(row, "report"));
    dl_buf_byte(&t->key, 0);
    dl_buf_add(&t->key, serve_part(row, "text"));
    bool same = p->open && serve_part(row, "text").n
        && dl_slice_eq(dl_buf_slice(&t->key), dl_buf_slice(&p->last));
    if (same) {
        web_text(p->w, DL_S("; "));
        serve_part_event_link(p->w, t->event, true);
        return false;
    }
    serve_plans_close(p);
    open_item(t, row);
    serve_part_event_link(p->w, t->event, true);
    p->open = true;
    keep(&p->last, dl_buf_slice(&t->key));
    keep(&p->report, serve_part(row, "report"));
    keep(&p->outlet, serve_part(row, "outlet"));
    return false;
}

bool serve_part_planned(serve_plans *p, const dateline_row *event)
{
    told t = { .p = p, .event = event };
    dl_buf_init(&t.key, NULL);
    dateline_status status = dateline_show(
        p->d, "event told", serve_value(event, "id"), put_told, &t);
    bool well = serve_went_well(p->a, p->d, status);
    bool memory = t.key.failed || p->last.failed || p->report.failed || p->outlet.failed;
    if (well && memory) serve_problem(p->a, 503, "out of memory");
    dl_buf_free(&t.key);
    return well && !memory;
}
