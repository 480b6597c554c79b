/* slice - a pointer and a length into bytes that somebody else owns; not NUL-terminated.
 * {NULL,0} is empty. */
#ifndef DL_SLICE_H
#define DL_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct dl_slice {
    const char *p;
    size_t n;
} dl_slice;

#define DL_S(lit) ((dl_slice){ (lit), sizeof(lit) - 1 }) /* of a string literal */

static inline dl_slice dl_slice_of(const char *p, size_t n) { return (dl_slice){ p, n }; }
static inline dl_slice dl_slice_str(const char *z) { return (dl_slice){ z, z ? strlen(z) : 0 }; }
static inline dl_slice dl_slice_cut(dl_slice s, size_t from, size_t to)
{
    return (dl_slice){ from ? s.p + from : s.p, to - from }; /* of {NULL,0} too */
}
static inline bool dl_slice_eq(dl_slice a, dl_slice b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool dl_slice_is(dl_slice a, const char *z)
{
    return dl_slice_eq(a, dl_slice_str(z));
}

int dl_slice_cmp(dl_slice a, dl_slice b); /* by bytes, the shorter first */
bool dl_slice_starts(dl_slice s, dl_slice with);
bool dl_slice_ends(dl_slice s, dl_slice with);
/* Upper case and lower are one, of ASCII letters alone. */
/* Is it one of a list that ends with NULL? */
bool dl_slice_is_any(dl_slice s, const char *const *list);
bool dl_slice_eq_nocase(dl_slice a, dl_slice b);
bool dl_slice_starts_nocase(dl_slice s, dl_slice with);
dl_slice dl_slice_lower(dl_slice s, char *room); /* room: s.n bytes */
dl_slice dl_slice_trim(dl_slice s); /* ASCII white space off both ends */
/* Byte offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t dl_slice_find(dl_slice s, dl_slice needle, size_t from);
size_t dl_slice_find_byte(dl_slice s, char c, size_t from);
/* The first byte at or after `from` that is one of the set (at most four); s.n: there is
 * none. Quick over long texts that hold few of them. */
size_t dl_slice_find_any(dl_slice s, dl_slice set, size_t from);
/* Takes the next line (without its \n or \r\n) off *rest; false when nothing is left. */
bool dl_slice_line(dl_slice *rest, dl_slice *line);

#endif
