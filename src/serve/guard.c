/* guard - see guard.h. */
#include "guard.h"

#include <nettle/base64.h>
#include <nettle/memops.h>

/* ---- the name that the server was asked under */

static bool is_port(dl_slice s)
{
    enum { DIGITS_MOST = 5 };
    if (!s.n) return true;
    if (s.p[0] != ':' || s.n > DIGITS_MOST + 1) return false;
    for (size_t i = 1; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return true;
}

static bool is_name_byte(char c)
{
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    return letter || (c >= '0' && c <= '9') || (c && strchr("-._~[]:%", c));
}

bool serve_host_is_good(const char *host, bool loopback)
{
    static const char *const own[] = { "localhost", "127.0.0.1", "[::1]" };
    dl_slice s = dl_slice_str(host);
    if (!s.n) return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_name_byte(s.p[i])) return false;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        dl_slice name = dl_slice_str(own[i]);
        bool begins = s.n >= name.n && dl_slice_eq_nocase(dl_slice_cut(s, 0, name.n), name);
        if (begins && is_port(dl_slice_cut(s, name.n, s.n))) return true;
    }
    return !loopback;
}

/* ---- the token */

enum { DECODED_MAX = 1024 };

/* Of digests, which are of one length: the time says nothing of the token. */
static bool is_equal(dl_slice a, dl_slice b)
{
    dl_sha256 x = dl_sha256_of(a), y = dl_sha256_of(b);
    return nettle_memeql_sec(x.byte, y.byte, sizeof x.byte) != 0;
}

static bool takes_word(dl_slice *s, dl_slice word)
{
    if (s->n < word.n || !dl_slice_eq_nocase(dl_slice_cut(*s, 0, word.n), word)) return false;
    *s = dl_slice_trim(dl_slice_cut(*s, word.n, s->n));
    return true;
}

/* "user:password" of Basic; the user may be any. */
static bool is_password(dl_slice encoded, dl_slice token)
{
    uint8_t out[DECODED_MAX];
    size_t n = sizeof out;
    struct base64_decode_ctx ctx;
    if (BASE64_DECODE_LENGTH(encoded.n) > sizeof out) return false;
    base64_decode_init(&ctx);
    if (!base64_decode_update(&ctx, &n, out, encoded.n, encoded.p)) return false;
    if (!base64_decode_final(&ctx)) return false;
    dl_slice both = dl_slice_of((const char *)out, n);
    size_t colon = dl_slice_find_byte(both, ':', 0);
    return colon != SIZE_MAX && is_equal(dl_slice_cut(both, colon + 1, both.n), token);
}

bool serve_token_is_good(const char *authorization, dl_slice token)
{
    dl_slice s = dl_slice_trim(dl_slice_str(authorization));
    if (takes_word(&s, DL_S("Bearer "))) return is_equal(s, token);
    return takes_word(&s, DL_S("Basic ")) && is_password(s, token);
}
