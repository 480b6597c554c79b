/* shingle_index - see shingle_index.h. Open addressing; a shingle of one report, as most
 * are, takes eight bytes. */
#include "shingle_index.h"

enum { LOG_LEAST = 14, LOG_MOST = 31, SHARED_FIRST = 1024 };
#define SHARED_FLAG (1u << 31)

/* By the highest bits of the product: a sampled shingle's lowest are all zero. */
static uint32_t slot_of(const group_shingle_index *x, uint32_t hash)
{
    return (hash * 2654435761u) >> (32 - x->slots_log);
}

static group_shingle_place *place_of(const group_shingle_index *x, uint32_t hash)
{
    uint32_t at = slot_of(x, hash), mask = (1u << x->slots_log) - 1;
    while (x->at[at].value && x->at[at].hash != hash) at = (at + 1) & mask;
    return &x->at[at];
}

static size_t bytes_of(uint32_t slots_log)
{
    return ((size_t)1 << slots_log) * sizeof(group_shingle_place);
}

/* Three quarters of the places may be taken. */
static bool is_full(uint32_t slots_log, uint64_t n) { return n > ((uint64_t)3 << slots_log) / 4; }

static void grow(group_shingle_index *x, uint32_t slots_log)
{
    group_shingle_place *old = x->at;
    uint32_t had = x->slots_log;
    group_shingle_place *at = dl_mem_zero(x->mem, bytes_of(slots_log));
    x->failed |= !at;
    if (!at) return;
    x->at = at;
    x->slots_log = slots_log;
    for (uint32_t i = 0; old && i < 1u << had; i++)
        if (old[i].value) *place_of(x, old[i].hash) = old[i];
    if (old) dl_mem_free(x->mem, old, bytes_of(had));
}

void group_shingle_index_open(group_shingle_index *x, const dl_mem *m, uint64_t expected)
{
    *x = (group_shingle_index){ .mem = m };
    uint32_t slots_log = LOG_LEAST;
    while (slots_log < LOG_MOST && is_full(slots_log, expected)) slots_log++;
    grow(x, slots_log);
}

void group_shingle_index_close(group_shingle_index *x)
{
    if (x->at) dl_mem_free(x->mem, x->at, bytes_of(x->slots_log));
    dl_mem_free(x->mem, x->shared, x->shared_cap * sizeof *x->shared);
}

/* In canonical order; of too many the first goes. */
static void post(group_shingle_shared *s, const group_report *r, uint32_t report, bool in_order)
{
    uint32_t at = s->n;
    while (!in_order && at && group_compare_reports(&r[report], &r[s->report[at - 1]]) < 0) at--;
    if (s->n < GROUP_SHINGLE_POSTED) {
        for (uint32_t k = s->n++; k > at; k--) s->report[k] = s->report[k - 1];
        s->report[at] = report;
        return;
    }
    if (!at) return;
    for (uint32_t k = 0; k + 1 < at; k++) s->report[k] = s->report[k + 1];
    s->report[at - 1] = report;
}

static void share(group_shingle_index *x, group_shingle_place *p)
{
    x->shared = dl_mem_more(x->mem, &x->failed, x->shared, x->shared_n, &x->shared_cap,
        SHARED_FIRST, sizeof *x->shared);
    if (x->failed) return;
    x->shared[x->shared_n] = (group_shingle_shared){ .n = 1, .report = { p->value - 1 } };
    p->value = SHARED_FLAG | x->shared_n++;
}

static void add(group_shingle_index *x, group_report *r, uint32_t report, uint32_t hash)
{
    group_shingle_place *p = place_of(x, hash);
    if (!p->value) {
        *p = (group_shingle_place){ hash, report + 1 };
        x->n++;
        return;
    }
    if (!(p->value & SHARED_FLAG)) share(x, p);
    if (x->failed) return;
    group_shingle_shared *s = &x->shared[p->value & ~SHARED_FLAG];
    post(s, r, report, x->in_order);
}

void group_shingle_index_add(group_shingle_index *x, group_report *r, uint32_t report)
{
    const group_shingles *s = &r[report].shingles;
    while (!x->failed && is_full(x->slots_log, (uint64_t)x->n + s->n)) {
        if (x->slots_log < LOG_MOST) grow(x, x->slots_log + 1);
        else x->failed = true;
    }
    for (uint32_t k = 0; k < s->n && !x->failed; k++) add(x, r, report, s->at[k]);
}

static uint32_t count_one(uint32_t report, uint32_t *count, uint32_t *listed, uint32_t n)
{
    listed[n] = report;
    return n + (count[report]++ == 0);
}

/* The index is larger than the caches: what shingles will ask for is fetched ahead. */
uint32_t group_shingle_index_count(
    const group_shingle_index *x, const group_shingles *s, uint32_t *count, uint32_t *listed)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < s->n; k++) __builtin_prefetch(&x->at[slot_of(x, s->at[k])], 1);
    for (uint32_t k = 0; k < s->n; k++) {
        uint32_t value = place_of(x, s->at[k])->value;
        if (!value) continue;
        if (!(value & SHARED_FLAG)) {
            n = count_one(value - 1, count, listed, n);
            continue;
        }
        const group_shingle_shared *shared = &x->shared[value & ~SHARED_FLAG];
        for (uint32_t i = 0; i < shared->n; i++) n = count_one(shared->report[i], count, listed, n);
    }
    return n;
}
