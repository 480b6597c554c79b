/* fetch_head - what is kept of the heads of an answer. In: lines as they came. Out: the
 * fields that conditional questions, charsets and pauses need. */
#include "fetch_private.h"

void fetch_head_init(fetch_head *h, const dl_mem *m)
{
    h->bytes = 0;
    dl_buf_init(&h->etag, m);
    dl_buf_init(&h->modified, m);
    dl_buf_init(&h->type, m);
    dl_buf_init(&h->after, m);
}

static void clear(fetch_head *h)
{
    dl_buf_clear(&h->etag);
    dl_buf_clear(&h->modified);
    dl_buf_clear(&h->type);
    dl_buf_clear(&h->after);
}

void fetch_head_free(fetch_head *h)
{
    dl_buf_free(&h->etag);
    dl_buf_free(&h->modified);
    dl_buf_free(&h->type);
    dl_buf_free(&h->after);
}

/* A value is sent back and kept in heads of our own: one with control characters, or one
 * that is too long, is none. */
static bool is_plain(dl_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) return false;
    return s.n <= FETCH_FIELD_MAX;
}

static void take(dl_buf *field, dl_slice value)
{
    dl_buf_clear(field);
    if (is_plain(value)) dl_buf_add(field, value);
}

bool fetch_head_line(fetch_head *h, dl_slice line)
{
    h->bytes += line.n;
    if (h->bytes > FETCH_HEAD_MOST) return false;
    /* "100 Continue" and the like come before the answer. */
    if (dl_slice_starts(line, DL_S("HTTP/"))) clear(h);
    size_t colon = dl_slice_find_byte(line, ':', 0);
    if (colon == SIZE_MAX) return true;
    dl_slice key = dl_slice_cut(line, 0, colon);
    dl_slice value = dl_slice_trim(dl_slice_cut(line, colon + 1, line.n));
    if (dl_slice_eq_nocase(key, DL_S("ETag"))) take(&h->etag, value);
    else if (dl_slice_eq_nocase(key, DL_S("Last-Modified"))) take(&h->modified, value);
    else if (dl_slice_eq_nocase(key, DL_S("Content-Type"))) take(&h->type, value);
    else if (dl_slice_eq_nocase(key, DL_S("Retry-After"))) take(&h->after, value);
    return true;
}

int64_t fetch_head_after(const fetch_head *h, int64_t now)
{
    enum { DIGITS_MAX = 9 };
    dl_slice s = dl_buf_slice(&h->after);
    int64_t n = 0;
    size_t i = 0;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && i < DIGITS_MAX; i++)
        n = n * 10 + (s.p[i] - '0');
    if (!s.n || i == s.n) return n;
    time_t then = curl_getdate(h->after.p, NULL);
    return then > now ? (int64_t)then - now : 0;
}
