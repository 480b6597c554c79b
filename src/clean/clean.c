/* clean - the order of the steps, and the building of the clean text.
 *
 *   source --unwrap--> text --lines, some gone--> full = title "\n\n" paragraphs */
#include "clean_private.h"

typedef struct builder {
    dl_doc *d;
    char *out;
    uint32_t n;
    dl_runs *map; /* text -> full */
} builder;

static void put_gap(builder *b)
{
    memcpy(b->out + b->n, "\n\n", 2);
    b->n += 2;
}

static dl_span put_line(builder *b, const clean_line *l)
{
    uint32_t start = b->n, n = (uint32_t)l->text.n;
    memcpy(b->out + start, l->text.p, n);
    dl_runs_add(b->d->arena, b->map, start, n, l->at, n);
    b->n += n;
    return (dl_span){ start, b->n };
}

/* The title given apart, or the line that is it. */
static void put_title(builder *b, const clean_lines *lines)
{
    dl_slice given = b->d->text.source_title;
    for (uint32_t i = 0; i < lines->n && !given.n; i++)
        if (lines->at[i].title) put_line(b, &lines->at[i]);
    if (given.n) memcpy(b->out, given.p, given.n);
    b->n += (uint32_t)given.n;
    b->d->text.title = (dl_span){ 0, b->n };
    if (b->n) put_gap(b);
}

static void build(dl_doc *d, const clean_lines *lines, size_t text_n, dl_runs *map)
{
    size_t most = d->text.source_title.n + text_n + 2 * (size_t)lines->n + 3;
    builder b = { d, dl_arena_alloc(d->arena, most), 0, map };
    if (!b.out) return;
    put_title(&b, lines);
    d->text.body.start = b.n;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (lines->at[i].gone) continue;
        if (b.n > d->text.body.start) put_gap(&b);
        dl_span line = put_line(&b, &lines->at[i]);
        dl_span *p = DL_PUSH(d->arena, &d->text.paragraphs);
        if (p) *p = line;
    }
    d->text.body.end = b.n;
    d->text.full = dl_slice_of(b.out, b.n);
}

/* What was said of the text is said of the source. first: of what this stage removed. */
static void map_back(dl_doc *d, const dl_runs *unwrapped, const dl_runs *map, uint32_t first)
{
    if (!unwrapped->n) {
        d->text.clean_map = *map;
        return;
    }
    d->text.clean_map = dl_runs_compose(d->arena, unwrapped, map);
    for (uint32_t i = first; i < d->text.removed.n; i++)
        d->text.removed.at[i].at = (uint32_t)dl_runs_from(unwrapped, d->text.removed.at[i].at);
}

static void take_out(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    if (dl_doc_go_on(d)) clean_judge_lines(d, t, lines);
    clean_find_title(d, t, lines);
    if (dl_doc_go_on(d)) clean_find_credits(d, t, lines);
    bool page = dl_doc_go_on(d) && clean_choose_article(d, t, lines);
    clean_find_sign_off(d, t, lines);
    if (page) clean_trim_tail(d, lines);
}

void dl_clean_text(dl_doc *d, const dl_clean_tables *t)
{
    clean_lines lines = { NULL, 0, 0 };
    dl_runs unwrapped = { NULL, 0, 0 }, map = { NULL, 0, 0 };
    uint32_t removed = d->text.removed.n;
    clean_find_wall(d, t);
    dl_slice text = clean_unwrap(d, t, &unwrapped);
    if (d->text.english) clean_split_edges(d, t, text, &lines);
    else clean_split_lines(d, text, &lines);
    if (dl_doc_go_on(d) && d->text.english) take_out(d, t, &lines);
    build(d, &lines, text.n, &map);
    if (dl_doc_go_on(d)) map_back(d, &unwrapped, &map, removed);
    if (d->text.english) clean_find_dateline(d, t);
    if (d->text.english) clean_take_line_date(d, t);
    dl_doc_tidy(d);
}
