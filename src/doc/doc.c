/* doc - see doc.h. */
#include "doc.h"

#include <stdarg.h>
#include <stdio.h>

enum {
    /* Bytes of a report's two arenas: so many for each of its raw record, but never fewer
     * than LEAST nor more than MAX. Each may hold half. */
    BYTES_A_BYTE = 64,
    BYTES_LEAST = 256 << 20,
    BYTES_MAX = 512 << 20,
    /* Scratch memory of a long report goes back to the system before the next stage. */
    MUCH = 4 << 20,
    NOTES_MAX = 200, /* more help nobody */
    MESSAGE_MAX = 400 /* bytes */
};

dl_doc *dl_doc_new(const dl_mem *m)
{
    dl_doc *d = dl_mem_zero(m, sizeof *d);
    if (!d) return NULL;
    d->mem = m;
    d->arena = dl_arena_new(m, BYTES_MAX / 2);
    d->scratch = dl_arena_new(m, BYTES_MAX / 2);
    if (d->arena && d->scratch) {
        dl_doc_reset(d);
        return d;
    }
    dl_doc_free(d);
    return NULL;
}

void dl_doc_free(dl_doc *d)
{
    if (!d) return;
    dl_arena_free(d->arena);
    dl_arena_free(d->scratch);
    dl_mem_free(d->mem, d, sizeof *d);
}

static void clear_layers(dl_doc *d)
{
    dl_doc was = *d;
    memset(d, 0, sizeof *d);
    d->mem = was.mem;
    d->arena = was.arena;
    d->scratch = was.scratch;
    d->stop = was.stop;
    d->stop_ctx = was.stop_ctx;
    dl_err_clear(&d->err);
}

void dl_doc_reset(dl_doc *d)
{
    dl_arena_reset(d->arena);
    dl_arena_reset(d->scratch);
    clear_layers(d);
}

void dl_doc_bound(dl_doc *d, size_t raw)
{
    size_t limit = raw < BYTES_MAX / BYTES_A_BYTE ? raw * BYTES_A_BYTE : BYTES_MAX;
    if (limit < BYTES_LEAST) limit = BYTES_LEAST;
    dl_arena_set_limit(d->arena, limit / 2);
    dl_arena_set_limit(d->scratch, limit / 2);
}

bool dl_doc_ok(dl_doc *d)
{
    if (dl_doc_is_too_large(d)) dl_fail(&d->err, DL_ELIMIT, "a report is too large", -1, NULL);
    if (dl_arena_failed(d->arena) || dl_arena_failed(d->scratch))
        dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
    return !dl_failed(&d->err);
}

bool dl_doc_tidy(dl_doc *d)
{
    bool ok = dl_doc_ok(d);
    bool much = dl_arena_bytes(d->scratch) >= MUCH;
    if (ok) dl_arena_reset(d->scratch);
    if (ok && much) dl_mem_spare(d->mem);
    return ok;
}

bool dl_doc_is_stopped(const dl_doc *d) { return d->stop && d->stop(d->stop_ctx); }

bool dl_doc_go_on(dl_doc *d)
{
    if (dl_failed(&d->err)) return false;
    if (dl_doc_is_stopped(d)) dl_fail(&d->err, DL_ESTOP, "stopped inside a report", -1, NULL);
    return !dl_failed(&d->err);
}

bool dl_doc_is_too_large(const dl_doc *d)
{
    return dl_arena_is_over(d->arena) || dl_arena_is_over(d->scratch);
}

void dl_doc_start_again(dl_doc *d, dl_arena_mark mark)
{
    dl_arena_start_again(d->arena, mark);
    dl_arena_reset(d->scratch);
    clear_layers(d);
}

void dl_doc_note(dl_doc *d, dl_note_code code, int64_t at, const char *fmt, ...)
{
    if (d->notes.n >= NOTES_MAX) return;
    char text[MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n;
    if (len >= sizeof text) len = sizeof text - 1;
    dl_slice message = dl_arena_copy(d->arena, dl_slice_of(text, len));
    dl_note *note = DL_PUSH(d->arena, &d->notes);
    if (note) *note = (dl_note){ code, at, message };
}

const char *dl_note_name(dl_note_code code)
{
    static const char *const name[DL_NOTE_COUNT] = { "broken-utf8", "charset-guessed", "nul",
        "bad-json", "not-an-object", "bad-field", "binary", "too-long", "truncated", "unreadable",
        "loop", "empty", "not-english", "page", "bad-date", "unknown-kind", "no-fields", "bad-row",
        "broken-letters", "not-a-file", "link", "damaged", "bad-xml", "date-doubted", "wall",
        "version", "same-id", "same-address", "removed", "language-doubted", "crawl-date",
        "not-fetched", "not-analysed" }; /* ORDER NOTE */
    return (unsigned)code < DL_NOTE_COUNT ? name[code] : "unknown";
}

const char *dl_removed_name(dl_removed_why why)
{
    static const char *const name[DL_REMOVED_COUNT] = { "title repeated", "byline", "caption",
        "teaser", "navigation", "share line", "boilerplate", "other story", "agency note",
        "date line" }; /* ORDER REMOVED */
    return (unsigned)why < DL_REMOVED_COUNT ? name[why] : "unknown";
}

const char *dl_zone_name(dl_zone_kind kind)
{
    static const char *const name[DL_ZONE_COUNT] = { "dateline", "agency", "byline",
        "caption" }; /* ORDER ZONE */
    return (unsigned)kind < DL_ZONE_COUNT ? name[kind] : "unknown";
}

const char *dl_precision_name(dl_precision p)
{
    static const char *const name[] = { "none", "year", "month", "day", "time" };
    return (unsigned)p < sizeof name / sizeof *name ? name[p] : "none";
}

/* ---- maps between texts */

/* Both bytes for bytes in the same measure: one run says the same as two. */
static bool in_step(const dl_run *r, uint32_t to_n, uint32_t from_n)
{
    return (uint64_t)r->to_n * from_n == (uint64_t)to_n * r->from_n && r->from_n && r->to_n;
}

void dl_runs_add(
    dl_arena *a, dl_runs *r, uint32_t to, uint32_t to_n, uint64_t from, uint32_t from_n)
{
    if (to_n == 0) return;
    dl_run *last = r->n ? &r->at[r->n - 1] : NULL;
    bool next = last && last->to + last->to_n == to && last->from + last->from_n == from;
    if (next && in_step(last, to_n, from_n)) {
        last->to_n += to_n;
        last->from_n += from_n;
        return;
    }
    dl_run *run = DL_PUSH(a, r);
    if (run) *run = (dl_run){ to, to_n, (uint32_t)from, from_n };
}

void dl_runs_reserve(dl_arena *a, dl_runs *r, size_t n)
{
    size_t cap = r->n + n;
    if (cap <= r->cap || cap > UINT32_MAX) return;
    dl_run *at = dl_arena_room(a, cap * sizeof *at); /* what is not used is never touched */
    if (!at) return;
    if (r->n) memcpy(at, r->at, r->n * sizeof *at);
    r->at = at;
    r->cap = (uint32_t)cap;
}

/* The last run that starts at or before `to`; NULL when there is none. */
static const dl_run *run_at(const dl_runs *r, uint32_t to)
{
    uint32_t lo = 0, hi = r->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (r->at[mid].to <= to) lo = mid + 1;
        else hi = mid;
    }
    return lo ? &r->at[lo - 1] : NULL;
}

/* Where the byte `in` of a run comes from, from the run's start on; clamps. */
static uint32_t inside(const dl_run *run, uint32_t in)
{
    if (in >= run->to_n) return run->from_n;
    return (uint32_t)((uint64_t)in * run->from_n / run->to_n);
}

uint64_t dl_runs_from(const dl_runs *r, uint32_t to)
{
    const dl_run *run = run_at(r, to);
    if (!run) return r->n ? r->at[0].from : 0;
    return (uint64_t)run->from + inside(run, to - run->to);
}

static uint32_t common_divisor(uint32_t a, uint32_t b)
{
    while (b) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Behind the byte before `to`: what a run leaves out after it does not count. */
static uint64_t behind(const dl_runs *r, uint32_t to)
{
    const dl_run *run = to ? run_at(r, to - 1) : NULL;
    if (!run) return dl_runs_from(r, to);
    return (uint64_t)run->from + inside(run, to - run->to);
}

/* How many bytes from `at` on one run holds. */
static uint32_t held(const dl_runs *r, uint32_t at)
{
    const dl_run *run = run_at(r, at);
    return run && run->to + run->to_n > at ? run->to + run->to_n - at : 0;
}

/* A run of the second map over the runs of the first: as one where one run holds all that
 * it comes from, else in pieces of its measure (an escape: one byte from two). */
static void compose_run(dl_arena *a, dl_runs *out, const dl_runs *first, const dl_run *s)
{
    uint32_t pieces = s->from_n ? common_divisor(s->to_n, s->from_n) : 1;
    uint32_t to_n = s->to_n / pieces;
    uint32_t from_n = s->from_n / pieces;
    for (uint32_t done = 0, take; done < pieces; done += take) {
        uint32_t at = s->from + done * from_n;
        take = from_n ? held(first, at) / from_n : 1;
        if (take == 0) take = 1;
        if (take > pieces - done) take = pieces - done;
        uint64_t start = dl_runs_from(first, at);
        uint64_t end = from_n ? behind(first, at + take * from_n) : start;
        dl_runs_add(a, out, s->to + done * to_n, take * to_n, start, (uint32_t)(end - start));
    }
}

dl_runs dl_runs_compose(dl_arena *a, const dl_runs *first, const dl_runs *second)
{
    dl_runs out = { NULL, 0, 0 };
    dl_runs_reserve(a, &out, (size_t)first->n + second->n);
    for (uint32_t i = 0; i < second->n; i++) compose_run(a, &out, first, &second->at[i]);
    return out;
}

uint64_t dl_doc_raw_at(const dl_doc *d, uint32_t at)
{
    const dl_text *t = &d->text;
    if (at < t->body.start && (t->clean_map.n == 0 || t->clean_map.at[0].to >= t->body.start))
        return UINT64_MAX;
    return dl_runs_from(&t->raw_map, (uint32_t)dl_runs_from(&t->clean_map, at));
}
