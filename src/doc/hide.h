/* hide - the layers of a report without what lies in parts of its text that people hid.
 *
 *   dl_layers, spans --dl_layers_hide--> dl_layers without what lies in these spans
 *
 * What is left is numbered anew; layers->left tells the new numbers. An entity goes with
 * the last of its mentions, a time with the time that it hangs on. The text stays. */
#ifndef DL_HIDE_H
#define DL_HIDE_H

#include "pack.h"

/* hidden: bytes of full. Maps are in the arena; out of memory: dl_arena_failed. */
void dl_layers_hide(dl_arena *a, dl_layers *l, const dl_span *hidden, uint32_t n);

#endif
