/* copies - wire texts cut, re-led and re-headlined.
 *
 * A text is the set of its runs of four words (hashed). Two reports are copies when the shorter shares enough of its runs with the other. Pairs
 * are found by an index of a sample: runs whose hash divides by SAMPLE; a run that many reports share (a stock phrase) finds nobody.
 * A quoted paragraph is part of both texts but a small part of each, so it joins nothing. */
#include "group_private.h"

enum {
    RUN = 4,                /* words */
    SAMPLE = 8,             /* one run in eight is kept and indexed */
    SAMPLES_MAX = 8000,     /* of one text: fits the features' two bytes */
    FULL_MAX = 4000,        /* runs of a text that is compared in full, read again from the record; of longer ones the samples are compared */
    CACHE = 1024,           /* texts whose runs are kept at hand: copies come close together */
    SHARED = 300,           /* per mille of the shorter text's runs: copies */
    SHARED_LONG = 180,      /* and per mille of the longer's: a quotation is a smaller part of its host */
    LEAST_RUNS = 12         /* shorter texts prove nothing */
};

/* Sorts by one byte after the other: comparing was an eighth of the time of grouping. `spare` holds n as well; four passes end in `at`. */
static void sort_values(uint32_t *at, uint32_t *spare, uint32_t n)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        uint32_t start[257] = { 0 };
        for (uint32_t i = 0; i < n; i++) start[(at[i] >> shift & 255) + 1]++;
        for (uint32_t b = 0; b < 256; b++) start[b + 1] += start[b];
        for (uint32_t i = 0; i < n; i++) spare[start[at[i] >> shift & 255]++] = at[i];
        uint32_t *swap = at;
        at = spare;
        spare = swap;
    }
}

static uint32_t dedupe(uint32_t *at, uint32_t *spare, uint32_t n)
{
    uint32_t k = 0;
    sort_values(at, spare, n);
    for (uint32_t i = 0; i < n; i++)
        if (k == 0 || at[k - 1] != at[i]) at[k++] = at[i];
    return k;
}

static bool is_wordy(unsigned char c) { return (c | 32) >= 'a' ? (c | 32) <= 'z' || c >= 0x80 : c >= '0' && c <= '9'; }

static uint32_t hash_runs(dl_slice s, uint32_t *out)
{
    uint64_t w[RUN] = { 0 };
    uint32_t words = 0, n = 0;
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && !is_wordy((unsigned char)s.p[i])) i++;
        uint64_t h = 1469598103934665603u;
        size_t from = i;
        for (; i < s.n && is_wordy((unsigned char)s.p[i]); i++) h = (h ^ (unsigned char)(s.p[i] | ((unsigned char)s.p[i] < 0x80 && s.p[i] >= 'A' ? 32 : 0))) * 1099511628211u;
        if (i == from) break;
        w[words++ % RUN] = h;
        if (words < RUN) continue;
        uint64_t run = 0;
        for (uint32_t k = 0; k < RUN; k++) run = dl_hash_mix(run * 31 + w[(words + k) % RUN]);
        out[n++] = (uint32_t)(run >> 32);
    }
    return n;
}

/* All different runs of a text, sorted, in the arena. */
static group_runs runs_of(dl_arena *a, dl_slice body)
{
    uint32_t *all = dl_arena_array(a, body.n / 2 + 1, sizeof *all), *spare = dl_arena_array(a, body.n / 2 + 1, sizeof *spare);
    uint32_t n = all && spare ? dedupe(all, spare, hash_runs(body, all)) : 0;
    return (group_runs){ all, n, n };
}

group_runs group_runs_sample(dl_arena *a, dl_slice body)
{
    group_runs r = runs_of(a, body);
    uint32_t k = 0;
    for (uint32_t i = 0; i < r.n; i++)
        if (r.at[i] % SAMPLE == 0 && k < SAMPLES_MAX) r.at[k++] = r.at[i];
    r.n = k;
    return r;
}

static uint32_t shared(const uint32_t *x, uint32_t n, const uint32_t *y, uint32_t m)
{
    uint32_t i = 0, j = 0, both = 0;
    while (i < n && j < m) {
        both += x[i] == y[j];
        if (x[i] <= y[j]) i += 1 + (x[i] == y[j] ? (j++, 0u) : 0u);
        else j++;
    }
    return both;
}

/* ---- two texts compared */

typedef struct kept { dl_arena *arena; dl_rep rep; group_runs runs; } kept;
struct group_texts { const dl_mem *mem; bool failed; kept kept[CACHE + 1]; };    /* by row number; the last for one whose place the other has */

bool group_texts_failed(const group_texts *t) { return t->failed; }

group_texts *group_texts_new(const dl_mem *m)
{
    group_texts *t = dl_mem_zero(m, sizeof *t);
    if (t) t->mem = m;
    return t;
}

void group_texts_free(group_texts *t)
{
    for (int i = 0; t && i <= CACHE; i++) dl_arena_free(t->kept[i].arena);
    if (t) dl_mem_free(t->mem, t, sizeof *t);
}

static void keep_runs(void *user, dl_slice body)
{
    kept *k = user;
    k->runs = runs_of(k->arena, body);
}

/* All runs of a report, from its text. */
static const group_runs *full_runs(group_texts *t, const dl_record *record, dl_rep rep, size_t at)
{
    kept *k = &t->kept[at];
    if (k->arena && k->rep == rep && k->runs.at) return &k->runs;
    if (!k->arena) k->arena = dl_arena_new(t->mem, 0);
    if (!k->arena) return t->failed = true, NULL;
    dl_arena_reset(k->arena);
    k->rep = rep;
    k->runs = (group_runs){ NULL, 0, 0 };
    record->text(record->ctx, rep, keep_runs, k);
    t->failed |= dl_arena_failed(k->arena);
    return k->runs.at ? &k->runs : NULL;
}

bool group_copies_likely(const group_report *x, const group_report *y, uint32_t hits)
{
    return hits * 5 >= (x->runs.n < y->runs.n ? x->runs.n : y->runs.n);  /* a fifth of the sample: below, three tenths of the whole are out of reach */
}

int32_t group_copies_overlap(group_texts *t, const dl_record *record, const group_report *a, const group_report *b)
{
    const group_runs *x = &a->runs, *y = &b->runs;
    uint32_t small = x->all < y->all ? x->all : y->all, large = x->all < y->all ? y->all : x->all;
    if (small < LEAST_RUNS || small * 1000u < large * SHARED_LONG) return -1;
    if (large <= FULL_MAX) {
        size_t i = (uint64_t)a->rep % CACHE, j = (uint64_t)b->rep % CACHE;
        x = full_runs(t, record, a->rep, i == j ? CACHE : i);
        y = full_runs(t, record, b->rep, j);
        if (!x || !y) return -1;
    }
    uint32_t of = x->n < y->n ? x->n : y->n;
    if (!of) return -1;
    uint64_t share = (uint64_t)shared(x->at, x->n, y->at, y->n) * 1000u / of;
    return share >= SHARED && share * small >= (uint64_t)SHARED_LONG * large ? (int32_t)share : -1;
}

/* ---- the index: hash -> chain of (report, next) */

typedef struct entry { uint32_t hash, report, next, chain; } entry;
typedef struct finder {
    const dl_record *record;
    group_report *r;
    group_texts *texts;
    entry *at;
    uint32_t *slot, slots, n;
    uint32_t *count, *touched, touches;
} finder;

static void see(finder *f, uint32_t report, uint32_t hash)
{
    uint32_t at = hash * 2654435761u & (f->slots - 1);
    uint32_t first = f->slot[at], chain = 0;
    for (uint32_t e = first; e; e = f->at[e - 1].next) {
        const entry *x = &f->at[e - 1];
        if (x->hash != hash) continue;
        if (chain++ == 0 && x->chain >= GROUP_RUN_COMMON) return;
        if (f->count[x->report]++ == 0) f->touched[f->touches++] = x->report;
    }
    f->at[f->n] = (entry){ hash, report, first, chain + 1 };
    f->slot[at] = ++f->n;
}

uint32_t group_copy_root(group_report *r, uint32_t i)
{
    while (r[i].copy_of != i) i = r[i].copy_of = r[r[i].copy_of].copy_of;
    return i;
}

static void compare(finder *f, uint32_t i)
{
    for (uint32_t k = 0; k < f->touches; k++) {
        uint32_t j = f->touched[k], hits = f->count[j];
        f->count[j] = 0;
        int32_t o = group_copies_likely(&f->r[i], &f->r[j], hits) ? group_copies_overlap(f->texts, f->record, &f->r[i], &f->r[j]) : -1;
        if (o < 0) continue;
        if (o > f->r[i].overlap) f->r[i].overlap = o, f->r[i].nearest = j;
        if (o > f->r[j].overlap) f->r[j].overlap = o, f->r[j].nearest = i;
        uint32_t x = group_copy_root(f->r, i), y = group_copy_root(f->r, j);
        if (x != y) f->r[x > y ? x : y].copy_of = x > y ? y : x;
    }
    f->touches = 0;
}

static void find(finder *f, dl_arena *a, uint32_t n)
{
    uint64_t all = 1;
    for (uint32_t i = 0; i < n; i++) all += f->r[i].runs.n;
    while (f->slots < all * 2 && f->slots < 1u << 30) f->slots *= 2;
    f->at = dl_arena_array(a, all, sizeof *f->at);
    f->slot = dl_arena_array(a, f->slots, sizeof *f->slot);
    f->count = dl_arena_array(a, n + 1, sizeof *f->count);
    f->touched = dl_arena_array(a, n + 1, sizeof *f->touched);
    if (!f->at || !f->slot || !f->count || !f->touched) return;
    for (uint32_t i = 0; i < n; i++) f->r[i].copy_of = i;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < f->r[i].runs.n; k++) see(f, i, f->r[i].runs.at[k]);
        compare(f, i);
    }
    for (uint32_t i = 0; i < n; i++) f->r[i].copy_of = group_copy_root(f->r, i);
}

bool group_find_copies(const dl_record *record, group_report *r, uint32_t n)
{
    dl_arena *a = dl_arena_new(record->mem, 0);
    finder f = { .record = record, .r = r, .texts = group_texts_new(record->mem), .slots = 1024 };
    bool ok = a && f.texts;
    if (ok) find(&f, a, n);
    ok = ok && !dl_arena_failed(a) && !f.texts->failed;
    group_texts_free(f.texts);
    dl_arena_free(a);
    return ok;
}
