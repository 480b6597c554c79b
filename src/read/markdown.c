/* markdown - see markdown.h. Marks of lists stay: the rules on lines know them. Links to
 * a name ("[ferry][1]") and code stay too: no news has them. */
#include "markdown.h"

#include "base/chars.h"

enum {
    LABEL_MAX = 512, /* bytes of a link's words */
    ADDRESS_MAX = 2048,
    EMPHASIS_MAX = 1000, /* bytes from one sign of emphasis to its other */
    NESTED = 3, /* a picture in a link in an emphasis */
    HEADING_MAX = 6 /* signs before a heading */
};

/* ---- what stands where */

static size_t line_end(dl_slice s, size_t i)
{
    size_t end = dl_slice_find_byte(s, '\n', i);
    return end == SIZE_MAX ? s.n : end;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static size_t skip_blanks(dl_slice s, size_t i)
{
    while (i < s.n && is_blank(s.p[i])) i++;
    return i;
}

static size_t run_of(dl_slice s, size_t i, char c)
{
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] == c) n++;
    return n;
}

/* Bytes before the words of a heading that begins at i; 0: none does. */
static size_t heading_sign(dl_slice s, size_t i)
{
    size_t at = skip_blanks(s, i), n = run_of(s, at, '#'), words = skip_blanks(s, at + n);
    bool heading = n && n <= HEADING_MAX && words > at + n && words < s.n && s.p[words] != '\n';
    return heading ? words - i : 0;
}

/* Behind the sign that closes what was opened at i, on its line and before `stop`; 0:
 * none does. */
static size_t closed_at(dl_slice s, size_t i, const char *signs, char stop, size_t most)
{
    unsigned depth = 0;
    for (size_t at = i; at < s.n && at - i < most; at++) {
        char c = s.p[at];
        if (c == '\n' || (c == stop && at > i)) return 0;
        if (c == '\\') at++;
        else if (c == signs[0] && ++depth > NESTED) return 0;
        else if (c == signs[1] && --depth == 0) return at + 1;
    }
    return 0;
}

typedef struct link {
    dl_slice words; /* between its brackets */
    size_t end; /* behind its address */
} link;

/* "[words](address)" at i. */
static bool reads_link(dl_slice s, size_t i, link *l)
{
    size_t words = s.p[i] == '[' ? closed_at(s, i, "[]", 0, LABEL_MAX) : 0;
    if (!words || words >= s.n || s.p[words] != '(') return false;
    l->end = closed_at(s, words, "()", '[', ADDRESS_MAX);
    l->words = dl_slice_cut(s, i + 1, words - 1);
    return l->end != 0;
}

static bool begins_address(dl_slice s, size_t i)
{
    dl_slice rest = dl_slice_cut(s, i, s.n);
    return dl_slice_starts(rest, DL_S("http://")) || dl_slice_starts(rest, DL_S("https://"))
        || dl_slice_starts(rest, DL_S("/"));
}

bool read_is_markdown(dl_slice s)
{
    for (size_t i = 0; i < s.n; i = line_end(s, i) + 1)
        if (heading_sign(s, i)) return true;
    dl_slice sign = DL_S("](");
    for (size_t i = 0; (i = dl_slice_find(s, sign, i)) != SIZE_MAX; i += sign.n)
        if (begins_address(s, i + sign.n)) return true;
    return false;
}

/* ---- inside a line */

enum { STRONG = 3 /* signs of emphasis in a row, at most */ };

/* What was looked for in vain is not looked for again: steps stay linear. */
typedef struct passage {
    dl_slice s; /* the whole text */
    read_piece *out;
    size_t address; /* the next "](" */
    size_t vain[2][STRONG + 1]; /* up to here none closes: of "*" and "_", by signs in a row */
} passage;

static void put_words(passage *p, size_t from, size_t to, int depth);

static void copy(passage *p, size_t from, size_t to)
{
    if (to > from) read_piece_copy(p->out, p->s.p + from, to - from, from);
}

static size_t place_of(passage *p, dl_slice part) { return (size_t)(part.p - p->s.p); }

static bool is_sign(char c) { return c > ' ' && c < 127 && !dl_is_letter(c) && !dl_is_digit(c); }

static bool is_wordy(dl_slice s, size_t i) { return i < s.n && dl_is_wordy(s.p[i]); }

static bool is_link(passage *p, size_t i, link *l)
{
    if (p->address < i) p->address = dl_slice_find(p->s, DL_S("]("), i);
    return p->address != SIZE_MAX && p->address - i <= LABEL_MAX && reads_link(p->s, i, l);
}

/* The sign of emphasis that closes the one of n bytes at i; 0: none does. */
static size_t emphasis_end(passage *p, size_t i, size_t n, size_t to)
{
    dl_slice s = p->s;
    size_t most = i + EMPHASIS_MAX < to ? i + EMPHASIS_MAX : to;
    size_t *vain = &p->vain[s.p[i] == '_'][n];
    if ((i && is_wordy(s, i - 1)) || i + n >= to || is_blank(s.p[i + n])) return 0;
    for (size_t at = *vain > i + n ? *vain : i + n; at < most;) {
        size_t run = run_of(s, at, s.p[i]);
        if (run == n && !is_blank(s.p[at - 1]) && !is_wordy(s, at + n)) return at;
        at += run ? run : 1;
    }
    if (most > *vain) *vain = most;
    return 0;
}

/* What stands at i, if it is a sign: behind it; 0: it is none. */
static size_t take_sign(passage *p, size_t i, size_t to, int depth)
{
    link l;
    dl_slice s = p->s;
    char c = s.p[i];
    if (c == '\\' && i + 1 < to && is_sign(s.p[i + 1])) {
        copy(p, i + 1, i + 2);
        return i + 2;
    }
    if (c == '!' && i + 1 < to && is_link(p, i + 1, &l) && l.end <= to) return l.end;
    if (c == '[' && is_link(p, i, &l) && l.end <= to) {
        size_t words = place_of(p, l.words);
        put_words(p, words, words + l.words.n, depth + 1);
        return l.end;
    }
    size_t n = c == '*' || c == '_' ? run_of(s, i, c) : 0;
    size_t end = n && n <= STRONG ? emphasis_end(p, i, n, to) : 0;
    if (end) put_words(p, i + n, end, depth + 1);
    return end ? end + n : 0;
}

static bool may_be_sign(char c)
{
    return c == '\\' || c == '!' || c == '[' || c == '*' || c == '_';
}

static void put_words(passage *p, size_t from, size_t to, int depth)
{
    size_t kept = from; /* what stands before it is put */
    for (size_t i = from; i < to && depth <= NESTED; i++) {
        if (!may_be_sign(p->s.p[i])) continue;
        copy(p, kept, i);
        kept = i;
        size_t end = take_sign(p, i, to, depth);
        if (!end) continue;
        kept = end;
        i = end - 1;
    }
    copy(p, kept, to);
}

/* ---- lines */

/* "---", "* * *", "===": a rule, or what underlines a heading. */
static bool is_rule(dl_slice s, size_t i, size_t end)
{
    enum { LEAST = 3 };
    size_t n = 0, first = skip_blanks(s, i);
    if (first >= end || !memchr("-*_=", s.p[first], 4)) return false;
    for (size_t at = first; at < end; at++) {
        if (!is_blank(s.p[at]) && s.p[at] != s.p[first]) return false;
        n += s.p[at] == s.p[first];
    }
    return n >= LEAST;
}

static size_t quote_sign(dl_slice s, size_t i)
{
    size_t at = skip_blanks(s, i);
    while (at < s.n && s.p[at] == '>') at = skip_blanks(s, at + 1);
    return at > i && s.p[at - 1] != '\n' && memchr(s.p + i, '>', at - i) ? at - i : 0;
}

/* "Ferry ##": where its words end. */
static size_t heading_end(dl_slice s, size_t from, size_t end)
{
    size_t at = end;
    while (at > from && (is_blank(s.p[at - 1]) || s.p[at - 1] == '#')) at--;
    return at;
}

static void put_heading(passage *p, size_t from, size_t end)
{
    put_words(p, from, heading_end(p->s, from, end), 0);
    bool runs_on = end + 1 < p->s.n && p->s.p[end + 1] != '\n';
    if (runs_on) read_piece_put(p->out, "\n", 1, end, 0);
}

void read_markdown(dl_slice s, read_piece *out)
{
    passage p = { .s = s, .out = out };
    for (size_t i = 0, end; i < s.n; i = end + 1) {
        end = line_end(s, i);
        size_t heading = heading_sign(s, i);
        if (heading) put_heading(&p, i + heading, end);
        else if (!is_rule(s, i, end)) put_words(&p, i + quote_sign(s, i), end, 0);
        if (end < s.n) copy(&p, end, end + 1);
    }
}
