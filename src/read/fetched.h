/* fetched - what the web answered, in the form in which it is kept. Private to read.
 *
 *   dl_answer --read_fetched_format--> how it is read
 *             --read_fetched_head--> the heads in front of it
 *
 * With them it is a record of an archive (warc.h), which tells its address, when it was
 * fetched, and its charset as the server said it. */
#ifndef DL_READ_FETCHED_H
#define DL_READ_FETCHED_H

#include "doc/answer.h"
#include "sniff.h"

/* By the type that was sent, where that says enough, else by the first bytes. */
read_format read_fetched_format(const dl_read_tables *t, const dl_answer *answer);
/* Of a page or a text; in the arena. */
dl_slice read_fetched_head(dl_arena *a, const dl_answer *answer, read_format format);

#endif
