/* features - see features.h. */
#include "features.h"

#include "base/order.h"
#include "count.h"

enum {
    FEATURES_VERSION = 4,
    FEATURES_HEAD = 12,
    NAME_BIT = 1 << 15, /* of a packed weight: the stem is a name */
    TOP_TERMS = GROUP_TERMS_MAX,
    LEAD = 400, /* bytes of a text that say what it is about */
    TITLE_MAX = 16 << 10 /* bytes of a title that are read */
};

/* ---- weighing */

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
        uint64_t v = (uint64_t)(group_count_factor(w, group_tally_weight(x->tally)) * x->idf / 256)
            << is_name(x);
        s->key[i] = v << 48 | (uint64_t)(uint32_t)~x->first << 16 | i;
    }
    dl_greatest(s->key, s->n, TOP_TERMS);
    return s->n < TOP_TERMS ? s->n : TOP_TERMS;
}

static int64_t weight_of(uint64_t key) { return (int64_t)(key >> 48); }
_Static_assert(GROUP_COUNT_MAX < 1 << 16, "places fit the keys");

/* ---- packing */

static void put16(char *p, uint32_t v)
{
    p[0] = (char)v;
    p[1] = (char)(v >> 8);
}
static void put32(char *p, uint32_t v)
{
    put16(p, v);
    put16(p + 2, v >> 16);
}
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

static dl_slice pack(dl_arena *a, const report *of, uint32_t n, const group_shingles *r)
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
    group_shingles shingles;
    if (title.n > TITLE_MAX) title.n = TITLE_MAX;
    if (!group_shingles_begin(&rolling, &s->shingles, body)) return (dl_slice){ NULL, 0 };
    for (group_scan scan = group_scan_of(title); group_next_batch(&scan, &s->batch);)
        group_count_add(s, w, title, 0, UINT32_MAX, true);
    for (group_scan scan = group_scan_of(body); group_next_batch(&scan, &s->batch);) {
        group_count_add(s, w, body, (uint32_t)title.n, LEAD, false);
        group_shingles_add(&rolling, &s->batch);
    }
    group_shingles_end(&rolling, &shingles);
    if (!group_count_end(s)) return (dl_slice){ NULL, 0 };
    return pack(a, &(report){ title, body, s }, weigh(w, s), &shingles);
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
    if (words > f.n || n > TOP_TERMS) return false;
    const char *hash = f.p + FEATURES_HEAD, *weight = hash + (size_t)n * 4,
               *sample = weight + (size_t)n * 2;
    *out = (group_features){ .vector = { dl_arena_room(a, n * sizeof *out->vector.at), n },
        .shingles = { dl_arena_room(a, samples * sizeof *out->shingles.at), samples,
            get32(f.p + 8) },
        .words = dl_slice_cut(f, words, f.n) };
    if (!out->vector.at || !out->shingles.at) return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t w = get16(weight + i * 2),
                 least = w & (NAME_BIT - 1)
            ? 0
            : 1; /* a weight of nothing, which we do not write, would be met again and again */
        out->vector.at[i] = (group_term){ get32(hash + i * 4),
            ((w & (NAME_BIT - 1)) + least) | (w & NAME_BIT ? GROUP_NAME : 0) };
    }
    for (uint32_t i = 0; i < samples; i++) out->shingles.at[i] = get32(sample + i * 4);
    return true;
}
