/* words - a report as a vector of weighted stems, packed with what copies need: the features that the record keeps of it.
 *
 * weight = (1 + ln count) * ln(reports / reports with the stem), doubled where the word is mostly written with a capital inside sentences
 * (a name); the title and the first 400 bytes count double. How common a stem is comes from data/group/background.tsv, so that a record of two
 * reports is grouped like one of a million. A stem is known by 32 bits of its hash: of a hundred thousand stems one pair may meet.
 *
 * Features, little-endian: 1 version (3), 1 zero, 2 terms, 2 samples, 2 zero, 4 runs; then the terms' hashes (4 bytes each, ascending), their weights
 * (2 each, the highest bit: a name), the samples (4 each, ascending), the terms' words (length, bytes). */
#include <stdlib.h>

#include "group_private.h"
#include "scan.h"

enum {
    FEATURES_VERSION = 3, FEATURES_HEAD = 12,
    NAME_BIT = 1 << 15,     /* of a packed weight: the word is mostly written with a capital inside sentences */
    TOP_TERMS = 100,        /* heaviest terms kept: stories share less than episodes and need them (T17: 60 terms .03 worse) */
    LEAD = 400,             /* bytes of a text that say what it is about */
    WORD_MAX = 63,
    COUNT_SLOTS = 8192,     /* of one report; the first COUNT_MAX different stems say what it is about, whatever its length */
    COUNT_MAX = COUNT_SLOTS / 2,
    LN2_Q8 = 177,
    MOST_IDF = 2300,        /* 9 bits: a word nobody has seen is more often a slip or a by-line than a name */
    LEAST_IDF = 2 * 256 + 40,   /* stems in a fifth of all reports say nothing */
    COUNTS_KNOWN = 64       /* counts whose factor is worked out once */
};

static const char background[] =
#include "group/background.inc"
    ;
static const char stop_words[] =
#include "group/stop.inc"
    ;

typedef struct common { uint32_t hash; int16_t idf; bool stop; } common;     /* hash 0: a free place */

struct dl_group_words {
    dl_arena *arena;
    common *slot;
    uint32_t slots, n;
    int64_t reports;
    int16_t unknown;                /* idf of a stem that the table does not have */
    int64_t factor[COUNTS_KNOWN];   /* 1 + ln count, in 1/256ths */
};

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

size_t group_stem(dl_slice lower, char w[64])
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

static uint32_t hash_of(const char *p, size_t n)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * 1099511628211u;
    uint32_t out = (uint32_t)(dl_hash_mix(h) >> 32);
    return out ? out : 1;
}

static int32_t idf_of(const dl_group_words *w, int64_t reports) { return log2_q8((uint64_t)(((w->reports + 1) * 256) / (reports + 1))) - 8 * 256; }

static int64_t factor_of(uint32_t count) { return 256 + (int64_t)log2_q8(count ? count : 1) * LN2_Q8 / 256; }

/* The place of a stem, or the free one it would take. */
static common *place_of(const dl_group_words *w, uint32_t hash)
{
    uint32_t at = hash & (w->slots - 1);
    while (w->slot[at].hash && w->slot[at].hash != hash) at = (at + 1) & (w->slots - 1);
    return &w->slot[at];
}

static int64_t count_in(dl_slice s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) n = n * 10 + (s.p[i] - '0');
    return n;
}

static void load(dl_group_words *w, const dl_table *known, const dl_table *stop)
{
    int64_t all = dl_table_find(known, DL_S("*"));
    w->reports = all < 0 ? 1 : count_in(dl_table_cell(known, (uint32_t)all, 1));
    w->unknown = (int16_t)idf_of(w, 0);
    for (uint32_t k = 0; k < COUNTS_KNOWN; k++) w->factor[k] = factor_of(k);
    for (w->slots = 1024; w->slots < (known->rows + stop->rows) * 3 / 2; w->slots *= 2) {}
    w->slot = dl_arena_array(w->arena, w->slots, sizeof *w->slot);
    for (uint32_t r = 0; w->slot && r < known->rows; r++) {
        dl_slice stem = dl_table_cell(known, r, 0);
        uint32_t hash = hash_of(stem.p, stem.n);
        common *c = place_of(w, hash);
        if (!c->hash) *c = (common){ hash, (int16_t)idf_of(w, count_in(dl_table_cell(known, r, 1))), false };
    }
    for (uint32_t r = 0; w->slot && r < stop->rows; r++) {
        char stem[64];
        uint32_t hash = hash_of(stem, group_stem(dl_table_cell(stop, r, 0), stem));
        *place_of(w, hash) = (common){ hash, 0, true };
    }
}

dl_group_words *dl_group_words_new(const dl_mem *m, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0), *scratch = dl_arena_new(m, 0);
    dl_group_words *w = a ? dl_arena_alloc(a, sizeof *w) : NULL;
    if (w && scratch) {
        w->arena = a;
        const dl_table *known = dl_table_parse(scratch, "group/background.tsv", dl_slice_of(background, sizeof background - 1), true, e);
        const dl_table *stop = known ? dl_table_parse(scratch, "group/stop.tsv", dl_slice_of(stop_words, sizeof stop_words - 1), true, e) : NULL;
        if (stop) load(w, known, stop);
    }
    if (!dl_failed(e) && (!w || !scratch || dl_arena_failed(a) || dl_arena_failed(scratch))) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(scratch);
    if (!dl_failed(e)) return w;
    dl_arena_free(a);
    return NULL;
}

void dl_group_words_free(dl_group_words *w)
{
    if (w) dl_arena_free(w->arena);
}

/* ---- counting */

/* Place 0 is nobody's: words that say nothing are counted there. */
typedef struct counted { const char *shown; uint32_t hash, count, capital; int16_t idf; uint8_t length; bool as_is; } counted;
/* Forms seen before, of any report: their stems, and in the report of that stamp their places. A longer form than 16 bytes is stemmed each time. */
enum { FORM_BITS = 14, SAYS_NOTHING = -1 };
#define ALWAYS UINT32_MAX     /* the stamp of a form that says nothing: its place is 0 in every report */
typedef struct form { group_form f; uint32_t stem, stamp; int16_t idf; uint16_t place; } form;   /* stem 0: a free place */
struct dl_group_scratch {
    const dl_mem *mem;
    uint32_t stamp;          /* of the report being counted */
    counted at[COUNT_MAX + 1];
    uint16_t slot[COUNT_SLOTS];
    uint64_t key[COUNT_MAX];
    form form[1 << FORM_BITS];
    group_numbers runs;
};
typedef struct counter { const dl_group_words *words; dl_group_scratch *s; uint32_t n; } counter;

dl_group_scratch *dl_group_scratch_new(const dl_mem *m)
{
    dl_group_scratch *s = dl_mem_zero(m, sizeof *s);
    if (s) s->mem = s->runs.mem = m;
    return s;
}

void dl_group_scratch_free(dl_group_scratch *s)
{
    if (!s) return;
    group_numbers_free(&s->runs);
    dl_mem_free(s->mem, s, sizeof *s);
}

/* Where a stem is counted; 0: one too many. */
static uint16_t place_in(counter *c, uint32_t hash, int16_t idf, dl_slice text, bool capital)
{
    dl_group_scratch *s = c->s;
    uint32_t at = hash & (COUNT_SLOTS - 1);
    for (; s->slot[at]; at = (at + 1) & (COUNT_SLOTS - 1))
        if (s->at[s->slot[at]].hash == hash) return s->slot[at];
    if (c->n == COUNT_MAX) return 0;
    s->at[++c->n] = (counted){ text.p, hash, 0, 0, idf, (uint8_t)(text.n < WORD_MAX ? text.n : WORD_MAX), capital };
    return s->slot[at] = (uint16_t)c->n;
}

static uint32_t stem_of(const char *lower, size_t n)
{
    char stem[64];
    return hash_of(stem, group_stem(dl_slice_of(lower, n), stem));
}

/* SAYS_NOTHING: a stop word, or a stem in a fifth of all reports. */
static int16_t idf_of_stem(const dl_group_words *w, uint32_t stem)
{
    const common *k = place_of(w, stem);
    int32_t idf = k->hash ? k->stop ? SAYS_NOTHING : k->idf : w->unknown;
    return (int16_t)(idf < LEAST_IDF ? SAYS_NOTHING : idf);
}

static void stem_form(const counter *c, form *f, group_form key, size_t n)
{
    char lower[GROUP_FORM_MAX];
    group_store(lower, key.a);
    group_store(lower + 8, key.b);
    f->f = key;
    f->stem = stem_of(lower, n);
    f->idf = idf_of_stem(c->words, f->stem);
    f->stamp = f->idf == SAYS_NOTHING ? ALWAYS : 0;
    f->place = 0;
}

/* Not at the start of a sentence, where every word has a capital: between this word and the one before nothing ends a sentence. */
static bool is_inside(dl_slice s, size_t from)
{
    while (from > 0) {
        char c = s.p[from - 1];
        if (c == '.' || c == '!' || c == '?' || c == '\n' || c == '"') return false;
        if (from >= 3 && group_is_mark(s, from - 3)) {
            from -= 3;
            continue;
        }
        if (group_is_wordy(c)) return true;
        from--;
    }
    return false;
}

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/* The place of a form that this report has not shown yet, or not lately. */
static uint16_t first_sight(counter *c, form *f, dl_slice s, group_word w, bool title)
{
    f->stamp = c->s->stamp;
    f->place = 0;
    if (f->idf == SAYS_NOTHING) return 0;
    bool capital = is_capital(s.p[w.from]) && !title && is_inside(s, w.from);
    return f->place = place_in(c, f->stem, f->idf, dl_slice_cut(s, w.from, w.to), capital);
}

static uint16_t place_of_long(counter *c, dl_slice s, group_word w, bool title)
{
    char lower[WORD_MAX];
    size_t n = w.to - w.from < WORD_MAX ? w.to - w.from : WORD_MAX;
    for (size_t i = 0; i < n; i++) lower[i] = is_capital(s.p[w.from + i]) ? (char)(s.p[w.from + i] + 32) : s.p[w.from + i];
    form f = { .stem = stem_of(lower, n) };
    f.idf = idf_of_stem(c->words, f.stem);
    return first_sight(c, &f, s, w, title);
}

/* Some words ahead: their forms are fetched while those before are counted. */
enum { AHEAD = 32 };
typedef struct ahead { group_word w; group_form key; form *form; } ahead;        /* form NULL: a long word */

/* Words of one byte are left out. */
static uint32_t look_ahead(counter *c, group_scan *scan, ahead *at)
{
    uint32_t n = 0;
    for (group_word w; n < AHEAD && group_next_word(scan, &w);) {
        if (w.to - w.from < 2) continue;
        ahead *x = &at[n++];
        x->w = w;
        x->form = NULL;
        if (w.to - w.from > GROUP_FORM_MAX) continue;
        x->key = group_form_at(scan->text, w.from, w.to - w.from);
        uint64_t h = (x->key.a ^ x->key.b * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
        x->form = &c->s->form[(h ^ h >> 32) * 0x94D049BB133111EBu >> (64 - FORM_BITS)];
        __builtin_prefetch(x->form, 1);
    }
    return n;
}

/* The form's bytes are compared, so nothing depends on what came before. */
static uint16_t place_of_short(counter *c, dl_slice s, const ahead *x, bool title)
{
    form *f = x->form;
    if (f->f.a != x->key.a || f->f.b != x->key.b || !f->stem) stem_form(c, f, x->key, x->w.to - x->w.from);
    return f->stamp >= c->s->stamp ? f->place : first_sight(c, f, s, x->w, title);
}

static void count_word(counter *c, dl_slice s, const ahead *x, bool title)
{
    uint16_t place = x->form ? place_of_short(c, s, x, title) : place_of_long(c, s, x->w, title);
    counted *to = &c->s->at[place];
    to->count += title || x->w.from < LEAD ? 2 : 1;
    bool capital = is_capital(s.p[x->w.from]);
    if (!(capital | (to->capital != 0)) || !place || title || !is_inside(s, x->w.from)) return;
    if (capital) to->capital += 2;    /* against one for each sighting */
    else to->capital--;
}

static void count_text(counter *c, dl_slice s, bool title)
{
    ahead at[AHEAD];
    group_scan scan = group_scan_of(s);
    for (uint32_t n; (n = look_ahead(c, &scan, at)) > 0;)
        for (uint32_t i = 0; i < n; i++) count_word(c, s, &at[i], title);
}

/* ---- weighing */

int64_t group_root(uint64_t x)
{
    uint64_t r = (uint64_t)__builtin_sqrt((double)x);        /* off by a little where x has more than 53 bits */
    if (r > UINT32_MAX) r = UINT32_MAX;
    while (r * r > x) r--;
    while (r < UINT32_MAX && (r + 1) * (r + 1) <= x) r++;
    return (int64_t)r;
}

/* The `most` greatest come first, in no order. */
void group_greatest(uint64_t *key, uint32_t n, uint32_t most)
{
    for (uint32_t from = 0, to = n; most > from && most < to && to - from > 1;) {
        uint64_t x = key[from], y = key[from + (to - from) / 2], z = key[to - 1];
        uint64_t pivot = x < y ? (y < z ? y : x < z ? z : x) : (x < z ? x : y < z ? z : y);
        uint32_t i = from, j = to - 1;
        while (true) {
            while (key[i] > pivot) i++;
            while (key[j] < pivot) j--;
            if (i >= j) break;
            uint64_t swap = key[i];
            key[i++] = key[j];
            key[j--] = swap;
        }
        if (most <= i) to = i;
        else from = i == j ? i + 1 : i;
    }
}

static int64_t factor(const dl_group_words *w, uint32_t count) { return count < COUNTS_KNOWN ? w->factor[count] : factor_of(count); }

/* By the upper half, byte after byte: what is equal there stays in its order. */
void group_sort(uint64_t *at, uint64_t *spare, uint32_t n)
{
    for (unsigned shift = 32; shift < 64; shift += 8) {
        uint32_t start[257] = { 0 };
        for (uint32_t i = 0; i < n; i++) start[(at[i] >> shift & 255) + 1]++;
        for (uint32_t b = 0; b < 256; b++) start[b + 1] += start[b];
        for (uint32_t i = 0; i < n; i++) spare[start[at[i] >> shift & 255]++] = at[i];
        uint64_t *swap = at;
        at = spare;
        spare = swap;
    }
}

/* Weight above, place in the counter below: of two as heavy the one seen first. Answers how many there are. */
static uint32_t weigh(const counter *c, uint64_t *key)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const counted *x = &c->s->at[i + 1];
        int64_t v = factor(c->words, x->count) * (x->idf < MOST_IDF ? x->idf : MOST_IDF) / 256;
        key[i] = (uint64_t)(x->capital ? v * 2 : v) << 32 | (COUNT_MAX - i);
    }
    group_greatest(key, c->n, TOP_TERMS);
    return c->n < TOP_TERMS ? c->n : TOP_TERMS;
}

/* ---- packing */

static void put16(char *p, uint32_t v) { p[0] = (char)v, p[1] = (char)(v >> 8); }
static void put32(char *p, uint32_t v) { put16(p, v), put16(p + 2, v >> 16); }
static uint32_t get16(const char *p) { return (uint32_t)(unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8; }
static uint32_t get32(const char *p) { return get16(p) | get16(p + 2) << 16; }

/* The word as it is shown: with its capital where it had one inside a sentence. Answers the bytes written; up to GROUP_FORM_MAX + 1 are touched. */
static size_t put_word(char *p, const counted *x)
{
    p[0] = (char)x->length;
    if (x->length <= GROUP_FORM_MAX && !x->as_is) {
        group_form f = group_form_at(dl_slice_of(x->shown, x->length), 0, x->length);
        group_store(p + 1, f.a);
        group_store(p + 9, f.b);
        return (size_t)x->length + 1;
    }
    for (size_t i = 0; i < x->length; i++) p[1 + i] = !x->as_is && is_capital(x->shown[i]) ? (char)(x->shown[i] + 32) : x->shown[i];
    return (size_t)x->length + 1;
}

static const counted *counted_of(const counter *c, uint64_t key) { return &c->s->at[COUNT_MAX - (uint32_t)key + 1]; }

/* Ascending by hash: hashes are spread evenly, so that one pass by their highest bits leaves little to do. */
static void sort_by_hash(const counter *c, const uint64_t *key, uint64_t *order, uint32_t n)
{
    enum { BITS = 7 };
    uint8_t start[(1 << BITS) + 1] = { 0 };
    for (uint32_t i = 0; i < n; i++) start[(counted_of(c, key[i])->hash >> (32 - BITS)) + 1]++;
    for (uint32_t b = 0; b < 1 << BITS; b++) start[b + 1] = (uint8_t)(start[b + 1] + start[b]);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t hash = counted_of(c, key[i])->hash;
        order[start[hash >> (32 - BITS)]++] = (uint64_t)hash << 32 | i;
    }
    for (uint32_t i = 1; i < n; i++) {
        uint64_t x = order[i];
        uint32_t k = i;
        for (; k && order[k - 1] > x; k--) order[k] = order[k - 1];
        order[k] = x;
    }
}
_Static_assert(TOP_TERMS < 256, "starts are bytes");

static dl_slice pack(dl_arena *a, const counter *c, const uint64_t *key, uint32_t n, const group_runs *r)
{
    int64_t sum = 0;
    size_t words = 0;
    uint64_t order[TOP_TERMS];
    for (uint32_t i = 0; i < n; i++) {
        int64_t w = (int64_t)(key[i] >> 32);
        sum += w * w;
        words += (size_t)counted_of(c, key[i])->length + 1;
    }
    sort_by_hash(c, key, order, n);
    int64_t length = group_root((uint64_t)sum);
    char *p = dl_arena_alloc(a, FEATURES_HEAD + (size_t)n * 6 + (size_t)r->n * 4 + words + GROUP_FORM_MAX), *hash = p + FEATURES_HEAD, *weight = hash + (size_t)n * 4, *sample = weight + (size_t)n * 2;
    if (!p) return (dl_slice){ NULL, 0 };
    p[0] = FEATURES_VERSION;
    put16(p + 2, n);
    put16(p + 4, r->n);
    put32(p + 8, r->all);
    char *word = sample + (size_t)r->n * 4;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t k = key[(uint32_t)order[i]];
        const counted *x = counted_of(c, k);
        put32(hash + i * 4, x->hash);
        put16(weight + i * 2, (uint32_t)((int64_t)(k >> 32) * GROUP_ONE / (length ? length : 1)) | (x->capital ? NAME_BIT : 0));
        word += put_word(word, x);
    }
    for (uint32_t i = 0; i < r->n; i++) put32(sample + i * 4, r->at[i]);
    return dl_slice_of(p, (size_t)(word - p));
}

/* Forms that an older report showed are not this one's, whatever their stamps. */
static void new_stamp(dl_group_scratch *s)
{
    if (++s->stamp < ALWAYS) return;
    memset(s->form, 0, sizeof s->form);
    s->stamp = 1;
}

dl_slice group_features_of(const dl_group_words *w, dl_group_scratch *s, dl_arena *a, dl_slice title, dl_slice body)
{
    counter c = { w, s, 0 };
    group_runs r;
    new_stamp(s);
    memset(s->slot, 0, sizeof s->slot);
    s->at[0] = (counted){ 0 };
    count_text(&c, title, true);
    count_text(&c, body, false);
    if (!group_runs_sample(&s->runs, body, &r)) return (dl_slice){ NULL, 0 };
    uint32_t n = weigh(&c, s->key);
    return pack(a, &c, s->key, n, &r);
}

dl_slice dl_group_features(const dl_group_words *w, dl_group_scratch *s, dl_doc *d)
{
    return group_features_of(w, s, d->arena, d->text.title.end ? dl_doc_title(d) : (dl_slice){ NULL, 0 }, dl_doc_body(d));
}

/* ---- unpacking */

bool group_features_read(dl_arena *a, dl_slice f, group_features *out)
{
    if (f.n < FEATURES_HEAD || f.p[0] != FEATURES_VERSION) return false;
    uint32_t n = get16(f.p + 2), samples = get16(f.p + 4);
    size_t words = FEATURES_HEAD + (size_t)n * 6 + (size_t)samples * 4;
    if (words > f.n) return false;
    const char *hash = f.p + FEATURES_HEAD, *weight = hash + (size_t)n * 4, *sample = weight + (size_t)n * 2;
    *out = (group_features){ .vector = { dl_arena_array(a, n, sizeof *out->vector.at), n }, .runs = { dl_arena_array(a, samples, sizeof *out->runs.at), samples, get32(f.p + 8) }, .words = dl_slice_cut(f, words, f.n) };
    if (!out->vector.at || !out->runs.at) return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t w = get16(weight + i * 2), least = w & (NAME_BIT - 1) ? 0 : 1;      /* a weight of nothing, which we do not write, would be met again and again */
        out->vector.at[i] = (group_term){ get32(hash + i * 4), ((w & (NAME_BIT - 1)) + least) | (w & NAME_BIT ? GROUP_NAME : 0) };
    }
    for (uint32_t i = 0; i < samples; i++) out->runs.at[i] = get32(sample + i * 4);
    return true;
}
