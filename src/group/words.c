/* words - a report as a vector of weighted stems, packed with what copies need: the
 * features that the record keeps of it.
 *
 * weight = (1 + ln count) * ln(reports / reports with the stem), doubled where the
 * word is mostly written with a capital inside sentences (a name); the title and the
 * first 400 bytes count double. How common a stem is comes from
 * data/group/background.tsv, so that a record of two reports is grouped like one of a
 * million. A stem is known by 32 bits of its hash: of a hundred thousand stems one
 * pair may meet.
 *
 * Features, little-endian: 1 version (4), 1 zero, 2 terms, 2 samples, 2 zero, 4 runs;
 * then the terms' hashes (4 bytes each, ascending), their weights (2 each, the highest
 * bit: a name), the samples (4 each, ascending), the terms' words (length, bytes). */
#include <stdlib.h>

#include "count.h"

enum {
    FEATURES_VERSION = 4,
    FEATURES_HEAD = 12,
    NAME_BIT = 1
        << 15, /* of a packed weight: the word is mostly written with a capital inside sentences */
    TOP_TERMS =
        /* heaviest terms kept: stories share less than episodes and need them (T17: 60
         * terms .03 worse) */
    100,
    LEAD = 400, /* bytes of a text that say what it is about */
    TITLE_MAX = 16 << 10, /* bytes of a title that are read */
    LN2_Q8 = 177,
    MOST_IDF =
        2300, /* 9 bits: a word nobody has seen is more often a slip or a by-line than a name */
    LEAST_IDF = 2 * 256 + 40, /* stems in a fifth of all reports say nothing */
    COUNTS_KNOWN = 64 /* counts whose factor is worked out once */
};

static const dl_column background_columns[] = {
    { "stem", DL_COLUMN_TEXT, false, NULL },
    { "reports", DL_COLUMN_INT, false, NULL },
};
static const dl_table_form background_form = DL_TABLE_FORM(
    "group/background", true, background_columns);
static const dl_column stop_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "kind", DL_COLUMN_CHOICE, false, "function news" },
};
static const dl_table_form stop_form = DL_TABLE_FORM("group/stop", true, stop_columns);

typedef struct common {
    uint32_t hash;
    int16_t idf;
    bool stop;
} common; /* hash 0: a free place */

struct dl_group_words {
    dl_arena *arena;
    common *slot;
    uint32_t slots, n;
    int64_t reports;
    int16_t unknown; /* idf of a stem that the table does not have */
    int64_t factor[COUNTS_KNOWN]; /* 1 + ln count, in 1/256ths */
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

static int32_t idf_of(const dl_group_words *w, int64_t reports)
{
    return log2_q8((uint64_t)(((w->reports + 1) * 256) / (reports + 1))) - 8 * 256;
}

static int64_t factor_of(uint32_t count)
{
    return 256 + (int64_t)log2_q8(count ? count : 1) * LN2_Q8 / 256;
}

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
    for (w->slots = 1024; w->slots < (known->rows + stop->rows) * 3 / 2; w->slots *= 2) {
    }
    w->slot = dl_arena_array(w->arena, w->slots, sizeof *w->slot);
    for (uint32_t r = 0; w->slot && r < known->rows; r++) {
        dl_slice stem = dl_table_cell(known, r, 0);
        uint32_t hash = group_stem_hash(stem.p, stem.n);
        common *c = place_of(w, hash);
        if (!c->hash)
            *c = (common){ hash, (int16_t)idf_of(w, count_in(dl_table_cell(known, r, 1))), false };
    }
    for (uint32_t r = 0; w->slot && r < stop->rows; r++) {
        char stem[64];
        uint32_t hash = group_stem_hash(stem, group_stem(dl_table_cell(stop, r, 0), stem));
        *place_of(w, hash) = (common){ hash, 0, true };
    }
}

dl_group_words *dl_group_words_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_group_words *w = a ? dl_arena_alloc(a, sizeof *w) : NULL;
    if (w) {
        w->arena = a;
        const dl_table *known = dl_lexicon_table(lexicon, &background_form, e);
        const dl_table *stop = known ? dl_lexicon_table(lexicon, &stop_form, e) : NULL;
        if (stop) load(w, known, stop);
    }
    if (!dl_failed(e) && (!w || dl_arena_failed(a)))
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    if (!dl_failed(e)) return w;
    dl_arena_free(a);
    return NULL;
}

void dl_group_words_free(dl_group_words *w)
{
    if (w) dl_arena_free(w->arena);
}

int16_t group_idf(const dl_group_words *w, uint32_t stem)
{
    const common *k = place_of(w, stem);
    int32_t idf = k->hash ? k->idf : w->unknown;
    return (int16_t)((k->hash && k->stop) || idf < LEAST_IDF ? GROUP_SAYS_NOTHING
            : idf < MOST_IDF                                 ? idf
                                                             : MOST_IDF);
}

/* ---- weighing */

static int64_t factor(const dl_group_words *w, uint32_t count)
{
    return count < COUNTS_KNOWN ? w->factor[count] : factor_of(count);
}

/* More than one in three of those that could have a small letter. */
static bool is_name(const group_counted *x)
{
    return group_tally_capital(x->tally) * 2 > group_tally_small(x->tally);
}

/* Weight above, then where it was first seen: of two as heavy the earlier one; the place
 * below. Answers how many there are. */
static uint32_t weigh(const dl_group_words *w, dl_group_scratch *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const group_counted *x = &s->at[i];
        uint64_t v = (uint64_t)(factor(w, group_tally_weight(x->tally)) * x->idf / 256)
            << is_name(x);
        s->key[i] = v << 48 | (uint64_t)(uint32_t)~x->first << 16 | i;
    }
    dl_greatest(s->key, s->n, TOP_TERMS);
    return s->n < TOP_TERMS ? s->n : TOP_TERMS;
}

static int64_t weight_of(uint64_t key) { return (int64_t)(key >> 48); }
_Static_assert(GROUP_COUNT_MAX < 1 << 16, "places fit the keys");

/* ---- packing */

static void put16(char *p, uint32_t v) { p[0] = (char)v, p[1] = (char)(v >> 8); }
static void put32(char *p, uint32_t v) { put16(p, v), put16(p + 2, v >> 16); }
static uint32_t get16(const char *p)
{
    return (uint32_t)(unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8;
}
static uint32_t get32(const char *p) { return get16(p) | get16(p + 2) << 16; }

typedef struct report {
    dl_slice title, body;
    const dl_group_scratch *s;
} report;

static dl_slice word_of(const report *r, const group_counted *x)
{
    size_t at = x->first / 2;
    return at < r->title.n ? dl_slice_cut(r->title, at, at + x->length)
                           : dl_slice_cut(r->body, at - r->title.n, at - r->title.n + x->length);
}

/* The word as it is shown: with its capital where it was first seen with one inside a
 * sentence. Answers the bytes written; up to GROUP_FORM_MAX + 1 are touched. */
static size_t put_word(char *p, const report *r, const group_counted *x)
{
    dl_slice word = word_of(r, x);
    bool as_is = x->first & 1;
    p[0] = (char)x->length;
    if (x->length <= GROUP_FORM_MAX && !as_is) {
        group_form f = group_form_plainly(word.p, x->length);
        group_store(p + 1, f.a);
        group_store(p + 9, f.b);
        return (size_t)x->length + 1;
    }
    for (size_t i = 0; i < word.n; i++)
        p[1 + i] = !as_is && word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32)
                                                                  : word.p[i];
    return word.n + 1;
}

static const group_counted *counted_of(const dl_group_scratch *s, uint64_t key)
{
    return &s->at[key & UINT16_MAX];
}

/* Ascending by hash: hashes are spread evenly, so that one pass by their highest bits
 * leaves little to do. */
static void sort_by_hash(
    const dl_group_scratch *s, const uint64_t *key, uint64_t *order, uint32_t n)
{
    enum { BITS = 7 };
    uint8_t start[(1 << BITS) + 1] = { 0 };
    for (uint32_t i = 0; i < n; i++) start[(counted_of(s, key[i])->stem >> (32 - BITS)) + 1]++;
    for (uint32_t b = 0; b < 1 << BITS; b++) start[b + 1] = (uint8_t)(start[b + 1] + start[b]);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t hash = counted_of(s, key[i])->stem;
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

static dl_slice pack(dl_arena *a, const report *of, uint32_t n, const group_runs *r)
{
    const uint64_t *key = of->s->key;
    int64_t sum = 0;
    size_t words = 0;
    uint64_t order[TOP_TERMS];
    for (uint32_t i = 0; i < n; i++) {
        sum += weight_of(key[i]) * weight_of(key[i]);
        words += (size_t)counted_of(of->s, key[i])->length + 1;
    }
    sort_by_hash(of->s, key, order, n);
    int64_t length = dl_square_root((uint64_t)sum);
    char *p = dl_arena_room(
             a, FEATURES_HEAD + (size_t)n * 6 + (size_t)r->n * 4 + words + GROUP_FORM_MAX),
         *hash = p + FEATURES_HEAD, *weight = hash + (size_t)n * 4,
         *sample = weight + (size_t)n * 2;
    if (!p) return (dl_slice){ NULL, 0 };
    memset(p, 0, FEATURES_HEAD);
    p[0] = FEATURES_VERSION;
    put16(p + 2, n);
    put16(p + 4, r->n);
    put32(p + 8, r->all);
    char *word = sample + (size_t)r->n * 4;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t k = key[(uint32_t)order[i]];
        const group_counted *x = counted_of(of->s, k);
        put32(hash + i * 4, x->stem);
        put16(weight + i * 2,
            (uint32_t)(weight_of(k) * GROUP_ONE / (length ? length : 1))
                | (is_name(x) ? NAME_BIT : 0));
        word += put_word(word, of, x);
    }
    for (uint32_t i = 0; i < r->n; i++) put32(sample + i * 4, r->at[i]);
    return dl_slice_of(p, (size_t)(word - p));
}

dl_slice group_features_of(
    const dl_group_words *w, dl_group_scratch *s, dl_arena *a, dl_slice title, dl_slice body)
{
    group_rolling rolling;
    group_runs runs;
    if (title.n > TITLE_MAX) title.n = TITLE_MAX;
    if (!group_runs_begin(&rolling, &s->runs, body)) return (dl_slice){ NULL, 0 };
    for (group_scan scan = group_scan_of(title); group_next_batch(&scan, &s->batch);)
        group_count_take(s, w, title, 0, UINT32_MAX, true);
    for (group_scan scan = group_scan_of(body); group_next_batch(&scan, &s->batch);) {
        group_count_take(s, w, body, (uint32_t)title.n, LEAD, false);
        group_runs_take(&rolling, &s->batch);
    }
    group_runs_end(&rolling, &runs);
    if (!group_count_end(s)) return (dl_slice){ NULL, 0 };
    return pack(a, &(report){ title, body, s }, weigh(w, s), &runs);
}

dl_slice dl_group_features(const dl_group_words *w, dl_group_scratch *s, dl_doc *d)
{
    return group_features_of(w, s, d->arena,
        d->text.title.end ? dl_doc_title(d) : (dl_slice){ NULL, 0 }, dl_doc_body(d));
}

/* ---- unpacking */

bool group_features_read(dl_arena *a, dl_slice f, group_features *out)
{
    if (f.n < FEATURES_HEAD || f.p[0] != FEATURES_VERSION) return false;
    uint32_t n = get16(f.p + 2), samples = get16(f.p + 4);
    size_t words = FEATURES_HEAD + (size_t)n * 6 + (size_t)samples * 4;
    if (words > f.n) return false;
    const char *hash = f.p + FEATURES_HEAD, *weight = hash + (size_t)n * 4,
               *sample = weight + (size_t)n * 2;
    *out = (group_features){ .vector = { dl_arena_room(a, n * sizeof *out->vector.at), n },
        .runs = { dl_arena_room(a, samples * sizeof *out->runs.at), samples, get32(f.p + 8) },
        .words = dl_slice_cut(f, words, f.n) };
    if (!out->vector.at || !out->runs.at) return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t w = get16(weight + i * 2),
                 least = w & (NAME_BIT - 1)
            ? 0
            : 1; /* a weight of nothing, which we do not write, would be met again and again */
        out->vector.at[i] = (group_term){ get32(hash + i * 4),
            ((w & (NAME_BIT - 1)) + least) | (w & NAME_BIT ? GROUP_NAME : 0) };
    }
    for (uint32_t i = 0; i < samples; i++) out->runs.at[i] = get32(sample + i * 4);
    return true;
}
