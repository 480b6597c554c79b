/* differ - where reports give different values for the same thing.
 *
 *   values of merged events, in order --dl_recount_differences--> those that do not agree
 *
 * Dates, places and those who did it come from alike.c.
 *
 * Two counts are of the same thing where one event has both, or where events of one story
 * and one day have them, of the same kind and size. Those that only rise from report to
 * report are a toll that grows. Where each value is told for a time of its own, and who
 * told one of them tells the next, it was corrected. All else contradicts. */
#include "recount_private.h"

/* of two counts of one thing the greater is at most so many times the other */
enum { SAME_SIZE = 3 };

/* By whom and when a value is told. */
typedef struct telling {
    int32_t first, last; /* DL_NO_DAY: a day of it is not known */
    DL_VEC(dl_slice) sources;
} telling;

typedef struct differing {
    dl_arena *arena;
    dl_differences *out;
    dl_difference now;
    DL_VEC(telling) told; /* one for each value */
    dl_slice key;
    double least, most, last; /* the first value of those at hand, and the latest range */
    int32_t newest;
    double first; /* the smallest number */
    bool rising, grew, apart;
} differing;

static bool share_source(const telling *a, const telling *b)
{
    for (uint32_t i = 0; i < a->sources.n; i++)
        for (uint32_t k = 0; k < b->sources.n; k++)
            if (dl_slice_eq(a->sources.at[i], b->sources.at[k])) return true;
    return false;
}

/* The value that is told next, -1: none; *clear: each is told for a time of its own. */
static int64_t next_told(const differing *d, uint32_t of, bool *clear)
{
    const telling *x = &d->told.at[of];
    int64_t next = -1;
    for (uint32_t i = 0; i < d->told.n; i++) {
        const telling *y = &d->told.at[i];
        if (i == of) continue;
        if (y->first <= x->last && x->first <= y->last) *clear = false;
        bool later = y->first > x->last;
        if (later && (next < 0 || y->first < d->told.at[next].first)) next = i;
    }
    return next;
}

enum { VALUES_COMPARED = 16 };

/* Who denies what others say puts nothing right. */
static bool is_correction(const differing *d)
{
    bool clear = d->told.n <= VALUES_COMPARED && !dl_slice_is(d->now.about, "status");
    for (uint32_t i = 0; clear && i < d->told.n; i++) {
        if (d->told.at[i].first == DL_NO_DAY) return false;
        int64_t next = next_told(d, i, &clear);
        if (next >= 0 && !share_source(&d->told.at[i], &d->told.at[next])) return false;
    }
    return clear;
}

static dl_difference_kind kind_of(const differing *d)
{
    if (d->rising && d->grew) return DL_RISING;
    return is_correction(d) ? DL_CORRECTION : DL_CONTRADICTION;
}

static bool same_slices(const dl_slice *a, uint32_t n, const dl_slice *b, uint32_t m)
{
    if (n != m) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!dl_slice_eq(a[i], b[i])) return false;
    return true;
}

/* "143 buildings including 70 schools": one report, without anybody else's word, counts
 * parts of the whole; it does not contradict itself. */
static bool is_one_voice(const differing *d)
{
    const dl_difference_value *x = d->now.values.at;
    for (uint32_t i = 0; i < d->now.values.n; i++) {
        if (x[i].reports.n != 1) return false;
        if (!dl_slice_eq(x[i].reports.at[0], x[0].reports.at[0])) return false;
        if (!same_slices(x[i].said_by.at, x[i].said_by.n, x[0].said_by.at, x[0].said_by.n))
            return false;
    }
    return true;
}

/* One value says it all, or they fit each other: "at least 40" and 65. */
static bool is_difference(const differing *d)
{
    bool differ = d->apart || (d->rising && d->grew);
    return d->now.values.n > 1 && differ && !is_one_voice(d);
}

static bool same_values(const dl_difference *a, const dl_difference *b)
{
    if (!dl_slice_eq(a->about, b->about) || a->values.n != b->values.n) return false;
    for (uint32_t i = 0; i < a->values.n; i++) {
        const dl_difference_value *x = &a->values.at[i], *y = &b->values.at[i];
        if (!dl_slice_eq(x->value, y->value)) return false;
        if (!same_slices(x->reports.at, x->reports.n, y->reports.at, y->reports.n)) return false;
    }
    return true;
}

enum { TOLD_COMPARED = 16 }; /* differences before one that may be the same */

/* "shelled the town and killed nine": one sentence differs in both. */
static bool is_there(const differing *d)
{
    uint32_t n = d->out->at.n;
    for (uint32_t i = n; i > 0 && n - i < TOLD_COMPARED; i--)
        if (same_values(&d->out->at.at[i - 1], &d->now)) return true;
    return false;
}

static void finish(differing *d)
{
    dl_difference *x = is_difference(d) && !is_there(d) ? DL_PUSH(d->arena, &d->out->at) : NULL;
    if (x) *x = d->now;
    if (x) x->kind = kind_of(d);
    d->now = (dl_difference){ .kind = DL_CONTRADICTION };
    d->told.n = 0;
}

static void begin(differing *d, const dl_recount_value *v)
{
    finish(d);
    d->now.about = dl_arena_copy(d->arena, v->about);
    d->now.event = dl_arena_copy(d->arena, v->event);
    d->key = dl_arena_copy(d->arena, v->key);
    d->least = v->least;
    d->most = v->most;
    d->last = v->number;
    d->newest = v->day;
    d->rising = v->day != DL_NO_DAY && v->is_number;
    d->first = v->number;
    d->grew = false;
    d->apart = false;
}

static bool belongs(const differing *d, const dl_recount_value *v)
{
    if (!d->now.values.n || !dl_slice_eq(d->key, v->key)) return false;
    if (!dl_slice_eq(d->now.about, v->about)) return false;
    return !v->is_number || v->number <= SAME_SIZE * d->first;
}

/* Each once: a value may be told by every report of a large story. */
static void add_source(differing *d, telling *t, dl_slice name)
{
    enum { SOURCES_KEPT = 64 };
    for (uint32_t i = 0; i < t->sources.n; i++)
        if (dl_slice_eq(t->sources.at[i], name)) return;
    dl_slice *source = t->sources.n < SOURCES_KEPT ? DL_PUSH(d->arena, &t->sources) : NULL;
    if (source) *source = dl_arena_copy(d->arena, name);
}

static void add_told(differing *d, const dl_recount_value *v)
{
    telling *t = &d->told.at[d->told.n - 1];
    bool known = v->day != DL_NO_DAY && (t->first != DL_NO_DAY || !t->sources.n);
    if (!known) t->first = t->last = DL_NO_DAY;
    if (known && (!t->sources.n || v->day < t->first)) t->first = v->day;
    if (known && (!t->sources.n || v->day > t->last)) t->last = v->day;
    add_source(d, t, v->source);
}

static void add_name(differing *d, dl_difference_value *to, dl_slice name)
{
    if (!name.n) return;
    for (uint32_t i = 0; i < to->said_by.n; i++)
        if (dl_slice_eq(to->said_by.at[i], name)) return;
    dl_slice *at = DL_PUSH(d->arena, &to->said_by);
    if (at) *at = dl_arena_copy(d->arena, name);
}

static void add_report(differing *d, const dl_recount_value *v)
{
    dl_difference_value *last = &d->now.values.at[d->now.values.n - 1];
    uint32_t n = last->reports.n; /* the same report comes again at once */
    add_name(d, last, v->said_by);
    if (n && dl_slice_eq(last->reports.at[n - 1], v->report)) return;
    dl_slice *id = DL_PUSH(d->arena, &last->reports);
    if (id) *id = dl_arena_copy(d->arena, v->report);
    if (id) add_told(d, v);
}

static void compare(differing *d, const dl_recount_value *v)
{
    d->apart = d->apart || !v->is_number || v->least > d->most;
    if (v->number <= d->last) return;
    d->rising = d->rising && v->day != DL_NO_DAY && v->day > d->newest;
    d->grew = true;
    d->last = v->number;
    d->newest = v->day;
}

/* Values come in ascending order: a toll grows where the days of their first reports
 * do. */
static void add_value(differing *d, const dl_recount_value *v)
{
    uint32_t n = d->now.values.n;
    if (n && dl_slice_eq(d->now.values.at[n - 1].value, v->value)) {
        add_report(d, v);
        return;
    }
    dl_difference_value *x = DL_PUSH(d->arena, &d->now.values);
    telling *t = x ? DL_PUSH(d->arena, &d->told) : NULL;
    if (!t) return;
    *t = (telling){ .first = DL_NO_DAY, .last = DL_NO_DAY };
    x->value = dl_arena_copy(d->arena, v->value);
    if (n) compare(d, v);
    if (v->most < d->most) d->most = v->most;
    add_report(d, v);
}

static void take_value(void *user, const dl_recount_value *v)
{
    differing *d = user;
    if (!belongs(d, v)) begin(d, v);
    add_value(d, v);
}

void dl_recount_differences(dl_arena *a, const dl_record_recount *r, dl_differences *out)
{
    differing d = { .arena = a, .out = out };
    r->values(r->ctx, take_value, &d);
    recount_tell_apart(a, r, take_value, &d);
    finish(&d);
    if (dl_arena_failed(a)) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}
