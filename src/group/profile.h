/* profile - what is known of a group of reports as a whole, a single report among them.
 *
 *   in   the profiles of two groups and the dot product of their sums
 *   out  the profile of both together
 *
 * Sums make the mean likeness of all pairs of two groups one dot product. */
#ifndef DL_GROUP_PROFILE_H
#define DL_GROUP_PROFILE_H

#include "vector.h"

typedef struct group_profile {
    group_vector sum; /* of its reports' vectors */
    uint32_t size; /* reports */
    uint32_t series; /* the outlet's series that all of them are of, 0: none (series.h) */
    int32_t first, last; /* days; INT32_MIN: none is dated */
    uint32_t dated; /* reports that have a day */
    int64_t days, day_squares; /* sums over these */
    int64_t inner; /* sum of the dot products of its pairs of reports */
    int64_t plain; /* length of the part of `sum` that is no names; 0: not asked yet (rules.c) */
} group_profile;

/* The sum is in memory of its own (group_vector_free); the parts keep theirs. False: out
 * of memory, then out->sum is empty. */
bool group_profile_join(const dl_mem *m, const group_profile *x, const group_profile *y,
    int64_t dot, group_profile *out, uint32_t shared[GROUP_SHARED]);

int32_t group_earlier(int32_t x, int32_t y); /* of two days, one of which may be unknown */
int32_t group_later(int32_t x, int32_t y);
/* Days between two groups; 0: they touch, or one is not dated. */
int32_t group_gap(const group_profile *x, const group_profile *y);
/* Root of the mean square of days between a report of the one and a report of the other:
 * a group that goes on for years is far from itself. 0: one is not dated. */
int32_t group_mean_days(const group_profile *x, const group_profile *y);
int32_t group_days_between(int32_t first, int32_t last, int32_t first2, int32_t last2);

#endif
