/* html_find - the next byte of a kind in a page. Private to read.
 *
 *   in   a page, a place in it
 *   out  where the byte stands; the page's end: nowhere
 *
 * Most of what is looked for in markup stands within thirty bytes: a call of memchr costs
 * more than the search. With SSE2 thirty-two bytes are looked at in one step (a step too
 * many costs less than a branch that is guessed wrong), or sixteen of what is shorter;
 * elsewhere one after the other, with the same answers. */
#ifndef DL_READ_HTML_FIND_H
#define DL_READ_HTML_FIND_H

#include <string.h>

#include "base/slice.h"
#include "html_chars.h"

#ifdef __SSE2__
#include <emmintrin.h>

enum { HTML_HALF = 16, HTML_STEP = 32, HTML_NEAR = 64 /* beyond, memchr is faster */ };

static inline __m128i html_load(dl_slice s, size_t i)
{
    return _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
}
static inline unsigned html_mask(__m128i yes) { return (unsigned)_mm_movemask_epi8(yes); }
static inline __m128i html_are(__m128i x, char c) { return _mm_cmpeq_epi8(x, _mm_set1_epi8(c)); }
static inline unsigned html_spaces(__m128i x)
{
    __m128i line = _mm_or_si128(html_are(x, '\n'), html_are(x, '\r'));
    __m128i blank = _mm_or_si128(html_are(x, ' '), html_are(x, '\t'));
    return html_mask(_mm_or_si128(_mm_or_si128(line, blank), html_are(x, '\f')));
}
/* Of thirty-two bytes a bit each that is a or b. */
static inline unsigned html_where(dl_slice s, size_t i, char a, char b)
{
    __m128i x = html_load(s, i);
    __m128i y = html_load(s, i + HTML_HALF);
    unsigned low = html_mask(_mm_or_si128(html_are(x, a), html_are(x, b)));
    return low | html_mask(_mm_or_si128(html_are(y, a), html_are(y, b))) << HTML_HALF;
}
#endif

/* from may lie behind the page. */
static inline size_t html_find(dl_slice s, char c, size_t from)
{
    size_t i = from;
#ifdef __SSE2__
    for (; i + HTML_STEP <= s.n && i < from + HTML_NEAR; i += HTML_STEP) {
        unsigned found = html_where(s, i, c, c);
        if (found) return i + (size_t)__builtin_ctz(found);
    }
#endif
    const char *p = i < s.n ? memchr(s.p + i, c, s.n - i) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

/* The next of two. */
static inline size_t html_find_either(dl_slice s, char a, char b, size_t from)
{
    size_t i = from;
#ifdef __SSE2__
    for (; i + HTML_STEP <= s.n; i += HTML_STEP) {
        unsigned found = html_where(s, i, a, b);
        if (found) return i + (size_t)__builtin_ctz(found);
    }
#endif
    while (i < s.n && s.p[i] != a && s.p[i] != b) i++;
    return i < s.n ? i : s.n;
}

/* Where the name that stands at i ends. */
static inline size_t html_name_end(dl_slice s, size_t i)
{
#ifdef __SSE2__
    if (i + HTML_HALF <= s.n) {
        __m128i x = html_load(s, i);
        __m128i marks = _mm_or_si128(html_are(x, '/'), html_are(x, '>'));
        unsigned ends = html_spaces(x) | html_mask(marks);
        if (ends) return i + (size_t)__builtin_ctz(ends);
        i += HTML_HALF;
    }
#endif
    while (i < s.n && !html_ends_name(s.p[i])) i++;
    return i;
}

/* Past white space. */
static inline size_t html_skip_spaces(dl_slice s, size_t i)
{
    if (i >= s.n || !html_is_space(s.p[i])) return i;
#ifdef __SSE2__
    for (; i + HTML_HALF <= s.n; i += HTML_HALF) {
        unsigned others = ~html_spaces(html_load(s, i)) & 0xFFFF;
        if (others) return i + (size_t)__builtin_ctz(others);
    }
#endif
    while (i < s.n && html_is_space(s.p[i])) i++;
    return i;
}

#endif
