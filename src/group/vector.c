/* vector - see vector.h. */
#include "vector.h"

#include "base/order.h"

enum {
    GALLOP = 8, /* so many times longer: galloping is faster than walking side by side */
    GALLOP_SCATTERED = 32, /* and than reading a vector through beside a scattered one */
    SUM_KEPT = 4000, /* terms of a pruned sum: odd words of single reports go */
    SUM_MAX = 2 * SUM_KEPT
};

uint32_t group_gallop(group_vector v, uint32_t at, uint32_t id)
{
    uint32_t step = 1, end = at;
    while (end < v.n && v.at[end].id < id) {
        at = end + 1;
        end += step;
        step *= 2;
    }
    if (end > v.n) end = v.n;
    while (at < end) {
        uint32_t mid = at + (end - at) / 2;
        if (v.at[mid].id < id) at = mid + 1;
        else end = mid;
    }
    return at;
}

/* x is much shorter than y. */
static int64_t dot_galloping(group_vector x, group_vector y)
{
    int64_t sum = 0;
    for (uint32_t i = 0, j = 0; i < x.n && j < y.n; i++) {
        j = group_gallop(y, j, x.at[i].id);
        if (j < y.n && x.at[i].id == y.at[j].id) sum += group_product(x.at[i].w, y.at[j].w);
    }
    return sum;
}

int64_t group_dot(group_vector x, group_vector y)
{
    if (x.n / GALLOP > y.n) return dot_galloping(y, x);
    if (y.n / GALLOP > x.n) return dot_galloping(x, y);
    int64_t sum = 0;
    for (uint32_t i = 0, j = 0; i < x.n && j < y.n;) {
        if (x.at[i].id == y.at[j].id) sum += group_product(x.at[i].w, y.at[j].w);
        bool step = x.at[i].id <= y.at[j].id;
        j += y.at[j].id <= x.at[i].id;
        i += step;
    }
    return sum;
}

/* ---- sums */

/* A term that two vectors have. */
typedef struct common_term {
    const group_term *x, *y;
} common_term;

/* The heaviest first, by the product of their two weights; of two as heavy the one that
 * comes first. */
static void note_shared(uint32_t *shared, const common_term *at, const common_term *end)
{
    uint64_t weight[GROUP_SHARED] = { 0 };
    for (; at < end; at++) {
        uint64_t w = (uint64_t)group_product(at->x->w, at->y->w);
        uint32_t id = at->x->id;
        for (int k = 0; w > weight[GROUP_SHARED - 1] && k < GROUP_SHARED; k++) {
            if (w <= weight[k]) continue;
            uint64_t less = weight[k];
            uint32_t less_id = shared[k];
            weight[k] = w;
            shared[k] = id;
            w = less;
            id = less_id;
        }
    }
}

/* Both parts of a weight as one number: they are added by one addition, since neither
 * sum overflows. */
static uint64_t packed(group_weight w)
{
    uint64_t x;
    memcpy(&x, &w, sizeof x);
    return x;
}
static group_weight unpacked(uint64_t x)
{
    group_weight w;
    memcpy(&w, &x, sizeof w);
    return w;
}

/* A sum of a hundred thousand reports that say nothing else stays below the flag. */
static uint32_t bounded(uint32_t sum) { return sum < GROUP_NAME ? sum : GROUP_NAME - 1; }

static uint64_t sum_of(uint64_t v, uint64_t w)
{
    const uint64_t name = packed((group_weight){ GROUP_NAME, 0 });
    const uint64_t full = packed((group_weight){ GROUP_NAME, GROUP_NAME });
    uint64_t sum = (v & ~name) + (w & ~name);
    if (sum & full) {
        group_weight s = unpacked(sum);
        sum = packed((group_weight){ bounded(s.whole), bounded(s.head) });
    }
    return sum | ((v | w) & name);
}

/* Branch-free: which of the two comes first is random. Answers the end of the terms that
 * were written to `at`; *common: behind the last of those of both. */
static group_term *merge(group_vector x, group_vector y, group_term *at, common_term **common)
{
    const group_term *p = x.at, *x_end = p + x.n, *q = y.at, *y_end = q + y.n;
    common_term *both = *common;
    while (p < x_end && q < y_end) {
        uint32_t a = p->id, b = q->id;
        uint64_t left = a <= b, right = b <= a;
        uint64_t sum = sum_of(packed(p->w) & (0 - left), packed(q->w) & (0 - right));
        *at++ = (group_term){ a < b ? a : b, unpacked(sum) };
        *both = (common_term){ p, q };
        both += left & right;
        p += left;
        q += right;
    }
    while (p < x_end) *at++ = *p++;
    while (q < y_end) *at++ = *q++;
    *common = both;
    return at;
}

bool group_sum(const dl_mem *m, group_vector x, group_vector y, group_vector *out, uint32_t *shared)
{
    size_t most = (size_t)(x.n < y.n ? x.n : y.n) + 1, all = (size_t)x.n + y.n;
    *out = (group_vector){ NULL, 0 };
    common_term *common = dl_mem_alloc(m, most * sizeof *common);
    group_term *at = common ? dl_mem_alloc(m, (all + 1) * sizeof *at) : NULL;
    if (at) {
        common_term *common_end = common;
        uint32_t n = (uint32_t)(merge(x, y, at, &common_end) - at);
        note_shared(shared, common, common_end);
        group_term *fits = dl_mem_resize(m, at, (all + 1) * sizeof *at, (n + 1) * sizeof *at);
        if (fits) *out = (group_vector){ fits, n };
        else dl_mem_free(m, at, (all + 1) * sizeof *at);
    }
    dl_mem_free(m, common, most * sizeof *common);
    return out->at != NULL;
}

void group_vector_free(const dl_mem *m, group_vector *v)
{
    if (v->at) dl_mem_free(m, v->at, ((size_t)v->n + 1) * sizeof *v->at);
    *v = (group_vector){ NULL, 0 };
}

/* ---- the heaviest */

uint32_t group_heaviest(group_vector v, uint64_t *key)
{
    for (uint32_t t = 0; t < v.n; t++) key[t] = (uint64_t)group_mass(v.at[t].w) << 32 | (v.n - t);
    dl_greatest(key, v.n, GROUP_INDEXED);
    return v.n < GROUP_INDEXED ? v.n : GROUP_INDEXED;
}

static uint64_t prune_key(group_term t)
{
    return (uint64_t)group_mass(t.w) << 32 | (UINT32_MAX - t.id);
}

bool group_prune(const dl_mem *m, group_vector *v)
{
    if (v->n <= SUM_MAX) return true;
    uint64_t *key = dl_mem_alloc(m, v->n * sizeof *key), least = UINT64_MAX;
    if (!key) return false;
    uint32_t n = 0, had = v->n;
    for (uint32_t t = 0; t < had; t++) key[t] = prune_key(v->at[t]);
    dl_greatest(key, had, SUM_KEPT);
    for (uint32_t t = 0; t < SUM_KEPT; t++) least = key[t] < least ? key[t] : least;
    for (uint32_t t = 0; t < had; t++)
        if (prune_key(v->at[t]) >= least) v->at[n++] = v->at[t];
    dl_mem_free(m, key, had * sizeof *key);
    group_term *fits = dl_mem_resize(
        m, v->at, (had + (size_t)1) * sizeof *fits, (n + (size_t)1) * sizeof *fits);
    if (fits) v->at = fits;
    v->n = n;
    return fits != NULL;
}

int64_t group_dot_either(const group_weight *array, group_vector v, group_vector other)
{
    if (other.n / GALLOP_SCATTERED > v.n) return dot_galloping(v, other);
    return group_dot_scattered(array, other);
}
