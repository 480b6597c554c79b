/* link_private - what the files of link share. */
#ifndef DL_LINK_PRIVATE_H
#define DL_LINK_PRIVATE_H

#include "link.h"

/* False: the work shall stop; asked some times a second. */
static inline bool link_goes_on(const dl_record_link *r) { return !r->go_on || r->go_on(r->ctx); }

struct dl_link {
    const dl_mem *mem;
    dl_arena *arena; /* what the tables hold */
    const dl_offices *offices;
    const dl_calendar *calendar;
    const dl_table *titles; /* data/link/titles.tsv */
    const dl_table *event_words; /* group, word, example */
    const dl_table *vague_words; /* word, kind, example */
    const dl_table *other_words; /* word, where, example */
    const dl_table *outcomes; /* announced, outcome, example */
    const dl_table *firms, *spellings;
    int8_t *spelling_where; /* [rows of spellings] a choice of the column `where` */
};

enum { LINK_TITLE, LINK_TITLE_OFFICE }; /* columns of titles */

#endif
