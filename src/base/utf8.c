/* utf8 - see utf8.h. Well-formed sequences are those of table 3-7 of the Unicode
 * standard. */
#include "utf8.h"

/* How long a sequence is that begins with this byte; 0: none does. */
static size_t length_of(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    if (first < 0xE0) return 2;
    return first < 0xF0 ? 3 : 4;
}

/* The range of the second byte: narrower behind four first bytes, so that nothing is
 * written longer than it need be and no surrogate or number above 10FFFF is written. */
static void second_byte(unsigned char first, unsigned char *lo, unsigned char *hi)
{
    *lo = 0x80;
    *hi = 0xBF;
    if (first == 0xE0) *lo = 0xA0;
    if (first == 0xF0) *lo = 0x90;
    if (first == 0xED) *hi = 0x9F;
    if (first == 0xF4) *hi = 0x8F;
}

/* Length of the well-formed sequence at p (n bytes left), 0 when broken; *bad: bytes of
 * its maximal broken part. */
static size_t sequence(const unsigned char *p, size_t n, size_t *bad)
{
    unsigned char lo, hi;
    *bad = 1;
    size_t len = length_of(p[0]);
    if (len <= 1) return len;
    second_byte(p[0], &lo, &hi);
    for (size_t i = 1; i < len; i++) {
        if (i >= n || p[i] < lo || p[i] > hi) {
            *bad = i;
            return 0;
        }
        lo = 0x80;
        hi = 0xBF;
    }
    return len;
}

size_t dl_utf8_ascii_end(dl_slice s, size_t from)
{
    for (uint64_t eight; from + sizeof eight <= s.n; from += sizeof eight) {
        memcpy(&eight, s.p + from, sizeof eight);
        if (eight & 0x8080808080808080u) break;
    }
    while (from < s.n && (unsigned char)s.p[from] < 0x80) from++;
    return from;
}

uint32_t dl_utf8_next(dl_slice s, size_t *i)
{
    const unsigned char *p = (const unsigned char *)s.p + *i;
    size_t bad;
    size_t len = sequence(p, s.n - *i, &bad);
    if (len == 0) {
        *i += 1;
        return DL_REPLACEMENT;
    }
    *i += len;
    if (len == 1) return p[0];
    uint32_t cp = p[0] & (0x7Fu >> len);
    for (size_t k = 1; k < len; k++) cp = cp << 6 | (p[k] & 0x3F);
    return cp;
}

uint32_t dl_utf8_prev(dl_slice s, size_t *i)
{
    size_t at = *i - 1;
    size_t low = *i >= 4 ? *i - 4 : 0;
    while (at > low && ((unsigned char)s.p[at] & 0xC0) == 0x80) at--;
    size_t end = at;
    uint32_t cp = dl_utf8_next(dl_slice_of(s.p, *i), &end);
    if (end != *i) {
        at = *i - 1;
        cp = DL_REPLACEMENT;
    }
    *i = at;
    return cp;
}

size_t dl_utf8_put(uint32_t cp, char *out)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = DL_REPLACEMENT;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = 2;
    if (cp >= 0x800) n++;
    if (cp >= 0x10000) n++;
    for (size_t k = n; k-- > 1; cp >>= 6) out[k] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)((0xF00u >> n) | cp);
    return n;
}

size_t dl_utf8_bad(dl_slice s)
{
    for (size_t i = dl_utf8_ascii_end(s, 0), bad; i < s.n;) {
        size_t len = sequence((const unsigned char *)s.p + i, s.n - i, &bad);
        if (len == 0) return i;
        i = dl_utf8_ascii_end(s, i + len);
    }
    return SIZE_MAX;
}

size_t dl_utf8_count(dl_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t end = dl_utf8_ascii_end(s, i);
        n += end - i;
        if (end < s.n) n++;
        if (end < s.n) dl_utf8_next(s, &end);
        i = end;
    }
    return n;
}

dl_slice dl_utf8_repair(dl_arena *a, dl_slice s, size_t *broken)
{
    *broken = 0;
    if (dl_utf8_bad(s) == SIZE_MAX) return s;
    char *out = dl_arena_alloc(a, s.n * 3 + 1); /* one broken byte becomes three */
    if (!out) return (dl_slice){ NULL, 0 };
    size_t n = 0;
    for (size_t i = 0, bad; i < s.n;) {
        size_t len = sequence((const unsigned char *)s.p + i, s.n - i, &bad);
        if (len) {
            memcpy(out + n, s.p + i, len);
            n += len;
            i += len;
        } else {
            n += dl_utf8_put(DL_REPLACEMENT, out + n);
            i += bad;
            ++*broken;
        }
    }
    return dl_slice_of(out, n);
}

/* One entry each 64 bytes: code points that start before it. Inside, at most 64 bytes are
 * counted. */
enum { STEP = 64 };
struct dl_cpmap {
    dl_slice text;
    uint32_t *before;
    uint32_t total;
    bool ascii;
};

static uint32_t starts(dl_slice s, size_t from, size_t to)
{
    uint32_t n = 0;
    for (size_t i = from; i < to; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

dl_cpmap *dl_cpmap_new(dl_arena *a, dl_slice text)
{
    dl_cpmap *m = dl_arena_alloc(a, sizeof *m);
    uint32_t *before = dl_arena_array(a, text.n / STEP + 2, sizeof *before);
    if (!m || !before) return NULL;
    *m = (dl_cpmap){ text, before, 0, false };
    for (size_t k = 0; k * STEP < text.n; k++) {
        before[k] = m->total;
        m->total += starts(text, k * STEP, (k + 1) * STEP < text.n ? (k + 1) * STEP : text.n);
    }
    m->ascii = m->total == text.n;
    return m;
}

uint32_t dl_cpmap_cp(const dl_cpmap *m, uint32_t byte)
{
    if (byte >= m->text.n) return m->total;
    if (m->ascii) return byte;
    return m->before[byte / STEP] + starts(m->text, byte / STEP * STEP, byte);
}

uint32_t dl_cpmap_byte(const dl_cpmap *m, uint32_t cp)
{
    if (cp >= m->total) return (uint32_t)m->text.n;
    if (m->ascii) return cp;
    size_t lo = 0;
    size_t hi = m->text.n / STEP + 1;
    while (hi - lo > 1) {
        size_t mid = (lo + hi) / 2;
        if (mid * STEP < m->text.n && m->before[mid] <= cp) lo = mid;
        else hi = mid;
    }
    size_t i = lo * STEP;
    for (uint32_t left = cp - m->before[lo] + 1; i < m->text.n; i++)
        if (((unsigned char)m->text.p[i] & 0xC0) != 0x80 && --left == 0) break;
    return (uint32_t)i;
}

dl_slice dl_utf8_cut(dl_slice s, uint32_t start, uint32_t end)
{
    size_t from = SIZE_MAX, i = 0;
    for (uint32_t point = 0; i < s.n && point < end; point++) {
        if (point == start) from = i;
        dl_utf8_next(s, &i);
    }
    return from == SIZE_MAX ? (dl_slice){ NULL, 0 } : dl_slice_cut(s, from, i);
}
