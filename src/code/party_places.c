/* party_places - where in a frame participants are looked for, and in which order. */
#include "parties.h"

void code_set_act(code_finder *c, dl_slice act)
{
    static const char *const bodily[] = { "ASSAULT", "COERCE", "PROTEST", "AID", NULL };
    c->bodily = dl_slice_is_any(act, bodily);
    c->harms = dl_slice_is(act, "ASSAULT") || dl_slice_is(act, "COERCE");
    /* who travels somewhere or meets there may be of any country */
    if (c->placed && dl_slice_is(act, "CONSULT")) c->here = (dl_slice){ NULL, 0 };
}

code_finder code_finder_of(const code_job *j, uint32_t i, bool by_row)
{
    dl_slice here = code_country_here(j->where, j->d, j->f, i);
    return (code_finder){ .d = j->d,
        .f = &j->f->at.at[i],
        .x = j->x,
        .t = j->t,
        .here = here,
        .placed = code_is_placed(j->where, j->d, i),
        .home = code_country_home(j->where, j->d, j->f, i),
        .by_row = by_row };
}

void code_push_place(const code_finder *c, code_side s, const code_place *p)
{
    for (uint32_t i = 0; i < c->f->args.n; i++) {
        const code_arg *a = &c->f->args.at[i];
        if (code_arg_is(c->f, a, p->slot, p->prep)) code_push_word(c, s, a->token);
    }
}

void code_add_parties(const code_finder *c, const code_place *p, uint32_t n, code_side s)
{
    dl_parties first = { 0 };
    for (uint32_t k = 0; k < n && !s.to->n; k++) {
        dl_parties here = { 0 };
        code_push_place(c, (code_side){ &here, s.except }, &p[k]);
        bool subject = p[k].slot == CODE_SUBJECT && code_any_maybe(c, &here);
        bool takes = here.n && (!c->by_row || subject || code_any_someone(c->x, &here));
        if (takes) *s.to = here;
        else if (!first.n) first = here;
    }
    if (!s.to->n) *s.to = first;
}

const code_place code_between[2] = { { CODE_PREP, { "between", 7 } },
    { CODE_PREP, { "among", 5 } } };
static const code_place doer[] = { { CODE_SUBJECT, { NULL, 0 } }, { CODE_POSSESSOR, { NULL, 0 } },
    { CODE_PREP, { "by", 2 } }, { CODE_MODIFIER, { NULL, 0 } } };
static const code_place done_to[] = { { CODE_OBJECT, { NULL, 0 } },
    { CODE_INDIRECT, { NULL, 0 } } };
const code_sides code_plain = { doer, done_to, sizeof doer / sizeof *doer,
    sizeof done_to / sizeof *done_to, { NULL, 0 } };

/* Where the row's own places name nobody. */
static const code_place towards[] = { { CODE_PREP, { "against", 7 } }, { CODE_PREP, { "with", 4 } },
    { CODE_PREP, { "on", 2 } }, { CODE_PREP, { "to", 2 } }, { CODE_PREP, { "for", 3 } },
    { CODE_PREP, { "from", 4 } }, { CODE_PREP, { "between", 7 } } };

enum { TOWARDS = sizeof towards / sizeof *towards };

void code_add_recipients(const code_finder *c, const code_sides *sides, code_side s)
{
    code_add_parties(c, sides->recipient, sides->recipients, s);
    bool object = code_arg_at(c->f, CODE_OBJECT, NULL) != CODE_NONE;
    if (code_any_someone(c->x, s.to) || (object && code_any_maybe(c, s.to))) return;
    /* "Berg and Lund met at the White House": they met one another */
    bool together = dl_slice_is(sides->act, "CONSULT") && s.except && s.except->n > 1;
    if (together) return;
    dl_parties more = { 0 };
    code_add_parties(c, towards, TOWARDS, (code_side){ &more, s.except });
    if (code_any_someone(c->x, &more)) *s.to = more;
    /* "withdrew its troops": one's own are not the other side */
    bool own = dl_slice_is(sides->act, "RETREAT") || dl_slice_is(sides->act, "MOBILIZE");
    if (s.to->n || own) return;
    /* "lifted the U.N. sanctions": whose a deed is did it */
    if (object && code_row(&c->t->nouns, c->x->t->lemma[code_arg_at(c->f, CODE_OBJECT, NULL)]) >= 0)
        return;
    more = (dl_parties){ 0 };
    code_add_parties(
        c, code_plain.recipient, code_plain.recipients, (code_side){ &more, s.except });
    if (code_any_coded(&more)) *s.to = more;
}

dl_party code_place_party(const code_finder *c, int32_t mention)
{
    const dl_mention *m = &c->d->marks.mentions.at[mention];
    dl_party p = { m->span, m->entity, code_of_entity(c, m->entity) };
    bool town = m->kind == DL_KIND_GPE && !c->d->marks.entities.at[m->entity].code.n;
    if (c->harms && town && p.code.n == 3) p.code = code_joined(c, p.code, DL_S("CVL"));
    return p;
}

bool code_is_local(dl_slice act)
{
    static const char *const list[] = { "PROTEST", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT",
        "AID", "SANCTION", "CONCEDE", NULL };
    return dl_slice_is_any(act, list);
}
