/* stream - see stream.h. Several gzip members or zstd frames in one file are read one
 * after another; a gzip member that is there whole is unpacked at once, any other piece
 * by piece. */
#include "stream.h"

#include "member.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum {
    /* Between two questions whether to wait on: one that is interrupted just before it
     * waits is late by that much. */
    WAIT_MS = 100
};
enum {
    IN_SIZE = 128 << 10, /* one read: large enough for the disk, small beside a report's arena */
    MEMBER_LEAST = READ_MEMBER_PACKED_MAX / 4 /* with less of the file at hand more is read */
};

typedef enum packing { PLAIN, GZIP, ZSTD } packing;

struct dl_stream {
    const dl_mem *mem;
    int fd; /* -1: bytes come from memory */
    dl_slice memory; /* not yet taken */
    dl_stream_more *more; /* of a stream without a file */
    void *ctx;
    packing how;
    z_stream z;
    ZSTD_DStream *zs;
    read_member *member; /* NULL: all is read piece by piece */
    dl_slice whole; /* of a member unpacked at once: what was not yet asked for */
    bool inside, ended; /* inside: a member or frame has begun and not ended */
    bool broken; /* the file cannot be read on: told when what was read is given */
    bool starved, stopped;
    const dl_wait *wait; /* NULL: a file, whose bytes are there */
    const char *fault;
    uint64_t taken;
    char *in;
    size_t at, n, cap; /* unread bytes of in: in[at..n) */
};

static bool wait_for_bytes(dl_stream *s)
{
    struct pollfd p = { s->fd, POLLIN, 0 };
    for (int n; s->wait && (n = poll(&p, 1, WAIT_MS)) <= 0;) {
        if (n < 0 && errno != EINTR) break;
        if (!s->wait->go_on(s->wait->ctx)) return !(s->stopped = s->ended = true);
    }
    return true;
}

static ssize_t take_memory(void *stream, char *p, size_t n)
{
    dl_stream *s = stream;
    size_t k = s->memory.n < n ? s->memory.n : n;
    if (k) memcpy(p, s->memory.p, k);
    s->memory = dl_slice_cut(s->memory, k, s->memory.n);
    return (ssize_t)k;
}

/* One more read, behind what is there. */
static void read_on(dl_stream *s)
{
    ssize_t k;
    do {
        if (!wait_for_bytes(s)) return;
        /* What a terminal had, it may have dropped by now: an interrupted read asks
         * again. */
        char *to = s->in + s->n;
        size_t room = s->cap - s->n;
        k = s->fd < 0 ? s->more(s->ctx, to, room) : read(s->fd, to, room);
    } while (k < 0 && errno == EINTR);
    s->broken = k < 0;
    s->ended = k <= 0;
    if (k <= 0) return;
    s->n += (size_t)k;
    s->taken += (uint64_t)k;
}

static void fill(dl_stream *s)
{
    if (s->at < s->n) return;
    s->at = 0;
    s->n = 0;
    if (!s->ended) read_on(s);
    if (s->broken) s->fault = "an input or output error";
}

/* As much as there is room for, behind what is unread. */
static void gather(dl_stream *s)
{
    memmove(s->in, s->in + s->at, s->n - s->at);
    s->n -= s->at;
    s->at = 0;
    while (!s->ended && s->n < s->cap) read_on(s);
}

static packing look(dl_stream *s)
{
    const unsigned char *p = (const unsigned char *)s->in;
    if (s->n >= 2 && p[0] == 0x1F && p[1] == 0x8B) return GZIP;
    if (s->n >= 4 && p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F && p[3] == 0xFD) return ZSTD;
    return PLAIN;
}

/* Bytes that are long in coming are not gathered: what has come is given. Without memory
 * for it the file is read piece by piece. */
static void start_members(dl_stream *s)
{
    if (s->wait) return;
    char *in = dl_mem_resize(s->mem, s->in, s->cap, READ_MEMBER_PACKED_MAX);
    if (!in) return;
    s->in = in;
    s->cap = READ_MEMBER_PACKED_MAX;
    s->member = read_member_new(s->mem);
}

static bool start_gzip(dl_stream *s)
{
    start_members(s);
    return inflateInit2(&s->z, 15 + 16) == Z_OK;
}

static bool start(dl_stream *s)
{
    s->in = dl_mem_alloc(s->mem, IN_SIZE);
    if (!s->in) return false;
    s->cap = IN_SIZE;
    fill(s);
    s->how = look(s);
    if (s->how == GZIP) return start_gzip(s);
    if (s->how == ZSTD) return (s->zs = ZSTD_createDStream()) != NULL;
    return true;
}

/* A terminal, a pipe: bytes come when they come. */
static bool may_keep_waiting(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && !S_ISREG(st.st_mode);
}

dl_stream *dl_stream_open(const dl_mem *m, const char *path, const dl_wait *w, dl_err *e)
{
    dl_stream *s = dl_mem_zero(m, sizeof *s);
    if (!s) {
        dl_fail(e, DL_ENOMEM, "out of memory", -1, "%s", path);
        return NULL;
    }
    s->mem = m;
    s->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (s->fd >= 0 && w->go_on && may_keep_waiting(s->fd)) s->wait = w;
    if (s->fd < 0) dl_fail_errno(e, "cannot open", path);
    else if (!start(s)) dl_fail(e, DL_ENOMEM, "out of memory", -1, "%s", path);
    if (!dl_failed(e)) return s;
    dl_stream_close(s);
    return NULL;
}

static dl_stream *without_file(
    const dl_mem *m, dl_slice bytes, dl_stream_more *more, void *ctx, dl_err *e)
{
    dl_stream *s = dl_mem_zero(m, sizeof *s);
    if (s) {
        s->mem = m;
        s->fd = -1;
        s->memory = bytes;
        s->more = more;
        s->ctx = ctx ? ctx : s;
        if (start(s)) return s;
    }
    dl_stream_close(s);
    dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

dl_stream *dl_stream_of(const dl_mem *m, dl_slice bytes, dl_err *e)
{
    return without_file(m, bytes, take_memory, NULL, e);
}

dl_stream *dl_stream_by(const dl_mem *m, dl_stream_more *more, void *ctx, dl_err *e)
{
    return without_file(m, DL_S(""), more, ctx, e);
}

void dl_stream_close(dl_stream *s)
{
    if (!s) return;
    if (s->how == GZIP) inflateEnd(&s->z);
    ZSTD_freeDStream(s->zs);
    read_member_free(s->member);
    dl_mem_free(s->mem, s->in, s->cap);
    if (s->fd > STDERR_FILENO) close(s->fd);
    dl_mem_free(s->mem, s, sizeof *s);
}

static size_t read_plain(dl_stream *s, char *p, size_t n)
{
    fill(s);
    size_t k = s->n - s->at < n ? s->n - s->at : n;
    memcpy(p, s->in + s->at, k);
    s->at += k;
    return k;
}

/* The next member at once; false: it is to be read piece by piece, or there is none. */
static bool take_whole(dl_stream *s)
{
    size_t used;
    if (!s->member || s->inside) return false;
    if (s->n - s->at < MEMBER_LEAST && !s->ended) gather(s);
    dl_slice rest = dl_slice_of(s->in + s->at, s->n - s->at);
    if (!read_member_unpack(s->member, rest, &used, &s->whole)) return false;
    s->at += used;
    return true;
}

static size_t give_whole(dl_stream *s, char *p, size_t n)
{
    size_t k = s->whole.n < n ? s->whole.n : n;
    memcpy(p, s->whole.p, k);
    s->whole = dl_slice_cut(s->whole, k, s->whole.n);
    return k;
}

/* One step of inflate; false when this file gives no more. */
static bool step_gzip(dl_stream *s, char *p, size_t n, size_t *got)
{
    s->z.next_in = (Bytef *)s->in + s->at;
    s->z.avail_in = (uInt)(s->n - s->at);
    s->z.next_out = (Bytef *)p + *got;
    s->z.avail_out = (uInt)(n - *got);
    s->inside = true;
    int rc = inflate(&s->z, Z_NO_FLUSH);
    *got = n - s->z.avail_out;
    s->at = s->n - s->z.avail_in;
    if (rc == Z_STREAM_END) {
        s->inside = false;
        return inflateReset(&s->z) == Z_OK;
    }
    if (rc == Z_OK || rc == Z_BUF_ERROR) return true;
    s->starved = rc == Z_MEM_ERROR;
    s->fault = "its gzip data is damaged";
    return false;
}

static bool step_zstd(dl_stream *s, char *p, size_t n, size_t *got)
{
    ZSTD_inBuffer in = { s->in, s->n, s->at };
    ZSTD_outBuffer out = { p, n, *got };
    size_t rc = ZSTD_decompressStream(s->zs, &out, &in);
    *got = out.pos;
    s->at = in.pos;
    s->inside = rc != 0;
    if (!ZSTD_isError(rc)) return true;
    s->starved = ZSTD_getErrorCode(rc) == ZSTD_error_memory_allocation;
    s->fault = "its zstd data is damaged";
    return false;
}

size_t dl_stream_read(dl_stream *s, char *p, size_t n)
{
    if (s->whole.n) return give_whole(s, p, n);
    if (s->fault) return 0;
    if (s->how == PLAIN) return read_plain(s, p, n);
    size_t got = 0;
    size_t limit = n < (1u << 30) ? n : (1u << 30);
    while (got == 0) {
        while (take_whole(s))
            if (s->whole.n) return give_whole(s, p, n);
        fill(s);
        if (s->at == s->n) {
            if (s->inside && !s->fault) s->fault = "it ends in the middle of its compressed data";
            return 0;
        }
        bool more = s->how == GZIP ? step_gzip(s, p, limit, &got) : step_zstd(s, p, limit, &got);
        if (!more) break;
    }
    return got;
}

/* To the next bytes that begin a member, which keep their places while one is sought. */
static bool seek_member(dl_stream *s)
{
    static const unsigned char magic[] = { 0x1F, 0x8B, 0x08 };
    for (size_t met = 0;;) {
        fill(s);
        if (s->at == s->n) return false;
        unsigned char c = (unsigned char)s->in[s->at];
        if (c == magic[met]) met++;
        else met = c == magic[0];
        s->at++;
        if (met < sizeof magic) continue;
        return inflateReset(&s->z) == Z_OK;
    }
}

bool dl_stream_resume(dl_stream *s)
{
    if (s->how != GZIP || !s->fault || s->starved || s->stopped) return false;
    if (!seek_member(s)) return false;
    /* The three bytes are behind: inflate is given them again. */
    unsigned char magic[] = { 0x1F, 0x8B, 0x08 };
    unsigned char none;
    s->z.next_in = magic;
    s->z.avail_in = sizeof magic;
    s->z.next_out = &none;
    s->z.avail_out = 0;
    int rc = inflate(&s->z, Z_NO_FLUSH);
    s->fault = NULL;
    s->inside = true;
    return rc == Z_OK || rc == Z_BUF_ERROR;
}

bool dl_stream_waits(const dl_stream *s) { return s->wait != NULL; }
bool dl_stream_stopped(const dl_stream *s) { return s->stopped; }
bool dl_stream_starved(const dl_stream *s) { return s->starved; }
const char *dl_stream_fault(const dl_stream *s) { return s->fault; }
uint64_t dl_stream_taken(const dl_stream *s) { return s->taken; }
