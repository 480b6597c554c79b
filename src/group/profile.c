/* profile - see profile.h. */
#include "profile.h"

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

bool group_profile_join(const dl_mem *m, const group_profile *x, const group_profile *y,
    int64_t dot, group_profile *out, uint32_t shared[GROUP_SHARED])
{
    group_profile both = {
        .size = x->size + y->size,
        .series = x->series == y->series ? x->series : 0,
        .first = group_earlier(x->first, y->first),
        .last = group_later(x->last, y->last),
        .inner = x->inner + y->inner + dot,
    };
    bool ok = group_sum(m, x->sum, y->sum, &both.sum, shared);
    *out = both;
    return ok;
}
