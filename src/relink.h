/* relink - what happens to one record: its reports are grouped, all afresh or a few new
 * ones into what is there; then entities, days and events are worked out over them.
 *
 *   dl_store_put --dl_relink_mark--> meta "linked": no | new | yes
 *   dl_relink_run --> group --> copies, episodes, stories in the record
 *                 --> link  --> entities, days of undated reports, merged events
 *
 * "linked" is written in the reports' own transaction, so a killed run leaves the mark.
 * new: only reports younger than all grouped ones wait; no: all is worked out afresh.
 * "merged" is the same of link: new, nothing but new reports waits to be grouped and
 * linked; no: what changed is looked for. */
#ifndef DL_RELINK_H
#define DL_RELINK_H

#include "store/store.h"

struct dl_group_words;
struct dl_group_live;
struct dl_link;

typedef struct dl_relink {
    dl_store *store;
    const struct dl_group_words *words;
    const struct dl_link *link;
    /* The groups of a large record, kept for the next small addition; NULL: read when
     * they are needed. */
    struct dl_group_live *live;
    /* Of the record when live was last right: another one's commit changes it. */
    int64_t data_version;
    dl_slice leaves; /* id of the report that is being removed; {NULL,0}: none is */
    /* What was grouped last is noted, as of that data_version, and all else is linked. */
    bool noted;
    int64_t noted_version;
} dl_relink;

/* In the transaction that changed reports. afresh: more than new reports came. */
void dl_relink_mark(dl_store *s, bool afresh);
bool dl_relink_is_due(dl_store *s);
/* In a transaction of its own. A failure sticks in the store's err, nothing is
 * changed. */
void dl_relink_run(dl_relink *r, bool afresh);
/* Removes a report with all its versions: it is gone and the rest is linked, or neither,
 * which sticks in the store's err. False: there is none of that id. */
bool dl_relink_without(dl_relink *r, dl_slice id);
/* Corrections have come: groups as they say, and what link tells of those that change. */
void dl_relink_corrected(dl_relink *r);
/* The reports that are held have become others. */
void dl_relink_forget(dl_relink *r);

#endif
