/* mark_entities - one entity a thing: names, noun phrases and pronouns that stand for it.
 *
 *   d->marks.mentions (names) --mark_entities--> d->marks.mentions with entities
 *
 * coref.h joins the mentions; here the clusters become entities, and noun phrases and
 * pronouns that stand for nothing told go again. */
#include "coref.h"

#include "mark_private.h"
#include "spans.h"

/* A mention stays when it names something, or stands for what another mention tells. */
static bool stays(coref *c, uint32_t m)
{
    if (coref_of(c, m)->form == DL_FORM_NAME) return true;
    return c->at[coref_root(c, m)].size > 1;
}

/* The fullest form: a name before others, the longer before the shorter. */
static bool tells_more(const dl_mention *a, const dl_mention *than)
{
    if (a->form != than->form) return a->form < than->form;
    return a->span.end - a->span.start > than->span.end - than->span.start;
}

static int32_t entity_at(coref *c, int32_t *of, uint32_t m)
{
    uint32_t root = coref_root(c, m);
    const dl_mention *one = coref_of(c, m);
    if (of[root] >= 0) return of[root];
    dl_entity *e = DL_PUSH(c->d->arena, &c->d->marks.entities);
    if (!e) return -1;
    e->kind = one->kind;
    of[root] = (int32_t)c->d->marks.entities.n - 1;
    return of[root];
}

static void name_entities(coref *c)
{
    dl_marks *k = &c->d->marks;
    uint32_t *best = dl_arena_array(c->d->arena, k->entities.n + 1, sizeof *best);
    if (!best) return;
    for (uint32_t m = 0; m < k->mentions.n; m++) {
        const dl_mention *one = &k->mentions.at[m];
        uint32_t *at = &best[one->entity];
        if (!*at || tells_more(one, &k->mentions.at[*at - 1])) *at = m + 1;
    }
    for (uint32_t e = 0; e < k->entities.n; e++) {
        const dl_mention *one = &k->mentions.at[best[e] - 1];
        k->entities.at[e].name = dl_slice_cut(c->d->text.full, one->span.start, one->span.end);
        k->entities.at[e].kind = one->kind;
    }
}

/* Phrases and pronouns are of the kind of what they stand for. */
static void tell_kinds(coref *c)
{
    dl_marks *k = &c->d->marks;
    for (uint32_t m = 0; m < k->mentions.n; m++) {
        dl_mention *one = &k->mentions.at[m];
        if (one->form != DL_FORM_NAME) one->kind = k->entities.at[one->entity].kind;
    }
}

static void make_entities(coref *c)
{
    dl_marks *k = &c->d->marks;
    int32_t *of = dl_arena_array(c->d->arena, c->n + 1, sizeof *of);
    if (!of) return;
    for (uint32_t m = 0; m < c->n; m++) of[m] = -1;
    uint32_t kept = 0;
    for (uint32_t m = 0; m < c->n; m++) {
        if (!stays(c, m)) continue;
        int32_t entity = entity_at(c, of, m);
        if (entity < 0) return;
        k->mentions.at[m].entity = entity;
        k->mentions.at[kept++] = k->mentions.at[m];
    }
    k->mentions.n = kept;
    name_entities(c);
    tell_kinds(c);
}

void mark_entities(dl_doc *d, const dl_mark_tables *t)
{
    coref c = { .d = d, .k = t->known };
    if (!coref_mentions(&c)) return;
    coref_speakers(&c);
    coref_names(&c);
    coref_nominals(&c);
    coref_pronouns(&c);
    make_entities(&c);
}
