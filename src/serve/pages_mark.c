/* pages_mark - what stands at one place of a report: each mark over it with its words,
 * what it says, the row of the table that made it, and what it means over the whole
 * record.
 *
 *   JSON of dateline_read, a code point --> marks, the innermost first */
#include <jansson.h>

#include "base/lexicon.h"
#include "doc/line.h"
#include "page_parts.h"

typedef struct mark_list {
    const char *list, *name;
    const char *tells[6]; /* members of it that are text; NULL behind the last */
} mark_list;

/* Inner kinds first. */
static const mark_list lists[] = {
    { "mentions", "Name", { "form", "label" } },
    { "times", "Time", { "type", "value", "from", "to" } },
    { "amounts", "Amount", { "kind", "unit", "of" } },
    { "events", "Event", { "lemma", "type", "act", "cameo", "status", "time" } },
    { "quotes", "Quote", { "form", "sense" } },
};
enum { LISTS = sizeof lists / sizeof *lists };

typedef struct page {
    web_writer *w;
    json_t *report;
    const char *id;
    uint32_t at;
    bool title;
    bool found;
} page;

static void put_fact(web_writer *w, const char *name, dl_slice text)
{
    if (!text.n) return;
    web_element(w, "dt", dl_slice_str(name));
    web_element(w, "dd", text);
}

/* ---- the row of a table */

static dl_slice cell(dl_slice *line)
{
    size_t tab = dl_slice_find_byte(*line, '\t', 0);
    if (tab == SIZE_MAX) tab = line->n;
    dl_slice out = dl_slice_cut(*line, 0, tab);
    *line = dl_slice_cut(*line, tab < line->n ? tab + 1 : tab, line->n);
    return out;
}

static void put_rule(web_writer *w, const char *rule)
{
    dl_slice columns, row = dl_builtin_row(rule, &columns);
    put_fact(w, "Rule", dl_slice_str(rule));
    while (row.n && columns.n) {
        dl_slice name = cell(&columns), text = cell(&row);
        if (!text.n) continue;
        web_open(w, "dt");
        web_text(w, DL_S("its "));
        web_text(w, name);
        web_close(w);
        web_element(w, "dd", text);
    }
}

/* ---- what it means over the record */

static void put_over_record(web_writer *w, const char *before, const json_t *thing, dl_slice text)
{
    dl_slice id = serve_part_text(thing, "record_id");
    if (!id.n || !text.n) return;
    web_element(w, "dt", DL_S("In the whole record"));
    web_open(w, "dd");
    serve_page_link(w, before, id, text);
    web_close(w);
}

static void put_entity(page *p, const json_t *mark)
{
    static const char *const tells[][2] = { { "Who or what", "name" }, { "Kind", "kind" },
        { "Title", "title" }, { "Country", "country" }, { "Code", "code" } };
    json_t *number = json_object_get(mark, "entity");
    if (!json_is_integer(number)) return;
    const json_t *entity = json_array_get(
        json_object_get(p->report, "entities"), (size_t)json_integer_value(number));
    for (size_t i = 0; i < sizeof tells / sizeof *tells; i++)
        put_fact(p->w, tells[i][0], serve_part_text(entity, tells[i][1]));
    if (!*dl_line_text(mark, "rule")) put_rule(p->w, dl_line_text(entity, "rule"));
    put_over_record(p->w, "/entities/", entity, serve_part_text(entity, "name"));
}

/* The events of that day, or of those days. */
static void put_day(web_writer *w, const json_t *mark)
{
    dl_slice from = serve_part_text(mark, "from"), to = serve_part_text(mark, "to");
    dl_buf address;
    if (!from.n || !to.n) return;
    dl_buf_init(&address, NULL);
    dl_buf_str(&address, "/events");
    serve_address_parameter(&address, "from", from);
    serve_address_parameter(&address, "to", to);
    web_element(w, "dt", DL_S("In the whole record"));
    web_open(w, "dd");
    serve_page_link_to(w, &address, DL_S("events of that time"));
    web_close(w);
}

/* ---- marks */

static bool is_over(const page *p, const json_t *mark)
{
    return dl_line_in_title(mark) == p->title && dl_line_offset(mark, "start") <= p->at
        && dl_line_offset(mark, "end") > p->at;
}

static void put_mark(page *p, const mark_list *l, const json_t *mark)
{
    web_writer *w = p->w;
    web_element(w, "h2", dl_slice_str(l->name));
    web_element(w, "blockquote", dl_line_words(p->report, mark));
    web_open(w, "dl");
    for (int i = 0; i < 6 && l->tells[i]; i++)
        put_fact(w, l->tells[i], serve_part_text(mark, l->tells[i]));
    if (*dl_line_text(mark, "rule")) put_rule(w, dl_line_text(mark, "rule"));
    put_entity(p, mark);
    if (strcmp(l->list, "events") == 0)
        put_over_record(w, "/events/", mark, DL_S("the event, with all that tell it"));
    if (strcmp(l->list, "times") == 0) put_day(w, mark);
    web_close(w);
    p->found = true;
}

static bool put_report(void *user, const char *bytes, size_t n)
{
    page *p = user;
    size_t i;
    json_t *mark;
    p->report = dl_line_read(bytes, n);
    dl_slice title = serve_part_text(p->report, "title");
    web_element(p->w, "h1", DL_S("What this mark is"));
    web_open(p->w, "p");
    web_text(p->w, DL_S("In "));
    serve_page_link(p->w, "/reports/", dl_slice_str(p->id), title.n ? title : DL_S("the report"));
    web_close(p->w);
    for (int k = 0; k < LISTS; k++) {
        json_array_foreach(json_object_get(p->report, lists[k].list), i, mark)
        {
            if (is_over(p, mark)) put_mark(p, &lists[k], mark);
        }
    }
    if (!p->found) web_element(p->w, "p", DL_S("No mark stands there."));
    json_decref(p->report);
    return false;
}

void serve_page_mark(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    page p = { .w = &w, .id = r->id, .at = (uint32_t)r->at - 1, .title = r->in_title };
    dateline_hooks h = { .size = sizeof h, .user = &p, .line = put_report };
    serve_page_begin(&w, r, a, DL_S("Mark"));
    if (serve_went_well(a, d, dateline_read(d, r->id, false, &h))) serve_page_end(&w, a);
}
