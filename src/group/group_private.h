/* group_private - shared by the files of group. All weights are integers, so that sums do
 * not depend on order or machine. */
#ifndef DL_GROUP_PRIVATE_H
#define DL_GROUP_PRIVATE_H

#include "base/order.h"
#include "group.h"

enum {
    GROUP_ONE = 1 << 14
}; /* length of a report's vector: dot products of two are at most 2^28 */

typedef struct group_term {
    uint32_t id, w;
} group_term; /* id: hash of the stem, or in relink its rank among all; w: weight, and GROUP_NAME */
#define GROUP_NAME (1u << 31) /* mostly written with a capital inside sentences */
#define GROUP_WEIGHT(w) ((w) & ~GROUP_NAME)
typedef struct group_vector {
    group_term *at;
    uint32_t n;
} group_vector; /* by id */
typedef struct group_runs {
    uint32_t *at;
    uint32_t n, all;
} group_runs; /* hashed runs of words, sorted; `all` different ones are in the text */

/* ---- words.c */
typedef struct group_features {
    group_vector vector;
    group_runs runs;
    dl_slice words;
} group_features; /* words: length and bytes of each term's */
dl_slice group_features_of(
    const dl_group_words *w, dl_group_scratch *s, dl_arena *a, dl_slice title, dl_slice body);
bool group_features_read(dl_arena *a, dl_slice f,
    group_features
        *out); /* false: made by another version, damaged, or no memory. words points into f */

/* ---- intern.c: equal texts get one number, from 1 */
typedef struct group_interner {
    dl_arena *arena;
    DL_VEC(dl_slice) names;
    uint32_t *slot, slots;
} group_interner;
uint32_t group_number(
    group_interner *n, dl_slice name); /* 0: an empty name, or no memory; the name is copied */
uint32_t group_number_nocase(group_interner *n, dl_slice name);

/* ---- series.c */
uint32_t group_series(group_interner *series, uint32_t outlet,
    dl_slice
        title); /* number of the outlet's series that the title is of; 0: no outlet, no title */

/* ---- runs.c */
typedef struct group_numbers {
    const dl_mem *mem;
    uint32_t *at;
    size_t cap;
} group_numbers; /* room that is kept from text to text */
void group_numbers_free(group_numbers *n);
bool group_runs_sample(group_numbers *room, dl_slice body,
    group_runs *out); /* out->at lies in the room; false: no memory */
bool group_runs_all(
    group_numbers *room, dl_slice body, group_runs *out); /* all of them, not a sample */
/* The same with the batches that somebody else reads, all of one text. */
typedef struct group_rolling {
    uint64_t last[3];
    uint32_t words, every, n, *out;
} group_rolling;
bool group_runs_begin(group_rolling *r, group_numbers *room, dl_slice body); /* false: no memory */
struct group_batch;
void group_runs_take(group_rolling *r, const struct group_batch *b);
void group_runs_end(const group_rolling *r, group_runs *out);

/* ---- copies.c */
typedef struct group_report {
    dl_rep rep;
    dl_slice id, title;
    uint32_t outlet, agency, series; /* numbers given by name; 0: none */
    int32_t day;
    group_vector v;
    group_runs runs;
    uint32_t copy_of; /* index of another report, itself: none; group_copy_root follows them */
    int32_t overlap; /* per mille of the shorter text shared with the nearest copy, 0: none */
    uint32_t nearest;
    uint32_t tie; /* hash of the id: settles what is otherwise equal */
    uint32_t episode, story; /* numbers of nodes (relink) or groups (live) */
} group_report;

/* Sets copy_of, overlap and nearest. `r` in canonical order. False: out of memory. */
bool group_find_copies(const dl_record *record, group_report *r, uint32_t n);
uint32_t group_copy_root(group_report *r, uint32_t i);

/* Two texts compared: their runs are read from the record, some are kept at hand. */
typedef struct group_texts group_texts;
group_texts *group_texts_new(const dl_mem *m,
    uint32_t reports); /* reports: of the record, some of which are compared; a guess will do */
void group_texts_free(group_texts *t);
bool group_texts_failed(
    const group_texts *t); /* out of memory: what was said of a pair may be wrong */
bool group_copies_likely(
    const group_report *x, const group_report *y, uint32_t hits); /* by the samples they share */
int32_t group_copies_overlap(group_texts *t, const dl_record *record, const group_report *x,
    const group_report *y); /* per mille of the shorter text's runs; -1: no copies */
/* Two copies that share less than GROUP_COPIES_BRIDGE may be one text put behind another:
 * each must have to do with what the other is a copy of already. */
enum { GROUP_COPIES_BRIDGE = 400 };
bool group_copies_related(
    group_texts *t, const dl_record *record, const group_report *x, const group_report *y);
enum { GROUP_RUN_COMMON = 64 }; /* reports that share a sampled run: more make it a stock phrase */

/* ---- join.c: joining what belongs together, the most alike first */
enum { GROUP_SHARED = 6 };
typedef struct group_node {
    group_vector
        /* of its reports' vectors; empty once it became part of another (leaves keep
         * theirs) */
        sum;
    uint32_t size; /* reports */
    int64_t inner; /* sum of dot products of its pairs of reports */
    int64_t issue; /* length of the part of the sum that is no names; 0: not asked yet */
    int32_t first, last; /* days; INT32_MIN: none is dated */
    uint32_t
        /* the node it became part of, or one above that (group_top); itself while it
         * stands */
        into;
    uint32_t part[2]; /* what it was made of; UINT32_MAX: a leaf */
    int32_t weight; /* likeness when it was made, per mille */
    uint32_t series; /* the one that all its reports are of, 0: none */
    uint32_t shared[GROUP_SHARED]; /* what its parts share, the heaviest first; 0: no more */
} group_node;

typedef struct group_rules {
    int32_t least; /* likeness (mean over pairs, per 100,000) below which nothing joins */
    int32_t
        /* two groups join only if they are at least this alike, per mille of the looser
         * one's own likeness */
        cohesion;
    int32_t half_life; /* days of gap that halve a likeness */
    bool alone; /* a report alone may join a group without that */
    uint32_t neighbours; /* nearest ones looked at */
    /* What they share (evidence.c), of the likeness, per 100,000: names; all without
     * the two heaviest names, `_pair`: so much more for a pair of reports, for groups
     * by the root of their pairs less. `least_issue`: how alike, per mille, other
     * words must be where two names are all. */
    int32_t least_names, least_rest, least_rest_pair, least_issue;
} group_rules;

typedef DL_VEC(group_node) group_nodes;
/* Joins the first `leaves` nodes by the rules; ids of terms are below `terms`; copy_of
 * [leaves]: an earlier leaf that each is a copy of, itself: of none; NULL: no copies.
 * New nodes are added behind them, their sums are from `m` (group_nodes_free). False:
 * out of memory. */
bool group_join(const dl_mem *m, dl_arena *a, group_nodes *nodes, uint32_t leaves,
    const uint32_t *copy_of, uint32_t terms, const group_rules *rules);
void group_nodes_free(const dl_mem *m, group_nodes *nodes);
uint32_t group_top(const group_nodes *nodes, uint32_t node);
int64_t group_dot(group_vector x, group_vector y);
uint32_t group_leap(group_vector v, uint32_t at,
    uint32_t
        /* the first place from `at` on whose id is not below `id`, in leaps: for a vector
         * much longer than the other */
        id);
/* The sum of two vectors, its own memory; shared: the GROUP_SHARED heaviest of both.
 * False: out of memory. */
bool group_sum(
    const dl_mem *m, group_vector x, group_vector y, group_vector *out, uint32_t *shared);
int64_t group_fade(int64_t likeness, int32_t gap_days, int32_t half_life);
int32_t group_gap(int32_t first, int32_t last, int32_t first2,
    int32_t last2); /* days between two spans, 0: they touch or one is not dated */
int32_t group_earlier(int32_t x, int32_t y);
/* Room for one more than n; memory that is given back when it grows, as an arena's is
 * not. `first`: room of a new one. On failure *failed is set and p stays. */
void *group_room(
    const dl_mem *m, bool *failed, void *p, uint32_t n, uint32_t *cap, uint32_t first, size_t size);
enum { GROUP_INDEXED = 40, GROUP_POSTING_MAX = 24 };
/* weight above, n - place below, of the `GROUP_INDEXED` heaviest terms, which come first
 * in `key` [v.n]; how many there are. */
uint32_t group_heaviest(group_vector v, uint64_t *key);

/* ---- evidence.c: whether what two groups share is evidence of one matter */
typedef struct group_side {
    group_vector sum;
    uint32_t size, series;
    int32_t first, last;
    int64_t *issue;
} group_side; /* one of two groups: as in group_node; issue: where it is kept, NULL: nowhere */
/* spread: room for a weight by each id, zero before and after; NULL: there is none. The
 * answer is the same. */
bool group_evidence(group_side x, group_side y, const group_rules *rules, uint32_t *spread);

/* ---- group_tell.c: what relink and live have in common: the reports, their words, and
 * how groups are told */
typedef struct group_shown {
    uint32_t id, at, serial;
    uint8_t n;
} group_shown; /* id: hash of the stem */
typedef struct grouping {
    dl_arena *arena;
    const dl_record *record;
    const dl_group_words *words;
    dl_group_scratch *scratch;
    DL_VEC(group_report) reports;
    group_interner names; /* of outlets and agencies, in lower case */
    group_interner series; /* of outlets' series */
    group_shown *shown; /* words by their stems' hashes */
    uint32_t shown_slots, shown_n;
    dl_buf text; /* of the words shown */
    dl_slice body; /* of a report whose features are not kept, while they are made */
    bool live; /* groups are told again, not afresh */
    uint32_t
        *hash_of; /* [shown_n + 1] by rank, from 1 (grouping_rank); NULL: terms' ids are hashes */
    uint32_t *
        /* [shown_n + 1] a group's weights by rank while it is told, zero between; NULL as
         * hash_of */
        spread;
    uint32_t *seen, seen_n, stamp; /* marks by stamp: names of outlets, roots of copies */
} grouping;
typedef struct group_of {
    uint32_t *member;
    uint32_t n;
    dl_slice id;
} group_of; /* members: reports in canonical order */

extern const group_rules group_episode_rules, group_story_rules;
bool grouping_open(grouping *g, const dl_group_words *w,
    const dl_record *r); /* false: out of memory; close it all the same */
void grouping_close(grouping *g);
group_report *grouping_take(
    grouping *g, const dl_rep_brief *b); /* NULL: out of memory, which is in the record's err */
void grouping_rank(grouping
        *g); /* terms' ids become ranks, in the order of the hashes; no memory: the arena says so */
void grouping_tell(grouping *g, dl_level level, const group_of *m, group_vector sum, int32_t first,
    int32_t last, dl_slice story);
void grouping_tell_why(grouping *g, dl_level level, dl_slice id, dl_slice x, dl_slice y,
    int32_t weight, const uint32_t *shared); /* x and y: ids of what was joined */
void grouping_tell_copy(
    grouping *g, uint32_t report, uint32_t nearest, int32_t overlap, dl_slice copy_group);

#endif