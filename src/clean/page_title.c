/* page_title - the headline. In: <h1>, what the page says its title is, <title>. Out:
 * text.source_title; the heading that repeats it.
 *
 * A heading that says what the page's titles say is the headline as readers see it;
 * titles of meta data often carry the outlet's name, which is taken off. */
#include "page_private.h"

#include "base/chars.h"

enum {
    HEADINGS_MOST = 24, /* that are looked at */
    ALIKE = 60, /* percent of the words of the shorter that the other has */
    AGREES_LEAST = 35, /* percent of agreement of a heading that is the headline */
    UNLIKE = 30, /* the same: less is another matter */
    SAYS_LEAST = 20, /* percent of the title's words in a heading: fewer is a chapter's name */
    WORDS_MOST = 30, /* of a heading that no title agrees with: more is a paragraph */
    TEXT_BEFORE = 10, /* percent of the page's running text before its headline */
    PARTS_MOST = 32, /* nodes of a heading that are looked at */
    SPELT_LEAST = 4, /* words of a title that the address spells: fewer are a chapter's */
    PATH_MOST = 16, /* parts of an address that are looked at */
    SHOUT_LEAST = 6 /* capitals of a heading without a small letter */
};

/* ---- words */

static bool same_words(dl_slice a, dl_slice b)
{
    size_t i = 0;
    size_t k = 0;
    for (;;) {
        dl_slice v;
        dl_slice w;
        bool more = page_next_word(a, &i, &v);
        if (more != page_next_word(b, &k, &w)) return false;
        if (!more) return true;
        if (!dl_slice_eq_nocase(v, w)) return false;
    }
}

/* ---- what the page says its title is */

typedef struct titles {
    dl_slice of_page[3]; /* og:title, JSON-LD, <title>, each without the outlet's name */
    dl_slice whole[3]; /* with it */
    uint32_t n;
} titles;

static void add(const page *p, titles *t, dl_slice s)
{
    if (!s.n || s.n > PAGE_TITLE_MOST) return;
    t->whole[t->n] = s;
    t->of_page[t->n++] = page_without_outlet(p, s);
}

static html_id find_title_element(const page *p)
{
    for (html_id id = HTML_ROOT; id; id = read_html_next(&p->tree, id, 0))
        if (page_tag(p, id) == HTML_TITLE) return id;
    return 0;
}

static titles titles_of(page *p)
{
    titles t = { .n = 0 };
    html_id element = find_title_element(p);
    add(p, &t, p->meta[PAGE_TITLE]);
    add(p, &t, p->said[PAGE_TITLE]);
    if (element) add(p, &t, page_tidied(p, page_line(p, element)));
    return t;
}

/* Of the title's words enough stand in the heading, or it begins with it. */
static bool says_title(dl_slice s, dl_slice title, uint32_t share)
{
    if (share >= SAYS_LEAST) return true;
    return title.n >= s.n && dl_slice_eq_nocase(dl_slice_cut(title, 0, s.n), s);
}

/* How many of the words of a heading and of the page's titles are common: percent. least:
 * titles are asked that have so many percent of the heading's words. */
static uint32_t agrees(const titles *t, dl_slice s, uint32_t least)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (same_words(s, t->whole[i])) return 100;
        uint32_t a = page_share(s, t->of_page[i]);
        uint32_t b = page_share(t->of_page[i], s);
        uint32_t both = (a + b) / 2;
        if (a < least || both <= best) continue;
        if (says_title(s, t->of_page[i], b)) best = both;
    }
    return best;
}

/* ---- headings */

/* The outlet's name above every page: a link to its front page. */
static bool leads_home(page *p, html_id top)
{
    for (html_id id = top; id; id = read_html_next(&p->tree, id, top)) {
        dl_url u;
        if (page_tag(p, id) != HTML_A) continue;
        dl_slice to = read_html_get(&p->tree, id, "href");
        if (dl_slice_is(to, "/")) return true;
        return dl_url_split(to, &u) && u.scheme.p && u.path.n <= 1 && !u.query.p;
    }
    return false;
}

static bool is_outlet(page *p, html_id id, dl_slice s)
{
    bool few = clean_count_words(s) <= PAGE_OUTLET_WORDS;
    return (few && page_names_outlet(p, s)) || leads_home(p, id);
}

typedef struct heading {
    html_id id; /* 0: none */
    dl_slice text;
} heading;

/* What a reader sees: "<br>" that he sees is no tag. */
static dl_slice shown(page *p, html_id id)
{
    dl_slice s = page_line(p, id);
    return dl_slice_find_byte(s, '<', 0) == SIZE_MAX ? page_tidied(p, s) : s;
}

/* Of a heading that stands above the text. */
static heading heading_at(page *p, html_id id)
{
    heading h = { 0, { NULL, 0 } };
    if (page_tag(p, id) != HTML_H1) return h;
    if ((uint64_t)p->fact[id].before * 100 > (uint64_t)p->fact[p->body].good * TEXT_BEFORE)
        return h;
    dl_slice s = shown(p, id);
    if (s.n == 0 || s.n > PAGE_TITLE_MOST || is_outlet(p, id, s)) return h;
    return (heading){ id, s };
}

/* It is not quite unlike what the page says its title is. */
static bool may_be_headline(const titles *t, heading h)
{
    size_t words = clean_count_words(h.text);
    if (words < 3 || words > WORDS_MOST) return false;
    return t->n == 0 || agrees(t, h.text, 0) >= UNLIKE;
}

/* The heading that agrees best with the page's titles; else the first that may be one:
 * those of other stories stand below. */
static heading best_heading(page *p, const titles *t)
{
    heading best = { 0, { NULL, 0 } };
    heading first = best;
    uint32_t most = AGREES_LEAST - 1;
    uint32_t seen = 0;
    for (html_id id = p->body; id && seen < HEADINGS_MOST;
         id = read_html_next(&p->tree, id, p->body)) {
        heading h = heading_at(p, id);
        seen += page_tag(p, id) == HTML_H1;
        if (!h.id) continue;
        uint32_t score = agrees(t, h.text, ALIKE);
        if (score > most) best = h;
        if (score > most) most = score;
        if (!first.id && may_be_headline(t, h)) first = h;
    }
    return best.id ? best : first;
}

/* ---- the headline */

/* Of a heading with labels in it ("Blog:", a date, the number of comments) the part that
 * is one of the page's titles, where it is a part of the tree. */
static dl_slice without_labels(page *p, const titles *t, heading h)
{
    uint32_t looked = 0;
    for (html_id id = h.id; id && looked < PARTS_MOST; looked++) {
        dl_slice part = shown(p, id);
        for (uint32_t k = 0; k < t->n; k++)
            if (part.n && same_words(part, t->of_page[k])) return part;
        id = read_html_next(&p->tree, id, h.id);
    }
    return h.text;
}

static bool is_shouted(dl_slice s)
{
    uint32_t upper = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (dl_is_lower(s.p[i])) return false;
        upper += dl_is_upper(s.p[i]);
    }
    return upper >= SHOUT_LEAST;
}

/* It is s up to a letter's case in front, and has the capital that s has not. */
static bool has_its_capital(dl_slice title, dl_slice s)
{
    if (!s.n || title.n < s.n || !dl_is_lower(s.p[0]) || !dl_is_upper(title.p[0])) return false;
    dl_slice rest = dl_slice_cut(title, 1, s.n);
    return dl_lower(title.p[0]) == s.p[0] && dl_slice_eq(rest, dl_slice_cut(s, 1, s.n));
}

/* A heading that begins small ("history of coffee"), which a page's titles begin with
 * and write with a capital: with it. */
static dl_slice with_capital(const titles *t, dl_slice s)
{
    for (uint32_t k = 0; k < t->n; k++)
        if (has_its_capital(t->of_page[k], s)) return dl_slice_cut(t->of_page[k], 0, s.n);
    return s;
}

/* A heading all in capitals: the page's first title that agrees with it. */
static dl_slice unshouted(const titles *t, dl_slice s)
{
    if (!is_shouted(s)) return with_capital(t, s);
    for (uint32_t k = 0; k < t->n; k++)
        if (page_share(s, t->of_page[k]) >= ALIKE) return t->of_page[k];
    return s;
}

/* Another of the page's titles is this one too. */
static bool is_said_twice(const titles *t, uint32_t k)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (i != k && same_words(t->of_page[i], t->of_page[k])) return true;
    return false;
}

/* A part of the path is s: "/tips/how-to-cross-a-river.html". */
static bool spells(dl_slice path, dl_slice s)
{
    size_t from = 0;
    for (uint32_t k = 0; from < path.n && k < PATH_MOST; k++) {
        size_t end = dl_slice_find_byte(path, '/', from);
        dl_slice part = dl_slice_cut(path, from, end == SIZE_MAX ? path.n : end);
        size_t dot = dl_slice_find_byte(part, '.', 0);
        if (dot != SIZE_MAX) part = dl_slice_cut(part, 0, dot);
        if (page_is_spelt_in(s, part) && page_is_spelt_in(part, s)) return true;
        if (end == SIZE_MAX) return false;
        from = end + 1;
    }
    return false;
}

/* The title on which two of the page's sources and its address agree word for word. A
 * heading without it is a call to the reader ("Form your firm today") or damaged; one
 * that holds it is the title in full. */
static dl_slice spelt_by_address(const page *p, const titles *t, dl_slice of_heading)
{
    dl_url u;
    if (!page_address(p, &u)) return of_heading;
    for (uint32_t k = 0; k < t->n; k++) {
        dl_slice s = t->of_page[k];
        if (clean_count_words(s) < SPELT_LEAST || page_is_spelt_in(s, of_heading)) continue;
        if (is_said_twice(t, k) && spells(u.path, s)) return s;
    }
    return of_heading;
}

/* The heading as the title: without labels, outlet and capitals. */
static dl_slice title_of_heading(page *p, const titles *t, heading h)
{
    dl_slice s = unshouted(t, page_without_outlet(p, without_labels(p, t, h)));
    return spelt_by_address(p, t, s);
}

void page_find_title(page *p)
{
    titles t = titles_of(p);
    heading h = best_heading(p, &t);
    dl_slice title = t.n ? t.of_page[0] : (dl_slice){ NULL, 0 };
    p->heading = h.id;
    if (p->d->text.source_title.p) return;
    if (h.id) title = title_of_heading(p, &t, h);
    if (title.n) p->d->text.source_title = title;
}
