/* unpack - see unpack.h. */
#include "unpack.h"

#include <zlib.h>
#include <zstd.h>

enum {
    TIMES_MAX = 4, /* a body packed more often is a trap */
    PIECE = 256 << 10 /* bytes that the room of a body grows by at first */
};

/* ---- chunks */

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    char low = (char)(c | 32);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The length in the line at *i, which moves behind the line; -1: it is none. */
static int64_t chunk_length(dl_slice s, size_t *i)
{
    int64_t n = 0;
    size_t at = *i;
    size_t from = at;
    for (int v; at < s.n && at < from + 8 && (v = digit_of(s.p[at])) >= 0; at++) n = n * 16 + v;
    size_t end = dl_slice_find_byte(s, '\n', at);
    if (at == from || end == SIZE_MAX || end > at + 256) return -1;
    *i = end + 1;
    return n;
}

dl_slice read_unchunked(dl_arena *a, dl_slice s, bool *cut)
{
    size_t i = 0;
    int64_t n = chunk_length(s, &i);
    char *out = n < 0 ? NULL : dl_arena_room(a, s.n + 1);
    if (!out) return s;
    size_t used = 0;
    while (n > 0) {
        size_t take = (size_t)n < s.n - i ? (size_t)n : s.n - i;
        memcpy(out + used, s.p + i, take);
        used += take;
        i += take;
        while (i < s.n && (s.p[i] == '\r' || s.p[i] == '\n')) i++;
        n = take < (size_t)n ? -1 : chunk_length(s, &i);
    }
    *cut |= n < 0;
    return dl_slice_of(out, used);
}

/* ---- packing */

typedef struct growing {
    dl_arena *arena;
    char *p;
    size_t n, cap;
} growing;

static bool make_room(growing *g)
{
    if (g->n < g->cap) return true;
    if (g->cap >= DL_RECORD_MAX) return false;
    size_t cap = g->cap ? g->cap * 2 : PIECE;
    if (cap > DL_RECORD_MAX) cap = DL_RECORD_MAX;
    char *p = g->p ? dl_arena_grow(g->arena, g->p, g->cap, cap) : dl_arena_room(g->arena, cap);
    if (!p) return false;
    g->p = p;
    g->cap = cap;
    return true;
}

/* bits: as inflateInit2 has them. False: not a byte came out. */
static bool inflate_all(growing *g, dl_slice s, int bits, bool *cut)
{
    z_stream z = { .next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.n };
    if (inflateInit2(&z, bits) != Z_OK) {
        dl_arena_alloc(g->arena, SIZE_MAX / 2); /* so that the arena says it */
        return false;
    }
    int rc = Z_OK;
    while (rc == Z_OK && make_room(g)) {
        z.next_out = (Bytef *)g->p + g->n;
        z.avail_out = (uInt)(g->cap - g->n);
        rc = inflate(&z, Z_NO_FLUSH);
        g->n = g->cap - z.avail_out;
        if (rc == Z_BUF_ERROR) break;
        if (rc == Z_STREAM_END && z.avail_in > 18 && inflateReset(&z) == Z_OK) rc = Z_OK;
    }
    *cut |= rc != Z_STREAM_END;
    inflateEnd(&z);
    return g->n > 0;
}

static bool zstd_all(growing *g, dl_slice s, bool *cut)
{
    ZSTD_DStream *z = ZSTD_createDStream();
    if (!z) {
        dl_arena_alloc(g->arena, SIZE_MAX / 2);
        return false;
    }
    ZSTD_inBuffer in = { s.p, s.n, 0 };
    size_t rc = 1;
    while (rc && in.pos < in.size && make_room(g)) {
        ZSTD_outBuffer out = { g->p, g->cap, g->n };
        rc = ZSTD_decompressStream(z, &out, &in);
        g->n = out.pos;
        if (ZSTD_isError(rc)) break;
    }
    *cut |= rc != 0;
    ZSTD_freeDStream(z);
    return g->n > 0;
}

static bool is_gzip(dl_slice s) { return s.n > 3 && dl_slice_starts(s, DL_S("\x1F\x8B\x08")); }
static bool is_zstd(dl_slice s) { return dl_slice_starts(s, DL_S("\x28\xB5\x2F\xFD")); }

dl_slice read_unpacked(dl_arena *a, dl_slice s, bool says_deflate, bool *cut)
{
    for (int times = 0; times < TIMES_MAX; times++) {
        growing g = { .arena = a };
        bool any = false;
        if (is_gzip(s)) any = inflate_all(&g, s, 15 + 16, cut);
        else if (is_zstd(s)) any = zstd_all(&g, s, cut);
        else if (says_deflate && times == 0) {
            bool plain = false; /* deflate is sent with zlib's head and without */
            bool headed = s.n > 1
                && ((unsigned char)s.p[0] * 256 + (unsigned char)s.p[1]) % 31 == 0;
            any = inflate_all(&g, s, headed ? 15 : -15, &plain);
            *cut |= any && plain;
        }
        if (!any) return s;
        s = dl_slice_of(g.p, g.n);
    }
    return s;
}
