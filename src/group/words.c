/* words - a report as a vector of weighted stems.
 *
 * weight = (1 + ln count) * ln(reports / reports with the stem), doubled where the word is mostly written with a capital inside sentences
 * (a name); the title and the first 400 bytes count double. How common a stem is comes from data/group/background.tsv, so that a record of two
 * reports is grouped like one of a million. */
#include <stdlib.h>

#include "group_private.h"

enum {
    TOP_TERMS = 100,        /* heaviest terms kept: stories share less than episodes and need them (T17: 60 terms .03 worse) */
    LEAD = 400,             /* bytes of a text that say what it is about */
    WORD_MAX = 63, SLOTS_FIRST = 1 << 16
};

static const char background[] =
#include "group/background.inc"
    ;
static const char stop_words[] =
#include "group/stop.inc"
    ;

typedef struct word { dl_slice stem, shown; int32_t idf; bool stop; uint32_t count, capital, seen_in; } word; /* count, capital: in the report at hand */

struct group_words {
    dl_arena *arena;
    word *at;
    uint32_t n, cap;
    uint32_t *slot, slots;
    int64_t reports;
    uint32_t stamp;
    DL_VEC(uint32_t) used;
};

const char *group_words_version(void) { return "1"; }

/* log2 in 1/256ths, by squaring the fraction eight times. x >= 1. */
static int32_t log2_q8(uint64_t x)
{
    int32_t whole = 63 - __builtin_clzll(x);
    uint64_t f = whole > 31 ? x >> (whole - 31) : x << (31 - whole); /* 1.0 = 2^31 */
    int32_t out = whole;
    for (int i = 0; i < 8; i++) {
        f = f * f >> 31;
        out = out * 2 + (f >> 32 ? 1 : 0);
        if (f >> 32) f >>= 1;
    }
    return out;
}

static bool is_vowel_or(char c, const char *set) { return strchr(set, c) != NULL; }

static size_t cut_plural(char *w, size_t n)
{
    if (n > 3 && memcmp(w + n - 3, "ies", 3) == 0) return w[n - 3] = 'y', n - 2;
    if (n > 4 && memcmp(w + n - 4, "sses", 4) == 0) return n - 2;
    bool kept = n > 1 && w[n - 1] == 's' && (w[n - 2] == 's' || w[n - 2] == 'u' || w[n - 2] == 'i');
    return w[n - 1] == 's' && !kept ? n - 1 : n;
}

size_t dl_words_stem(dl_slice lower, char w[64])
{
    size_t n = lower.n < WORD_MAX ? lower.n : WORD_MAX;
    memcpy(w, lower.p, n);
    if (n <= 4) return n;
    n = cut_plural(w, n);
    if (n > 6 && memcmp(w + n - 3, "ing", 3) == 0) n -= 3;
    else if (n > 5 && memcmp(w + n - 2, "ed", 2) == 0) n -= 2;
    if (n > 4 && w[n - 1] == 'e') n--;
    if (n > 3 && w[n - 1] == w[n - 2] && !is_vowel_or(w[n - 1], "aeiouls")) n--;
    return n;
}

static void grow_slots(group_words *w)
{
    w->slots *= 2;
    w->slot = dl_arena_array(w->arena, w->slots, sizeof *w->slot);
    for (uint32_t i = 0; w->slot && i < w->n; i++) {
        uint32_t at = (uint32_t)dl_hash64(w->at[i].stem, 3) & (w->slots - 1);
        while (w->slot[at]) at = (at + 1) & (w->slots - 1);
        w->slot[at] = i + 1;
    }
}

static int32_t idf_of(const group_words *w, int64_t reports) { return log2_q8((uint64_t)(((w->reports + 1) * 256) / (reports + 1))) - 8 * 256; }

/* The number of a stem, added when it is new; UINT32_MAX: out of memory. */
static uint32_t number_of(group_words *w, dl_slice stem)
{
    uint32_t at = (uint32_t)dl_hash64(stem, 3) & (w->slots - 1);
    for (; w->slot[at]; at = (at + 1) & (w->slots - 1))
        if (dl_slice_eq(w->at[w->slot[at] - 1].stem, stem)) return w->slot[at] - 1;
    dl_slice own = dl_arena_copy(w->arena, stem);
    word *x = dl_vec_push(w->arena, (void **)&w->at, &w->n, &w->cap, sizeof *w->at);
    if (!x || !own.p) return UINT32_MAX;
    *x = (word){ .stem = own, .idf = idf_of(w, 0) };
    w->slot[at] = w->n;
    if (w->n * 2 > w->slots) grow_slots(w);
    return w->slot ? w->n - 1 : UINT32_MAX;
}

static int64_t count_in(dl_slice s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) n = n * 10 + (s.p[i] - '0');
    return n;
}

static void load(group_words *w, const dl_table *common, const dl_table *stop)
{
    int64_t all = dl_table_find(common, DL_S("*"));
    w->reports = all < 0 ? 1 : count_in(dl_table_cell(common, (uint32_t)all, 1));
    for (uint32_t r = 0; r < common->rows; r++) {
        uint32_t k = number_of(w, dl_table_cell(common, r, 0));
        if (k != UINT32_MAX) w->at[k].idf = idf_of(w, count_in(dl_table_cell(common, r, 1)));
    }
    for (uint32_t r = 0; r < stop->rows; r++) {
        char stem[64];
        uint32_t k = number_of(w, dl_slice_of(stem, dl_words_stem(dl_table_cell(stop, r, 0), stem)));
        if (k != UINT32_MAX) w->at[k].stop = true;
    }
}

group_words *group_words_new(dl_arena *a, dl_err *e)
{
    group_words *w = dl_arena_alloc(a, sizeof *w);
    if (!w) return NULL;
    w->arena = a;
    w->slots = SLOTS_FIRST;
    w->slot = dl_arena_array(a, w->slots, sizeof *w->slot);
    const dl_table *common = dl_table_parse(a, "group/background.tsv", dl_slice_of(background, sizeof background - 1), true, e);
    const dl_table *stop = dl_table_parse(a, "group/stop.tsv", dl_slice_of(stop_words, sizeof stop_words - 1), true, e);
    if (!w->slot || !common || !stop) return NULL;
    load(w, common, stop);
    return dl_arena_failed(a) ? NULL : w;
}

dl_slice group_words_show(const group_words *w, uint32_t id) { return w->at[id].shown.p ? w->at[id].shown : w->at[id].stem; }

/* ---- counting */

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_wordy(char c) { return is_letter(c) || is_digit(c) || ((unsigned char)c & 0x80); }

/* Typographic quotes and dashes are three bytes that begin E2 80: they part words. */
static bool is_mark(dl_slice s, size_t i) { return i + 2 < s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x80; }

static void count_word(group_words *w, dl_slice text, uint32_t weight, bool inside)
{
    char lower[64], stem[64];
    size_t n = text.n < WORD_MAX ? text.n : WORD_MAX;
    for (size_t i = 0; i < n; i++) lower[i] = text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] + 32) : text.p[i];
    uint32_t k = number_of(w, dl_slice_of(stem, dl_words_stem(dl_slice_of(lower, n), stem)));
    if (k == UINT32_MAX || w->at[k].stop) return;
    word *x = &w->at[k];
    if (x->seen_in != w->stamp) {
        x->seen_in = w->stamp;
        x->count = x->capital = 0;
        uint32_t *u = DL_PUSH(w->arena, &w->used);
        if (u) *u = k;
    }
    bool capital = inside && text.p[0] >= 'A' && text.p[0] <= 'Z';
    if (!x->shown.p) x->shown = dl_arena_copy(w->arena, capital ? text : dl_slice_of(lower, n));
    x->count += weight;
    x->capital += capital ? 2 : 0; /* against one for each sighting */
    x->capital -= inside && !capital && x->capital ? 1 : 0;
}

static void count_text(group_words *w, dl_slice s, bool title)
{
    bool inside = false; /* not at the start of a sentence, where every word has a capital */
    for (size_t i = 0; i < s.n;) {
        if (!is_wordy(s.p[i]) || is_mark(s, i)) {
            if (s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?' || s.p[i] == '\n' || s.p[i] == '"') inside = false;
            i += is_mark(s, i) ? 3 : 1;
            continue;
        }
        size_t from = i;
        while (i < s.n && is_wordy(s.p[i]) && !is_mark(s, i)) i++;
        if (i - from >= 2) count_word(w, dl_slice_cut(s, from, i), title || from < LEAD ? 2 : 1, inside && !title);
        inside = true;
    }
}

/* ---- weighing */

static int heavier(const void *x, const void *y)
{
    const group_term *a = x, *b = y;
    return a->w != b->w ? (a->w < b->w ? 1 : -1) : a->id < b->id ? -1 : 1;
}

static int by_id(const void *x, const void *y)
{
    const group_term *a = x, *b = y;
    return (a->id > b->id) - (a->id < b->id);
}

static int64_t root(int64_t x)
{
    int64_t lo = 0, hi = (int64_t)1 << 31;
    while (hi - lo > 1) {
        int64_t mid = (lo + hi) / 2;
        if (mid * mid <= x) lo = mid;
        else hi = mid;
    }
    return lo;
}

enum { LN2_Q8 = 177, MOST_IDF = 2300 /* 9 bits: a word nobody has seen is more often a slip or a by-line than a name */, LEAST_IDF = 2 * 256 + 40 /* stems in a fifth of all reports say nothing */ };

static group_vector weigh(group_words *w, dl_arena *a)
{
    group_term *t = dl_arena_array(a, w->used.n + 1, sizeof *t);
    group_vector out = { t, 0 };
    int64_t sum = 0;
    for (uint32_t i = 0; t && i < w->used.n; i++) {
        const word *x = &w->at[w->used.at[i]];
        if (x->idf < LEAST_IDF) continue;
        int64_t tf = 256 + (int64_t)log2_q8(x->count) * LN2_Q8 / 256, v = tf * (x->idf < MOST_IDF ? x->idf : MOST_IDF) / 256;
        t[out.n++] = (group_term){ w->used.at[i], x->capital ? v * 2 : v };
    }
    if (!t) return out;
    qsort(t, out.n, sizeof *t, heavier);
    if (out.n > TOP_TERMS) out.n = TOP_TERMS;
    for (uint32_t i = 0; i < out.n; i++) sum += t[i].w * t[i].w;
    int64_t length = root(sum);
    for (uint32_t i = 0; i < out.n; i++) t[i].w = t[i].w * GROUP_ONE / (length ? length : 1);
    qsort(t, out.n, sizeof *t, by_id);
    return out;
}

group_vector group_words_vector(group_words *w, dl_arena *a, dl_slice title, dl_slice body)
{
    w->stamp++;
    w->used.n = 0;
    count_text(w, title, true);
    count_text(w, body, false);
    group_vector all = weigh(w, a), kept = { dl_arena_array(a, all.n + 1, sizeof *all.at), all.n };
    if (kept.at && all.n) memcpy(kept.at, all.at, all.n * sizeof *all.at);
    return kept;
}
