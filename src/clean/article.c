/* article - which lines are the article: lines are weighed, the stretch with the largest
 * sum is taken.
 *
 * A line of running text weighs its length; a short line without a full stop weighs
 * -40; a line the clutter table knows -120. Lists of other stories announced by an
 * opener ("Most read") are segments of their own: one counts only if it shares names
 * with the article. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    WEIGHT_MAX = 400, /* a giant line must not outweigh the rest of an article */
    SHORT_PENALTY = 40,
    CLUTTER_PENALTY = 120,
    LIST_MIN = 3, /* lines: fewer cost an article little */
    LIST_LEAD = 20 /* bytes of a line with a colon that announces a list: shorter ones are
                    * headings of menus */
};

/* ---- weights and segments */

static int32_t weight_of(const clean_line *l, dl_slice s)
{
    if (l->clutter) return -CLUTTER_PENALTY;
    if (!l->sentence) return -SHORT_PENALTY;
    return (int32_t)(s.n < WEIGHT_MAX ? s.n : WEIGHT_MAX);
}

static void weigh(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    uint32_t segment = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        clean_line *l = &lines->at[i];
        dl_slice s = clean_text(d, l);
        l->clutter = clean_clutter(t, s);
        l->sentence = !l->clutter && clean_is_running_text(s);
        if (l->clutter && l->clutter->cut) segment++;
        l->segment = segment;
        l->weight = weight_of(l, s);
    }
}

static bool has_figure(dl_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (dl_is_digit(s.p[i])) return true;
    return false;
}

static bool is_item(const clean_line *l, uint32_t segment)
{
    return !l->sentence && !l->gone && !l->clutter && l->segment == segment;
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
    while (i < lines->n && is_item(&lines->at[i], l->segment)) {
        figures += has_figure(clean_text(d, &lines->at[i]));
        i++;
    }
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

typedef struct stretch {
    uint32_t from, to; /* lines, `to` exclusive */
    int64_t sum;
} stretch;

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
    NAMES_MAX = 1024 /* names of one article; more would change no decision */
};
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

/* Words of 4 bytes and more that begin with a capital, by their first 8 bytes, so that
 * Azerbaijan and Azerbaijani meet. Counts those that `set` holds; with insert puts
 * them in. */
static void scan_names(dl_slice s, name_set *set, bool insert, uint32_t *known, uint32_t *all)
{
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && !dl_is_wordy(s.p[i])) i++;
        size_t from = i;
        while (i < s.n && dl_is_wordy(s.p[i])) i++;
        if (i - from < 4 || !dl_is_upper(s.p[from]) || from == 0) continue;
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

static dl_removed_why why_outside(const clean_line *l, bool before)
{
    if (l->clutter) return l->clutter->why;
    if (before) return DL_REMOVED_NAVIGATION;
    return l->segment > 0 ? DL_REMOVED_TEASER : DL_REMOVED_BOILERPLATE;
}

static void drop_outside(dl_doc *d, clean_lines *lines, stretch run, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (i < run.from || i >= run.to)
            clean_remove(d, &lines->at[i], why_outside(&lines->at[i], i < run.from));
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

/* Inside the article: lines that the table knows. */
static void sweep_inside(dl_doc *d, clean_lines *lines)
{
    for (uint32_t i = 0; i < lines->n; i++)
        if (lines->at[i].clutter) clean_remove(d, &lines->at[i], lines->at[i].clutter->why);
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

void clean_weigh_lines(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    weigh(d, t, lines);
    spare_lists(d, lines);
}

void clean_choose_article(dl_doc *d, clean_lines *lines, uint32_t edges)
{
    drop_other_stories(d, lines);
    choose(d, lines);
    sweep_inside(d, lines);
    if (was_cluttered(d, edges)) trim_tail(d, lines);
}
