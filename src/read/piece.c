/* piece - see piece.h. */
#include "piece.h"

void read_piece_start(read_piece *o, dl_arena *a, size_t room, dl_runs *map)
{
    *o = (read_piece){ .arena = a, .map = map };
    o->p = dl_arena_room(a, room + 1);
    if (o->p) o->cap = room + 1;
}

static bool make_room(read_piece *o, size_t n)
{
    if (n <= o->cap - o->n) return true;
    size_t cap = o->cap * 2 + n;
    char *p = o->p ? dl_arena_grow(o->arena, o->p, o->cap, cap) : NULL;
    if (!p) return false;
    o->p = p;
    o->cap = cap;
    return true;
}

void read_piece_put(read_piece *o, const char *p, size_t n, size_t from, size_t from_n)
{
    if (n == 0 || !make_room(o, n)) return;
    memcpy(o->p + o->n, p, n);
    if (o->map) dl_runs_add(o->arena, o->map, (uint32_t)o->n, (uint32_t)n, from, (uint32_t)from_n);
    o->n += n;
}

void read_piece_copy(read_piece *o, const char *p, size_t n, size_t from)
{
    read_piece_put(o, p, n, from, n);
}

void read_piece_char(read_piece *o, uint32_t cp, size_t from, size_t from_n)
{
    char bytes[4];
    read_piece_put(o, bytes, dl_utf8_put(cp, bytes), from, from_n);
}
