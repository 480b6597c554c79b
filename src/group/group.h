/* group - copies, episodes (one happening, days), stories (running, made of episodes).
 *
 *   dl_rep_brief --> features (words, shingles) --> copies --> episodes (reports joined) --> stories (episodes joined)
 *
 * dl_group_relink asks the record for its reports in canonical order (day, undated last, id) and tells it copies, episodes, stories and why:
 * the result does not depend on the order of arrival. Weights are integers. It knows nothing of tokens: it reads titles and texts, so a
 * record without analysis is grouped the same. Names and events will feed the joining later (join.h). */
#ifndef DL_GROUP_H
#define DL_GROUP_H

#include "doc/record.h"

/* Works all groups out afresh, inside the writer's transaction. A failure sticks in r->err. */
void dl_group_relink(const dl_mem *m, const dl_record *r);
const char *dl_group_version(void);                              /* changes when results may */

#endif
