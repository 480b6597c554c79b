/* copies - wire texts cut, re-led and re-headlined.
 *
 * A text is the set of its runs of four words (hashed). Two reports are copies when the shorter shares enough of its runs with the other. Pairs
 * are found by an index of a sample: runs whose hash divides by SAMPLE; a run that many reports share (a stock phrase) finds nobody.
 * A quoted paragraph is part of both texts but a small part of each, so it joins nothing. */
#include "group_private.h"
#include "scan.h"

#define FACTOR 0xD6E8FEB86659FD93u    /* of the polynomial that a run is; odd */

enum {
    RUN = 4,                /* words */
    SAMPLE = 8,             /* one run in eight is kept and indexed */
    SAMPLES_MAX = 8000,     /* of one text: fits the features' two bytes */
    FULL_MAX = 4000,        /* runs of a text that is compared in full, read again from the record; of longer ones the samples are compared */
    CACHE = 1024,           /* texts whose runs are kept at hand: copies come close together */
    SHARED = 300,           /* per mille of the shorter text's runs: copies */
    SHARED_LONG = 180,      /* and per mille of the longer's: a quotation is a smaller part of its host */
    LEAST_RUNS = 12,        /* shorter texts prove nothing */
    FIRST_POSTED = 4,       /* reports by which the index finds all that share a run */
    FRUITLESS = 8,          /* comparisons one after the other that found no copy: those that follow share fewer runs still */
    ENOUGH = 1              /* copies of one origin that a report is compared with, those that share the most runs first */
};

/* Sorts by one byte after the other: comparing was an eighth of the time of grouping. `spare` holds n as well; an even number of passes ends in `at`.
 * Runs are hashes: of a few the two highest bytes leave little to do. */
static void sort_values(uint32_t *at, uint32_t *spare, uint32_t n)
{
    enum { FEW = 4096 };
    uint32_t *to = spare;
    for (unsigned shift = n > FEW ? 0 : 16; shift < 32; shift += 8) {
        uint32_t start[257] = { 0 };
        for (uint32_t i = 0; i < n; i++) start[(at[i] >> shift & 255) + 1]++;
        for (uint32_t b = 0; b < 256; b++) start[b + 1] += start[b];
        for (uint32_t i = 0; i < n; i++) to[start[at[i] >> shift & 255]++] = at[i];
        uint32_t *swap = at;
        at = to;
        to = swap;
    }
    for (uint32_t i = 1; n <= FEW && i < n; i++) {
        uint32_t x = at[i], k = i;
        for (; k && at[k - 1] > x; k--) at[k] = at[k - 1];
        at[k] = x;
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

void group_numbers_free(group_numbers *n)
{
    dl_mem_free(n->mem, n->at, n->cap * sizeof *n->at);
    n->at = NULL;
    n->cap = 0;
}

/* Twice `least`: the other half is spare. */
static bool has_room(group_numbers *n, size_t least)
{
    if (n->cap >= least * 2) return true;
    size_t more = least * 3;
    uint32_t *at = dl_mem_resize(n->mem, n->at, n->cap * sizeof *at, more * sizeof *at);
    if (at) n->at = at, n->cap = more;
    return at != NULL;
}

static uint64_t hash_word(dl_slice s, group_word w)
{
    if (w.to - w.from <= GROUP_FORM_MAX) {
        group_form f = group_form_at(s, w.from, w.to - w.from);
        return f.a * 0x9E3779B97F4A7C15u + f.b * 0xBF58476D1CE4E5B9u;
    }
    uint64_t h = 1469598103934665603u;
    for (size_t i = w.from; i < w.to; i++) h = (h ^ (unsigned char)(s.p[i] | (s.p[i] >= 'A' && s.p[i] <= 'Z' ? 32 : 0))) * 1099511628211u;
    return h;
}

/* Runs in the order of the text, of `every` so many one (by its hash); all runs are counted. At most as many as half the bytes of the text. */
static uint32_t hash_runs(dl_slice s, uint32_t every, uint32_t *out, uint32_t *all)
{
    uint64_t w[RUN - 1] = { 0 };
    uint32_t words = 0, n = 0;
    group_scan scan = group_scan_of(s);
    for (group_word x; group_next_word(&scan, &x); words++) {
        uint64_t now = hash_word(s, x);
        uint32_t run = (uint32_t)(dl_hash_mix(((w[0] * FACTOR + w[1]) * FACTOR + w[2]) * FACTOR + now) >> 32);
        out[n] = run;
        n += words >= RUN - 1 && run % every == 0;
        w[0] = w[1], w[1] = w[2], w[2] = now;
    }
    *all = words < RUN ? 0 : words - RUN + 1;
    return n;
}

bool group_runs_sample(group_numbers *room, dl_slice body, group_runs *out)
{
    size_t most = body.n / 2 + 1;
    if (!has_room(room, most)) return false;
    uint32_t n = hash_runs(body, SAMPLE, room->at, &out->all);
    n = dedupe(room->at, room->at + n, n);
    out->at = room->at;
    out->n = n < SAMPLES_MAX ? n : SAMPLES_MAX;
    return true;
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

typedef struct kept { dl_rep rep; group_runs runs; size_t cap; } kept;       /* at NULL: nothing is kept */
struct group_texts { const dl_mem *mem; bool failed; group_numbers room; kept *filling; kept kept[CACHE + 1]; };    /* by row number; the last for one whose place the other has */

bool group_texts_failed(const group_texts *t) { return t->failed; }

group_texts *group_texts_new(const dl_mem *m)
{
    group_texts *t = dl_mem_zero(m, sizeof *t);
    if (t) t->mem = t->room.mem = m;
    return t;
}

void group_texts_free(group_texts *t)
{
    if (!t) return;
    for (int i = 0; i <= CACHE; i++) dl_mem_free(t->mem, t->kept[i].runs.at, t->kept[i].cap * sizeof(uint32_t));
    group_numbers_free(&t->room);
    dl_mem_free(t->mem, t, sizeof *t);
}

static void keep_runs(void *user, dl_slice body)
{
    group_texts *t = user;
    kept *k = t->filling;
    uint32_t all, n;
    t->failed |= !has_room(&t->room, body.n / 2 + 1);
    if (t->failed) return;
    n = hash_runs(body, 1, t->room.at, &all);
    n = dedupe(t->room.at, t->room.at + n, n);
    if (!k->runs.at || n > k->cap) {
        size_t more = (size_t)n + n / 4 + 64;
        uint32_t *at = dl_mem_resize(t->mem, k->runs.at, k->cap * sizeof *at, more * sizeof *at);
        t->failed |= !at;
        if (!at) return;
        k->runs.at = at;
        k->cap = more;
    }
    memcpy(k->runs.at, t->room.at, n * sizeof *k->runs.at);
    k->runs.n = k->runs.all = n;
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

typedef struct entry { uint32_t hash, report, next, sharing; } entry;      /* sharing: reports that have the run, in the newest entry of it */
typedef struct finder {
    const dl_record *record;
    group_report *r;
    group_texts *texts;
    entry *at;
    uint32_t *slot, slots, n;
    uint32_t *count, *touched, touches;
    uint64_t *order, *spare;       /* [n] */
} finder;

static uint32_t slot_of(const finder *f, uint32_t hash) { return hash * 2654435761u & (f->slots - 1); }

/* The first FIRST_POSTED reports of a run stand for all that share it: who copies a later one shares runs with the first ones too, or has others. */
static void see(finder *f, uint32_t report, uint32_t hash)
{
    uint32_t at = slot_of(f, hash);
    uint32_t first = f->slot[at], n = 0;
    entry *newest = NULL;
    for (uint32_t e = first; e; e = f->at[e - 1].next) {
        entry *x = &f->at[e - 1];
        if (x->hash != hash) continue;
        if (n++ == 0) newest = x;
        if (newest->sharing >= GROUP_RUN_COMMON) return;
        if (f->count[x->report]++ == 0) f->touched[f->touches++] = x->report;
    }
    if (n == FIRST_POSTED) {
        newest->sharing++;
        return;
    }
    f->at[f->n] = (entry){ hash, report, first, newest ? newest->sharing + 1 : 1 };
    f->slot[at] = ++f->n;
}

/* The index is larger than the caches: what a report's runs will ask for is fetched ahead. */
static void see_all(finder *f, uint32_t report)
{
    const group_runs *r = &f->r[report].runs;
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

/* Those that share the most runs first; of what has dozens of copies a few say enough. */
static void compare(finder *f, uint32_t i)
{
    uint32_t likely = 0, joined = 0, failed = 0;
    for (uint32_t k = 0; k < f->touches; k++) {
        uint32_t j = f->touched[k], hits = f->count[j];
        f->count[j] = 0;
        if (group_copies_likely(&f->r[i], &f->r[j], hits)) f->order[likely++] = (uint64_t)(UINT32_MAX - hits) << 32 | j;
    }
    f->touches = 0;
    group_sort(f->order, f->spare, likely);
    for (uint32_t k = 0; k < likely && failed < FRUITLESS; k++) {
        uint32_t j = (uint32_t)f->order[k];
        bool same = group_copy_root(f->r, j) == group_copy_root(f->r, i);
        if (same && joined >= ENOUGH) continue;
        int32_t o = group_copies_overlap(f->texts, f->record, &f->r[i], &f->r[j]);
        failed = o < 0 ? failed + 1 : 0;
        if (o < 0) continue;
        join(f, i, j, o);
        joined++;
    }
}

static void find(finder *f, dl_arena *a, uint32_t n)
{
    uint64_t all = 1;
    for (uint32_t i = 0; i < n; i++) all += f->r[i].runs.n;
    while (f->slots < all && f->slots < 1u << 30) f->slots *= 2;
    f->at = dl_arena_array(a, all, sizeof *f->at);
    f->slot = dl_arena_array(a, f->slots, sizeof *f->slot);
    f->count = dl_arena_array(a, n + 1, sizeof *f->count);
    f->touched = dl_arena_array(a, n + 1, sizeof *f->touched);
    f->order = dl_arena_array(a, n + 1, sizeof *f->order);
    f->spare = dl_arena_array(a, n + 1, sizeof *f->spare);
    if (dl_arena_failed(a)) return;
    for (uint32_t i = 0; i < n; i++) f->r[i].copy_of = i;
    for (uint32_t i = 0; i < n; i++) {
        see_all(f, i);
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
