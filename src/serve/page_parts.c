/* page_parts - see page_parts.h. */
#include "page_parts.h"

#include "base/utf8.h"
#include "doc/line.h"

dl_slice serve_part(const dateline_row *row, const char *name)
{
    return dl_slice_str(serve_value(row, name));
}

static const char between[] = " to "; /* the days of an interval, as lists tell it */

dl_slice serve_part_last_day(dl_slice days)
{
    size_t end = dl_slice_find(days, dl_slice_str(between), 0);
    size_t from = end == SIZE_MAX ? 0 : end + strlen(between);
    return dl_slice_cut(days, from, days.n);
}

/* "~" stands before a day that was worked out. */
void serve_part_day(web_writer *w, dl_slice day)
{
    dl_slice last = serve_part_last_day(day);
    if (last.n < day.n) {
        serve_part_days(w, dl_slice_cut(day, 0, day.n - last.n - strlen(between)), last);
        return;
    }
    bool about = day.n && day.p[0] == '~';
    if (about) day = dl_slice_cut(day, 1, day.n);
    if (about) web_text(w, DL_S("about "));
    if (day.n) web_element(w, "time", dl_slice_cut(day, 0, day.n < 10 ? day.n : 10));
    else web_text(w, DL_S("undated"));
}

void serve_part_days(web_writer *w, dl_slice first, dl_slice last)
{
    serve_part_day(w, first);
    if (dl_slice_eq(first, last)) return;
    web_text(w, dl_slice_str(between));
    serve_part_day(w, last);
}

void serve_part_after(web_writer *w, const char *before, dl_slice text)
{
    if (!text.n) return;
    web_text(w, dl_slice_str(before));
    web_text(w, text);
}

void serve_part_count(web_writer *w, dl_slice number, const char *thing)
{
    web_text(w, number);
    web_text(w, DL_S(" "));
    web_text(w, dl_slice_str(thing));
    if (!dl_slice_is(number, "1")) web_text(w, DL_S("s"));
}

void serve_part_named(web_writer *w, const char *before, dl_slice id, dl_slice text)
{
    if (id.n) serve_page_link(w, before, id, text);
    else web_text(w, text);
}

void serve_part_heading(serve_section *s, const char *text)
{
    if (!s->begun) web_element(s->w, "h2", dl_slice_str(text));
    s->begun = true;
}

void serve_part_when(web_writer *w, dl_slice date, dl_slice earliest, dl_slice latest)
{
    if (date.n || !earliest.n) {
        serve_part_day(w, date);
        return;
    }
    web_text(w, DL_S("between "));
    serve_part_day(w, earliest);
    web_text(w, DL_S(" and "));
    serve_part_day(w, latest);
}

/* In a file: where its links to the report lead. */
static void put_place(web_writer *w, dl_slice id)
{
    dl_buf place;
    if (!w->still) return;
    dl_buf_init(&place, NULL);
    dl_buf_str(&place, "report-");
    serve_address_part(&place, id);
    web_attribute(w, "id", dl_buf_slice(&place));
    dl_buf_free(&place);
}

void serve_part_said(web_writer *w, dl_slice sentence, dl_slice report)
{
    web_text(w, sentence);
    web_text(w, DL_S(" "));
    if (report.n) serve_page_link(w, "/reports/", report, DL_S("report"));
}

void serve_part_published(web_writer *w, dl_slice url, dl_slice text)
{
    web_open(w, "a");
    web_address(w, "href", url);
    web_attribute(w, "rel", DL_S("noreferrer"));
    web_text(w, text);
    web_close(w);
}

/* The title leads to the report's page, in a file to where it was published. */
static void put_title(web_writer *w, const dateline_row *row)
{
    dl_slice url = serve_part(row, "url"), title = serve_part(row, "title");
    if (!w->still) {
        serve_page_link(w, "/reports/", serve_part(row, "id"), title);
        return;
    }
    if (!url.n) {
        web_text(w, title);
        return;
    }
    serve_part_published(w, url, title);
}

/* How it begins, cut behind a word where it goes on; or the passage that was found. */
static void put_lead(web_writer *w, const dateline_row *row)
{
    enum { LEAD_MOST = 300 }; /* code points that the list tells */
    dl_slice lead = serve_part(row, "lead");
    size_t end = lead.n;
    bool cut = dl_utf8_count(lead) == LEAD_MOST;
    if (!lead.n) lead = serve_part(row, "snippet");
    while (cut && end && lead.p[end - 1] != ' ' && lead.p[end - 1] != '\n') end--;
    if (!lead.n) return;
    web_open(w, "p");
    web_text(w, cut ? dl_slice_trim(dl_slice_cut(lead, 0, end)) : lead);
    if (cut) web_text(w, DL_S(" \xe2\x80\xa6"));
    web_close(w);
}

void serve_part_report(web_writer *w, const dateline_row *row)
{
    dl_slice copies = serve_part(row, "copy_group");
    bool first = dl_slice_eq(copies, serve_part(row, "id"));
    web_open(w, "article");
    put_place(w, serve_part(row, "id"));
    web_open(w, "h3");
    put_title(w, row);
    web_close(w);
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_part_when(w, serve_part(row, "date"), serve_part(row, "date_earliest"),
        serve_part(row, "date_latest"));
    serve_part_after(w, " ", serve_part(row, "outlet"));
    serve_part_after(w, ", by way of ", serve_part(row, "agency"));
    if (!first) serve_part_after(w, "; a copy of ", copies);
    web_close(w);
    put_lead(w, row);
    web_close(w);
}

static void put_columns(web_writer *w, const char *const *name)
{
    web_open(w, "thead");
    web_open(w, "tr");
    for (; *name; name++) {
        web_open(w, "th");
        web_attribute(w, "scope", DL_S("col"));
        web_text(w, dl_slice_str(*name));
        web_close(w);
    }
    web_close(w);
    web_close(w);
}

void serve_part_table(web_writer *w, const char *label, const char *const *columns)
{
    web_open(w, "div");
    web_attribute(w, "class", DL_S("wide"));
    web_attribute(w, "tabindex", DL_S("0"));
    web_attribute(w, "role", DL_S("region"));
    web_attribute(w, "aria-label", dl_slice_str(label));
    web_open(w, "table");
    put_columns(w, columns);
    web_open(w, "tbody");
}

void serve_part_table_end(web_writer *w)
{
    for (int i = 0; i < 3; i++) web_close(w);
}

void serve_part_form(web_writer *w, const char *action)
{
    web_open(w, "form");
    web_address(w, "action", dl_slice_str(action));
    web_attribute(w, "method", DL_S("get"));
    web_attribute(w, "role", DL_S("search"));
}

void serve_part_field(web_writer *w, const char *name, const char *label, const char *value)
{
    web_open(w, "label");
    web_text(w, dl_slice_str(label));
    web_text(w, DL_S(" "));
    web_open(w, "input");
    web_attribute(w, "name", dl_slice_str(name));
    if (value) web_attribute(w, "value", dl_slice_str(value));
    web_close(w);
    web_close(w);
    web_text(w, DL_S(" "));
}

void serve_part_form_end(web_writer *w, const char *button)
{
    web_element(w, "button", dl_slice_str(button));
    web_close(w);
}

dl_slice serve_part_text(const json_t *object, const char *key)
{
    return dl_slice_str(dl_line_text(object, key));
}
