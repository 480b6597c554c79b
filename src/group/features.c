/* features - see features.h. */
#include "features.h"

#include "base/chars.h"
#include "base/order.h"
#include "count.h"
#include "digest.h"

enum {
    FEATURES_VERSION = 9,
    FEATURES_HEAD = 12,
    IS_DIGEST = 1, /* flag */
    NAME_BIT = 1 << 15, /* of a packed weight: the report writes the stem like a name */
    TOP_TERMS = GROUP_TERMS_MAX,
    LEAD = 400, /* bytes of a text that say what it is about */
    HEAD = 250, /* bytes of a text that, with the title, are its head */
    TITLE_MAX = 16 << 10, /* bytes of a title that are read */
    /* Lengths of the two vectors of a text, in 1/256ths: the head's likeness is a fifth
     * of the mean. */
    WHOLE_LENGTH = 231,
    HEAD_LENGTH = 111
};

/* ---- weighing */

/* More often with a capital than small, where either could be. */
static bool is_name(const group_counted *x)
{
    return group_tally_capital(x->tally) > group_tally_small(x->tally);
}

static int64_t weight_of_count(const dl_group_words *w, const group_counted *x, uint32_t count)
{
    if (!count) return 0;
    return (group_count_factor(w, count) * x->idf / 256) << is_name(x);
}

/* s->key: weight above, then where it was first seen (of two as heavy the earlier
 * one); the place below. Answers how many there are. */
static uint32_t weigh(const dl_group_words *w, dl_group_scratch *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const group_counted *x = &s->at[i];
        uint64_t v = (uint64_t)weight_of_count(w, x, group_tally_weight(x->tally));
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
    const dl_group_words *words;
    const dl_group_scratch *s;
} report;

static dl_slice word_of(const report *r, const group_counted *x)
{
    size_t at = x->first / 2;
    if (at < r->title.n) return dl_slice_cut(r->title, at, at + x->length);
    at -= r->title.n;
    return dl_slice_cut(r->body, at, at + x->length);
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
    for (size_t i = 0; i < word.n; i++) p[1 + i] = as_is ? word.p[i] : dl_lower(word.p[i]);
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

/* Where the parts of packed features lie. */
typedef struct layout {
    size_t hash, whole, head, sample, words;
} layout;
static layout layout_of(uint32_t terms, uint32_t samples)
{
    layout l = { .hash = FEATURES_HEAD };
    l.whole = l.hash + (size_t)terms * 4;
    l.head = l.whole + (size_t)terms * 2;
    l.sample = l.head + (size_t)terms * 2;
    l.words = l.sample + (size_t)samples * 4;
    return l;
}

static uint32_t of_length(int64_t weight, int64_t sum_of_squares, int64_t length)
{
    int64_t root = dl_square_root((uint64_t)sum_of_squares);
    return (uint32_t)(weight * GROUP_ONE / (root ? root : 1) * length / 256);
}

/* Weights of the terms in `order`, scaled to their lengths. */
static void put_weights(char *whole_at, char *head_at, const report *of, const uint64_t *key,
    const uint64_t *order, uint32_t n)
{
    int64_t head[TOP_TERMS], wholes = 0, heads = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t k = key[(uint32_t)order[i]];
        const group_counted *x = counted_of(of->s, k);
        head[i] = weight_of_count(of->words, x, group_tally_head(x->tally));
        wholes += weight_of(k) * weight_of(k);
        heads += head[i] * head[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        uint64_t k = key[(uint32_t)order[i]];
        uint32_t name = is_name(counted_of(of->s, k)) ? NAME_BIT : 0;
        put16(whole_at + i * 2, of_length(weight_of(k), wholes, WHOLE_LENGTH) | name);
        put16(head_at + i * 2, of_length(head[i], heads, HEAD_LENGTH));
    }
}

static dl_slice pack(dl_arena *a, const report *of, uint32_t n, const group_shingles *r)
{
    const uint64_t *key = of->s->key;
    layout at = layout_of(n, r->n);
    size_t words = 0;
    uint64_t order[TOP_TERMS];
    for (uint32_t i = 0; i < n; i++) words += (size_t)counted_of(of->s, key[i])->length + 1;
    sort_by_hash(of->s, key, order, n);
    char *p = dl_arena_room(a, at.words + words + GROUP_FORM_MAX);
    if (!p) return (dl_slice){ NULL, 0 };
    memset(p, 0, FEATURES_HEAD);
    p[0] = FEATURES_VERSION;
    p[1] = group_is_digest(of->words, of->body) ? IS_DIGEST : 0;
    put16(p + 2, n);
    put16(p + 4, r->n);
    put32(p + 8, r->all);
    put_weights(p + at.whole, p + at.head, of, key, order, n);
    char *word = p + at.words;
    for (uint32_t i = 0; i < n; i++) {
        const group_counted *x = counted_of(of->s, key[(uint32_t)order[i]]);
        put32(p + at.hash + i * 4, x->stem);
        word += put_word(word, of, x);
    }
    for (uint32_t i = 0; i < r->n; i++) put32(p + at.sample + i * 4, r->at[i]);
    return dl_slice_of(p, (size_t)(word - p));
}

dl_slice group_features_of(
    const dl_group_words *w, dl_group_scratch *s, dl_arena *a, dl_slice title, dl_slice body)
{
    group_rolling rolling;
    group_shingles shingles;
    if (title.n > TITLE_MAX) title.n = TITLE_MAX;
    if (!group_shingles_begin(&rolling, &s->shingles, body, false)) return (dl_slice){ NULL, 0 };
    group_text_part of_title = { .lead = UINT32_MAX, .head = UINT32_MAX, .title = true };
    group_text_part of_body = { .before = (uint32_t)title.n, .lead = LEAD, .head = HEAD };
    for (group_scan scan = group_scan_of(title); group_next_batch(&scan, &s->batch);)
        group_count_add(s, w, title, &of_title);
    for (group_scan scan = group_scan_of(body); group_next_batch(&scan, &s->batch);) {
        group_count_add(s, w, body, &of_body);
        group_shingles_add(&rolling, &s->batch);
    }
    group_shingles_end(&rolling, &shingles);
    if (!group_count_end(s)) return (dl_slice){ NULL, 0 };
    return pack(a, &(report){ title, body, w, s }, weigh(w, s), &shingles);
}

dl_slice dl_group_features(const dl_group_words *w, dl_group_scratch *s, dl_doc *d)
{
    dl_slice title = { NULL, 0 };
    if (d->text.title.end) title = dl_doc_title(d);
    dl_slice packed = group_features_of(w, s, d->arena, title, dl_doc_body(d));
    group_numbers_tidy(&s->shingles);
    return packed;
}

/* ---- unpacking */

/* A weight of nothing, which we do not write, would be met again and again. */
static group_weight weight_read(uint32_t whole, uint32_t head)
{
    uint32_t w = whole & (NAME_BIT - 1);
    if (!w) w = 1;
    return (group_weight){ whole & NAME_BIT ? w | GROUP_NAME : w, head };
}

bool group_features_read(dl_arena *a, dl_slice f, group_features *out)
{
    if (f.n < FEATURES_HEAD || f.p[0] != FEATURES_VERSION) return false;
    uint32_t n = get16(f.p + 2), samples = get16(f.p + 4);
    layout at = layout_of(n, samples);
    if (at.words > f.n || n > TOP_TERMS) return false;
    *out = (group_features){
        .vector = { dl_arena_room(a, n * sizeof *out->vector.at), n },
        .shingles = { dl_arena_room(a, samples * sizeof(uint32_t)), samples, get32(f.p + 8) },
        .digest = f.p[1] & IS_DIGEST,
        .words = dl_slice_cut(f, at.words, f.n),
    };
    if (!out->vector.at || !out->shingles.at) return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t whole = get16(f.p + at.whole + i * 2), head = get16(f.p + at.head + i * 2);
        out->vector.at[i] = (group_term){ get32(f.p + at.hash + i * 4), weight_read(whole, head) };
    }
    for (uint32_t i = 0; i < samples; i++) out->shingles.at[i] = get32(f.p + at.sample + i * 4);
    return true;
}
