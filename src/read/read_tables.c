/* read_tables - the tables of read.h.
 *
 *   lexicon, calendar --dl_read_tables_new--> what decoding looks up */
#include "read_private.h"

/* Raised when the same tables and the same bytes give another first layer. */
#define RULES_VERSION "2"

dl_read_tables *dl_read_tables_new(
    const dl_mem *m, dl_lexicon *lexicon, const dl_calendar *calendar, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_read_tables *t = a ? dl_arena_alloc(a, sizeof *t) : NULL;
    if (t) {
        t->arena = a;
        t->calendar = calendar;
        t->url = dl_url_rules_new(m, lexicon, e);
        if (t->url) return t;
    }
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
    return NULL;
}

void dl_read_tables_free(dl_read_tables *t)
{
    if (!t) return;
    dl_url_rules_free(t->url);
    dl_arena_free(t->arena);
}

const char *dl_read_version(void) { return RULES_VERSION; }
