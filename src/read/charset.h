/* charset - bytes of a plain file to UTF-8, with the map back. Private to read. */
#ifndef DL_CHARSET_H
#define DL_CHARSET_H

#include "doc/doc.h"

/* Order: byte order mark, valid UTF-8, detection, then windows-1252 with a note. Sets
 * text.charset, text.source and text.raw_map. */
void dl_charset_decode(dl_doc *d, dl_slice bytes);
bool dl_charset_is_binary(dl_slice bytes);
/* s without NULs (a note counts them); s itself when it has none. */
dl_slice dl_charset_drop_nuls(dl_doc *d, dl_slice s, const char *where);

#endif
