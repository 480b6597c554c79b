/* texts - two reports' texts compared by all their shingles, and by their names and
 * numbers.
 *
 *   in   two reports; their texts are read from the record, some are kept at hand
 *   out  how much of the shorter one's shingles the other has, and of its names and
 *        numbers */
#ifndef DL_GROUP_TEXTS_H
#define DL_GROUP_TEXTS_H

#include "rules.h"
#include "report.h"

typedef struct group_texts group_texts;
/* reports: of the record, some of which are compared; a guess will do. NULL: no
 * memory. */
group_texts *group_texts_new(const dl_mem *m, uint32_t reports);
void group_texts_free(group_texts *t);
/* Out of memory: what was said of a pair may be wrong. */
bool group_texts_failed(const group_texts *t);
/* Of long texts the samples are compared, and their names are not known. */
group_overlap group_texts_compare(
    group_texts *t, const dl_record *record, const group_report *x, const group_report *y);
group_text_pair group_text_pair_of(const group_report *x, const group_report *y);

#endif
