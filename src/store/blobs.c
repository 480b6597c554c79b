/* blobs - what the record keeps in a form of its own: bytes packed by zstd with a
 * checksum, the map from clean text to raw bytes, the line of an analysis, its layers.
 * Packed by any thread; nothing that is read back is trusted. */
#include <zstd.h>
#include <zstd_errors.h>

#include "store_private.h"

enum { PACK_LEVEL = 1 }; /* level 3 saves 6 % more and takes twice the time */
enum { UNPACKED_MOST = 1 << 30 };
enum { LARGE = 1 << 20, LARGE_PART = 6 };
enum { MAP_RUN = 16 }; /* bytes of a run: to, to_n, from, from_n */

/* What zstd works with, as large as the tables of one compression: made once a thread. */
struct dl_packer {
    const dl_mem *mem;
    ZSTD_CCtx *zstd;
};

dl_packer *dl_packer_new(const dl_mem *m)
{
    dl_packer *p = dl_mem_zero(m, sizeof *p);
    if (!p) return NULL;
    p->mem = m;
    p->zstd = ZSTD_createCCtx();
    if (!p->zstd) {
        dl_packer_free(p);
        return NULL;
    }
    ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_compressionLevel, PACK_LEVEL);
    ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_checksumFlag, 1);
    return p;
}

void dl_packer_free(dl_packer *p)
{
    if (!p) return;
    ZSTD_freeCCtx(p->zstd);
    dl_mem_free(p->mem, p, sizeof *p);
}

/* {NULL, 0}: it does not fit, or there is no memory. */
static dl_slice pack_into(dl_packer *by, dl_arena *a, size_t room, dl_slice s)
{
    char *p = dl_arena_room(a, room);
    if (!p) return (dl_slice){ NULL, 0 };
    ZSTD_CCtx_reset(by->zstd, ZSTD_reset_session_only);
    size_t n = ZSTD_compress2(by->zstd, p, room, s.p ? s.p : "", s.n);
    return ZSTD_isError(n) ? (dl_slice){ NULL, 0 } : dl_slice_of(p, n);
}

/* What is large most often becomes a tenth: the whole room would stay with the report. */
static dl_slice pack(dl_packer *by, dl_arena *a, dl_slice s)
{
    dl_arena_mark before = dl_arena_mark_now(a);
    if (s.n > LARGE) {
        dl_slice packed = pack_into(by, a, s.n / LARGE_PART, s);
        if (packed.p) return packed;
        dl_arena_back_to(a, before);
    }
    return pack_into(by, a, ZSTD_compressBound(s.n), s);
}

dl_slice dl_store_unpack(dl_arena *a, dl_slice packed, size_t size)
{
    /* The frame says its own size: a false one asks for no memory. */
    if (!packed.p || size > UNPACKED_MOST || ZSTD_getFrameContentSize(packed.p, packed.n) != size)
        return (dl_slice){ NULL, 0 };
    char *p = dl_arena_room(a, size + 1);
    if (!p) return (dl_slice){ NULL, 0 };
    size_t n = ZSTD_decompress(p, size, packed.p, packed.n);
    if (ZSTD_isError(n) && ZSTD_getErrorCode(n) == ZSTD_error_memory_allocation) dl_arena_fail(a);
    if (ZSTD_isError(n) || n != size) return (dl_slice){ NULL, 0 };
    p[size] = 0;
    return dl_slice_of(p, size);
}

/* ---- the map */

static void put32(char *p, uint32_t v)
{
    for (int k = 0; k < 4; k++) p[k] = (char)(v >> (8 * k));
}

static uint64_t get32(const char *p) { return dl_load(p, 4); }

/* Runs of clean text to raw bytes: to, to_n, from, from_n, 4 little-endian bytes each (a
 * record is at most 64 MiB). */
static dl_slice pack_map(dl_doc *d)
{
    dl_runs r = dl_runs_compose(d->arena, &d->text.raw_map, &d->text.clean_map);
    char *p = dl_arena_alloc(d->arena, (size_t)r.n * MAP_RUN + 1);
    for (uint32_t i = 0; p && i < r.n; i++) {
        char *run = p + i * MAP_RUN;
        put32(run, r.at[i].to);
        put32(run + 4, r.at[i].to_n);
        put32(run + 8, (uint32_t)r.at[i].from);
        put32(run + 12, r.at[i].from_n);
    }
    return dl_slice_of(p, p ? (size_t)r.n * MAP_RUN : 0);
}

bool dl_store_map_fits(dl_slice map, size_t text_n, size_t raw_n)
{
    uint64_t before = 0;
    if (map.n % MAP_RUN) return false;
    for (size_t i = 0; i < map.n; i += MAP_RUN) {
        const char *run = map.p + i;
        uint64_t to = get32(run), to_end = to + get32(run + 4);
        uint64_t from_end = get32(run + 8) + get32(run + 12);
        if (to < before || to_end > text_n || from_end > raw_n) return false;
        before = to_end;
    }
    return true;
}

/* ---- the line */

bool dl_store_is_line(dl_store *s, dl_slice line)
{
    if (line.n < 2 || line.p[0] != '{' || line.p[line.n - 1] != '}') return false;
    if (dl_utf8_bad(line) != SIZE_MAX || memchr(line.p, '\n', line.n)) return false;
    sqlite3_stmt *q = store_statement(s, SQL_is_json);
    if (!q) return false;
    store_bind(q, 1, line);
    bool valid = store_step(s, q) && sqlite3_column_int(q, 0);
    sqlite3_reset(q);
    return valid;
}

/* ---- the layers */

static void pack_layers(dl_packer *by, dl_doc *d, dl_packed *out)
{
    dl_buf bytes;
    dl_buf_init(&bytes, d->mem);
    dl_pack_write(d, &bytes);
    if (!bytes.failed) out->layers = pack(by, d->arena, dl_buf_slice(&bytes));
    out->layers_n = bytes.n;
    dl_buf_free(&bytes);
}

/* The text as it was when it was analysed: title, an empty line, body. */
static dl_slice full_of(dl_arena *a, const store_kept_layers *k)
{
    if (!k->title.n) return k->body;
    static const dl_slice gap = { "\n\n", 2 };
    size_t n = k->title.n + gap.n + k->body.n;
    char *p = dl_arena_room(a, n + 1);
    if (!p) return (dl_slice){ NULL, 0 };
    memcpy(p, k->title.p, k->title.n);
    memcpy(p + k->title.n, gap.p, gap.n);
    if (k->body.n) memcpy(p + k->title.n + gap.n, k->body.p, k->body.n);
    p[n] = 0;
    return dl_slice_of(p, n);
}

bool store_unpack_layers(
    dl_arena *a, const store_kept_layers *kept, dl_layers *out, const char **why)
{
    dl_slice full = full_of(a, kept);
    dl_slice bytes = dl_store_unpack(a, kept->packed, kept->size);
    *why = "it cannot be unpacked";
    return bytes.p && dl_pack_read(a, bytes, full, out, why);
}

/* ---- of one document */

/* zstd fails for want of memory alone. */
static void pack_analysis(dl_packer *by, dl_doc *d, dl_slice analysis, dl_packed *out)
{
    out->analysis_n = analysis.n;
    out->analysis = pack(by, d->arena, analysis);
    pack_layers(by, d, out);
    if (!out->analysis.p || !out->layers.p) dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void dl_store_pack(dl_packer *by, dl_doc *d, dl_slice analysis, dl_packed *out)
{
    *out = (dl_packed){ .raw = pack(by, d->arena, d->text.raw), .map = pack_map(d) };
    if (analysis.n) pack_analysis(by, d, analysis, out);
    if (!out->raw.p) dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_doc_ok(d);
}
