/* pack_bytes - see pack_bytes.h. */
#include "pack_bytes.h"

enum { VARINT_MAX = 10 }; /* bytes of 64 bits, seven a byte */
enum { SLOTS_FIRST = 256 };

/* ---- writing */

void pack_put(pack_writer *w, uint64_t n)
{
    char bytes[VARINT_MAX];
    size_t k = 0;
    for (; n >= 0x80; n >>= 7) bytes[k++] = (char)(n | 0x80);
    bytes[k++] = (char)n;
    dl_buf_add(w->out, dl_slice_of(bytes, k));
}

/* 0, -1, 1, -2 ... become 0, 1, 2, 3 ... */
void pack_put_signed(pack_writer *w, int64_t n)
{
    uint64_t twice = (uint64_t)n << 1;
    pack_put(w, n < 0 ? ~twice : twice);
}

void pack_put_index(pack_writer *w, int64_t index) { pack_put(w, (uint64_t)(index + 1)); }

/* Most numbers have few decimals: those are kept as whole numbers of hundred-thousandths,
 * doubled; the eight bytes of all others stand behind a 1. */
enum { DECIMALS = 100000 };
#define WHOLE_MOST 1e15

static bool is_decimal(double x, int64_t *whole)
{
    double scaled = x * DECIMALS;
    if (!(scaled > -WHOLE_MOST && scaled < WHOLE_MOST)) return false;
    *whole = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    double back = (double)*whole / DECIMALS;
    return memcmp(&back, &x, sizeof x) == 0;
}

void pack_put_real(pack_writer *w, double x)
{
    int64_t whole = 0;
    if (is_decimal(x, &whole)) {
        uint64_t twice = (uint64_t)whole << 1;
        pack_put(w, (whole < 0 ? ~twice : twice) << 1);
        return;
    }
    char bytes[sizeof x];
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    for (size_t k = 0; k < sizeof bytes; k++) bytes[k] = (char)(bits >> (8 * k));
    pack_put(w, 1);
    dl_buf_add(w->out, dl_slice_of(bytes, sizeof bytes));
}

static bool slots_grow(pack_writer *w)
{
    uint32_t slots = w->slots ? w->slots * 2 : SLOTS_FIRST;
    uint32_t *slot = dl_arena_array(w->arena, slots, sizeof *slot);
    if (!slot) return false;
    for (uint32_t i = 0; i < w->strings.n; i++) {
        uint32_t at = (uint32_t)dl_hash64(w->strings.at[i], 0) & (slots - 1);
        while (slot[at]) at = (at + 1) & (slots - 1);
        slot[at] = i + 1;
    }
    w->slot = slot;
    w->slots = slots;
    return true;
}

/* Number + 1 of a string, which becomes one of strings where it is none yet. */
static uint32_t string_number(pack_writer *w, dl_slice s)
{
    if (w->strings.n * 2 >= w->slots && !slots_grow(w)) return 0;
    uint32_t at = (uint32_t)dl_hash64(s, 0) & (w->slots - 1);
    for (; w->slot[at]; at = (at + 1) & (w->slots - 1))
        if (dl_slice_eq(w->strings.at[w->slot[at] - 1], s)) return w->slot[at];
    dl_slice *one = DL_PUSH(w->arena, &w->strings);
    if (!one) return 0;
    *one = s;
    w->slot[at] = w->strings.n;
    return w->strings.n;
}

void pack_put_string(pack_writer *w, dl_slice s) { pack_put(w, s.p ? string_number(w, s) : 0); }

void pack_put_bytes(pack_writer *w, dl_slice s)
{
    pack_put(w, s.n);
    dl_buf_add(w->out, s);
}

void pack_put_span(pack_writer *w, dl_span s)
{
    pack_put_signed(w, (int64_t)s.start - w->last);
    pack_put(w, s.end - s.start);
    w->last = s.start;
}

void pack_put_range(pack_writer *w, dl_token_range r)
{
    pack_put_signed(w, (int64_t)r.first - w->last_token);
    pack_put(w, r.last - r.first);
    w->last_token = r.first;
}

/* ---- reading */

void pack_fail(pack_reader *r, const char *why)
{
    if (!r->why) r->why = why;
    r->p = r->end;
}

static uint64_t get_any(pack_reader *r)
{
    uint64_t n = 0;
    for (unsigned shift = 0; r->p < r->end && shift < 64; shift += 7) {
        uint64_t byte = (unsigned char)*r->p++;
        n |= (byte & 0x7F) << shift;
        if (byte < 0x80) return n;
    }
    pack_fail(r, "it ends inside a number");
    return 0;
}

uint64_t pack_get(pack_reader *r, uint64_t most)
{
    uint64_t n = get_any(r);
    if (n <= most) return n;
    pack_fail(r, "a number is too large");
    return 0;
}

static int64_t signed_of(uint64_t n) { return (int64_t)(n & 1 ? ~(n >> 1) : n >> 1); }

int64_t pack_get_signed(pack_reader *r, int64_t least, int64_t most)
{
    int64_t n = signed_of(get_any(r));
    if (!r->why && n >= least && n <= most) return n;
    pack_fail(r, "a number is out of range");
    return 0;
}

int32_t pack_get_index(pack_reader *r, uint32_t n)
{
    return (int32_t)pack_get(r, n < INT32_MAX ? n : INT32_MAX) - 1;
}

double pack_get_real(pack_reader *r)
{
    double x = 0;
    uint64_t n = get_any(r);
    if (!(n & 1)) return (double)signed_of(n >> 1) / DECIMALS;
    if (n != 1 || r->end - r->p < (ptrdiff_t)sizeof x) {
        pack_fail(r, "a number is none that it could be");
        return 0;
    }
    uint64_t bits = dl_load(r->p, sizeof bits);
    memcpy(&x, &bits, sizeof x);
    r->p += sizeof x;
    if (x == x) return x;
    pack_fail(r, "a number is none");
    return 0;
}

dl_slice pack_get_string(pack_reader *r)
{
    uint64_t n = pack_get(r, r->strings.n);
    return n ? r->strings.at[n - 1] : (dl_slice){ NULL, 0 };
}

dl_slice pack_get_bytes(pack_reader *r)
{
    size_t n = (size_t)pack_get(r, DL_TEXT_MAX);
    if (n > (size_t)(r->end - r->p)) pack_fail(r, "a text is cut off");
    if (r->why) return (dl_slice){ NULL, 0 };
    dl_slice s = dl_slice_of(r->p, n);
    if (dl_utf8_bad(s) != SIZE_MAX) pack_fail(r, "a text is no UTF-8");
    r->p = r->why ? r->end : r->p + n;
    return s;
}

/* Between two letters: no byte of a letter's inside stands there. */
static bool is_edge(dl_slice text, size_t at)
{
    return at == text.n || (text.p[at] & 0xC0) != 0x80;
}

static bool is_within(const dl_span *outer, uint64_t start, uint64_t end)
{
    return start >= outer->start && end <= outer->end;
}

dl_span pack_get_span(pack_reader *r)
{
    uint64_t start = (uint64_t)(r->last + pack_get_signed(r, -(int64_t)r->last, DL_TEXT_MAX));
    uint64_t end = start + pack_get(r, DL_TEXT_MAX);
    bool within = is_within(&r->title, start, end) || is_within(&r->body, start, end);
    if (start >= end || !within) pack_fail(r, "a span is not in the text");
    else if (!is_edge(r->full, start) || !is_edge(r->full, end))
        pack_fail(r, "a span begins or ends inside a letter");
    if (r->why) return (dl_span){ 0, 0 };
    r->last = (uint32_t)start;
    return (dl_span){ (uint32_t)start, (uint32_t)end };
}

dl_token_range pack_get_range(pack_reader *r)
{
    int64_t most = (int64_t)r->tokens - r->last_token;
    uint64_t first = (uint64_t)(r->last_token + pack_get_signed(r, -(int64_t)r->last_token, most));
    uint64_t last = first + pack_get(r, DL_TEXT_MAX);
    if (first >= last || last > r->tokens) pack_fail(r, "a range of tokens is not in the text");
    if (r->why) return (dl_token_range){ 0, 0 };
    r->last_token = (uint32_t)first;
    return (dl_token_range){ (uint32_t)first, (uint32_t)last };
}

size_t pack_room(const pack_reader *r, uint64_t n)
{
    enum { MOST = 512 }; /* more grow as they come */
    size_t left = (size_t)(r->end - r->p); /* each takes a byte at least */
    if (n > left) n = left;
    return n < MOST ? (size_t)n : MOST;
}
