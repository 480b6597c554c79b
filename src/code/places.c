/* places - where an event happens that its own clause does not tell.
 *
 *   events with the places of their clauses --code_tell_places--> more of them with one
 *
 * Force is used where its target is: "shelled Misrata". What is told in one breath is in
 * one place: "were killed in the raid on Azaz", "entered Hama and arrested dozens". */
#include "code_private.h"

static int32_t place_told(const code_job *j, uint32_t frame)
{
    const dl_event *e = frame == CODE_NONE ? NULL : code_event_of(j, frame);
    return e ? e->place : -1;
}

/* Acts that come to their target. */
static bool is_on_the_spot(const dl_event *e)
{
    static const char *const come[] = { "enter", "reach", "storm", "tour", "visit", NULL };
    if (dl_slice_is_any(e->lemma, come)) return true;
    static const char *const list[] = { "ASSAULT", "COERCE", "MOBILIZE", NULL };
    return dl_slice_is_any(e->act, list);
}

/* The mention of a place that the word itself names; -1: it names none. */
static int32_t named_place(const code_tree *x, uint32_t token)
{
    int32_t m = x->mention[token];
    if (m < 0) return -1;
    const dl_mention *one = &x->d->marks.mentions.at[m];
    return one->form == DL_FORM_NAME && dl_kind_is_place(one->kind) ? m : -1;
}

static bool leads_to_place(dl_slice prep)
{
    static const char *const list[] = { "at", "in", "near", "of", "outside", NULL };
    return dl_slice_is_any(prep, list);
}

/* Of a phrase that is a place or in one: "Misrata", "the town of Azaz", "a house in
 * Tripoli"; not of "US soldiers". */
static int32_t place_of_phrase(const code_tree *x, uint32_t token)
{
    int32_t m = named_place(x, token);
    for (uint32_t c = x->first[token]; m < 0 && c != CODE_NONE; c = x->next[c]) {
        dl_dep dep = dl_token_dep(x->t, c);
        uint32_t in = code_child(x, c, DL_DEP_pobj);
        bool leads = dep == DL_DEP_prep && in != CODE_NONE && leads_to_place(x->t->lemma[c]);
        if (leads) m = named_place(x, in);
        else if (dep == DL_DEP_appos) m = named_place(x, c);
    }
    return m;
}

static int32_t place_of_target(const code_job *j, const code_frame *f)
{
    for (uint32_t i = 0; i < f->args.n; i++) {
        const code_arg *a = &f->args.at[i];
        bool target = a->slot == CODE_OBJECT;
        target |= a->slot == CODE_PREP && dl_slice_is(a->prep, "on");
        int32_t m = target ? place_of_phrase(j->x, a->token) : -1;
        if (m >= 0) return j->d->marks.mentions.at[m].entity;
    }
    return -1;
}

/* "air strikes in Sabha killed 12", "were killed in a raid on Azaz" */
static int32_t place_of_part(const code_job *j, const code_frame *f)
{
    for (uint32_t i = 0; i < f->args.n; i++) {
        const code_arg *a = &f->args.at[i];
        bool part = a->slot == CODE_SUBJECT || a->slot == CODE_OBJECT
            || (a->slot == CODE_PREP && dl_slice_is(a->prep, "in"));
        int32_t place = part ? place_told(j, j->f->of[a->token]) : -1;
        if (place >= 0) return place;
    }
    return -1;
}

/* "took Sabratha as aircraft struck the capital": elsewhere. */
static bool is_elsewhere(const code_job *j, uint32_t verb)
{
    return code_child(j->x, verb, DL_DEP_mark) != CODE_NONE
        || code_child(j->x, verb, DL_DEP_advmod) != CODE_NONE;
}

/* Of the verb that it is joined to, or goes on beside, or is the object of. */
static int32_t place_above(const code_job *j, const code_frame *f)
{
    dl_dep dep = dl_token_dep(j->x->t, f->verb);
    bool beside = (dep == DL_DEP_conj || dep == DL_DEP_advcl) && !is_elsewhere(j, f->verb);
    bool inside = code_noun_alone(f) && (dep == DL_DEP_dobj || dep == DL_DEP_nsubj);
    if (!beside && !inside) return -1;
    return place_told(j, j->f->of[j->x->t->head[f->verb]]);
}

/* "Egypt, where thousands marched" */
static int32_t place_before(const code_job *j, const code_frame *f)
{
    const code_tree *x = j->x;
    bool where = dl_token_dep(x->t, f->verb) == DL_DEP_relcl
        && dl_slice_is(x->t->lemma[x->tree.left[f->verb]], "where");
    int32_t m = where ? named_place(x, x->t->head[f->verb]) : -1;
    return m < 0 ? -1 : j->d->marks.mentions.at[m].entity;
}

/* Deeds are done where they are told of; words are said anywhere. */
static bool is_deed(const dl_event *e)
{
    static const char *const list[] = { "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE",
        "MOBILIZE", "PROTEST", "RETREAT", NULL };
    return dl_slice_is_any(e->act, list);
}

static int32_t place_found(const code_job *j, const code_frame *f, const dl_event *e)
{
    int32_t place = is_on_the_spot(e) ? place_of_target(j, f) : -1;
    if (place < 0 && !is_deed(e)) return -1;
    if (place < 0) place = place_before(j, f);
    if (place < 0) place = place_of_part(j, f);
    return place < 0 ? place_above(j, f) : place;
}

void code_tell_places(const code_job *j)
{
    for (uint32_t i = 0; i < j->f->at.n; i++) {
        dl_event *e = code_event_of(j, i);
        bool real = e && (e->status == DL_HAPPENED || e->status == DL_ONGOING);
        if (real && e->place < 0) e->place = place_found(j, &j->f->at.at[i], e);
    }
}
