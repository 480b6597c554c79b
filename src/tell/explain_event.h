/* explain_event - how an event of a report was made.
 *
 *   the line of a report, that of its tokens --dl_tell_event_reasons--> rows: mark
 *   (sentence, event, actor, recipient), words, says, rule, row (of the table that the
 *   rule names) */
#ifndef DL_TELL_EXPLAIN_EVENT_H
#define DL_TELL_EXPLAIN_EVENT_H

#include "base/lexicon.h"
#include "rows.h"

typedef struct dl_event_asked {
    dl_slice report;
    dl_slice tokens; /* {NULL,0}: there is no model to make the tree */
    size_t number; /* of the event in the report */
    const dl_lexicon *tables;
} dl_event_asked;
/* False: the report has no event of that number. */
bool dl_tell_event_reasons(dl_tell_rows *rows, const dl_event_asked *asked);

#endif
