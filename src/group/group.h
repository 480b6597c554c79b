/* group - copies, episodes (one happening, days), stories (running, made of episodes).
 *
 *   dl_rep_brief --> copies (shingles, alignment) --> episodes (streaming) --> stories (episodes joined)
 *        asks and tells the record through doc/record.h; keeps its indexes there between runs
 *
 * dl_group_add takes reports as they arrive; dl_group_relink works all out afresh in canonical order (day, undated last, id), so that the
 * result does not depend on arrival. Scores are integers. It knows nothing of tokens: it reads titles and texts, so a record without
 * analysis is grouped the same. Names and events will feed the joining of episodes later (join.h). */
#ifndef DL_GROUP_H
#define DL_GROUP_H

#include "doc/record.h"

typedef struct dl_group dl_group;

dl_group *dl_group_new(const dl_mem *m, const dl_record *r);     /* opens the state kept in the record; NULL: out of memory */
void dl_group_free(dl_group *g);
/* The costly, pure part of a report (words, weights, shingles): may run in any thread. Lives in the arena. */
typedef struct dl_group_features dl_group_features;
dl_group_features *dl_group_features_of(dl_arena *a, const dl_rep_brief *r);
/* Joins one report to what is there; writes results and indexes (or keeps them until dl_group_flush). */
void dl_group_add(dl_group *g, const dl_rep_brief *r, const dl_group_features *f);
void dl_group_flush(dl_group *g);                                /* before each commit */
void dl_group_relink(dl_group *g);                               /* everything afresh */
const char *dl_group_version(void);                              /* changes when results may */

#endif
