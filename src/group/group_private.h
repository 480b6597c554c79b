/* group_private - shared by the files of group. All weights are integers, so that sums do not depend on order or machine. */
#ifndef DL_GROUP_PRIVATE_H
#define DL_GROUP_PRIVATE_H

#include "group.h"

enum { GROUP_ONE = 1 << 14 };             /* length of a report's vector: dot products of two are at most 2^28 */

typedef struct group_term { uint32_t id; int64_t w; } group_term;   /* id: number in the vocabulary */
typedef struct group_vector { group_term *at; uint32_t n; } group_vector;   /* by id */

/* ---- words.c */
typedef struct group_words group_words;    /* vocabulary: stems, how common they are, a word to show for each */
group_words *group_words_new(dl_arena *a, dl_err *e);
group_vector group_words_vector(group_words *w, dl_arena *a, dl_slice title, dl_slice body);
dl_slice group_words_show(const group_words *w, uint32_t id);
size_t dl_words_stem(dl_slice lower, char out[64]);   /* bytes; words are cut at 63 */
const char *group_words_version(void);

/* ---- copies.c */
typedef struct group_shingles { uint32_t *at; uint32_t n, sampled, words; } group_shingles; /* at[0..sampled): the sample, sorted; then the rest, sorted */
group_shingles group_shingles_of(dl_arena *a, dl_slice body);

typedef struct group_report {
    dl_rep rep;
    dl_slice id, title, outlet, agency;
    int32_t day;
    group_vector v;
    group_shingles s;
    uint32_t copy_of;                      /* index of another report, itself: none; after find_copies the root */
    int32_t overlap;                       /* per mille of the shorter text shared with the nearest copy, 0: none */
    uint32_t nearest;
} group_report;

/* Sets copy_of, overlap and nearest. `r` in canonical order. */
void group_find_copies(dl_arena *a, group_report *r, uint32_t n);

/* ---- join.c: joining what belongs together, the most alike first */
typedef struct group_node {
    group_vector sum;                      /* of its reports' vectors */
    uint32_t size;                         /* reports */
    int64_t inner;                         /* sum of dot products of its pairs of reports */
    int32_t first, last;                   /* days; INT32_MIN: none is dated */
    uint32_t into;                         /* the node it became part of; itself while it stands */
    uint32_t part[2];                      /* what it was made of; UINT32_MAX: a leaf */
    int32_t weight;                        /* likeness when it was made, per mille */
} group_node;

typedef struct group_rules {
    int32_t least;                         /* likeness (mean over pairs, per 100,000) below which nothing joins */
    int32_t cohesion;                      /* two groups join only if they are at least this alike, per mille of the looser one's own likeness */
    int32_t half_life;                     /* days of gap that halve a likeness */
    uint32_t small;                        /* groups below this size need no cohesion */
    uint32_t neighbours;                   /* nearest ones looked at */
} group_rules;

typedef DL_VEC(group_node) group_nodes;
/* Joins the first `leaves` nodes by the rules; new nodes are added behind them. False: out of memory. */
bool group_join(dl_arena *a, group_nodes *nodes, uint32_t leaves, const group_rules *rules);
uint32_t group_top(const group_nodes *nodes, uint32_t node);
int64_t group_dot(group_vector x, group_vector y);

#endif
