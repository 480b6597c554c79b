/* page - the bytes of a page of HTML to UTF-8. Private to read.
 *
 *   a record, where its page begins --read_page--> text.page, the map to the record
 *
 * Charset: a byte order mark, valid UTF-8, what HTTP said, what the page says in a
 * <meta>, what the bytes look like (charset.h). */
#ifndef DL_READ_PAGE_H
#define DL_READ_PAGE_H

#include "charset.h"

/* charset: said by a header; {NULL,0}: none. */
void read_page(dl_doc *d, dl_slice record, size_t from, dl_slice charset);
/* The map of a text that begins at byte `at` of the record. */
dl_runs read_map_from(dl_doc *d, const read_utf8 *utf8, size_t at);

#endif
