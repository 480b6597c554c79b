/* side_fight - whether violence is violence: accidents, games and words are not. */
#include "sides.h"

/* Is the party one that fights or is fought? A named person of no office is not, nor is
 * "the German". */
static bool may_fight(const code_job *j, const dl_party *p)
{
    if (!p->code.n) return false;
    if (p->entity < 0) return true;
    bool named = j->x->named[p->entity];
    bool one = j->d->marks.entities.at[p->entity].kind == DL_KIND_NORP && p->code.n == 3;
    return !one && !(named && code_is_public(p->code));
}

/* Riders attack, teams beat each other: an assault is one by its means, or by a side that
 * fights, or by an object that is of such a side. */
static bool is_fight(const code_job *j, const code_frame *f, const dl_event *e)
{
    bool means = e->mode.n && dl_slice_eq(e->type, e->act); /* else what embeds it gave it */
    if (means && !dl_slice_is(e->mode, "beat")) return true;
    for (uint32_t i = 0; i < e->actors.n; i++)
        if (may_fight(j, &e->actors.at[i])) return true;
    bool object = code_arg_at(f, CODE_OBJECT, NULL) != CODE_NONE;
    for (uint32_t i = 0; object && i < e->recipients.n; i++)
        if (may_fight(j, &e->recipients.at[i])) return true;
    return false;
}

static bool is_place(const code_job *j, uint32_t token)
{
    int32_t m = code_mention_at(j->x, token);
    return m >= 0 && dl_kind_is_place(j->d->marks.mentions.at[m].kind);
}

/* "The strain has killed 85", "my phone blew up": what does it is neither someone nor a
 * means. */
static bool is_done_by_thing(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const harms[] = { "ASSAULT", "COERCE", NULL };
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    if (!dl_slice_is_any(e->act, harms) || subject == CODE_NONE
        || code_any_someone(j->x, &e->actors))
        return false;
    if (is_place(j, subject)) return false; /* "a bomb in Kara, which killed two" */
    dl_slice lemma = j->x->t->lemma[subject];
    if (dl_token_tag(j->x->t, subject) == DL_TAG_PRP) return dl_slice_is(lemma, "it");
    if (code_row(&j->t->weapons, lemma) >= 0) return false;
    uint32_t deed = j->f->of[subject]; /* "the shelling killed two", not "the inquiry" */
    const code_rule *r = deed == CODE_NONE ? NULL : j->rule[deed];
    if (deed != CODE_NONE && (!r || !r->type.n || dl_slice_is_any(r->type, harms))) return false;
    return !code_word_of_someone(j, subject);
}

/* A noun that counts or names people, without an entity of its own: "twenty",
 * "commuters". */
static bool is_people(const code_job *j, const code_frame *f)
{
    for (uint32_t i = 0; i < f->args.n; i++) {
        uint32_t token = f->args.at[i].token;
        if (dl_token_tag(j->x->t, token) == DL_TAG_CD || code_word_of_someone(j, token))
            return true;
    }
    return false;
}

static bool is_accident(const code_job *j, uint32_t verb)
{
    return code_in_class(&j->t->classes, j->x->t->lemma[verb], DL_S("accident"));
}

/* "A plane crashed, killing six", "a path collapsed and killed two", "were killed
 * when a roof fell": nobody did it. */
static bool is_by_accident(const code_job *j, const code_frame *f, const dl_event *e)
{
    const dl_tokens *t = j->x->t;
    static const char *const hurts[] = { "kill", "injure", "wound", "hurt", "destroy", NULL };
    if (!dl_slice_is(e->act, "ASSAULT") || f->nominal || !dl_slice_is_any(f->lemma, hurts))
        return false;
    dl_dep dep = dl_token_dep(t, f->verb);
    bool follows = dep == DL_DEP_conj || dl_token_tag(t, f->verb) == DL_TAG_VBG;
    bool under = follows && (dep == DL_DEP_advcl || dep == DL_DEP_conj);
    if (under && is_accident(j, t->head[f->verb])) return true;
    for (uint32_t c = j->x->first[f->verb]; c != CODE_NONE; c = j->x->next[c])
        if (dl_token_dep(t, c) == DL_DEP_advcl && is_accident(j, c)) return true;
    return false;
}

/* "3,000 were killed" in a report of an earthquake: where nobody is told to have done it,
 * nobody did. */
static bool is_toll_of_disaster(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const hurts[] = { "kill", "injure", "wound", "hurt", "destroy", NULL };
    if (!j->topic.disaster || !dl_slice_is(e->act, "ASSAULT") || e->mode.n) return false;
    if (f->nominal || !dl_slice_is_any(f->lemma, hurts)) return false;
    return !code_any_someone(j->x, &e->actors);
}

/* "the booster shot": neither side is anybody. */
static bool is_of_nobody(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const harms[] = { "ASSAULT", "COERCE", NULL };
    if (!dl_slice_is_any(e->act, harms) || code_any_someone(j->x, &e->actors)
        || code_any_someone(j->x, &e->recipients))
        return false;
    return !is_people(j, f);
}

/* "NATO strikes" are no walkout. */
static bool is_armed_strike(const dl_event *e)
{
    if (!dl_slice_is(e->mode, "strike")) return false;
    for (uint32_t i = 0; i < e->actors.n; i++)
        if (dl_slice_ends(e->actors.at[i].code, DL_S("MIL"))) return true;
    return false;
}

/* Fighters, or what they attack: "youths attacked the synagogue". */
static bool any_target(const code_job *j, const code_frame *f)
{
    static const char *const list[] = { "crowd", "rebels", "force", "weapon", "area", "property",
        NULL };
    for (uint32_t i = 0; i < f->args.n; i++)
        if (code_word_of_any(j, f->args.at[i].token, list)) return true;
    return false;
}

/* "fought leukaemia", "battled the rumours", "the battle against alcoholism": neither
 * people nor a place. */
static bool is_fought_thing(const code_job *j, const code_frame *f)
{
    static const char *const verbs[] = { "fight", "battle", "combat", NULL };
    static const char *const list[] = { "crowd", "rebels", "force", "weapon", "area", "property",
        "person", "leader", "craft", "road", NULL };
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    if (object == CODE_NONE) object = code_arg_at(f, CODE_PREP, "against");
    if (object == CODE_NONE || !dl_slice_is_any(f->lemma, verbs)) return false;
    return code_word_is_thing(j, object) && !code_word_of_any(j, object, list);
}

/* One of office or of a party, alone. */
static bool is_politician(const code_job *j, const dl_event *e)
{
    static const char *const sectors[] = { "GOV", "LEG", "ELI", "PTY", NULL };
    if (e->recipients.n != 1) return false;
    const dl_party *p = &e->recipients.at[0];
    dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
    return k == DL_KIND_PERSON && p->code.n >= 3
        && dl_slice_is_any(dl_slice_cut(p->code, p->code.n - 3, p->code.n), sectors);
}

/* "I fought the establishment", "Cruz attacks Rubio", "an attack by Basso": a fight whose
 * means is not told is one of words or of a game, unless somebody armed is there, or
 * people or a place are attacked by others than persons of office. */
static bool is_fought_with_words(
    const code_job *j, const code_frame *f, const code_rule *r, const dl_event *e)
{
    bool means = e->mode.n && dl_slice_eq(e->type, e->act);
    if (!r || !dl_slice_is(e->act, "ASSAULT") || means) return false;
    if (!dl_slice_starts(r->cameo, DL_S("19"))) return false;
    if (is_fought_thing(j, f)) return true;
    if (code_any_armed(j, &e->actors) || code_any_armed(j, &e->recipients)) return false;
    if (!e->actors.n && is_politician(j, e)) return true; /* "reasons for attacking the governor" */
    bool political = code_any_public(j, &e->actors) || code_any_public(j, &e->recipients);
    if (code_all_of_kind(j, &e->actors, DL_KIND_PERSON) && political) return true;
    return !code_any_victim(j, &e->recipients) && !any_target(j, f);
}

/* Of those who beat others as their trade: the police, an army, rebels. */
static bool is_force(const code_job *j, const dl_party *p)
{
    return !code_is_country(j, p) && code_is_armed(j, p);
}

static bool any_force(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (is_force(j, &v->at[i])) return true;
    return false;
}

/* "who beat her in the final", "the polls show him beating the president": by name one
 * wins, unless one is of the police. */
static bool is_beaten_in_game(const code_job *j, const code_rule *r, const dl_event *e)
{
    bool named = false;
    if (!r || !dl_slice_is(r->mode, "beat")) return false;
    for (uint32_t i = 0; i < e->actors.n; i++) {
        const dl_party *p = &e->actors.at[i];
        if (is_force(j, p)) return false;
        named |= p->entity >= 0 && j->x->named[p->entity];
    }
    return named || code_all_of_kind(j, &e->recipients, DL_KIND_GPE); /* "beat Chile" */
}

/* "Libya's war", "in the Chadian war": a country whose war it is tells where it is. */
static bool is_war_there(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!code_noun_alone(f) || !dl_slice_is(e->act, "ASSAULT") || e->recipients.n) return false;
    if (!code_in_class(&j->t->classes, j->x->t->lemma[f->head], DL_S("war"))) return false;
    for (uint32_t i = 0; i < f->args.n; i++) {
        code_slot slot = f->args.at[i].slot;
        if (slot != CODE_POSSESSOR && slot != CODE_MODIFIER) return false;
    }
    return true;
}

/* "TNK-BP was decapitated": firms are not killed. */
static bool is_killed_firm(const code_job *j, const dl_event *e)
{
    if (!dl_slice_is(e->act, "ASSAULT") || !dl_slice_starts(e->cameo, DL_S("18"))) return false;
    if (!code_all_of_kind(j, &e->recipients, DL_KIND_ORG) || code_any_armed(j, &e->actors))
        return false;
    for (uint32_t i = 0; i < e->recipients.n; i++)
        if (!dl_slice_ends(e->recipients.at[i].code, DL_S("BUS"))) return false;
    return true;
}

/* "shot the film", "his attack in the last lap": in a report of games or shows only
 * fighters fight, where no means is told, or somebody is shot. */
static bool is_of_game(
    const code_job *j, const code_frame *f, const code_rule *r, const dl_event *e)
{
    static const char *const hurts[] = { "kill", "injure", "wound", "murder", NULL };
    if (!(j->topic.game || j->topic.show) || !r || !dl_slice_is(e->act, "ASSAULT")) return false;
    static const char *const shots[] = { "shoot", "fire", NULL }; /* "fired 19 aces" */
    bool shot = dl_slice_is_any(f->lemma, shots) && !f->nominal;
    bool beat = dl_slice_is(r->mode, "beat");
    bool fight = beat || shot || (!e->mode.n && dl_slice_starts(r->cameo, DL_S("19")));
    if (!fight || dl_slice_is_any(f->lemma, hurts)) return false;
    if (any_force(j, &e->actors) || any_force(j, &e->recipients)) return false;
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    return !shot || object == CODE_NONE || !code_names_someone(j->x, object);
}

/* "the pie molested by the actor", "tortured the melody" */
static bool is_body_of_thing(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const bodily[] = { "sexual", "torture", NULL };
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    if (!dl_slice_is_any(e->mode, bodily) || f->nominal || object == CODE_NONE) return false;
    return code_word_is_thing(j, object) && !code_is_part(j->t, j->x->t->lemma[object])
        && code_entity_at(j->x, object) < 0;
}

bool code_is_no_fight(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    const code_rule *r = j->rule[i];
    if (dl_slice_is(e->act, "ASSAULT") && !is_fight(j, f, e)) return true;
    if (is_of_nobody(j, f, e) || is_armed_strike(e) || is_done_by_thing(j, f, e)) return true;
    if (is_fought_with_words(j, f, r, e) || is_beaten_in_game(j, r, e)) return true;
    if (is_toll_of_disaster(j, f, e)) return true;
    if (is_of_game(j, f, r, e) || is_body_of_thing(j, f, e)) return true;
    return is_war_there(j, f, e) || is_by_accident(j, f, e) || is_killed_firm(j, e);
}
