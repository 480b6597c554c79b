/* relink - link over the whole record: entities of all reports, then story by story. */
#ifndef DL_LINK_RELINK_H
#define DL_LINK_RELINK_H

#include "link.h"

/* Works out what record->all says. A failure sticks in *record->err. */
void dl_link_relink(const dl_link *l, const dl_record_link *record);

#endif
