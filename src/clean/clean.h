/* clean - from what came to the article: title, article text, dateline, agency,
 * by-line; what was removed and why.
 *
 *   text.source_title, text.source
 *      --dl_clean_text--> text.full (title "\n\n" body), paragraphs, zones, removed,
 *                         clean_map; date, where the dateline has the only one
 *
 * Pure stage: everything in the document's arena. */
#ifndef DL_CLEAN_H
#define DL_CLEAN_H

#include "doc/calendar.h"
#include "doc/doc.h"
#include "read/read.h"

typedef struct dl_clean_tables dl_clean_tables; /* data/clean/, as the room asks it */

/* NULL with e set when a row is bad. Lexicon and calendar outlive it. Freed by
 * dl_clean_tables_free. */
dl_clean_tables *dl_clean_tables_new(
    const dl_mem *m, dl_lexicon *lexicon, const dl_calendar *calendar, dl_err *e);
void dl_clean_tables_free(dl_clean_tables *t);
const char *dl_clean_version(void); /* of the rules; the tables' is the lexicon's */

/* Of a page (text.page): source_title, source and raw_map, and what it says of its date,
 * outlet, author and address; dl_read_settle and dl_clean_text go on from there. */
void dl_clean_page(dl_doc *d, const dl_clean_tables *t, const dl_read_tables *r);
void dl_clean_text(dl_doc *d, const dl_clean_tables *t);

/* text.seams: where the engine may begin a sentence though none has ended. */
void dl_clean_seams(dl_doc *d, const dl_clean_tables *t);

#endif
