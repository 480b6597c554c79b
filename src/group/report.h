/* report - a report as grouping knows it. */
#ifndef DL_GROUP_REPORT_H
#define DL_GROUP_REPORT_H

#include "doc/record_group.h"
#include "profile.h"
#include "shingles.h"

typedef struct group_report {
    dl_rep rep;
    dl_slice id, title;
    uint32_t outlet, agency, series; /* numbers given by name; 0: none */
    int32_t day; /* INT32_MIN: not dated */
    int32_t last; /* the last day that it may be */
    int32_t slack; /* days that the date may be off, where episodes are joined */
    uint32_t tie; /* hash of the id: decides between what is otherwise equal */
    bool digest; /* a list of briefs: joins nothing but its own copies */
    bool bridge; /* tells of two matters: neither does it */
    group_vector v;
    group_shingles shingles;
    uint32_t copy_of; /* union-find: index of a report it is a copy of, itself: none */
    int32_t overlap; /* per mille of the shorter text shared with the nearest copy, 0: none */
    uint32_t nearest; /* index of that */
    uint32_t episode, story; /* numbers of nodes (relink) or groups (live) */
} group_report;

/* Union-find with path halving: without it a chain of a thousand copies is walked in full
 * at each call. */
static inline uint32_t group_copy_root(group_report *r, uint32_t i)
{
    while (r[i].copy_of != i) {
        r[i].copy_of = r[r[i].copy_of].copy_of;
        i = r[i].copy_of;
    }
    return i;
}

/* Squares of days must not overflow: the years 1846 to 2093. */
static inline int32_t group_bounded_day(int32_t day)
{
    enum { MOST = 45000 };
    if (day > MOST) return MOST;
    return day < -MOST ? -MOST : day;
}

/* Of a group of one. */
static inline group_profile group_report_profile(const group_report *r, dl_level level)
{
    bool dated = r->day != INT32_MIN;
    int32_t slack = level == DL_EPISODE && dated ? r->slack : 0;
    int64_t day = dated ? group_bounded_day(r->day) : 0;
    return (group_profile){
        .sum = r->v,
        .size = 1,
        .series = r->series,
        .first = r->day - slack,
        .last = r->last + slack,
        .dated = dated,
        .days = day,
        .day_squares = day * day,
    };
}

/* Canonical order: day, undated last, then id. */
static inline int group_compare_reports(const group_report *x, const group_report *y)
{
    int32_t dx = x->day == INT32_MIN ? INT32_MAX : x->day;
    int32_t dy = y->day == INT32_MIN ? INT32_MAX : y->day;
    return dx != dy ? (dx > dy) - (dx < dy) : dl_slice_cmp(x->id, y->id);
}

#endif
