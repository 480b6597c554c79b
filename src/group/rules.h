/* rules - whether two groups belong together: every rule and every threshold of joining.
 * A wrong join was made here.
 *
 *   in   two groups (a report alone is a group of one): the sums of their vectors, their
 *        days, how alike their reports are among themselves; what two texts share
 *   out  how alike they are; whether they may join; whether two texts are copies
 *
 * regroup.c and live.c ask the same questions of the same numbers. */
#ifndef DL_GROUP_RULES_H
#define DL_GROUP_RULES_H

#include "doc/record_group.h"
#include "profile.h"

enum {
    GROUP_LIKE_ONE = GROUP_ONE * GROUP_ONE, /* likeness of a report with itself */
    /* A page may be moved, or published again, under a path of another day: the date of a
     * URL alone is little evidence that two reports are of two happenings. Days. */
    GROUP_WEAK_DATE = 365,
    GROUP_PER = 100000 /* what thresholds of likeness are parts of */
};

typedef struct group_rules {
    int32_t least; /* likeness below which nothing joins, per 100,000 */
    int32_t cohesion; /* mean dot product needed, per mille of the looser group's own */
    int32_t half_life; /* days apart that halve a likeness */
    bool mean_days; /* days between their reports, not between the groups */
    bool single_is_free; /* one report may join a group without that cohesion */
    bool parts_bridges; /* a report on two matters joins neither */
    uint32_t neighbours; /* the nearest ones looked at */
    /* Evidence, per 100,000 of likeness: from names; from all but the two heaviest names;
     * the same of a pair of reports (less for groups, by the root of their pairs). */
    int32_t least_names, least_rest, least_rest_pair;
    int32_t least_plain; /* likeness of plain words, per mille, where two names are all */
} group_rules;
const group_rules *group_rules_of(dl_level level);

/* Mean dot product over pairs of reports, halved for each half-life of days apart. */
int64_t group_likeness(const group_rules *r, int64_t dot, int64_t pairs, int32_t days);
int32_t group_apart(const group_rules *r, const group_profile *x, const group_profile *y);
int64_t group_least_likeness(const group_rules *r); /* r->least as a likeness */
int32_t group_per_mille(int64_t likeness);

/* Of two groups that are alike enough. scatter: zero for each id, and zero after; NULL:
 * ids are no ranks. The answer is the same. */
bool group_may_join(
    group_profile *x, group_profile *y, int64_t dot, const group_rules *r, group_weight *scatter);
bool group_is_evidence(
    group_profile *x, group_profile *y, const group_rules *r, group_weight *scatter);
/* One story goes quiet for its own usual rhythm many times over; a later one that would
 * have joined it, were it not for the days, takes it up. */
enum { GROUP_FOLLOW_LEAST = 3 }; /* reports of a story that follows or is followed */
bool group_follows(
    group_profile *quiet, group_profile *later, int64_t dot, group_weight *scatter);
int32_t group_rhythm(const group_profile *p); /* days from one report of it to the next */
/* A report that tells of two matters of the same days, such as a column on two deals: the
 * two groups are much less alike than the report is to either. Mean dot products; far
 * below that the report is like neither. */
enum { GROUP_BRIDGE_DAYS = 2 };
bool group_is_near_bridge(int64_t likeness);
bool group_is_split(int64_t one, int64_t other, int64_t between);
/* Copies of one text need no other evidence. */
bool group_copies_may_join(int64_t likeness);

/* ---- copies: texts by their shingles */

typedef struct group_overlap {
    int32_t share; /* per mille of the shorter text's shingles; -1: no text */
    int32_t marks; /* per mille of the names and numbers of the one that has fewer; -1: few */
    uint32_t other_shingles, other_marks; /* those of the same text that are not shared */
} group_overlap;
typedef struct group_text_pair {
    uint32_t all[2]; /* different shingles of each text */
    uint32_t sampled[2]; /* those that the index knows */
    bool one_title; /* they have the same, capitals aside */
} group_text_pair;
bool group_lengths_fit(const group_text_pair *p);
bool group_copies_likely(const group_text_pair *p, uint32_t hits); /* sampled ones of both */
bool group_are_copies(const group_text_pair *p, group_overlap o);
/* Copies without doubt; else one text may hold a part of the other behind its own, and
 * each must be related to what the other is a copy of already. */
bool group_are_copies_surely(group_overlap o);
bool group_are_related(group_overlap o);

#endif
