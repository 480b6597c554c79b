/* known - what the record knows of one report beside the report itself.
 *
 *   store --dl_known--> tell */
#ifndef DL_KNOWN_H
#define DL_KNOWN_H

#include "pack.h"

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
} dl_known;

#endif
