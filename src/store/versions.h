/* versions - see versions.c: what two reports are to one another, and which of two
 * versions counts. Pure functions. */
#ifndef DL_STORE_VERSIONS_H
#define DL_STORE_VERSIONS_H

#include <stdlib.h>

#include "doc/doc.h"
#include "doc/record.h"

typedef struct store_version { /* what is looked at of a report */
    dl_rep rep; /* 0: it is about to come in */
    dl_slice id, outlet, url_key, title, body;
    dl_slice date, date_modified, date_retrieved;
    dl_sha256 sha256;
    bool is_weak; /* an empty text, or a wall in front of one: it replaces none */
} store_version;

typedef enum store_kinship {
    STORE_STRANGERS,
    STORE_ONE_REPORT, /* versions of one another */
    STORE_SAME_ID, /* two reports that bear one id */
    STORE_SAME_ADDRESS /* two reports under one address */
} store_kinship;

store_kinship store_kinship_of(dl_arena *a, const store_version *x, const store_version *y);
/* a takes the place of b. One of the two counts more, whatever the order of asking. */
bool store_counts_more(const store_version *a, const store_version *b);

#endif
