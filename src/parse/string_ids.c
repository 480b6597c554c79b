/* string_ids - the number that a model gives a string (model_file.h): text in, 64 bits
 * out. */
#include "model_file.h"

typedef struct symbol {
    const char *name;
    uint32_t id;
} symbol;
static const symbol symbols[] = {
#include "symbols.inc"
};
static const symbol *find_symbol(dl_slice s)
{
    size_t lo = 0, hi = sizeof symbols / sizeof *symbols;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = dl_slice_cmp(s, dl_slice_str(symbols[mid].name));
        if (c == 0) return &symbols[mid];
        if (c < 0) hi = mid;
        else lo = mid + 1;
    }
    return NULL;
}

/* Appleby's MurmurHash64A, as the model's string store uses it. */
static uint64_t murmur64(dl_slice s, uint64_t seed)
{
    const uint64_t m = 0xc6a4a7935bd1e995u;
    uint64_t h = seed ^ (s.n * m), k;
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&k, s.p + i, 8);
        k *= m;
        k ^= k >> 47;
        k *= m;
        h = (h ^ k) * m;
    }
    if (i < s.n) {
        for (k = 0; s.n > i; s.n--) k = k << 8 | (unsigned char)s.p[s.n - 1];
        h = (h ^ k) * m;
    }
    h ^= h >> 47;
    h *= m;
    return h ^ h >> 47;
}

uint64_t dl_string_id(dl_slice s)
{
    enum { LONGEST_SYMBOL = 32 }; /* bytes; the list's longest has 23 */
    const symbol *found = s.n <= LONGEST_SYMBOL ? find_symbol(s) : NULL;
    return found ? found->id : murmur64(s, 1);
}
