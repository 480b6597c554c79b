/* amount_counts - what a number counts and what became of it.
 *
 *   "at least 12 aid workers were killed"  ->  of: killed, unit: aid worker
 *
 * In: the number's tokens and the tree. The noun is the one that the number modifies,
 * or that stands behind "of"; its fate stands beside it ("12 dead", "12 people
 * killed"), above it ("killed 12 people", "12 people died", "the killing of 12 men"),
 * or in the noun whose value the number is ("the toll rose to 12"). */
#include "amount_private.h"

#include <math.h>

enum {
    NOUN_WINDOW = 8, /* tokens from a number to its noun */
    COMPOUND_MOST = 3, /* words before the noun that are told with it */
    CLIMB_MOST = 6, /* conjuncts and "including" */
    CHILDREN_MOST = 24 /* looked at below one token: a verb with more is no sentence */
};

/* As dl_tree_child, in bounded time: many numbers may hang on one word. */
static uint32_t child_of(const amount_counter *c, uint32_t token, dl_dep dep)
{
    uint32_t k = c->x.first[token];
    for (int n = 0; n < CHILDREN_MOST && k != DL_NO_TOKEN; n++) {
        if (dl_token_dep(&c->d->tokens, k) == dep) return k;
        k = c->x.next[k];
    }
    return DL_NO_TOKEN;
}

static const amount_fate *fate_at(const amount_counter *c, uint32_t i, unsigned takes)
{
    const dl_tokens *t = &c->d->tokens;
    const amount_fate *f = amount_fate_of(c->words, t->lemma[i]);
    if (f && (f->takes & takes)) return f;
    f = amount_fate_of(c->words, t->norm[i]);
    return f && (f->takes & takes) ? f : NULL;
}

/* A verb, or what the tagger takes for an adjective: "12 wounded". */
static const amount_fate *participle_at(const amount_counter *c, uint32_t i)
{
    const amount_fate *f = fate_at(c, i, FATE_ADJECTIVE);
    if (f) return f;
    bool passive = dl_token_tag(&c->d->tokens, i) == DL_TAG_VBN;
    return passive ? fate_at(c, i, FATE_OBJECT) : NULL;
}

static bool is_noun(const dl_tokens *t, uint32_t i)
{
    dl_pos p = dl_token_pos(t, i);
    return p == DL_POS_NOUN || p == DL_POS_PROPN;
}

static bool is_plural(const dl_tokens *t, uint32_t i)
{
    dl_tag tag = dl_token_tag(t, i);
    return tag == DL_TAG_NNS || tag == DL_TAG_NNPS;
}

/* ---- the noun */

/* The token of the number that the others hang on. */
static uint32_t top_of(const dl_tokens *t, dl_token_range r)
{
    for (uint32_t i = r.first; i < r.last; i++) {
        uint32_t h = t->head[i];
        if (h < r.first || h >= r.last || h == i) {
            bool punct = dl_token_pos(t, i) == DL_POS_PUNCT;
            if (!punct && dl_token_dep(t, i) != DL_DEP_quantmod) return i;
        }
    }
    return r.last - 1;
}

static uint32_t behind_of(const amount_counter *c, uint32_t token)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t k = c->x.first[token];
    for (int n = 0; n < CHILDREN_MOST && k != DL_NO_TOKEN; n++) {
        if (dl_token_dep(t, k) == DL_DEP_prep && dl_slice_is(t->norm[k], "of"))
            return child_of(c, k, DL_DEP_pobj);
        k = c->x.next[k];
    }
    return DL_NO_TOKEN;
}

/* DL_NO_TOKEN: the number stands alone. */
static uint32_t noun_of(const amount_counter *c, uint32_t top, dl_token_range number)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t head = t->head[top];
    dl_dep dep = dl_token_dep(t, top);
    bool modifies = dep == DL_DEP_nummod || dep == DL_DEP_quantmod || dep == DL_DEP_compound
        || dep == DL_DEP_amod;
    bool near = head >= number.last && head - number.last < NOUN_WINDOW;
    if (modifies && near && is_noun(t, head)) return head;
    uint32_t of = behind_of(c, top);
    bool other = of != DL_NO_TOKEN && of >= number.last; /* "tens of thousands" is one number */
    if (other && is_noun(t, of) && is_plural(t, of)) return of;
    bool next = number.last < t->n && is_plural(t, number.last) && !modifies;
    return next && t->head[number.last] != top ? number.last : DL_NO_TOKEN;
}

/* The second half of "full-time". */
static bool is_hyphened(const dl_tokens *t, uint32_t i)
{
    return i > 0 && t->end[i - 1] == t->start[i] && dl_token_pos(t, i - 1) == DL_POS_PUNCT;
}

/* "aid worker": the noun's lemma with the nouns right before it, in the arena. */
static dl_slice noun_name(const amount_counter *c, uint32_t noun, uint32_t from)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t first = noun;
    while (first > from && noun - first < COMPOUND_MOST && is_noun(t, first - 1)
        && dl_token_dep(t, first - 1) == DL_DEP_compound && !is_hyphened(t, first - 1))
        first--;
    if (first == noun) return t->lemma[noun];
    dl_slice before = dl_slice_cut(c->d->text.full, t->start[first], t->start[noun]);
    char *name = dl_arena_room(c->d->arena, before.n + t->lemma[noun].n + 1);
    if (!name) return (dl_slice){ NULL, 0 };
    memcpy(name, before.p, before.n);
    memcpy(name + before.n, t->lemma[noun].p, t->lemma[noun].n);
    return dl_slice_of(name, before.n + t->lemma[noun].n);
}

/* ---- its fate */

/* "12 people killed in the blast", "12 men who died", "12 wounded men" */
static const amount_fate *fate_below(const amount_counter *c, uint32_t x)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t k = c->x.first[x];
    for (int n = 0; n < CHILDREN_MOST && k != DL_NO_TOKEN; n++, k = c->x.next[k]) {
        dl_dep dep = dl_token_dep(t, k);
        const amount_fate *f = NULL;
        if (dep == DL_DEP_amod || dep == DL_DEP_acl) f = participle_at(c, k);
        if (dep == DL_DEP_relcl) {
            bool passive = child_of(c, k, DL_DEP_nsubjpass) != DL_NO_TOKEN;
            f = fate_at(c, k, passive ? FATE_OBJECT : FATE_SUBJECT);
        }
        if (f) return f;
    }
    return NULL;
}

/* "leaving 10 dead", "12 people killed": right behind, whatever the tree says. */
static const amount_fate *fate_behind(const amount_counter *c, uint32_t last)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t next = last + 1;
    if (next >= t->n || t->sent_start[next]) return NULL;
    bool verb = dl_token_tag(t, next) == DL_TAG_VBD || dl_token_tag(t, next) == DL_TAG_VBN;
    const amount_fate *f = participle_at(c, next);
    if (!f && verb) f = fate_at(c, next, FATE_OBJECT);
    if (!f) return NULL;
    bool acts = child_of(c, next, DL_DEP_dobj) != DL_NO_TOKEN;
    return acts || is_noun(t, next) ? NULL : f;
}

/* "12 people are missing", "left 12 people dead", "12 were reported killed" */
static const amount_fate *fate_beside(const amount_counter *c, uint32_t verb)
{
    static const dl_dep dep[] = { DL_DEP_acomp, DL_DEP_oprd, DL_DEP_attr, DL_DEP_ccomp,
        DL_DEP_xcomp };
    for (size_t i = 0; i < sizeof dep / sizeof *dep; i++) {
        uint32_t k = child_of(c, verb, dep[i]);
        bool own = k != DL_NO_TOKEN && child_of(c, k, DL_DEP_nsubj) == DL_NO_TOKEN;
        const amount_fate *f = own ? participle_at(c, k) : NULL;
        if (f) return f;
    }
    return NULL;
}

/* The noun whose value the number is: "the number of injured" names it behind "of". */
static const amount_fate *fate_of_total(const amount_counter *c, uint32_t noun)
{
    const amount_fate *f = noun == DL_NO_TOKEN ? NULL : fate_at(c, noun, FATE_TOTAL);
    if (!f || f->of.n) return f;
    uint32_t of = behind_of(c, noun);
    if (of == DL_NO_TOKEN) return NULL;
    f = fate_at(c, of, FATE_ADJECTIVE | FATE_NOUN);
    return f ? f : fate_below(c, of);
}

/* "the toll rose to 12", "raised the toll to 12", "a toll of 12", "the killing of 12" */
static const amount_fate *fate_over_prep(const amount_counter *c, uint32_t prep)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t over = t->head[prep];
    if (dl_slice_is(t->norm[prep], "between")) return fate_at(c, over, FATE_OBJECT);
    const amount_fate *f = is_noun(t, over) ? fate_of_total(c, over) : NULL;
    if (f) return f;
    if (is_noun(t, over)) {
        bool of = dl_slice_is(t->norm[prep], "of") || dl_slice_is(t->norm[prep], "to");
        return of ? fate_at(c, over, FATE_DEED) : NULL;
    }
    f = fate_of_total(c, child_of(c, over, DL_DEP_dobj));
    return f ? f : fate_of_total(c, child_of(c, over, DL_DEP_nsubj));
}

static const amount_fate *fate_of_subject(const amount_counter *c, uint32_t verb)
{
    const amount_fate *f = fate_at(c, verb, FATE_SUBJECT);
    if (f) return f;
    f = fate_beside(c, verb);
    if (f) return f;
    f = fate_at(c, verb, FATE_ADJECTIVE); /* "12 feared dead": a clause without a verb */
    bool active = child_of(c, verb, DL_DEP_dobj) != DL_NO_TOKEN;
    bool bare = dl_token_tag(&c->d->tokens, verb) == DL_TAG_VBN && !active;
    return f || !bare ? f : fate_at(c, verb, FATE_OBJECT);
}

static const amount_fate *fate_above(const amount_counter *c, uint32_t x)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t head = t->head[x];
    const amount_fate *f = NULL;
    if (head == x) return NULL;
    switch (dl_token_dep(t, x)) {
    case DL_DEP_dobj: f = fate_at(c, head, FATE_OBJECT); return f ? f : fate_beside(c, head);
    case DL_DEP_nsubjpass: f = fate_at(c, head, FATE_OBJECT); return f ? f : fate_beside(c, head);
    case DL_DEP_nsubj: return fate_of_subject(c, head);
    case DL_DEP_pobj: return fate_over_prep(c, head);
    case DL_DEP_attr: return fate_of_total(c, child_of(c, head, DL_DEP_nsubj));
    case DL_DEP_nummod:
    case DL_DEP_amod:
    case DL_DEP_quantmod: return fate_at(c, head, FATE_ADJECTIVE);
    default: return NULL;
    }
}

/* What the thing is a part of: the first of a list, or the whole before "including". */
static uint32_t whole_of(const amount_counter *c, uint32_t x)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t head = t->head[x];
    if (dl_token_dep(t, x) == DL_DEP_conj && is_noun(t, head)) return head;
    if (dl_token_dep(t, x) == DL_DEP_conj && dl_token_pos(t, head) == DL_POS_NUM) return head;
    bool part = dl_token_dep(t, x) == DL_DEP_pobj && dl_slice_is(t->norm[head], "including");
    return part && is_noun(t, t->head[head]) ? t->head[head] : DL_NO_TOKEN;
}

static const amount_fate *fate_of_thing(
    const amount_counter *c, uint32_t top, uint32_t noun, uint32_t last)
{
    const amount_fate *f = noun == DL_NO_TOKEN ? NULL : fate_at(c, noun, FATE_NOUN);
    if (f) return f;
    f = noun == DL_NO_TOKEN ? NULL : fate_below(c, noun);
    if (!f) f = fate_below(c, top);
    if (!f) f = fate_behind(c, noun == DL_NO_TOKEN || noun < last ? last : noun);
    bool modifies = noun != DL_NO_TOKEN && c->d->tokens.head[top] == noun;
    uint32_t x = modifies ? noun : top;
    for (int n = 0; n < CLIMB_MOST && !f && x != DL_NO_TOKEN; n++) {
        f = fate_above(c, x);
        x = whole_of(c, x);
    }
    return f;
}

/* ---- */

/* "Thousands marched", "killed dozens": a plural that stands for those counted. */
static bool is_argument(const dl_tokens *t, uint32_t top)
{
    dl_dep dep = dl_token_dep(t, top);
    return dep == DL_DEP_nsubj || dep == DL_DEP_nsubjpass || dep == DL_DEP_dobj;
}

bool amount_count(const amount_counter *c, dl_token_range number, bool plural, dl_amount *out)
{
    bool vague = isnan(out->value) != 0;
    const dl_tokens *t = &c->d->tokens;
    uint32_t top = top_of(t, number);
    uint32_t noun = noun_of(c, top, number);
    if (noun != DL_NO_TOKEN && time_word_is(c->times, t->lemma[noun], TIME_C_UNIT)) return false;
    const amount_fate *f = fate_of_thing(c, top, noun, number.last - 1);
    if (noun == DL_NO_TOKEN && !f && !(vague && is_argument(t, top))) return false;
    if (!f && noun != DL_NO_TOKEN && plural && !is_plural(t, noun)
        && !amount_is_collective(c->words, t->norm[noun]))
        return false;
    if (noun != DL_NO_TOKEN) out->unit = noun_name(c, noun, number.last);
    if (f) out->of = f->of;
    out->rule = f ? f->rule : DL_S("counted noun");
    return true;
}
