/* link - what reports say together: when an undated report was published, which
 * mentions tell one event, what was announced and came true.
 *
 *   the reports of one story, with their marks and events
 *     --link_dates--> the days on which each may be published
 *     --link_merge--> events, each with all its mentions
 *     --link_announced--> what realises, postpones or cancels what
 *
 * Everything is worked out from the reports of one story and the tables alone, in an
 * order that ids fix: no order of arrival reaches a result. */
#ifndef DL_LINK_H
#define DL_LINK_H

#include "doc/calendar.h"
#include "doc/offices.h"
#include "doc/record_link.h"

typedef struct dl_link dl_link; /* the tables; const after dl_link_new, shared by threads */

/* NULL with e set. The lexicon, the calendar and the offices outlive it. */
dl_link *dl_link_new(const dl_mem *m, dl_lexicon *lexicon, const dl_calendar *calendar,
    const dl_offices *offices, dl_err *e);
void dl_link_free(dl_link *l);

/* Works one story out; everything that it answers lives in `a`. r: its reports, in order
 * of id. record: asked whether to go on. False: out of memory, or stopped. */
bool dl_link_story(const dl_link *l, const dl_record_link *record, dl_arena *a,
    const dl_link_report *r, uint32_t n, dl_link_told *out);

#endif
