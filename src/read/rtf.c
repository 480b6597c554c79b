/* rtf - see rtf.h. */
#include "rtf.h"

#include <stdlib.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "charset.h"

enum {
    GROUPS_MAX = 256, /* groups in each other */
    WORD_MAX = 32, /* bytes of a control word */
    NUMBER_MAX = 10
};

typedef struct group {
    bool out; /* nothing in it is text */
    uint32_t after; /* characters that stand for one given by number, behind it ("\uc") */
} group;

typedef struct rtf {
    dl_slice s;
    size_t at;
    dl_buf *text;
    group group[GROUPS_MAX];
    uint32_t depth;
    uint32_t pass; /* characters that are still to be passed over */
    uint32_t high; /* the first half of a pair; 0: none */
} rtf;

/* ---- what control words do */

static const struct {
    const char *word, *put;
} signs[] = { { "par", "\n\n" }, { "sect", "\n\n" }, { "page", "\n\n" }, { "row", "\n\n" },
    { "line", "\n" }, { "tab", "\t" }, { "cell", "\t" }, { "emdash", "\xE2\x80\x94" },
    { "endash", "\xE2\x80\x93" }, { "lquote", "\xE2\x80\x98" }, { "rquote", "\xE2\x80\x99" },
    { "ldblquote", "\xE2\x80\x9C" }, { "rdblquote", "\xE2\x80\x9D" }, { "bullet", "\xE2\x80\xA2" },
    { "emspace", " " }, { "enspace", " " } };

/* They open a group of something that is no text. */
static const char *const no_text[] = { "fonttbl", "colortbl", "stylesheet", "info", "pict",
    "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "footnote", "annotation", "fldinst", "xmlnstbl", "listtable", "generator" };

static void put_char(rtf *r, uint32_t cp)
{
    char utf8[4];
    if (r->group[r->depth].out) return;
    if (r->pass) {
        r->pass--;
        return;
    }
    dl_buf_add(r->text, dl_slice_of(utf8, dl_utf8_put(cp, utf8)));
}

/* A byte of windows-1252. */
static void put_byte(rtf *r, unsigned char c)
{
    uint32_t cp = c >= 0x80 && c < 0xA0 ? read_windows_1252[c - 0x80] : c;
    if (cp) put_char(r, cp);
}

/* "\u8212", "\u-10179\u-8704": what follows for readers that know no numbers is passed
 * over. */
static void put_number(rtf *r, long n)
{
    uint32_t unit = (uint32_t)(n < 0 ? n + 0x10000 : n) & 0xFFFF;
    bool low = unit >= 0xDC00 && unit < 0xE000;
    r->pass = 0;
    if (low && r->high) put_char(r, 0x10000 + ((r->high - 0xD800) << 10) + (unit - 0xDC00));
    else if (unit < 0xD800 || unit >= 0xE000) put_char(r, unit);
    r->high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    r->pass = r->group[r->depth].after;
}

static void do_word(rtf *r, dl_slice word, bool numbered, long n)
{
    group *g = &r->group[r->depth];
    if (dl_slice_is(word, "u") && numbered) put_number(r, n);
    else if (dl_slice_is(word, "uc") && n >= 0 && n < WORD_MAX) g->after = (uint32_t)n;
    else if (dl_slice_is(word, "bin") && n > 0)
        r->at += (size_t)n < r->s.n - r->at ? (size_t)n : r->s.n - r->at;
    for (size_t i = 0; i < sizeof no_text / sizeof *no_text; i++)
        g->out |= dl_slice_is(word, no_text[i]);
    if (g->out) return;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (dl_slice_is(word, signs[i].word)) dl_buf_str(r->text, signs[i].put);
}

/* ---- reading */

static char here(const rtf *r) { return r->at < r->s.n ? r->s.p[r->at] : 0; }

/* "\par", "\uc1 ", "\u-8212": letters, a number, one blank that ends it. */
static void read_word(rtf *r)
{
    char number[NUMBER_MAX + 2];
    size_t from = r->at, n = 0;
    while (dl_is_letter(here(r)) && r->at - from < WORD_MAX) r->at++;
    dl_slice word = dl_slice_cut(r->s, from, r->at);
    if (here(r) == '-') number[n++] = r->s.p[r->at++];
    while (dl_is_digit(here(r)) && n <= NUMBER_MAX) number[n++] = r->s.p[r->at++];
    number[n] = 0;
    if (here(r) == ' ') r->at++;
    do_word(r, word, n > 0, strtol(number, NULL, 10));
}

static void read_hex(rtf *r)
{
    char hex[3] = { 0 };
    char *end;
    for (int i = 0; i < 2 && r->at < r->s.n; i++) hex[i] = r->s.p[r->at++];
    long c = strtol(hex, &end, 16);
    if (!*end && c > 0) put_byte(r, (unsigned char)c);
}

static void read_control(rtf *r)
{
    char c = here(r);
    if (dl_is_letter(c)) {
        read_word(r);
        return;
    }
    r->at += r->at < r->s.n;
    switch (c) {
    case '\'': read_hex(r); break;
    case '*': r->group[r->depth].out = true; break;
    case '~': put_char(r, ' '); break;
    case '_': put_char(r, '-'); break;
    case '\\':
    case '{':
    case '}': put_char(r, (uint32_t)c); break;
    case '\n':
    case '\r': do_word(r, DL_S("par"), false, 0); break;
    default: break;
    }
}

static bool enter(rtf *r)
{
    if (r->depth + 1 == GROUPS_MAX) return false;
    r->group[r->depth + 1] = r->group[r->depth];
    r->depth++;
    return true;
}

bool read_is_rtf(dl_slice file) { return dl_slice_starts(file, DL_S("{\\rtf")); }

bool read_rtf_text(dl_slice file, size_t most, dl_buf *out)
{
    rtf r = { .s = file, .text = out, .group = { { .after = 1 } } };
    while (r.at < r.s.n) {
        char c = r.s.p[r.at++];
        if (c == '{' && !enter(&r)) return false;
        if (c == '}') r.depth -= r.depth > 0;
        if (c == '\\') read_control(&r);
        else if (!strchr("{}\r\n", c) || !c) put_byte(&r, (unsigned char)c);
        if (out->n > most) return false;
    }
    return !out->failed;
}
