/* clean - the order of the steps, and the building of the clean text. */
#include "clean_private.h"

/* ---- building the clean text */

static uint32_t put_gap(char *out, uint32_t n)
{
    memcpy(out + n, "\n\n", 2);
    return n + 2;
}

static uint32_t put(char *out, uint32_t n, dl_doc *d, const clean_line *l)
{
    dl_slice s = clean_text(d, l);
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && s.p[i] != '\n' && s.p[i] != '\r') i++;
        memcpy(out + n, s.p + from, i - from);
        dl_runs_add(d->arena, &d->text.clean_map, n, (uint32_t)(i - from),
            (uint64_t)l->at.start + from, (uint32_t)(i - from));
        n += (uint32_t)(i - from);
        from = i;
        while (i < s.n && dl_slice_trim(dl_slice_of(s.p + i, 1)).n == 0) i++;
        if (i == from) continue;
        out[n] = ' '; /* a line wrapped by hand goes on */
        dl_runs_add(d->arena, &d->text.clean_map, n++, 1, (uint64_t)l->at.start + from,
            (uint32_t)(i - from));
    }
    return n;
}

static void build(dl_doc *d, const clean_lines *lines)
{
    dl_slice title = d->text.source_title;
    char *out = dl_arena_alloc(d->arena, title.n + 2 + d->text.source.n * 2 + 1);
    if (!out) return;
    uint32_t n = (uint32_t)title.n;
    if (n) memcpy(out, title.p, n);
    d->text.title = (dl_span){ 0, n };
    if (n) n = put_gap(out, n);
    d->text.body.start = n;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (lines->at[i].gone) continue;
        if (n > d->text.body.start) n = put_gap(out, n);
        dl_span *p = DL_PUSH(d->arena, &d->text.paragraphs);
        uint32_t end = put(out, n, d, &lines->at[i]);
        if (p) *p = (dl_span){ n, end };
        n = end;
    }
    d->text.body.end = n;
    d->text.full = dl_slice_of(out, n);
}

void dl_clean_text(dl_doc *d, const dl_clean_tables *t)
{
    clean_lines lines = { NULL, 0, 0 };
    clean_split_lines(d, &lines);
    if (d->text.english) {
        clean_split_edges(d, t, &lines);
        uint32_t edges = d->text.removed.n;
        clean_weigh_lines(d, t, &lines);
        clean_find_title(d, t, &lines);
        clean_find_credits(d, t, &lines);
        clean_spare_second_lines(d, t, &lines);
        clean_choose_article(d, &lines, edges);
    }
    build(d, &lines);
    if (d->text.english) clean_find_dateline(d, t);
    dl_doc_ok(d);
}
