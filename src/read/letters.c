/* letters - see letters.h. A run of characters beyond ASCII is turned back into the bytes
 * it was made of, and these are read as UTF-8. */
#include "letters.h"

enum { RUN_MAX = 64 /* characters of a run looked at together */ };

/* The byte that windows-1252 shows as this character; -1: none. */
static int byte_of(uint32_t cp)
{
    /* 0x80 to 0x9F; 0: not defined, where programs leave the control character. */
    static const uint16_t high[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D,
        0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };
    if (cp >= 0x80 && cp <= 0xFF) return (int)cp;
    for (int i = 0; i < 32; i++)
        if (high[i] == cp) return 0x80 + i;
    return -1;
}

typedef struct run {
    unsigned n; /* characters */
    bool behind_word; /* no blank stands before it */
    size_t start[RUN_MAX + 1]; /* of each in the text; behind the last */
    char byte[RUN_MAX];
} run;

/* The characters from i on that stand for bytes beyond ASCII. */
static void take_run(dl_slice s, size_t i, run *r)
{
    r->n = 0;
    r->behind_word = i > 0 && s.p[i - 1] != ' ' && s.p[i - 1] != '\n' && s.p[i - 1] != '\t';
    while (i < s.n && r->n < RUN_MAX && (unsigned char)s.p[i] >= 0x80) {
        size_t next = i;
        int byte = byte_of(dl_utf8_next(s, &next));
        if (byte < 0) break;
        r->start[r->n] = i;
        r->byte[r->n++] = (char)byte;
        i = next;
    }
    r->start[r->n] = i;
}

typedef struct letter {
    uint32_t cp;
    unsigned used; /* characters of the run */
    bool certain;
} letter;

static bool is_mark(uint32_t cp)
{
    return (cp >= 0x2010 && cp <= 0x2044) || cp == 0x20AC || cp == 0x2122 || cp == 0xFEFF;
}

/* A quotation mark or another that ends a word may stand behind a letter in earnest. */
static bool may_follow(char byte)
{
    unsigned char c = (unsigned char)byte;
    return c == 0x82 || c == 0x84 || c == 0x85 || c == 0x8B || (c >= 0x91 && c <= 0x97) || c == 0x9B
        || c == 0xA0 || c == 0xAB || c == 0xBB;
}

/* Two in a row that read as the beginning of a closing quotation mark, whose third byte,
 * not defined in windows-1252, was dropped: "â€". It stands behind what it closes. */
static bool is_cut_mark(const run *r, unsigned i)
{
    if (i == 0 && !r->behind_word) return false;
    if (i + 2 > r->n || r->byte[i] != '\xE2' || r->byte[i + 1] != '\x80') return false;
    return i + 2 == r->n || (r->byte[i + 2] & 0xC0) != 0x80;
}

/* The letter that the run's bytes from i on make; used == 0: none. */
static letter letter_at(const run *r, unsigned i)
{
    letter l = { 0, 0, false };
    dl_slice bytes = dl_slice_of(r->byte + i, r->n - i);
    size_t used = 0;
    if (is_cut_mark(r, i)) return (letter){ 0x201D, 2, true };
    l.cp = dl_utf8_next(bytes, &used);
    if (used < 2) return l;
    l.used = (unsigned)used;
    unsigned char lead = (unsigned char)r->byte[i];
    if (lead == 0xC2) l.certain = l.cp >= 0xA0;
    else if (lead == 0xC3) l.certain = true;
    else if (lead == 0xC4 || lead == 0xC5) l.certain = !may_follow(r->byte[i + 1]);
    else l.certain = is_mark(l.cp);
    return l;
}

/* A run of which all is letters, at least three: a word of another script. */
static bool is_word(const run *r)
{
    unsigned letters = 0;
    for (unsigned i = 0; i < r->n; letters++) {
        letter l = letter_at(r, i);
        if (l.used == 0) return false;
        i += l.used;
    }
    return letters >= 3;
}

size_t read_letters_count(dl_slice s, size_t *first)
{
    size_t n = 0;
    run r;
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            i++;
            continue;
        }
        take_run(s, i, &r);
        bool word = is_word(&r);
        for (unsigned k = 0; k < r.n;) {
            letter l = letter_at(&r, k);
            bool hit = l.used && (l.certain || word);
            if (hit && n++ == 0) *first = r.start[k];
            k += l.used ? l.used : 1;
        }
        i = r.start[r.n];
        if (r.n == 0) dl_utf8_next(s, &i);
    }
    return n;
}

/* Whether a letter counts in a text in which others are certain. */
static bool is_likely(letter l, bool word)
{
    return l.used && (l.certain || word || l.cp < 0x180 || (l.cp >= 0x2000 && l.cp < 0x2300));
}

static void put_run(dl_slice s, const run *r, read_piece *out)
{
    bool word = is_word(r);
    for (unsigned k = 0; k < r->n;) {
        letter l = letter_at(r, k);
        bool hit = is_likely(l, word);
        unsigned used = hit ? l.used : 1;
        size_t from = r->start[k];
        size_t to = r->start[k + used];
        if (hit) read_piece_char(out, l.cp, from, to - from);
        else read_piece_copy(out, s.p + from, to - from, from);
        k += used;
    }
}

void read_letters(dl_slice s, read_piece *out)
{
    run r;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && (unsigned char)s.p[i] < 0x80) i++;
        read_piece_copy(out, s.p + from, i - from, from);
        if (i == s.n) return;
        take_run(s, i, &r);
        put_run(s, &r, out);
        i = r.start[r.n];
        if (r.n) continue;
        dl_utf8_next(s, &i);
        read_piece_copy(out, s.p + r.start[0], i - r.start[0], r.start[0]);
    }
}
