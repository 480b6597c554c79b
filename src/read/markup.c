/* markup - see markup.h. Only tags of HTML's elements are tags; only entities with their
 * semicolon are entities: "R&D" and "<5 per cent" stay. */
#include "markup.h"

#include "charset.h"

enum {
    TAG_NAME_MAX = 16, /* letters of a tag's name */
    TAG_MAX = 4096, /* bytes of a tag with its attributes */
    ENTITY_NAME_MAX = 32 /* letters of an entity's name */
};

typedef struct markup {
    const dl_read_tables *t;
    dl_slice s;
    read_piece *out;
    bool again; /* what came out may be markup */
    bool no_comment_end, no_element_end; /* none stands behind here: looked for in vain */
} markup;

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ---- entities */

/* What browsers take the control characters 128 to 159 for. */
static uint32_t meant(uint32_t cp)
{
    if (cp >= 0x80 && cp < 0xA0 && read_windows_1252[cp - 0x80])
        return read_windows_1252[cp - 0x80];
    return cp < 9 || (cp > 13 && cp < 32) ? DL_REPLACEMENT : cp;
}

static int digit_of(char c, unsigned base)
{
    int v = -1;
    if (is_digit(c)) v = c - '0';
    else if (base == 16 && (c | 32) >= 'a' && (c | 32) <= 'f') v = (c | 32) - 'a' + 10;
    return v;
}

/* "&#8217;", "&#x2019;" at i: its length, 0: it is none. */
static size_t number_at(dl_slice s, size_t i, uint32_t *cp)
{
    size_t at = i + 2;
    unsigned base = at < s.n && (s.p[at] | 32) == 'x' ? 16 : 10;
    at += base == 16;
    size_t from = at;
    *cp = 0;
    for (int v; at < s.n && at < from + 8 && (v = digit_of(s.p[at], base)) >= 0; at++)
        *cp = *cp * base + (uint32_t)v;
    if (at == from || at >= s.n || s.p[at] != ';' || *cp > 0x10FFFF) return 0;
    *cp = meant(*cp);
    return at + 1 - i;
}

static size_t name_at(dl_slice s, size_t i)
{
    size_t at = i + 1;
    while (at < s.n && at <= i + ENTITY_NAME_MAX && (is_letter(s.p[at]) || is_digit(s.p[at]))) at++;
    return at < s.n && s.p[at] == ';' ? at - i - 1 : 0;
}

/* The entity at i, put into the text; its length, 0: there is none. */
static size_t take_entity(markup *m, size_t i)
{
    char out[READ_ENTITY_ROOM];
    uint32_t cp;
    size_t used;
    size_t n;
    if (i + 1 < m->s.n && m->s.p[i + 1] == '#') {
        used = number_at(m->s, i, &cp);
        n = used ? dl_utf8_put(cp, out) : 0;
    } else {
        size_t name = name_at(m->s, i);
        used = name ? name + 2 : 0;
        n = name ? read_entity(m->t, dl_slice_cut(m->s, i + 1, i + 1 + name), out) : 0;
    }
    if (n == 0) return 0;
    m->again |= n == 1 && (out[0] == '&' || out[0] == '<');
    read_piece_put(m->out, out, n, i, used);
    return used;
}

/* ---- tags */

/* Ends the paragraph or line that stands in the text, once. */
static void put_break(markup *m, dl_slice what, size_t from, size_t used)
{
    const read_piece *o = m->out;
    size_t ends = 0;
    while (ends < o->n && ends < what.n && o->p[o->n - 1 - ends] == '\n') ends++;
    if (o->n == 0 || (ends == what.n && what.n > 1)) return;
    if (what.n == 1) ends = 0; /* two ends of line are a paragraph's */
    read_piece_put(m->out, what.p, what.n - ends, from, used);
}

static void put_effect(markup *m, read_effect e, size_t from, size_t used)
{
    if (e == EFFECT_BLOCK) put_break(m, DL_S("\n\n"), from, used);
    else if (e == EFFECT_LINE) put_break(m, DL_S("\n"), from, used);
    else if (e == EFFECT_BLANK) read_piece_put(m->out, " ", 1, from, used);
}

/* Behind the end of the comment that is open at i; 0: there is none. */
static size_t comment_end(markup *m, size_t i)
{
    size_t at = m->no_comment_end ? SIZE_MAX : dl_slice_find(m->s, DL_S("-->"), i);
    m->no_comment_end |= at == SIZE_MAX;
    return at == SIZE_MAX ? 0 : at + 3;
}

/* "<!-- -->", "<!DOCTYPE html>", "<![CDATA[ ]]>" at i. */
static size_t take_declaration(markup *m, size_t i)
{
    dl_slice rest = dl_slice_cut(m->s, i, m->s.n);
    size_t end = 0;
    if (dl_slice_starts(rest, DL_S("<!--"))) end = comment_end(m, i + 4);
    if (end) return end - i;
    if (dl_slice_starts(rest, DL_S("<![CDATA["))) return 9;
    dl_slice doctype = DL_S("<!doctype");
    if (rest.n > doctype.n && dl_slice_eq_nocase(dl_slice_cut(rest, 0, doctype.n), doctype))
        end = dl_slice_find_byte(rest, '>', 0);
    return end && end < TAG_MAX ? end + 1 : 0;
}

/* The end of the tag whose name ends at i: behind its ">"; 0: it is none. */
static size_t tag_end(dl_slice s, size_t i)
{
    size_t most = i + TAG_MAX < s.n ? i + TAG_MAX : s.n;
    if (i < s.n && s.p[i] != '>' && s.p[i] != '/' && s.p[i] != ' ' && s.p[i] != '\n'
        && s.p[i] != '\t' && s.p[i] != '\r')
        return 0;
    while (i < most && s.p[i] != '>' && s.p[i] != '<') i++;
    return i < most && s.p[i] == '>' ? i + 1 : 0;
}

/* Over an element that goes with all that it holds, from behind its opening tag on. */
static size_t skip_element(markup *m, dl_slice name, size_t from)
{
    if (m->no_element_end || m->s.p[from - 2] == '/') return from;
    for (size_t at = from; (at = dl_slice_find(m->s, DL_S("</"), at)) != SIZE_MAX;) {
        at += 2;
        dl_slice rest = dl_slice_cut(m->s, at, m->s.n);
        if (rest.n < name.n || !dl_slice_eq_nocase(dl_slice_cut(rest, 0, name.n), name)) continue;
        size_t end = tag_end(m->s, at + name.n);
        if (end) return end;
    }
    m->no_element_end = true;
    return from;
}

/* The tag at i: its length, 0: it is none. */
static size_t take_tag(markup *m, size_t i)
{
    char name[TAG_NAME_MAX];
    size_t at = i + 1;
    if (at < m->s.n && m->s.p[at] == '!') return take_declaration(m, i);
    bool closes = at < m->s.n && m->s.p[at] == '/';
    at += closes;
    size_t n = 0;
    while (at < m->s.n && n < TAG_NAME_MAX && (is_letter(m->s.p[at]) || is_digit(m->s.p[at]))) {
        char c = m->s.p[at++];
        name[n++] = is_letter(c) ? (char)(c | 32) : c;
    }
    read_effect e = read_tag_effect(m->t, dl_slice_of(name, n));
    size_t end = e == EFFECT_NONE ? 0 : tag_end(m->s, at);
    if (end == 0) return 0;
    if (e == EFFECT_DROP && !closes) end = skip_element(m, dl_slice_of(name, n), end);
    put_effect(m, e, i, end - i);
    return end - i;
}

/* ---- the door */

/* Where the next "<" or "&" stands. */
static size_t next_mark(dl_slice s, size_t i)
{
    while (i < s.n && s.p[i] != '<' && s.p[i] != '&') i++;
    return i;
}

read_marked read_markup(const dl_read_tables *t, dl_slice s, read_piece *out)
{
    size_t found = 0;
    markup m = { .t = t, .s = s, .out = out };
    for (size_t i = 0; i < s.n;) {
        size_t mark = next_mark(s, i);
        read_piece_copy(out, s.p + i, mark - i, i);
        i = mark;
        if (i == s.n) break;
        size_t used = s.p[i] == '<' ? take_tag(&m, i) : take_entity(&m, i);
        found += used > 0;
        if (used == 0) read_piece_copy(out, s.p + i, 1, i);
        i += used ? used : 1;
    }
    return (read_marked){ found, m.again };
}

bool read_looks_like_page(dl_slice s)
{
    s = dl_slice_trim(s);
    dl_slice doctype = DL_S("<!doctype html");
    dl_slice html = DL_S("<html");
    return (s.n > doctype.n && dl_slice_eq_nocase(dl_slice_cut(s, 0, doctype.n), doctype))
        || (s.n > html.n && dl_slice_eq_nocase(dl_slice_cut(s, 0, html.n), html));
}
