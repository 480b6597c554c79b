/* html_text - the characters of a text or a value, as a reader sees them. In: a slice of
 * the page. Out: references decoded, ends of line as "\n", zero bytes as U+FFFD, with the
 * map to the page. */
#include "html.h"

#include "base/chars.h"
#include "charset.h"

enum {
    NAME_MAX = 32, /* letters of a reference's name; the longest has 31 */
    BARE_MAX = 6 /* of one that may stand without its semicolon */
};

/* ---- numbers */

/* What browsers take the control characters 128 to 159 for: windows-1252. */
static uint32_t meant(uint32_t cp)
{
    if (cp >= 0x80 && cp < 0xA0 && read_windows_1252[cp - 0x80])
        return read_windows_1252[cp - 0x80];
    return cp == 0 ? DL_REPLACEMENT : cp;
}

static int digit_of(char c, bool hex)
{
    if (dl_is_digit(c)) return c - '0';
    char l = (char)(c | 32);
    return hex && l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/* "&#8217;", "&#x2019": bytes used, 0: it is none. */
static size_t number_at(dl_slice s, size_t at, char *out, size_t *out_n)
{
    size_t i = at + 2;
    bool hex = i < s.n && (s.p[i] | 32) == 'x';
    i += hex;
    size_t from = i;
    uint32_t cp = 0;
    for (int v; i < s.n && (v = digit_of(s.p[i], hex)) >= 0; i++) {
        cp = cp * (hex ? 16 : 10) + (uint32_t)v;
        if (cp > 0x110000) cp = 0x110000; /* no such character, however many digits follow */
    }
    if (i == from) return 0;
    i += i < s.n && s.p[i] == ';';
    *out_n = dl_utf8_put(meant(cp), out);
    return i - at;
}

/* ---- names */

static size_t name_length(dl_slice s, size_t from)
{
    size_t i = from;
    while (i < s.n && i - from < NAME_MAX && (dl_is_letter(s.p[i]) || dl_is_digit(s.p[i]))) i++;
    return i - from;
}

/* The longest name without a semicolon that stands at `from`. */
static size_t bare_length(const dl_read_tables *t, dl_slice s, size_t from, size_t most)
{
    size_t n = most < BARE_MAX ? most : BARE_MAX;
    while (n && !read_entity_is_bare(t, dl_slice_cut(s, from, from + n))) n--;
    return n;
}

static size_t name_at(
    const dl_read_tables *t, dl_slice s, size_t at, bool value, char *out, size_t *out_n)
{
    size_t from = at + 1;
    size_t n = name_length(s, from);
    if (n == 0) return 0;
    if (from + n < s.n && s.p[from + n] == ';') {
        *out_n = read_entity(t, dl_slice_cut(s, from, from + n), out);
        if (*out_n) return n + 2;
    }
    n = bare_length(t, s, from, n);
    if (n == 0) return 0;
    char next = from + n < s.n ? s.p[from + n] : ' ';
    if (value && (next == '=' || dl_is_letter(next) || dl_is_digit(next))) return 0;
    *out_n = read_entity(t, dl_slice_cut(s, from, from + n), out);
    return n + 1;
}

size_t read_html_reference(const dl_read_tables *t, dl_slice s, size_t at, bool value,
    char out[READ_ENTITY_ROOM], size_t *out_n)
{
    *out_n = 0;
    if (at + 1 < s.n && s.p[at + 1] == '#') return number_at(s, at, out, out_n);
    return name_at(t, s, at, value, out, out_n);
}

/* ---- slices */

static bool is_plain(char c) { return c != '&' && c != '\r' && c != 0; }

/* The one character at i that does not stand for itself: bytes used. */
static size_t put_odd(const html_tree *t, dl_slice s, size_t i, html_chars how, read_piece *out)
{
    char room[READ_ENTITY_ROOM];
    size_t n;
    size_t used = 0;
    if (s.p[i] == '\r') {
        used = i + 1 < s.n && s.p[i + 1] == '\n' ? 2 : 1;
        read_piece_put(out, "\n", 1, i, used);
        return used;
    }
    if (s.p[i] == 0) {
        read_piece_char(out, DL_REPLACEMENT, i, 1);
        return 1;
    }
    if (how != HTML_CHARS_RAW)
        used = read_html_reference(t->tables, s, i, how == HTML_CHARS_VALUE, room, &n);
    if (used) read_piece_put(out, room, n, i, used);
    else read_piece_copy(out, "&", 1, i);
    return used ? used : 1;
}

void read_html_chars(const html_tree *t, uint32_t at, uint32_t n, html_chars how, read_piece *out)
{
    dl_slice s = dl_slice_cut(t->page, 0, at + n);
    for (size_t i = at; i < s.n;) {
        size_t from = i;
        while (i < s.n && is_plain(s.p[i])) i++;
        read_piece_copy(out, s.p + from, i - from, from);
        if (i < s.n) i += put_odd(t, s, i, how, out);
    }
}

void read_html_text(const html_tree *t, html_id id, read_piece *out)
{
    const html_node *n = html_at(t, id);
    bool raw = n->raw || n->kind == HTML_COMMENT;
    read_html_chars(t, n->at, n->n, raw ? HTML_CHARS_RAW : HTML_CHARS_TEXT, out);
}
