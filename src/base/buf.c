/* buf - see buf.h. */
#include "buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "utf8.h"

static char empty[1];
enum { BUF_MAX = 1 << 30 }; /* 1 GiB: no line of output is longer; larger means a bug */
enum { FIRST = 256, LARGE = 1 << 20 }; /* a large one grows by half: less of it lies unused */

void dl_buf_init(dl_buf *b, const dl_mem *m) { *b = (dl_buf){ .p = empty, .mem = m }; }

void dl_buf_free(dl_buf *b)
{
    if (b->cap) dl_mem_free(b->mem, b->p, b->cap);
    dl_buf_init(b, b->mem);
}

void dl_buf_clear(dl_buf *b)
{
    b->n = 0;
    b->comma = b->failed = false;
    if (b->cap) b->p[0] = 0;
}

static void hand_on(dl_buf *b)
{
    b->failed |= !b->take(b->take_ctx, dl_buf_slice(b));
    b->n = 0;
}

static bool room(dl_buf *b, size_t more)
{
    if (b->take && b->n >= LARGE) hand_on(b);
    if (b->failed || more > BUF_MAX - b->n) {
        b->failed = true;
        return false;
    }
    if (b->n + more + 1 <= b->cap) return true;
    size_t cap = b->cap ? b->cap : FIRST;
    while (cap < b->n + more + 1) cap += cap < LARGE ? cap : cap / 2;
    char *p = dl_mem_resize(b->mem, b->cap ? b->p : NULL, b->cap, cap);
    if (!p) {
        b->failed = true;
        return false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

void dl_buf_add(dl_buf *b, dl_slice s)
{
    if (s.n == 0 || !room(b, s.n)) return;
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}

void dl_buf_str(dl_buf *b, const char *z) { dl_buf_add(b, dl_slice_str(z)); }
void dl_buf_byte(dl_buf *b, char c) { dl_buf_add(b, dl_slice_of(&c, 1)); }

void dl_buf_fmt(dl_buf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n > 0 && room(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

static void separate(dl_buf *b)
{
    if (b->comma) dl_buf_byte(b, ',');
    b->comma = true;
}

void dl_json_open(dl_buf *b, char bracket)
{
    separate(b);
    dl_buf_byte(b, bracket);
    b->comma = false;
}

void dl_json_close(dl_buf *b, char bracket)
{
    dl_buf_byte(b, bracket);
    b->comma = true;
}

void dl_json_key(dl_buf *b, const char *key)
{
    separate(b);
    dl_buf_fmt(b, "\"%s\":", key);
    b->comma = false;
}

static void escape(dl_buf *b, unsigned char c)
{
    switch (c) {
    case '"': dl_buf_str(b, "\\\""); break;
    case '\\': dl_buf_str(b, "\\\\"); break;
    case '\n': dl_buf_str(b, "\\n"); break;
    case '\r': dl_buf_str(b, "\\r"); break;
    case '\t': dl_buf_str(b, "\\t"); break;
    default: dl_buf_fmt(b, "\\u%04x", c);
    }
}

static bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

void dl_json_str(dl_buf *b, dl_slice s)
{
    separate(b);
    if (!s.p) {
        dl_buf_str(b, "null");
        return;
    }
    dl_buf_byte(b, '"');
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && is_plain((unsigned char)s.p[i])) i++;
        dl_buf_add(b, dl_slice_cut(s, from, i));
        if (i == s.n) break;
        if ((unsigned char)s.p[i] < 0x80) {
            escape(b, (unsigned char)s.p[i++]);
        } else {
            char out[4];
            dl_buf_add(b, dl_slice_of(out, dl_utf8_put(dl_utf8_next(s, &i), out)));
        }
    }
    dl_buf_byte(b, '"');
}

void dl_json_int(dl_buf *b, int64_t v)
{
    separate(b);
    dl_buf_fmt(b, "%lld", (long long)v);
}

void dl_real_text(char text[DL_REAL_TEXT_MAX], double v)
{
    enum { EXACT = 17 }; /* digits that tell every double apart */
    int digits = 0;
    do snprintf(text, DL_REAL_TEXT_MAX, "%.*g", ++digits, v);
    while (digits < EXACT && strtod(text, NULL) != v);
    /* -10 is "-1e+01" with its one digit: a whole number is written out. */
    if (strstr(text, "e+") && fabs(v) < 1e15) snprintf(text, DL_REAL_TEXT_MAX, "%.0f", v);
    for (char *c = text; *c; c++)
        if (*c == ',') *c = '.'; /* a locale's decimal comma must not reach a result */
}

void dl_json_num(dl_buf *b, double v)
{
    char text[DL_REAL_TEXT_MAX];
    separate(b);
    if (isfinite(v)) dl_real_text(text, v);
    dl_buf_str(b, isfinite(v) ? text : "null");
}

void dl_json_bool(dl_buf *b, bool v)
{
    separate(b);
    dl_buf_str(b, v ? "true" : "false");
}

void dl_json_kstr(dl_buf *b, const char *key, dl_slice s)
{
    dl_json_key(b, key);
    dl_json_str(b, s);
}

void dl_json_kstr_opt(dl_buf *b, const char *key, dl_slice s)
{
    if (s.p) dl_json_kstr(b, key, s);
}

void dl_json_kint(dl_buf *b, const char *key, int64_t v)
{
    dl_json_key(b, key);
    dl_json_int(b, v);
}
