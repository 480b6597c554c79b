/* edges - lines that were run together are parted: the date or dateline in front of the
 * first sentence, the sign-off behind the last.
 *
 *   "OSLO | Tue Apr 28, 2009 OSLO (Wire) - ..." -> date line | "OSLO (Wire) - ..."
 *   "... said. (Reporting by Jane Doe) See" -> "... said." | agency note | boilerplate */
#include "clean_private.h"

enum { FIRST_LINES = 3 }; /* in which a date may stand in front of the text */

static clean_line *add_piece(dl_doc *d, clean_lines *out, const clean_line *of, dl_slice piece)
{
    piece = dl_slice_trim(piece);
    clean_line *l = piece.n ? DL_PUSH(d->scratch, out) : NULL;
    if (!l) return NULL;
    uint32_t within = (uint32_t)(piece.p - of->text.p);
    *l = (clean_line){ .text = piece, .at = of->at + within, .gap = within == 0 && of->gap };
    return l;
}

static void add_gone(
    dl_doc *d, clean_lines *out, const clean_line *of, dl_slice piece, dl_removed_why why)
{
    clean_line *l = add_piece(d, out, of, piece);
    if (l) clean_remove(d, l, why);
}

/* One line becomes up to five: what stands in front of an inner dateline, a date, the
 * text, a sign-off, what was run on behind it. */
static void split_line(dl_doc *d, const dl_clean_tables *t, const clean_line *l, bool first,
    bool early, clean_lines *out)
{
    dl_slice s = l->text;
    size_t head = early ? clean_date_head(t, s, false) : 0;
    clean_tail tail;
    clean_find_tail(t, s, &tail);
    size_t start = first && !head ? clean_inner_dateline(t, s, &head) : 0;
    add_piece(d, out, l, dl_slice_cut(s, 0, start));
    uint32_t next = out->n;
    if (head) add_gone(d, out, l, dl_slice_cut(s, start, start + head), DL_REMOVED_DATE_LINE);
    add_piece(d, out, l, dl_slice_cut(s, start + head, tail.note));
    dl_slice before = dl_slice_trim(dl_slice_cut(s, 0, start));
    if (start && next < out->n && clean_may_be_headline(t, before)) out->at[next].gap = true;
    add_gone(d, out, l, dl_slice_cut(s, tail.note, tail.rest), tail.why);
    add_gone(d, out, l, dl_slice_cut(s, tail.rest, s.n), DL_REMOVED_BOILERPLATE);
}

/* Line by line: a long text's lines would be held twice. */
void clean_split_edges(dl_doc *d, const dl_clean_tables *t, dl_slice text, clean_lines *out)
{
    clean_line line;
    dl_slice rest = text;
    for (uint32_t i = 0; clean_next_line(text, &rest, &line); i++)
        split_line(d, t, &line, i == 0, i < FIRST_LINES, out);
}
