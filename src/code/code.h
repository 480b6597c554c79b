/* code - who did what to whom, how certain, by which rule.
 *
 *   tokens, marks --dl_code_run--> d->events, one an event word, verbal or nominal
 *
 * Three engines in a row; none knows the next:
 *   frames (no ontology)   what happens, and which words take part in it
 *   status                 happened, planned, denied ...: told by what embeds it
 *   coder                  type, act, mode, CAMEO code, contexts, by rows of the lexicon
 *
 * Reports without tokens get no events. Everything lives in the document's arena; the
 * tables are const and shared by threads. */
#ifndef DL_CODE_H
#define DL_CODE_H

#include "doc/doc.h"

typedef struct dl_code_tables dl_code_tables; /* data/code/ */

/* NULL with e set when a row is bad. The lexicon outlives it. Freed by
 * dl_code_tables_free. */
dl_code_tables *dl_code_tables_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e);
void dl_code_tables_free(dl_code_tables *t);
const char *dl_code_version(void); /* of the rules; the tables' is the lexicon's */

void dl_code_run(dl_doc *d, const dl_code_tables *t);

#endif
