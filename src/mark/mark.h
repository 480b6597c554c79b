/* mark - what a report says of when, who, where, who said it and how much.
 *
 *   text, tokens --dl_mark_run--> d->marks: entities, mentions, times, quotes, amounts
 *
 * Works in the headline as well as in the text. Each sub-stage is a file of its own
 * that reads the layers below and the marks of the sub-stages before it (mark.c has
 * their order). Reports without tokens get no marks. Everything lives in the
 * document's arena; the tables are const and shared by threads. */
#ifndef DL_MARK_H
#define DL_MARK_H

#include "doc/doc.h"
#include "doc/offices.h"

typedef struct dl_mark_tables dl_mark_tables; /* data/mark/ */

/* NULL with e set when a row is bad. The lexicon outlives it. Freed by
 * dl_mark_tables_free. */
dl_mark_tables *dl_mark_tables_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e);
void dl_mark_tables_free(dl_mark_tables *t);
const char *dl_mark_version(void); /* of the rules; the tables' is the lexicon's */
/* Who held which office when; as long as the tables. */
const dl_offices *dl_mark_offices(const dl_mark_tables *t);
dl_slice dl_mark_gazetteer(void); /* "geonames 2023-03-05 78055213641b": its date and hash */

void dl_mark_run(dl_doc *d, const dl_mark_tables *t);

#endif
