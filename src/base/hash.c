/* hash - see hash.h. The 64-bit hash multiplies 128 bits wide and folds (Wang,
 * Lemire); it loads with dl_load, so that indexes kept in a record mean the same
 * everywhere. */
#include "hash.h"

#include <nettle/sha2.h>

static uint64_t fold(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 m = (unsigned __int128)a * b;
    return (uint64_t)m ^ (uint64_t)(m >> 64);
}

uint64_t dl_hash64(dl_slice s, uint64_t seed)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t n = s.n;
    uint64_t h = seed ^ 0x9e3779b97f4a7c15u;
    for (; n >= 16; p += 16, n -= 16)
        h = fold(dl_load(p, 8) ^ 0xa0761d6478bd642fu, dl_load(p + 8, 8) ^ h);
    uint64_t a = n >= 8 ? dl_load(p, 8) : dl_load(p, n);
    uint64_t b = n > 8 ? dl_load(p + 8, n - 8) : 0;
    return fold(fold(a ^ 0xe7037ed1a0b428dbu, b ^ h) ^ (uint64_t)s.n, 0x8ebc6af09c88c6e3u);
}

dl_sha256 dl_sha256_of(dl_slice s)
{
    struct sha256_ctx c;
    dl_sha256 out;
    sha256_init(&c);
    sha256_update(&c, s.n, (const uint8_t *)s.p);
    sha256_digest(&c, sizeof out.byte, out.byte);
    return out;
}

dl_sha256 dl_sha256_parts(const dl_slice *part, size_t n)
{
    struct sha256_ctx c;
    dl_sha256 out;
    sha256_init(&c);
    for (size_t i = 0; i < n; i++) {
        uint8_t len[8];
        for (int k = 0; k < 8; k++) len[k] = (uint8_t)((uint64_t)part[i].n >> (8 * k));
        sha256_update(&c, sizeof len, len);
        sha256_update(&c, part[i].n, (const uint8_t *)part[i].p);
    }
    sha256_digest(&c, sizeof out.byte, out.byte);
    return out;
}

void dl_sha256_hex(const dl_sha256 *h, char out[65])
{
    static const char digit[] = "0123456789abcdef";
    for (size_t i = 0; i < 32; i++) {
        out[2 * i] = digit[h->byte[i] >> 4];
        out[2 * i + 1] = digit[h->byte[i] & 15];
    }
    out[64] = 0;
}
