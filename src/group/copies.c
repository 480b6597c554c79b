/* copies - wire texts cut, re-led and re-headlined.
 *
 * A text is the set of its runs of words (runs.c). Two reports are copies when the
 * shorter shares enough of its runs with the other. Pairs are found by an index of the
 * sampled runs; one that many reports share (a stock phrase) finds nobody. A quoted
 * paragraph is part of both texts but a small part of each, so it joins nothing. What
 * shares little more is believed last: it may be a part of one text put behind
 * another, which makes no copies of the two. */
#include <stdlib.h>

#include "group_private.h"

enum {
    FULL_MAX =
        /* runs of a text that is compared in full, read again from the record; of longer
         * ones the samples are compared */
    4000,
    CACHE = 1024,
    CACHE_MAX = 32768, /* texts whose runs are kept at hand: copies come close together */
    SHARED = 300, /* per mille of the shorter text's runs: copies */
    SHARED_LONG =
        180, /* and per mille of the longer's: a quotation is a smaller part of its host */
    RELATED = 250, /* and this of it: two texts have to do with each other */
    LEAST_RUNS = 12, /* shorter texts prove nothing */
    POSTED = 4, /* the newest reports of a run, by which the index finds all that share it */
    FRUITLESS =
        /* comparisons one after the other that found no copy: those that follow share
         * fewer runs still */
    8,
    LOOKS = 2, /* comparisons with reports of one origin */
    FIRST_SLOTS = 1 << 14,
    ENOUGH =
        /* copies of one origin that a report is compared with, those that share the most
         * runs first */
    1
};

/* Side by side from one end to the other. */
typedef struct steps {
    const uint32_t *x, *y;
    uint32_t i, n, k, m, both;
} steps;
static inline bool is_under_way(const steps *s) { return s->i < s->n && s->k < s->m; }

/* Which of the two comes first nobody can foretell: no branch hangs on it. */
static inline void step(steps *s)
{
    uint64_t a = s->x[s->i], b = s->y[s->k];
    uint32_t later = (uint32_t)((b - a) >> 63),
             earlier = (uint32_t)((a - b) >> 63); /* 1: b comes before a; a before b */
    s->both += 1 - later - earlier;
    s->i += 1 - later;
    s->k += 1 - earlier;
}

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

/* Each step waits for the one before: the lower and the upper half of the hashes go side
 * by side. */
static uint32_t shared(const uint32_t *x, uint32_t n, const uint32_t *y, uint32_t m)
{
    uint32_t i = middle(x, n), k = middle(y, m);
    steps lower = { x, y, 0, i, 0, k, 0 }, upper = { x, y, i, n, k, m, 0 };
    while (is_under_way(&lower) && is_under_way(&upper)) step(&lower), step(&upper);
    while (is_under_way(&lower)) step(&lower);
    while (is_under_way(&upper)) step(&upper);
    return lower.both + upper.both;
}

/* ---- two texts compared */

typedef struct kept {
    dl_rep rep;
    group_runs runs;
    size_t cap;
} kept; /* at NULL: nothing is kept */
struct group_texts {
    const dl_mem *mem;
    bool failed;
    group_numbers room;
    kept *filling;
    uint32_t places;
    kept kept[];
}; /* by row number; one more for one whose place the other has */

bool group_texts_failed(const group_texts *t) { return t->failed; }

static size_t bytes_of(uint32_t places)
{
    return sizeof(group_texts) + (places + (size_t)1) * sizeof(kept);
}

group_texts *group_texts_new(const dl_mem *m, uint32_t reports)
{
    uint32_t places = reports < CACHE ? CACHE : reports < CACHE_MAX ? reports : CACHE_MAX;
    group_texts *t = dl_mem_zero(m, bytes_of(places));
    if (!t) return NULL;
    t->mem = t->room.mem = m;
    t->places = places;
    return t;
}

void group_texts_free(group_texts *t)
{
    if (!t) return;
    for (uint32_t i = 0; i <= t->places; i++)
        dl_mem_free(t->mem, t->kept[i].runs.at, t->kept[i].cap * sizeof(uint32_t));
    group_numbers_free(&t->room);
    dl_mem_free(t->mem, t, bytes_of(t->places));
}

static void keep_runs(void *user, dl_slice body)
{
    group_texts *t = user;
    kept *k = t->filling;
    group_runs r;
    t->failed |= !group_runs_all(&t->room, body, &r);
    if (t->failed) return;
    if (!k->runs.at || r.n > k->cap) {
        size_t more = (size_t)r.n + 16;
        uint32_t *at = dl_mem_resize(t->mem, k->runs.at, k->cap * sizeof *at, more * sizeof *at);
        t->failed |= !at;
        if (!at) return;
        k->runs.at = at;
        k->cap = more;
    }
    memcpy(k->runs.at, r.at, r.n * sizeof *k->runs.at);
    k->runs.n = k->runs.all = r.n;
}

/* All runs of a report, from its text. NULL: it has no text, or no memory. */
static const group_runs *full_runs(group_texts *t, const dl_record *record, dl_rep rep, size_t at)
{
    kept *k = &t->kept[at];
    if (k->runs.at && k->rep == rep) return &k->runs;
    k->rep = rep;
    k->runs.n = k->runs.all = 0;
    t->filling = k;
    record->text(record->ctx, rep, keep_runs, t);
    return k->runs.at ? &k->runs : NULL;
}

bool group_copies_likely(const group_report *x, const group_report *y, uint32_t hits)
{
    return hits * 5 >= (x->runs.n < y->runs.n
                   ? x->runs.n
                   : y->runs
                         /* a fifth of the sample: below, three tenths of the whole are out
                       * of reach */
                         .n);
}

/* Runs that both have, per mille of the shorter text's; -1: a text is empty or not
 * there. */
static int32_t share_of(
    group_texts *t, const dl_record *record, const group_report *a, const group_report *b)
{
    const group_runs *x = &a->runs, *y = &b->runs;
    if (x->all <= FULL_MAX && y->all <= FULL_MAX) {
        size_t i = (uint64_t)a->rep % t->places, j = (uint64_t)b->rep % t->places;
        x = full_runs(t, record, a->rep, i == j ? t->places : i);
        y = full_runs(t, record, b->rep, j);
        if (!x || !y) return -1;
    }
    uint32_t of = x->n < y->n ? x->n : y->n;
    return of ? (int32_t)((uint64_t)shared(x->at, x->n, y->at, y->n) * 1000u / of) : -1;
}

static uint32_t longer(const group_report *x, const group_report *y)
{
    return x->runs.all < y->runs.all ? y->runs.all : x->runs.all;
}
static uint32_t shorter(const group_report *x, const group_report *y)
{
    return x->runs.all < y->runs.all ? x->runs.all : y->runs.all;
}
static bool lengths_fit(const group_report *x, const group_report *y)
{
    return shorter(x, y) >= LEAST_RUNS && shorter(x, y) * 1000u >= longer(x, y) * SHARED_LONG;
}

int32_t group_copies_overlap(
    group_texts *t, const dl_record *record, const group_report *a, const group_report *b)
{
    if (!lengths_fit(a, b)) return -1;
    int64_t share = share_of(t, record, a, b);
    return share >= SHARED && share * shorter(a, b) >= (int64_t)SHARED_LONG * longer(a, b)
        ? (int32_t)share
        : -1;
}

bool group_copies_related(
    group_texts *t, const dl_record *record, const group_report *x, const group_report *y)
{
    return share_of(t, record, x, y) >= RELATED;
}

/* ---- the index: hash -> chain of (run, the newest reports that have it) */

typedef struct entry {
    uint32_t hash, next, sharing, report[POSTED];
} entry; /* sharing: reports that have the run; number k is in place k % POSTED */
typedef struct link {
    int32_t overlap;
    uint32_t i, j;
} link;
typedef struct look {
    uint32_t report, n;
} look; /* how often the report that is compared now was compared with one of an origin */
typedef struct finder {
    dl_arena *arena;
    const dl_record *record;
    group_report *r;
    group_texts *texts;
    entry *at;
    uint32_t *slot, slots, n;
    uint32_t *count, *touched, touches;
    look *look; /* [n] by origin */
    uint64_t *order, *spare; /* [n] */
    DL_VEC(link)
    weak; /* copies, if they are no two texts of which one has a part of the other behind it */
} finder;

/* By the highest bits of the product: a sampled run's lowest are all nought. */
static uint32_t slot_of(const finder *f, uint32_t hash)
{
    return (uint32_t)((uint64_t)(hash * 2654435761u) * f->slots >> 32);
}

/* As many places as runs. */
static bool more_slots(finder *f)
{
    uint32_t more = f->slots ? f->slots * 2 : FIRST_SLOTS,
             *slot = dl_arena_array(f->arena, more, sizeof *slot);
    if (!slot) return false;
    f->slot = slot;
    f->slots = more;
    for (uint32_t e = 0; e < f->n; e++) {
        uint32_t *at = &slot[slot_of(f, f->at[e].hash)];
        f->at[e].next = *at;
        *at = e + 1;
    }
    return true;
}

static void count(finder *f, uint32_t report)
{
    if (f->count[report]++ == 0) f->touched[f->touches++] = report;
}

/* The newest reports of a run stand for all that share it: who copies an older one
 * shares runs with them too, or has others. They are near in time, and their texts are
 * still at hand. */
static void see(finder *f, uint32_t report, uint32_t hash)
{
    uint32_t *slot = &f->slot[slot_of(f, hash)], e = *slot;
    while (e && f->at[e - 1].hash != hash) e = f->at[e - 1].next;
    if (!e) {
        f->at[f->n] = (entry){ .hash = hash, .next = *slot, .sharing = 1, .report = { report } };
        *slot = ++f->n;
        return;
    }
    entry *x = &f->at[e - 1];
    if (x->sharing >= GROUP_RUN_COMMON) return;
    for (uint32_t k = 0; k < POSTED && k < x->sharing; k++) count(f, x->report[k]);
    x->report[x->sharing++ % POSTED] = report;
}

/* The index is larger than the caches: what a report's runs will ask for is fetched
 * ahead. */
static void see_all(finder *f, uint32_t report)
{
    const group_runs *r = &f->r[report].runs;
    while (f->slots < f->n + r->n)
        if (!more_slots(f)) return;
    for (uint32_t k = 0; k < r->n; k++) __builtin_prefetch(&f->slot[slot_of(f, r->at[k])], 1);
    for (uint32_t k = 0; k < r->n; k++) {
        uint32_t e = f->slot[slot_of(f, r->at[k])];
        if (e) __builtin_prefetch(&f->at[e - 1]);
    }
    for (uint32_t k = 0; k < r->n; k++) see(f, report, r->at[k]);
}

uint32_t group_copy_root(group_report *r, uint32_t i)
{
    while (r[i].copy_of != i) i = r[i].copy_of = r[r[i].copy_of].copy_of;
    return i;
}

static void join(finder *f, uint32_t i, uint32_t j, int32_t overlap)
{
    group_report *x = &f->r[i], *y = &f->r[j];
    if (overlap > x->overlap) x->overlap = overlap, x->nearest = j;
    if (overlap > y->overlap) y->overlap = overlap, y->nearest = i;
    uint32_t a = group_copy_root(f->r, i), b = group_copy_root(f->r, j);
    if (a != b) f->r[a > b ? a : b].copy_of = a > b ? b : a;
}

static void put_off(finder *f, uint32_t i, uint32_t j, int32_t overlap)
{
    link *l = DL_PUSH(f->arena, &f->weak);
    if (l) *l = (link){ overlap, i, j };
}

static bool has_looked(finder *f, uint32_t i, uint32_t origin)
{
    look *l = &f->look[origin];
    if (l->report != i) *l = (look){ i, 0 };
    return l->n++ >= LOOKS;
}

/* Those that share the most runs first; of what has dozens of copies a few say enough. */
static void compare(finder *f, uint32_t i)
{
    uint32_t likely = 0, joined = 0, failed = 0;
    for (uint32_t k = 0; k < f->touches; k++) {
        uint32_t j = f->touched[k], hits = f->count[j];
        f->count[j] = 0;
        if (group_copies_likely(&f->r[i], &f->r[j], hits) && lengths_fit(&f->r[i], &f->r[j]))
            f->order[likely++] = (uint64_t)(UINT32_MAX - hits) << 32 | j;
    }
    f->touches = 0;
    dl_sort_keys(f->order, f->spare, likely);
    for (uint32_t k = 0; k < likely && failed < FRUITLESS; k++) {
        uint32_t j = (uint32_t)f->order[k];
        bool same = group_copy_root(f->r, j) == group_copy_root(f->r, i);
        if ((same && joined >= ENOUGH) || has_looked(f, i, group_copy_root(f->r, j))) continue;
        int32_t o = group_copies_overlap(f->texts, f->record, &f->r[i], &f->r[j]);
        failed = o < 0 ? failed + 1 : 0;
        if (o < 0) continue;
        if (o >= GROUP_COPIES_BRIDGE) join(f, i, j, o);
        else put_off(f, i, j, o);
        joined++;
    }
}

static int stronger(const void *a, const void *b)
{
    const link *x = a, *y = b;
    if (x->overlap != y->overlap) return x->overlap > y->overlap ? -1 : 1;
    return x->i != y->i ? (x->i < y->i ? -1 : 1) : (x->j > y->j) - (x->j < y->j);
}

/* What was put off, once all others have their nearest copies: of two each is asked
 * whether it has to do with the other's nearest one. */
static void join_weak(finder *f)
{
    if (f->weak.n > 1) qsort(f->weak.at, f->weak.n, sizeof *f->weak.at, stronger);
    for (uint32_t k = 0; k < f->weak.n; k++) {
        const link *l = &f->weak.at[k];
        const group_report *x = &f->r[l->i], *y = &f->r[l->j];
        if (x->overlap && !group_copies_related(f->texts, f->record, y, &f->r[x->nearest]))
            continue;
        if (y->overlap && !group_copies_related(f->texts, f->record, x, &f->r[y->nearest]))
            continue;
        join(f, l->i, l->j, l->overlap);
    }
}

static void find(finder *f, dl_arena *a, uint32_t n)
{
    f->arena = a;
    uint64_t all = 1;
    for (uint32_t i = 0; i < n; i++) all += f->r[i].runs.n;
    f->at = dl_arena_room(a, all * sizeof *f->at);
    f->count = dl_arena_array(a, n + 1, sizeof *f->count);
    f->look = dl_arena_array(a, n + 1, sizeof *f->look);
    f->touched = dl_arena_room(a, (n + (size_t)1) * sizeof *f->touched);
    f->order = dl_arena_room(a, (n + (size_t)1) * sizeof *f->order);
    f->spare = dl_arena_room(a, (n + (size_t)1) * sizeof *f->spare);
    if (dl_arena_failed(a)) return;
    for (uint32_t i = 0; i < n; i++) f->r[i].copy_of = i;
    for (uint32_t i = 0; i < n; i++) {
        see_all(f, i);
        compare(f, i);
    }
    join_weak(f);
    for (uint32_t i = 0; i < n; i++) f->r[i].copy_of = group_copy_root(f->r, i);
}

bool group_find_copies(const dl_record *record, group_report *r, uint32_t n)
{
    dl_arena *a = dl_arena_new(record->mem, 0);
    finder f = { .record = record, .r = r, .texts = group_texts_new(record->mem, n) };
    bool ok = a && f.texts;
    if (ok) find(&f, a, n);
    ok = ok && !dl_arena_failed(a) && !f.texts->failed;
    group_texts_free(f.texts);
    dl_arena_free(a);
    return ok;
}
