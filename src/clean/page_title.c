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
    ALIKE = 60 /* percent of the words of the shorter that the other has */
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

/* Percent of the words of a that stand in b. */
static uint32_t share(dl_slice a, dl_slice b)
{
    uint32_t n = 0;
    uint32_t common = 0;
    dl_slice word;
    for (size_t i = 0; next_word(a, &i, &word); n++) common += has_word(b, word);
    return n ? common * 100 / n : 0;
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
    if (outlet.n && share(s, outlet) >= 50 && share(outlet, s) >= 50) return true;
    dl_slice url = p->d->text.url.p ? p->d->text.url : p->meta[PAGE_URL];
    return url.p && dl_url_split(url, &u) && is_in_host(s, u.host);
}

/* The title without the outlet's name: what stands before the last sign, or behind the
 * first, where the rest is that name. bar: a rest behind " | " goes whatever it is. */
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
    dl_slice rest = dl_slice_trim(dl_slice_cut(s, last + sign_at(s, last), s.n));
    if (names_outlet(p, rest)) return without_outlet(p, dl_slice_trim(dl_slice_cut(s, 0, last)));
    dl_slice head = dl_slice_cut(s, 0, first);
    if (names_outlet(p, head))
        return dl_slice_trim(dl_slice_cut(s, first + sign_at(s, first), s.n));
    bool bar = s.p[last + 1] == '|' && clean_count_words(rest) <= 4;
    return bar && clean_count_words(dl_slice_cut(s, 0, last)) > 2
        ? dl_slice_trim(dl_slice_cut(s, 0, last))
        : s;
}

/* ---- headings */

typedef struct titles {
    dl_slice of_page[4]; /* og:title, JSON-LD, <title> */
    uint32_t n;
} titles;

static void add(titles *t, dl_slice s)
{
    if (s.n && s.n <= TITLE_MOST) t->of_page[t->n++] = s;
}

/* How well a heading agrees with the page's titles: percent; 0: it does not. */
static uint32_t agrees(const titles *t, dl_slice heading)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t a = share(heading, t->of_page[i]);
        uint32_t b = share(t->of_page[i], heading);
        uint32_t both = (a + b) / 2;
        if (a >= ALIKE && both > best) best = both;
    }
    return best;
}

static html_id find_title_element(const page *p)
{
    for (html_id id = HTML_ROOT; id; id = read_html_next(&p->tree, id, 0))
        if (page_tag(p, id) == HTML_TITLE) return id;
    return 0;
}

static html_id best_heading(page *p, const titles *t, dl_slice *text)
{
    html_id best = 0;
    uint32_t most = 0;
    uint32_t seen = 0;
    for (html_id id = p->body; id && seen < HEADINGS_MOST;
         id = read_html_next(&p->tree, id, p->body)) {
        if (page_tag(p, id) != HTML_H1) continue;
        seen++;
        dl_slice s = page_line(p, id);
        uint32_t score = s.n && s.n <= TITLE_MOST ? agrees(t, s) : 0;
        bool only_outlet = names_outlet(p, s) && clean_count_words(s) <= 4;
        if (only_outlet || score <= most) continue;
        most = score;
        best = id;
        *text = s;
    }
    return most >= 35 ? best : 0;
}

/* The one heading of the page that may be one, whatever its titles say. */
static html_id only_heading(page *p, dl_slice *text)
{
    html_id only = 0;
    for (html_id id = p->body; id; id = read_html_next(&p->tree, id, p->body)) {
        if (page_tag(p, id) != HTML_H1) continue;
        dl_slice s = page_line(p, id);
        if (clean_count_words(s) < 3 || s.n > TITLE_MOST || names_outlet(p, s)) continue;
        if (only) return 0;
        only = id;
        *text = s;
    }
    return only;
}

void page_find_title(page *p)
{
    titles t = { .n = 0 };
    dl_slice heading = { NULL, 0 };
    html_id element = find_title_element(p);
    dl_slice of_element = { NULL, 0 };
    if (element) of_element = page_line(p, element);
    add(&t, p->meta[PAGE_TITLE]);
    add(&t, p->said[PAGE_TITLE]);
    add(&t, of_element);
    p->heading = best_heading(p, &t, &heading);
    if (!p->heading) p->heading = only_heading(p, &heading);
    if (p->d->text.source_title.p) return;
    dl_slice title = heading;
    if (!p->heading && t.n) title = without_outlet(p, t.of_page[0]);
    if (title.n) p->d->text.source_title = title;
}
