/* follow - which story takes up one that went quiet.
 *
 *   in   the stories of a record (top nodes), with their days
 *   out  for each the story that it follows, told with the reason
 *
 * Relink seeks in all stories; live asks of a new story's nearest ones. */
#ifndef DL_GROUP_FOLLOW_H
#define DL_GROUP_FOLLOW_H

#include "join.h"
#include "tell.h"

/* ids [nodes]: of stories. Where memory fails nothing more is told. */
bool group_follow(group_teller *t, const group_nodes *stories, const dl_slice *ids, uint32_t terms);
/* y follows x: what both speak of is told. */
void group_follow_tell(
    group_teller *t, dl_slice y_id, group_profile *y, dl_slice x_id, group_profile *x);

#endif
