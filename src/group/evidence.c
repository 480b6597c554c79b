/* evidence - whether what two groups share is evidence that they belong together. Likeness says how much it is, the rules here of what kind:
 * names (as far as capitals tell) and other words. Asked once for each pair that is alike enough, one pass over both sums. */
#include "group_private.h"

typedef struct shared { int64_t names, issue; } shared;          /* parts of the dot product */

/* The first place from `at` on whose id is not below `id`: in leaps, for one of the two is often much longer. */
static uint32_t leap(group_vector v, uint32_t at, uint32_t id)
{
    uint32_t step = 1, end = at;
    while (end < v.n && v.at[end].id < id) at = end + 1, end += step, step *= 2;
    if (end > v.n) end = v.n;
    while (at < end) {
        uint32_t mid = at + (end - at) / 2;
        if (v.at[mid].id < id) at = mid + 1;
        else end = mid;
    }
    return at;
}

enum { LEAP = 16 }; /* a vector this many times longer is searched in leaps, not read through */

/* x is the shorter one. */
static shared weigh(group_vector x, group_vector y)
{
    shared s = { 0, 0 };
    bool leaps = y.n / LEAP > x.n;
    for (uint32_t i = 0, j = 0; i < x.n && j < y.n; i++) {
        uint32_t id = x.at[i].id;
        if (leaps) j = leap(y, j, id);
        else while (j < y.n && y.at[j].id < id) j++;
        if (j == y.n || id != y.at[j].id) continue;
        int64_t give = (int64_t)GROUP_WEIGHT(x.at[i].w) * GROUP_WEIGHT(y.at[j].w);
        *((x.at[i].w | y.at[j].w) & GROUP_NAME ? &s.names : &s.issue) += give;
    }
    return s;
}

bool group_evidence(group_side x, group_side y, const group_rules *r)
{
    const int64_t one = (int64_t)GROUP_ONE * GROUP_ONE / 100000, pairs = (int64_t)x.size * y.size;
    if (r->least_names <= 0 && r->least_issue <= 0) return true;
    shared s = x.sum.n < y.sum.n ? weigh(x.sum, y.sum) : weigh(y.sum, x.sum);
    return s.names / pairs >= one * r->least_names && s.issue / pairs >= one * r->least_issue;
}
