/* rtf - Rich Text Format to plain text. Private to read.
 *
 *   bytes that begin "{\rtf" --read_rtf_text--> paragraphs, an empty line between them
 *
 * Microsoft's specification 1.9.1. Fonts, styles, pictures, headers, footers, notes and
 * what a writer marks as not needed ("\*") are left out; letters are windows-1252 or
 * named by number. */
#ifndef DL_READ_RTF_H
#define DL_READ_RTF_H

#include "base/buf.h"

bool read_is_rtf(dl_slice file);
/* Added to `out`, at most `most` bytes. False: more than that, or groups too deep in each
 * other; a failure of memory sticks in `out`. */
bool read_rtf_text(dl_slice file, size_t most, dl_buf *out);

#endif
