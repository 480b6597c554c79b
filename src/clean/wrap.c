/* wrap - texts whose lines were broken inside sentences: lines that go on are joined.
 *
 *   "The council of Elmsworth\nvoted to close the bath.\nMayor Quill ..."
 *      --clean_unwrap--> "The council of Elmsworth voted to close the bath.\n\nMayor ..."
 *
 * A pair of lines is certainly broken where the first ends no sentence and the second
 * begins with a small letter. The lengths of those lines show the width W at which the
 * text was wrapped. A line is full if the next one's first word had no room behind it:
 * every line inside a paragraph is, the last of a paragraph seldom.
 *
 * Where nothing else parts paragraphs a full line that ends a sentence says nothing: the
 * break is as likely behind any sentence. Then it counts how often a paragraph of this
 * text ends behind as many sentences as there are so far. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    COLUMNS_MAX = 160, /* wider lines were not wrapped by hand or mail */
    WIDTH_LEAST = 24, /* a width of 38 less a long word */
    WIDTH_MOST = 120,
    STEP_LEAST = 2, /* columns by which the first line of a paragraph is indented */
    SENTENCES_MOST = 8 /* of a paragraph, told apart: longer ones end alike */
};

typedef struct wrap_line {
    dl_slice s; /* trimmed */
    uint32_t columns; /* with its indentation, in code points; a tab is one */
    uint32_t indent; /* columns; a tab is eight */
    uint32_t first_word; /* columns of its first word */
    bool gap; /* a blank line stands before it */
} wrap_line;
typedef DL_VEC(wrap_line) wrap_lines;

typedef struct wrap_style {
    uint32_t width;
    uint32_t base; /* indentation of most lines */
    bool exact; /* lines are as full as a program makes them */
    bool gaps; /* blank lines part paragraphs */
    bool indented; /* indented lines begin them */
    uint32_t ends[SENTENCES_MOST]; /* paragraphs of so many sentences */
    uint32_t reach[SENTENCES_MOST]; /* of so many and more */
    uint32_t all_ends, all_reach;
} wrap_style;

/* ---- lines and pairs */

/* Blanks and tabs at the start of a line, in bytes. */
static uint32_t indent_bytes(dl_slice line)
{
    uint32_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t')) n++;
    return n;
}

static uint32_t indent_columns(dl_slice line)
{
    enum { TAB = 8 };
    uint32_t columns = 0;
    for (uint32_t i = 0, n = indent_bytes(line); i < n; i++)
        columns += line.p[i] == '\t' ? TAB - columns % TAB : 1;
    return columns;
}

static void read_lines(dl_arena *a, dl_slice text, wrap_lines *out)
{
    dl_slice line;
    bool gap = false;
    while (dl_slice_line(&text, &line)) {
        dl_slice s = dl_slice_trim(line);
        if (s.n == 0) {
            gap = true;
            continue;
        }
        wrap_line *l = DL_PUSH(a, out);
        if (!l) return;
        size_t word = dl_slice_find_byte(s, ' ', 0);
        dl_slice first = dl_slice_cut(s, 0, word == SIZE_MAX ? s.n : word);
        l->s = s;
        l->indent = indent_columns(line);
        l->columns = indent_bytes(line) + (uint32_t)dl_utf8_count(s);
        l->first_word = (uint32_t)dl_utf8_count(first);
        l->gap = gap;
        gap = false;
    }
}

static bool is_full(const wrap_line *l, const wrap_line *next, uint32_t width)
{
    return l->columns + 1 + next->first_word > width;
}

static bool is_certain(const wrap_line *l, const wrap_line *next)
{
    return !next->gap && dl_is_lower(next->s.p[0]) && !clean_ends_sentence(l->s)
        && l->columns < COLUMNS_MAX;
}

/* ---- the style of the text */

typedef struct histogram {
    uint32_t of[COLUMNS_MAX];
    uint32_t n;
} histogram;

/* The greatest length among the first 95 of 100, or the greatest where that is near. */
static uint32_t width_of(const histogram *h)
{
    enum { NEAR = 3 };
    uint32_t most = COLUMNS_MAX - 1, seen = 0, at = 0;
    while (most && !h->of[most]) most--;
    for (; at < most; at++) {
        seen += h->of[at];
        if (seen * 100 >= h->n * 95) break;
    }
    return most - at <= NEAR ? most : at;
}

/* The least that one in seven lines has. */
static uint32_t usual_least(const histogram *h)
{
    uint32_t i = 0;
    while (i + 1 < COLUMNS_MAX && h->of[i] * 7 < h->n) i++;
    return i;
}

static void measure(const wrap_lines *lines, wrap_style *style, uint32_t *certain)
{
    histogram lengths = { .n = 0 }, indents = { .n = 0 };
    for (uint32_t i = 0; i < lines->n; i++) {
        const wrap_line *l = &lines->at[i];
        indents.of[l->indent < COLUMNS_MAX ? l->indent : COLUMNS_MAX - 1]++;
        indents.n++;
        style->gaps |= l->gap;
        if (i + 1 == lines->n || !is_certain(l, l + 1)) continue;
        lengths.of[l->columns]++;
        lengths.n++;
    }
    *certain = lengths.n;
    style->width = width_of(&lengths);
    style->base = usual_least(&indents);
}

/* Headline, by-line and date stand in front, in short lines of their own: the first line
 * that comes near the width. */
static uint32_t behind_head(const wrap_lines *lines, uint32_t width)
{
    enum { HEAD_MOST = 4 };
    for (uint32_t i = 0; i < HEAD_MOST && i < lines->n; i++)
        if (lines->at[i].columns * 10 >= width * 6) return i;
    return 0;
}

/* Is the text wrapped? Nearly all certain breaks must lie near the width, and most breaks
 * that end no sentence: a list of short lines is none. */
static bool find_style(const wrap_lines *lines, wrap_style *style)
{
    uint32_t certain, full = 0, near = 0, open = 0, open_near = 0, pairs = 0;
    measure(lines, style, &certain);
    if (!certain || style->width < WIDTH_LEAST || style->width > WIDTH_MOST) return false;
    uint32_t first = behind_head(lines, style->width);
    for (uint32_t i = first; i + 1 < lines->n; i++) {
        const wrap_line *l = &lines->at[i];
        pairs += !l[1].gap;
        if (l[1].gap || clean_ends_sentence(l->s)) continue;
        bool is_near = l->columns * 10 >= style->width * 6;
        open++;
        open_near += is_near;
        if (!is_certain(l, l + 1)) continue;
        near += is_near;
        full += is_full(l, l + 1, style->width);
    }
    style->exact = full * 100 >= certain * 97;
    if (certain * 6 < pairs) return false;
    return near * 10 >= certain * 9 && open_near * 10 >= open * 7 && certain * 4 >= open;
}

/* Sentences that end inside the line, before its last one. */
static uint32_t inner_ends(const dl_clean_tables *t, dl_slice s)
{
    uint32_t n = 0;
    for (size_t i = 1; i < s.n; i++) {
        bool starts = s.p[i - 1] == ' ' && (dl_is_upper(s.p[i]) || strchr("\"'", s.p[i]));
        n += starts && clean_sentence_ends_at(t, s, i);
    }
    return n;
}

static uint32_t at_most(uint32_t sentences)
{
    return sentences < SENTENCES_MOST ? sentences : SENTENCES_MOST - 1;
}

/* A sentence that ends, the paragraph with it or not. */
static void count_end(wrap_style *style, uint32_t sentences, bool paragraph)
{
    uint32_t k = at_most(sentences);
    style->reach[k]++;
    style->all_reach++;
    style->ends[k] += paragraph;
    style->all_ends += paragraph;
}

/* How paragraphs begin: behind how many sentences, with which indentation. */
static void find_paragraphs(const dl_clean_tables *t, const wrap_lines *lines, wrap_style *style)
{
    uint32_t sentences = 0, indented = 0;
    for (uint32_t i = 0; i + 1 < lines->n; i++) {
        const wrap_line *l = &lines->at[i];
        for (uint32_t n = inner_ends(t, l->s); n; n--) count_end(style, ++sentences, false);
        indented += l[1].indent >= style->base + STEP_LEAST && clean_ends_sentence(l->s);
        if (!clean_sentence_ends_at(t, l->s, l->s.n)) continue;
        sentences++;
        if (is_full(l, l + 1, style->width)) continue;
        count_end(style, sentences, true);
        sentences = 0;
    }
    style->indented = indented >= 2 && indented * 2 >= style->all_ends;
}

/* Does a paragraph end behind so many sentences, more often than not? What all paragraphs
 * do counts as two of them. */
static bool is_paragraph(const wrap_style *style, uint32_t sentences)
{
    uint32_t k = at_most(sentences), all = style->all_reach ? style->all_reach : 1;
    return (style->ends[k] * all + 2 * style->all_ends) * 2 > (style->reach[k] + 2) * all;
}

/* ---- joining */

static bool is_bullet(dl_slice s)
{
    static const char *const mark[] = { "- ", "* ", "\xE2\x80\xA2", "\xE2\x80\x93 ",
        "\xE2\x80\x94 " };
    for (size_t k = 0; k < sizeof mark / sizeof *mark; k++)
        if (dl_slice_starts(s, dl_slice_str(mark[k]))) return true;
    return false;
}

/* A full line that ends a sentence, before one that may begin a paragraph. One that is
 * far wider than the others was not wrapped. */
static bool goes_on_behind_stop(const dl_clean_tables *t, const wrap_style *style,
    const wrap_line *l, const wrap_line *next, uint32_t sentences)
{
    if (is_bullet(next->s) || l->columns * 4 > style->width * 5) return false;
    bool quote = next->s.p[0] == '"' || dl_slice_starts(next->s, DL_S("\xE2\x80\x9C"));
    if (style->gaps || style->indented || !(quote || is_paragraph(style, sentences))) return true;
    return !clean_sentence_ends_at(t, l->s, l->s.n);
}

/* Does `next` go on where `l` ends, the last line of so many sentences? */
static bool goes_on(const dl_clean_tables *t, const wrap_style *style, const wrap_line *l,
    const wrap_line *next, uint32_t sentences)
{
    if (next->gap) return false;
    bool ends = clean_ends_sentence(l->s), full = is_full(l, next, style->width);
    if (next->indent >= style->base + STEP_LEAST)
        if (style->indented || next->indent > l->indent || ends || !full) return false;
    if (dl_is_lower(next->s.p[0])) return true;
    if (full) return !ends || goes_on_behind_stop(t, style, l, next, sentences);
    if (style->exact || (ends && !style->gaps)) return false;
    return l->columns * 10 >= style->width * 6;
}

/* "eight-" and "point", "2015-" and "16": the hyphen was there, the blank was not. */
static bool is_hyphenated(dl_slice s, dl_slice next)
{
    size_t n = s.n;
    while (n && s.p[n - 1] == '-') n--;
    return n && n < s.n && dl_is_wordy(s.p[n - 1]) && dl_is_wordy(next.p[0]);
}

static size_t put_break(char *out, const wrap_style *style, const wrap_line *l, bool goes_on)
{
    if (goes_on) {
        if (is_hyphenated(l[-1].s, l->s)) return 0;
        out[0] = ' ';
        return 1;
    }
    size_t n = l->gap || !style->gaps ? 2 : 1;
    memcpy(out, "\n\n", n);
    return n;
}

typedef struct joiner {
    dl_doc *d;
    dl_runs *map; /* source -> out */
    char *out;
    uint32_t n;
    uint32_t from; /* byte of the source up to which all is put */
} joiner;

static void put_line(joiner *j, const wrap_line *l, const wrap_style *style, bool goes_on)
{
    uint32_t at = (uint32_t)(l->s.p - j->d->text.source.p), n = (uint32_t)l->s.n;
    uint32_t mark = j->n ? (uint32_t)put_break(j->out + j->n, style, l, goes_on) : 0;
    if (mark) dl_runs_add(j->d->arena, j->map, j->n, mark, j->from, at - j->from);
    j->n += mark;
    memcpy(j->out + j->n, l->s.p, n);
    dl_runs_add(j->d->arena, j->map, j->n, n, at, n);
    j->n += n;
    j->from = at + n;
}

static dl_slice join(dl_doc *d, const dl_clean_tables *t, const wrap_lines *lines,
    const wrap_style *style, dl_runs *map)
{
    size_t most = d->text.source.n + 2 * (size_t)lines->n + 1;
    joiner j = { d, map, dl_arena_alloc(d->arena, most), 0, 0 };
    uint32_t sentences = 0;
    if (!j.out) return d->text.source;
    for (uint32_t i = 0; i < lines->n; i++) {
        const wrap_line *l = &lines->at[i];
        bool on = i && goes_on(t, style, l - 1, l, sentences);
        put_line(&j, l, style, on);
        if (!on) sentences = 0;
        sentences += inner_ends(t, l->s) + clean_sentence_ends_at(t, l->s, l->s.n);
    }
    return dl_slice_of(j.out, j.n);
}

dl_slice clean_unwrap(dl_doc *d, const dl_clean_tables *t, dl_runs *map)
{
    wrap_lines lines = { NULL, 0, 0 };
    wrap_style style = { 0 };
    dl_slice out = d->text.source;
    dl_arena_mark before = dl_arena_mark_now(d->scratch);
    read_lines(d->scratch, d->text.source, &lines);
    if (find_style(&lines, &style)) {
        find_paragraphs(t, &lines, &style);
        out = join(d, t, &lines, &style, map);
    }
    dl_arena_back_to(d->scratch, before);
    return out;
}
