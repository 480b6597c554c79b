/* tell - groups as the record keeps them.
 *
 *   in   a group's members (reports in canonical order), its profile
 *   out  rows for the record: titles, terms, outlets and origins counted, reasons of
 *        joins and of copies in words */
#ifndef DL_GROUP_TELL_H
#define DL_GROUP_TELL_H

#include "intake.h"
#include "profile.h"

typedef struct group_of {
    uint32_t *member; /* reports in canonical order */
    uint32_t n;
    dl_slice id;
} group_of;

typedef struct group_teller {
    group_intake *in;
    bool live; /* groups are told again, not afresh */
    group_weight *scatter; /* [in->shown.n + 1] zero between uses; NULL: ids are hashes */
    uint32_t *seen, seen_n, stamp; /* marks by stamp: names of outlets, roots of copies */
} group_teller;

void group_tell(
    group_teller *t, dl_level level, const group_of *m, const group_profile *p, dl_slice story);
/* x and y: ids of what was joined. */
void group_tell_why(group_teller *t, dl_level level, dl_slice id, dl_slice x, dl_slice y,
    int32_t weight, const uint32_t *shared);
/* y follows x, which is quiet. */
typedef struct group_quiet {
    int32_t since, days, rhythm;
} group_quiet;
void group_tell_follows(group_teller *t, dl_slice y, dl_slice x, const group_quiet *q,
    int32_t weight, const uint32_t *shared);
void group_tell_copy(group_teller *t, uint32_t report, dl_slice copy_group);

#endif
