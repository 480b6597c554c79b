/* page_parts - see page_parts.h. */
#include "page_parts.h"

#include "base/utf8.h"
#include "doc/line.h"

dl_slice serve_part(const dateline_row *row, const char *name)
{
    return dl_slice_str(serve_value(row, name));
}

/* ---- pieces of text */

static void put_act(web_writer *w, dl_slice lemma)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_line_add_act(&b, lemma);
    web_text(w, dl_buf_slice(&b));
    dl_buf_free(&b);
}

static void put_event_words(web_writer *w, const dateline_row *row, bool parties)
{
    dl_slice who = serve_part(row, "who");
    if (parties) serve_part_after(w, "", who);
    if (parties && who.n) web_text(w, DL_S(": "));
    put_act(w, serve_part(row, "lemma"));
    if (parties) serve_part_after(w, ": ", serve_part(row, "whom"));
}

void serve_part_event_link(web_writer *w, const dateline_row *row, bool parties)
{
    dl_buf address;
    if (w->still) {
        put_event_words(w, row, parties);
        return;
    }
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, "/events/");
    serve_address_part(&address, serve_part(row, "id"));
    web_open(w, "a");
    web_address(w, "href", dl_buf_slice(&address));
    put_event_words(w, row, parties);
    web_close(w);
    dl_buf_free(&address);
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

/* What follows the title, where the text begins with it: nobody reads it twice. A title
 * that was made of the first words, as lists cut them, ends with dots. */
static dl_slice behind_title(dl_slice text, dl_slice title)
{
    if (title.n > 3 && memcmp(title.p + title.n - 3, "...", 3) == 0) title.n -= 3;
    title = dl_slice_trim(title);
    bool told = title.n && title.n < text.n && memcmp(text.p, title.p, title.n) == 0;
    return told ? dl_slice_trim(dl_slice_cut(text, title.n, text.n)) : text;
}

/* How it begins, cut behind a word where it goes on. */
static void put_lead(web_writer *w, dl_slice lead, dl_slice title)
{
    enum { LEAD_MOST = 300 }; /* code points that the list tells */
    bool cut = dl_utf8_count(lead) == LEAD_MOST;
    size_t end = lead.n;
    while (cut && end && lead.p[end - 1] != ' ' && lead.p[end - 1] != '\n') end--;
    if (cut) lead = dl_slice_trim(dl_slice_cut(lead, 0, end));
    dl_slice rest = behind_title(lead, title);
    if (!rest.n || dl_slice_eq(rest, title)) return;
    web_open(w, "p");
    web_text(w, rest);
    if (cut) web_text(w, DL_S(" \xe2\x80\xa6"));
    web_close(w);
}

void serve_part_report_head(web_writer *w, const dateline_row *row)
{
    dl_slice copies = serve_part(row, "copy_group");
    bool first = dl_slice_eq(copies, serve_part(row, "id"));
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
}

void serve_part_report(web_writer *w, const dateline_row *row)
{
    web_open(w, "article");
    serve_part_report_head(w, row);
    put_lead(w, serve_part(row, "lead"), serve_part(row, "title"));
    web_close(w);
}

/* ---- tables and forms */

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

void serve_part_fold(web_writer *w, const char *name, bool open)
{
    web_open(w, "details");
    web_attribute(w, "class", DL_S("filters"));
    if (open) web_attribute(w, "open", DL_S(""));
    web_element(w, "summary", dl_slice_str(name));
}

static bool is_any_set(const serve_request *r)
{
    for (uint32_t i = 0; i < r->target->n; i++) {
        const serve_parameter *p = &r->target->at[i];
        bool page = strcmp(p->name, "next") == 0 || strcmp(p->name, "limit") == 0;
        if (!page && *p->value) return true;
    }
    return false;
}

void serve_part_filters(web_writer *w, const char *action, const serve_request *r)
{
    serve_part_fold(w, "Filters", is_any_set(r));
    serve_part_form(w, action);
}

void serve_part_filters_end(web_writer *w, const char *button)
{
    serve_part_form_end(w, button);
    web_close(w);
}

dl_slice serve_part_text(const json_t *object, const char *key)
{
    return dl_slice_str(dl_line_text(object, key));
}
