/* page_outlet - the outlet's name in a title. In: a title as the page writes it. Out: it
 * without the name of the outlet ("Ferry aground | The Courier").
 *
 * The name is known from the page's meta data, else from its address; the words of two
 * lines are compared here too. */
#include "page_private.h"

#include "base/chars.h"

enum { HOST_NAME_LEAST = 4 }; /* bytes: shorter ones are words of the language too often */

/* ---- words */

bool page_next_word(dl_slice s, size_t *i, dl_slice *word)
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
    for (size_t i = 0; page_next_word(s, &i, &word);)
        if (dl_slice_eq_nocase(word, wanted)) return true;
    return false;
}

uint32_t page_share(dl_slice a, dl_slice b)
{
    uint32_t n = 0;
    uint32_t common = 0;
    dl_slice word;
    for (size_t i = 0; page_next_word(a, &i, &word); n++) common += has_word(b, word);
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

/* Its letters and digits, in small letters; how many. */
static size_t letters_of(dl_slice s, char out[PAGE_TITLE_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < PAGE_TITLE_MOST; i++)
        if (dl_is_letter(s.p[i]) || dl_is_digit(s.p[i])) out[n++] = dl_lower(s.p[i]);
    return n;
}

bool page_is_spelt_in(dl_slice a, dl_slice b)
{
    char x[PAGE_TITLE_MOST];
    char y[PAGE_TITLE_MOST];
    size_t n = letters_of(a, x);
    size_t m = letters_of(b, y);
    return n > 2 && dl_slice_find(dl_slice_of(y, m), dl_slice_of(x, n), 0) != SIZE_MAX;
}

bool page_address(const page *p, dl_url *u)
{
    dl_slice url = p->d->text.url.p ? p->d->text.url : p->meta[PAGE_URL];
    return url.p && dl_url_split(url, u);
}

/* {NULL,0}: the page's address is not known. */
static dl_slice host_of(const page *p)
{
    dl_url u;
    if (!page_address(p, &u)) return (dl_slice){ NULL, 0 };
    return dl_slice_starts(u.host, DL_S("www.")) ? dl_slice_cut(u.host, 4, u.host.n) : u.host;
}

/* The longest part of a host but its last: "shop" of "apps.shop.com". */
static dl_slice longest_label(dl_slice host)
{
    dl_slice best = { NULL, 0 };
    for (size_t from = 0;;) {
        size_t dot = dl_slice_find_byte(host, '.', from);
        if (dot == SIZE_MAX) return best;
        if (dot - from > best.n) best = dl_slice_cut(host, from, dot);
        from = dot + 1;
    }
}

/* A few words, one of them the name of the host: "Shop App Store" on apps.shop.com. */
static bool holds_host_name(dl_slice s, dl_slice host)
{
    dl_slice name = longest_label(host);
    bool few = clean_count_words(s) <= PAGE_OUTLET_WORDS;
    return few && name.n >= HOST_NAME_LEAST && has_word(s, name);
}

bool page_names_outlet(const page *p, dl_slice s)
{
    dl_slice outlet = outlet_of(p);
    if (outlet.n && page_share(s, outlet) >= 50 && page_share(outlet, s) >= 50) return true;
    return page_is_spelt_in(s, host_of(p)); /* "BBC News" in "www.bbcnews.com" */
}

/* Titles that begin with the host as it is written: "shop.com Ten new shoes". */
static dl_slice behind_host(const page *p, dl_slice s)
{
    dl_slice host = host_of(p);
    bool begins = host.n && s.n > host.n && dl_slice_eq_nocase(dl_slice_cut(s, 0, host.n), host);
    return begins && s.p[host.n] == ' ' ? dl_slice_cut(s, host.n + 1, s.n) : s;
}

/* The title without the outlet's name: what stands before the last sign, or behind the
 * first, where the rest is that name. A short rest behind " | " goes whatever it is. */
dl_slice page_without_outlet(const page *p, dl_slice s)
{
    size_t last = 0;
    size_t first = 0;
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (!sign_at(s, i)) continue;
        last = i;
        if (!first) first = i;
    }
    if (!last) return behind_host(p, s);
    dl_slice title = dl_slice_trim(dl_slice_cut(s, 0, last));
    dl_slice rest = dl_slice_trim(dl_slice_cut(s, last + sign_at(s, last), s.n));
    if (page_names_outlet(p, rest) || holds_host_name(rest, host_of(p)))
        return page_without_outlet(p, title);
    dl_slice head = dl_slice_cut(s, 0, first);
    if (page_names_outlet(p, head))
        return dl_slice_trim(dl_slice_cut(s, first + sign_at(s, first), s.n));
    bool bar = s.p[last + 1] == '|' && clean_count_words(rest) <= PAGE_OUTLET_WORDS;
    return bar && clean_count_words(title) > 2 ? page_without_outlet(p, title) : s;
}
