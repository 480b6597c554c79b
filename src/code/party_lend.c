/* party_lend - what an event does not name is taken from the events inside it: "demanded
 * that Kyiv withdraw" is of Kyiv. */
#include "parties.h"

/* May a word on the way from an inner frame up to the outer one stand there, if what
 * happens inside is what the outer one is about? Not behind "after" or "because of". */
static bool leads_up(const code_tree *x, uint32_t token)
{
    static const char *const carrying[] = { "of", "to", "for", "on", "with", "from", "about",
        "into", "against", "over", "by", NULL };
    switch (dl_token_dep(x->t, token)) {
    case DL_DEP_xcomp:
    case DL_DEP_ccomp:
    case DL_DEP_pcomp:
    case DL_DEP_dobj:
    case DL_DEP_pobj:
    case DL_DEP_acl:
    case DL_DEP_nsubjpass: return true;
    case DL_DEP_prep: return dl_slice_is_any(x->t->lemma[token], carrying);
    default: return false;
    }
}

enum { WAY_MOST = 8 }; /* words between an inner frame and the outer one */

static bool is_about(const code_tree *x, const code_frame *inner, const code_frame *outer)
{
    uint32_t at = inner->verb;
    for (int n = 0; n < WAY_MOST && at != outer->verb && at != outer->head; n++) {
        if (!leads_up(x, at)) return false;
        at = x->t->head[at];
    }
    return at == outer->verb || at == outer->head;
}

static bool is_condition(const code_tree *x, const code_frame *f)
{
    uint32_t mark = f->above_dep == DL_DEP_advcl ? code_child(x, f->verb, DL_DEP_mark) : CODE_NONE;
    if (mark == CODE_NONE) return false;
    return dl_slice_is(x->t->lemma[mark], "if") || dl_slice_is(x->t->lemma[mark], "unless");
}

/* "set up a fund to help them" */
static bool is_purpose(const code_tree *x, const code_frame *f)
{
    uint32_t to = code_child(x, f->verb, DL_DEP_aux);
    return f->above_dep == DL_DEP_advcl && to != CODE_NONE && dl_token_tag(x->t, to) == DL_TAG_TO;
}

/* What a protest or a lawsuit demands, what a promise is for, and on what a threat hangs,
 * tells whom they are against. */
static bool is_aimed(const code_job *j, const code_frame *inner, dl_slice outer_act)
{
    static const char *const purposeful[] = { "ACCUSE", "AGREE", NULL };
    if (dl_slice_is(outer_act, "THREATEN")) return is_condition(j->x, inner);
    if (is_purpose(j->x, inner) && dl_slice_is_any(outer_act, purposeful)) return true;
    bool behind = inner->above_dep == DL_DEP_advcl || inner->above_dep == DL_DEP_pobj;
    bool purpose = behind && !is_condition(j->x, inner);
    return purpose && dl_slice_is(outer_act, "PROTEST");
}

/* "would allow the rebels to return": the parser has the rebels as the subject inside. */
static bool is_let(const code_job *j, const code_frame *inner)
{
    const dl_tokens *t = j->x->t;
    if (inner->nominal || dl_token_tag(t, inner->verb) != DL_TAG_VB) return false;
    bool finite = code_child(j->x, inner->verb, DL_DEP_mark) != CODE_NONE;
    return !finite && code_child(j->x, inner->verb, DL_DEP_nsubj) != CODE_NONE;
}

/* Whom the outer act is towards: he who does the inner one ("demanded that Kyiv
 * withdraw", "rejected the demand of Kyiv"), or he to whom it is done ("agreed to help
 * Kyiv")? */
static bool is_towards_doer(const code_job *j, const dl_event *outer, const code_frame *inner)
{
    if (is_let(j, inner)) return true;

    static const char *const of_deed[] = { "REQUEST", "ACCUSE", NULL };
    static const char *const of_noun[] = { "REJECT", "SUPPORT", "CONCEDE", NULL };
    bool noun = code_noun_alone(inner);
    if (dl_slice_is_any(outer->act, of_deed) || is_condition(j->x, inner)) return true;
    return noun && dl_slice_is_any(outer->act, of_noun);
}

bool code_lend(const code_finder *c, const dl_parties *from, dl_event *to)
{
    dl_parties taken = { 0 };
    for (uint32_t i = 0; i < from->n; i++)
        if (from->at[i].code.n && !code_has_actor(&to->actors, &from->at[i]))
            code_push(c, (code_side){ &taken, &to->actors }, from->at[i]);
    if (taken.n) to->recipients = taken;
    return taken.n > 0;
}

/* The parties that a frame has or, where no row codes it, would have. */
static void would_be(const code_job *j, uint32_t i, const dl_event *e, dl_event *out)
{
    code_finder c = code_finder_of(j, i, true);
    *out = *e;
    if (!e->act.n) {
        out->actors = out->recipients = (dl_parties){ 0 };
        code_add_parties(
            &c, code_plain.actor, code_plain.actors, (code_side){ &out->actors, NULL });
        code_add_recipients(&c, &code_plain, (code_side){ &out->recipients, &out->actors });
    }
    bool there = !e->act.n || code_is_local(e->act);
    if (!there || code_any_someone(c.x, &out->recipients) || j->where->place[i] < 0) return;
    out->recipients = (dl_parties){ 0 };
    code_push(&c, (code_side){ &out->recipients, &out->actors },
        code_place_party(&c, j->where->place[i]));
}

enum { LEND_MOST = 4 }; /* frames that no row codes between lender and borrower */

/* "threatened to strike unless Kyiv withdraws": the threat that a condition hangs on,
 * even by way of the deed; CODE_NONE. */
static uint32_t threat_above(const code_job *j, uint32_t i)
{
    uint32_t at = j->f->at.at[i].above;
    for (int n = 0; n < LEND_MOST && at != CODE_NONE; n++, at = j->f->at.at[at].above) {
        const dl_event *e = code_event_of(j, at);
        if (e && dl_slice_is(e->act, "THREATEN")) return at;
    }
    return CODE_NONE;
}

/* The coded frame that an inner one hangs on, through those that no row codes;
 * CODE_NONE. */
static uint32_t coded_above(const code_job *j, uint32_t i)
{
    uint32_t at = i;
    if (is_condition(j->x, &j->f->at.at[i])) return threat_above(j, i);
    for (int n = 0; n < LEND_MOST && j->f->at.at[at].above != CODE_NONE; n++) {
        const code_frame *f = &j->f->at.at[at];
        const dl_event *e = code_event_of(j, f->above);
        if (!e) break;
        bool about = is_about(j->x, f, &j->f->at.at[f->above]);
        if (!about && e->act.n && !is_aimed(j, f, e->act)) break;
        if (!about && !e->act.n && !is_purpose(j->x, f)) break;
        at = f->above;
        if (e->act.n) return at;
    }
    return CODE_NONE;
}

/* "rejected the demand": the noun of an inner frame is nobody. */
static bool are_only(const code_job *j, const dl_parties *v, uint32_t inner)
{
    uint32_t head = j->f->at.at[inner].head;
    for (uint32_t i = 0; i < v->n; i++) {
        dl_span s = v->at[i].span;
        if (v->at[i].code.n || s.start > j->x->t->start[head] || s.end < j->x->t->end[head])
            return false;
    }
    return true;
}

/* "promised not to use U.S. troops": one's own army is not the other side. */
static void drop_own_army(dl_parties *v, const dl_parties *actors)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        dl_slice code = v->at[i].code;
        bool own = false;
        for (uint32_t k = 0; k < actors->n && code.n > 3 && !own; k++)
            own = dl_slice_ends(code, DL_S("MIL"))
                && dl_slice_starts(actors->at[k].code, dl_slice_cut(code, 0, 3));
        if (!own) v->at[n++] = v->at[i];
    }
    v->n = n;
}

/* Acts of words: their object is a matter rather than a recipient. */
static bool is_verbal(dl_slice act)
{
    static const char *const list[] = { "AGREE", "REQUEST", "REJECT", "ACCUSE", "THREATEN",
        "CONCEDE", "SUPPORT", "PROTEST", NULL };
    return dl_slice_is_any(act, list);
}

/* Parties of the same country as one of the others go. */
static void drop_own(dl_parties *v, const dl_parties *others)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        dl_slice code = v->at[i].code;
        bool own = false;
        for (uint32_t k = 0; k < others->n && code.n >= 3 && !own; k++)
            own = dl_slice_starts(others->at[k].code, dl_slice_cut(code, 0, 3));
        if (!own) v->at[n++] = v->at[i];
    }
    v->n = n;
}

/* An inner frame hands its parties on to the one that it hangs on. */
void code_lend_up(const code_job *j, uint32_t i, bool near)
{
    const dl_event *from = code_event_of(j, i);
    uint32_t above = from ? coded_above(j, i) : CODE_NONE;
    if (above == CODE_NONE || near != (above == j->f->at.at[i].above)) return;
    dl_event *to = code_event_of(j, above);
    code_finder c = code_finder_of(j, above, true);
    bool matter = is_verbal(to->act) && !code_any_someone(c.x, &to->recipients);
    if (!matter && !are_only(j, &to->recipients, i)) return;
    dl_event inner;
    would_be(j, i, from, &inner);
    if (dl_slice_is(to->act, "AGREE")) drop_own_army(&inner.recipients, &to->actors);
    bool doer_first = is_towards_doer(j, to, &j->f->at.at[i]);
    if (code_lend(&c, doer_first ? &inner.actors : &inner.recipients, to)) return;
    /* "called on its neighbours to arm the rebels": the neighbours, of whatever code */
    bool asked = dl_slice_is(to->act, "REQUEST") && to->recipients.n;
    if (doer_first && asked && code_any_maybe(&c, &to->recipients)) return;
    /* "demanded an end to the raids on protesters": they are not asked for it */
    static const char *const ends[] = { "end", "halt", "stop", "cease", NULL };
    bool harm = dl_slice_is(from->act, "ASSAULT") || dl_slice_is(from->act, "COERCE");
    bool ended = dl_slice_is_any(from->lemma, ends) || (harm && code_noun_alone(&j->f->at.at[i]));
    if (dl_slice_is(to->act, "REQUEST") && ended) return;
    /* "promised that Russian troops would leave": one's own are not the other side */
    if (!doer_first && dl_slice_is(to->act, "AGREE")) drop_own(&inner.actors, &to->actors);
    code_lend(&c, doer_first ? &inner.recipients : &inner.actors, to);
}
