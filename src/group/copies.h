/* copies - reports whose texts are one text: wire reports cut, re-led and re-headlined.
 *
 *   in   reports one after the other, each compared with those that came before
 *   out  pairs of copies with their overlap, told to the caller, who joins them
 *
 * Pairs are found by the index of sampled shingles and decided by their whole texts
 * (rules.h). A quoted paragraph is part of both texts but a small part of each, so it
 * joins nothing. */
#ifndef DL_GROUP_COPIES_H
#define DL_GROUP_COPIES_H

#include "shingle_index.h"
#include "texts.h"

typedef struct group_copies group_copies;
/* shingles: sampled ones that will come; reports: those that will be compared; in_order:
 * they come in canonical order. NULL: out of memory. */
group_copies *group_copies_new(const dl_mem *m, uint64_t shingles, uint32_t reports, bool in_order);
void group_copies_free(group_copies *c);
bool group_copies_failed(const group_copies *c); /* out of memory */
/* The report will be found by those that come. */
void group_copies_add(group_copies *c, group_report *r, uint32_t report);

/* Calls `sure` or `weak` for each report of another origin that this one is a copy of,
 * those that share the most first; `sure` joins the two (copy_of). Weak pairs may be
 * parts of one text put behind another; group_copies_related decides. */
typedef void group_copy_found(void *user, uint32_t report, uint32_t other, int32_t overlap);
void group_copies_find(group_copies *c, const dl_record *record, group_report *r, uint32_t report,
    group_copy_found *sure, group_copy_found *weak, void *user);
/* A weak pair: x must have to do with the first copy that `other` has already (itself: it
 * has none). */
bool group_copies_related(group_copies *c, const dl_record *record, const group_report *x,
    const group_report *first_copy);

/* Sets copy_of, overlap and nearest of all. `r` in canonical order. False: no memory. */
bool group_find_copies(const dl_record *record, group_report *r, uint32_t n);

#endif
