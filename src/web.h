/* web - addresses among inputs are opened by fetch.
 *
 *   address --dl_web_source--> dl_answer: bytes with where and when they were had, or a
 *                              note that says why not */
#ifndef DL_WEB_H
#define DL_WEB_H

#include "doc/answer.h"
#include "fetch/fetch.h"

typedef struct dl_web_source {
    const dl_mem *mem;
    dl_fetch_options options;
    dl_fetch *fetch; /* NULL: nothing was asked yet */
    dl_web web; /* for those who open inputs; its ctx is this */
} dl_web_source;

/* o->agent stays; s stays where it is. */
void dl_web_source_init(dl_web_source *s, const dl_mem *m, const dl_fetch_options *o);
void dl_web_source_close(dl_web_source *s);
/* NULL: out of memory. */
dl_fetch *dl_web_source_fetch(dl_web_source *s);
/* What was fetched as an answer. */
void dl_web_answer(dl_arena *a, const dl_fetched *got, dl_answer *out);

#endif
