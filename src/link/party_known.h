/* party_known - who takes part in an event, where its own report leaves open whose he is
 * or what he does: as other reports of the record tell it.
 *
 *   told events, what reports tell of people --link_know_parties--> their codes in full
 *
 * What the report itself says in words stays: only what it does not say, or what was
 * taken from the country that it is about, is told by others. */
#ifndef DL_LINK_PARTY_KNOWN_H
#define DL_LINK_PARTY_KNOWN_H

#include "things.h"

/* r: the reports of the story; rep: of the reports by the numbers of things. New codes
 * live in `a`, where a failure sticks. */
void link_know_parties(const dl_link *l, const link_things *x, dl_arena *a,
    const dl_link_report *r, const dl_rep *rep, dl_link_told *told);

#endif
