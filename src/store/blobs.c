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

/* zstd's memory is as large as the tables of one compression: made once a thread. */
struct dl_packer {
    const dl_mem *mem;
    ZSTD_CCtx *zstd;
    dl_buf line; /* that is told; or the part of it that fits */
};

dl_packer *dl_packer_new(const dl_mem *m)
{
    dl_packer *p = dl_mem_zero(m, sizeof *p);
    if (!p) return NULL;
    p->mem = m;
    dl_buf_init(&p->line, m);
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
    dl_buf_free(&p->line);
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

/* What is large most often becomes a tenth, and asks for no more room than a sixth. */
static dl_slice pack_aside(dl_packer *by, dl_arena *scratch, dl_slice s)
{
    dl_slice packed = { NULL, 0 };
    if (s.n > LARGE) packed = pack_into(by, scratch, s.n / LARGE_PART, s);
    if (!packed.p) packed = pack_into(by, scratch, ZSTD_compressBound(s.n), s);
    return packed;
}

/* The room that was not used goes back. */
static dl_slice pack(dl_packer *by, dl_doc *d, dl_slice s)
{
    dl_arena_mark before = dl_arena_mark_now(d->scratch);
    dl_slice packed = pack_aside(by, d->scratch, s);
    if (packed.p) packed = dl_arena_copy(d->arena, packed);
    if (packed.p) dl_arena_back_to(d->scratch, before);
    return packed;
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
    dl_arena_mark before = dl_arena_mark_now(d->scratch);
    dl_runs r = dl_runs_compose(d->scratch, &d->text.raw_map, &d->text.clean_map);
    char *p = dl_arena_alloc(d->arena, (size_t)r.n * MAP_RUN + 1);
    for (uint32_t i = 0; p && i < r.n; i++) {
        char *run = p + i * MAP_RUN;
        put32(run, r.at[i].to);
        put32(run + 4, r.at[i].to_n);
        put32(run + 8, (uint32_t)r.at[i].from);
        put32(run + 12, r.at[i].from_n);
    }
    if (p) dl_arena_back_to(d->scratch, before);
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
    int rc = sqlite3_step(q);
    bool valid = rc == SQLITE_ROW && sqlite3_column_int(q, 0);
    if (rc != SQLITE_ROW && rc != SQLITE_ERROR) store_fail(s, "the record could not be read");
    sqlite3_reset(q);
    return valid;
}

/* ---- the layers */

/* What cannot be read back would stop the run when it is written: told here, it costs the
 * analysis of this one report. NULL: it can, or it is that of a book, which would take as
 * much room again. */
static const char *fault_of(dl_doc *d, dl_slice bytes)
{
    if (bytes.n > LARGE) return NULL;
    dl_layers layers;
    const char *why = NULL;
    dl_arena_mark before = dl_arena_mark_now(d->scratch);
    bool whole = dl_pack_read(d->scratch, bytes, d->text.full, &layers, &why);
    dl_arena_back_to(d->scratch, before);
    return whole || dl_arena_failed(d->scratch) ? NULL : why;
}

static void pack_layers(dl_packer *by, dl_doc *d, dl_packed *out)
{
    dl_buf bytes;
    dl_buf_init(&bytes, d->mem);
    dl_pack_write(d, &bytes);
    if (!bytes.failed) out->why = fault_of(d, dl_buf_slice(&bytes));
    if (!bytes.failed) out->layers = pack(by, d, dl_buf_slice(&bytes));
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

/* ---- the line of an analysis */

/* A line is told into a buffer. What does not fit there goes on to who packs it, who asks
 * each time whether the caller wants more of the report. A frame begins with the size of
 * all that is in it: so a long line is told twice, to be counted and to be packed. */
typedef struct telling {
    dl_packer *by;
    dl_doc *doc;
    dl_tell_line tell;
    void *ctx;
    size_t n; /* bytes that the buffer has handed on */
    dl_buf packed;
} telling;

static bool count_part(void *ctx, dl_slice part)
{
    telling *t = ctx;
    t->n += part.n;
    return dl_doc_go_on(t->doc);
}

/* What telling takes from the document's arena is given back: it leaves nothing there. */
static bool tell_line(telling *t, bool (*take)(void *ctx, dl_slice part))
{
    dl_arena_mark before = dl_arena_mark_now(t->doc->arena);
    dl_buf *line = &t->by->line;
    dl_buf_clear(line);
    line->take = take;
    line->take_ctx = t;
    t->tell(t->ctx, line);
    dl_arena_back_to(t->doc->arena, before);
    return !line->failed && !dl_failed(&t->doc->err);
}

/* Until zstd has taken the part; at the end, until it has given all. */
static bool pack_part(telling *t, dl_slice part, ZSTD_EndDirective how)
{
    char room[1 << 14];
    ZSTD_inBuffer in = { part.p, part.n, 0 };
    size_t left = 1;
    while (how == ZSTD_e_end ? left > 0 : in.pos < in.size) {
        ZSTD_outBuffer out = { room, sizeof room, 0 };
        left = ZSTD_compressStream2(t->by->zstd, &out, &in, how);
        if (ZSTD_isError(left)) return false;
        dl_buf_add(&t->packed, dl_slice_of(room, out.pos));
    }
    return !t->packed.failed;
}

static bool pack_next(void *ctx, dl_slice part)
{
    telling *t = ctx;
    return dl_doc_go_on(t->doc) && pack_part(t, part, ZSTD_e_continue);
}

static dl_slice pack_long(telling *t, size_t n)
{
    dl_slice packed = { NULL, 0 };
    ZSTD_CCtx *zstd = t->by->zstd;
    dl_buf_init(&t->packed, t->by->mem);
    ZSTD_CCtx_reset(zstd, ZSTD_reset_session_only);
    bool fine = !ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(zstd, n)) && tell_line(t, pack_next)
        && pack_part(t, dl_buf_slice(&t->by->line), ZSTD_e_end);
    if (fine) packed = dl_arena_copy(t->doc->arena, dl_buf_slice(&t->packed));
    dl_buf_free(&t->packed);
    return packed;
}

static void pack_line(telling *t, dl_packed *out)
{
    dl_buf *line = &t->by->line;
    if (!tell_line(t, count_part)) return;
    out->analysis_n = t->n + line->n;
    if (t->n) out->analysis = pack_long(t, out->analysis_n);
    else out->analysis = pack(t->by, t->doc, dl_buf_slice(line));
}

/* ---- of one document */

/* zstd fails for want of memory alone. */
static void fail_without(dl_doc *d, dl_slice packed)
{
    if (!packed.p) dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void dl_store_pack(dl_packer *by, dl_doc *d, dl_tell_line tell, void *ctx, dl_packed *out)
{
    *out = (dl_packed){ .raw = pack(by, d, d->text.raw), .map = pack_map(d) };
    fail_without(d, out->raw);
    if (d->tokens.n && dl_doc_ok(d) && dl_doc_go_on(d)) {
        pack_layers(by, d, out);
        fail_without(d, out->layers);
    }
    if (d->tokens.n && dl_doc_ok(d) && dl_doc_go_on(d)) {
        telling t = { .by = by, .doc = d, .tell = tell, .ctx = ctx };
        pack_line(&t, out);
        fail_without(d, out->analysis);
    }
    dl_doc_ok(d);
}
