/* unicode - see unicode.h. Ranges are found by binary search; ASCII, nearly all of
 * English, is answered before that. */
#include "unicode.h"

typedef struct parse_cp_range {
    uint32_t first, last;
} parse_cp_range;
typedef struct parse_lower_run {
    uint32_t first, last, step;
    int32_t by;
} parse_lower_run;
#include "unicode.inc"

typedef struct norm_pair {
    const char *form, *norm;
} norm_pair;
static const norm_pair base_norms[] = {
#include "base_norms.inc"
};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool in_ranges(const parse_cp_range *r, size_t n, uint32_t cp)
{
    while (n) {
        size_t half = n / 2;
        if (cp < r[half].first) n = half;
        else if (cp > r[half].last) {
            r += half + 1;
            n -= half + 1;
        } else return true;
    }
    return false;
}

static bool ascii_alpha(uint32_t cp) { return (cp | 32) >= 'a' && (cp | 32) <= 'z'; }
static bool ascii_digit(uint32_t cp) { return cp >= '0' && cp <= '9'; }

bool parse_uni_alpha(uint32_t cp)
{
    return cp < 128 ? ascii_alpha(cp) : in_ranges(alpha_ranges, COUNT(alpha_ranges), cp);
}
bool parse_uni_upper(uint32_t cp)
{
    return cp < 128 ? cp >= 'A' && cp <= 'Z' : in_ranges(upper_ranges, COUNT(upper_ranges), cp);
}
bool parse_uni_digit(uint32_t cp)
{
    return cp < 128 ? ascii_digit(cp) : in_ranges(digit_ranges, COUNT(digit_ranges), cp);
}
bool parse_uni_decimal(uint32_t cp)
{
    return cp < 128 ? ascii_digit(cp) : in_ranges(decimal_ranges, COUNT(decimal_ranges), cp);
}
bool parse_uni_space(uint32_t cp) { return in_ranges(space_ranges, COUNT(space_ranges), cp); }
static bool cased(uint32_t cp) { return in_ranges(cased_ranges, COUNT(cased_ranges), cp); }
static bool case_ignorable(uint32_t cp)
{
    return in_ranges(case_ignorable_ranges, COUNT(case_ignorable_ranges), cp);
}

bool parse_uni_word(uint32_t cp)
{
    if (cp < 128) return ascii_alpha(cp) || ascii_digit(cp) || cp == '_';
    return in_ranges(word_ranges, COUNT(word_ranges), cp);
}

/* One to one; parse_uni_lower_text knows U+0130 and the final sigma. */
static uint32_t lower(uint32_t cp)
{
    if (cp < 128) return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    const parse_lower_run *r = lower_runs;
    size_t n = COUNT(lower_runs);
    while (n) {
        size_t half = n / 2;
        if (cp < r[half].first) n = half;
        else if (cp > r[half].last) {
            r += half + 1;
            n -= half + 1;
        } else
            return (cp - r[half].first) % r[half].step ? cp : (uint32_t)((int32_t)cp + r[half].by);
    }
    return cp;
}

enum {
    SIGMA = 0x3A3,
    FINAL_SIGMA = 0x3C2,
    SMALL_SIGMA = 0x3C3,
    I_WITH_DOT = 0x130,
    DOT_ABOVE = 0x307
};

/* A capital sigma ends a word when a cased letter stands before it and none behind, marks
 * and the like not counted. */
static bool sigma_is_final(dl_slice s, size_t at, size_t after)
{
    size_t i = at;
    uint32_t cp = 0;
    while (i > 0 && case_ignorable(cp = dl_utf8_prev(s, &i))) cp = 0;
    if (!cp || !cased(cp)) return false;
    for (i = after, cp = 0; i < s.n && case_ignorable(cp = dl_utf8_next(s, &i));) cp = 0;
    return !cp || !cased(cp);
}

static size_t put_lower(dl_slice s, size_t at, size_t after, uint32_t cp, char *out)
{
    if (cp == SIGMA)
        return dl_utf8_put(sigma_is_final(s, at, after) ? FINAL_SIGMA : SMALL_SIGMA, out);
    if (cp != I_WITH_DOT) return dl_utf8_put(lower(cp), out);
    size_t n = dl_utf8_put('i', out);
    return n + dl_utf8_put(DOT_ABOVE, out + n);
}

size_t parse_uni_lower_text(dl_slice s, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        if ((unsigned char)s.p[i] < 128) {
            out[n++] = (char)lower((unsigned char)s.p[i++]);
            continue;
        }
        uint32_t cp = dl_utf8_next(s, &i);
        n += put_lower(s, at, i, cp, out + n);
    }
    return n;
}

/* ---- norms that stand in no table of the model */
dl_slice parse_base_norm(dl_slice form)
{
    enum { LONGEST_FORM = 16 }; /* bytes; the list's longest has 7 */
    if (form.n > LONGEST_FORM) return (dl_slice){ NULL, 0 };
    for (size_t i = 0; i < COUNT(base_norms); i++)
        if (dl_slice_is(form, base_norms[i].form)) return dl_slice_str(base_norms[i].norm);
    return (dl_slice){ NULL, 0 };
}
