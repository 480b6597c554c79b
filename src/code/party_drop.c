/* party_drop - participants that cannot be: things that promise, deeds that receive,
 * doers that do it to themselves; and the codes of what is told twice. */
#include "parties.h"

#define SIGNS "057" /* CAMEO: sign formal agreement */

/* Acts that both sides do: each joined actor is also one to whom it is done. A visit is
 * not one of them. */
static bool is_mutual(const dl_event *e)
{
    static const char *const list[] = { "CONSULT", "AGREE", "COOPERATE", NULL };
    if (e->actors.n < 2 || e->recipients.n || dl_slice_is(e->mode, "visit")) return false;
    /* "Berg and Lund offered talks": to others */
    static const char *const to_others[] = { "offer", "promise", "pledge", "vow", "propose",
        "swear", "volunteer", NULL };
    if (dl_slice_is(e->act, "AGREE") && dl_slice_is_any(e->lemma, to_others)) return false;
    return dl_slice_is_any(e->act, list) || dl_slice_is(e->cameo, SIGNS);
}

static void share_sides(const code_job *j, dl_event *e)
{
    if (!is_mutual(e)) return;
    code_finder c = { .d = j->d };
    for (uint32_t i = 0; i < e->actors.n; i++)
        code_push(&c, (code_side){ &e->recipients, NULL }, e->actors.at[i]);
}

/* act: of which things may be a side; {NULL,0}: none may. */
static void drop_from(const code_finder *c, dl_parties *v, dl_slice act)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        bool stays = code_may_suffer(c, &v->at[i], act);
        if (stays || !code_is_thing(c, &v->at[i])) v->at[n++] = v->at[i];
    }
    v->n = n;
}

/* Does the party's own word tell a deed: "in its attack on the village"? */
static bool is_deed(const code_job *j, const code_finder *c, const dl_party *p, uint32_t token)
{
    uint32_t frame = token == CODE_NONE ? CODE_NONE : j->f->of[token];
    return frame != CODE_NONE && j->f->at.at[frame].nominal && !code_is_someone(c->x, p);
}

/* The event itself is no party of it, nor is another deed a recipient: "air strikes
 * attributed to Israel". */
static void drop_deeds(const code_job *j, const code_finder *c, const dl_event *e, dl_parties *v)
{
    uint32_t n = 0;
    bool receives = v == &e->recipients;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t token = code_head_of(c->x->t, &v->at[i]);
        if (token == e->head || (receives && is_deed(j, c, &v->at[i], token))) continue;
        v->at[n++] = v->at[i];
    }
    v->n = n;
}

/* Of what stands behind "in" only people and places are parties: not "declared it in
 * response". */
static void drop_manner(const code_job *j, const code_finder *c, dl_event *e)
{
    static const char *const list[] = { "area", "property", "road", "craft", "person", "crowd",
        "force", "rebels", NULL };
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->recipients.n; i++) {
        const dl_party *p = &e->recipients.at[i];
        uint32_t token = code_head_of(c->x->t, p);
        bool behind = false;
        for (uint32_t k = 0; token != CODE_NONE && k < c->f->args.n; k++)
            if (c->f->args.at[k].token == token)
                behind = c->f->args.at[k].slot == CODE_PREP
                    && dl_slice_is(c->f->args.at[k].prep, "in");
        bool stays = !behind || p->code.n || code_is_someone(c->x, p) || !code_is_common(c, p);
        stays |= token != CODE_NONE && code_in_classes(&j->t->classes, c->x->t->lemma[token], list);
        if (stays) e->recipients.at[n++] = *p;
    }
    e->recipients.n = n;
}

/* Courts, papers, doctors: who tells of violence, not who does it. */
static bool is_teller(const code_finder *c, const dl_party *p)
{
    static const char *const list[] = { "JUD", "JRN", "MED", "EDU", NULL };
    if (!c->f->nominal || p->code.n < 3) return false;
    return dl_slice_is_any(dl_slice_cut(p->code, p->code.n - 3, p->code.n), list);
}

/* "the mayor of Kara, Togo stabbed": no country does it with its own hands. */
static bool is_by_hand(const dl_event *e)
{
    static const char *const list[] = { "primitive", "sexual", "suicide-attack", NULL };
    return dl_slice_is_any(e->mode, list);
}

/* "a car bomb in Tripoli, which killed five": a town's people attack nobody. "We have
 * evidence on the shooting", the prosecutor says: he did not shoot. */
static void drop_harmless(const code_finder *c, const dl_event *e, dl_parties *v)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        dl_kind k = p->entity < 0 ? DL_KIND_OTHER : c->d->marks.entities.at[p->entity].kind;
        bool place = dl_kind_is_place(k);
        bool town = place && (dl_slice_ends(p->code, DL_S("CVL")) || is_by_hand(e));
        if (!town && !is_teller(c, p)) v->at[n++] = *p;
    }
    v->n = n;
}

/* Whoever promises, asks or helps is somebody, and so is he to whom it is done. What is
 * attacked, seized or blocked may be a house. */
static void drop_things(const code_job *j, const code_finder *c, dl_event *e)
{
    if (!e->act.n) return;
    bool assault = dl_slice_is(e->act, "ASSAULT");
    static const char *const bodily[] = { "ASSAULT", "COERCE", NULL };
    drop_deeds(j, c, e, &e->actors);
    if (assault) drop_harmless(c, e, &e->actors);
    if (dl_slice_is_any(e->act, bodily)) drop_deeds(j, c, e, &e->recipients);
    drop_manner(j, c, e);
    drop_from(c, &e->actors, (dl_slice){ NULL, 0 });
    drop_from(c, &e->recipients, e->act);
}

/* The entity of the head word itself: "her office" is not she. */
static int32_t own_entity(const code_finder *c, const dl_party *p)
{
    uint32_t token = code_head_of(c->x->t, p);
    return token == CODE_NONE ? -1 : code_entity_at(c->x, token);
}

/* A common noun that is the object of what is done to the body: whoever it is, it is not
 * he who does it. */
static bool is_another(const code_finder *c, const dl_event *e, uint32_t i)
{
    const dl_party *p = &e->recipients.at[i];
    uint32_t token = code_head_of(c->x->t, p);
    uint32_t object = code_arg_at(c->f, CODE_OBJECT, NULL);
    return c->bodily && token != CODE_NONE && token == object && code_is_common(c, p);
}

/* Nobody does it to himself, unless both sides do it. */
static void drop_doers(const code_finder *c, dl_event *e)
{
    uint32_t n = 0;
    if (!e->act.n) return;
    for (uint32_t i = 0; i < e->recipients.n; i++) {
        int32_t one = own_entity(c, &e->recipients.at[i]);
        bool same = false;
        for (uint32_t k = 0; k < e->actors.n && !same && one >= 0; k++)
            same = own_entity(c, &e->actors.at[k]) == one;
        /* "Doe killed the president" was not he */
        if (same && is_another(c, e, i)) {
            e->recipients.at[i].entity = -1;
            same = false;
        }
        if (!same) e->recipients.at[n++] = e->recipients.at[i];
    }
    e->recipients.n = n;
}

/* "issued a warning": verb and object tell one deed. */
static void uncode_told_twice(const code_job *j, uint32_t i, dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    const dl_tokens *t = j->x->t;
    dl_dep dep = dl_token_dep(t, f->head);
    bool object = dep == DL_DEP_dobj || dep == DL_DEP_nsubjpass;
    if (!e->type.n || !code_noun_alone(f) || !object) return;
    uint32_t above = j->f->of[t->head[f->head]];
    const dl_event *outer = above == CODE_NONE || above == i ? NULL : code_event_of(j, above);
    if (!outer || !dl_slice_eq(outer->type, e->type) || !dl_slice_eq(outer->act, e->act)) return;
    dl_slice none = { NULL, 0 };
    e->type = e->act = e->mode = e->cameo = e->contexts = none;
}

void code_drop_parties(const code_job *j, uint32_t i, dl_event *e)
{
    code_finder c = code_finder_of(j, i, true);
    code_set_act(&c, e->act);
    drop_things(j, &c, e);
    drop_doers(&c, e);
    share_sides(j, e);
    uncode_told_twice(j, i, e);
}
