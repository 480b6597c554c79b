/* known - what the record knows of one report beside the report itself.
 *
 *   store --dl_known--> tell */
#ifndef DL_KNOWN_H
#define DL_KNOWN_H

#include "pack.h"

typedef struct dl_hidden { /* a part of the text that people marked as clutter */
    uint32_t start, end; /* code points of the text */
    int64_t correction; /* its number */
    dl_slice by, why;
} dl_hidden;

typedef struct dl_known {
    dl_slice id; /* that the report has now */
    const dl_layers *layers; /* NULL: it was not analysed, or not linked yet */
    bool worked_out; /* its day was, wholly or in part */
    int32_t first, last; /* the days that it may be of; DL_NO_DAY: not known */
    dl_slice basis, why;
    const dl_time_value *value; /* [times] against those days */
    const dl_slice *entity; /* [entities] the entity of the record; {NULL,0}: none */
    const dl_slice *name; /* [entities] what the record calls it, by all its reports */
    const dl_slice *event; /* [events] the merged event */
    DL_VEC(dl_hidden) hidden;
    dl_arena *hidden_in;
    const dl_left *left; /* [DL_LISTS] of the layers; NULL: nothing is hidden of them */
} dl_known;

#endif
