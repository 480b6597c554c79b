/* split_json - see split_json.h. A character is looked at once; nothing is kept of those
 * before but what split_json holds. */
#include "split_json.h"

enum { RECORD_SEPARATOR = 0x1E, OTHER_CHAR = 'x' /* any that JSON gives no meaning */ };

/* The character at `at`; of UTF-16 those beyond ASCII are all one. */
static unsigned char char_at(const read_split *x, dl_slice w, size_t at)
{
    if (x->width == 1) return (unsigned char)w.p[at];
    unsigned char high = (unsigned char)w.p[at + (x->big_endian ? 0 : 1)];
    unsigned char low = (unsigned char)w.p[at + (x->big_endian ? 1 : 0)];
    if (high == 0xFE && low == 0xFF) return ' '; /* a byte order mark */
    return high ? OTHER_CHAR : low;
}

static bool is_blank(unsigned char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static bool is_mark(unsigned char c) { return c == 0xEF || c == 0xBB || c == 0xBF; }

static read_split_found give(read_split *x, size_t to, size_t *start, size_t *end)
{
    *start = x->start;
    *end = to;
    x->state = SPLIT_BETWEEN;
    x->new_line = false;
    return SPLIT_VALUE;
}

/* Between values: separators are passed over, lists around them opened and closed. */
static void between(read_split *x, unsigned char c)
{
    bool mark = x->width == 1 && is_mark(c); /* where files were joined */
    x->start = x->at;
    if (is_blank(c) || c == ',' || c == RECORD_SEPARATOR || mark) return;
    if (c == '[') {
        x->lists++;
    } else if (c == ']' && x->lists) {
        x->lists--;
    } else {
        x->state = c == '{' ? SPLIT_INSIDE : SPLIT_OTHER;
        x->depth = c == '{';
        x->has_inner = false;
        x->last = c;
    }
}

/* A bracket that may not follow what stands before it, at the start of a line: the value
 * before broke off. */
static bool begins_anew(const read_split *x, unsigned char c)
{
    return c == '{' && x->new_line && !strchr(",:[{", x->last);
}

/* One character of an object; answers whether the object ends before it (-1), with it (1)
 * or goes on (0). */
static int inside(read_split *x, unsigned char c)
{
    if (c == RECORD_SEPARATOR || begins_anew(x, c)) return -1;
    if (c == '\n') x->new_line = true;
    if (is_blank(c)) return 0;
    x->new_line = false;
    if (c == '"') {
        x->state = SPLIT_TEXT;
    } else if (c == '{' || c == '[') {
        x->has_inner |= c == '{' && x->depth > 0;
        x->depth += x->depth < UINT32_MAX;
    } else if (c == '}' || c == ']') {
        x->depth--;
    }
    x->last = c;
    return x->depth == 0;
}

/* One character of a text. */
static void in_text(read_split *x, unsigned char c)
{
    if (c == '"') x->state = SPLIT_INSIDE;
    else if (c == '\\') x->state = SPLIT_ESCAPE;
    else if (c == '\n' || c == RECORD_SEPARATOR) x->state = SPLIT_LOST;
    x->new_line = x->state == SPLIT_LOST;
}

/* Behind a text that broke off: -1 where a line begins a value or ends a list. */
static int lost(read_split *x, unsigned char c)
{
    bool begins = c == '{' || c == '[' || c == ']' || c == RECORD_SEPARATOR || is_mark(c);
    if (x->new_line && begins) return -1;
    if (c == '\n') x->new_line = true;
    else if (!is_blank(c)) x->new_line = false;
    return 0;
}

/* In what is no object: before a line's end, or what a list goes on with. */
static int other(const read_split *x, unsigned char c)
{
    bool ends = c == '\n' || c == RECORD_SEPARATOR;
    if (x->lists) ends |= c == '{' || c == '[' || c == ']';
    return ends ? -1 : 0;
}

static int step(read_split *x, unsigned char c)
{
    switch (x->state) {
    case SPLIT_BETWEEN: between(x, c); return 0;
    case SPLIT_INSIDE: return inside(x, c);
    case SPLIT_TEXT: in_text(x, c); return 0;
    case SPLIT_ESCAPE: x->state = SPLIT_TEXT; return 0;
    case SPLIT_LOST: return lost(x, c);
    case SPLIT_OTHER: break;
    }
    return other(x, c);
}

/* Over the plain characters of a text: nearly all of a file. */
static void pass_text(read_split *x, dl_slice w)
{
    static const char ends[] = { '"', '\\', '\n', RECORD_SEPARATOR };
    x->at = dl_slice_find_any(w, dl_slice_of(ends, sizeof ends), x->at);
}

read_split_found read_split_next(read_split *x, dl_slice w, bool ended, size_t *start, size_t *end)
{
    while (x->at + x->width <= w.n) {
        if (x->state == SPLIT_TEXT && x->width == 1) pass_text(x, w);
        if (x->at + x->width > w.n) break;
        int ends = step(x, char_at(x, w, x->at));
        if (ends < 0) return give(x, x->at, start, end);
        x->at += x->width;
        if (ends > 0) return give(x, x->at, start, end);
    }
    if (!ended || x->state == SPLIT_BETWEEN) return SPLIT_MORE;
    x->at = w.n;
    return give(x, w.n, start, end);
}

void read_split_drop(read_split *x, size_t n)
{
    x->at -= n;
    x->start = x->start > n ? x->start - n : 0;
}
