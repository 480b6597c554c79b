/* clean - plain text: lines are weighed, the run of lines with the largest sum is the
 * article.
 *
 * A line of running text weighs its length; a short line without a full stop weighs
 * -40; a line the clutter table knows -120. Lists of other stories announced by an
 * opener ("Most read") are segments of their own: one counts only if it shares names
 * with the article. */
#include "clean_private.h"

enum {
    WEIGHT_MAX = 400, /* a giant line must not outweigh the rest of an article */
    SHORT_PENALTY = 40,
    CLUTTER_PENALTY = 120,
    LONG_LINE = 60, /* bytes: with punctuation inside it is running text */
    SEEN_OFTEN = 3, /* other reports of the outlet that hold the line */
    LIST_MIN = 3, /* lines: fewer cost an article little */
    LIST_LEAD =
        /* bytes of a line with a colon that announces a list: shorter ones are headings
         * of menus */
    20,
    WRAP_MIN = 50,
    WRAP_MAX = 90 /* widths at which mail and agency texts are wrapped by hand */
};

/* ---- lines */

static bool ends_sentence(dl_slice s)
{
    while (s.n && strchr("\"')]", s.p[s.n - 1])) s.n--;
    if (dl_slice_ends(s, DL_S("\xE2\x80\x9D")) || dl_slice_ends(s, DL_S("\xE2\x80\x99"))) s.n -= 3;
    if (dl_slice_ends(s, DL_S("\xE2\x80\xA6"))) return true;
    return s.n && strchr(".!?:;", s.p[s.n - 1]) != NULL;
}

static size_t count_words(dl_slice s)
{
    size_t n = s.n > 0;
    for (size_t i = 1; i < s.n; i++) n += s.p[i] == ' ' && s.p[i - 1] != ' ';
    return n;
}

static bool has_inner_stop(dl_slice s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if (strchr(".,;?!", s.p[i]) && s.p[i + 1] == ' ') return true;
    return false;
}

static bool is_running_text(dl_slice s)
{
    size_t words = count_words(s);
    if (words >= 3 && ends_sentence(s) && s.p[s.n - 1] != ':') return true;
    return s.n >= LONG_LINE && words >= 8 && (ends_sentence(s) || has_inner_stop(s));
}

static void split_lines(dl_doc *d, clean_lines *out)
{
    dl_slice rest = d->text.source, line;
    bool gap = true;
    while (dl_slice_line(&rest, &line)) {
        dl_slice s = dl_slice_trim(line);
        if (s.n == 0) {
            gap = true;
            continue;
        }
        clean_line *l = DL_PUSH(d->arena, out);
        if (!l) return;
        uint32_t at = (uint32_t)(s.p - d->text.source.p);
        *l = (clean_line){ .at = { at, at + (uint32_t)s.n }, .gap = gap };
        gap = false;
    }
}

/* Wrapped by hand: most lines that go on in the next one are as wide as a mail's, and
 * seldom end a sentence. */
static bool is_wrapped(const dl_doc *d, const clean_lines *lines)
{
    uint32_t inner = 0, wide = 0, open = 0;
    for (uint32_t i = 0; i + 1 < lines->n; i++) {
        if (lines->at[i + 1].gap) continue;
        dl_slice s = clean_text(d, &lines->at[i]);
        inner++;
        wide += s.n >= WRAP_MIN && s.n <= WRAP_MAX;
        open += !ends_sentence(s);
    }
    return inner >= 3 && wide * 10 >= inner * 8 && open * 10 >= inner * 6;
}

static void join_wrapped(clean_lines *lines)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (n && !lines->at[i].gap) lines->at[n - 1].at.end = lines->at[i].at.end;
        else lines->at[n++] = lines->at[i];
    }
    lines->n = n;
}

void clean_remove(dl_doc *d, clean_line *l, dl_removed_why why)
{
    if (l->gone) return;
    l->gone = true;
    dl_removed *r = DL_PUSH(d->arena, &d->text.removed);
    if (r) *r = (dl_removed){ clean_text(d, l), why, l->at.start };
}

/* ---- weights and segments */

static void weigh(
    dl_doc *d, clean_lines *lines, const dl_clean_tables *t, const dl_outlet_lines *seen)
{
    uint32_t segment = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        clean_line *l = &lines->at[i];
        dl_slice s = clean_text(d, l);
        l->clutter = clean_clutter(t, s);
        l->sentence = !l->clutter && is_running_text(s);
        bool often = seen && d->text.outlet.p
            && seen->seen(seen->ctx, d->text.outlet, dl_hash64(s, 0)) >= SEEN_OFTEN;
        if (often) l->sentence = false;
        if (l->clutter && l->clutter->cut) segment++;
        l->segment = segment;
        l->weight = l->clutter || often ? -CLUTTER_PENALTY
            : l->sentence               ? (int32_t)(s.n < WEIGHT_MAX ? s.n : WEIGHT_MAX)
                                        : -SHORT_PENALTY;
    }
}

static bool has_figure(dl_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') return true;
    return false;
}

/* The lines behind `lead` up to the next running text, if they are a list of the
 * article's own: announced by a colon, or with figures in seven lines of ten (results,
 * counts of votes); nothing among them that the clutter table knows. Answers where it
 * ends, lead + 1: there is none. */
static uint32_t end_of_list(const dl_doc *d, const clean_lines *lines, uint32_t lead)
{
    const clean_line *l = &lines->at[lead];
    dl_slice s = clean_text(d, l);
    uint32_t i = lead + 1, figures = 0;
    bool announced = !l->gone && !l->clutter && s.n >= LIST_LEAD && s.p[s.n - 1] == ':';
    if (!announced && !l->sentence) return i;
    for (; i < lines->n && !lines->at[i].sentence && !lines->at[i].gone && !lines->at[i].clutter
         && lines->at[i].segment == l->segment;
         i++)
        figures += has_figure(clean_text(d, &lines->at[i]));
    uint32_t n = i - lead - 1;
    bool inside = i < lines->n && lines->at[i].sentence && lines->at[i].segment == l->segment;
    return inside && n >= LIST_MIN && (announced || figures * 10 >= n * 7) ? i : lead + 1;
}

/* A list inside the article costs it nothing: short lines are what menus look like. */
static void spare_lists(const dl_doc *d, clean_lines *lines)
{
    for (uint32_t i = 0, to; i < lines->n; i = to) {
        to = end_of_list(d, lines, i);
        for (uint32_t k = i + 1; k < to; k++)
            if (lines->at[k].weight == -SHORT_PENALTY) lines->at[k].weight = 0;
    }
}

/* Between headline and text: up to three lines of three words and more that the table
 * does not know and that hold no date are the headline's second line. */
static void spare_second_lines(const dl_doc *d, clean_lines *lines)
{
    enum { SECOND_MAX = 3, WORDS_MIN = 3 };
    uint32_t from = 0, to;
    while (from < lines->n && lines->at[from].gone) from++;
    for (to = from; to < lines->n && !lines->at[to].sentence; to++) {
        dl_slice s = clean_text(d, &lines->at[to]);
        if (lines->at[to].gone || lines->at[to].clutter || count_words(s) < WORDS_MIN
            || clean_holds_date(s))
            return;
    }
    if (!d->text.source_title.n || to == lines->n || to - from > SECOND_MAX) return;
    for (uint32_t i = from; i < to; i++) lines->at[i].weight = 1;
}

typedef struct stretch {
    uint32_t from, to;
    int64_t sum;
} stretch; /* lines, `to` exclusive */

static stretch best_run(const clean_lines *lines, uint32_t from, uint32_t to)
{
    stretch best = { from, from, 0 };
    int64_t sum = 0;
    uint32_t start = from;
    for (uint32_t i = from; i < to; i++) {
        if (sum <= 0) {
            sum = 0;
            start = i;
        }
        if (!lines->at[i].gone) sum += lines->at[i].weight;
        if (sum > best.sum) best = (stretch){ start, i + 1, sum };
    }
    return best;
}

/* ---- what two stretches share: capitalised words inside sentences, as a set of
 * hashes */

enum {
    NAME_SLOTS = 2048,
    NAMES_MAX = 1024
}; /* names of one article; more would change no decision */
typedef struct name_set {
    uint64_t slot[NAME_SLOTS];
    uint32_t n;
} name_set;

static bool name_add(name_set *s, uint64_t h, bool insert)
{
    uint32_t at = (uint32_t)(h % NAME_SLOTS);
    for (; s->slot[at]; at = (at + 1) % NAME_SLOTS)
        if (s->slot[at] == h) return true;
    if (insert && s->n < NAMES_MAX) {
        s->slot[at] = h;
        s->n++;
    }
    return false;
}

static bool is_word_byte(char c)
{
    return ((unsigned char)c & 0x80) || (c | 32) >= 'a'
        ? ((unsigned char)c & 0x80) || (c | 32) <= 'z'
        : c >= '0' && c <= '9';
}

/* Words of 4 bytes and more that begin with a capital, by their first 8 bytes, so that
 * Azerbaijan and Azerbaijani meet. Counts those that `set` holds; with insert puts
 * them in. */
static void scan_names(dl_slice s, name_set *set, bool insert, uint32_t *known, uint32_t *all)
{
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && !is_word_byte(s.p[i])) i++;
        size_t from = i;
        while (i < s.n && is_word_byte(s.p[i])) i++;
        if (i - from < 4 || s.p[from] < 'A' || s.p[from] > 'Z' || from == 0) continue;
        uint64_t h = dl_hash64(dl_slice_of(s.p + from, i - from < 8 ? i - from : 8), 7);
        *known += name_add(set, h ? h : 1, insert);
        ++*all;
    }
}

static name_set *names_of(dl_doc *d, const clean_lines *lines, stretch run)
{
    name_set *set = dl_arena_alloc(d->arena, sizeof *set);
    uint32_t known = 0, all = 0;
    for (uint32_t i = run.from; set && i < run.to; i++)
        if (!lines->at[i].gone && lines->at[i].sentence)
            scan_names(clean_text(d, &lines->at[i]), set, true, &known, &all);
    return set;
}

/* A third of the names of a stretch stand in the article: the same subject. Without names
 * nothing is proved. */
static bool same_subject(const dl_doc *d, const clean_lines *lines, stretch run, name_set *set)
{
    uint32_t known = 0, all = 0;
    for (uint32_t i = run.from; i < run.to; i++)
        if (lines->at[i].sentence)
            scan_names(clean_text(d, &lines->at[i]), set, false, &known, &all);
    return all >= 2 && known * 3 >= all;
}

static void drop_outside(dl_doc *d, clean_lines *lines, stretch run, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        clean_line *l = &lines->at[i];
        if (i >= run.from && i < run.to) continue;
        clean_remove(d, l,
            l->clutter           ? l->clutter->why
                : i < run.from   ? DL_REMOVED_NAVIGATION
                : l->segment > 0 ? DL_REMOVED_TEASER
                                 : DL_REMOVED_BOILERPLATE);
    }
}

/* Of each segment the best run; the heaviest segment is the article, others stay only if
 * they speak of the same names. */
static void choose(dl_doc *d, clean_lines *lines)
{
    stretch best = { 0, 0, 0 };
    for (uint32_t i = 0, j; i < lines->n; i = j) {
        for (j = i + 1; j < lines->n && lines->at[j].segment == lines->at[i].segment;) j++;
        stretch run = best_run(lines, i, j);
        if (run.sum > best.sum) best = run;
    }
    if (best.sum == 0) return; /* nothing reads like running text: leave it as it came */
    name_set *names = names_of(d, lines, best);
    for (uint32_t i = 0, j; names && i < lines->n; i = j) {
        for (j = i + 1; j < lines->n && lines->at[j].segment == lines->at[i].segment;) j++;
        stretch run = best_run(lines, i, j);
        bool is_article = run.from == best.from && run.to == best.to;
        if (!is_article && (run.sum < WEIGHT_MAX || !same_subject(d, lines, run, names)))
            run = (stretch){ i, i, 0 };
        drop_outside(d, lines, run, i, j);
    }
}

/* Inside the article: lines the table knows, lines seen often, and menus (three short
 * lines in a row without a gap). */
static void sweep_inside(dl_doc *d, clean_lines *lines)
{
    for (uint32_t i = 0; i < lines->n; i++) {
        clean_line *l = &lines->at[i];
        if (!l->gone && l->clutter) clean_remove(d, l, l->clutter->why);
        else if (!l->gone && l->weight == -CLUTTER_PENALTY)
            clean_remove(d, l, DL_REMOVED_BOILERPLATE);
    }
}

/* Something went that is a page's, behind the first `edges` of what went: dates and
 * sign-offs stand in plain reports too. */
static bool was_cluttered(const dl_doc *d, uint32_t edges)
{
    for (uint32_t i = edges; i < d->text.removed.n; i++)
        if (d->text.removed.at[i].why != DL_REMOVED_DATE_LINE) return true;
    return false;
}

/* Short lines left at the edges of an article: no opener, no text. Applies only where an
 * article was found among clutter. */
static void trim_tail(dl_doc *d, clean_lines *lines)
{
    uint32_t last = lines->n, first = 0;
    while (last > 0 && lines->at[last - 1].gone) last--;
    while (first < last && lines->at[first].gone) first++;
    while (last > first + 1 && !lines->at[last - 1].sentence) {
        clean_remove(d, &lines->at[last - 1], DL_REMOVED_BOILERPLATE);
        while (last > 0 && lines->at[last - 1].gone) last--;
    }
}

/* A closing block of several lines, none of which speaks of anybody in the article, tells
 * other stories. */
static void drop_other_stories(dl_doc *d, clean_lines *lines)
{
    uint32_t to = lines->n, gaps = 0;
    while (to > 0 && lines->at[to - 1].gone) to--;
    uint32_t from = to;
    while (from > 1 && !lines->at[from - 1].gap) from--;
    if (from) from--;
    for (uint32_t i = 0; i < from; i++) gaps += !lines->at[i].gone && lines->at[i].gap;
    if (to - from < 3 || gaps < 3) return;
    name_set *names = names_of(d, lines, (stretch){ 0, from, 0 });
    while (names && to > from) {
        uint32_t known = 0, all = 0;
        scan_names(clean_text(d, &lines->at[to - 1]), names, false, &known, &all);
        if (known) break;
        to--;
    }
    for (uint32_t i = to; names && i < lines->n; i++)
        clean_remove(d, &lines->at[i], DL_REMOVED_OTHER_STORY);
}

/* ---- building the clean text */

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
    if (n) memcpy(out + n, "\n\n", 2), n += 2;
    d->text.body.start = n;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (lines->at[i].gone) continue;
        if (n > d->text.body.start) memcpy(out + n, "\n\n", 2), n += 2;
        dl_span *p = DL_PUSH(d->arena, &d->text.paragraphs);
        uint32_t end = put(out, n, d, &lines->at[i]);
        if (p) *p = (dl_span){ n, end };
        n = end;
    }
    d->text.body.end = n;
    d->text.full = dl_slice_of(out, n);
}

void dl_clean_text(dl_doc *d, const dl_clean_tables *t, const dl_outlet_lines *seen)
{
    clean_lines lines = { NULL, 0, 0 };
    split_lines(d, &lines);
    if (is_wrapped(d, &lines)) join_wrapped(&lines);
    if (d->text.english) {
        clean_split_edges(d, &lines);
        uint32_t edges = d->text.removed.n;
        weigh(d, &lines, t, seen);
        spare_lists(d, &lines);
        clean_find_title(d, &lines);
        clean_find_credits(d, &lines);
        spare_second_lines(d, &lines);
        drop_other_stories(d, &lines);
        choose(d, &lines);
        sweep_inside(d, &lines);
        if (was_cluttered(d, edges)) trim_tail(d, &lines);
    }
    build(d, &lines);
    if (d->text.english) clean_find_dateline(d);
    dl_doc_ok(d);
}
