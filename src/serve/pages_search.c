/* pages_search - reports that hold words, the best first; all reports by day; and how
 * all this was worked out: versions, methods. */
#include <stdio.h>

#include "base/chars.h"
#include "base/lexicon.h"
#include "page_parts.h"

/* ---- passages that were found: [in brackets] stands what fits */

typedef struct search {
    web_writer *w;
    const char *asked;
} search;

static dl_slice next_word(dl_slice text, size_t *at)
{
    size_t from = *at;
    while (from < text.n && !dl_is_wordy(text.p[from])) from++;
    size_t end = from;
    while (end < text.n && dl_is_wordy(text.p[end])) end++;
    *at = end;
    return dl_slice_cut(text, from, end);
}

/* Words of one stem: what they begin with is the same. */
static bool is_alike(dl_slice one, dl_slice other)
{
    enum { STEM = 3 };
    size_t n = one.n < other.n ? one.n : other.n;
    if (n > STEM) n = STEM;
    if (n < STEM && one.n != other.n) return false;
    return n && dl_slice_eq_nocase(dl_slice_cut(one, 0, n), dl_slice_cut(other, 0, n));
}

/* Whether a search for `asked` found that, or the text itself has brackets around it. */
static bool is_found(dl_slice part, dl_slice asked)
{
    dl_slice word, other;
    for (size_t i = 0; (word = next_word(part, &i)).n;)
        for (size_t k = 0; (other = next_word(asked, &k)).n;)
            if (is_alike(word, other)) return true;
    return false;
}

static void put_passage(web_writer *w, dl_slice text, dl_slice asked)
{
    size_t from = 0, open, end;
    while ((open = dl_slice_find_byte(text, '[', from)) != SIZE_MAX
        && (end = dl_slice_find_byte(text, ']', open)) != SIZE_MAX) {
        dl_slice part = dl_slice_cut(text, open + 1, end);
        bool found = is_found(part, asked);
        web_text(w, dl_slice_cut(text, from, found ? open : end + 1));
        if (found) web_element(w, "mark", part);
        from = end + 1;
    }
    web_text(w, dl_slice_cut(text, from, text.n));
}

static bool put_passage_of(void *user, const dateline_row *row)
{
    search *s = user;
    web_writer *w = s->w;
    web_open(w, "article");
    serve_part_report_head(w, row);
    web_open(w, "p");
    put_passage(w, serve_part(row, "snippet"), dl_slice_str(s->asked));
    web_close(w);
    web_close(w);
    return true;
}

/* ---- the page */

/* How many there are in all, and the next of them. */
static void put_count(const serve_request *r, const dateline *d, web_writer *w, uint64_t shown)
{
    char total[24];
    dateline_found found;
    dateline_search_found(d, &found);
    snprintf(total, sizeof total, "%llu", (unsigned long long)found.total);
    serve_rows rows = { .seen = shown, .more = r->offset + shown < found.total };
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_part_count(w, dl_slice_str(total), "report");
    web_text(w, DL_S(" in all"));
    web_close(w);
    serve_page_next(w, r, &rows);
}

static bool put_rows(const serve_request *r, dateline *d, web_writer *w, serve_answer *a)
{
    enum { ROWS = 20 };
    dateline_filter f = r->filter;
    f.limit = ROWS;
    f.offset = r->offset;
    search s = { .w = w, .asked = r->q };
    if (!serve_went_well(a, d, dateline_search(d, r->q, &f, put_passage_of, &s))) return false;
    put_count(r, d, w, ROWS);
    return true;
}

void serve_page_search(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_page_begin(&w, r, a, DL_S("Search"));
    web_element(&w, "h1", DL_S("Search"));
    serve_part_form(&w, "/search");
    const dateline_filter *f = &r->filter;
    serve_part_field(&w, "q", "Words", r->q);
    serve_part_fold(&w, "Days and outlet", f->from || f->to || f->outlet);
    serve_part_field(&w, "from", "From", f->from);
    serve_part_field(&w, "to", "To", f->to);
    serve_part_field(&w, "outlet", "Outlet", f->outlet);
    web_close(&w);
    serve_part_form_end(&w, "Search");
    if (r->q && !put_rows(r, d, &w, a)) return;
    serve_page_end(&w, a);
}

/* ---- all reports that the filters let through */

static bool put_report(void *user, const dateline_row *row)
{
    serve_part_report(user, row);
    return true;
}

void serve_page_reports(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_rows rows = { .visit = put_report, .user = &w };
    serve_page_begin(&w, r, a, DL_S("Reports"));
    web_element(&w, "h1", DL_S("Reports"));
    serve_part_filters(&w, "/reports", r);
    serve_part_field(&w, "from", "From", r->filter.from);
    serve_part_field(&w, "to", "To", r->filter.to);
    serve_part_field(&w, "outlet", "Outlet", r->filter.outlet);
    serve_part_field(&w, "about", "About", r->filter.about);
    serve_part_field(&w, "story", "Story", r->filter.story);
    serve_part_filters_end(&w, "Show");
    if (!serve_list(r, d, "reports", &rows, a)) return;
    if (!rows.seen) web_element(&w, "p", DL_S("There is no such report."));
    serve_page_next(&w, r, &rows);
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

/* ---- the codebook: what types and modes of events mean (data/code/plover.tsv) */

enum { KIND, NAME, DEFINITION, EXCLUDE };

static void put_meaning(web_writer *w, const dl_table *t, uint32_t row)
{
    dl_slice exclude = dl_table_cell(t, row, EXCLUDE);
    web_element(w, "dt", dl_table_cell(t, row, NAME));
    web_open(w, "dd");
    web_text(w, dl_table_cell(t, row, DEFINITION));
    if (exclude.n) web_classed(w, "p", "from", exclude);
    web_close(w);
}

/* Types of the manual first, then modes: a heading where the kind changes. */
static void put_meanings(web_writer *w, const dl_table *t)
{
    dl_slice kind = { NULL, 0 };
    for (uint32_t i = 0; i < t->rows; i++) {
        dl_slice now = dl_table_cell(t, i, KIND);
        if (!kind.p || !dl_slice_eq(kind, now)) {
            if (kind.p) web_close(w);
            web_open(w, "h2");
            web_text(w, DL_S("Codebook: "));
            web_text(w, now);
            web_close(w);
            web_open(w, "dl");
        }
        kind = now;
        put_meaning(w, t, i);
    }
    if (kind.p) web_close(w);
}

static bool put_codebook(web_writer *w)
{
    static const char plover[] = "code/plover";
    dl_err e;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = NULL;
    dl_err_clear(&e);
    if (a) t = dl_table_parse(a, plover, dl_builtin_tsv(dl_slice_str(plover)), false, &e);
    if (t) put_meanings(w, t);
    dl_arena_free(a);
    return t != NULL;
}

bool serve_part_methods(web_writer *w, dateline *d, serve_answer *a)
{
    web_open(w, "dl");
    bool well = serve_went_well(a, d, dateline_methods(d, put_method, w));
    if (well) web_close(w);
    return well;
}

void serve_page_about(const serve_request *r, dateline *d, serve_answer *a)
{
    web_writer w;
    serve_page_begin(&w, r, a, DL_S("How this was worked out"));
    web_element(&w, "h1", DL_S("How this was worked out"));
    if (!serve_part_methods(&w, d, a)) return;
    if (!put_codebook(&w)) serve_problem(a, 503, "out of memory");
    else serve_page_end(&w, a);
}
