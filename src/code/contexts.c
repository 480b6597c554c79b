/* contexts - what an event is about: the contexts of PLOVER, by data/code/contexts.tsv.
 *
 *   lemmas of the event's sentence --phrases of one to four--> "economic;diplomatic"
 *
 * A sentence's contexts are those of all its events; they stand in the order of the
 * table's rows of each context's first. */
#include "code_private.h"

enum {
    PHRASE_WORDS = 4,
    PHRASE_BYTES = 80,
    CONTEXTS_MOST = 64 /* more than there are in the table */
};

typedef struct phrase { /* lemmas joined by spaces */
    char at[PHRASE_BYTES];
    size_t n;
} phrase;

static bool add_lemma(phrase *p, dl_slice lemma)
{
    if (p->n + lemma.n + 1 > sizeof p->at) return false;
    if (p->n) p->at[p->n++] = ' ';
    char lower[CODE_LOWER_MOST];
    dl_slice s = code_lower(lemma, lower);
    memcpy(p->at + p->n, s.p, s.n);
    p->n += s.n;
    return true;
}

typedef struct found { /* contexts of a sentence, each once, as slices of the table */
    dl_slice at[CONTEXTS_MOST];
    uint32_t n;
} found;

static void add_context(found *f, dl_slice context)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (dl_slice_eq(f->at[i], context)) return;
    if (f->n < CONTEXTS_MOST) f->at[f->n++] = context;
}

/* All rows of a phrase: one word may be a sign of several contexts. */
static void add_rows(found *f, const code_words *w, dl_slice words)
{
    uint32_t at = (uint32_t)dl_hash64(words, 5) & (w->slots - 1);
    for (; w->slot[at]; at = (at + 1) & (w->slots - 1)) {
        uint32_t r = w->slot[at] - 1;
        if (dl_slice_eq(dl_table_cell(w->table, r, 0), words))
            add_context(f, dl_table_cell(w->table, r, 1));
    }
}

static void look_at(found *f, const code_job *j, uint32_t from, uint32_t end)
{
    phrase p = { .n = 0 };
    for (uint32_t i = from; i < end && i < from + PHRASE_WORDS; i++) {
        if (!add_lemma(&p, j->x->t->lemma[i])) return;
        add_rows(f, &j->t->contexts, dl_slice_of(p.at, p.n));
    }
}

static dl_slice joined(dl_arena *a, const found *f)
{
    size_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) n += f->at[i].n + 1;
    char *all = n ? dl_arena_room(a, n) : NULL;
    if (!all) return (dl_slice){ NULL, 0 };
    size_t at = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        if (i) all[at++] = ';';
        memcpy(all + at, f->at[i].p, f->at[i].n);
        at += f->at[i].n;
    }
    return dl_slice_of(all, at);
}

static dl_slice contexts_of(const code_job *j, uint32_t sentence)
{
    const dl_tokens *t = j->x->t;
    uint32_t end = t->sentences.at[sentence].last;
    found f = { .n = 0 };
    for (uint32_t i = t->sentences.at[sentence].first; i < end; i++) look_at(&f, j, i, end);
    return joined(j->d->arena, &f);
}

void code_add_contexts(const code_job *j)
{
    uint32_t last = UINT32_MAX;
    dl_slice contexts = { NULL, 0 };
    for (uint32_t i = 0; i < j->f->at.n; i++) {
        dl_event *e = j->event[i] < 0 ? NULL : &j->d->events.at.at[j->event[i]];
        if (!e || !e->type.n) continue;
        uint32_t sentence = code_sentence_of(j->where, e->head);
        if (sentence != last) contexts = contexts_of(j, sentence);
        last = sentence;
        e->contexts = contexts;
    }
}
