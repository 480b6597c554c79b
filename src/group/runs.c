/* runs - a text as the set of its runs of four words, each a hash: what copies are
 * known by. Of a text that is only to be found again a sample is kept: runs whose hash
 * divides by eight, so that two texts keep the same ones. */
#include "group_private.h"
#include "scan.h"

enum {
    RUN = 4, /* words */
    SAMPLE = 8, /* one run in so many is kept; a power of two */
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

/* Runs are hashes: of a few the highest bytes leave little to do. */
static uint32_t *sort_values(uint32_t *at, uint32_t *spare, uint32_t n)
{
    enum { FEW = 512, SOME = 4096 };
    at = sort_bytes(at, spare, n, n <= FEW ? 24 : n <= SOME ? 16 : 0);
    for (uint32_t i = 1; n <= SOME && i < n; i++) {
        uint32_t x = at[i], k = i;
        for (; k && at[k - 1] > x; k--) at[k] = at[k - 1];
        at[k] = x;
    }
    return at;
}

static uint32_t dedupe(uint32_t *at, uint32_t *spare, uint32_t n)
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

/* Twice `least`: the other half is spare. */
static bool has_room(group_numbers *n, size_t least)
{
    if (n->cap >= least * 2) return true;
    size_t more = least * 3;
    uint32_t *at = dl_mem_resize(n->mem, n->at, n->cap * sizeof *at, more * sizeof *at);
    if (at) n->at = at, n->cap = more;
    return at != NULL;
}

static bool begin(group_rolling *r, group_numbers *room, dl_slice body, uint32_t every)
{
    *r = (group_rolling){ .every = every };
    if (!has_room(room, body.n / 2 + 1))
        return false; /* a word and what parts it from the next are two bytes */
    r->out = room->at;
    return true;
}

bool group_runs_begin(group_rolling *r, group_numbers *room, dl_slice body)
{
    return begin(r, room, body, SAMPLE);
}

static uint64_t turned(uint64_t x, unsigned by) { return x << by | x >> (64 - by); }

void group_runs_take(group_rolling *r, const group_batch *b)
{
    uint64_t x = r->last[0], y = r->last[1], z = r->last[2];
    uint32_t n = r->n, none = r->words < RUN - 1 ? RUN - 1 - r->words : 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint64_t now = b->hash[i];
        uint32_t run = (uint32_t)((turned(x, 57) ^ turned(y, 38) ^ turned(z, 19) ^ now) >> 32);
        r->out[n] = run;
        n += (i >= none) & ((run & (r->every - 1)) == 0);
        x = y, y = z, z = now;
    }
    r->last[0] = x, r->last[1] = y, r->last[2] = z;
    r->words += b->n;
    r->n = n;
}

void group_runs_end(const group_rolling *r, group_runs *out)
{
    uint32_t n = dedupe(r->out, r->out + r->n, r->n);
    *out = (group_runs){ r->out, r->every > 1 && n > SAMPLES_MAX ? SAMPLES_MAX : n,
        r->words < RUN ? 0 : r->words - RUN + 1 };
}

static bool runs_of(group_numbers *room, dl_slice body, uint32_t every, group_runs *out)
{
    group_rolling r;
    group_batch b;
    if (!begin(&r, room, body, every)) return false;
    for (group_scan s = group_scan_of(body); group_next_batch(&s, &b);) group_runs_take(&r, &b);
    group_runs_end(&r, out);
    return true;
}

bool group_runs_sample(group_numbers *room, dl_slice body, group_runs *out)
{
    return runs_of(room, body, SAMPLE, out);
}
bool group_runs_all(group_numbers *room, dl_slice body, group_runs *out)
{
    return runs_of(room, body, 1, out);
}
