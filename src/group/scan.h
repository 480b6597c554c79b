/* scan - the words of a text, found 64 bytes at a time: one bit a byte tells what words are made of (letters, digits, all beyond ASCII), so that no
 * branch hangs on a word's length. Typographic quotes and dashes are three bytes that begin E2 80: they part words. Text is UTF-8. */
#ifndef DL_GROUP_SCAN_H
#define DL_GROUP_SCAN_H

#include "base/hash.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct group_scan {
    dl_slice text;
    size_t at;               /* of the block */
    uint64_t bits;           /* of the block, those not yet told */
    uint64_t mark;           /* bits of the next block that a mark takes */
} group_scan;

typedef struct group_word { size_t from, to; } group_word;   /* bytes of the text, half open */
typedef struct group_form { uint64_t a, b; } group_form;     /* a word of up to 16 bytes in small letters (A to Z), little-endian */
enum { GROUP_FORM_MAX = 16 };

#define GROUP_EACH_BYTE 0x0101010101010101u
#define GROUP_HIGH (GROUP_EACH_BYTE << 7)

static inline void group_store(char *p, uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    memcpy(p, &x, 8);
}

static inline bool group_is_wordy(char c) { return (unsigned char)((c | 32) - 'a') < 26 || (unsigned char)(c - '0') < 10 || (unsigned char)c >= 0x80; }

/* High bit of each byte from `low` to `high`, of bytes whose own high bit is not set. */
static inline uint64_t group_between(uint64_t seven, unsigned low, unsigned high) { return (seven + (0x80 - low) * GROUP_EACH_BYTE) & ~(seven + (0x7F - high) * GROUP_EACH_BYTE); }

/* Eight bytes: a bit each, the first the lowest. */
static inline uint64_t group_eight(const char *p)
{
    uint64_t x = dl_load(p, 8), seven = x & ~GROUP_HIGH;
    uint64_t wordy = (group_between(seven | GROUP_EACH_BYTE << 5, 'a', 'z') | group_between(seven, '0', '9') | x) & GROUP_HIGH;
    return (wordy >> 7) * 0x0102040810204080u >> 56;
}

static inline uint64_t group_sixty_four_plainly(const char *p)
{
    uint64_t bits = 0;
    for (unsigned k = 0; k < 8; k++) bits |= group_eight(p + 8 * k) << 8 * k;
    return bits;
}

static inline bool group_has_e2_plainly(const char *p)
{
    uint64_t found = 0;
    for (unsigned k = 0; k < 8; k++) {
        uint64_t x = dl_load(p + 8 * k, 8) ^ 0xE2 * GROUP_EACH_BYTE;
        found |= (x - GROUP_EACH_BYTE) & ~x & GROUP_HIGH;
    }
    return found != 0;
}

#ifdef __SSE2__
/* Signed comparisons of what was moved to the lowest values: x - low < high - low + 1. */
static inline __m128i group_within(__m128i x, char low, char high)
{
    return _mm_cmplt_epi8(_mm_add_epi8(x, _mm_set1_epi8((char)(-128 - low))), _mm_set1_epi8((char)(-128 + (high - low) + 1)));
}

static inline uint64_t group_sixty_four(const char *p)
{
    uint64_t bits = 0;
    for (unsigned k = 0; k < 4; k++) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * k));
        __m128i wordy = _mm_or_si128(group_within(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 'z'), group_within(x, '0', '9'));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(wordy, x)) << 16 * k;
    }
    return bits;
}

static inline bool group_has_e2(const char *p)
{
    __m128i found = _mm_setzero_si128();
    for (unsigned k = 0; k < 4; k++) found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * k)), _mm_set1_epi8((char)0xE2)));
    return _mm_movemask_epi8(found) != 0;
}
#else
static inline uint64_t group_sixty_four(const char *p) { return group_sixty_four_plainly(p); }
static inline bool group_has_e2(const char *p) { return group_has_e2_plainly(p); }
#endif

static inline bool group_is_mark(dl_slice s, size_t i) { return i + 2 < s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x80; }

/* Bits without the marks'; those that reach into the next block are kept for it. */
static inline uint64_t group_part_marks(group_scan *s, uint64_t bits, unsigned from)
{
    for (unsigned k = from; k < 64; k++) {
        if (!group_is_mark(s->text, s->at + k)) continue;
        bits &= ~((uint64_t)7 << k);
        if (k > 61) s->mark = (uint64_t)7 >> (64 - k);
        k += 2;
    }
    return bits;
}

static inline void group_read_block(group_scan *s)
{
    char end[64];
    const char *p = s->text.p + s->at;
    if (s->text.n - s->at < 64) {
        memset(end, 0, sizeof end);
        memcpy(end, p, s->text.n - s->at);
        p = end;
    }
    uint64_t taken = s->mark, bits = group_sixty_four(p) & ~taken;
    s->mark = 0;
    s->bits = group_has_e2(p) ? group_part_marks(s, bits, (unsigned)__builtin_popcountll(taken)) : bits;
}

static inline group_scan group_scan_of(dl_slice text)
{
    group_scan s = { text, 0, 0, 0 };
    if (text.n) group_read_block(&s);
    return s;
}

/* False: no more blocks. */
static inline bool group_next_block(group_scan *s)
{
    s->at += 64;
    s->bits = 0;
    if (s->at >= s->text.n) return false;
    group_read_block(s);
    return true;
}

/* False: no more words. */
static inline bool group_next_word(group_scan *s, group_word *w)
{
    while (!s->bits)
        if (!group_next_block(s)) return false;
    unsigned from = (unsigned)__builtin_ctzll(s->bits);
    w->from = s->at + from;
    uint64_t beyond = s->bits + ((uint64_t)1 << from);     /* the word's bits become none, the one behind it is set */
    if (beyond > s->bits) {
        w->to = s->at + (unsigned)__builtin_ctzll(beyond & ~s->bits);
        s->bits &= beyond;
        return true;
    }
    while (group_next_block(s) && s->bits == UINT64_MAX) {}
    unsigned more = s->bits == 0 ? 0 : (unsigned)__builtin_ctzll(~s->bits);
    w->to = s->at < s->text.n ? s->at + more : s->text.n;
    s->bits &= UINT64_MAX << more;
    return true;
}

/* Eight letters at once: those from A to Z become small. */
static inline uint64_t group_small(uint64_t x) { return x | ((group_between(x & ~GROUP_HIGH, 'A', 'Z') & ~x & GROUP_HIGH) >> 2); }

/* `n` bytes at `from`, at most 16. */
static inline group_form group_form_at(dl_slice s, size_t from, size_t n)
{
    group_form f;
    if (from + GROUP_FORM_MAX > s.n) return (group_form){ group_small(dl_load(s.p + from, n < 8 ? n : 8)), n > 8 ? group_small(dl_load(s.p + from + 8, n - 8)) : 0 };
    f.a = dl_load(s.p + from, 8);
    f.b = dl_load(s.p + from + 8, 8);
    f.a &= n < 8 ? ((uint64_t)1 << 8 * n) - 1 : UINT64_MAX;
    f.b &= n <= 8 ? 0 : UINT64_MAX >> 8 * (16 - n);
    return (group_form){ group_small(f.a), group_small(f.b) };
}

#endif
