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

static bool is_credit(const dl_clean_tables *t, dl_slice s)
{
    return clean_is_byline(s) || clean_is_date_line(t, s);
}

/* The first line left from i on that is no by-line and no date. */
static uint32_t behind_credits(const dl_clean_tables *t, const clean_lines *lines, uint32_t i)
{
    while (i < lines->n && (lines->at[i].gone || is_credit(t, lines->at[i].text))) i++;
    return i;
}

/* A headline: short, without a stop, of two words and more, followed by a blank line or a
 * by-line, and by text that begins anew. One of two words must have running text behind
 * it. */
static bool looks_like_title(const dl_clean_tables *t, const clean_lines *lines, uint32_t i)
{
    const clean_line *l = &lines->at[i];
    if (l->clutter || l->text.n > TITLE_MAX || strchr(".:,;", l->text.p[l->text.n - 1]))
        return false;
    if (clean_is_byline(l->text) || i + 1 == lines->n) return false;
    if (!l[1].gap && !is_credit(t, l[1].text)) return false;
    uint32_t next = behind_credits(t, lines, i + 1);
    if (next == lines->n || clean_is_all_date(t, l->text)) return false;
    const clean_line *behind = &lines->at[next];
    if (behind->sentence && dl_is_lower(behind->text.p[0])) return false;
    size_t words = clean_count_words(l->text);
    return words > 2 || (words == 2 && behind->sentence);
}

static bool has_title(const dl_doc *d, const clean_lines *lines)
{
    for (uint32_t i = 0; i < lines->n && !d->text.source_title.n; i++)
        if (lines->at[i].title) return true;
    return d->text.source_title.n > 0;
}

void clean_find_title(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    uint32_t first = clean_first_left(lines, 0);
    while (first < lines->n && clean_is_date_line(t, lines->at[first].text)) {
        clean_remove(d, &lines->at[first], DL_REMOVED_DATE_LINE);
        first = clean_first_left(lines, first);
    }
    dl_slice title = d->text.source_title;
    if (!title.p && first < lines->n && looks_like_title(t, lines, first)) {
        title = lines->at[first].text;
        lines->at[first].title = lines->at[first].gone = true; /* it moves, nothing is lost */
    }
    for (uint32_t i = 0; title.n && i < lines->n; i++)
        if (!lines->at[i].gone && same_line(lines->at[i].text, title))
            clean_remove(d, &lines->at[i], DL_REMOVED_TITLE_REPEAT);
}

/* Between headline and text: up to three lines of three words and more that the table
 * does not know and that hold no date are the headline's second line. */
void clean_spare_second_lines(const dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    enum { SECOND_MAX = 3, WORDS_MIN = 3 };
    uint32_t from = clean_first_left(lines, 0), to = from;
    for (; to < lines->n && !lines->at[to].sentence; to++) {
        const clean_line *l = &lines->at[to];
        if (l->gone || l->clutter || clean_count_words(l->text) < WORDS_MIN) return;
        if (clean_holds_date(t, l->text)) return;
    }
    if (!has_title(d, lines) || to == lines->n || to - from > SECOND_MAX) return;
    for (uint32_t i = from; i < to; i++) lines->at[i].weight = 1;
}
