/* feed - where the entries of a feed begin and end; see feed.h. */
#include "feed.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

dl_slice read_feed_declaration(dl_slice s)
{
    if (dl_slice_starts(s, DL_S("\xEF\xBB\xBF"))) s = dl_slice_cut(s, 3, s.n);
    s = dl_slice_trim(s);
    size_t end = dl_slice_starts(s, DL_S("<?xml")) ? dl_slice_find(s, DL_S("?>"), 0) : SIZE_MAX;
    return end == SIZE_MAX ? dl_slice_of("", 0) : dl_slice_cut(s, 0, end + 2);
}

dl_slice read_feed_root(dl_slice s)
{
    for (size_t i = 0; (i = dl_slice_find_byte(s, '<', i)) != SIZE_MAX; i++) {
        dl_slice rest = dl_slice_cut(s, i, s.n);
        if (dl_slice_starts(rest, DL_S("<!--"))) {
            i = dl_slice_find(s, DL_S("-->"), i);
            if (i == SIZE_MAX) break;
            continue;
        }
        if (rest.n > 1 && (rest.p[1] == '?' || rest.p[1] == '!')) continue;
        return rest;
    }
    return (dl_slice){ NULL, 0 };
}

const char *read_feed_element(dl_slice first)
{
    static const struct {
        const char *root, *element;
    } of[] = { { "<rss", "item" }, { "<rdf:RDF", "item" }, { "<feed", "entry" },
        { "<urlset", "url" } };
    dl_slice root = read_feed_root(first);
    for (size_t k = 0; k < sizeof of / sizeof *of; k++)
        if (dl_slice_starts_nocase(root, dl_slice_str(of[k].root))) return of[k].element;
    return NULL;
}

/* ---- entries */

enum { TAG_LOOK = 16 /* bytes that tell which tag it is */ };

/* "<item", "</item" at the start of s: the name, then a blank or the tag's end. */
static bool is_tag(const read_feed *x, dl_slice s, size_t from)
{
    size_t n = strlen(x->name);
    if (s.n < from + n + 1 || memcmp(s.p + from, x->name, n) != 0) return false;
    char c = s.p[from + n];
    return is_blank(c) || c == '>' || c == '/';
}

/* What a tag at the window's `at` does. False: the window does not show all of it. */
static bool take_tag(read_feed *x, dl_slice w, bool *found, size_t *start, size_t *end)
{
    dl_slice s = dl_slice_cut(w, x->at, w.n);
    *found = false;
    if (s.n < TAG_LOOK && !x->ended && x->state != FEED_CLOSING) return false;
    if (dl_slice_starts(s, DL_S("<!--"))) x->until = "-->";
    else if (dl_slice_starts(s, DL_S("<![CDATA["))) x->until = "]]>";
    else if (x->state == FEED_BETWEEN && is_tag(x, s, 1)) {
        x->state = FEED_INSIDE;
        x->start = x->at;
    } else if (x->state == FEED_INSIDE && s.n > 1 && s.p[1] == '/' && is_tag(x, s, 2)) {
        x->state = FEED_CLOSING;
    }
    if (x->state != FEED_CLOSING) {
        x->at++;
        return true;
    }
    size_t close = dl_slice_find_byte(s, '>', 0);
    if (close == SIZE_MAX) return false;
    x->at += close + 1;
    x->state = FEED_BETWEEN;
    *found = true;
    *start = x->start;
    *end = x->at;
    return true;
}

/* Over a comment or CDATA; false: its end is not in the window. */
static bool pass_over(read_feed *x, dl_slice w)
{
    size_t end = dl_slice_find(w, dl_slice_str(x->until), x->at);
    if (end == SIZE_MAX) {
        if (w.n >= x->at + 3) x->at = w.n - 2; /* its end may have begun */
        return false;
    }
    x->at = end + strlen(x->until);
    x->until = NULL;
    return true;
}

bool read_feed_next(read_feed *x, dl_slice w, bool ended, size_t *start, size_t *end)
{
    x->ended = ended;
    for (bool found = false; x->at < w.n;) {
        if (x->until) {
            if (!pass_over(x, w)) return false;
            continue;
        }
        size_t tag = dl_slice_find_byte(w, '<', x->at);
        x->at = tag == SIZE_MAX ? w.n : tag;
        if (tag == SIZE_MAX || !take_tag(x, w, &found, start, end)) return false;
        if (found) return true;
    }
    return false;
}

void read_feed_drop(read_feed *x, size_t n)
{
    x->at -= n;
    x->start = x->start > n ? x->start - n : 0;
}
