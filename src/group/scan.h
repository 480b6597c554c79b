/* scan - the words of a text, found 64 bytes at a time.
 *
 *   in   UTF-8, less than 4 GiB
 *   out  batches of words: where they are, capital or not, their forms and hashes
 *
 * One bit a byte tells what words are made of (letters, digits, all beyond ASCII), what
 * is a capital and what ends a sentence, so that no branch depends on a word's length.
 * Typographic quotes and dashes are three bytes that begin E2 80: they part words. */
#ifndef DL_GROUP_SCAN_H
#define DL_GROUP_SCAN_H

#include "base/chars.h"
#include "base/hash.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A word of up to 16 bytes in small letters (A to Z), little-endian; of a longer one a is
 * 0 and b is 1. */
typedef struct group_form {
    uint64_t a, b;
} group_form;
enum { GROUP_FORM_MAX = 16 };

/* Kinds of words: it begins with no capital; with one inside a sentence, where not every
 * word has it. */
enum { GROUP_SMALL = 1, GROUP_CAPITAL = 2 };
enum { GROUP_BATCH = 192, GROUP_TEXT_MAX = 1 << 30 };
typedef struct group_batch {
    uint32_t n, from[GROUP_BATCH], to[GROUP_BATCH]; /* bytes of the text, half open */
    uint8_t kind[GROUP_BATCH];
    group_form form[GROUP_BATCH];
    uint64_t hash[GROUP_BATCH]; /* of the word in small letters */
} group_batch;

typedef struct group_scan {
    dl_slice text;
    size_t at; /* of the next block */
    uint64_t mark; /* bits of it that a mark takes */
    uint64_t ended; /* 1: since the last word a sentence has ended */
    uint32_t open; /* beginning of the word that the last block ends inside of */
    uint8_t open_kind;
    bool inside; /* it does */
} group_scan;

#define GROUP_EACH_BYTE 0x0101010101010101u
#define GROUP_HIGH (GROUP_EACH_BYTE << 7)

static inline void group_store(char *p, uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    memcpy(p, &x, 8);
}

/* ---- what 64 bytes are, a bit a byte, the first the lowest */

typedef struct group_bits {
    uint64_t wordy, capital, ends, e2;
} group_bits; /* ends: . ! ? " and new lines; e2: any bit says that the byte E2 is there */

/* High bit of each byte from `low` to `high`, of bytes whose own high bit is not set. */
static inline uint64_t group_between(uint64_t seven, unsigned low, unsigned high)
{
    return (seven + (0x80 - low) * GROUP_EACH_BYTE) & ~(seven + (0x7F - high) * GROUP_EACH_BYTE);
}

static inline uint64_t group_gather(uint64_t high)
{
    return ((high & GROUP_HIGH) >> 7) * 0x0102040810204080u >> 56;
}

static inline group_bits group_bits_plainly(const char *p)
{
    group_bits bits = { 0, 0, 0, 0 };
    for (unsigned k = 0; k < 8; k++) {
        uint64_t x = dl_load(p + 8 * k, 8), seven = x & ~GROUP_HIGH,
                 e2 = x ^ 0xE2 * GROUP_EACH_BYTE;
        uint64_t ends = group_between(seven, '!', '"') | group_between(seven, '.', '.')
            | group_between(seven, '?', '?') | group_between(seven, '\n', '\n');
        bits.wordy |= group_gather(group_between(seven | GROUP_EACH_BYTE << 5, 'a', 'z')
                          | group_between(seven, '0', '9') | x)
            << 8 * k;
        bits.capital |= group_gather(group_between(seven, 'A', 'Z') & ~x) << 8 * k;
        bits.ends |= group_gather(ends & ~x) << 8 * k;
        bits.e2 |= (e2 - GROUP_EACH_BYTE) & ~e2 & GROUP_HIGH;
    }
    return bits;
}

#ifdef __SSE2__
/* Signed comparisons of what was moved to the lowest values: x - low < high - low + 1. */
static inline __m128i group_within(__m128i x, char low, char high)
{
    return _mm_cmplt_epi8(_mm_add_epi8(x, _mm_set1_epi8((char)(-128 - low))),
        _mm_set1_epi8((char)(-128 + (high - low) + 1)));
}

static inline __m128i group_is(__m128i x, char c) { return _mm_cmpeq_epi8(x, _mm_set1_epi8(c)); }
static inline uint64_t group_gather16(__m128i x, unsigned k)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(x) << 16 * k;
}

static inline group_bits group_bits_of(const char *p)
{
    group_bits bits = { 0, 0, 0, 0 };
    for (unsigned k = 0; k < 4; k++) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * k));
        __m128i wordy = _mm_or_si128(group_within(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 'z'),
            group_within(x, '0', '9'));
        bits.wordy |= group_gather16(_mm_or_si128(wordy, x), k);
        bits.capital |= group_gather16(group_within(x, 'A', 'Z'), k);
        bits.ends |= group_gather16(_mm_or_si128(_mm_or_si128(group_is(x, '.'), group_is(x, '?')),
                                        _mm_or_si128(group_is(x, '\n'), group_within(x, '!', '"'))),
            k);
        bits.e2 |= group_gather16(group_is(x, (char)0xE2), k);
    }
    return bits;
}
#else
static inline group_bits group_bits_of(const char *p) { return group_bits_plainly(p); }
#endif

static inline bool group_is_mark(dl_slice s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x80;
}

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

static inline group_bits group_read_block(group_scan *s)
{
    char end[64];
    const char *p = s->text.p + s->at;
    if (s->text.n - s->at < 64) {
        memset(end, 0, sizeof end);
        memcpy(end, p, s->text.n - s->at);
        p = end;
    }
    uint64_t taken = s->mark;
    group_bits bits = group_bits_of(p);
    bits.wordy &= ~taken;
    s->mark = 0;
    if (bits.e2)
        bits.wordy = group_part_marks(s, bits.wordy, (unsigned)__builtin_popcountll(taken));
    return bits;
}

/* ---- batches */

static inline group_scan group_scan_of(dl_slice text)
{
    return (group_scan){
        .text = dl_slice_cut(text, 0, text.n < GROUP_TEXT_MAX ? text.n : GROUP_TEXT_MAX), .ended = 1
    };
}

/* An end of a sentence, added to the gap that it stands in, becomes one bit behind the
 * gap: on the first byte of the next word. */
static inline uint64_t group_behind_ends(group_scan *s, const group_bits *bits)
{
    uint64_t gap = ~bits->wordy, sum = gap + (bits->ends & gap), more = sum + s->ended;
    s->ended = (sum < gap) | (more < sum);
    return more & bits->wordy;
}

/* The words of a block: those that begin in it, and the ends of those that end in it. */
static inline void group_take_block(group_scan *s, group_batch *b, uint32_t *from, uint32_t *to)
{
    group_bits bits = group_read_block(s);
    uint64_t before = bits.wordy << 1 | s->inside,
             capital = bits.capital & ~group_behind_ends(s, &bits);
    uint32_t at = (uint32_t)s->at, begun = *from, ended = *to;
    for (uint64_t x = bits.wordy & ~before; x; x &= x - 1) {
        unsigned k = (unsigned)__builtin_ctzll(x);
        b->from[begun] = at + k;
        b->kind[begun++] = (uint8_t)((~bits.capital >> k & 1) | (capital >> k & 1) << 1);
    }
    for (uint64_t x = ~bits.wordy & before; x; x &= x - 1)
        b->to[ended++] = at + (unsigned)__builtin_ctzll(x);
    s->inside = bits.wordy >> 63;
    s->at += 64;
    *from = begun;
    *to = ended;
}
_Static_assert(GROUP_SMALL == 1 && GROUP_CAPITAL == 2, "bits of a kind");

static inline void group_find_words(group_scan *s, group_batch *b)
{
    enum { BLOCK_MAX = 33 }; /* words of a block, and the one that was open */
    uint32_t from = 0, to = 0;
    if (s->inside) b->from[from] = s->open, b->kind[from++] = s->open_kind;
    while (s->at < s->text.n && from + BLOCK_MAX <= GROUP_BATCH) group_take_block(s, b, &from, &to);
    if (s->inside && s->at >= s->text.n) {
        b->to[to++] = (uint32_t)s->text.n;
        s->inside = false;
    }
    if (s->inside) s->open = b->from[--from], s->open_kind = b->kind[from];
    b->n = to;
}

/* Eight letters at once: those from A to Z become small. */
static inline uint64_t group_small(uint64_t x)
{
    return x | ((group_between(x & ~GROUP_HIGH, 'A', 'Z') & ~x & GROUP_HIGH) >> 2);
}

/* `n` bytes, at most 16. */
static inline group_form group_form_plainly(const char *p, size_t n)
{
    return (group_form){ group_small(dl_load(p, n < 8 ? n : 8)),
        n > 8 ? group_small(dl_load(p + 8, n - 8)) : 0 };
}

#ifdef __SSE2__
/* 16 bytes can be read. */
static inline group_form group_form_wide(const char *p, size_t n)
{
    static const uint8_t kept[32] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255 };
    __m128i x = _mm_and_si128(_mm_loadu_si128((const __m128i *)(const void *)p),
        _mm_loadu_si128((const __m128i *)(const void *)(kept + 16 - n)));
    group_form f;
    _mm_storeu_si128((__m128i *)(void *)&f,
        _mm_or_si128(x, _mm_and_si128(group_within(x, 'A', 'Z'), _mm_set1_epi8(0x20))));
    return f;
}
#else
static inline group_form group_form_wide(const char *p, size_t n)
{
    return group_form_plainly(p, n);
}
#endif

static inline group_form group_form_at(dl_slice s, size_t from, size_t n)
{
    return from + GROUP_FORM_MAX <= s.n ? group_form_wide(s.p + from, n)
                                        : group_form_plainly(s.p + from, n);
}

/* All bits depend on all letters. */
static inline uint64_t group_hash(group_form f)
{
    uint64_t x = f.a * 0x9E3779B97F4A7C15u + f.b * 0xBF58476D1CE4E5B9u;
    x ^= x >> 32;
    x *= 0x94D049BB133111EBu;
    return x ^ x >> 29;
}

/* Of any length, in small letters or not. */
static inline uint64_t group_hash_long(const char *p, size_t n)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] | 32 : p[i])) * 1099511628211u;
    return dl_hash_mix(h);
}

/* The next words of the text, in their order. False: no more. */
static inline bool group_next_batch(group_scan *s, group_batch *b)
{
    group_find_words(s, b);
    for (uint32_t i = 0; i < b->n; i++) {
        uint32_t from = b->from[i], n = b->to[i] - from;
        bool whole = n <= GROUP_FORM_MAX;
        b->form[i] = whole ? group_form_at(s->text, from, n) : (group_form){ 0, 1 };
        b->hash[i] = whole ? group_hash(b->form[i]) : group_hash_long(s->text.p + from, n);
    }
    return b->n != 0;
}

#endif
