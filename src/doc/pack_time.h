/* pack_time - the unanchored form of a time: which of its fields say something, and
 * these.
 *
 *   dl_time_form <--> varint of bits, one a field in the order of pack_time.c; then the
 *                     fields whose bit is set */
#ifndef DL_PACK_TIME_H
#define DL_PACK_TIME_H

#include "pack_bytes.h"
#include "time.h"

void pack_put_form(pack_writer *w, const dl_time_form *f);
/* marks: times that the form may hang on. */
void pack_get_form(pack_reader *r, uint32_t marks, dl_time_form *f);

#endif
