/* charset - see charset.h. Detection by uchardet, conversion by iconv, one character at a
 * time so that the map is exact. */
#include "charset.h"

#include <errno.h>
#include <iconv.h>

int dl_charset_detect(const char *bytes, size_t n, char out[32]);

enum {
    LOOK = 4096, /* bytes looked at for binary content */
    DETECT = 64 << 10, /* bytes that the charset is detected by */
    FEW_HIGH = 24 /* bytes beyond ASCII: fewer, among letters, prove nothing to a detector */
};

const uint16_t read_windows_1252[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

/* ---- what the bytes look like */

read_utf16 read_is_utf16(dl_slice s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    if (s.n < 2) return READ_NO_UTF16;
    if (p[0] == 0xFF && p[1] == 0xFE) return READ_UTF16_LITTLE;
    if (p[0] == 0xFE && p[1] == 0xFF) return READ_UTF16_BIG;
    if (s.n < 4 || s.n % 2) return READ_NO_UTF16;
    bool first_ascii = p[0] > 8 && p[0] < 0x80 && p[2] < 0x80;
    if (first_ascii && p[1] == 0 && p[3] == 0 && p[2]) return READ_UTF16_LITTLE;
    bool second_ascii = p[1] > 8 && p[1] < 0x80 && p[3] < 0x80;
    if (second_ascii && p[0] == 0 && p[2] == 0 && p[3]) return READ_UTF16_BIG;
    return READ_NO_UTF16;
}

bool read_is_binary(dl_slice s)
{
    size_t n = s.n < LOOK ? s.n : LOOK;
    size_t odd = 0;
    size_t nul = 0;
    if (read_is_utf16(s)) return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        nul += c == 0;
        odd += c < 9 || (c > 13 && c < 32 && c != 27);
    }
    /* A stray zero byte is a fault of a text. */
    return nul * 100 > n || odd * 20 > n;
}

/* Bytes that open files of other kinds, and no text. */
typedef struct foreign {
    const char *first, *kind;
} foreign;
static const foreign foreigns[] = { { "%PDF-", "a PDF" },
    { "PK\x03\x04", "a ZIP archive or an office document" }, { "{\\rtf1", "RTF" },
    { "\xD0\xCF\x11\xE0", "an office document" },
    { "\xFD"
      "7zXZ",
        "packed by xz" },
    { "7z\xBC\xAF\x27", "a 7z archive" }, { "Rar!\x1A\x07", "a RAR archive" },
    { "BZh91AY&SY", "packed by bzip2" }, { "\x89PNG\r\n", "a picture" },
    { "\xFF\xD8\xFF", "a picture" }, { "SQLite format 3", "a SQLite file" } };

const char *read_foreign_kind(dl_slice s)
{
    for (size_t i = 0; i < sizeof foreigns / sizeof *foreigns; i++)
        if (dl_slice_starts(s, dl_slice_str(foreigns[i].first))) return foreigns[i].kind;
    return NULL;
}

/* ---- parts of a text */

/* Valid UTF-8 as it stands, zero bytes left out. */
static void copy(read_piece *o, dl_slice s, size_t from)
{
    for (size_t i = 0; i < s.n;) {
        size_t nul = dl_slice_find_byte(s, 0, i);
        size_t end = nul == SIZE_MAX ? s.n : nul;
        read_piece_copy(o, s.p + i, end - i, from + i);
        o->nuls += nul != SIZE_MAX;
        i = end + (nul != SIZE_MAX);
    }
}

static bool continues(dl_slice s, size_t i)
{
    return i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80;
}

/* Bytes of the broken character at i: what could be its beginning. */
static size_t broken_length(dl_slice s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    size_t most = 1; /* a character of n bytes breaks off behind n - 1 of them at most */
    if (c >= 0xE0 && c < 0xF5) most = c < 0xF0 ? 2 : 3;
    size_t n = 1;
    while (n < most && continues(s, i + n)) n++;
    return n;
}

/* UTF-8 with broken parts: each becomes U+FFFD. */
static void repair(read_piece *o, dl_slice s, size_t from)
{
    for (size_t i = 0; i < s.n;) {
        dl_slice rest = dl_slice_cut(s, i, s.n);
        size_t bad = dl_utf8_bad(rest);
        copy(o, dl_slice_cut(rest, 0, bad == SIZE_MAX ? rest.n : bad), from + i);
        if (bad == SIZE_MAX) return;
        size_t n = broken_length(rest, bad);
        read_piece_char(o, DL_REPLACEMENT, from + i + bad, n);
        o->broken++;
        i += bad + n;
    }
}

static uint32_t unit16(dl_slice s, size_t i, bool big)
{
    uint32_t a = (unsigned char)s.p[i];
    uint32_t b = (unsigned char)s.p[i + 1];
    return big ? a << 8 | b : b << 8 | a;
}

static void from_utf16(read_piece *o, dl_slice s, bool big, size_t limit)
{
    for (size_t i = 0; i + 1 < s.n && o->n < limit;) {
        uint32_t u = unit16(s, i, big);
        uint32_t low = u >> 10 == 0x36 && i + 3 < s.n ? unit16(s, i + 2, big) : 0;
        size_t used = low >> 10 == 0x37 ? 4 : 2;
        if (used == 4) u = 0x10000 + ((u & 0x3FF) << 10 | (low & 0x3FF));
        o->broken += used == 2 && u >> 11 == 0x1B;
        o->nuls += u == 0;
        if (u && u != 0xFEFF) read_piece_char(o, u, i, used);
        i += used;
    }
    o->broken += s.n % 2;
}

/* ---- other charsets */

typedef struct converter {
    iconv_t cd;
    bool ascii; /* bytes below 0x80 stand for themselves between characters */
} converter;

static bool is_ascii_based(dl_slice charset)
{
    return !dl_slice_starts(charset, DL_S("UTF-")) && !dl_slice_starts(charset, DL_S("ISO-2022"))
        && !dl_slice_starts(charset, DL_S("HZ"));
}

/* False: iconv does not know the charset, or memory ran out (in d->err). */
static bool converter_open(dl_doc *d, converter *c, const char *charset)
{
    c->cd = iconv_open("UTF-8", charset);
    c->ascii = is_ascii_based(dl_slice_str(charset));
    if (c->cd != (iconv_t)-1) return true;
    if (errno != EINVAL) dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
    return false;
}

enum { CHAR_BYTES = 8, CHAR_ROOM = 32 /* bytes of one character: of the charset, in UTF-8 */ };

/* Some charsets (windows-1258, BIG5-HKSCS) hold a letter back in case a mark follows: it
 * is asked for at once, or it would come out as part of the next character, and the last
 * one of a text never. */
static size_t held_back(iconv_t cd, char *out)
{
    size_t left = CHAR_ROOM;
    iconv(cd, NULL, NULL, &out, &left);
    return CHAR_ROOM - left;
}

/* The character at s[i]: bytes used, 0 where it is none; put: bytes written to `out`. */
static size_t convert_one(const converter *c, dl_slice s, size_t i, char *out, size_t *put)
{
    for (size_t n = 1; n <= CHAR_BYTES && i + n <= s.n; n++) {
        char *in = (char *)(uintptr_t)(s.p + i);
        char *to = out;
        size_t in_left = n;
        size_t out_left = CHAR_ROOM;
        *put = 0;
        if (iconv(c->cd, &in, &in_left, &to, &out_left) != (size_t)-1) {
            *put = CHAR_ROOM - out_left;
            if (*put == 0) *put = held_back(c->cd, out);
            return n;
        }
        bool more = errno == EINVAL;
        iconv(c->cd, NULL, NULL, NULL, NULL);
        if (!more) return 0;
    }
    return 0;
}

static size_t ascii_length(dl_slice s, size_t i)
{
    size_t from = i;
    while (i < s.n && s.p[i] > 0) i++;
    return i - from;
}

static void convert(read_piece *o, const converter *c, dl_slice s, size_t from, size_t limit)
{
    char out[CHAR_ROOM];
    for (size_t i = 0; i < s.n && o->n < limit;) {
        size_t plain = c->ascii ? ascii_length(s, i) : 0;
        read_piece_copy(o, s.p + i, plain, from + i);
        i += plain;
        if (i == s.n) break;
        size_t put;
        size_t used = convert_one(c, s, i, out, &put);
        if (used == 0) {
            used = 1;
            put = dl_utf8_put(DL_REPLACEMENT, out);
            o->broken++;
        }
        bool nul = put == 1 && out[0] == 0;
        o->nuls += nul;
        if (!nul) read_piece_put(o, out, put, from + i, used);
        i += used;
    }
}

/* ---- line by line */

typedef enum line_kind { LINE_UTF8, LINE_DAMAGED, LINE_OTHER } line_kind;

/* A line's whole multibyte characters against its broken parts. */
static line_kind kind_of(dl_slice line)
{
    size_t bad = dl_utf8_bad(line);
    if (bad == SIZE_MAX) return LINE_UTF8;
    size_t good = 0;
    size_t broken = 0;
    for (size_t i = 0; i < line.n;) {
        size_t at = i;
        bool high = (unsigned char)line.p[i] >= 0x80;
        uint32_t cp = dl_utf8_next(line, &i);
        if (high && cp == DL_REPLACEMENT && i == at + 1) broken++;
        else good += high;
    }
    return good >= broken ? LINE_DAMAGED : LINE_OTHER;
}

static dl_slice line_at(dl_slice s, size_t i)
{
    size_t end = dl_slice_find_byte(s, '\n', i);
    return dl_slice_cut(s, i, end == SIZE_MAX ? s.n : end + 1);
}

typedef struct survey {
    dl_slice sample; /* lines that are no UTF-8, or all where none is */
    size_t high, letters; /* in them */
    size_t good; /* characters beyond ASCII in lines that are UTF-8 */
    size_t other; /* lines that are no UTF-8 */
    bool whole; /* lines are not to be told apart */
} survey;

static void count_line(survey *v, dl_slice line, bool other)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        bool high = c < 0;
        if (!other) v->good += high && !continues(line, i);
        else {
            v->high += high;
            v->letters += (c | 32) >= 'a' && (c | 32) <= 'z';
        }
    }
}

static survey look_at_lines(dl_arena *a, dl_slice s)
{
    survey v = { .other = 0 };
    char *sample = dl_arena_room(a, DETECT);
    size_t n = 0;
    for (size_t i = 0; sample && i < s.n;) {
        dl_slice line = line_at(s, i);
        line_kind kind = kind_of(line);
        i += line.n;
        count_line(&v, line, kind == LINE_OTHER);
        v.other += kind == LINE_OTHER;
        size_t take = line.n < DETECT - n ? line.n : DETECT - n;
        if (kind != LINE_OTHER || take == 0) continue;
        memcpy(sample + n, line.p, take);
        n += take;
    }
    v.sample = dl_slice_of(sample, n);
    if (v.good == 0) v.sample = dl_slice_cut(s, 0, s.n < DETECT ? s.n : DETECT);
    return v;
}

/* What western Europe writes: what few bytes beyond ASCII among many letters are. */
static bool is_western(dl_slice charset)
{
    return dl_slice_is(charset, "WINDOWS-1252") || dl_slice_is(charset, "ISO-8859-1")
        || dl_slice_is(charset, "ISO-8859-15");
}

/* Names the charset of the lines that are no UTF-8; "": it is not known. Answers whether
 * there is enough of them to be sure. */
static bool detect(dl_doc *d, const survey *v, char name[32])
{
    name[0] = 0;
    if (!dl_charset_detect(v->sample.p, v->sample.n, name))
        dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_slice s = dl_slice_str(name);
    if (dl_slice_eq_nocase(s, DL_S("ASCII")) || dl_slice_eq_nocase(s, DL_S("UTF-8"))) name[0] = 0;
    return v->high >= FEW_HIGH || v->high * 3 >= v->letters || is_western(s);
}

/* A charset of several bytes a character may look like UTF-8 in a line or two. */
static bool by_line(const survey *v, const converter *c, const char *charset)
{
    static const char *const wide[] = { "GB", "BIG5", "EUC-", "SHIFT", "UHC", "CP949", "EUC" };
    if (!c->ascii) return false;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (dl_slice_starts(dl_slice_str(charset), dl_slice_str(wide[i]))) return v->good > v->high;
    return true;
}

static void put_lines(
    read_piece *o, const converter *c, dl_slice s, size_t from, bool each, size_t limit)
{
    if (!each) convert(o, c, s, from, limit);
    for (size_t i = 0; each && i < s.n && o->n < limit;) {
        dl_slice line = line_at(s, i);
        line_kind kind = kind_of(line);
        if (kind == LINE_OTHER) convert(o, c, line, from + i, limit);
        else repair(o, line, from + i);
        i += line.n;
    }
}

static size_t high_bytes(dl_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] < 0;
    return n;
}

/* Tries one charset; false: it is not known, or some of the text is none of its. */
static bool try_charset(
    dl_doc *d, const survey *v, dl_slice s, size_t limit, const char *charset, read_utf8 *out)
{
    converter c;
    if (!converter_open(d, &c, charset)) return false;
    read_piece o;
    dl_runs map = { NULL, 0, 0 };
    size_t room = s.n < limit ? s.n : limit;
    dl_runs_reserve(d->arena, &map, 2 * high_bytes(dl_slice_cut(s, 0, room)) + 1);
    read_piece_start(&o, d->arena, room + room / 8, &map);
    put_lines(&o, &c, s, 0, !v->whole && by_line(v, &c, charset), limit);
    iconv_close(c.cd);
    out->text = read_piece_text(&o);
    out->map = map;
    out->broken = o.broken;
    d->text.charset = dl_arena_copy(d->arena, dl_slice_str(charset));
    return o.broken == 0;
}

static void note_broken(dl_doc *d, dl_slice s, size_t broken)
{
    size_t bad = dl_utf8_bad(s);
    if (broken)
        dl_doc_note(d, DL_NOTE_BROKEN_UTF8, bad == SIZE_MAX ? -1 : (int64_t)bad,
            "%zu broken characters became U+FFFD", broken);
}

/* Lines of another charset: the detected one where that is sure; else windows-1252, of
 * which nothing is said where the detected one gives the same text. */
static void other_charset(dl_doc *d, const survey *v, dl_slice s, size_t limit, read_utf8 *out)
{
    char name[32];
    dl_slice detected = { NULL, 0 };
    bool sure = detect(d, v, name);
    if (name[0] && try_charset(d, v, s, limit, name, out)) {
        if (sure) return;
        detected = out->text;
    }
    try_charset(d, v, s, limit, "WINDOWS-1252", out);
    if (!dl_slice_eq(detected, out->text))
        dl_doc_note(d, DL_NOTE_CHARSET_GUESSED, (int64_t)dl_utf8_bad(s),
            "no charset is declared or plain: taken for windows-1252");
}

static void mixed(dl_doc *d, dl_slice s, size_t limit, read_utf8 *out)
{
    survey v = look_at_lines(d->arena, s);
    if (v.other) {
        other_charset(d, &v, s, limit, out);
    } else {
        try_charset(d, &v, s, limit, "WINDOWS-1252", out);
        d->text.charset = DL_S("UTF-8");
    }
    note_broken(d, s, out->broken);
}

/* ---- the door */

static void note_nuls(dl_doc *d, dl_slice s, size_t nuls)
{
    if (nuls)
        dl_doc_note(d, DL_NOTE_NUL, (int64_t)dl_slice_find_byte(s, 0, 0),
            "%zu zero bytes were dropped", nuls);
}

static void whole(dl_doc *d, dl_slice s, read_utf16 wide, size_t limit, read_utf8 *out)
{
    read_piece o;
    read_piece_start(&o, d->arena, s.n < limit ? s.n : limit, &out->map);
    if (wide) from_utf16(&o, s, wide == READ_UTF16_BIG, limit);
    else if (dl_slice_starts(s, DL_S("\xEF\xBB\xBF"))) repair(&o, dl_slice_cut(s, 3, s.n), 3);
    else copy(&o, s, 0);
    out->text = read_piece_text(&o);
    if (!wide) note_nuls(d, s, o.nuls);
    note_broken(d, s, o.broken);
    const char *const name[] = { "UTF-8", "UTF-16LE", "UTF-16BE" };
    d->text.charset = dl_slice_str(name[wide]);
}

void read_to_utf8(dl_doc *d, dl_slice s, size_t limit, read_utf8 *out)
{
    *out = (read_utf8){ .text = s };
    read_utf16 wide = read_is_utf16(s);
    bool marked = dl_slice_starts(s, DL_S("\xEF\xBB\xBF"));
    bool valid = !wide && !marked && dl_utf8_bad(s) == SIZE_MAX;
    bool nul = valid && dl_slice_find_byte(s, 0, 0) != SIZE_MAX;
    if (wide || marked || nul) {
        whole(d, s, wide, limit, out);
    } else if (valid) {
        out->same = true;
        d->text.charset = DL_S("UTF-8");
    } else {
        mixed(d, s, limit, out);
    }
    dl_doc_ok(d);
}

void read_said_to_utf8(dl_doc *d, dl_slice s, dl_slice charset, read_utf8 *out)
{
    const char *name = charset.n ? dl_arena_str(d->arena, charset) : NULL;
    survey none = { .whole = true };
    *out = (read_utf8){ .text = s };
    bool utf8 = dl_utf8_bad(s) == SIZE_MAX && !read_is_utf16(s);
    bool marked = dl_slice_starts(s, DL_S("\xEF\xBB\xBF"));
    if (utf8 && !marked && dl_slice_find_byte(s, 0, 0) == SIZE_MAX) { /* looked at once */
        out->same = true;
        d->text.charset = DL_S("UTF-8");
        return;
    }
    if (utf8 || !name || !try_charset(d, &none, s, SIZE_MAX, name, out))
        read_to_utf8(d, s, SIZE_MAX, out);
}
