/* title - which line is the headline: the one place where that is decided.
 *
 * A title given apart counts; else the first line left, if it looks like one. */
#include "clean_private.h"

#include "base/chars.h"

enum { TITLE_MAX = 200 }; /* bytes: longer is prose */

/* Of what was run together with a dateline: one sentence without a stop, no points, no
 * credit, no date. Less strict than it seems: without a gap it is no title. */
bool clean_may_be_headline(const dl_clean_tables *t, dl_slice s)
{
    enum { HEADLINE_MAX = 120 };
    if (s.n > HEADLINE_MAX || clean_holds_date(t, s)) return false;
    for (size_t i = 0; i < s.n; i++)
        if (strchr("*()|", s.p[i])
            || (s.p[i] == '.' && i + 1 < s.n && s.p[i + 1] == ' ' && i && !dl_is_upper(s.p[i - 1])))
            return false; /* "U.S. " is no end */
    return !dl_slice_starts(s, DL_S("Credit")) && dl_slice_find(s, DL_S(" By "), 0) == SIZE_MAX;
}
static bool same_line(dl_slice a, dl_slice b)
{
    return dl_slice_eq_nocase(dl_slice_trim(a), dl_slice_trim(b));
}


/* A headline: short, no full stop, followed by a gap, with text after it. */
static bool looks_like_title(const dl_doc *d, const clean_lines *l, uint32_t i)
{
    dl_slice s = clean_text(d, &l->at[i]);
    bool stop = s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ':' || s.p[s.n - 1] == ',');
    uint32_t blanks = 0;
    for (size_t k = 0; k < s.n; k++) blanks += s.p[k] == ' ';
    return s.n <= TITLE_MAX && !stop && blanks >= 2 && !clean_is_byline(s) && !l->at[i].clutter
        && i + 1 < l->n && l->at[i + 1].gap;
}

void clean_find_title(dl_doc *d, const dl_clean_tables *t, clean_lines *l)
{
    uint32_t first = clean_first_left(l, 0);
    for (; first < l->n && clean_is_date_line(t, clean_text(d, &l->at[first]));
         first = clean_first_left(l, first))
        clean_remove(d, &l->at[first], DL_REMOVED_DATE_LINE);
    if (!d->text.source_title.p && first < l->n && looks_like_title(d, l, first)) {
        d->text.source_title = clean_text(d, &l->at[first]);
        l->at[first].gone = true; /* it moves into the title; nothing is lost */
        dl_runs_add(d->arena, &d->text.clean_map, 0, (uint32_t)d->text.source_title.n,
            l->at[first].at.start, (uint32_t)d->text.source_title.n);
    }
    dl_slice title = d->text.source_title;
    for (uint32_t i = 0; title.n && i < l->n; i++)
        if (!l->at[i].gone && same_line(clean_text(d, &l->at[i]), title))
            clean_remove(d, &l->at[i], DL_REMOVED_TITLE_REPEAT);
}

/* Between headline and text: up to three lines of three words and more that the table
 * does not know and that hold no date are the headline's second line. */
void clean_spare_second_lines(const dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    enum { SECOND_MAX = 3, WORDS_MIN = 3 };
    uint32_t from = 0, to;
    while (from < lines->n && lines->at[from].gone) from++;
    for (to = from; to < lines->n && !lines->at[to].sentence; to++) {
        dl_slice s = clean_text(d, &lines->at[to]);
        if (lines->at[to].gone || lines->at[to].clutter || clean_count_words(s) < WORDS_MIN
            || clean_holds_date(t, s))
            return;
    }
    if (!d->text.source_title.n || to == lines->n || to - from > SECOND_MAX) return;
    for (uint32_t i = from; i < to; i++) lines->at[i].weight = 1;
}
