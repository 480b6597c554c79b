/* member - see member.h. */
#include "member.h"

#include <libdeflate.h>

enum { ROOM_FIRST = 1 << 20 /* bytes of room at first: most members need no more */ };

struct read_member {
    const dl_mem *mem;
    struct libdeflate_decompressor *inner;
    char *room;
    size_t cap;
};

read_member *read_member_new(const dl_mem *m)
{
    read_member *x = dl_mem_zero(m, sizeof *x);
    if (!x) return NULL;
    x->mem = m;
    x->inner = libdeflate_alloc_decompressor();
    if (x->inner) return x;
    read_member_free(x);
    return NULL;
}

void read_member_free(read_member *x)
{
    if (!x) return;
    libdeflate_free_decompressor(x->inner);
    dl_mem_free(x->mem, x->room, x->cap);
    dl_mem_free(x->mem, x, sizeof *x);
}

/* Four times as much; what was in it is not kept. */
static bool make_room(read_member *x)
{
    size_t cap = x->cap ? x->cap * 4 : ROOM_FIRST;
    if (cap > READ_MEMBER_MAX) return false;
    char *room = dl_mem_alloc(x->mem, cap);
    if (!room) return false;
    dl_mem_free(x->mem, x->room, x->cap);
    x->room = room;
    x->cap = cap;
    return true;
}

bool read_member_unpack(read_member *x, dl_slice s, size_t *used, dl_slice *out)
{
    size_t n;
    enum libdeflate_result found = LIBDEFLATE_INSUFFICIENT_SPACE;
    if (!x->cap && !make_room(x)) return false;
    do found = libdeflate_gzip_decompress_ex(x->inner, s.p, s.n, x->room, x->cap, used, &n);
    while (found == LIBDEFLATE_INSUFFICIENT_SPACE && make_room(x));
    if (found != LIBDEFLATE_SUCCESS) return false;
    *out = dl_slice_of(x->room, n);
    return true;
}
