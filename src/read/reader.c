/* reader - inputs to raw records. A stack of folders being walked, one open file, a
 * buffer that holds at most one record. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "read.h"
#include "stream.h"

enum {
    DEPTH_MAX = 64,
    CHUNK = 64 << 10
}; /* folders inside folders: deeper means a loop that inode numbers hid */

typedef struct folder {
    char *path;
    struct dirent **name;
    int n, at;
    dev_t dev;
    ino_t ino;
} folder;

struct dl_reader {
    const dl_mem *mem;
    dl_wait wait;
    const char *const *input;
    size_t inputs, input_at;
    folder stack[DEPTH_MAX];
    int depth;
    char *path; /* of the open file */
    dl_stream *stream;
    dl_raw_kind kind;
    bool at_start, done; /* the open file: nothing read yet; nothing left */
    bool starved,
        stopped; /* memory ran out, or it was to wait no longer: what was read is no whole record */
    uint64_t record, offset, taken;
    char *buf; /* bytes read and not yet given out */
    size_t from, n, cap;
};

dl_reader *dl_reader_new(const dl_mem *m, const char *const *input, size_t n, dl_wait w)
{
    dl_reader *r = dl_mem_zero(m, sizeof *r);
    if (!r) return NULL;
    r->mem = m;
    r->wait = w;
    r->input = input;
    r->inputs = n;
    return r;
}

static void close_file(dl_reader *r)
{
    if (r->stream) r->taken += dl_stream_taken(r->stream);
    dl_stream_close(r->stream);
    r->stream = NULL;
    if (r->path) dl_mem_free(r->mem, r->path, strlen(r->path) + 1);
    r->path = NULL;
}

static void leave_folder(dl_reader *r)
{
    folder *f = &r->stack[--r->depth];
    for (int i = 0; i < f->n; i++) free(f->name[i]);
    free(f->name);
    dl_mem_free(r->mem, f->path, strlen(f->path) + 1);
}

void dl_reader_free(dl_reader *r)
{
    if (!r) return;
    close_file(r);
    while (r->depth) leave_folder(r);
    dl_mem_free(r->mem, r->buf, r->cap);
    dl_mem_free(r->mem, r, sizeof *r);
}

uint64_t dl_reader_bytes(const dl_reader *r)
{
    return r->taken + (r->stream ? dl_stream_taken(r->stream) : 0);
}

/* The arena is the one to say it: whoever gets a record asks it. */
static void say_starved(dl_arena *a) { dl_arena_fail(a); }

static bool problem(
    dl_arena *a, dl_raw *out, const char *path, dl_note_code code, const char *message)
{
    *out = (dl_raw){ .kind = DL_RAW_PROBLEM, .problem = code, .note = DL_NOTE_COUNT };
    out->file = dl_arena_copy(a, dl_slice_str(path));
    out->message = dl_arena_copy(a, dl_slice_str(message));
    return true;
}

static int by_bytes(const struct dirent **x, const struct dirent **y)
{
    return strcmp((*x)->d_name, (*y)->d_name);
}
static int not_hidden(const struct dirent *e) { return e->d_name[0] != '.'; }

static char *join(const dl_mem *m, const char *folder_path, const char *name)
{
    bool slash = folder_path[0] && folder_path[strlen(folder_path) - 1] == '/';
    size_t n = strlen(folder_path) + !slash + strlen(name)
        + 1; /* exactly: it is given back as what strlen says */
    char *p = dl_mem_alloc(m, n);
    if (p) snprintf(p, n, "%s%s%s", folder_path, slash ? "" : "/", name);
    return p;
}

/* Takes over `path`. True when out holds a problem. */
static bool enter_folder(dl_reader *r, dl_arena *a, char *path, const struct stat *st, dl_raw *out)
{
    const char *why = r->depth == DEPTH_MAX ? "folders stand too deep inside each other" : NULL;
    for (int i = 0; i < r->depth; i++)
        if (r->stack[i].dev == st->st_dev && r->stack[i].ino == st->st_ino)
            why = "this folder stands inside itself";
    folder f = { .path = path, .dev = st->st_dev, .ino = st->st_ino };
    if (!why && (f.n = scandir(path, &f.name, not_hidden, by_bytes)) >= 0) {
        r->stack[r->depth++] = f;
        return false;
    }
    if (!why && errno == ENOMEM) say_starved(a);
    problem(a, out, path, why ? DL_NOTE_LOOP : DL_NOTE_UNREADABLE,
        why ? why : "the folder cannot be listed");
    dl_mem_free(r->mem, path, strlen(path) + 1);
    return true;
}

static bool has_ending(const char *path, size_t n, const char *ending)
{
    size_t k = strlen(ending);
    return n >= k && dl_slice_eq_nocase(dl_slice_of(path + n - k, k), dl_slice_of(ending, k));
}

/* DL_RAW_PROBLEM: the name says nothing. */
static dl_raw_kind kind_of(const char *path)
{
    size_t n = strlen(path);
    if (has_ending(path, n, ".gz")) n -= 3;
    else if (has_ending(path, n, ".zst")) n -= 4;
    if (has_ending(path, n, ".jsonl") || has_ending(path, n, ".ndjson")
        || has_ending(path, n, ".json"))
        return DL_RAW_JSON;
    if (has_ending(path, n, ".txt")) return DL_RAW_TEXT;
    if (has_ending(path, n, ".html") || has_ending(path, n, ".htm")) return DL_RAW_PAGE;
    return DL_RAW_PROBLEM;
}

/* Takes over `path`. True when out holds a problem. `named`: the user named this very
 * file, so look into it whatever its name. */
static bool open_file(dl_reader *r, dl_arena *a, char *path, bool named, dl_raw *out)
{
    dl_err e;
    dl_err_clear(&e);
    dl_raw_kind kind = kind_of(path);
    bool bad = false;
    if (kind == DL_RAW_PROBLEM && !named) {
        bad = problem(a, out, path, DL_NOTE_UNKNOWN_KIND,
            "its ending says nothing that is read (.txt, .jsonl, .html, each also .gz or .zst)");
    } else if (!(r->stream = dl_stream_open(r->mem, path, &r->wait, &e))) {
        if (e.code == DL_ENOMEM) say_starved(a);
        bad = problem(a, out, path, DL_NOTE_UNREADABLE, e.detail[0] ? e.detail : e.what);
    }
    if (bad) {
        dl_mem_free(r->mem, path, strlen(path) + 1);
        return true;
    }
    r->path = path;
    r->kind = kind;
    r->at_start = true;
    r->done = false;
    r->record = r->offset = 0;
    r->from = r->n = 0;
    return false;
}

static bool open_path(dl_reader *r, dl_arena *a, char *path, bool named, dl_raw *out)
{
    struct stat st;
    if (strcmp(path, "-") != 0 && stat(path, &st) != 0) {
        problem(a, out, path, DL_NOTE_UNREADABLE, "there is no such file, or it may not be seen");
        dl_mem_free(r->mem, path, strlen(path) + 1);
        return true;
    }
    if (strcmp(path, "-") != 0 && S_ISDIR(st.st_mode)) return enter_folder(r, a, path, &st, out);
    return open_file(r, a, path, named, out);
}

/* Opens the next thing. 1: out holds a problem; 0: go on; -1: nothing is left, or no
 * memory. */
static int open_next(dl_reader *r, dl_arena *a, dl_raw *out)
{
    char *path;
    bool named = r->depth == 0;
    if (r->depth) {
        folder *f = &r->stack[r->depth - 1];
        if (f->at == f->n) {
            leave_folder(r);
            return 0;
        }
        path = join(r->mem, f->path, f->name[f->at++]->d_name);
    } else {
        if (r->input_at == r->inputs) return -1;
        const char *in = r->input[r->input_at++];
        path = dl_mem_alloc(r->mem, strlen(in) + 1);
        if (path) memcpy(path, in, strlen(in) + 1);
    }
    if (path) return open_path(r, a, path, named, out) ? 1 : 0;
    say_starved(a);
    return -1;
}

/* Reads more into the buffer; false at the end of the file, or when no memory is left. */
static bool more(dl_reader *r)
{
    if (r->from && r->from == r->n) r->from = r->n = 0;
    if (r->n + CHUNK > r->cap) {
        if (r->from) {
            memmove(r->buf, r->buf + r->from, r->n - r->from);
            r->n -= r->from;
            r->from = 0;
        }
        if (r->n + CHUNK > r->cap) {
            size_t cap = r->cap ? r->cap * 2 : 4 * CHUNK;
            char *p = dl_mem_resize(r->mem, r->buf, r->cap, cap);
            if (!p) return !(r->starved = true);
            r->buf = p;
            r->cap = cap;
        }
    }
    size_t k = dl_stream_read(r->stream, r->buf + r->n, CHUNK);
    r->n += k;
    r->starved |= dl_stream_starved(r->stream);
    r->stopped |= dl_stream_stopped(r->stream);
    return k > 0;
}

static void give(dl_reader *r, dl_arena *a, size_t n, dl_raw *out)
{
    *out = (dl_raw){
        .kind = r->kind, .record = r->record++, .offset = r->offset, .note = DL_NOTE_COUNT
    };
    out->file = dl_arena_copy(a, dl_slice_str(r->path));
    out->bytes = dl_arena_copy(a, dl_slice_of(r->buf + r->from, n));
}

/* A record that is only a problem, where the reader stands. */
static bool problem_here(
    dl_reader *r, dl_arena *a, dl_raw *out, dl_note_code code, const char *message)
{
    problem(a, out, r->path, code, message);
    out->record = r->record++;
    out->offset = r->offset;
    return true;
}

static void add_note(dl_arena *a, dl_raw *out, dl_note_code code, const char *message)
{
    out->note = code;
    out->message = dl_arena_copy(a, dl_slice_str(message));
}

/* The rest of the file as one record. */
static bool next_whole(dl_reader *r, dl_arena *a, dl_raw *out)
{
    bool cut = false;
    while (more(r))
        if (r->n - r->from > DL_RECORD_MAX) {
            r->n = r->from + DL_RECORD_MAX;
            cut = true;
            break;
        }
    give(r, a, r->n - r->from, out);
    if (cut) add_note(a, out, DL_NOTE_TOO_LONG, "longer than 64 MiB: cut there");
    else if (dl_stream_fault(r->stream))
        add_note(a, out, DL_NOTE_TRUNCATED, dl_stream_fault(r->stream));
    r->done = true;
    return true;
}

/* Drops the rest of a line that is too long, in bounded memory; answers its length. */
static uint64_t skip_line(dl_reader *r, bool *ended)
{
    uint64_t dropped = 0;
    for (;;) {
        char *nl = memchr(r->buf + r->from, '\n', r->n - r->from);
        if (nl) {
            size_t k = (size_t)(nl + 1 - (r->buf + r->from));
            r->from += k;
            *ended = false;
            return dropped + k;
        }
        dropped += r->n - r->from;
        r->from = r->n = 0;
        if (!more(r)) {
            *ended = true;
            return dropped;
        }
    }
}

static bool too_long(dl_reader *r, dl_arena *a, dl_raw *out)
{
    problem_here(r, a, out, DL_NOTE_TOO_LONG, "a line longer than 64 MiB: left out");
    r->offset += skip_line(r, &r->done);
    return true;
}

/* The next line that is not blank; 1: a record, 0: the file ended. */
static bool next_line(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t seen = 0;
    for (;;) {
        char *nl = r->n == r->from + seen
            ? NULL
            : memchr(r->buf + r->from + seen, '\n', r->n - r->from - seen);
        bool last = false;
        if (!nl) {
            seen = r->n - r->from;
            if (seen > DL_RECORD_MAX) return too_long(r, a, out);
            if (more(r)) continue;
            last = true;
        }
        size_t n = nl ? (size_t)(nl - (r->buf + r->from)) : r->n - r->from;
        bool blank = dl_slice_trim(dl_slice_of(r->buf + r->from, n)).n == 0;
        if (!blank) {
            give(r, a, n, out);
            if (last && dl_stream_fault(r->stream))
                add_note(a, out, DL_NOTE_TRUNCATED, dl_stream_fault(r->stream));
        }
        size_t used = n + (nl ? 1 : 0);
        r->from += used;
        r->offset += used;
        r->done = last;
        seen = 0;
        if (!blank) return true;
        if (last) break;
    }
    return dl_stream_fault(r->stream)
        && problem_here(r, a, out, DL_NOTE_TRUNCATED, dl_stream_fault(r->stream));
}

static void look_inside(dl_reader *r)
{
    r->at_start = false;
    bool got = more(r);
    if (r->kind != DL_RAW_PROBLEM || !got) return;
    dl_slice s = dl_slice_trim(dl_slice_of(r->buf + r->from, r->n - r->from));
    r->kind = s.n && s.p[0] == '{' ? DL_RAW_JSON : DL_RAW_TEXT;
}

static bool next_of_file(dl_reader *r, dl_arena *a, dl_raw *out)
{
    if (r->at_start) look_inside(r);
    if (r->starved || r->stopped) return false;
    if (r->kind == DL_RAW_PROBLEM) r->kind = DL_RAW_TEXT; /* an empty file without an ending */
    if (!r->done && (r->kind == DL_RAW_JSON ? next_line(r, a, out) : next_whole(r, a, out)))
        return true;
    close_file(r);
    return false;
}

bool dl_reader_next(dl_reader *r, dl_arena *a, dl_raw *out)
{
    while (!dl_arena_failed(a) && !r->stopped) {
        if (r->stream) {
            bool got = next_of_file(r, a, out);
            if (r->starved) say_starved(a);
            if (got) return !dl_arena_failed(a) && !r->stopped;
            continue;
        }
        int got = open_next(r, a, out);
        if (got) return got > 0 && !dl_arena_failed(a);
    }
    return false;
}
