/* doc - see doc.h. */
#include "doc.h"

#include <stdarg.h>
#include <stdio.h>

enum {
    DOC_BYTES_MAX = 1 << 30, /* of an arena: 16 MiB of text with all layers */
    NOTES_MAX = 200, /* more help nobody */
    MESSAGE_MAX = 400 /* bytes */
};

dl_doc *dl_doc_new(const dl_mem *m)
{
    dl_arena *a = dl_arena_new(m, DOC_BYTES_MAX);
    dl_doc *d = a ? dl_mem_zero(m, sizeof *d) : NULL;
    if (!d) {
        dl_arena_free(a);
        return NULL;
    }
    d->arena = a;
    d->mem = m;
    dl_doc_reset(d);
    return d;
}

void dl_doc_free(dl_doc *d)
{
    if (!d) return;
    dl_arena_free(d->arena);
    dl_mem_free(d->mem, d, sizeof *d);
}

void dl_doc_reset(dl_doc *d)
{
    dl_arena *a = d->arena;
    const dl_mem *m = d->mem;
    dl_arena_reset(a);
    memset(d, 0, sizeof *d);
    d->arena = a;
    d->mem = m;
    dl_err_clear(&d->err);
}

bool dl_doc_ok(dl_doc *d)
{
    if (dl_arena_failed(d->arena)) dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
    return !dl_failed(&d->err);
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
        "loop", "empty", "not-english", "page", "bad-date", "unknown-kind" }; /* ORDER NOTE */
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
    static const char *const name[DL_ZONE_COUNT]
        = { "dateline", "agency", "byline", "caption" }; /* ORDER ZONE */
    return (unsigned)kind < DL_ZONE_COUNT ? name[kind] : "unknown";
}

const char *dl_precision_name(dl_precision p)
{
    static const char *const name[] = { "none", "year", "month", "day", "time" };
    return (unsigned)p < sizeof name / sizeof *name ? name[p] : "none";
}

/* ---- maps between texts */

static bool is_linear(const dl_run *r) { return r->to_n == r->from_n; }

void dl_runs_add(
    dl_arena *a, dl_runs *r, uint32_t to, uint32_t to_n, uint64_t from, uint32_t from_n)
{
    dl_run *last = r->n ? &r->at[r->n - 1] : NULL;
    if (last && is_linear(last) && to_n == from_n && last->to + last->to_n == to
        && last->from + last->from_n == from) {
        last->to_n += to_n;
        last->from_n += from_n;
        return;
    }
    dl_run *run = DL_PUSH(a, r);
    if (run) *run = (dl_run){ to, to_n, from, from_n };
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

uint64_t dl_runs_from(const dl_runs *r, uint32_t to)
{
    const dl_run *run = run_at(r, to);
    if (!run) return r->n ? r->at[0].from : 0;
    uint32_t in = to - run->to;
    if (is_linear(run)) return run->from + (in < run->from_n ? in : run->from_n);
    return run->from + (in < run->to_n ? 0 : run->from_n);
}

dl_runs dl_runs_compose(dl_arena *a, const dl_runs *first, const dl_runs *second)
{
    dl_runs out = { NULL, 0, 0 };
    for (uint32_t i = 0; i < second->n; i++) {
        const dl_run *s = &second->at[i];
        if (!is_linear(s)) {
            uint64_t b = dl_runs_from(first, (uint32_t)s->from);
            uint64_t e = dl_runs_from(first, (uint32_t)s->from + s->from_n);
            dl_runs_add(a, &out, s->to, s->to_n, b, (uint32_t)(e - b));
            continue;
        }
        for (uint32_t done = 0; done < s->to_n;) {
            uint32_t mid = (uint32_t)s->from + done;
            const dl_run *f = run_at(first, mid);
            uint32_t left = s->to_n - done;
            if (!f) break;
            uint32_t in = mid - f->to;
            uint32_t take = f->to_n > in ? f->to_n - in : left;
            if (take > left) take = left;
            if (is_linear(f)) dl_runs_add(a, &out, s->to + done, take, f->from + in, take);
            else dl_runs_add(a, &out, s->to + done, take, f->from, in ? 0 : f->from_n);
            done += take;
        }
    }
    return out;
}

uint64_t dl_doc_raw_at(const dl_doc *d, uint32_t at)
{
    const dl_text *t = &d->text;
    if (at < t->body.start && (t->clean_map.n == 0 || t->clean_map.at[0].to >= t->body.start))
        return UINT64_MAX;
    return dl_runs_from(&t->raw_map, (uint32_t)dl_runs_from(&t->clean_map, at));
}
