/* model - see model.h. Maps the file, checks it, makes a directory sorted by name. */
#include "model.h"

#include <stdio.h>
#include <stdlib.h>

struct dl_model_list {
    const char *name;
    dl_label_list list;
};

struct dl_model {
    const dl_mem *mem;
    dl_map map;
    dl_slice bytes;
    uint32_t n;
    dl_tensor *tensor; /* [n] by name */
    dl_arena *arena; /* string lists */
    struct dl_model_list *lists; /* [lists_n] */
    uint32_t lists_n;
    char version[128];
};

static bool bad(dl_err *e, const char *why, int64_t at)
{
    dl_fail(e, DL_EFORMAT, "not a model file of this program", at, "%s", why);
    return false;
}

static bool header_ok(dl_slice b, dl_model_header *h, dl_err *e)
{
    if (b.n < DL_MODEL_HEADER) return bad(e, "it is too short", 0);
    memcpy(h, b.p, sizeof *h);
    if (memcmp(h->magic, DL_MODEL_MAGIC, 8) != 0)
        return bad(e, "it does not start with " DL_MODEL_MAGIC, 0);
    if (h->layout != DL_MODEL_LAYOUT) {
        dl_fail(e, DL_EVERSION, "the model file has another layout", 8,
            "layout %u, this program reads %u: import it again", h->layout,
            (unsigned)DL_MODEL_LAYOUT);
        return false;
    }
    if (h->size != b.n)
        return bad(e, "its size is not the one it was written with: cut short or appended to", 16);
    if (h->blobs > DL_MODEL_BLOBS_MAX || h->blobs * sizeof(dl_model_row) > b.n - DL_MODEL_HEADER)
        return bad(e, "too many blobs", 48);
    if (dl_hash64(dl_slice_cut(b, DL_MODEL_HEADER, b.n), 0) != h->hash)
        return bad(e, "its bytes were altered: the hash differs", 24);
    return true;
}

static size_t dtype_size(uint32_t dtype)
{
    if (dtype == DL_U64) return 8;
    return dtype == DL_F32 || dtype == DL_U32 || dtype == DL_I32 ? 4 : 1;
}

static bool strings_ok(const char *p, uint64_t size)
{
    uint32_t n, at, last = 0;
    if (size < 8) return false;
    memcpy(&n, p, 4);
    if (n > (size - 8) / 4) return false;
    uint64_t room = size - 8 - (uint64_t)n * 4;
    for (uint32_t i = 0; i <= n; i++, last = at) {
        memcpy(&at, p + 4 + (size_t)i * 4, 4);
        if (at < last || at > room || (i == 0 && at != 0)) return false;
    }
    return true;
}

static bool row_shape_ok(const dl_model_row *r)
{
    uint64_t cells = 1;
    if (r->dtype < DL_F32 || r->dtype > DL_STRINGS || r->nd > 4) return false;
    if (r->nd == 0) return r->dtype >= DL_BYTES;
    for (uint32_t k = 0; k < 4; k++) {
        if (r->shape[k] == 0 && k < r->nd) return r->size == 0;
        if (k < r->nd && (cells *= r->shape[k]) > UINT32_MAX) return false;
    }
    return cells * dtype_size(r->dtype) == r->size;
}

static bool row_ok(const dl_model_row *r, dl_slice b)
{
    if (!memchr(r->name, 0, sizeof r->name)) return false;
    if (r->offset % 64 || r->offset > b.n || r->size > b.n - r->offset) return false;
    return row_shape_ok(r) && (r->dtype != DL_STRINGS || strings_ok(b.p + r->offset, r->size));
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const dl_tensor *)a)->name, ((const dl_tensor *)b)->name);
}

static bool read_directory(dl_model *m, uint32_t n, dl_err *e)
{
    const dl_model_row *row = (const void *)(m->bytes.p + DL_MODEL_HEADER);
    m->tensor = dl_arena_array(m->arena, n, sizeof *m->tensor);
    m->lists = dl_arena_array(m->arena, n, sizeof *m->lists);
    if (dl_arena_failed(m->arena)) {
        dl_fail(e, DL_ENOMEM, "opening a model", -1, NULL);
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!row_ok(&row[i], m->bytes))
            return bad(e, "a row of its directory makes no sense",
                DL_MODEL_HEADER + (int64_t)(i * sizeof *row));
        dl_tensor *t = &m->tensor[i];
        *t = (dl_tensor){ row[i].name, (dl_dtype)row[i].dtype, row[i].nd, { 1, 1, 1, 1 },
            m->bytes.p + row[i].offset, row[i].size };
        for (uint32_t k = 0; k < t->nd; k++) t->shape[k] = row[i].shape[k];
    }
    m->n = n;
    if (n) qsort(m->tensor, n, sizeof *m->tensor, by_name);
    return true;
}

static void list_strings(dl_model *m, const dl_tensor *t)
{
    uint32_t n;
    const char *p = t->data;
    memcpy(&n, p, 4);
    const char *offset = p + 4, *text = offset + ((size_t)n + 1) * 4;
    dl_slice *name = dl_arena_array(m->arena, n, sizeof *name);
    if (!name) return;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from_to[2];
        memcpy(from_to, offset + (size_t)i * 4, 8);
        name[i] = dl_slice_of(text + from_to[0], from_to[1] - from_to[0]);
    }
    m->lists[m->lists_n].name = t->name;
    m->lists[m->lists_n++].list = (dl_label_list){ name, n };
}

static dl_slice text_of(const dl_model *m, const char *name)
{
    const dl_tensor *t = dl_model_get(m, name);
    return t ? dl_slice_of(t->data, t->size) : DL_S("?");
}

/* The text, cut at that many bytes, as printf's "%.*s" takes it. */
#define CUT(s, most) (int)((s).n < (most) ? (s).n : (most)), (s).p

static void write_version(dl_model *m, const dl_model_header *h)
{
    dl_slice name = text_of(m, "meta/name"), version = text_of(m, "meta/version");
    dl_slice names = text_of(m, "meta/names");
    snprintf(m->version, sizeof m->version, "%.*s-%.*s names:%.*s %02x%02x%02x%02x%02x%02x",
        CUT(name, 40), CUT(version, 16), CUT(names, 24), h->sha[0], h->sha[1], h->sha[2], h->sha[3],
        h->sha[4], h->sha[5]);
}

static dl_model *open_bytes(const dl_mem *mem, dl_map map, dl_slice bytes, dl_err *e)
{
    dl_model_header h;
    dl_model *m = dl_mem_zero(mem, sizeof *m);
    if (!m || !(m->arena = dl_arena_new(mem, 0))) {
        dl_mem_free(mem, m, sizeof *m);
        dl_fail(e, DL_ENOMEM, "opening a model", -1, NULL);
        return NULL;
    }
    m->mem = mem;
    m->bytes = bytes;
    if (!header_ok(bytes, &h, e) || !read_directory(m, h.blobs, e)) {
        dl_model_close(m);
        return NULL;
    }
    for (uint32_t i = 0; i < m->n; i++)
        if (m->tensor[i].dtype == DL_STRINGS) list_strings(m, &m->tensor[i]);
    write_version(m, &h);
    if (dl_arena_failed(m->arena)) {
        dl_model_close(m);
        dl_fail(e, DL_ENOMEM, "opening a model", -1, NULL);
        return NULL;
    }
    m->map = map;
    return m;
}

dl_model *dl_model_open_bytes(const dl_mem *mem, dl_slice bytes, dl_err *e)
{
    return open_bytes(mem, (dl_map){ { NULL, 0 }, NULL, 0 }, bytes, e);
}

dl_model *dl_model_open(const dl_mem *mem, const char *path, dl_err *e)
{
    dl_map map = { { NULL, 0 }, NULL, 0 };
    if (dl_map_open(&map, path, e) != DL_OK) return NULL;
    dl_model *m = open_bytes(mem, map, map.bytes, e);
    if (!m) dl_map_close(&map);
    return m;
}

void dl_model_close(dl_model *m)
{
    if (!m) return;
    dl_arena_free(m->arena);
    if (m->map.size) dl_map_close(&m->map);
    dl_mem_free(m->mem, m, sizeof *m);
}

const dl_mem *dl_model_mem(const dl_model *m) { return m->mem; }

dl_code dl_model_check(const dl_model *m, dl_err *e)
{
    dl_model_header h;
    memcpy(&h, m->bytes.p, sizeof h);
    dl_sha256 now = dl_sha256_of(dl_slice_cut(m->bytes, DL_MODEL_HEADER, m->bytes.n));
    if (memcmp(now.byte, h.sha, sizeof h.sha) == 0) return DL_OK;
    return dl_fail(e, DL_EFORMAT, "the model's SHA-256 differs", 64, NULL);
}

const dl_tensor *dl_model_get(const dl_model *m, const char *name)
{
    dl_tensor key = { .name = name };
    return m->n ? bsearch(&key, m->tensor, m->n, sizeof key, by_name) : NULL;
}

static bool same_shape(const dl_tensor *t, uint32_t nd, const uint32_t *shape)
{
    if (t->dtype != DL_F32 || t->nd != nd) return false;
    for (uint32_t k = 0; k < nd; k++)
        if (t->shape[k] != shape[k]) return false;
    return true;
}

const float *dl_model_f32(
    const dl_model *m, const char *name, uint32_t nd, const uint32_t *shape, dl_err *e)
{
    const dl_tensor *t = dl_model_get(m, name);
    if (t && same_shape(t, nd, shape)) return t->data;
    dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1, "%s is %s", name,
        t ? "of another shape" : "missing");
    return NULL;
}

dl_label_list dl_model_strings(const dl_model *m, const char *name)
{
    for (uint32_t i = 0; i < m->lists_n; i++)
        if (strcmp(m->lists[i].name, name) == 0) return m->lists[i].list;
    return (dl_label_list){ NULL, 0 };
}

const char *dl_model_version(const dl_model *m) { return m->version; }
