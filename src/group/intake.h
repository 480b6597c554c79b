/* intake - the record's reports as relink and live take them in.
 *
 *   in   briefs of reports from the record, in any order that the caller wants to keep
 *   out  group_report: vector, sampled shingles, numbers for outlet, agency, series
 *
 * Features are the record's; where it has none, or another version's, they are made of
 * the text and put there. */
#ifndef DL_GROUP_INTAKE_H
#define DL_GROUP_INTAKE_H

#include "features.h"
#include "base/intern.h"
#include "report.h"
#include "shown.h"

typedef struct group_intake {
    const dl_mem *mem;
    dl_arena *arena;
    const dl_record *record; /* of the call that is under way */
    const dl_group_words *words;
    dl_group_scratch *scratch;
    DL_VEC(group_report) reports; /* in `mem`, not the arena: they are many */
    dl_interner names; /* of outlets and agencies, in any case */
    dl_interner series;
    group_shown shown;
    dl_slice body; /* of a report while its features are made */
    bool ranks; /* terms' ids are serial numbers, then ranks (group_intake_rank) */
    uint32_t *hash_of; /* [shown.n + 1] by rank, from 1; NULL: ids are hashes */
} group_intake;

/* ranks: ids of terms will be ranks, below shown.n + 1. False: out of memory; close it
 * all the same. */
bool group_intake_open(group_intake *g, const dl_group_words *w, const dl_record *r, bool ranks);
void group_intake_close(group_intake *g);
/* NULL: out of memory, which is in the record's err. */
group_report *group_intake_add(group_intake *g, const dl_rep_brief *b);
/* Once all are in: ids of terms become ranks in the order of their hashes, so that
 * arrays can be indexed by them, and names are flagged by the record's use of them.
 * Out of memory: as group_intake_add. */
void group_intake_rank(group_intake *g);
/* Flags names by what the record says now; ids are hashes. */
void group_intake_name(const group_intake *g, group_vector v);
dl_slice group_intake_word(const group_intake *g, uint32_t id); /* to show for a term */

#endif
