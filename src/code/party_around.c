/* party_around - what an event does not name is taken from who speaks, from the deed
 * above it, from its place; who asks for a deed takes the place of who is to do it. */
#include "parties.h"

/* "protested in Kara against the closure": those of the place rather than the closure. */
static void drop_matter(const code_finder *c, dl_event *e)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->recipients.n; i++) {
        const dl_party *p = &e->recipients.at[i];
        if (!code_is_thing(c, p) || code_may_suffer(c, p, e->act)) e->recipients.at[n++] = *p;
    }
    e->recipients.n = n;
}

static void take_place(const code_job *j, uint32_t i, dl_event *e)
{
    if (!e->act.n || !code_is_local(e->act) || j->where->place[i] < 0) return;
    code_finder c = code_finder_of(j, i, true);
    code_set_act(&c, e->act);
    dl_party p = code_place_party(&c, j->where->place[i]);
    if (dl_slice_is(e->act, "PROTEST")) drop_matter(&c, e);
    if (!e->recipients.n) code_push(&c, (code_side){ &e->recipients, &e->actors }, p);
    for (uint32_t k = 0; k < e->recipients.n; k++) {
        dl_party *r = &e->recipients.at[k];
        bool matter = code_is_thing(&c, r) && !code_may_suffer(&c, r, e->act);
        bool coerce = dl_slice_is(e->act, "COERCE"); /* "seized evidence" */
        if (!r->code.n && !code_is_someone(c.x, r) && !(matter && coerce)) r->code = p.code;
    }
}

/* The pronoun that is a party of the event stands for all of them. */
static void stand_for(const code_job *j, dl_event *e, uint32_t pronoun, const dl_parties *all)
{
    uint32_t n = e->actors.n;
    uint32_t at = 0;
    while (at < n && e->actors.at[at].span.start != j->x->t->start[pronoun]) at++;
    if (at == n) return;
    dl_span span = e->actors.at[at].span;
    e->actors.at[at] = all->at[0];
    e->actors.at[at].span = span;
    for (uint32_t k = 1; k < all->n; k++) {
        dl_party *more = DL_PUSH(j->d->arena, &e->actors);
        if (more) *more = all->at[k];
    }
}

static bool has_code_there(const code_job *j, const dl_event *e, uint32_t pronoun)
{
    for (uint32_t k = 0; k < e->actors.n; k++)
        if (e->actors.at[k].span.start == j->x->t->start[pronoun])
            return e->actors.at[k].code.n > 0;
    return false;
}

/* May the pronoun stand for those who speak? */
static bool speak_for(
    const code_job *j, const dl_event *e, uint32_t pronoun, bool they, const dl_parties *all)
{
    const dl_tokens *t = j->x->t;
    if (!all->n || !all->at[0].code.n || all->at[0].span.start == t->start[pronoun]) return false;
    if (has_code_there(j, e, pronoun) && !(they && all->n > 1)) return false;
    /* a person is no "it" */
    int32_t one = all->at[0].entity;
    bool person = one >= 0 && j->d->marks.entities.at[one].kind == DL_KIND_PERSON;
    return !(dl_slice_is(t->lemma[pronoun], "it") && person);
}

/* "Syria says it is willing": where nothing better is known of a pronoun, it is the one
 * that speaks. "France and Germany said they refused": both did. */
void code_take_speaker(const code_job *j, uint32_t i, dl_event *e)
{
    const dl_tokens *t = j->x->t;
    uint32_t pronoun = code_arg_at(&j->f->at.at[i], CODE_SUBJECT, NULL);
    if (pronoun == CODE_NONE || dl_token_tag(t, pronoun) != DL_TAG_PRP) return;
    uint32_t clause = t->head[pronoun];
    uint32_t above = j->f->of[t->head[clause]];
    if (dl_token_dep(t, clause) != DL_DEP_ccomp || above == CODE_NONE) return;
    code_finder c = code_finder_of(j, above, true);
    dl_parties all = { 0 };
    dl_arena_mark before = dl_arena_mark_now(j->d->arena);
    code_push_place(&c, (code_side){ &all, NULL }, &code_plain.actor[0]);
    bool they = dl_slice_is(t->lemma[pronoun], "they");
    if (!speak_for(j, e, pronoun, they, &all)) {
        dl_arena_back_to(j->d->arena, before);
        return;
    }
    if (!they) all.n = 1;
    stand_for(j, e, pronoun, &all);
}

/* "After talks with Putin, Abe said", "In a meeting in Lima, both discussed": who speaks
 * or acts then and there was at the meeting. */
static void take_attendants(const code_job *j, uint32_t i, dl_event *e)
{
    static const char *const then[] = { "in", "at", "during", "after", "before", "following",
        NULL };
    const dl_tokens *t = j->x->t;
    const code_frame *f = &j->f->at.at[i];
    bool noun = code_noun_alone(f) && dl_token_dep(t, f->head) == DL_DEP_pobj;
    if (!noun || !dl_slice_is(e->act, "CONSULT") || e->actors.n) return;
    uint32_t prep = t->head[f->head];
    uint32_t above = j->f->of[t->head[prep]];
    const dl_event *outer = above == CODE_NONE ? NULL : code_event_of(j, above);
    if (!outer || !dl_slice_is_any(t->lemma[prep], then)) return;
    code_finder c = code_finder_of(j, i, true);
    for (uint32_t k = 0; k < outer->actors.n; k++)
        if (code_is_someone(c.x, &outer->actors.at[k]) || outer->actors.at[k].code.n)
            code_push(&c, (code_side){ &e->actors, &e->recipients }, outer->actors.at[k]);
}

/* "The attack killed two": whom it hit is told by its verb. */
static void take_struck(const code_job *j, uint32_t i, dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    bool noun = code_noun_alone(f);
    bool subject = dl_token_dep(j->x->t, f->head) == DL_DEP_nsubj;
    if (!noun || !subject || !dl_slice_is(e->act, "ASSAULT") || e->recipients.n) return;
    uint32_t above = j->f->of[j->x->t->head[f->head]];
    const dl_event *outer = above == CODE_NONE ? NULL : code_event_of(j, above);
    if (!outer || !dl_slice_is(outer->act, "ASSAULT")) return;
    code_finder c = code_finder_of(j, i, true);
    for (uint32_t k = 0; k < outer->recipients.n; k++)
        code_push(&c, (code_side){ &e->recipients, &e->actors }, outer->recipients.at[k]);
}

/* "US sanctions were imposed": whose the deed is did what its verb tells. */
static void take_owner(const code_job *j, uint32_t i, dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    if (!f->passive || !e->act.n || e->actors.n) return;
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    uint32_t deed = object == CODE_NONE ? CODE_NONE : j->f->of[object];
    const dl_event *inner = deed == CODE_NONE || deed == i ? NULL : code_event_of(j, deed);
    if (!inner || !j->taken[object]) return;
    code_finder c = code_finder_of(j, i, true);
    for (uint32_t k = 0; k < inner->actors.n; k++)
        if (inner->actors.at[k].code.n)
            code_push(&c, (code_side){ &e->actors, &e->recipients }, inner->actors.at[k]);
}

/* "Syria's protests" are those there. */
static void move_country(const code_job *j, uint32_t i, dl_event *e)
{
    if (!dl_slice_is(e->act, "PROTEST") || e->recipients.n || e->actors.n != 1) return;
    const dl_party *p = &e->actors.at[0];
    if (p->entity < 0 || p->code.n != 3 || !j->f->at.at[i].nominal) return;
    if (j->d->marks.entities.at[p->entity].kind != DL_KIND_GPE) return;
    e->recipients = e->actors;
    e->actors = (dl_parties){ 0 };
}

/* Acts of those who govern where they happen: "was arrested in Lebanon". */
static bool is_of_state(const dl_event *e)
{
    static const char *const list[] = { "arrest", "investigate", "convict", "deport", NULL };
    return dl_slice_is_any(e->mode, list);
}

static void take_ruler(const code_job *j, uint32_t i, dl_event *e)
{
    if (e->actors.n || j->where->place[i] < 0 || !is_of_state(e)) return;
    code_finder c = code_finder_of(j, i, true);
    dl_party p = code_place_party(&c, j->where->place[i]);
    if (p.code.n) code_push(&c, (code_side){ &e->actors, &e->recipients }, p);
}

/* Is the party a weapon: "a bomb"? */
static bool is_means(const code_job *j, uint32_t i, const dl_party *p)
{
    const code_frame *f = &j->f->at.at[i];
    for (uint32_t k = 0; k < f->args.n; k++) {
        uint32_t token = f->args.at[k].token;
        if (j->x->t->start[token] < p->span.start || j->x->t->end[token] > p->span.end) continue;
        bool deed = j->f->of[token] != CODE_NONE; /* "three blasts" are nobody's arm */
        if (!deed && code_row(&j->t->weapons, j->x->t->lemma[token]) >= 0) return true;
    }
    return false;
}

/* "A car bomb killed two in Beirut": whose it was is not told, but they were armed and
 * there. Helicopters and tanks are an army's. */
static void take_armed(const code_job *j, uint32_t i, dl_event *e)
{
    if (!dl_slice_is(e->act, "ASSAULT")) return;
    code_finder c = code_finder_of(j, i, true);
    dl_party p = { 0 };
    code_set_act(&c, e->act);
    if (j->where->place[i] >= 0) p = code_place_party(&c, j->where->place[i]);
    bool known = p.code.n >= 3; /* who else stands in the sentence tells nothing of arms */
    c.here = known ? dl_slice_cut(p.code, 0, 3) : (dl_slice){ NULL, 0 };
    for (uint32_t k = 0; k < e->actors.n; k++) {
        dl_party *a = &e->actors.at[k];
        if (a->code.n || code_is_someone(c.x, a) || !is_means(j, i, a)) continue;
        uint32_t token = code_head_of(c.x->t, a);
        dl_slice sector = token == CODE_NONE ? (dl_slice){ NULL, 0 }
                                             : code_sector_of_thing(&c, token);
        if (!sector.n) sector = DL_S("UAF");
        a->code = token == CODE_NONE ? sector : code_with_country(&c, token, sector);
    }
}

void code_take_around(const code_job *j, uint32_t i, dl_event *e)
{
    take_attendants(j, i, e);
    take_struck(j, i, e);
    take_owner(j, i, e);
    move_country(j, i, e);
    take_ruler(j, i, e);
    take_armed(j, i, e);
    take_place(j, i, e);
}

/* In a clause that somebody says, or joined to a verb of it. */
static bool is_in_clause(const code_job *j, uint32_t i)
{
    enum { JOINED_MOST = 4 };
    for (int n = 0; n < JOINED_MOST && j->f->at.at[i].above_dep == DL_DEP_conj; n++) {
        i = j->f->at.at[i].above;
        if (i == CODE_NONE) return false;
    }
    return j->f->at.at[i].above_dep == DL_DEP_ccomp;
}

/* "Kyiv urged Moscow to withdraw": who asks acts, who is asked receives. */
void code_change_parties(const code_job *j, uint32_t i, dl_event *out)
{
    const code_state *s = &j->state[i];
    if (!out->type.n || s->changer == CODE_NONE) return;
    if (!dl_slice_is(out->type, code_change_type(s->change))) return;
    code_finder up = code_finder_of(j, s->changer, true);
    dl_event other = { 0 };
    code_add_parties(&up, code_between, 2, (code_side){ &other.actors, NULL });
    if (!other.actors.n)
        code_add_parties(
            &up, code_plain.actor, code_plain.actors, (code_side){ &other.actors, NULL });
    code_add_parties(&up, code_plain.recipient, code_plain.recipients,
        (code_side){ &other.recipients, &other.actors });
    /* "told the channel that Kyiv must withdraw": the channel is not asked */
    bool heard = s->must && is_in_clause(j, i);
    if (s->change == CODE_REQUEST || s->change == CODE_ACCUSE) {
        if (other.recipients.n && !heard) out->recipients = other.recipients;
        else if (out->actors.n) out->recipients = out->actors;
    }
    bool told = s->change == CODE_REQUEST || s->change == CODE_ACCUSE;
    bool passive = told && j->f->at.at[s->changer].passive && other.recipients.n;
    bool answers = s->change == CODE_AGREE || s->change == CODE_REJECT;
    if (answers && other.actors.n && j->f->at.at[i].nominal && !out->recipients.n)
        code_lend(&up, &out->actors, &other); /* "agreed to Kyiv's request" */
    if (answers && !out->recipients.n) out->recipients = other.recipients;
    /* "was urged to withdraw", "resists pressure to step down": nobody tells who asks */
    bool untold = s->change == CODE_REQUEST && code_noun_alone(&j->f->at.at[s->changer]);
    if (other.actors.n) out->actors = other.actors;
    else if (passive || untold) out->actors.n = 0;
}
