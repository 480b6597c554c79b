/* hash - 64-bit hashes for tables (fixed seeds: results never depend on the run) and
 * SHA-256 (from nettle) for identities. */
#ifndef DL_HASH_H
#define DL_HASH_H

#include "slice.h"

/* Up to eight bytes as a number, little-endian on every machine. */
static inline uint64_t dl_load(const void *p, size_t n)
{
    uint64_t x = 0;
    if (n) memcpy(&x, p, n);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

uint64_t dl_hash64(dl_slice s, uint64_t seed);
/* splitmix64's finaliser: one-to-one on 64 bits. */
static inline uint64_t dl_hash_mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

typedef struct dl_sha256 {
    uint8_t byte[32];
} dl_sha256;
dl_sha256 dl_sha256_of(dl_slice s);
void dl_sha256_hex(const dl_sha256 *h, char out[65]); /* lower case, NUL behind */
/* Of several slices, each preceded by its length, so that ("ab","c") and ("a","bc")
 * differ. */
dl_sha256 dl_sha256_parts(const dl_slice *part, size_t n);

#endif
