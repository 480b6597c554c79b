/* slice - see slice.h. */
#include "slice.h"

#include "chars.h"
#include "hash.h"

int dl_slice_cmp(dl_slice a, dl_slice b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool dl_slice_starts(dl_slice s, dl_slice with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.p, with.p, with.n) == 0);
}

bool dl_slice_ends(dl_slice s, dl_slice with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.p + s.n - with.n, with.p, with.n) == 0);
}

bool dl_slice_is_any(dl_slice s, const char *const *list)
{
    for (; *list; list++)
        if (dl_slice_is(s, *list)) return true;
    return false;
}

bool dl_slice_eq_nocase(dl_slice a, dl_slice b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (dl_lower(a.p[i]) != dl_lower(b.p[i])) return false;
    return true;
}

bool dl_slice_starts_nocase(dl_slice s, dl_slice with)
{
    return s.n >= with.n && dl_slice_eq_nocase(dl_slice_cut(s, 0, with.n), with);
}

dl_slice dl_slice_lower(dl_slice s, char *room)
{
    for (size_t i = 0; i < s.n; i++) room[i] = dl_lower(s.p[i]);
    return dl_slice_of(room, s.n);
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

dl_slice dl_slice_trim(dl_slice s)
{
    size_t from = 0;
    while (from < s.n && is_blank(s.p[from])) from++;
    while (s.n > from && is_blank(s.p[s.n - 1])) s.n--;
    return dl_slice_cut(s, from, s.n);
}

size_t dl_slice_find(dl_slice s, dl_slice needle, size_t from)
{
    if (from > s.n || needle.n > s.n - from) return SIZE_MAX;
    if (needle.n == 0) return from;
    const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t dl_slice_find_byte(dl_slice s, char c, size_t from)
{
    const char *hit = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

/* Sixteen bytes at once, in one register where the machine has such; of a comparison each
 * byte is 0 or -1. */
typedef signed char sixteen __attribute__((vector_size(16)));

static sixteen load(const char *p)
{
    sixteen v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* The first byte that is not 0; 16: all are. */
static size_t first_set(sixteen v)
{
    unsigned char byte[sizeof v];
    memcpy(byte, &v, sizeof v);
    uint64_t low = dl_load(byte, 8), high = dl_load(byte + 8, 8);
    if (low) return (size_t)__builtin_ctzll(low) / 8;
    return high ? 8 + (size_t)__builtin_ctzll(high) / 8 : sizeof v;
}

size_t dl_slice_find_any(dl_slice s, dl_slice set, size_t from)
{
    enum { MOST = 4 };
    sixteen each[MOST]; /* a byte of the set sixteen times; the last fills what is free */
    for (size_t k = 0; k < MOST; k++)
        each[k] = (sixteen){ 0 } + (signed char)set.p[k < set.n ? k : set.n - 1];
    for (; from + sizeof(sixteen) <= s.n; from += sizeof(sixteen)) {
        sixteen v = load(s.p + from);
        sixteen found = (v == each[0]) | (v == each[1]) | (v == each[2]) | (v == each[3]);
        size_t at = first_set(found);
        if (at < sizeof v) return from + at;
    }
    for (; from < s.n; from++)
        for (size_t k = 0; k < set.n; k++)
            if (s.p[from] == set.p[k]) return from;
    return s.n;
}

bool dl_slice_line(dl_slice *rest, dl_slice *line)
{
    if (rest->n == 0) return false;
    size_t end = dl_slice_find_byte(*rest, '\n', 0);
    size_t next = end == SIZE_MAX ? rest->n : end + 1;
    if (end == SIZE_MAX) end = rest->n;
    *line = dl_slice_of(rest->p, end > 0 && rest->p[end - 1] == '\r' ? end - 1 : end);
    rest->p += next;
    rest->n -= next;
    return true;
}
