/* parties - who acts and who receives, of each event.
 *
 *   frame, where the row looks --code_own_parties--> actors, recipients
 *   all events --code_lend_parties--> what an event does not name, from those around it
 *
 * A word of a frame becomes a participant by party_joined.c, party_phrase.c and
 * party_code.c. */
#include "parties.h"

/* "mediated between": the row takes them as recipients before all others. */
static bool takes_between(const code_sides *s)
{
    return s && s->recipients && s->recipient[0].slot == CODE_PREP
        && dl_slice_eq(s->recipient[0].prep, code_between[0].prep);
}

/* One meets and talks with someone; what is talked about is no party. */
static void drop_matters(const code_finder *c, const code_sides *sides, dl_event *out)
{
    if (!sides || !dl_slice_is(sides->act, "CONSULT")) return;
    if (!code_any_someone(c->x, &out->recipients)) out->recipients.n = 0;
}

/* "the withdrawal of troops": of a row that takes no object, who stands behind "of"
 * acts. */
const code_place whose[] = { { CODE_PREP, { "of", 2 } } };

/* "calls from London to leave", "criticism from Paris": of a noun that tells words, who
 * stands behind "from" says them, unless the row takes him for the other side first. */
const code_place said_by[] = { { CODE_PREP, { "from", 4 } } };

static bool is_told_by(const code_frame *f, const code_sides *s)
{
    static const char *const words[] = { "REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN",
        "ASSAULT", NULL };
    if (!code_noun_alone(f) || !dl_slice_is_any(s->act, words)) return false;
    return !s->recipients || !dl_slice_eq(s->recipient[0].prep, said_by[0].prep);
}

static bool takes_object(const code_sides *s)
{
    for (uint32_t i = 0; i < s->recipients; i++) {
        const code_place *p = &s->recipient[i];
        if (p->slot == CODE_OBJECT || dl_slice_is(p->prep, "of")) return true;
    }
    return false;
}

/* "Obama urged talks between the two sides": he acts, not they. */
static bool has_doer(const code_finder *c)
{
    dl_parties subjects = { 0 }; /* nobody keeps them: a long text has many thousand */
    if (c->f->nominal) return false;
    dl_arena_mark before = dl_arena_mark_now(c->d->arena);
    code_push_place(c, (code_side){ &subjects, NULL }, &code_plain.actor[0]);
    bool any = code_any_someone(c->x, &subjects);
    dl_arena_back_to(c->d->arena, before);
    return any;
}

static bool any_fighters(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (code_is_fighters(v->at[i].code)) return true;
    return false;
}

/* "with troops deployed all around": nobody tells who sent them; it is they who are
 * there. */
static void add_own_force(const code_finder *c, const code_sides *sides, code_side s)
{
    dl_parties force = { 0 };
    bool back = dl_slice_is(sides->act, "RETREAT") && c->f->passive;
    for (uint32_t i = 0; i < sides->recipients; i++)
        back &= sides->recipient[i].slot != CODE_OBJECT; /* "were released" */
    if (!back && !dl_slice_is(sides->act, "MOBILIZE")) return;
    code_add_parties(c, code_plain.recipient, code_plain.recipients, (code_side){ &force, NULL });
    /* "police deployed in the port" */
    if (!force.n && !c->f->nominal)
        code_push_place(c, (code_side){ &force, NULL }, &code_plain.actor[0]);
    if (any_fighters(&force)) *s.to = force;
}

/* Does a word of a deed's frame tell whose deed it is: "Chad's attack", "the Chadian
 * attack", "the attack by Chad"? "The Paris attacks" were only there. */
static bool is_doer(const code_finder *c, const code_arg *a)
{
    if (dl_token_pos(c->x->t, a->token) == DL_POS_PRON) return false; /* one's own mostly */
    if (a->slot == CODE_POSSESSOR || a->slot == CODE_SUBJECT) return true;
    if (a->slot == CODE_PREP) return dl_slice_is(a->prep, "by");
    int32_t e = a->slot == CODE_MODIFIER ? code_entity_at(c->x, a->token) : -1;
    dl_kind k = e < 0 ? DL_KIND_OTHER : c->d->marks.entities.at[e].kind;
    return k == DL_KIND_NORP || k == DL_KIND_ORG || k == DL_KIND_PERSON;
}

/* Is the first of one side a word of a participant of the other: Chad of "Chad's
 * offer"? */
static bool is_within(const dl_parties *v, const dl_parties *other)
{
    for (uint32_t i = 0; i < other->n; i++) {
        dl_span whole = other->at[i].span, part = v->at[0].span;
        if (whole.start <= part.start && part.end <= whole.end) return true;
    }
    return false;
}

/* "condemned Chad's attack on Togo": what is said of a deed is said of whose deed it is,
 * not of who suffers it. */
static void take_doer_of_deed(
    const code_job *j, const code_finder *c, const code_sides *sides, dl_event *out)
{
    static const char *const words[] = { "ACCUSE", "SUPPORT", "REJECT", NULL };
    uint32_t object = c->f->nominal ? CODE_NONE : code_arg_at(c->f, CODE_OBJECT, NULL);
    if (object == CODE_NONE || !dl_slice_is_any(sides->act, words)) return;
    dl_parties doer = { 0 };
    code_side side = { &doer, &out->actors };
    const code_frame *g = j->f->of[object] == CODE_NONE ? NULL : &j->f->at.at[j->f->of[object]];
    for (uint32_t i = 0; g && code_noun_alone(g) && i < g->args.n; i++)
        if (is_doer(c, &g->args.at[i])) code_push_word(c, side, g->args.at[i].token);
    uint32_t owner = g ? CODE_NONE : code_child(c->x, object, DL_DEP_poss);
    bool other = owner != CODE_NONE && dl_token_pos(c->x->t, owner) != DL_POS_PRON;
    if (other && !code_names_someone(c->x, object)) code_push_word(c, side, owner);
    if (!code_any_coded(&doer) || is_within(&doer, &out->recipients)) return;
    out->recipients = doer;
}

/* "paid the union a fee": where no row is, whom it is given to before what. */
static const code_place given_to[] = { { CODE_INDIRECT, { NULL, 0 } },
    { CODE_OBJECT, { NULL, 0 } } };

void code_own_parties(const code_job *j, uint32_t i, const code_sides *sides, dl_event *out)
{
    code_finder c = code_finder_of(j, i, sides != NULL);
    if (sides) code_set_act(&c, sides->act);
    code_side actors = { &out->actors, NULL };
    code_side recipients = { &out->recipients, &out->actors };
    /* "among them, two were killed" tells of no doer */
    uint32_t mutual = c.f->passive ? 1 : 2;
    if (!takes_between(sides) && !has_doer(&c)) code_add_parties(&c, code_between, mutual, actors);
    if (!out->actors.n && sides) code_add_parties(&c, sides->actor, sides->actors, actors);
    if (!out->actors.n && !sides) code_add_parties(&c, code_plain.actor, code_plain.actors, actors);
    if (!out->actors.n && sides && is_told_by(c.f, sides)) code_add_parties(&c, said_by, 1, actors);
    if (!out->actors.n && sides && !takes_object(sides)) code_add_parties(&c, whose, 1, actors);
    if (!out->actors.n && sides) add_own_force(&c, sides, actors);
    if (sides) code_add_recipients(&c, sides, recipients);
    if (sides) take_doer_of_deed(j, &c, sides, out);
    else code_add_parties(&c, given_to, sizeof given_to / sizeof *given_to, recipients);
    drop_matters(&c, sides, out);
}

void code_lend_parties(const code_job *j)
{
    uint32_t n = j->f->at.n;
    for (uint32_t i = 0; i < n; i++)
        if (code_event_of(j, i)) code_take_speaker(j, i, code_event_of(j, i));
    /* what hangs on it itself before what does by way of others */
    for (uint32_t i = n; i-- > 0;) code_lend_up(j, i, true);
    for (uint32_t i = n; i-- > 0;) code_lend_up(j, i, false);
    for (uint32_t i = 0; i < n; i++)
        if (code_event_of(j, i)) code_take_around(j, i, code_event_of(j, i));
    for (uint32_t i = 0; i < n; i++)
        if (code_event_of(j, i)) code_change_parties(j, i, code_event_of(j, i));
    for (uint32_t i = 0; i < n; i++)
        if (code_event_of(j, i)) code_drop_parties(j, i, code_event_of(j, i));
}
