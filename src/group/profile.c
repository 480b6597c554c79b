/* profile - see profile.h. */
#include "profile.h"

#include "base/order.h"

int32_t group_earlier(int32_t x, int32_t y)
{
    if (x == INT32_MIN) return y;
    if (y == INT32_MIN) return x;
    return x < y ? x : y;
}

int32_t group_later(int32_t x, int32_t y) { return x > y ? x : y; }

int32_t group_days_between(int32_t first, int32_t last, int32_t first2, int32_t last2)
{
    if (first == INT32_MIN || first2 == INT32_MIN) return 0;
    if (first > last2) return first - last2;
    return first2 > last ? first2 - last : 0;
}

int32_t group_gap(const group_profile *x, const group_profile *y)
{
    return group_days_between(x->first, x->last, y->first, y->last);
}

/* In 1/65536 days. */
static int64_t mean_day(const group_profile *p) { return p->days * 65536 / p->dated; }

static int64_t square(int64_t days) { return days * days >> 32; }

static int64_t variance(const group_profile *p, int64_t mean)
{
    int64_t v = p->day_squares / p->dated - square(mean);
    return v > 0 ? v : 0;
}

int32_t group_mean_days(const group_profile *x, const group_profile *y)
{
    if (!x->dated || !y->dated) return 0;
    int64_t mx = mean_day(x), my = mean_day(y);
    int64_t sum = variance(x, mx) + variance(y, my) + square(mx - my);
    return (int32_t)dl_square_root((uint64_t)sum);
}

bool group_profile_join(const dl_mem *m, const group_profile *x, const group_profile *y,
    int64_t dot, group_profile *out, uint32_t shared[GROUP_SHARED])
{
    group_profile both = {
        .size = x->size + y->size,
        .series = x->series == y->series ? x->series : 0,
        .first = group_earlier(x->first, y->first),
        .last = group_later(x->last, y->last),
        .dated = x->dated + y->dated,
        .days = x->days + y->days,
        .day_squares = x->day_squares + y->day_squares,
        .inner = x->inner + y->inner + dot,
    };
    bool ok = group_sum(m, x->sum, y->sum, &both.sum, shared);
    *out = both;
    return ok;
}
