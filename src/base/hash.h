/* hash - 64-bit hashes for tables (fixed seeds: results never depend on the run) and
 * SHA-256 (from nettle) for identities. */
#ifndef DL_HASH_H
#define DL_HASH_H

#include "slice.h"

static inline uint64_t dl_load_four(const void *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap32(x);
#endif
    return x;
}
static inline uint64_t dl_load_eight(const void *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}
/* Up to eight bytes as a number, little-endian on every machine. Between four and eight,
 * two loads share bytes: a copy of n bytes would be a call. */
static inline uint64_t dl_load(const void *p, size_t n)
{
    const unsigned char *b = p;
    if (n >= 4) return dl_load_four(b) | dl_load_four(b + n - 4) << 8 * (n - 4);
    if (n == 0) return 0;
    return b[0] | (uint64_t)b[n / 2] << 8 * (n / 2) | (uint64_t)b[n - 1] << 8 * (n - 1);
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
