/* side_lacks - the sides that each type cannot do without. */
#include "sides.h"

/* "We should talk": who speaks or is spoken to, and nobody tells who that is. */
static bool is_unknown_speaker(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const list[] = { "I", "i", "we", "you", "We", "You", NULL };
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    if (subject == CODE_NONE || dl_token_tag(j->x->t, subject) != DL_TAG_PRP) return false;
    if (!dl_slice_is_any(j->x->t->lemma[subject], list) || e->actors.n != 1) return false;
    const dl_party *p = &e->actors.at[0];
    return !p->code.n && (p->entity < 0 || !j->x->named[p->entity]);
}

/* "I assure you", "we ask you": said to the reader, whoever that is. */
static bool is_to_reader(const code_job *j, const dl_event *e)
{
    static const char *const spoken[] = { "AGREE", "REQUEST", "SUPPORT", "ACCUSE", NULL };
    static const char *const said_to[] = { "you", "me", NULL };
    if (!dl_slice_is_any(e->act, spoken) || e->recipients.n != 1) return false;
    const dl_party *p = &e->recipients.at[0];
    dl_span s = p->span;
    dl_slice text = dl_slice_cut(j->d->text.full, s.start, s.end);
    bool named = p->entity >= 0 && j->x->named[p->entity];
    return !p->code.n && !named && dl_slice_is_any(text, said_to);
}

static bool is_unsided(const code_job *j, uint32_t i, const dl_event *e)
{
    static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE",
        NULL };
    const code_frame *f = &j->f->at.at[i];
    bool known = code_any_known(j, &e->actors) || code_any_known(j, &e->recipients);
    bool someone = code_any_someone(j->x, &e->actors) || code_any_someone(j->x, &e->recipients);
    bool bare = code_noun_alone(f);
    if (code_is_called_off(e)) return false;
    if (dl_slice_is_any(e->act, deeds)) return bare && !someone;
    if (bare && !code_any_known(j, &e->actors)) return true;
    return !known || is_unknown_speaker(j, f, e);
}

/* Singers praise each other, brothers fall out: words and kindnesses are politics by a
 * side that is. */
static bool is_private(const code_job *j, const dl_event *e)
{
    static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", NULL };
    if (code_is_called_off(e)) return false;
    if (dl_slice_is(e->mode, "resign")) return !code_any_someone(j->x, &e->actors);
    if (dl_slice_is(e->act, "MOBILIZE")) return !code_any_office(&e->actors) && e->actors.n;
    bool ban = dl_slice_is(e->mode, "restrict") || dl_slice_is(e->mode, "censor");
    return (ban || !dl_slice_is_any(e->act, deeds)) && !code_any_public(j, &e->actors)
        && !code_any_public(j, &e->recipients);
}

/* What a firm promises, asks for and complains of, with nobody of a code on the other
 * side, is its own business. A deal of two firms is one of the economy. */
static bool is_business(const dl_event *e)
{
    static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", "AID", NULL };
    const dl_parties *side[] = { &e->actors, &e->recipients };
    int firms = 0; /* sides that have one */
    if (dl_slice_is_any(e->act, deeds) || code_is_called_off(e)) return false;
    /* "Acme and Apex called off their merger" */
    if (dl_slice_is(e->mode, "discontinue") && e->actors.n > 1) return false;
    for (int s = 0; s < 2; s++) {
        for (uint32_t i = 0; i < side[s]->n; i++) {
            dl_slice code = side[s]->at[i].code;
            if (code.n && !dl_slice_ends(code, DL_S("BUS"))) return false;
        }
        firms += code_any_coded(side[s]);
    }
    return firms == 1;
}

/* "called off a trip to Florida": within one's own country no tie is broken. */
static bool is_own_trip(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const trips[] = { "trip", "visit", "tour", NULL };
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    if (!dl_slice_is(e->mode, "discontinue") || object == CODE_NONE || !e->actors.n) return false;
    if (!dl_slice_is_any(j->x->t->lemma[object], trips) || e->actors.at[0].code.n < 3) return false;
    dl_slice own = dl_slice_cut(e->actors.at[0].code, 0, 3);
    for (uint32_t i = 0; i < e->recipients.n; i++)
        if (!dl_slice_starts(e->recipients.at[i].code, own)) return false;
    return e->recipients.n > 0;
}

/* "helped to draft a law": help is to someone. */
static bool helps_thing(const code_job *j, const code_frame *f, const code_rule *r)
{
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    bool bare_aid = r && r->bare && dl_slice_is(r->type, "AID") && r->sides.recipients
        && r->sides.recipient[0].slot == CODE_OBJECT;
    return bare_aid && object != CODE_NONE && code_word_is_thing(j, object);
}

/* "pulled out of Michigan", "Coke withdrew from Iraq": it is troops, or those who have
 * some, that withdraw. */
static bool is_withdrawn_person(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!dl_slice_is(e->act, "RETREAT") || !dl_slice_is(e->mode, "withdraw")) return false;
    if (code_arg_at(f, CODE_OBJECT, NULL) != CODE_NONE || !e->actors.n) return false;
    for (uint32_t i = 0; i < e->actors.n; i++) {
        dl_slice code = e->actors.at[i].code;
        bool state = dl_slice_ends(code, DL_S("GOV")) || dl_slice_starts(code, DL_S("IGO"));
        bool named = e->actors.at[i].entity >= 0 && j->x->named[e->actors.at[i].entity];
        if (state || !named) return false;
    }
    return !code_any_armed(j, &e->actors);
}

/* A verb alone says little: who does it, and to whom, must be known too. What is said
 * of a matter ("condemned the violence") needs only a side of politics that says it. */
static bool is_bare_unknown(const code_job *j, const dl_event *e, bool nominal)
{
    static const char *const mutual[] = { "COOPERATE", "AID", NULL };
    static const char *const spoken[] = { "ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONSULT",
        "REQUEST", "THREATEN", NULL };
    bool both = code_any_coded(&e->actors) && code_any_coded(&e->recipients);
    if (code_is_called_off(e)) return false;
    both |= code_any_public(j, &e->actors) && code_any_public(j, &e->recipients);
    if (both) return false;
    if (dl_slice_is_any(e->act, mutual)) return true;
    bool met = dl_slice_is(e->act, "CONSULT"); /* "Putin's visit" is one wherever he goes */
    static const char *const things[] = { "AGREE", "SUPPORT", NULL }; /* "his proposals" */
    if (nominal && !met && dl_slice_is_any(e->act, things)) return true;
    bool told = code_any_someone(j->x, &e->actors) && code_any_public(j, &e->recipients);
    return dl_slice_is_any(e->act, spoken) && !code_any_public(j, &e->actors) && !told;
}

/* An inquiry is into somebody or a deed; "an inquiry is needed", "helped to investigate"
 * tell of none. */
static bool is_inquiry_into_nothing(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!dl_slice_is(e->mode, "investigate") || e->recipients.n) return false;
    bool by = code_arg_at(f, CODE_SUBJECT, NULL) != CODE_NONE
        || code_arg_at(f, CODE_POSSESSOR, NULL) != CODE_NONE
        || code_arg_at(f, CODE_PREP, "by") != CODE_NONE;
    if (code_noun_alone(f)) return !by;
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    if (object == CODE_NONE) return !by;
    if (dl_token_tag(j->x->t, f->verb) != DL_TAG_VB) return false;
    uint32_t deed = j->f->of[object]; /* "will investigate the raid", not "the virus" */
    bool coded = deed != CODE_NONE && j->rule[deed] && j->rule[deed]->type.n;
    return !coded && !code_in_class(&j->t->classes, j->x->t->lemma[object], DL_S("crime"));
}

/* Troops that nobody is told to have, and what a firm deploys; bans of clubs and of
 * sport. */
static bool lacks_power(const code_job *j, const dl_event *e)
{
    if (dl_slice_is(e->act, "MOBILIZE")) return !code_any_of_power(j, &e->actors);
    bool ban = dl_slice_is(e->mode, "restrict") || dl_slice_is(e->mode, "censor");
    return ban && code_all_of_kind(j, &e->actors, DL_KIND_ORG) && !code_any_of_power(j, &e->actors);
}

/* A support, a concession is somebody's to somebody; where a bare verb tells no other
 * side it is mostly another thing: "adopted policies", "allowed the crisis". Who agrees
 * or promises does so with or without. */
static bool lacks_other(const code_rule *r, const dl_event *e)
{
    static const char *const list[] = { "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", NULL };
    static const char *const words[] = { "agree", "promise", "pledge", "vow", "accept", "offer",
        "concede", "welcome", "praise", "legalize", "legalise", NULL };
    if (e->recipients.n || code_is_called_off(e) || !r || !r->bare) return false;
    if (!dl_slice_eq(e->type, e->act) || dl_slice_is_any(e->lemma, words)) return false;
    return dl_slice_is_any(e->act, list);
}

/* Who gives way or backs someone must be told; a verdict is against someone; one works
 * together with another. */
static bool lacks_side(const code_job *j, const dl_event *e)
{
    bool both = code_any_coded(&e->actors) && code_any_coded(&e->recipients);
    bool known = code_any_public(j, &e->actors) && code_any_public(j, &e->recipients);
    bool office = code_any_office(&e->actors) || code_any_office(&e->recipients);
    if (dl_slice_is(e->act, "COOPERATE")) return !(both && office) && !known;
    if (dl_slice_is(e->act, "CONCEDE")) return !code_any_office(&e->actors);
    if (dl_slice_is(e->act, "SUPPORT")) return !e->actors.n;
    return dl_slice_is(e->mode, "convict") && !e->recipients.n && !e->actors.n;
}

/* "no matter how hard he protested": of no public side, and against none. */
static bool is_own_protest(const code_job *j, const dl_event *e)
{
    if (!dl_slice_is(e->act, "PROTEST") || code_is_called_off(e)) return false;
    return !code_any_coded(&e->actors) && !code_any_coded(&e->recipients)
        && code_any_someone(j->x, &e->recipients);
}

/* "A truce was agreed in Rome on Friday": of a text that has its day or its place, whose
 * it is may be told elsewhere. */
static bool is_text_made(const code_job *j, uint32_t i, const dl_event *e)
{
    static const char *const list[] = { "agree", "sign", "reach", "conclude", "seal", NULL };
    static const char *const texts[] = { "treaty", "truce", "ceasefire", "armistice", "accord",
        "pact", "agreement", NULL };
    char room[CODE_LOWER_MOST];
    const code_frame *f = &j->f->at.at[i];
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    bool told = code_child(j->x, f->verb, DL_DEP_auxpass) != CODE_NONE; /* not "the deal signed" */
    bool made = f->passive && told && !code_noun_alone(f) && e->status == DL_HAPPENED
        && dl_slice_is_any(f->lemma, list) && object != CODE_NONE;
    if (!made || (j->where->time[i] < 0 && j->where->place[i] < 0)) return false;
    bool fire = dl_slice_is(code_hyphened(j->x, object, room), "cease-fire");
    return fire || dl_slice_is_any(j->x->t->lemma[object], texts);
}

bool code_lacks_side(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    const code_rule *r = j->rule[i];
    if (is_text_made(j, i, e)) return false;
    if (is_to_reader(j, e) || is_own_trip(j, f, e)) return true;
    if (is_unsided(j, i, e) || is_private(j, e) || lacks_side(j, e)) return true;
    if (is_business(e)) return true;
    if (r && r->bare && is_bare_unknown(j, e, code_noun_alone(f))) return true;
    if (helps_thing(j, f, r) || is_own_protest(j, e) || is_inquiry_into_nothing(j, f, e))
        return true;
    return lacks_power(j, e) || lacks_other(r, e) || is_withdrawn_person(j, f, e);
}
