/* target - see target.h. */
#include "target.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- decoding */

static int hex_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

typedef struct decoder {
    serve_target *t;
    size_t n; /* bytes of text in use */
} decoder;

static const char *fault(serve_target *t, const char *what)
{
    if (!t->fault) t->fault = what;
    return "";
}

/* One byte, or three that begin with %; answers what is behind it. */
static const char *decode_byte(decoder *d, const char *at, const char *end)
{
    char c = *at;
    if (c == '%') {
        int high = end - at > 2 ? hex_of(at[1]) : -1;
        int low = high < 0 ? -1 : hex_of(at[2]);
        if (low < 0) fault(d->t, "a percent sign stands before two hexadecimal digits");
        else c = (char)(high * 16 + low);
        if (c == 0) fault(d->t, "a NUL is no part of an address");
        at += low < 0 ? 0 : 2;
    }
    d->t->text[d->n++] = c;
    return at + 1;
}

/* What stands in at..end, decoded, with a NUL behind it. */
static const char *decode(decoder *d, const char *at, const char *end, bool query)
{
    char *out = d->t->text + d->n;
    while (at < end) {
        bool blank = query && *at == '+';
        if (blank) d->t->text[d->n++] = ' ';
        at = blank ? at + 1 : decode_byte(d, at, end);
    }
    d->t->text[d->n++] = 0;
    if (dl_utf8_bad(dl_slice_str(out)) != SIZE_MAX)
        return fault(d->t, "an address is UTF-8, percent-encoded");
    return out;
}

static const char *find(const char *at, const char *end, char c)
{
    const char *found = memchr(at, c, (size_t)(end - at));
    return found ? found : end;
}

/* "/api/stories" -> "api", "stories"; "/" has no parts. */
static void read_path(decoder *d, const char *at, const char *end)
{
    serve_target *t = d->t;
    for (; at < end && t->parts < SERVE_PARTS_MAX; at = find(at + 1, end, '/')) {
        const char *stop = find(at + 1, end, '/');
        bool is_root = at + 1 == end && t->parts == 0;
        if (!is_root) t->part[t->parts++] = decode(d, at + 1, stop, false);
    }
    if (at < end) t->parts = SERVE_PARTS_MAX + 1; /* no route is so long */
}

static void read_parameter(decoder *d, const char *at, const char *end)
{
    serve_target *t = d->t;
    const char *eq = find(at, end, '=');
    if (at == end) return;
    if (t->n == SERVE_PARAMETERS_MAX) {
        fault(t, "there are too many parameters");
        return;
    }
    serve_parameter p = { .name = decode(d, at, eq, true), .value = "" };
    if (eq < end) p.value = decode(d, eq + 1, end, true);
    for (uint32_t i = 0; i < t->n; i++)
        if (strcmp(t->at[i].name, p.name) == 0) fault(t, "a parameter is told twice");
    t->at[t->n++] = p;
}

static void read_query(decoder *d, const char *at, const char *end)
{
    while (at < end) {
        const char *stop = find(at, end, '&');
        read_parameter(d, at, stop);
        at = stop < end ? stop + 1 : end;
    }
}

/* Decoded, a piece takes no more than it took, and the NUL behind it takes the place of
 * the sign that parts it from the next; the last two have none. */
void serve_target_read(serve_target *t, const char *raw)
{
    memset(t, 0, offsetof(serve_target, text));
    size_t n = strnlen(raw, SERVE_TARGET_MAX + 1);
    decoder d = { t, 0 };
    if (n > SERVE_TARGET_MAX) {
        t->too_long = true;
        fault(t, "the address is too long");
        return;
    }
    if (raw[0] != '/') {
        fault(t, "what is asked for begins with /");
        return;
    }
    const char *end = find(raw, raw + n, '#'), *path = find(raw, end, '?');
    read_path(&d, raw, path);
    if (path < end) read_query(&d, path + 1, end);
}

const char *serve_target_value(const serve_target *t, const char *name)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (strcmp(t->at[i].name, name) == 0) return *t->at[i].value ? t->at[i].value : NULL;
    return NULL;
}

/* ---- where a list goes on */

enum { HEX = 16 }; /* digits of 64 bits */

static uint64_t hash_text(uint64_t seed, const char *text)
{
    return dl_hash64(dl_slice_str(text), seed);
}

dl_sha256 serve_target_digest(const serve_target *t)
{
    static const char digits[] = "012345678";
    dl_slice part[1 + SERVE_PARTS_MAX + 2 * SERVE_PARAMETERS_MAX];
    size_t n = 0;
    uint32_t parts = t->parts < SERVE_PARTS_MAX ? t->parts : SERVE_PARTS_MAX;
    part[n++] = dl_slice_of(digits + parts, 1); /* where the parameters begin */
    for (uint32_t i = 0; i < parts; i++) part[n++] = dl_slice_str(t->part[i]);
    for (uint32_t i = 0; i < t->n; i++) {
        part[n++] = dl_slice_str(t->at[i].name);
        part[n++] = dl_slice_str(t->at[i].value);
    }
    return dl_sha256_parts(part, n);
}

/* Of what was asked, but for where and how much of it: a client may ask for shorter
 * pages on its way. */
static uint64_t hash_asked(const serve_target *t)
{
    uint64_t hash = 1;
    for (uint32_t i = 0; i < t->parts && i < SERVE_PARTS_MAX; i++)
        hash = hash_text(hash, t->part[i]);
    for (uint32_t i = 0; i < t->n; i++) {
        const serve_parameter *p = &t->at[i];
        bool page = strcmp(p->name, "next") == 0 || strcmp(p->name, "limit") == 0;
        if (!page && *p->value) hash = hash_text(hash_text(hash, p->name), p->value);
    }
    return hash;
}

static uint64_t check_of(uint64_t asked, uint64_t offset) { return dl_hash_mix(asked ^ offset); }

void serve_next_write(const serve_target *t, uint64_t offset, char out[SERVE_NEXT_MAX])
{
    uint64_t asked = hash_asked(t), check = check_of(asked, offset);
    snprintf(out, SERVE_NEXT_MAX, "%016llx%016llx", (unsigned long long)check,
        (unsigned long long)(offset ^ dl_hash_mix(check)));
}

static bool read_hex(const char *text, uint64_t *out)
{
    *out = 0;
    for (int i = 0; i < HEX; i++) {
        int digit = hex_of(text[i]);
        if (digit < 0) return false;
        *out = *out << 4 | (uint64_t)digit;
    }
    return true;
}

bool serve_next_read(const serve_target *t, const char *token, uint64_t *offset)
{
    uint64_t check, hidden;
    if (strlen(token) != 2 * HEX) return false;
    if (!read_hex(token, &check) || !read_hex(token + HEX, &hidden)) return false;
    *offset = hidden ^ dl_hash_mix(check);
    return *offset < INT64_MAX / 2 && check_of(hash_asked(t), *offset) == check;
}

/* ---- addresses */

static void add_encoded(dl_buf *b, dl_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        bool plain = letter || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
        if (plain) dl_buf_byte(b, (char)c);
        else dl_buf_fmt(b, "%%%02X", c);
    }
}

/* A part "." or ".." would be taken for a step to the folder above by clients. */
void serve_address_part(dl_buf *b, dl_slice part)
{
    bool dots = dl_slice_is(part, ".") || dl_slice_is(part, "..");
    if (!dots) add_encoded(b, part);
    for (size_t i = 0; dots && i < part.n; i++) dl_buf_str(b, "%2E");
}

void serve_address_parameter(dl_buf *b, const char *name, dl_slice value)
{
    if (!value.n) return;
    bool first = dl_slice_find_byte(dl_buf_slice(b), '?', 0) == SIZE_MAX;
    dl_buf_fmt(b, "%c%s=", first ? '?' : '&', name);
    add_encoded(b, value);
}

void serve_address_again(dl_buf *b, const serve_target *t, const char *const *but)
{
    for (uint32_t i = 0; i < t->n; i++) {
        const serve_parameter *p = &t->at[i];
        if (!dl_slice_is_any(dl_slice_str(p->name), but))
            serve_address_parameter(b, p->name, dl_slice_str(p->value));
    }
}
