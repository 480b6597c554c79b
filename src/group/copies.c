/* copies - wire texts cut, re-led and re-headlined.
 *
 * A text is the set of its runs of four words (hashed). Two reports are copies when the shorter shares enough of its runs with the other. Pairs
 * are found by an index of a sample: runs whose hash divides by SAMPLE; a run that many reports share (a stock phrase) finds nobody.
 * A quoted paragraph is part of both texts but a small part of each, so it joins nothing. */
#include "group_private.h"

enum {
    RUN = 4,                /* words */
    SAMPLE = 8,             /* one run in eight is indexed */
    KEEP_ALL = 600,         /* runs of a text kept in full; of longer ones the sample is kept */
    COMMON = 64,            /* reports that share a sampled run: more make it a stock phrase */
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

group_shingles group_shingles_of(dl_arena *a, dl_slice body)
{
    group_shingles out = { NULL, 0, 0, 0 };
    dl_arena *scratch = dl_arena_new(NULL, 0);
    uint32_t *all = scratch ? dl_arena_array(scratch, body.n / 2 + 1, sizeof *all) : NULL;
    uint32_t *spare = scratch ? dl_arena_array(scratch, body.n / 2 + 1, sizeof *spare) : NULL;
    uint32_t n = all && spare ? dedupe(all, spare, hash_runs(body, all)) : 0, sampled = 0;
    for (uint32_t i = 0; i < n; i++) sampled += all[i] % SAMPLE == 0;
    uint32_t kept = n <= KEEP_ALL ? n : sampled, at = 0, rest = sampled;
    out.at = dl_arena_array(a, kept + 1, sizeof *out.at);
    for (uint32_t i = 0; out.at && i < n; i++) {
        if (all[i] % SAMPLE == 0) out.at[at++] = all[i];
        else if (rest < kept) out.at[rest++] = all[i];
    }
    out.n = out.at ? kept : 0;
    out.sampled = out.at ? sampled : 0;
    out.words = n;
    dl_arena_free(scratch);
    return out;
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

/* Per mille of the shorter text's runs; -1: the texts are no pair for copies. */
static int32_t overlap_of(const group_shingles *x, const group_shingles *y)
{
    uint32_t small = x->words < y->words ? x->words : y->words, large = x->words < y->words ? y->words : x->words;
    if (small < LEAST_RUNS || small * 1000u < large * SHARED_LONG) return -1;
    bool full = x->n == x->words && y->n == y->words;
    uint32_t both = shared(x->at, x->sampled, y->at, y->sampled);
    uint32_t of = x->sampled < y->sampled ? x->sampled : y->sampled;
    if (full) {
        both += shared(x->at + x->sampled, x->n - x->sampled, y->at + y->sampled, y->n - y->sampled);
        of = small;
    }
    if (!of) return -1;
    uint64_t share = (uint64_t)both * 1000u / of;
    return share * small >= (uint64_t)SHARED_LONG * large ? (int32_t)share : -1;
}

/* ---- the index: hash -> chain of (report, next) */

typedef struct entry { uint32_t hash, report, next, chain; } entry;
typedef struct finder { group_report *r; entry *at; uint32_t *slot, slots, n; uint32_t *count, *touched, touches; } finder;

static void see(finder *f, uint32_t report, uint32_t hash)
{
    uint32_t at = hash * 2654435761u & (f->slots - 1);
    uint32_t first = f->slot[at], chain = 0;
    for (uint32_t e = first; e; e = f->at[e - 1].next) {
        const entry *x = &f->at[e - 1];
        if (x->hash != hash) continue;
        if (chain++ == 0 && x->chain >= COMMON) return;
        if (f->count[x->report]++ == 0) f->touched[f->touches++] = x->report;
    }
    f->at[f->n] = (entry){ hash, report, first, chain + 1 };
    f->slot[at] = ++f->n;
}

static uint32_t top(group_report *r, uint32_t i)
{
    while (r[i].copy_of != i) i = r[i].copy_of = r[r[i].copy_of].copy_of;
    return i;
}

static void compare(finder *f, uint32_t i)
{
    for (uint32_t k = 0; k < f->touches; k++) {
        uint32_t j = f->touched[k], hits = f->count[j];
        f->count[j] = 0;
        uint32_t of = f->r[i].s.sampled < f->r[j].s.sampled ? f->r[i].s.sampled : f->r[j].s.sampled;
        if (hits * 5 < of) continue; /* a fifth of the sample: below, three tenths of the whole are out of reach */
        int32_t o = overlap_of(&f->r[i].s, &f->r[j].s);
        if (o < SHARED) continue;
        if (o > f->r[i].overlap) f->r[i].overlap = o, f->r[i].nearest = j;
        if (o > f->r[j].overlap) f->r[j].overlap = o, f->r[j].nearest = i;
        uint32_t x = top(f->r, i), y = top(f->r, j);
        if (x != y) f->r[x > y ? x : y].copy_of = x > y ? y : x;
    }
    f->touches = 0;
}

void group_find_copies(dl_arena *a, group_report *r, uint32_t n)
{
    uint64_t all = 1;
    for (uint32_t i = 0; i < n; i++) all += r[i].s.sampled;
    finder f = { .r = r, .slots = 1024 };
    while (f.slots < all * 2 && f.slots < 1u << 30) f.slots *= 2;
    f.at = dl_arena_array(a, all, sizeof *f.at);
    f.slot = dl_arena_array(a, f.slots, sizeof *f.slot);
    f.count = dl_arena_array(a, n + 1, sizeof *f.count);
    f.touched = dl_arena_array(a, n + 1, sizeof *f.touched);
    if (!f.at || !f.slot || !f.count || !f.touched) return;
    for (uint32_t i = 0; i < n; i++) r[i].copy_of = i;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < r[i].s.sampled; k++) see(&f, i, r[i].s.at[k]);
        compare(&f, i);
    }
    for (uint32_t i = 0; i < n; i++) r[i].copy_of = top(r, i);
}
