/* page_edit - see page_edit.h; and the page of all corrections. */
#include "page_edit.h"

/* What may be changed of what: the library's words, and those for people. */
static const struct {
    const char *kind, *change, *says;
} changes[] = {
    { "event", "wrong", "It is wrong: no such event is told" },
    { "event", "type", "Its type is (a PLOVER type)" },
    { "event", "same", "It is the same as (id of an event)" },
    { "event", "split", "What one report tells is another (id of the report)" },
    { "thing", "name", "Its name is" },
    { "thing", "same", "It is the same as (id of an entity)" },
    { "thing", "differ", "In one report it is another (id of the report)" },
    { "report", "story", "It belongs to (id of a story, or new)" },
    { "story", "same", "It is the same as (id of a story)" },
    { "story", "split", "From a day on it is another (2016-12-16)" },
};
enum { CHANGES = sizeof changes / sizeof *changes };

static void put_hidden(web_writer *w, const char *name, dl_slice value)
{
    web_open(w, "input");
    web_attribute(w, "type", DL_S("hidden"));
    web_attribute(w, "name", dl_slice_str(name));
    web_attribute(w, "value", value);
    web_close(w);
}

static void begin_form(web_writer *w, const serve_request *r, const char *action)
{
    web_open(w, "form");
    web_address(w, "action", dl_slice_str(action));
    web_attribute(w, "method", DL_S("post"));
    web_attribute(w, "class", DL_S("edit"));
    put_hidden(w, "secret", dl_slice_str(r->edit));
}

static void put_choice(web_writer *w, const char *kind)
{
    web_open(w, "label");
    web_text(w, DL_S("What "));
    web_open(w, "select");
    web_attribute(w, "name", DL_S("change"));
    for (size_t i = 0; i < CHANGES; i++) {
        if (strcmp(changes[i].kind, kind) != 0) continue;
        web_open(w, "option");
        web_attribute(w, "value", dl_slice_str(changes[i].change));
        web_text(w, dl_slice_str(changes[i].says));
        web_close(w);
    }
    web_close(w);
    web_close(w);
    web_text(w, DL_S(" "));
}

static void put_signature(web_writer *w)
{
    serve_part_field(w, "why", "Why", NULL);
    serve_part_field(w, "by", "Your name", NULL);
}

void serve_edit_form(web_writer *w, const serve_request *r, const char *kind, dl_slice id)
{
    if (!r->edit) return;
    web_open(w, "details");
    web_element(w, "summary", DL_S("Put this right"));
    begin_form(w, r, "/correct");
    put_hidden(w, "kind", dl_slice_str(kind));
    put_hidden(w, "id", id);
    put_choice(w, kind);
    serve_part_field(w, "value", "Value", NULL);
    put_signature(w);
    serve_part_form_end(w, "Keep");
    web_close(w);
}

/* ---- clutter */

enum { CHOICE_MOST = 70 }; /* letters of a paragraph that tell which it is */

/* A paragraph that stands from one code point to another. */
static void put_paragraph(web_writer *w, dl_slice words, size_t from, size_t to)
{
    dl_buf value;
    dl_buf_init(&value, NULL);
    dl_buf_fmt(&value, "%zu-%zu", from, to);
    web_open(w, "option");
    web_attribute(w, "value", dl_buf_slice(&value));
    web_text(w, dl_utf8_cut(words, 0, CHOICE_MOST));
    if (to - from > CHOICE_MOST) web_text(w, DL_S("..."));
    web_close(w);
    dl_buf_free(&value);
}

static void put_paragraphs(web_writer *w, const json_t *report)
{
    dl_slice text = serve_part_text(report, "text");
    size_t point = 0;
    for (size_t from = 0; from < text.n;) {
        size_t end = dl_slice_find_byte(text, '\n', from);
        if (end == SIZE_MAX) end = text.n;
        dl_slice words = dl_slice_cut(text, from, end);
        size_t next = point + dl_utf8_count(words);
        if (words.n && !dl_line_hidden(report, point)) put_paragraph(w, words, point, next);
        point = next + 1;
        from = end + 1;
    }
}

void serve_edit_text_form(web_writer *w, const serve_request *r, const json_t *report)
{
    if (!r->edit) return;
    web_open(w, "details");
    web_element(w, "summary", DL_S("Hide a paragraph as clutter"));
    begin_form(w, r, "/correct");
    put_hidden(w, "kind", DL_S("text"));
    put_hidden(w, "id", serve_part_text(report, "id"));
    put_hidden(w, "change", DL_S("hide"));
    web_open(w, "label");
    web_text(w, DL_S("Paragraph "));
    web_open(w, "select");
    web_attribute(w, "name", DL_S("value"));
    put_paragraphs(w, report);
    web_close(w);
    web_close(w);
    put_signature(w);
    serve_part_form_end(w, "Hide");
    web_close(w);
}

void serve_edit_undo(web_writer *w, const serve_request *r, dl_slice number)
{
    if (!r->edit) return;
    begin_form(w, r, "/undo");
    put_hidden(w, "number", number);
    serve_part_form_end(w, "Take it back");
}

/* ---- all corrections */

typedef struct corrections {
    web_writer *w;
    const serve_request *r;
} corrections;

/* Where the corrected thing stands; NULL: it has no page. */
static const char *page_of(dl_slice kind)
{
    static const char *const pages[][2] = { { "event", "/events/" }, { "thing", "/entities/" },
        { "report", "/reports/" }, { "story", "/stories/" }, { "text", "/reports/" } };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (dl_slice_is(kind, pages[i][0])) return pages[i][1];
    return NULL;
}

static void put_change(web_writer *w, const dateline_row *row)
{
    dl_slice kind = serve_part(row, "kind"), target = serve_part(row, "target");
    const char *page = page_of(kind);
    web_open(w, "p");
    web_text(w, kind);
    web_text(w, DL_S(" "));
    if (page) serve_page_link(w, page, target, target);
    else web_text(w, target);
    serve_part_after(w, ": ", serve_part(row, "change"));
    serve_part_after(w, " ", serve_part(row, "value"));
    web_close(w);
}

static bool put_correction(void *user, const dateline_row *row)
{
    corrections *c = user;
    web_open(c->w, "li");
    put_change(c->w, row);
    if (serve_part(row, "text").n) web_element(c->w, "blockquote", serve_part(row, "text"));
    web_open(c->w, "p");
    web_attribute(c->w, "class", DL_S("from"));
    serve_part_after(c->w, "by ", serve_part(row, "by"));
    serve_part_after(c->w, ": ", serve_part(row, "why"));
    web_close(c->w);
    serve_edit_undo(c->w, c->r, serve_part(row, "id"));
    web_close(c->w);
    return true;
}

void serve_page_corrections(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    corrections c = { &w, r };
    serve_rows rows = { .visit = put_correction, .user = &c };
    serve_page_begin(&w, r, a, DL_S("Corrections"));
    web_element(&w, "h1", DL_S("Corrections"));
    web_element(&w, "p",
        DL_S("What people put right: a layer of its own over what the reports say, which stays as "
             "it is."));
    web_open(&w, "ol");
    if (!serve_list(r, d, "corrections", &rows, a)) return;
    web_close(&w);
    if (!rows.seen) web_element(&w, "p", DL_S("Nothing was put right yet."));
    serve_page_next(&w, r, &rows);
    serve_page_end(&w, a);
}
