/* article - which lines are the article.
 *
 *   a report: lines of clutter go, each alone; headlines behind an opener of a list
 *   ("Most read") go with it
 *   a page:   lines are weighed, the stretch with the largest sum is the article; what
 *   stands outside goes
 *
 * A text is a page where it has both a line of clutter and two menus. Prose goes only
 * with evidence of its own: an opener before it and another subject, a menu between it
 * and the article, or the end of the article told by the page. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    WEIGHT_MAX = 400, /* a giant line must not outweigh the rest of an article */
    SHORT_PENALTY = 30,
    CLUTTER_PENALTY = 60,
    SEGMENT_LEAST = 800, /* weight behind an opener that may be the article going on */
    ARTICLE_LEAST = 1200, /* weight before its end: a link to the comments may stand first */
    LIST_MIN = 3, /* lines: fewer cost an article little */
    LIST_LEAD = 20, /* bytes of a line with a colon that announces a list: shorter ones are
                     * headings of menus */
    MENU_LINES = 4, /* short lines in a row */
    MENUS_LEAST = 2, /* of a page; one may be a report's own list */
    TEASERS_LEAST = 2 /* headlines behind an opener: one may be a subhead of the report */
};

/* ---- what each line is */

static bool is_short(const clean_line *l) { return !l->sentence && !l->clutter && !l->gone; }

/* A list of other stories begins there, or the page's article ends. An opener with
 * running text behind it opens nothing. */
static bool opens_segment(const clean_line *l, bool text_follows)
{
    if (!l->clutter || l->clutter->effect == CLUTTER_LINE) return false;
    return l->clutter->effect == CLUTTER_END || !text_follows;
}

void clean_judge_lines(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    bool text_follows = false;
    for (uint32_t i = lines->n; i-- > 0 && clean_goes_on(d, i);) {
        clean_line *l = &lines->at[i];
        l->clutter = clean_clutter(t, l->text);
        l->sentence = !l->clutter && clean_is_running_text(l->text);
        l->opens = opens_segment(l, text_follows);
        if (!l->clutter) text_follows = l->sentence;
    }
    uint32_t segment = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        segment += lines->at[i].opens;
        lines->at[i].segment = segment;
    }
}

static bool is_page(const clean_lines *lines)
{
    bool clutter = false;
    uint32_t run = 0, menus = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        clutter |= lines->at[i].clutter != NULL;
        run = is_short(&lines->at[i]) ? run + 1 : 0;
        menus += run == MENU_LINES;
    }
    return clutter && menus >= MENUS_LEAST;
}

static void sweep_clutter(dl_doc *d, clean_lines *lines)
{
    for (uint32_t i = 0; i < lines->n; i++)
        if (lines->at[i].clutter) clean_remove(d, &lines->at[i], lines->at[i].clutter->why);
}

/* ---- a report */

/* A short line, or one of headline's length that no stop ends: "Bridge to stay closed,
 * says mayor". */
static bool is_headline(const clean_line *l)
{
    enum { HEADLINE_MAX = 120 };
    if (is_short(l)) return true;
    bool question = strchr("?!", l->text.p[l->text.n - 1]) != NULL;
    bool open = l->text.n <= HEADLINE_MAX && (question || !clean_ends_sentence(l->text));
    return open && !l->gone && !l->clutter;
}

static bool nothing_follows(const clean_lines *lines, uint32_t from)
{
    while (from < lines->n && (lines->at[from].gone || lines->at[from].clutter)) from++;
    return from == lines->n;
}

/* Headlines behind an opener: two and more up to the next running text, or whatever
 * stands at the end. */
static void drop_teasers(dl_doc *d, clean_lines *lines)
{
    for (uint32_t i = 0, to; i < lines->n; i = to) {
        const clean_line *l = &lines->at[i];
        to = i + 1;
        if (!l->clutter || l->clutter->effect != CLUTTER_CUT) continue;
        while (to < lines->n && is_headline(&lines->at[to])) to++;
        uint32_t n = to - i - 1;
        if (n == 0 || (n < TEASERS_LEAST && !nothing_follows(lines, to))) continue;
        for (uint32_t k = i; k < to; k++) clean_remove(d, &lines->at[k], DL_REMOVED_TEASER);
    }
}

/* A closing block of sentences without a blank line between them, behind an article that
 * has them, none of which speaks of anybody in it: it tells other stories. */
static void drop_other_stories(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    enum { BLOCK_LEAST = 3, GAPS_LEAST = 3 };
    uint32_t to = lines->n, gaps = 0;
    while (to > 0 && !lines->at[to - 1].sentence) to--;
    uint32_t from = to;
    while (from > 1 && !lines->at[from - 1].gap && lines->at[from - 1].sentence) from--;
    if (from && lines->at[from - 1].sentence) from--;
    for (uint32_t i = 0; i < from; i++) gaps += !lines->at[i].gone && lines->at[i].gap;
    if (to - from < BLOCK_LEAST || gaps < GAPS_LEAST) return;
    clean_names *names = clean_names_of(d, t, lines, (clean_stretch){ 0, from, 0 });
    uint32_t first = to;
    clean_shared sum = { 0, 0 };
    for (; names && first > from; first--) {
        clean_shared one = clean_names_shared(t, lines->at[first - 1].text, names);
        if (one.known) break;
        sum.all += one.all;
    }
    if (to - first < BLOCK_LEAST || sum.all < 2) return;
    for (uint32_t i = first; i < to; i++) clean_remove(d, &lines->at[i], DL_REMOVED_OTHER_STORY);
}

static void clean_report(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    drop_teasers(d, lines);
    drop_other_stories(d, t, lines);
    sweep_clutter(d, lines);
}

/* ---- a page: weights */

static int32_t weight_of(const clean_line *l)
{
    if (l->gone) return 0;
    if (l->clutter) return -CLUTTER_PENALTY;
    if (!l->sentence) return -SHORT_PENALTY;
    return (int32_t)(l->text.n < WEIGHT_MAX ? l->text.n : WEIGHT_MAX);
}

static bool has_figure(dl_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (dl_is_digit(s.p[i])) return true;
    return false;
}

static bool is_item(const clean_line *l, uint32_t segment)
{
    return is_short(l) && l->segment == segment;
}

/* The lines behind `lead` up to the next running text, if they are a list of the
 * article's own: announced by a colon, or with figures in seven lines of ten (results,
 * counts of votes); nothing among them that the clutter table knows. Answers where it
 * ends, lead + 1: there is none. */
static uint32_t end_of_list(const clean_lines *lines, uint32_t lead)
{
    const clean_line *l = &lines->at[lead];
    dl_slice s = l->text;
    uint32_t i = lead + 1, figures = 0;
    bool announced = !l->gone && !l->clutter && s.n >= LIST_LEAD && s.p[s.n - 1] == ':';
    if (!announced && !l->sentence) return i;
    while (i < lines->n && is_item(&lines->at[i], l->segment)) {
        figures += has_figure(lines->at[i].text);
        i++;
    }
    uint32_t n = i - lead - 1;
    bool inside = i < lines->n && lines->at[i].sentence && lines->at[i].segment == l->segment;
    return inside && n >= LIST_MIN && (announced || figures * 10 >= n * 7) ? i : lead + 1;
}

/* A list inside the article costs it nothing: short lines are what menus look like. */
static void spare_lists(clean_lines *lines)
{
    for (uint32_t i = 0, to; i < lines->n; i = to) {
        to = end_of_list(lines, i);
        for (uint32_t k = i + 1; k < to; k++) lines->at[k].weight = 0;
    }
}

/* ---- a page: stretches */

static clean_stretch best_run(const clean_lines *lines, uint32_t from, uint32_t to)
{
    clean_stretch best = { from, from, 0 };
    int64_t sum = 0;
    uint32_t start = from;
    for (uint32_t i = from; i < to; i++) {
        if (sum <= 0) {
            sum = 0;
            start = i;
        }
        sum += lines->at[i].weight;
        if (sum > best.sum) best = (clean_stretch){ start, i + 1, sum };
    }
    return best;
}

static uint32_t segment_end(const clean_lines *lines, uint32_t from)
{
    uint32_t to = from + 1;
    while (to < lines->n && lines->at[to].segment == lines->at[from].segment) to++;
    return to;
}

/* The heaviest stretch. *over: the first line behind enough of an article that says that
 * it is over (comments may be longer than what they comment on); what follows is none. */
static clean_stretch heaviest(const clean_lines *lines, uint32_t *over)
{
    clean_stretch best = { 0, 0, 0 };
    *over = lines->n;
    for (uint32_t i = 0, to; i < lines->n; i = to) {
        const clutter_row *opener = lines->at[i].clutter;
        bool ends = opener && opener->effect == CLUTTER_END;
        if (ends && best.sum >= ARTICLE_LEAST) {
            *over = i;
            break;
        }
        to = segment_end(lines, i);
        clean_stretch run = best_run(lines, i, to);
        if (run.sum > best.sum) best = run;
    }
    return best;
}

static dl_removed_why why_outside(const clean_line *l, bool before)
{
    if (l->clutter) return l->clutter->why;
    if (before) return DL_REMOVED_NAVIGATION;
    return l->segment > 0 ? DL_REMOVED_TEASER : DL_REMOVED_BOILERPLATE;
}

static void drop_outside(
    dl_doc *d, clean_lines *lines, clean_stretch run, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (i < run.from || i >= run.to)
            clean_remove(d, &lines->at[i], why_outside(&lines->at[i], i < run.from));
}

/* Of each segment the best stretch; the heaviest is the article, others stay only if they
 * speak of the same names and the article is not over. */
static void choose(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    uint32_t over;
    clean_stretch article = heaviest(lines, &over);
    if (article.sum == 0) return; /* nothing reads like running text: leave it as it came */
    clean_names *names = clean_names_of(d, t, lines, article);
    for (uint32_t i = 0, to; names && i < lines->n; i = to) {
        to = segment_end(lines, i);
        clean_stretch run = best_run(lines, i, to);
        bool is_article = run.from == article.from && run.to == article.to;
        bool heavy = run.sum >= SEGMENT_LEAST && i < over;
        if (!is_article && (!heavy || !clean_same_subject(t, lines, run, names)))
            run = (clean_stretch){ i, i, 0 };
        drop_outside(d, lines, run, i, to);
    }
}

void clean_trim_tail(dl_doc *d, clean_lines *lines)
{
    uint32_t last = lines->n, first = clean_first_left(lines, 0);
    while (last > 0 && lines->at[last - 1].gone) last--;
    while (last > first + 1 && !lines->at[last - 1].sentence) {
        clean_remove(d, &lines->at[last - 1], DL_REMOVED_BOILERPLATE);
        while (last > 0 && lines->at[last - 1].gone) last--;
    }
}

static void clean_page(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    for (uint32_t i = 0; i < lines->n; i++) lines->at[i].weight = weight_of(&lines->at[i]);
    spare_lists(lines);
    clean_spare_second_lines(d, t, lines);
    drop_other_stories(d, t, lines);
    choose(d, t, lines);
    sweep_clutter(d, lines);
}

bool clean_choose_article(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    bool page = !d->text.page.p && is_page(lines); /* of HTML its article is left alone */
    if (page) clean_page(d, t, lines);
    else clean_report(d, t, lines);
    return page;
}
