/* texts - see texts.h. */
#include "texts.h"

enum {
    FULL_MAX = 4000, /* shingles of a text that is compared in full */
    KEPT_LEAST = 1024, /* texts kept at hand: copies come close together */
    KEPT_MOST = 32768
};

/* ---- how many hashes two sorted sets share */

typedef struct steps {
    const uint32_t *x, *y;
    uint32_t i, n, k, m, both;
} steps;
static inline bool is_under_way(const steps *s) { return s->i < s->n && s->k < s->m; }

/* Branch-free: which of the two comes first is random. */
static inline void step(steps *s)
{
    uint64_t a = s->x[s->i], b = s->y[s->k];
    uint32_t later = (uint32_t)((b - a) >> 63); /* 1: b comes before a */
    uint32_t earlier = (uint32_t)((a - b) >> 63);
    s->both += 1 - later - earlier;
    s->i += 1 - later;
    s->k += 1 - earlier;
}

/* The first of the upper half of the hashes. */
static uint32_t middle(const uint32_t *at, uint32_t n)
{
    uint32_t lo = 0;
    for (uint32_t hi = n; lo < hi;) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (at[mid] >> 31) hi = mid;
        else lo = mid + 1;
    }
    return lo;
}

/* Each step waits for the one before, so the lower and the upper half go side by side. */
static uint32_t count_shared(const group_shingles *x, const group_shingles *y)
{
    uint32_t i = middle(x->at, x->n), k = middle(y->at, y->n);
    steps lower = { x->at, y->at, 0, i, 0, k, 0 }, upper = { x->at, y->at, i, x->n, k, y->n, 0 };
    while (is_under_way(&lower) && is_under_way(&upper)) {
        step(&lower);
        step(&upper);
    }
    while (is_under_way(&lower)) step(&lower);
    while (is_under_way(&upper)) step(&upper);
    return lower.both + upper.both;
}

/* ---- texts at hand */

typedef struct kept_text {
    dl_rep rep;
    group_shingles shingles; /* at NULL: nothing is kept */
    size_t cap;
} kept_text;
struct group_texts {
    const dl_mem *mem;
    bool failed;
    group_numbers memory;
    kept_text *filling;
    uint32_t places;
    kept_text kept[]; /* [places + 1] by row number; the last one for a second of one place */
};

bool group_texts_failed(const group_texts *t) { return t->failed; }

static size_t bytes_of(uint32_t places)
{
    return sizeof(group_texts) + (places + (size_t)1) * sizeof(kept_text);
}

group_texts *group_texts_new(const dl_mem *m, uint32_t reports)
{
    uint32_t places = reports < KEPT_MOST ? reports : KEPT_MOST;
    if (places < KEPT_LEAST) places = KEPT_LEAST;
    group_texts *t = dl_mem_zero(m, bytes_of(places));
    if (!t) return NULL;
    t->mem = t->memory.mem = m;
    t->places = places;
    return t;
}

void group_texts_free(group_texts *t)
{
    if (!t) return;
    for (uint32_t i = 0; i <= t->places; i++)
        dl_mem_free(t->mem, t->kept[i].shingles.at, t->kept[i].cap * sizeof(uint32_t));
    group_numbers_free(&t->memory);
    dl_mem_free(t->mem, t, bytes_of(t->places));
}

static void keep_shingles(void *user, dl_slice body)
{
    group_texts *t = user;
    kept_text *k = t->filling;
    group_shingles s;
    t->failed |= !group_shingles_all(&t->memory, body, &s);
    if (t->failed) return;
    if (!k->shingles.at || s.n > k->cap) {
        size_t more = (size_t)s.n + 16, had = k->cap;
        uint32_t *at = dl_mem_resize(t->mem, k->shingles.at, had * sizeof *at, more * sizeof *at);
        t->failed |= !at;
        if (!at) return;
        k->shingles.at = at;
        k->cap = more;
    }
    memcpy(k->shingles.at, s.at, s.n * sizeof *s.at);
    k->shingles.n = k->shingles.all = s.n;
}

/* All shingles of a report. NULL: it has no text, or no memory. */
static const group_shingles *all_of(
    group_texts *t, const dl_record *record, dl_rep rep, size_t place)
{
    kept_text *k = &t->kept[place];
    if (k->shingles.at && k->rep == rep) return &k->shingles;
    k->rep = rep;
    k->shingles.n = k->shingles.all = 0;
    t->filling = k;
    record->text(record->ctx, rep, keep_shingles, t);
    return k->shingles.at ? &k->shingles : NULL;
}

int32_t group_texts_share(
    group_texts *t, const dl_record *record, const group_report *a, const group_report *b)
{
    const group_shingles *x = &a->shingles, *y = &b->shingles;
    if (x->all <= FULL_MAX && y->all <= FULL_MAX) {
        size_t i = (uint64_t)a->rep % t->places, j = (uint64_t)b->rep % t->places;
        x = all_of(t, record, a->rep, i == j ? t->places : i);
        y = all_of(t, record, b->rep, j);
        if (!x || !y) return -1;
    }
    uint32_t of = x->n < y->n ? x->n : y->n;
    return of ? (int32_t)((uint64_t)count_shared(x, y) * 1000u / of) : -1;
}

group_text_pair group_text_pair_of(const group_report *x, const group_report *y)
{
    return (group_text_pair){
        .all = { x->shingles.all, y->shingles.all },
        .sampled = { x->shingles.n, y->shingles.n },
    };
}
