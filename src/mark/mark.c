/* mark - see mark.h: the tables of the room, and the order of its sub-stages. */
#include "amount_private.h"
#include "mark_private.h"
#include "place_private.h"
#include "quote_private.h"
#include "time_private.h"

/* Raised when the same tables give other marks. */
#define RULES_VERSION "35"

dl_mark_tables *dl_mark_tables_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_mark_tables *t = a ? dl_arena_alloc(a, sizeof *t) : NULL;
    if (t) {
        t->arena = a;
        t->known = known_new(a, lexicon, e);
        if (t->known) t->offices = dl_offices_new(a, lexicon, e);
        if (t->offices) t->times = time_rules_new(a, lexicon, e);
        if (t->times) t->places = place_tables_new(a, lexicon, e);
        if (t->places) t->quotes = quote_words_new(a, lexicon, e);
        if (t->quotes) t->amounts = amount_words_new(a, lexicon, e);
        if (t->amounts) return t;
    }
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
    return NULL;
}

void dl_mark_tables_free(dl_mark_tables *t)
{
    if (t) dl_arena_free(t->arena);
}

const char *dl_mark_version(void) { return RULES_VERSION; }
const dl_offices *dl_mark_offices(const dl_mark_tables *t) { return t->offices; }

dl_slice dl_mark_gazetteer(void)
{
    gazetteer g;
    bool fits = gazetteer_open(&g, gazetteer_built_in());
    return fits ? g.label : (dl_slice){ NULL, 0 };
}

static void fit(dl_doc *d)
{
    DL_FIT(d->arena, &d->marks.entities);
    DL_FIT(d->arena, &d->marks.mentions);
    DL_FIT(d->arena, &d->marks.times);
    DL_FIT(d->arena, &d->marks.quotes);
    DL_FIT(d->arena, &d->marks.amounts);
}

void dl_mark_run(dl_doc *d, const dl_mark_tables *t)
{
    if (!d->tokens.n) return;
    static void (*const steps[])(dl_doc * d, const dl_mark_tables *t) = { mark_names, mark_entities,
        mark_places, mark_homes, mark_times, mark_quotes, mark_amounts };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        steps[i](d, t);
        if (!dl_doc_tidy(d) || !dl_doc_go_on(d)) return;
    }
    fit(d);
    dl_arena_drop(d->arena, d->tokens.norm);
    d->tokens.norm = NULL;
}
