/* actor_code - an actor code in its parts: "USAGOV" is the country USA and the sector
 * GOV, "REB" a sector of no country, "IGOUNO" a body's whole. Letters as PLOVER and CAMEO
 * have them. */
#ifndef DL_ACTOR_CODE_H
#define DL_ACTOR_CODE_H

#include "base/base.h"

typedef struct dl_actor_parts {
    dl_slice country, role, body; /* {NULL,0}: it has none; of the code's own bytes */
} dl_actor_parts;

dl_actor_parts dl_actor_parts_of(dl_slice code);
/* Is it that of a body or movement that is no firm: "IGOUNO", "NGO", "IMGREB"? */
bool dl_actor_is_public_body(dl_slice code);
/* Does it begin with a sector, so that it says no country? */
bool dl_actor_is_sector(dl_slice code);

#endif
