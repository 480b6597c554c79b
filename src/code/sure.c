/* sure - how well the report tells a coded event: high, middle or low.
 *
 *   an event with codes and parties --code_grade--> its grade, by what stands for it
 *
 * Rows and frames are right or wrong about as often, whatever they are; what tells a
 * right event from a wrong one is how much of it is told, and how near to its word. The
 * evidence, and how often each grade was right when read: docs/decisions/76. */
#include <stdlib.h>

#include "parties.h"
#include "sides.h"

#include "base/hash.h"

/* ---- what is told of a side */

/* The country of a code, or the body of states; {NULL,0}: a sector alone, or a body
 * of no state. */
static dl_slice land_of(dl_slice code)
{
    static const char *const bodies[] = { "NGO", "MNC", NULL };
    dl_slice none = { NULL, 0 };
    if (code.n < 3 || dl_actor_is_sector(code)) return none;
    dl_slice land = dl_slice_cut(code, 0, 3);
    return dl_slice_is_any(land, bodies) ? none : land;
}

bool code_has_land(dl_slice code) { return land_of(code).n > 0; }

/* Somebody is named, and of each the country is known: no pronoun stands for any. */
static bool is_side_told(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        if (!land_of(v->at[i].code).n) return false;
        if (code_is_pronoun_alone(j, &v->at[i])) return false;
    }
    return true;
}

/* ---- how near to its word a side stands */

/* Those who meet are on both sides. */
static bool is_mutual(const dl_event *e)
{
    return e->actors.n > 1 && e->recipients.n == e->actors.n
        && e->actors.at[0].span.start == e->recipients.at[0].span.start;
}

enum { CLIMB_MOST = 8 };

/* Does the relation join words of one phrase? */
static bool is_in_phrase(dl_dep dep)
{
    switch (dep) {
    case DL_DEP_prep:
    case DL_DEP_pobj:
    case DL_DEP_agent:
    case DL_DEP_dative:
    case DL_DEP_conj:
    case DL_DEP_appos:
    case DL_DEP_compound:
    case DL_DEP_amod:
    case DL_DEP_nmod:
    case DL_DEP_poss: return true;
    default: return false;
    }
}

/* The last step of a side's way up to the word: who does it is its subject or stands
 * behind "by"; whom it is done to stands anywhere in the clause but where it happens. */
static bool is_last_step(const code_job *j, uint32_t token, bool acts)
{
    dl_dep dep = dl_token_dep(j->x->t, token);
    if (acts) return dep == DL_DEP_nsubj || dep == DL_DEP_agent;
    if (dep == DL_DEP_prep) return code_may_own(j->x, token);
    return dep == DL_DEP_nsubj || dep == DL_DEP_nsubjpass || dep == DL_DEP_dobj
        || (is_in_phrase(dep) && dep != DL_DEP_conj);
}

/* Is it the subject that the clause of a frame shares with the one above: "Norway, which
 * struck", "Norway met Chad and praised it", "Norway left, accusing Chad"? */
static bool shares_subject(const code_job *j, const code_frame *f, uint32_t token, uint32_t above)
{
    const dl_tokens *t = j->x->t;
    dl_dep dep = dl_token_dep(t, f->verb);
    if (dep == DL_DEP_relcl) return token == t->head[f->verb];
    dl_dep own = dl_token_dep(t, token);
    bool subject = own == DL_DEP_nsubj || own == DL_DEP_nsubjpass;
    bool shares = (dep == DL_DEP_conj || dep == DL_DEP_advcl)
        && dl_tree_subject(&j->x->tree, f->verb) == CODE_NONE;
    return shares && subject && above == t->head[f->verb];
}

/* Does the party stand in the event's own clause, at most one phrase from its word? */
static bool is_near(const code_job *j, const code_frame *f, const dl_party *p, bool acts)
{
    const dl_tokens *t = j->x->t;
    uint32_t at = code_head_of(t, p);
    int inner = 0; /* prepositions between: "a raid on the office of the paper" has two */
    for (int n = 0; n < CLIMB_MOST && at != CODE_NONE; n++) {
        dl_dep dep = dl_token_dep(t, at);
        uint32_t above = t->head[at];
        inner += dep == DL_DEP_prep;
        if (shares_subject(j, f, at, above)) return true;
        if (above == f->head || above == f->verb)
            return inner < (acts ? 1 : 2) && is_last_step(j, at, acts);
        if (!is_in_phrase(dep) || above == at) return false;
        at = above;
    }
    return false;
}

static bool are_near(const code_job *j, const code_frame *f, const dl_event *e)
{
    for (uint32_t i = 0; i < e->actors.n; i++)
        if (!is_near(j, f, &e->actors.at[i], true)) return false;
    for (uint32_t i = 0; i < e->recipients.n && !is_mutual(e); i++)
        if (!is_near(j, f, &e->recipients.at[i], false)) return false;
    return true;
}

/* ---- whose affair it is */

static bool has_land(const dl_parties *v, dl_slice land)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (dl_slice_eq(land_of(v->at[i].code), land)) return true;
    return false;
}

/* Between two countries: what is said and dealt at home is mostly somebody's own affair,
 * and of people whose country is only guessed. */
static bool is_abroad(const dl_event *e)
{
    if (is_mutual(e)) {
        dl_slice first = land_of(e->actors.at[0].code);
        for (uint32_t i = 1; i < e->actors.n; i++)
            if (!dl_slice_eq(land_of(e->actors.at[i].code), first)) return true;
        return false;
    }
    for (uint32_t i = 0; i < e->actors.n; i++)
        if (has_land(&e->recipients, land_of(e->actors.at[i].code))) return false;
    return true;
}

/* By somebody of a state, a party, an army, a court ...: what people in general do and
 * say is often their own affair. */
static bool is_by_office(const dl_event *e)
{
    for (uint32_t i = 0; i < e->actors.n; i++)
        if (code_is_public(e->actors.at[i].code)) return false;
    return true;
}

/* Force is news wherever it is used. */
static bool is_force(const dl_event *e)
{
    return dl_slice_is(e->type, "ASSAULT") || dl_slice_is(e->type, "COERCE");
}

/* ---- the grade of one telling */

static bool is_done(const dl_event *e)
{
    bool real = e->status == DL_HAPPENED || e->status == DL_ONGOING;
    return real && !e->negative && e->certainty == DL_CERTAIN;
}

/* "the rebels pledged to free the men seized": a clause that only says which one. */
static bool is_description(const code_job *j, const code_frame *f)
{
    return dl_token_dep(j->x->t, f->verb) == DL_DEP_acl;
}

static dl_sure grade_of(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!is_done(e) || !(e->actors.n + e->recipients.n)) return DL_SURE_LOW;
    if (!is_side_told(j, &e->actors) || !is_side_told(j, &e->recipients)) return DL_SURE_LOW;
    if (!e->actors.n || !e->recipients.n) return DL_SURE_MIDDLE;
    if (code_noun_alone(f) || is_description(j, f)) return DL_SURE_MIDDLE;
    if (!are_near(j, f, e)) return DL_SURE_MIDDLE;
    bool news = is_by_office(e) && (is_force(e) || is_abroad(e));
    return news ? DL_SURE_HIGH : DL_SURE_MIDDLE;
}

/* ---- told again */

typedef struct telling {
    uint64_t what; /* of its type and its sides' codes */
    uint32_t sentence, event;
} telling;

static uint64_t sides_hash(const dl_parties *v, uint64_t seed)
{
    for (uint32_t i = 0; i < v->n; i++) seed = dl_hash64(v->at[i].code, seed + 1);
    return dl_hash_mix(seed);
}

static int by_what(const void *one, const void *other)
{
    const telling *a = one, *b = other;
    if (a->what != b->what) return a->what < b->what ? -1 : 1;
    return a->event < b->event ? -1 : a->event > b->event;
}

/* The same code with the same sides in two sentences of a report: what one of them tells
 * badly is no slip. */
static void raise_told_again(const code_job *j, telling *at, uint32_t n)
{
    if (n) qsort(at, n, sizeof *at, by_what);
    for (uint32_t i = 0, end; i < n; i = end) {
        bool again = false;
        for (end = i + 1; end < n && at[end].what == at[i].what; end++)
            again |= at[end].sentence != at[i].sentence;
        for (uint32_t k = i; again && k < end; k++) {
            dl_event *e = &j->d->events.at.at[at[k].event];
            if (e->sure == DL_SURE_LOW) e->sure = DL_SURE_MIDDLE;
        }
    }
}

void code_grade(const code_job *j)
{
    uint32_t n = 0;
    telling *at = dl_arena_array(j->d->scratch, (size_t)j->f->at.n + 1, sizeof *at);
    for (uint32_t i = 0; at && i < j->f->at.n; i++) {
        dl_event *e = code_event_of(j, i);
        if (!e || !e->type.n) continue;
        e->sure = grade_of(j, &j->f->at.at[i], e);
        uint64_t what = dl_hash64(e->type, 0);
        what = sides_hash(&e->recipients, sides_hash(&e->actors, what));
        at[n++] = (telling){ what, code_sentence_of(j->where, e->head), (uint32_t)j->event[i] };
    }
    raise_told_again(j, at, n);
}
