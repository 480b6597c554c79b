/* page_title - the headline. In: <h1>, what the page says its title is, <title>. Out:
 * text.source_title; the heading that repeats it.
 *
 * A heading that says what the page's titles say is the headline as readers see it;
 * titles of meta data often carry the outlet's name, which is taken off. */
#include "page_private.h"

#include "base/chars.h"

enum {
    HEADINGS_MOST = 24, /* that are looked at */
    TITLE_MOST = 400, /* bytes: longer is none */
    ALIKE = 60, /* percent of the words of the shorter that the other has */
    AGREES_LEAST = 35, /* percent of agreement of a heading that is the headline */
    UNLIKE = 30, /* the same: less is another matter */
    SAYS_LEAST = 20, /* percent of the title's words in a heading: fewer is a chapter's name */
    WORDS_MOST = 30, /* of a heading that no title agrees with: more is a paragraph */
    TEXT_BEFORE = 10, /* percent of the page's running text before its headline */
    PARTS_MOST = 32, /* nodes of a heading that are looked at */
    SHOUT_LEAST = 6 /* capitals of a heading without a small letter */
};

/* ---- words */

static bool next_word(dl_slice s, size_t *i, dl_slice *word)
{
    while (*i < s.n && !dl_is_wordy(s.p[*i])) (*i)++;
    size_t from = *i;
    while (*i < s.n && dl_is_wordy(s.p[*i])) (*i)++;
    *word = dl_slice_cut(s, from, *i);
    return *i > from;
}

static bool has_word(dl_slice s, dl_slice wanted)
{
    dl_slice word;
    for (size_t i = 0; next_word(s, &i, &word);)
        if (dl_slice_eq_nocase(word, wanted)) return true;
    return false;
}

uint32_t page_share(dl_slice a, dl_slice b)
{
    uint32_t n = 0;
    uint32_t common = 0;
    dl_slice word;
    for (size_t i = 0; next_word(a, &i, &word); n++) common += has_word(b, word);
    return n ? common * 100 / n : 0;
}

static bool same_words(dl_slice a, dl_slice b)
{
    size_t i = 0;
    size_t k = 0;
    for (;;) {
        dl_slice v;
        dl_slice w;
        bool more = next_word(a, &i, &v);
        if (more != next_word(b, &k, &w)) return false;
        if (!more) return true;
        if (!dl_slice_eq_nocase(v, w)) return false;
    }
}

/* ---- the outlet's name behind or before a title */

/* A sign that parts a title from the outlet at i: its bytes, 0: none. */
static size_t sign_at(dl_slice s, size_t i)
{
    static const char *const signs[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
        " \xC2\xB7 ", " \xE2\x80\xA2 ", " :: ", " \xC2\xBB ", " \xC2\xAB ", " // ",
        " \xE2\x80\xB9 ", " / " };
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        size_t n = strlen(signs[k]);
        if (s.n - i >= n && memcmp(s.p + i, signs[k], n) == 0) return n;
    }
    return 0;
}

static dl_slice outlet_of(const page *p)
{
    return p->meta[PAGE_OUTLET].n ? p->meta[PAGE_OUTLET] : p->said[PAGE_OUTLET];
}

/* Letters and digits of a, in order, stand in b: "BBC News" in "www.bbcnews.com". */
static bool is_in_host(dl_slice a, dl_slice b)
{
    char name[64];
    char host[128];
    size_t n = 0;
    size_t m = 0;
    for (size_t i = 0; i < a.n && n < sizeof name; i++)
        if (dl_is_letter(a.p[i]) || dl_is_digit(a.p[i])) name[n++] = dl_lower(a.p[i]);
    for (size_t i = 0; i < b.n && m < sizeof host; i++)
        if (dl_is_letter(b.p[i]) || dl_is_digit(b.p[i])) host[m++] = dl_lower(b.p[i]);
    return n > 2 && dl_slice_find(dl_slice_of(host, m), dl_slice_of(name, n), 0) != SIZE_MAX;
}

static bool names_outlet(const page *p, dl_slice s)
{
    dl_url u;
    dl_slice outlet = outlet_of(p);
    if (outlet.n && page_share(s, outlet) >= 50 && page_share(outlet, s) >= 50) return true;
    dl_slice url = p->d->text.url.p ? p->d->text.url : p->meta[PAGE_URL];
    return url.p && dl_url_split(url, &u) && is_in_host(s, u.host);
}

/* The title without the outlet's name: what stands before the last sign, or behind the
 * first, where the rest is that name. A short rest behind " | " goes whatever it is. */
static dl_slice without_outlet(const page *p, dl_slice s)
{
    size_t last = 0;
    size_t first = 0;
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (!sign_at(s, i)) continue;
        last = i;
        if (!first) first = i;
    }
    if (!last) return s;
    dl_slice title = dl_slice_trim(dl_slice_cut(s, 0, last));
    dl_slice rest = dl_slice_trim(dl_slice_cut(s, last + sign_at(s, last), s.n));
    if (names_outlet(p, rest)) return without_outlet(p, title);
    dl_slice head = dl_slice_cut(s, 0, first);
    if (names_outlet(p, head))
        return dl_slice_trim(dl_slice_cut(s, first + sign_at(s, first), s.n));
    bool bar = s.p[last + 1] == '|' && clean_count_words(rest) <= 4;
    return bar && clean_count_words(title) > 2 ? without_outlet(p, title) : s;
}

/* ---- what the page says its title is */

typedef struct titles {
    dl_slice of_page[3]; /* og:title, JSON-LD, <title>, each without the outlet's name */
    dl_slice whole[3]; /* with it */
    uint32_t n;
} titles;

static void add(const page *p, titles *t, dl_slice s)
{
    if (!s.n || s.n > TITLE_MOST) return;
    t->whole[t->n] = s;
    t->of_page[t->n++] = without_outlet(p, s);
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
    return (names_outlet(p, s) && clean_count_words(s) <= 4) || leads_home(p, id);
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
    if (s.n == 0 || s.n > TITLE_MOST || is_outlet(p, id, s)) return h;
    return (heading){ id, s };
}

/* It is not quite unlike what the page says its title is. */
static bool may_be_headline(const titles *t, heading h)
{
    size_t words = clean_count_words(h.text);
    if (words < 3 || words > WORDS_MOST) return false;
    return t->n == 0 || agrees(t, h.text, 0) >= UNLIKE;
}

/* The heading that agrees best with the page's titles; else the one heading of the page
 * that may be one. */
static heading best_heading(page *p, const titles *t)
{
    heading best = { 0, { NULL, 0 } };
    heading only = best;
    uint32_t most = AGREES_LEAST - 1;
    uint32_t seen = 0;
    uint32_t n = 0;
    for (html_id id = p->body; id && seen < HEADINGS_MOST;
         id = read_html_next(&p->tree, id, p->body)) {
        heading h = heading_at(p, id);
        seen += page_tag(p, id) == HTML_H1;
        if (!h.id) continue;
        uint32_t score = agrees(t, h.text, ALIKE);
        if (score > most) best = h;
        if (score > most) most = score;
        if (!may_be_headline(t, h)) continue;
        only = h;
        n++;
    }
    return best.id || n != 1 ? best : only;
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

/* A heading all in capitals: the page's first title that agrees with it. */
static dl_slice unshouted(const titles *t, dl_slice s)
{
    if (!is_shouted(s)) return s;
    for (uint32_t k = 0; k < t->n; k++)
        if (page_share(s, t->of_page[k]) >= ALIKE) return t->of_page[k];
    return s;
}

void page_find_title(page *p)
{
    titles t = titles_of(p);
    heading h = best_heading(p, &t);
    dl_slice title = t.n ? t.of_page[0] : (dl_slice){ NULL, 0 };
    p->heading = h.id;
    if (p->d->text.source_title.p) return;
    if (h.id) title = unshouted(&t, without_outlet(p, without_labels(p, &t, h)));
    if (title.n) p->d->text.source_title = title;
}
