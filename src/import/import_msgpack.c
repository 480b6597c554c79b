/* import_msgpack - a member's bytes in, msgpack's objects out, and questions to them. The
 * library makes room for as many things as a list says it has before it has seen one, so
 * the lengths of all lists are checked against the bytes first. */
#include "import_private.h"

bool import_mp_is(const msgpack_object *o, const char *z)
{
    size_t n = strlen(z);
    if (o->type == MSGPACK_OBJECT_STR)
        return o->via.str.size == n && memcmp(o->via.str.ptr, z, n) == 0;
    return o->type == MSGPACK_OBJECT_BIN && o->via.bin.size == n
        && memcmp(o->via.bin.ptr, z, n) == 0;
}

dl_slice import_mp_text(const msgpack_object *o)
{
    if (o && o->type == MSGPACK_OBJECT_STR) return dl_slice_of(o->via.str.ptr, o->via.str.size);
    if (o && o->type == MSGPACK_OBJECT_BIN) return dl_slice_of(o->via.bin.ptr, o->via.bin.size);
    return (dl_slice){ NULL, 0 };
}

const msgpack_object *import_mp_get(const msgpack_object *map, const char *key)
{
    if (!map || map->type != MSGPACK_OBJECT_MAP) return NULL;
    for (uint32_t i = 0; i < map->via.map.size; i++)
        if (import_mp_is(&map->via.map.ptr[i].key, key)) return &map->via.map.ptr[i].val;
    return NULL;
}

/* ---- checking the lengths of lists before the library reads them */

/* Numbers, texts and lists of one member, 24 bytes each in memory: the longest published
 * member has 109,102. */
enum { THINGS_MAX = 4 << 20 };

typedef struct scan {
    const uint8_t *p;
    size_t n, at;
    uint64_t things, wanted; /* seen so far; that must still come */
    bool bad;
} scan;

static uint64_t big_endian(scan *s, size_t bytes)
{
    uint64_t v = 0;
    if (bytes > s->n - s->at) {
        s->bad = true;
        return 0;
    }
    for (size_t k = 0; k < bytes; k++) v = v << 8 | s->p[s->at + k];
    s->at += bytes;
    return v;
}

static void pass(scan *s, uint64_t bytes)
{
    if (bytes > s->n - s->at) s->bad = true;
    else s->at += (size_t)bytes;
}

/* Each thing of a list has one byte at least. */
static void list(scan *s, uint64_t things)
{
    s->wanted += things;
    if (s->wanted > s->n - s->at || s->things + s->wanted > THINGS_MAX) s->bad = true;
}

/* Passes one thing; what is in a list is counted as wanted. The first bytes are those of
 * msgpack's specification. */
static void thing(scan *s)
{
    uint8_t b = (uint8_t)big_endian(s, 1);
    s->things++;
    s->wanted--;
    if (b < 0x80 || b >= 0xe0 || b == 0xc0 || b == 0xc2 || b == 0xc3) return;
    if (b < 0x90) list(s, 2 * (uint64_t)(b & 15));
    else if (b < 0xa0) list(s, b & 15);
    else if (b < 0xc0) pass(s, b & 31);
    else if (b >= 0xc4 && b <= 0xc6) pass(s, big_endian(s, (size_t)1 << (b - 0xc4)));
    else if (b >= 0xc7 && b <= 0xc9) pass(s, big_endian(s, (size_t)1 << (b - 0xc7)) + 1);
    else if (b == 0xca || b == 0xcb) pass(s, b == 0xca ? 4 : 8);
    else if (b >= 0xcc && b <= 0xcf) pass(s, (uint64_t)1 << (b - 0xcc));
    else if (b >= 0xd0 && b <= 0xd3) pass(s, (uint64_t)1 << (b - 0xd0));
    else if (b >= 0xd4 && b <= 0xd8) pass(s, ((uint64_t)1 << (b - 0xd4)) + 1);
    else if (b >= 0xd9 && b <= 0xdb) pass(s, big_endian(s, (size_t)1 << (b - 0xd9)));
    else if (b == 0xdc || b == 0xdd) list(s, big_endian(s, b == 0xdc ? 2 : 4));
    else if (b == 0xde || b == 0xdf) list(s, 2 * big_endian(s, b == 0xde ? 2 : 4));
    else s->bad = true;
}

static bool holds_what_it_says(dl_slice bytes)
{
    scan s = { .p = (const uint8_t *)bytes.p, .n = bytes.n, .wanted = 1 };
    while (s.wanted && !s.bad) thing(&s);
    return !s.bad;
}

bool import_mp_parse(msgpack_unpacked *u, dl_slice s, const char *what, dl_err *e)
{
    size_t at = 0;
    msgpack_unpacked_init(u);
    msgpack_unpack_return got = holds_what_it_says(s) ? msgpack_unpack_next(u, s.p, s.n, &at)
                                                      : MSGPACK_UNPACK_PARSE_ERROR;
    if (got == MSGPACK_UNPACK_SUCCESS) return true;
    if (got == MSGPACK_UNPACK_NOMEM_ERROR) return import_no_memory(e);
    return import_bad(e, what, "it is not msgpack");
}
