/* fetch_address - is an address one of the public internet? In: what a connection is
 * about to be made to. Out: yes or no, by IANA's registries of special-purpose
 * addresses.
 *
 * A page must not lead to what only this machine or its network can reach. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "fetch_private.h"

typedef struct range {
    uint32_t start;
    int bits;
} range;

static bool is_public_4(uint32_t address)
{
    static const range closed[] = {
        { 0x00000000, 8 }, /* this network */
        { 0x0A000000, 8 }, /* private */
        { 0x64400000, 10 }, /* shared by a provider's customers */
        { 0x7F000000, 8 }, /* loopback */
        { 0xA9FE0000, 16 }, /* link-local; clouds tell keys there */
        { 0xAC100000, 12 }, /* private */
        { 0xC0000000, 24 }, /* protocols */
        { 0xC0000200, 24 }, /* examples */
        { 0xC0A80000, 16 }, /* private */
        { 0xC6120000, 15 }, /* measuring */
        { 0xC6336400, 24 }, /* examples */
        { 0xCB007100, 24 }, /* examples */
        { 0xE0000000, 4 }, /* groups */
        { 0xF0000000, 4 }, /* reserved, and all at once */
    };
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if ((address ^ closed[i].start) >> (32 - closed[i].bits) == 0) return false;
    return true;
}

static uint32_t four_bytes(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool starts(const uint8_t *p, const uint8_t *with, size_t n)
{
    return memcmp(p, with, n) == 0;
}

/* Addresses that hold one of version 4 are as public as that one. */
static bool is_public_6(const uint8_t p[16])
{
    static const uint8_t mapped[12] = { [10] = 0xFF, [11] = 0xFF };
    static const uint8_t translated[12] = { 0x00, 0x64, 0xFF, 0x9B };
    static const uint8_t six_to_four[2] = { 0x20, 0x02 };
    static const uint8_t examples[4] = { 0x20, 0x01, 0x0D, 0xB8 };
    if (starts(p, mapped, sizeof mapped) || starts(p, translated, sizeof translated))
        return is_public_4(four_bytes(p + 12));
    if (starts(p, six_to_four, sizeof six_to_four)) return is_public_4(four_bytes(p + 2));
    if (starts(p, examples, sizeof examples)) return false;
    bool protocols = p[0] == 0x20 && p[1] == 0x01 && p[2] < 0x02; /* tunnels among them */
    bool global = p[0] >> 5 == 1; /* 2000::/3 */
    bool more_examples = p[0] == 0x3F && p[1] == 0xFF && p[2] >> 4 == 0;
    return global && !protocols && !more_examples;
}

/* The bytes of an address; how many there are, 0: of another family. */
static size_t bytes_of(const struct sockaddr *address, uint8_t out[16])
{
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    if (address->sa_family == AF_INET) {
        memcpy(&in, address, sizeof in);
        memcpy(out, &in.sin_addr, 4);
        return 4;
    }
    if (address->sa_family != AF_INET6) return 0;
    memcpy(&in6, address, sizeof in6);
    memcpy(out, &in6.sin6_addr, 16);
    return 16;
}

bool fetch_is_public(const struct sockaddr *address)
{
    uint8_t p[16];
    size_t n = bytes_of(address, p);
    if (n == 4) return is_public_4(four_bytes(p));
    return n == 16 && is_public_6(p);
}

/* ---- networks that are allowed */

typedef struct network {
    uint8_t start[16];
    size_t n; /* bytes */
    unsigned bits;
} network;

enum { NETWORK_TEXT_MAX = 64 };

static bool read_bits(dl_slice s, unsigned most, unsigned *out)
{
    if (!s.n || s.n > 3) return false;
    *out = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        *out = *out * 10 + (unsigned)(s.p[i] - '0');
    }
    return *out <= most;
}

/* "10.1.0.0/16", "::1" */
static bool read_network(dl_slice s, network *out)
{
    char text[NETWORK_TEXT_MAX];
    size_t slash = dl_slice_find_byte(s, '/', 0);
    dl_slice address = dl_slice_cut(s, 0, slash == SIZE_MAX ? s.n : slash);
    if (!address.n || address.n >= sizeof text) return false;
    memcpy(text, address.p, address.n);
    text[address.n] = 0;
    bool four = inet_pton(AF_INET, text, out->start) == 1;
    if (!four && inet_pton(AF_INET6, text, out->start) != 1) return false;
    out->n = four ? 4 : 16;
    out->bits = (unsigned)(8 * out->n);
    if (slash == SIZE_MAX) return true;
    return read_bits(dl_slice_cut(s, slash + 1, s.n), out->bits, &out->bits);
}

static bool holds(const network *net, const uint8_t *p, size_t n)
{
    if (n != net->n || memcmp(p, net->start, net->bits / 8) != 0) return false;
    unsigned rest = net->bits % 8;
    uint8_t differ = rest ? p[net->bits / 8] ^ net->start[net->bits / 8] : 0;
    return differ >> (8 - rest) == 0;
}

/* The next one of the list; false: there is none. */
static bool next_network(dl_slice *rest, dl_slice *one)
{
    if (!rest->n) return false;
    size_t comma = dl_slice_find_byte(*rest, ',', 0);
    size_t end = comma == SIZE_MAX ? rest->n : comma;
    *one = dl_slice_trim(dl_slice_cut(*rest, 0, end));
    *rest = dl_slice_cut(*rest, comma == SIZE_MAX ? end : end + 1, rest->n);
    return true;
}

bool dl_fetch_networks_fit(const char *networks)
{
    dl_slice rest = dl_slice_str(networks);
    dl_slice one;
    network net;
    while (next_network(&rest, &one))
        if (!read_network(one, &net)) return false;
    return true;
}

bool fetch_is_in(const char *networks, const struct sockaddr *address)
{
    dl_slice rest = dl_slice_str(networks);
    dl_slice one;
    network net;
    uint8_t p[16];
    size_t n = bytes_of(address, p);
    while (next_network(&rest, &one))
        if (read_network(one, &net) && holds(&net, p, n)) return true;
    return false;
}
