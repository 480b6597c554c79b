/* differ - where reports give different values for the same thing.
 *
 *   values of merged events, in order --dl_recount_differences--> those that do not agree
 *
 * Two counts are of the same thing where one event has both, or where events of one story
 * and one day have them, of the same kind and size. Those that only rise from report to
 * report are a toll that grows. */
#include "recount_private.h"

/* of two counts of one thing the greater is at most so many times the other */
enum { SAME_SIZE = 3 };

typedef struct differing {
    dl_arena *arena;
    dl_differences *out;
    dl_difference now;
    dl_slice key;
    double least, most, last; /* the first value of those at hand, and the latest range */
    int32_t newest;
    double first; /* the smallest number */
    bool rising, grew, apart;
} differing;

/* One value says it all, or they fit each other: "at least 40" and 65. */
static bool is_difference(const differing *d)
{
    return d->now.values.n > 1 && (d->apart || (d->rising && d->grew));
}

static void finish(differing *d)
{
    if (is_difference(d)) {
        dl_difference *x = DL_PUSH(d->arena, &d->out->at);
        if (x) *x = d->now;
        if (x) x->rising = d->rising && d->grew;
    }
    d->now = (dl_difference){ .rising = false };
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

static void add_report(differing *d, dl_slice report)
{
    dl_difference_value *last = &d->now.values.at[d->now.values.n - 1];
    uint32_t n = last->reports.n; /* the same report comes again at once */
    if (n && dl_slice_eq(last->reports.at[n - 1], report)) return;
    dl_slice *id = DL_PUSH(d->arena, &last->reports);
    if (id) *id = dl_arena_copy(d->arena, report);
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
        add_report(d, v->report);
        return;
    }
    dl_difference_value *x = DL_PUSH(d->arena, &d->now.values);
    if (!x) return;
    x->value = dl_arena_copy(d->arena, v->value);
    if (n) compare(d, v);
    if (v->most < d->most) d->most = v->most;
    add_report(d, v->report);
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
    finish(&d);
    if (dl_arena_failed(a)) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}
