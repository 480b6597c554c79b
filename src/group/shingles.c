/* shingles - see shingles.h. */
#include "shingles.h"

enum {
    WORDS = 4, /* of a shingle */
    SAMPLE = 8, /* one in so many is kept; a power of two */
    SHORT = 64, /* words: a text of fewer is known by all of them too */
    SAMPLES_MAX = 8000 /* of one text: fits the features' two bytes */
};

/* Sorts by one byte after the other from `shift` on; answers where the sorted values are:
 * `at` or `spare`, which holds n as well. */
static uint32_t *sort_bytes(uint32_t *at, uint32_t *spare, uint32_t n, unsigned shift)
{
    for (; shift < 32; shift += 8) {
        uint32_t start[257] = { 0 };
        for (uint32_t i = 0; i < n; i++) start[(at[i] >> shift & 255) + 1]++;
        for (uint32_t b = 0; b < 256; b++) start[b + 1] += start[b];
        for (uint32_t i = 0; i < n; i++) spare[start[at[i] >> shift & 255]++] = at[i];
        uint32_t *swap = at;
        at = spare;
        spare = swap;
    }
    return at;
}

/* Radix sort by the highest bytes, then insertion sort: hashes are spread evenly, so
 * that of a few the highest byte leaves little to do. */
static uint32_t *sort_values(uint32_t *at, uint32_t *spare, uint32_t n)
{
    enum { FEW = 512, SOME = 4096 };
    unsigned shift = n <= SOME ? 16 : 0;
    at = sort_bytes(at, spare, n, n <= FEW ? 24 : shift);
    for (uint32_t i = 1; n <= SOME && i < n; i++) {
        uint32_t x = at[i], k = i;
        for (; k && at[k - 1] > x; k--) at[k] = at[k - 1];
        at[k] = x;
    }
    return at;
}

uint32_t group_distinct(uint32_t *at, uint32_t *spare, uint32_t n)
{
    const uint32_t *sorted = sort_values(at, spare, n);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = sorted[i];
        at[k] = x;
        k += i + 1 == n || x != sorted[i + 1];
    }
    return k;
}

void group_numbers_free(group_numbers *n)
{
    dl_mem_free(n->mem, n->at, n->cap * sizeof *n->at);
    n->at = NULL;
    n->cap = 0;
}

void group_numbers_tidy(group_numbers *n)
{
    enum { KEPT = 1 << 18 }; /* numbers: a MiB */
    if (n->cap > KEPT) group_numbers_free(n);
}

/* Twice `least`: the other half is spare. */
static bool has_memory(group_numbers *n, size_t least)
{
    if (n->cap >= least * 2) return true;
    size_t more = least * 3;
    uint32_t *at = dl_mem_resize(n->mem, n->at, n->cap * sizeof *at, more * sizeof *at);
    if (at) {
        n->at = at;
        n->cap = more;
    }
    return at != NULL;
}

bool group_shingles_begin(group_rolling *r, group_numbers *memory, dl_slice body, bool all)
{
    *r = (group_rolling){ .every = all ? 1 : SAMPLE };
    /* a word and what parts it from the next are two bytes; and one for all words */
    if (!has_memory(memory, body.n / 2 + 2)) return false;
    r->out = memory->at;
    return true;
}

static uint64_t rotated(uint64_t x, unsigned by) { return x << by | x >> (64 - by); }

void group_shingles_add(group_rolling *r, const group_batch *b)
{
    uint64_t x = r->last[0], y = r->last[1], z = r->last[2];
    uint32_t n = r->n, none = r->words < WORDS - 1 ? WORDS - 1 - r->words : 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint64_t now = b->hash[i];
        uint32_t shingle = (uint32_t)((rotated(x, 57) ^ rotated(y, 38) ^ rotated(z, 19) ^ now)
            >> 32);
        r->out[n] = shingle;
        n += (i >= none) & ((shingle & (r->every - 1)) == 0);
        x = y;
        y = z;
        z = now;
    }
    for (uint32_t i = 0; r->words + i < SHORT && i < b->n; i++)
        r->text = dl_hash_mix(r->text ^ b->hash[i]);
    r->last[0] = x;
    r->last[1] = y;
    r->last[2] = z;
    r->words += b->n;
    r->n = n;
}

void group_shingles_end(const group_rolling *r, group_shingles *out)
{
    uint32_t *at = r->out, n = r->n;
    if (r->every > 1 && r->words && r->words < SHORT) at[n++] = (uint32_t)(r->text >> 32) | 1;
    n = group_distinct(at, at + n, n);
    uint32_t all = r->words < WORDS ? 0 : r->words - WORDS + 1;
    if (r->every > 1 && n > SAMPLES_MAX) n = SAMPLES_MAX;
    *out = (group_shingles){ r->out, n, all };
}

bool group_shingles_sample(group_numbers *memory, dl_slice body, group_shingles *out)
{
    group_rolling r;
    group_batch b;
    if (!group_shingles_begin(&r, memory, body, false)) return false;
    group_scan s = group_scan_of(body);
    while (group_next_batch(&s, &b)) group_shingles_add(&r, &b);
    group_shingles_end(&r, out);
    return true;
}
