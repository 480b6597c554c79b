/* parties - who acts and who receives, of each event.
 *
 *   frame, where the row looks --code_own_parties--> actors, recipients
 *   all events --code_lend_parties--> what an event does not name, from those around it
 *
 * A participant that names no actor itself stands for the nearest one that hangs on it:
 * "demands of the union", "Russian aircraft". Roles without a country take that of
 * what hangs on them, else that of where it happens. */
#include "code_private.h"

typedef struct finder { /* the parties of one frame are looked for */
    dl_doc *d;
    const code_frame *f;
    const code_tree *x;
    bool by_row; /* a row of the lexicon fits: participants are actors */
    dl_slice here; /* the country where the event happens; {NULL,0}: not known */
} finder;

static bool is_any(dl_slice s, const char *const *list)
{
    for (; *list; list++)
        if (dl_slice_is(s, *list)) return true;
    return false;
}

static bool is_coded(const finder *c, uint32_t token)
{
    int32_t e = code_entity_at(c->x, token);
    return e >= 0 && c->d->marks.entities.at[e].code.n > 0;
}

enum { INNER_MOST = 24 }; /* words below a party that are looked at */

/* May the word below say whose the party is: "demands of the union", "Russian
 * aircraft"? */
static bool may_own(const code_tree *x, uint32_t child)
{
    switch (dl_token_dep(x->t, child)) {
    case DL_DEP_poss:
    case DL_DEP_amod:
    case DL_DEP_nmod:
    case DL_DEP_compound:
    case DL_DEP_prep:
    case DL_DEP_pobj:
    case DL_DEP_appos: return true;
    default: return false;
    }
}

/* The nearest coded word below one that names no actor itself, level by level;
 * CODE_NONE. */
static uint32_t coded_below(const finder *c, uint32_t token)
{
    uint32_t queue[INNER_MOST];
    uint32_t n = 1;
    queue[0] = token;
    for (uint32_t i = 0; i < n; i++) {
        if (i && is_coded(c, queue[i])) return queue[i];
        for (uint32_t k = c->x->first[queue[i]]; k != CODE_NONE; k = c->x->next[k])
            if (n < INNER_MOST && may_own(c->x, k)) queue[n++] = k;
    }
    return CODE_NONE;
}

/* The country that a word or what hangs on it names; {NULL,0}: none. */
static dl_slice country_of(const finder *c, uint32_t token)
{
    uint32_t queue[INNER_MOST];
    uint32_t n = 1;
    queue[0] = token;
    for (uint32_t i = 0; i < n; i++) {
        int32_t e = code_entity_at(c->x, queue[i]);
        if (e >= 0 && c->d->marks.entities.at[e].country.n)
            return c->d->marks.entities.at[e].country;
        for (uint32_t k = c->x->first[queue[i]]; k != CODE_NONE; k = c->x->next[k])
            if (n < INNER_MOST && may_own(c->x, k)) queue[n++] = k;
    }
    return (dl_slice){ NULL, 0 };
}

/* "REB" alone says no country. */
static bool is_sector_alone(dl_slice code)
{
    static const char *const list[] = { "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB",
        "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP",
        "REL", "SOC", NULL };
    return is_any(code.n >= 3 ? dl_slice_cut(code, 0, 3) : code, list);
}

/* A role without a country takes that of what hangs on it, else that of where it
 * happens. */
static dl_slice with_country(const finder *c, uint32_t token, dl_slice code)
{
    if (!code.n || !is_sector_alone(code)) return code;
    dl_slice country = country_of(c, token);
    if (!country.n) country = c->here;
    if (!country.n) return code;
    char *p = dl_arena_room(c->d->arena, country.n + code.n);
    if (!p) return code;
    memcpy(p, country.p, country.n);
    memcpy(p + country.n, code.p, code.n);
    return dl_slice_of(p, country.n + code.n);
}

static dl_party party_of(const finder *c, uint32_t token)
{
    if (c->by_row && !is_coded(c, token)) {
        uint32_t inner = coded_below(c, token);
        if (inner != CODE_NONE) token = inner;
    }
    dl_party p = { { c->x->t->start[token], c->x->t->end[token] }, -1, { NULL, 0 } };
    int32_t m = code_mention_at(c->x, token);
    if (m < 0) return p;
    p.span = c->d->marks.mentions.at[m].span;
    p.entity = c->d->marks.mentions.at[m].entity;
    p.code = with_country(c, token, c->d->marks.entities.at[p.entity].code);
    return p;
}

static bool has_party(const dl_parties *v, const dl_party *p)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i].span.start == p->span.start) return true;
    return false;
}

static void add_parties(
    const finder *c, const code_place *p, uint32_t n, dl_parties *to, const dl_parties *except)
{
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < c->f->args.n; i++) {
            const code_arg *a = &c->f->args.at[i];
            if (!code_arg_is(c->f, a, p[k].slot, p[k].prep)) continue;
            dl_party one = party_of(c, a->token);
            if ((except && has_party(except, &one)) || has_party(to, &one)) continue;
            dl_party *at = DL_PUSH(c->d->arena, to);
            if (at) *at = one;
        }
        if (to->n) return; /* the first place that has any */
    }
}

/* "talks between A and B": both act. */
static const code_place both[] = { { CODE_PREP, { "between", 7 } }, { CODE_PREP, { "among", 5 } } };
/* Where nothing is coded: who does it, and to whom, as the words stand. */
static const code_place doer[] = { { CODE_SUBJECT, { NULL, 0 } }, { CODE_POSSESSOR, { NULL, 0 } },
    { CODE_PREP, { "by", 2 } }, { CODE_MODIFIER, { NULL, 0 } } };
static const code_place done_to[] = { { CODE_OBJECT, { NULL, 0 } },
    { CODE_INDIRECT, { NULL, 0 } } };

void code_own_parties(const code_job *j, uint32_t i, const code_sides *sides, dl_event *out)
{
    dl_slice here = code_country_here(j->where, j->d, j->f, i);
    finder c = { j->d, &j->f->at.at[i], j->x, sides != NULL, here };
    dl_parties *actors = &out->actors;
    dl_parties *recipients = &out->recipients;
    add_parties(&c, both, 2, actors, NULL);
    if (!actors->n && sides) add_parties(&c, sides->actor, sides->actors, actors, NULL);
    if (!actors->n && !sides) add_parties(&c, doer, 4, actors, NULL);
    if (sides) add_parties(&c, sides->recipient, sides->recipients, recipients, actors);
    else add_parties(&c, done_to, 2, recipients, actors);
}

/* ---- from the events around */

/* "Kyiv urged Moscow to withdraw": who asks acts, who is asked receives. */
static void change_parties(const code_job *j, uint32_t i, dl_event *out)
{
    const code_state *s = &j->state[i];
    if (!out->type.n || s->changer == CODE_NONE) return;
    if (!dl_slice_is(out->type, code_change_type(s->change))) return;
    const code_frame *g = &j->f->at.at[s->changer];
    finder up = { j->d, g, j->x, true, code_country_here(j->where, j->d, j->f, i) };
    dl_event other = { 0 };
    add_parties(&up, both, 2, &other.actors, NULL);
    if (!other.actors.n) add_parties(&up, doer, 4, &other.actors, NULL);
    add_parties(&up, done_to, 2, &other.recipients, &other.actors);
    if (s->change == CODE_REQUEST || s->change == CODE_ACCUSE) {
        if (other.recipients.n) out->recipients = other.recipients;
        else if (out->actors.n) out->recipients = out->actors;
    }
    if (other.actors.n) out->actors = other.actors;
}

void code_lend_parties(const code_job *j)
{
    for (uint32_t i = 0; i < j->f->at.n; i++)
        if (j->event[i] >= 0) change_parties(j, i, &j->d->events.at.at[j->event[i]]);
}
