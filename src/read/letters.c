/* letters - see letters.h. A run of characters beyond ASCII is turned back into the bytes
 * it was made of, and these are read as UTF-8. */
#include "letters.h"

#include "charset.h"

enum { RUN_MAX = 64 /* characters of a run looked at together */ };

/* The byte that windows-1252 shows as this character; -1: none. */
static int byte_of(uint32_t cp)
{
    if (cp >= 0x80 && cp <= 0xFF) return (int)cp;
    for (int i = 0; i < 32; i++)
        if (read_windows_1252[i] == cp) return 0x80 + i;
    return -1;
}

typedef struct run {
    unsigned n; /* characters */
    bool behind_word; /* no blank stands before it */
    size_t start[RUN_MAX + 1]; /* of each in the text; behind the last */
    char byte[RUN_MAX];
    unsigned char gap[RUN_MAX]; /* bytes of blanks before it */
} run;

/* The run ends with the first byte of a letter, or the first two of a mark. */
static bool is_unfinished(const run *r)
{
    char last = r->n ? r->byte[r->n - 1] : 0;
    bool mark = last == '\x80' && r->n > 1 && r->byte[r->n - 2] == '\xE2';
    return mark || last == '\xC3';
}

/* A blank between signs; a line's or a paragraph's end too where what stands before is
 * parted from its word: no quotation closes there. */
static size_t gap_at(dl_slice s, size_t i, const run *r)
{
    size_t n = 0;
    if (i < s.n && s.p[i] == ' ') return 1;
    while (!r->behind_word && n < 2 && i + n < s.n && s.p[i + n] == '\n') n++;
    return n;
}

/* Programs that part signs, or sentences, by blanks leave "â€ ™": the length of the gap
 * behind which the bytes go on; 0: there is none. */
static size_t gap_before_rest(dl_slice s, size_t i, const run *r)
{
    size_t gap = is_unfinished(r) ? gap_at(s, i, r) : 0;
    size_t next = i + gap;
    if (gap == 0 || next >= s.n || (unsigned char)s.p[next] < 0x80) return 0;
    uint32_t cp = dl_utf8_next(s, &next);
    int byte = byte_of(cp);
    bool goes_on = byte >= 0 && (byte & 0xC0) == 0x80;
    bool closing = cp == DL_REPLACEMENT && r->byte[r->n - 1] == '\x80';
    return goes_on || closing ? gap : 0;
}

/* The characters from i on that stand for bytes beyond ASCII. A third byte of a mark that
 * is U+FFFD was 0x9D, which windows-1252 does not have: a closing quotation mark's. */
static void take_run(dl_slice s, size_t i, run *r)
{
    r->n = 0;
    r->behind_word = i > 0 && s.p[i - 1] != ' ' && s.p[i - 1] != '\n' && s.p[i - 1] != '\t';
    while (i < s.n && r->n < RUN_MAX) {
        size_t gap = gap_before_rest(s, i, r);
        size_t next = i + gap;
        if ((unsigned char)s.p[next] < 0x80) break;
        uint32_t cp = dl_utf8_next(s, &next);
        int byte = byte_of(cp);
        bool closing = cp == DL_REPLACEMENT && is_unfinished(r) && r->byte[r->n - 1] == '\x80';
        if (closing) byte = 0x9D;
        if (byte < 0) break;
        r->start[r->n] = i;
        r->gap[r->n] = (unsigned char)gap;
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
    return (cp >= 0x2000 && cp <= 0x2044) || cp == 0x20AC || cp == 0x2122 || cp == 0xFEFF;
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
    else if (lead == 0xC3) l.certain = !r->gap[i + 1];
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

/* Of a dash or of dots that a blank parted the blank is kept, behind it. */
static void put_letter(dl_slice s, const run *r, unsigned k, letter l, read_piece *out)
{
    size_t from = r->start[k];
    size_t to = r->start[k + l.used];
    bool parts = l.cp == 0x2013 || l.cp == 0x2014 || l.cp == 0x2026;
    read_piece_char(out, l.cp, from, to - from);
    for (unsigned i = k + 1; parts && i < k + l.used; i++)
        read_piece_put(out, s.p + r->start[i], r->gap[i], to, 0);
}

static void put_run(dl_slice s, const run *r, read_piece *out)
{
    bool word = is_word(r);
    for (unsigned k = 0; k < r->n;) {
        letter l = letter_at(r, k);
        bool hit = is_likely(l, word);
        unsigned used = hit ? l.used : 1;
        size_t from = r->start[k];
        if (hit) put_letter(s, r, k, l, out);
        else read_piece_copy(out, s.p + from, r->start[k + 1] - from, from);
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
