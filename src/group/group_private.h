/* group_private - shared by the files of group. All weights are integers, so that sums do not depend on order or machine. */
#ifndef DL_GROUP_PRIVATE_H
#define DL_GROUP_PRIVATE_H

#include "group.h"

enum { GROUP_ONE = 1 << 14 };             /* length of a report's vector: dot products of two are at most 2^28 */

typedef struct group_term { uint32_t id, w; } group_term;   /* id: hash of the stem */
typedef struct group_vector { group_term *at; uint32_t n; } group_vector;   /* by id */
typedef struct group_runs { uint32_t *at; uint32_t n, all; } group_runs;    /* hashed runs of words, sorted; `all` different ones are in the text */

/* ---- words.c */
typedef struct group_features { group_vector vector; group_runs runs; dl_slice words; } group_features; /* words: length and bytes of each term's */
dl_slice group_features_of(const dl_group_words *w, dl_group_scratch *s, dl_arena *a, dl_slice title, dl_slice body);
bool group_features_read(dl_arena *a, dl_slice f, group_features *out);   /* false: made by another version, damaged, or no memory. words points into f */
size_t group_stem(dl_slice lower, char out[64]);         /* bytes; words are cut at 63 */
void group_greatest(uint64_t *key, uint32_t n, uint32_t most);

/* ---- copies.c */
group_runs group_runs_sample(dl_arena *a, dl_slice body);

typedef struct group_report {
    dl_rep rep;
    dl_slice id, title;
    uint32_t outlet, agency;               /* numbers given by name; 0: none */
    int32_t day;
    group_vector v;
    group_runs runs;
    uint32_t copy_of;                      /* index of another report, itself: none; after find_copies the root */
    int32_t overlap;                       /* per mille of the shorter text shared with the nearest copy, 0: none */
    uint32_t nearest;
} group_report;

/* Sets copy_of, overlap and nearest. `r` in canonical order. False: out of memory. */
bool group_find_copies(const dl_record *record, group_report *r, uint32_t n);

/* ---- join.c: joining what belongs together, the most alike first */
enum { GROUP_SHARED = 6 };
typedef struct group_node {
    group_vector sum;                      /* of its reports' vectors; empty once it became part of another (leaves keep theirs) */
    uint32_t size;                         /* reports */
    int64_t inner;                         /* sum of dot products of its pairs of reports */
    int32_t first, last;                   /* days; INT32_MIN: none is dated */
    uint32_t into;                         /* the node it became part of; itself while it stands */
    uint32_t part[2];                      /* what it was made of; UINT32_MAX: a leaf */
    int32_t weight;                        /* likeness when it was made, per mille */
    uint32_t shared[GROUP_SHARED];         /* what its parts share, the heaviest first; 0: no more */
} group_node;

typedef struct group_rules {
    int32_t least;                         /* likeness (mean over pairs, per 100,000) below which nothing joins */
    int32_t cohesion;                      /* two groups join only if they are at least this alike, per mille of the looser one's own likeness */
    int32_t half_life;                     /* days of gap that halve a likeness */
    uint32_t small;                        /* groups below this size need no cohesion */
    uint32_t neighbours;                   /* nearest ones looked at */
} group_rules;

typedef DL_VEC(group_node) group_nodes;
/* Joins the first `leaves` nodes by the rules; new nodes are added behind them, their sums are from `m` (group_nodes_free). False: out of memory. */
bool group_join(const dl_mem *m, dl_arena *a, group_nodes *nodes, uint32_t leaves, const group_rules *rules);
void group_nodes_free(const dl_mem *m, group_nodes *nodes);
uint32_t group_top(const group_nodes *nodes, uint32_t node);
int64_t group_dot(group_vector x, group_vector y);

#endif
