/* tree - the sentence trees with what is marked on each token. See code_private.h. */
#include "code_private.h"

static bool arrays_new(code_tree *x, dl_arena *a, uint32_t n)
{
    x->named = dl_arena_array(a, (size_t)x->d->marks.entities.n + 1, sizeof *x->named);
    x->mention = dl_arena_array(a, (size_t)n + 1, sizeof *x->mention);
    x->inside = dl_arena_array(a, (size_t)n + 1, sizeof *x->inside);
    x->chunk = dl_arena_array(a, (size_t)n + 1, sizeof *x->chunk);
    x->timed = dl_arena_array(a, (size_t)n + 1, sizeof *x->timed);
    x->zoned = dl_arena_array(a, (size_t)n + 1, sizeof *x->zoned);
    x->speaker = dl_arena_array(a, (size_t)n + 1, sizeof *x->speaker);
    return !dl_arena_failed(a);
}

/* A name tells more than a noun, a noun more than a pronoun. */
static bool is_better(const dl_mention *a, const dl_mention *b)
{
    if (a->form != b->form) return a->form < b->form;
    return a->range.last - a->range.first > b->range.last - b->range.first;
}

/* "OSLO, Dec 16 (Wire) - ": the parser hangs it on the sentence behind it. */
static void place_zones(code_tree *x)
{
    const dl_text *text = &x->d->text;
    uint32_t token = 0;
    for (uint32_t z = 0; z < text->zones.n; z++) {
        const dl_zone *one = &text->zones.at[z];
        if (one->kind == DL_ZONE_CAPTION) continue;
        while (token < x->t->n && x->t->start[token] < one->span.start) token++;
        for (; token < x->t->n && x->t->start[token] < one->span.end; token++) x->zoned[token] = 1;
    }
}

static void place_mentions(code_tree *x)
{
    const dl_marks *m = &x->d->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        const dl_mention *one = &m->mentions.at[i];
        if (one->head >= x->t->n || x->zoned[one->head]) continue;
        int32_t *head = &x->mention[one->head];
        if (*head < 0 || is_better(one, &m->mentions.at[*head])) *head = (int32_t)i;
        if (one->form != DL_FORM_NAME) continue;
        if (one->entity >= 0) x->named[one->entity] = 1;
        for (uint32_t k = one->range.first; k < one->range.last && k < x->t->n; k++)
            if (x->inside[k] < 0) x->inside[k] = (int32_t)i;
    }
}

static void place_chunks(code_tree *x)
{
    for (uint32_t i = 0; i < x->t->chunks.n; i++) {
        dl_token_range r = x->t->chunks.at[i];
        for (uint32_t k = r.first; k < r.last && k < x->t->n; k++) x->chunk[k] = (int32_t)i;
    }
}

static void place_times(code_tree *x)
{
    const dl_marks *m = &x->d->marks;
    for (uint32_t i = 0; i < m->times.n; i++) {
        dl_token_range r = m->times.at[i].range;
        for (uint32_t k = r.first; k < r.last && k < x->t->n; k++) x->timed[k] = 1;
    }
}

static bool is_first_person(const dl_tokens *t, uint32_t token)
{
    static const char *const list[] = { "I", "i", "me", "my", "we", "us", "our", "We", "My", "Our",
        NULL };
    if (dl_token_pos(t, token) != DL_POS_PRON) return false;
    return dl_slice_is_any(t->lemma[token], list);
}

static uint32_t end_of(const dl_quote *q)
{
    return q->rest.end > q->span.end ? q->rest.end : q->span.end;
}

/* "We will sign," Berg said: "we" is Berg, for whomever she speaks. Of quotes within
 * quotes the innermost one counts. */
static void place_speakers(code_tree *x)
{
    const dl_marks *m = &x->d->marks;
    uint32_t next = 0;
    int32_t at = -1; /* the innermost quote that is open */
    for (uint32_t i = 0; i < x->t->n; i++) {
        while (next < m->quotes.n && m->quotes.at[next].span.start <= x->t->start[i])
            at = (int32_t)next++;
        while (at >= 0 && end_of(&m->quotes.at[at]) <= x->t->start[i]) at = m->quotes.at[at].within;
        if (at >= 0 && is_first_person(x->t, i)) x->speaker[i] = m->quotes.at[at].entity;
    }
}

bool code_tree_of(code_tree *x, dl_doc *d)
{
    uint32_t n = d->tokens.n;
    x->d = d;
    x->t = &d->tokens;
    if (!dl_tree_new(&x->tree, d->scratch, &d->tokens) || !arrays_new(x, d->scratch, n))
        return false;
    x->first = x->tree.first;
    x->next = x->tree.next;
    for (uint32_t i = 0; i < n; i++)
        x->mention[i] = x->inside[i] = x->chunk[i] = x->speaker[i] = -1;
    place_zones(x);
    place_mentions(x);
    place_chunks(x);
    place_times(x);
    place_speakers(x);
    return true;
}

uint32_t code_child(const code_tree *x, uint32_t token, dl_dep dep)
{
    return dl_tree_child(&x->tree, token, dep);
}

int32_t code_mention_at(const code_tree *x, uint32_t token)
{
    return x->mention[token] >= 0 ? x->mention[token] : x->inside[token];
}

int32_t code_entity_at(const code_tree *x, uint32_t token)
{
    int32_t m = code_mention_at(x, token);
    int32_t e = m < 0 ? -1 : x->d->marks.mentions.at[m].entity;
    bool known = e >= 0 && x->named[e];
    return known || x->speaker[token] < 0 ? e : x->speaker[token];
}

bool code_is_noun(const code_tree *x, uint32_t token)
{
    dl_pos p = dl_token_pos(x->t, token);
    return p == DL_POS_NOUN || p == DL_POS_PROPN || p == DL_POS_PRON || p == DL_POS_NUM;
}

/* ---- parties */

bool code_is_fighters(dl_slice code)
{
    static const char *const list[] = { "MIL", "REB", "UAF", "COP", "SPY", "PRM", NULL };
    return code.n >= 3 && dl_slice_is_any(dl_slice_cut(code, code.n - 3, code.n), list);
}

bool code_any_coded(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i].code.n) return true;
    return false;
}

bool code_is_someone(const code_tree *x, const dl_party *p)
{
    if (p->entity < 0) return false;
    dl_kind k = x->d->marks.entities.at[p->entity].kind;
    bool named = x->named[p->entity] && k <= DL_KIND_PRODUCT;
    return named || k == DL_KIND_PERSON || k == DL_KIND_ORG || k == DL_KIND_NORP;
}

bool code_names_someone(const code_tree *x, uint32_t noun)
{
    int32_t m = code_mention_at(x, noun);
    if (m < 0) return false;
    dl_kind k = x->d->marks.mentions.at[m].kind;
    return k == DL_KIND_PERSON || k == DL_KIND_ORG || k == DL_KIND_GPE || k == DL_KIND_NORP;
}

bool code_any_someone(const code_tree *x, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i].code.n || code_is_someone(x, &v->at[i])) return true;
    return false;
}

/* "in charge of", "put him in charge": an office, not a charge. */
bool code_in_charge(const code_tree *x, uint32_t i)
{
    if (!dl_slice_is(x->t->lemma[i], "charge") || dl_token_dep(x->t, i) != DL_DEP_pobj)
        return false;
    return x->t->head[i] + 1 == i && dl_slice_is(x->t->lemma[i - 1], "in");
}
