/* pages_report - a report for reading: its text with its marks, each a link to what it
 * is, the rule that made it and its meaning over the record; what was taken out of the
 * text; other reports of the same.
 *
 *   JSON of dateline_read -> the mark over each code point -> pieces of text
 *
 * Where marks overlap the inner kind counts: names before times, amounts, events. */
#include "doc/line.h"
#include "page_edit.h"

typedef struct mark_kind {
    const char *list, *class;
} mark_kind;

/* Outer kinds first. */
static const mark_kind kinds[] = { { "events", "event" }, { "amounts", "amount" },
    { "times", "when" }, { "mentions", "name" } };
enum { EVENTS, AMOUNTS, TIMES, MENTIONS, KINDS };

typedef struct over { /* what lies over a code point */
    json_t *mark; /* NULL: none */
    uint8_t kind;
    bool quote;
} over;

typedef struct page {
    web_writer *w;
    dl_arena *arena;
    json_t *report;
    const serve_request *r;
    serve_answer *a;
    const char *id;
    bool in_title; /* what is being written */
} page;

/* ---- marks over the text */

static bool span_of(const json_t *mark, size_t n, size_t *start, size_t *end)
{
    *start = dl_line_offset(mark, "start");
    *end = dl_line_offset(mark, "end");
    if (*end > n) *end = n;
    return *start < *end;
}

/* Pronouns and phrases are no marks to read by; numbers and days have marks of their
 * own. */
static bool is_shown(int kind, const json_t *mark)
{
    static const char *const other[] = { "DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY",
        "QUANTITY" };
    if (kind != MENTIONS) return true;
    dl_slice label = serve_part_text(mark, "label");
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (dl_slice_is(label, other[i])) return false;
    return dl_slice_is(serve_part_text(mark, "form"), "name");
}

static void lay(page *p, over *at, size_t n, bool title)
{
    size_t i, start, end;
    json_t *mark;
    for (int k = 0; k < KINDS; k++) {
        json_array_foreach(json_object_get(p->report, kinds[k].list), i, mark)
        {
            if (dl_line_in_title(mark) != title || !is_shown(k, mark)) continue;
            if (!span_of(mark, n, &start, &end)) continue;
            for (size_t c = start; c < end; c++) {
                at[c].mark = mark;
                at[c].kind = (uint8_t)k;
            }
        }
    }
    json_array_foreach(json_object_get(p->report, "quotes"), i, mark)
    {
        if (dl_line_in_title(mark) != title || !span_of(mark, n, &start, &end)) continue;
        for (size_t c = start; c < end; c++) at[c].quote = true;
    }
}

/* ---- a piece */

static json_t *entity_of(const page *p, const json_t *mark)
{
    json_t *number = json_object_get(mark, "entity");
    if (!number) return NULL;
    json_int_t i = json_integer_value(number);
    return i < 0 ? NULL : json_array_get(json_object_get(p->report, "entities"), (size_t)i);
}

/* Where a click goes: what the mark is, by which rule, and what it means over all. */
static void put_target(const page *p, size_t at, dl_buf *address)
{
    dl_buf_str(address, "/reports/");
    serve_address_part(address, dl_slice_str(p->id));
    dl_buf_fmt(address, "/mark?at=%zu%s", at + 1, p->in_title ? "&title=1" : "");
}

static void add_word(dl_buf *b, dl_slice word)
{
    if (!word.n) return;
    if (b->n) dl_buf_str(b, ", ");
    dl_buf_add(b, word);
}

/* What the mark says, and the row of a table that made it. */
static void put_tells(page *p, const over *o, dl_buf *b)
{
    static const char *const of_mark[] = { "lemma", "type", "status", "value", "kind" };
    static const char *const of_entity[] = { "name", "kind", "title", "country", "code" };
    const json_t *entity = o->kind == MENTIONS ? entity_of(p, o->mark) : NULL;
    const char *const *key = entity ? of_entity : of_mark;
    for (int i = 0; i < 5; i++) add_word(b, serve_part_text(entity ? entity : o->mark, key[i]));
    dl_slice rule = serve_part_text(entity ? entity : o->mark, "rule");
    if (rule.n) dl_buf_str(b, " - by ");
    dl_buf_add(b, rule);
}

/* at: its first code point. */
static void open_piece(page *p, const over *o, size_t at)
{
    dl_buf address, tells;
    dl_buf_init(&address, NULL);
    dl_buf_init(&tells, NULL);
    put_target(p, at, &address);
    put_tells(p, o, &tells);
    web_open(p->w, "a");
    web_address(p->w, "href", dl_buf_slice(&address));
    web_attribute(p->w, "class", dl_slice_str(kinds[o->kind].class));
    if (tells.n) web_attribute(p->w, "title", dl_buf_slice(&tells));
    dl_buf_free(&address);
    dl_buf_free(&tells);
}

static void put_piece(page *p, const over *o, size_t at, dl_slice text)
{
    if (!text.n) return;
    if (o->quote) web_open(p->w, "q");
    if (o->mark) open_piece(p, o, at);
    web_text(p->w, text);
    if (o->mark) web_close(p->w);
    if (o->quote) web_close(p->w);
}

/* ---- text */

static bool is_same(const over *a, const over *b)
{
    return a->mark == b->mark && a->quote == b->quote;
}

/* One line of it, whose first code point is the `begin`-th. */
static void put_line(page *p, dl_slice line, const over *at, size_t begin)
{
    size_t from = 0, first = 0, point = 0;
    for (size_t i = 0; i < line.n; point++) {
        if (!is_same(&at[first], &at[point])) {
            put_piece(p, &at[first], begin + first, dl_slice_cut(line, from, i));
            from = i;
            first = point;
        }
        dl_utf8_next(line, &i);
    }
    put_piece(p, &at[first], begin + first, dl_slice_cut(line, from, line.n));
}

static over *lay_over(page *p, dl_slice text, bool title)
{
    size_t n = dl_utf8_count(text);
    over *at = dl_arena_array(p->arena, n + 1, sizeof *at);
    if (at) lay(p, at, n, title);
    return at;
}

/* What has no headline is called by its day. */
static void put_nameless(page *p, dl_slice title)
{
    dl_slice day = serve_part_text(p->report, "date");
    web_text(p->w, title.n ? title : DL_S("Report"));
    if (title.n || !day.n) return;
    web_text(p->w, DL_S(" of "));
    serve_part_day(p->w, day);
}

static void put_title(page *p)
{
    dl_slice title = serve_part_text(p->report, "title");
    const over *at = lay_over(p, title, true);
    p->in_title = true;
    web_open(p->w, "h1");
    if (at && title.n) put_line(p, title, at, 0);
    else put_nameless(p, title);
    web_close(p->w);
}

/* What people hid is folded. */
static void put_hidden(page *p, const json_t *part, dl_slice line)
{
    web_open(p->w, "details");
    web_attribute(p->w, "class", DL_S("hidden"));
    web_open(p->w, "summary");
    serve_part_after(p->w, "Hidden by ", serve_part_text(part, "by"));
    serve_part_after(p->w, ": ", serve_part_text(part, "why"));
    web_close(p->w);
    web_element(p->w, "p", line);
    web_close(p->w);
}

/* A paragraph a line. */
static void put_text(page *p)
{
    dl_slice text = serve_part_text(p->report, "text");
    const over *at = lay_over(p, text, false);
    size_t point = 0;
    p->in_title = false;
    for (size_t from = 0; at && from < text.n;) {
        size_t end = dl_slice_find_byte(text, '\n', from);
        if (end == SIZE_MAX) end = text.n;
        dl_slice line = dl_slice_cut(text, from, end);
        const json_t *hidden = dl_line_hidden(p->report, point);
        if (line.n && hidden) {
            put_hidden(p, hidden, line);
        } else if (line.n) {
            web_open(p->w, "p");
            put_line(p, line, at + point, point);
            web_close(p->w);
        }
        point += dl_utf8_count(line) + 1;
        from = end + 1;
    }
}

/* ---- around it */

static void put_origin(page *p)
{
    dl_slice url = serve_part_text(p->report, "url");
    web_open(p->w, "p");
    web_attribute(p->w, "class", DL_S("from"));
    serve_part_when(p->w, serve_part_text(p->report, "date"),
        serve_part_text(p->report, "date_earliest"), serve_part_text(p->report, "date_latest"));
    serve_part_after(p->w, " ", serve_part_text(p->report, "outlet"));
    serve_part_after(p->w, ", by way of ", serve_part_text(p->report, "agency"));
    serve_part_after(p->w, ", by ", serve_part_text(p->report, "byline"));
    if (url.n) {
        web_text(p->w, DL_S("; "));
        serve_part_published(p->w, url, DL_S("as published"));
    }
    web_close(p->w);
}

static void put_legend(page *p)
{
    web_open(p->w, "p");
    web_attribute(p->w, "class", DL_S("from legend"));
    web_text(p->w, DL_S("Marks: "));
    for (int k = 0; k < KINDS; k++) {
        web_put_classed(p->w, "span", dl_slice_str(kinds[k].class), dl_slice_str(kinds[k].class));
        web_text(p->w, DL_S(" "));
    }
    web_element(p->w, "q", DL_S("quote"));
    web_text(p->w, DL_S("; each leads to what it is, the rule that made it and the record."));
    web_close(p->w);
}

static void put_removed(page *p)
{
    size_t i;
    json_t *one;
    json_t *all = json_object_get(p->report, "removed");
    if (!json_array_size(all)) return;
    web_open(p->w, "details");
    web_element(p->w, "summary", DL_S("Taken out of the text"));
    json_array_foreach(all, i, one)
    {
        web_open(p->w, "p");
        web_element(p->w, "b", serve_part_text(one, "reason"));
        serve_part_after(p->w, ": ", serve_part_text(one, "text"));
        web_close(p->w);
    }
    web_close(p->w);
}

static bool put_report(void *user, const char *bytes, size_t n)
{
    page *p = user;
    p->report = dl_line_read(bytes, n);
    if (!p->report) return false;
    dl_slice title = serve_part_text(p->report, "title");
    serve_page_begin(p->w, p->r, p->a, title.n ? title : dl_slice_str(p->id));
    web_open(p->w, "article");
    web_attribute(p->w, "class", DL_S("report"));
    put_title(p);
    put_origin(p);
    put_text(p);
    put_legend(p);
    put_removed(p);
    web_close(p->w);
    serve_edit_text_form(p->w, p->r, p->report);
    json_decref(p->report);
    return false;
}

void serve_page_report(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    page p = { .w = &w, .arena = dl_arena_new(NULL, 0), .r = r, .a = a, .id = r->id };
    dateline_hooks h = { .size = sizeof h, .user = &p, .line = put_report };
    bool well = p.arena && serve_went_well(a, d, dateline_read(d, r->id, false, &h));
    if (!p.arena) serve_problem(a, 503, "out of memory");
    else if (well && !p.report) serve_problem(a, 500, "the record tells no report there");
    well = well && p.report;
    if (well) serve_edit_form(&w, r, "report", dl_slice_str(r->id));
    if (well) serve_page_end(&w, a);
    dl_arena_free(p.arena);
}
