/* model_write - see model_write.h: lays blobs out as a model file. */
#include "model_write.h"

void import_add(import_writer *w, const char *name, dl_dtype dtype, uint32_t nd,
    const uint32_t *shape, const void *data, size_t size)
{
    dl_tensor *t = DL_PUSH(w->a, &w->blob);
    if (!t) return;
    *t = (dl_tensor){ dl_arena_str(w->a, dl_slice_str(name)), dtype, nd, { 1, 1, 1, 1 }, data,
        size };
    for (uint32_t k = 0; k < nd && k < 4; k++) t->shape[k] = shape[k];
}

void import_add_bytes(import_writer *w, const char *name, dl_slice s)
{
    import_add(w, name, DL_BYTES, 0, NULL, s.p, s.n);
}

void import_add_strings(import_writer *w, const char *name, const dl_slice *s, uint32_t n)
{
    size_t size = 4 + ((size_t)n + 1) * 4, at = 0;
    for (uint32_t i = 0; i < n; i++) size += s[i].n;
    char *p = dl_arena_alloc(w->a, size);
    if (!p) return;
    char *text = p + 4 + ((size_t)n + 1) * 4;
    memcpy(p, &n, 4);
    for (uint32_t i = 0; i <= n; i++) {
        uint32_t offset = (uint32_t)at;
        memcpy(p + 4 + (size_t)i * 4, &offset, 4);
        if (i == n) break;
        if (s[i].n) memcpy(text + at, s[i].p, s[i].n);
        at += s[i].n;
    }
    import_add(w, name, DL_STRINGS, 0, NULL, p, size);
}

static size_t round64(size_t n) { return (n + 63) / 64 * 64; }

static bool put_rows(const import_writer *w, char *file)
{
    dl_model_row *row = (void *)(file + DL_MODEL_HEADER);
    size_t at = round64(DL_MODEL_HEADER + w->blob.n * sizeof *row);
    for (uint32_t i = 0; i < w->blob.n; i++) {
        const dl_tensor *t = &w->blob.at[i];
        if (strlen(t->name) >= DL_BLOB_NAME) return false;
        strcpy(row[i].name, t->name);
        row[i].dtype = t->dtype;
        row[i].nd = t->nd;
        memcpy(row[i].shape, t->shape, sizeof t->shape);
        row[i].offset = at;
        row[i].size = t->size;
        if (t->size) memcpy(file + at, t->data, t->size);
        at += round64(t->size);
    }
    return true;
}

static void put_header(const import_writer *w, char *file, size_t size)
{
    dl_model_header h = { .layout = DL_MODEL_LAYOUT, .size = size, .blobs = w->blob.n };
    dl_slice body = dl_slice_of(file + DL_MODEL_HEADER, size - DL_MODEL_HEADER);
    memcpy(h.magic, DL_MODEL_MAGIC, 8);
    h.hash = dl_hash64(body, 0);
    dl_sha256 sha = dl_sha256_of(body);
    memcpy(h.sha, sha.byte, sizeof h.sha);
    memcpy(file, &h, sizeof h);
}

dl_slice import_finish(import_writer *w, dl_err *e)
{
    size_t size = round64(DL_MODEL_HEADER + w->blob.n * sizeof(dl_model_row));
    for (uint32_t i = 0; i < w->blob.n; i++) size += round64(w->blob.at[i].size);
    char *file = dl_arena_alloc(w->a, size);
    if (!file || dl_arena_failed(w->a)) {
        dl_fail(e, DL_ENOMEM, "writing a model", -1, NULL);
        return (dl_slice){ NULL, 0 };
    }
    if (w->blob.n > DL_MODEL_BLOBS_MAX || !put_rows(w, file)) {
        dl_fail(e, DL_ELIMIT, "writing a model", -1, "too many blobs, or a name above %d bytes",
            DL_BLOB_NAME - 1);
        return (dl_slice){ NULL, 0 };
    }
    put_header(w, file, size);
    return dl_slice_of(file, size);
}
