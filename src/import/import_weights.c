/* import_weights - a pipe's network as the wheel has it (msgpack, a node's parameters in
 * breadth-first walk order) in, one f32 blob for each parameter out. */
#include "import_private.h"

#include <stdio.h>

static bool shape_of(const msgpack_object *o, uint32_t *nd, uint32_t shape[4])
{
    if (!o || o->type != MSGPACK_OBJECT_ARRAY || o->via.array.size > 4) return false;
    *nd = o->via.array.size;
    for (uint32_t k = 0; k < *nd; k++) {
        const msgpack_object *d = &o->via.array.ptr[k];
        if (d->type != MSGPACK_OBJECT_POSITIVE_INTEGER || d->via.u64 == 0 || d->via.u64 > 1u << 24)
            return false;
        shape[k] = (uint32_t)d->via.u64;
    }
    return true;
}

static bool add_parameter(import_writer *w, const char *name, const msgpack_object *o, dl_err *e)
{
    uint32_t nd, shape[4] = { 1, 1, 1, 1 };
    dl_slice data = import_mp_text(import_mp_get(o, "data"));
    const msgpack_object *type = import_mp_get(o, "type");
    if (!type || !import_mp_is(type, "<f4"))
        return import_bad(e, name, "its numbers are not 32-bit floats");
    if (!shape_of(import_mp_get(o, "shape"), &nd, shape))
        return import_bad(e, name, "its shape makes no sense");
    uint64_t cells = 1;
    for (uint32_t k = 0; k < nd; k++) cells *= shape[k];
    if (cells * 4 != data.n) return import_bad(e, name, "its size is not that of its shape");
    char *copy = dl_arena_alloc(w->a, data.n);
    if (copy) memcpy(copy, data.p, data.n);
    import_add(w, name, DL_F32, nd, shape, copy, data.n);
    return true;
}

static bool add_node(
    import_writer *w, const char *pipe, uint32_t node, const msgpack_object *params, dl_err *e)
{
    char name[DL_BLOB_NAME];
    if (params->type != MSGPACK_OBJECT_MAP) return true;
    for (uint32_t i = 0; i < params->via.map.size; i++) {
        dl_slice key = import_mp_text(&params->via.map.ptr[i].key);
        if (params->via.map.ptr[i].val.type == MSGPACK_OBJECT_NIL) continue;
        if (key.n == 0 || key.n > 8)
            return import_bad(e, pipe, "a parameter's name makes no sense");
        snprintf(name, sizeof name, "%s/%u/%.*s", pipe, node, (int)key.n, key.p);
        if (!add_parameter(w, name, &params->via.map.ptr[i].val, e)) return false;
    }
    return true;
}

bool import_weights(import_writer *w, const char *pipe, dl_slice member, dl_err *e)
{
    msgpack_unpacked u;
    bool ok = import_mp_parse(&u, member, pipe, e);
    const msgpack_object *params = ok ? import_mp_get(&u.data, "params") : NULL;
    if (ok && (!params || params->type != MSGPACK_OBJECT_ARRAY))
        ok = import_bad(e, pipe, "it has no parameters");
    for (uint32_t i = 0; ok && i < params->via.array.size; i++)
        ok = add_node(w, pipe, i, &params->via.array.ptr[i], e);
    msgpack_unpacked_destroy(&u);
    return ok;
}
