/* amount_numbers - numbers in figures and in words. In: pieces of a sentence. Out: the
 * number that begins at a piece: "1,200", "2.5 million", "twenty-five", "half a
 * million", "two-thirds of", "dozens", "several hundred thousand".
 *
 * A number is read once from its first piece; scale words must fall ("million" before
 * "thousand"), so that each takes a bounded number of pieces. */
#include "amount_private.h"

#include <math.h>

enum { DIGITS_MOST = 15 }; /* a double holds these exactly */

typedef struct reader {
    const amount_words *w;
    const time_pieces *p;
    uint32_t at;
} reader;

static bool word_is(const reader *r, uint32_t at, const char *word)
{
    return at < r->p->v.n && dl_slice_is(r->p->v.at[at].text, word);
}

static bool is_article(const reader *r, uint32_t at)
{
    return word_is(r, at, "a") || word_is(r, at, "an");
}

static bool is_class(const reader *r, uint32_t at, amount_class class)
{
    const amount_word *word = amount_word_at(r->w, r->p, at);
    return word && word->class == class;
}

/* A hyphen with no blank on either side: "twenty-five". */
static bool is_hyphen(const reader *r, uint32_t at)
{
    return at + 1 < r->p->v.n && word_is(r, at, "-") && r->p->v.at[at].glued
        && r->p->v.at[at + 1].glued;
}

/* ---- figures */

typedef struct figures {
    double mantissa, divisor;
} figures;

static bool read_figures(dl_slice s, figures *out)
{
    unsigned digits = 0, dots = 0;
    *out = (figures){ 0, 1 };
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ',') continue;
        if (s.p[i] == '.') {
            dots++;
            continue;
        }
        out->mantissa = out->mantissa * 10 + (s.p[i] - '0');
        out->divisor *= dots ? 10 : 1;
        digits++;
    }
    return digits <= DIGITS_MOST && dots <= 1;
}

/* "2 1/2": adds the half; answers how many pieces that took. */
static uint32_t read_written_fraction(const reader *r, uint32_t at, figures *f)
{
    figures top, bottom;
    const time_piece *p = r->p->v.at;
    if (at + 2 >= r->p->v.n || !word_is(r, at + 1, "/") || p[at].glued || f->divisor > 1) return 0;
    if (p[at].kind != TIME_FIGURES || p[at + 2].kind != TIME_FIGURES) return 0;
    if (!read_figures(p[at].text, &top) || !read_figures(p[at + 2].text, &bottom)) return 0;
    if (top.mantissa < 1 || top.mantissa >= bottom.mantissa || bottom.mantissa > 10) return 0;
    f->mantissa = f->mantissa * bottom.mantissa + top.mantissa;
    f->divisor = bottom.mantissa;
    return 3;
}

/* "million", "-million", and "m" where it can be none but a scale. */
static const amount_word *scale_at(const reader *r, uint32_t *at, bool money)
{
    uint32_t i = is_hyphen(r, *at) ? *at + 1 : *at;
    const amount_word *word = amount_word_at(r->w, r->p, i);
    if (!word) return NULL;
    bool letter = r->p->v.at[i].text.n == 1;
    bool is_short = word->class == AMOUNT_SHORT && i == *at && (money || !letter);
    if (word->class != AMOUNT_SCALE && !is_short) return NULL;
    *at = i + 1;
    return word;
}

static bool number_of_figures(reader *r, bool money, amount_number *out)
{
    figures f;
    if (!read_figures(r->p->v.at[r->at].text, &f)) return false;
    uint32_t at = r->at + 1;
    at += read_written_fraction(r, at, &f);
    double part = is_class(r, at, AMOUNT_PART) ? amount_word_at(r->w, r->p, at++)->value : 0;
    double scale = 1;
    const amount_word *word;
    while ((word = scale_at(r, &at, money)) && scale < 1e9) scale *= word->value;
    out->value = (f.mantissa + part * f.divisor) * scale / f.divisor;
    out->scale = scale;
    out->figures = true;
    out->end = at;
    return true;
}

/* ---- words */

typedef struct sum {
    double total, group; /* "two million three hundred": 2e6 and 300 */
    double last; /* the last scale taken: the next one must be smaller */
    bool any, hundreds; /* hundreds: "and" may follow */
} sum;

static bool add_small(sum *s, double value)
{
    double tens = fmod(s->group, 100);
    bool fits = s->group == 0 || (tens == 0 && value < 100);
    fits |= tens >= 20 && fmod(tens, 10) == 0 && value < 10;
    if (!fits) return false;
    s->group += value;
    s->any = true;
    return true;
}

static bool add_scale(sum *s, double value)
{
    double group = s->group > 0 ? s->group : 1;
    if (value <= 100) {
        if (group >= 100) return false;
        s->group = group * value;
        s->hundreds = value == 100;
    } else {
        if (value >= s->last) return false;
        s->total += group * value;
        s->last = value;
        s->group = 0;
        s->hundreds = true;
    }
    s->any = true;
    return true;
}

/* "(two) and a half (million)" */
static uint32_t and_a_half(const reader *r, uint32_t at, double *part)
{
    if (!word_is(r, at, "and") || !is_article(r, at + 1)) return 0;
    if (!is_class(r, at + 2, AMOUNT_FRACTION)) return 0;
    *part = 1 / amount_word_at(r->w, r->p, at + 2)->value;
    return 3;
}

/* One more word of the number at *at; false: it ends before. */
static bool take_word(const reader *r, uint32_t *at, sum *s)
{
    uint32_t i = *at;
    bool joined = s->any && (is_hyphen(r, i) || (s->hundreds && word_is(r, i, "and")));
    i += joined;
    const amount_word *word = amount_word_at(r->w, r->p, i);
    if (!word || (joined && word_is(r, i - 1, "and") && word->class != AMOUNT_NUMBER)) return false;
    bool taken = word->class == AMOUNT_NUMBER && add_small(s, word->value);
    taken |= word->class == AMOUNT_SCALE && add_scale(s, word->value);
    if (taken) *at = i + 1;
    return taken;
}

static bool number_of_words(reader *r, amount_number *out)
{
    sum s = { .last = (double)INFINITY };
    uint32_t at = r->at;
    double part = 0;
    if (is_article(r, at) && is_class(r, at + 1, AMOUNT_SCALE)) at++;
    while (take_word(r, &at, &s)) {
        uint32_t n = s.total > 0 ? 0 : and_a_half(r, at, &part);
        if (!n) continue;
        s.group += part;
        at += n;
    }
    if (!s.any) return false;
    out->value = s.total + s.group;
    out->scale = s.last < (double)INFINITY ? s.last : 1;
    out->end = at;
    return true;
}

/* ---- fractions, and words that give no exact number */

static bool percent_at(const reader *r, uint32_t at)
{
    uint32_t n;
    if (at >= r->p->v.n) return false;
    const amount_unit *u = amount_unit_behind(r->w, r->p, at, &n);
    return u && u->kind == DL_AMOUNT_PERCENT;
}

/* What a fraction is of: a scale ("half a million"), a unit of percentages ("half a
 * percentage point"), or what follows "of". */
static bool end_fraction(const reader *r, uint32_t at, double value, amount_number *out)
{
    uint32_t i = at + word_is(r, at, "of");
    i += is_article(r, i);
    const amount_word *scale = scale_at(r, &i, false);
    out->value = scale ? value * scale->value : value;
    out->scale = scale ? scale->value : 1;
    out->end = i;
    if (scale) return true;
    out->fraction = percent_at(r, i);
    if (out->fraction) return true;
    out->share = word_is(r, at, "of");
    out->value = value * 100;
    out->end = at;
    return out->share;
}

static bool number_of_fraction(reader *r, amount_number *out)
{
    uint32_t at = r->at;
    double top = 1;
    const amount_word *first = amount_word_at(r->w, r->p, at);
    bool counted = first && first->class == AMOUNT_NUMBER;
    if (counted) top = first->value;
    at += counted || is_article(r, at);
    at += counted && is_hyphen(r, at);
    const amount_word *word = amount_word_at(r->w, r->p, at);
    if (!word || word->class != AMOUNT_FRACTION) return false;
    if (at == r->at && word->value != 2) return false; /* "third" alone is an ordinal */
    return end_fraction(r, at + 1, top / word->value, out);
}

/* "dozens", "tens of thousands", "several hundred": at least so many. */
static bool number_of_plural(reader *r, amount_number *out)
{
    uint32_t at = r->at + is_article(r, r->at);
    const amount_word *word = amount_word_at(r->w, r->p, at);
    bool vague = word && word->class == AMOUNT_VAGUE;
    double least = vague ? word->value : 2;
    if (vague) at++;
    if (vague) at += word_is(r, at, "of");
    else if (at > r->at) return false;
    word = amount_word_at(r->w, r->p, at);
    if (!word || !(word->class == AMOUNT_PLURAL || (vague && word->class == AMOUNT_SCALE)))
        return false;
    for (int n = 0; n < 3 && word; n++) { /* "hundreds of thousands of millions" at most */
        least *= word->value;
        out->scale = word->value;
        out->end = ++at;
        at += word_is(r, at, "of");
        word = amount_word_at(r->w, r->p, at);
        bool more = word && word->class == AMOUNT_PLURAL;
        if (!more && vague && at == out->end) more = word && word->class == AMOUNT_SCALE;
        if (!more) word = NULL;
    }
    out->value = (double)NAN;
    out->min = least;
    out->max = (double)INFINITY;
    return true;
}

bool amount_number_at(
    const amount_words *w, const time_pieces *p, uint32_t at, bool money, amount_number *out)
{
    reader r = { w, p, at };
    *out = (amount_number){ .scale = 1 };
    if (p->v.at[at].kind == TIME_SIGN) return false;
    if (number_of_plural(&r, out)) return true;
    bool found = p->v.at[at].kind == TIME_FIGURES ? number_of_figures(&r, money, out)
                                                  : number_of_fraction(&r, out);
    if (!found && p->v.at[at].kind == TIME_WORD) {
        *out = (amount_number){ .scale = 1 };
        found = number_of_words(&r, out);
    }
    out->min = out->max = out->value;
    return found;
}
