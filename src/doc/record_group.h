/* record_group - what group writes into the record: features, copies, episodes, stories.
 *
 *   group ----> dl_record.group ----> store (SQLite)
 *
 * Results become tables that make sense in any SQLite tool. ctx: of the dl_record. */
#ifndef DL_RECORD_GROUP_H
#define DL_RECORD_GROUP_H

#include "record.h"

typedef enum dl_level { DL_EPISODE, DL_STORY } dl_level; /* the two kinds of groups */

typedef struct dl_group_row { /* one episode or story */
    dl_slice id, title;
    dl_slice terms; /* joined by ' ' in order of weight */
    int32_t first, last; /* days; INT32_MIN: not known */
    uint32_t outlets, origins;
    dl_slice story; /* of an episode: the story it is in */
} dl_group_row;

typedef struct dl_record_group {
    /* Keeps what was made of a report; may be asked inside dl_record.reports. */
    void (*features)(void *ctx, dl_rep rep, dl_slice features);
    /* All results of grouping go, before they are worked out afresh. */
    void (*clear)(void *ctx);
    /* One that is there is told anew; without a title it keeps its own. */
    void (*put)(void *ctx, dl_level level, const dl_group_row *row);
    /* What is under the one id is under the other from now on; the old one becomes an
     * alias. */
    void (*gone)(void *ctx, dl_level level, dl_slice old, dl_slice now);
    void (*copies_gone)(void *ctx, dl_slice old, dl_slice now);
    /* Every report is in one episode. */
    void (*member)(void *ctx, dl_rep rep, dl_slice episode);
    void (*copy)(void *ctx, dl_rep rep, dl_slice group, int32_t overlap_permille, dl_slice why);
    /* Why two were joined. */
    void (*why)(void *ctx, dl_level level, dl_slice id, dl_slice other, int32_t weight_permille,
        dl_slice text);
    /* A story takes up another one that went quiet before. */
    void (*follows)(
        void *ctx, dl_slice id, dl_slice other, int32_t weight_permille, dl_slice text);
    /* Ids that are gone become aliases of what holds their report now. */
    void (*finish)(void *ctx);
} dl_record_group;

#endif
