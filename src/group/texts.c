/* texts - see texts.h. */
#include "texts.h"

#include "base/chars.h"

enum {
    FULL_MAX = 4000, /* shingles of a text that is compared in full */
    MARKS_LEAST = 3, /* names and numbers that say something */
    KEPT_LEAST = 1024, /* texts kept at hand: copies come close together */
    KEPT_MOST = 32768
};

/* ---- how many hashes two sorted sets share */

typedef struct hashes {
    const uint32_t *at;
    uint32_t n;
} hashes;

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
static uint32_t count_shared(const hashes *x, const hashes *y)
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
    uint32_t *at; /* shingles, then names and numbers; NULL: nothing is kept */
    uint32_t shingles, marks;
    size_t cap;
} kept_text;
struct group_texts {
    const dl_mem *mem;
    bool failed;
    group_numbers memory, marks;
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
    t->mem = t->memory.mem = t->marks.mem = m;
    t->places = places;
    return t;
}

void group_texts_free(group_texts *t)
{
    if (!t) return;
    for (uint32_t i = 0; i <= t->places; i++)
        dl_mem_free(t->mem, t->kept[i].at, t->kept[i].cap * sizeof(uint32_t));
    group_numbers_free(&t->memory);
    group_numbers_free(&t->marks);
    dl_mem_free(t->mem, t, bytes_of(t->places));
}

/* Words with a capital inside a sentence, and numbers: how many different ones. */
static uint32_t add_marks(const group_batch *b, dl_slice body, uint32_t *at, uint32_t n)
{
    for (uint32_t i = 0; i < b->n; i++) {
        at[n] = (uint32_t)(b->hash[i] >> 32);
        n += (b->kind[i] & GROUP_CAPITAL) != 0 || dl_is_digit(body.p[b->from[i]]);
    }
    return n;
}

static bool keep(group_texts *t, const group_shingles *s, const uint32_t *marks, uint32_t n)
{
    kept_text *k = t->filling;
    size_t all = (size_t)s->n + n;
    if (!k->at || all > k->cap) {
        size_t had = k->cap * sizeof *k->at, more = all + 16;
        uint32_t *at = dl_mem_resize(t->mem, k->at, had, more * sizeof *at);
        if (!at) return false;
        k->at = at;
        k->cap = more;
    }
    memcpy(k->at, s->at, s->n * sizeof *s->at);
    if (n) memcpy(k->at + s->n, marks, n * sizeof *marks);
    k->shingles = s->n;
    k->marks = n;
    return true;
}

static void keep_text(void *user, dl_slice body)
{
    group_texts *t = user;
    group_rolling r, of_marks;
    group_batch b;
    group_shingles s;
    uint32_t n = 0;
    /* as much memory as shingles could take: no text has more names than words */
    bool ok = group_shingles_begin(&r, &t->memory, body, true)
        && group_shingles_begin(&of_marks, &t->marks, body, true);
    t->failed |= !ok;
    if (!ok) return;
    for (group_scan scan = group_scan_of(body); group_next_batch(&scan, &b);) {
        group_shingles_add(&r, &b);
        n = add_marks(&b, scan.text, of_marks.out, n);
    }
    group_shingles_end(&r, &s);
    n = group_distinct(of_marks.out, of_marks.out + n, n);
    t->failed |= !keep(t, &s, of_marks.out, n);
}

/* NULL: it has no text, or no memory. */
static const kept_text *text_of(group_texts *t, const dl_record *record, dl_rep rep, size_t place)
{
    kept_text *k = &t->kept[place];
    if (k->at && k->rep == rep) return k;
    k->rep = rep;
    k->shingles = k->marks = 0;
    t->filling = k;
    record->text(record->ctx, rep, keep_text, t);
    return k->at ? k : NULL;
}

typedef struct shared_part {
    int32_t share; /* per mille of the set that has fewer; -1: it has too few */
    uint32_t other; /* of that set, not shared */
} shared_part;
static shared_part share_of(hashes x, hashes y, uint32_t least)
{
    uint32_t fewer = x.n < y.n ? x.n : y.n;
    if (fewer < least) return (shared_part){ -1, 0 };
    uint32_t both = count_shared(&x, &y);
    return (shared_part){ (int32_t)((uint64_t)both * 1000u / fewer), fewer - both };
}

static group_overlap compare_samples(const group_shingles *x, const group_shingles *y)
{
    shared_part p = share_of((hashes){ x->at, x->n }, (hashes){ y->at, y->n }, 1);
    return (group_overlap){ .share = p.share, .marks = -1 };
}

group_overlap group_texts_compare(
    group_texts *t, const dl_record *record, const group_report *a, const group_report *b)
{
    if (a->shingles.all > FULL_MAX || b->shingles.all > FULL_MAX)
        return compare_samples(&a->shingles, &b->shingles);
    size_t i = (uint64_t)a->rep % t->places, j = (uint64_t)b->rep % t->places;
    const kept_text *x = text_of(t, record, a->rep, i == j ? t->places : i);
    const kept_text *y = text_of(t, record, b->rep, j);
    if (!x || !y) return (group_overlap){ .share = -1, .marks = -1 };
    hashes xs = { x->at, x->shingles }, ys = { y->at, y->shingles };
    hashes xm = { x->at + x->shingles, x->marks }, ym = { y->at + y->shingles, y->marks };
    shared_part s = share_of(xs, ys, 1), m = share_of(xm, ym, MARKS_LEAST);
    return (group_overlap){ s.share, m.share, s.other, m.other };
}

static bool is_one_title(dl_slice x, dl_slice y)
{
    if (!x.n || x.n != y.n) return false;
    for (size_t i = 0; i < x.n; i++)
        if (dl_lower(x.p[i]) != dl_lower(y.p[i])) return false;
    return true;
}

group_text_pair group_text_pair_of(const group_report *x, const group_report *y)
{
    return (group_text_pair){
        .all = { x->shingles.all, y->shingles.all },
        .sampled = { x->shingles.n, y->shingles.n },
        .one_title = is_one_title(x->title, y->title),
    };
}
