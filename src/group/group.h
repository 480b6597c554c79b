/* group - copies, episodes (one happening, days), stories (running, made of episodes).
 *
 *   document --dl_group_features--> features (words, runs), kept by the record
 *   features --> copies --> episodes (reports joined) --> stories (episodes joined)
 *
 * dl_group_relink asks the record for its reports in canonical order (day, undated
 * last, id) and tells it copies, episodes, stories and why: the result does not depend
 * on the order of arrival. Weights are integers. It knows nothing of tokens: it reads
 * titles and texts, so a record without analysis is grouped the same. Names and events
 * will feed the joining later (join.c). */
#ifndef DL_GROUP_H
#define DL_GROUP_H

#include "doc/record_group.h"

typedef struct dl_group_words
    dl_group_words; /* how common words are; const once made, shared by threads */
dl_group_words *dl_group_words_new(
    const dl_mem *m, dl_lexicon *lexicon, dl_err *e); /* NULL with e set */
void dl_group_words_free(dl_group_words *w);

typedef struct dl_group_scratch dl_group_scratch; /* of one thread */
dl_group_scratch *dl_group_scratch_new(const dl_mem *m); /* NULL: no memory */
void dl_group_scratch_free(dl_group_scratch *s);

/* What grouping will need of a report, packed, in the document's arena. */
dl_slice dl_group_features(const dl_group_words *w, dl_group_scratch *s, dl_doc *d);
/* Works all groups out afresh, inside the writer's transaction. A failure sticks in
 * r->err. */
void dl_group_relink(const dl_group_words *w, const dl_record *r);
/* A few new reports join the groups of a large record without working all out afresh
 * (live.c). The state is read once and kept while nobody else changes the record; a
 * failure sticks in r->err and the state is of no more use. */
typedef struct dl_group_live dl_group_live;
dl_group_live *dl_group_live_open(
    const dl_group_words *w, const dl_record *r); /* NULL: see r->err */
void dl_group_live_add(dl_group_live *l,
    const dl_record *r); /* the reports that are pending; inside the writer's transaction */
void dl_group_live_free(dl_group_live *l);

const char *dl_group_version(void); /* changes when results may */

#endif
