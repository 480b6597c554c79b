/* mark_entities - one entity a thing: names, noun phrases and pronouns that stand for it.
 *
 *   d->marks.mentions (names) --mark_entities--> d->marks.mentions with entities
 *
 * coref.h joins the mentions; here the clusters become entities, and noun phrases and
 * pronouns that stand for nothing told go again. */
#include "actors.h"

#include "mark_private.h"
#include "spans.h"

/* "Syria [president]", "California [governor]", as headlines write: of a place that is
 * named right before; not "US ambassador to Oslo Jane Berg", who has a name. */
static bool is_of_place(const coref *c, uint32_t m)
{
    uint32_t role = c->at[m].role_first;
    uint32_t next = coref_of(c, m)->head + 1;
    dl_tag tag = next < c->d->tokens.n ? dl_token_tag(&c->d->tokens, next) : DL_TAG_NN;
    if (tag == DL_TAG_IN || tag == DL_TAG_TO) return false;
    if (!known_is_of_state(c->at[m].role->sector) || role <= coref_of(c, m)->range.first)
        return false;
    uint32_t place = c->headed[role - 1];
    return place && coref_of(c, place - 1)->form == DL_FORM_NAME
        && c->at[place - 1].what == COREF_PLACE;
}

/* Somebody by a role: "a senior Japanese official", "police"; not "justice" and its like,
 * nor "the head" of nothing told. */
static bool is_actor(const coref *c, uint32_t m)
{
    const coref_mention *a = &c->at[m];
    if (!a->role || a->role->what == ROLE_PLACE) return false;
    bool alone = a->role->what == ROLE_PERSON && a->bare && a->number == 's';
    if (alone && !is_of_place(c, m)) return false;
    if (a->role->sector.n || !a->role->of_body) return true;
    for (uint32_t i = coref_of(c, m)->range.first + 1; i < coref_of(c, m)->range.last; i++)
        if (span_is_upper(span_word(c->d, i))) return true;
    return false;
}

/* A mention stays when it names something or somebody by an actor's role, or stands for
 * what another mention tells. */
static bool stays(coref *c, uint32_t m)
{
    if (coref_of(c, m)->form == DL_FORM_NAME) return true;
    if (coref_of(c, m)->form == DL_FORM_NOMINAL && is_actor(c, m)) return true;
    return c->at[coref_root(c, m)].size > 1;
}

static bool is_seat(const coref *c, uint32_t m)
{
    return c->at[m].row && c->at[m].row->what == KNOWN_SEAT && coref_is_metonym(c, m);
}

/* "SANAA", as datelines write it. */
static bool is_shouted(const coref *c, uint32_t m)
{
    dl_slice w = span_word(c->d, coref_of(c, m)->range.first);
    return w.n > 3 && span_is_acronym(w);
}

/* The fullest form: a name before others, a country before its capital, the longer
 * before the shorter. */
static bool tells_more(const coref *c, uint32_t a, uint32_t than)
{
    const dl_mention *x = coref_of(c, a);
    const dl_mention *y = coref_of(c, than);
    if (x->form != y->form) return x->form < y->form;
    if (is_seat(c, a) != is_seat(c, than)) return is_seat(c, than);
    uint32_t long_x = x->span.end - x->span.start;
    uint32_t long_y = y->span.end - y->span.start;
    if (long_x != long_y) return long_x > long_y;
    return is_shouted(c, than) && !is_shouted(c, a);
}

/* A government that its capital alone names is named by its country. */
static dl_slice name_of(const coref *c, uint32_t m)
{
    const dl_mention *one = coref_of(c, m);
    if (is_seat(c, m)) return c->at[m].row->name;
    return dl_slice_cut(c->d->text.full, one->span.start, one->span.end);
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
    uint32_t *best = dl_arena_array(c->d->scratch, k->entities.n + 1, sizeof *best);
    if (!best) return;
    for (uint32_t m = 0; m < k->mentions.n; m++) {
        const dl_mention *one = &k->mentions.at[m];
        if (one->entity < 0) continue;
        uint32_t *at = &best[one->entity];
        if (!*at || tells_more(c, m, *at - 1)) *at = m + 1;
    }
    for (uint32_t e = 0; e < k->entities.n; e++) {
        k->entities.at[e].name = name_of(c, best[e] - 1);
        k->entities.at[e].kind = coref_of(c, best[e] - 1)->kind;
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

static bool number_entities(coref *c)
{
    dl_marks *k = &c->d->marks;
    int32_t *of = dl_arena_array(c->d->scratch, c->n + 1, sizeof *of);
    if (!of) return false;
    for (uint32_t m = 0; m < c->n; m++) of[m] = -1;
    for (uint32_t m = 0; m < c->n; m++)
        if (stays(c, m)) k->mentions.at[m].entity = entity_at(c, of, m);
    return dl_doc_ok(c->d);
}

static void drop_others(dl_marks *k)
{
    uint32_t kept = 0;
    for (uint32_t m = 0; m < k->mentions.n; m++)
        if (k->mentions.at[m].entity >= 0) k->mentions.at[kept++] = k->mentions.at[m];
    k->mentions.n = kept;
}

void mark_entities(dl_doc *d, const dl_mark_tables *t)
{
    coref c = { .d = d, .k = t->known, .offices = t->offices };
    if (!coref_mentions(&c)) return;
    coref_speakers(&c);
    coref_names(&c);
    if (!dl_doc_go_on(d)) return;
    coref_nominals(&c);
    coref_pronouns(&c);
    if (!dl_doc_go_on(d) || !number_entities(&c)) return;
    name_entities(&c);
    mark_actors(&c, t->offices);
    drop_others(&d->marks);
    tell_kinds(&c);
}
