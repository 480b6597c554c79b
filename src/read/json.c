/* json - see json.h. */
#include "json.h"

typedef struct walker {
    dl_slice s;
    size_t at;
    uint32_t depth;
    uint64_t list[READ_JSON_DEPTH_MAX / 64]; /* a bit a level: it is a list, no object */
    read_fault *fault;
} walker;

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

static void skip_blanks(walker *w)
{
    while (w->at < w->s.n && is_blank(w->s.p[w->at])) w->at++;
}

static bool refuse(walker *w, const char *why)
{
    *w->fault = (read_fault){ w->at, w->at < w->s.n ? why : "it ends too early" };
    return false;
}

static char here(const walker *w) { return w->at < w->s.n ? w->s.p[w->at] : 0; }

/* Over a text; a line end inside is a text that was never closed. */
static bool skip_text(walker *w)
{
    for (w->at++; w->at < w->s.n;) {
        w->at = dl_slice_find_any(w->s, DL_S("\"\\\n"), w->at);
        char c = here(w); /* 0: the end */
        if (c == '\n') return refuse(w, "a line ends inside a text");
        if (c) w->at += c == '\\' ? 2 : 1;
        if (c == '"') return true;
    }
    return refuse(w, "");
}

static bool is_word_char(char c)
{
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    return letter || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* A number, true, false, null, NaN, Infinity. */
static bool skip_word(walker *w, read_kind *kind)
{
    static const char *const number[] = { "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf" };
    size_t from = w->at;
    while (is_word_char(here(w))) w->at++;
    dl_slice word = dl_slice_cut(w->s, from, w->at);
    *kind = READ_NUMBER;
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        if (dl_slice_is(word, number[i])) return true;
    if (dl_slice_is(word, "true")) *kind = READ_TRUE;
    else if (dl_slice_is(word, "false")) *kind = READ_FALSE;
    else if (dl_slice_is(word, "null")) *kind = READ_NULL;
    if (*kind != READ_NUMBER) return true;
    char first = word.n ? word.p[0] : 0;
    if (word.n > 1 && (first == '-' || first == '+')) first = word.p[1];
    if ((first >= '0' && first <= '9') || (first == '.' && word.n > 1)) return true;
    w->at = from;
    return refuse(w, "no value stands here");
}

static bool in_list(const walker *w)
{
    uint32_t level = w->depth - 1;
    return w->list[level / 64] >> level % 64 & 1;
}

static bool enter(walker *w, bool list)
{
    if (w->depth == READ_JSON_DEPTH_MAX)
        return refuse(w, "values stand too deep inside each other");
    uint64_t bit = (uint64_t)1 << w->depth % 64;
    if (list) w->list[w->depth / 64] |= bit;
    else w->list[w->depth / 64] &= ~bit;
    w->depth++;
    w->at++;
    skip_blanks(w);
    return true;
}

static bool skip_key(walker *w)
{
    if (here(w) != '"') return refuse(w, "a key should stand here");
    if (!skip_text(w)) return false;
    skip_blanks(w);
    if (here(w) != ':') return refuse(w, "a colon should stand here");
    w->at++;
    skip_blanks(w);
    return true;
}

static bool at_close(const walker *w) { return here(w) == (in_list(w) ? ']' : '}'); }

/* What stands behind a value: closes what ends here, and goes to the next value of what
 * does not. done: nothing is open any more. */
static bool go_on(walker *w, bool *done)
{
    for (*done = true; w->depth; w->depth--, w->at++) {
        skip_blanks(w);
        if (here(w) == ',') {
            w->at++;
            skip_blanks(w);
            if (!at_close(w)) { /* a comma too many is forgiven */
                *done = false;
                return in_list(w) || skip_key(w);
            }
        }
        if (!at_close(w)) return refuse(w, "a comma or a closing bracket should stand here");
    }
    return true;
}

/* Enters an object or list, or passes a plain value. inside: its first value is next. */
static bool take(walker *w, read_kind *kind, bool *inside)
{
    char c = here(w);
    *inside = false;
    if (c == '"') {
        *kind = READ_TEXT;
        return skip_text(w);
    }
    if (c != '{' && c != '[') return skip_word(w, kind);
    *kind = c == '[' ? READ_LIST : READ_OBJECT;
    if (!enter(w, c == '[')) return false;
    *inside = !at_close(w);
    if (*inside) return c == '[' || skip_key(w);
    w->depth--;
    w->at++;
    return true;
}

bool read_json_value(dl_slice s, size_t *at, read_value *v, read_fault *fault)
{
    walker w = { .s = s, .at = *at, .fault = fault };
    *fault = (read_fault){ 0, NULL };
    skip_blanks(&w);
    v->start = w.at;
    bool inside;
    bool done = false;
    if (!take(&w, &v->kind, &inside)) return false;
    for (read_kind kind; !done;) {
        if (!inside && !go_on(&w, &done)) return false;
        if (!done && !take(&w, &kind, &inside)) return false;
    }
    v->end = w.at;
    *at = w.at;
    return true;
}

bool read_json_ends(dl_slice s, size_t at)
{
    while (at < s.n && is_blank(s.p[at])) at++;
    return at == s.n;
}

/* ---- what stands in a checked value */

/* To the next value of an object or list; false at its end. */
static bool to_next(dl_slice s, read_value of, size_t *at)
{
    if (*at == 0) *at = of.start + 1;
    while (*at + 1 < of.end && (is_blank(s.p[*at]) || s.p[*at] == ',')) ++*at;
    return *at + 1 < of.end;
}

bool read_json_element(dl_slice s, read_value list, size_t *at, read_value *v)
{
    read_fault fault;
    return to_next(s, list, at) && read_json_value(s, at, v, &fault);
}

bool read_json_member(dl_slice s, read_value object, size_t *at, read_value *key, read_value *v)
{
    read_fault fault;
    if (!to_next(s, object, at) || !read_json_value(s, at, key, &fault)) return false;
    while (*at < object.end && (is_blank(s.p[*at]) || s.p[*at] == ':')) ++*at;
    return read_json_value(s, at, v, &fault);
}

/* ---- characters */

static int hex4(const char *p)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        char low = (char)(c | 32);
        if (c >= '0' && c <= '9') v = v * 16 + (c - '0');
        else if (low >= 'a' && low <= 'f') v = v * 16 + (low - 'a' + 10);
        else return -1;
    }
    return v;
}

/* The unit of the escape "\uXXXX" at i; -1: there is none. */
static int unit_at(dl_slice s, size_t i, size_t end)
{
    return i + 6 <= end && s.p[i] == '\\' && s.p[i + 1] == 'u' ? hex4(s.p + i + 2) : -1;
}

static size_t put_unit(dl_slice s, size_t i, size_t end, int unit, read_piece *out)
{
    int low = unit >= 0xD800 && unit < 0xDC00 ? unit_at(s, i + 6, end) : -1;
    if (low >= 0xDC00 && low < 0xE000) {
        uint32_t cp = 0x10000u + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
        read_piece_char(out, cp, i, 12);
        return 12;
    }
    if (unit == 0) {
        out->nuls++;
        return 6;
    }
    out->broken += unit >= 0xD800 && unit < 0xE000;
    read_piece_char(out, (uint32_t)unit, i, 6);
    return 6;
}

/* One escape; answers its length. One that is not defined stands for its letter. */
static size_t put_escape(dl_slice s, size_t i, size_t end, read_piece *out)
{
    static const char from[] = "nrtbf";
    static const char to[] = "\n\r\t\b\f";
    if (i + 1 >= end) return 1;
    int unit = unit_at(s, i, end);
    if (unit >= 0) return put_unit(s, i, end, unit, out);
    const char *known = strchr(from, s.p[i + 1]);
    if (s.p[i + 1] && known) {
        read_piece_put(out, &to[known - from], 1, i, 2);
        return 2;
    }
    if ((unsigned char)s.p[i + 1] >= 0x80) return 1; /* its letter is more than one byte */
    read_piece_put(out, s.p + i + 1, s.p[i + 1] != 0, i, 2);
    return 2;
}

void read_json_text(dl_slice s, read_value text, read_piece *out)
{
    size_t end = text.end - 1;
    for (size_t i = text.start + 1; i < end;) {
        size_t from = i;
        i = dl_slice_find_any(dl_slice_cut(s, 0, end), DL_S("\\\0"), from);
        read_piece_copy(out, s.p + from, i - from, from);
        if (i < end && s.p[i] == 0) {
            out->nuls++;
            i++;
        } else if (i < end) {
            i += put_escape(s, i, end, out);
        }
    }
}

size_t read_json_runs(dl_slice s, read_value text)
{
    enum { START, PLAIN, SHORT, UNIT } last = START;
    size_t n = 1;
    for (size_t i = text.start; i < text.end;) {
        size_t next = dl_slice_find_any(dl_slice_cut(s, 0, text.end), DL_S("\\"), i);
        unsigned now = PLAIN;
        if (next == i && i + 1 < text.end) now = s.p[i + 1] == 'u' ? UNIT : SHORT;
        n += now != last;
        last = now;
        if (now == PLAIN) i = next > i ? next : i + 1;
        else i += now == UNIT ? 6 : 2;
    }
    return n;
}
