/* order - see order.h. */
#include "order.h"

/* Of few, counting 256 buckets four times takes longer than moving each to its place. */
static void sort_few(uint64_t *at, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint64_t key = at[i];
        uint32_t k = i;
        for (; k && at[k - 1] >> 32 > key >> 32; k--) at[k] = at[k - 1];
        at[k] = key;
    }
}

void dl_sort_keys(uint64_t *at, uint64_t *spare, uint32_t n)
{
    enum { FEW = 48 };
    if (n <= FEW) {
        sort_few(at, n);
        return;
    }
    for (unsigned shift = 32; shift < 64; shift += 8) {
        uint32_t start[257] = { 0 };
        for (uint32_t i = 0; i < n; i++) start[(at[i] >> shift & 255) + 1]++;
        for (uint32_t b = 0; b < 256; b++) start[b + 1] += start[b];
        for (uint32_t i = 0; i < n; i++) spare[start[at[i] >> shift & 255]++] = at[i];
        uint64_t *swap = at;
        at = spare;
        spare = swap;
    }
}

/* The place of the middle one of the first, the middle and the last key. */
static uint32_t median_of_three(const uint64_t *key, uint32_t first, uint32_t last)
{
    uint32_t middle = first + (last + 1 - first) / 2;
    uint64_t x = key[first], y = key[middle], z = key[last];
    if (x < y) {
        if (y < z) return middle;
        return x < z ? last : first;
    }
    if (x < z) return first;
    return y < z ? last : middle;
}

/* Branch-free inside: which side a key goes to is random, and a branch mispredicts half
 * the time. */
void dl_greatest(uint64_t *key, uint32_t n, uint32_t most)
{
    for (uint32_t from = 0, to = n; from < most && most < to;) {
        uint32_t last = to - 1, at = median_of_three(key, from, last), k = from;
        uint64_t pivot = key[at];
        key[at] = key[last];
        for (uint32_t i = from; i < last; i++) {
            uint64_t now = key[i];
            key[i] = key[k];
            key[k] = now;
            k += now > pivot;
        }
        key[last] = key[k];
        key[k] = pivot;
        if (most <= k) to = k;
        else from = k + 1;
    }
}

/* The floating-point root is off by a little where x has more than 53 bits. */
int64_t dl_square_root(uint64_t x)
{
    uint64_t r = (uint64_t)__builtin_sqrt((double)x);
    if (r > UINT32_MAX) r = UINT32_MAX;
    while (r * r > x) r--;
    while (r < UINT32_MAX && (r + 1) * (r + 1) <= x) r++;
    return (int64_t)r;
}
