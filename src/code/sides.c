/* sides - which coded events a reader would code too: the last word on each.
 *
 *   events with codes and parties --code_weigh--> the codes of what lacks its evidence go
 *
 * A row of the lexicon reads a verb and what stands beside it. Whether that is politics,
 * war or law is told by who takes part: this file asks of each type for the sides that it
 * cannot do without. What lacks them stays an event that no row codes. */
#include "code_private.h"

/* ---- what is known of a side */

/* A meeting or a protest that does not take place is news, whoever it was to be of. */
static bool is_called_off(const dl_event *e)
{
    static const char *const set[] = { "CONSULT", "PROTEST", "COOPERATE", "AGREE", NULL };
    if (dl_slice_is(e->lemma, "promise")) return false; /* "he abandoned his promises" */
    return (e->status == DL_POSTPONED || e->status == DL_CANCELLED) && dl_slice_is_any(e->act, set);
}

/* People in general, who are in most sentences: "people", "users", "workers". */
static bool is_public(dl_slice code)
{
    static const char *const list[] = { "CVL", "BUS", "EDU", "MED", "AGR", "CRM", "SOC", "JRN",
        NULL };
    return code.n >= 3 && dl_slice_is_any(dl_slice_cut(code, code.n - 3, code.n), list);
}

/* Who is named, or has a code that is not just people's; a mere noun or pronoun is not
 * known. */
static bool any_known(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        bool named = p->entity >= 0 && j->x->named[p->entity];
        if (named && (p->code.n || code_is_someone(j->x, p))) return true;
        if (p->code.n && !is_public(p->code)) return true;
    }
    return false;
}

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

/* Is the party one that fights or is fought? A named person of no office is not, nor is
 * "the German". */
static bool may_fight(const code_job *j, const dl_party *p)
{
    if (!p->code.n) return false;
    if (p->entity < 0) return true;
    bool named = j->x->named[p->entity];
    bool one = j->d->marks.entities.at[p->entity].kind == DL_KIND_NORP && p->code.n == 3;
    return !one && !(named && is_public(p->code));
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

static bool is_unsided(const code_job *j, uint32_t i, const dl_event *e)
{
    static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE",
        NULL };
    const code_frame *f = &j->f->at.at[i];
    bool known = any_known(j, &e->actors) || any_known(j, &e->recipients);
    bool someone = code_any_someone(j->x, &e->actors) || code_any_someone(j->x, &e->recipients);
    bool bare = code_noun_alone(f);
    if (is_called_off(e)) return false;
    if (dl_slice_is(e->act, "ASSAULT") && !is_fight(j, f, e)) return true;
    if (dl_slice_is_any(e->act, deeds)) return bare && !someone;
    if (bare && !any_known(j, &e->actors)) return true;
    return !known || is_unknown_speaker(j, f, e);
}

/* ---- rows that want both sides */

static void drop_codes(dl_event *e)
{
    static const dl_slice none = { NULL, 0 };
    e->type = e->act = e->mode = e->cameo = e->contexts = none;
}

/* A noun alone, none of whose sides is known. */
static bool is_background(const code_frame *f, const dl_event *e)
{
    if (!code_noun_alone(f) || !e->type.n) return false;
    if (code_any_coded(&e->actors) || code_any_coded(&e->recipients)) return false;
    return !is_called_off(e);
}

/* The actor with a code at a token, unless the other side has it; entity -1: none. */
static dl_party party_there(const code_job *j, uint32_t token, const dl_parties *other)
{
    dl_party none = { .entity = -1 };
    int32_t m = code_mention_at(j->x, token);
    if (m < 0) return none;
    const dl_mention *mention = &j->d->marks.mentions.at[m];
    dl_slice code = j->d->marks.entities.at[mention->entity].code;
    for (uint32_t i = 0; i < other->n; i++)
        if (other->at[i].entity == mention->entity) return none;
    return code.n ? (dl_party){ mention->span, mention->entity, code } : none;
}

/* "after crowds trashed its embassy": told beside the main thing. */
static bool is_aside(const code_tree *x, const code_frame *f)
{
    dl_dep dep = dl_token_dep(x->t, f->verb);
    return dep == DL_DEP_advcl || dep == DL_DEP_relcl || dep == DL_DEP_acl || dep == DL_DEP_pcomp
        || dep == DL_DEP_xcomp;
}

enum { SIDE_WINDOW = 40 }; /* tokens to either side of the head */

/* Rows that want both sides take the nearest actor before the head as the one that
 * acts, the first behind it as the one acted on, where the clause names none. */
static void fill_sides(const code_job *j, uint32_t head, dl_event *e)
{
    const dl_tokens *t = j->x->t;
    uint32_t at = head;
    for (int n = 0; n < SIDE_WINDOW && !code_any_coded(&e->actors); n++) {
        if (t->sent_start[at] || at == 0) break;
        dl_party p = party_there(j, --at, &e->recipients);
        dl_party *to = p.entity < 0 ? NULL : DL_PUSH(j->d->arena, &e->actors);
        if (to) *to = p;
    }
    at = head;
    for (int n = 0; n < SIDE_WINDOW && !code_any_coded(&e->recipients); n++) {
        if (++at >= t->n || t->sent_start[at]) break;
        dl_party p = party_there(j, at, &e->actors);
        dl_party *to = p.entity < 0 ? NULL : DL_PUSH(j->d->arena, &e->recipients);
        if (to) *to = p;
    }
}

/* A code that names a country and no sector. */
static bool is_country(const code_job *j, const dl_party *p)
{
    if (p->code.n != 3 || p->entity < 0) return false;
    return dl_slice_eq(p->code, j->d->marks.entities.at[p->entity].country);
}

/* Of a state, a party, an army, a court ..., whose code is not just people's, or a
 * body by its name: a company, a union. */
static bool any_public(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        bool named = p->entity >= 0 && j->x->named[p->entity];
        dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
        bool national = k == DL_KIND_PERSON && is_country(j, p); /* and no more */
        if (p->code.n && !national && !is_public(p->code)) return true;
        bool press = dl_slice_ends(p->code, DL_S("JRN"));
        if (named && !press && (k == DL_KIND_ORG || k == DL_KIND_GPE)) return true;
    }
    return false;
}

static bool any_office(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i].code.n && !is_public(v->at[i].code)) return true;
    return false;
}

/* Only thought of, and nothing that embeds it makes a promise, a demand or a threat of
 * it: "could provide arms", "whether to arrest him". */
static bool is_thought(const code_job *j, const code_state *s, const code_frame *f,
    const code_rule *r, const dl_event *e)
{
    static const char *const said[] = { "PROTEST", "REQUEST", "ACCUSE", NULL };
    static const char *const deeds[] = { "ASSAULT", "COERCE", "AID", NULL };
    bool purpose = dl_token_dep(j->x->t, f->verb) == DL_DEP_advcl;
    if (s->unreal) return true;
    /* "marched to demand it", not "sent him there to be accused" */
    if (purpose && !f->passive && dl_slice_is_any(e->act, said)) return false;
    if (s->tried && dl_slice_is_any(e->act, deeds)) return false;
    if (!r) return !any_public(j, &e->actors); /* "the judge must consider it", says a lawyer */
    if (!dl_slice_eq(e->type, e->act)) return false;
    /* "meant to kill him": what has not happened is no assault */
    bool ahead = e->status == DL_PLANNED && dl_slice_is(e->act, "ASSAULT");
    return ahead || e->status == DL_POSSIBLE;
}

/* The year that a time says; 0: none. "the first visit since 1985" is not of that
 * year. */
static int said_year(const code_job *j, const dl_time_mark *time)
{
    enum { DECADES_FROM = 100, DECADE = 10, CENTURY = 100 };
    static const char *const other[] = { "since", "until", "before", "after", "from", NULL };
    uint32_t first = time->range.first;
    const dl_time_form *f = &time->form;
    if (first && dl_slice_is_any(j->x->t->lemma[first - 1], other)) return 0;
    if (f->year) return f->year;
    if (f->decade >= DECADES_FROM) return f->decade * DECADE;
    return f->century * CENTURY;
}

enum { HISTORY_YEARS = 10, YEAR_DIGITS = 4 };

/* "In 1258 the Mongols sacked Baghdad", in a report of our days, is no news. */
static bool is_history(const code_job *j, uint32_t i)
{
    dl_slice date = j->d->text.date;
    int32_t time = j->where->time[i]; /* its own, not its sentence's */
    int year = time < 0 ? 0 : said_year(j, &j->d->marks.times.at[time]);
    if (year <= 0 || date.n < YEAR_DIGITS) return false;
    int now = 0;
    for (int k = 0; k < YEAR_DIGITS; k++) now = now * 10 + (date.p[k] - '0');
    return now - year >= HISTORY_YEARS;
}

static bool is_question(const code_job *j, uint32_t token)
{
    const dl_tokens *t = j->x->t;
    dl_token_range r = t->sentences.at[j->where->sentence[token]];
    for (uint32_t i = r.last; i > token + 1 && i + 3 > r.last; i--)
        if (dl_slice_is(t->lemma[i - 1], "?")) return true;
    return false;
}

/* Singers praise each other, brothers fall out: words and kindnesses are politics by a
 * side that is. */
static bool is_private(const code_job *j, const dl_event *e)
{
    static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", NULL };
    if (is_called_off(e)) return false;
    if (dl_slice_is(e->mode, "resign")) return !code_any_someone(j->x, &e->actors);
    if (dl_slice_is(e->act, "MOBILIZE")) return !any_office(&e->actors) && e->actors.n;
    bool ban = dl_slice_is(e->mode, "restrict") || dl_slice_is(e->mode, "censor");
    return (ban || !dl_slice_is_any(e->act, deeds)) && !any_public(j, &e->actors)
        && !any_public(j, &e->recipients);
}

static bool is_of_any(const code_job *j, uint32_t token, const char *const *list)
{
    char lower[CODE_LOWER_MOST];
    dl_slice lemma = code_lower(j->x->t->lemma[token], lower);
    /* "Rebels" at the start of a sentence, read as a name, keeps its plural. */
    bool plural = dl_token_tag(j->x->t, token) == DL_TAG_NNPS && dl_slice_ends(lemma, DL_S("s"));
    if (plural) lemma = dl_slice_cut(lemma, 0, lemma.n - 1);
    return code_in_classes(&j->t->classes, lemma, list);
}

static bool is_of_classes(const code_job *j, uint32_t token)
{
    static const char *const list[] = { "person", "crowd", "rebels", "force", "weapon", "leader",
        "diplomat", "observer", "media", "voice", "craft", NULL };
    return is_of_any(j, token, list);
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
    dl_slice lemma = j->x->t->lemma[subject];
    if (dl_token_tag(j->x->t, subject) == DL_TAG_PRP) return dl_slice_is(lemma, "it");
    if (code_row(&j->t->weapons, lemma) >= 0) return false;
    uint32_t deed = j->f->of[subject]; /* "the shelling killed two", not "the inquiry" */
    const code_rule *r = deed == CODE_NONE ? NULL : j->rule[deed];
    if (deed != CODE_NONE && (!r || !r->type.n || dl_slice_is_any(r->type, harms))) return false;
    return !is_of_classes(j, subject);
}

/* A noun that counts or names people, without an entity of its own: "twenty",
 * "commuters". */
static bool is_people(const code_job *j, const code_frame *f)
{
    for (uint32_t i = 0; i < f->args.n; i++) {
        uint32_t token = f->args.at[i].token;
        if (dl_token_tag(j->x->t, token) == DL_TAG_CD || is_of_classes(j, token)) return true;
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

/* Who does not reject, oppose or warn has said nothing of it, nor will who "would not
 * complain". */
static bool is_unsaid(const dl_event *e)
{
    static const char *const words[] = { "REJECT", "THREATEN", "REQUEST", "AGREE", NULL };
    if (!e->negative || !dl_slice_eq(e->type, e->act)) return false;
    return dl_slice_is_any(e->act, words)
        || (e->status == DL_PLANNED && dl_slice_is(e->act, "ACCUSE"));
}

/* Is the word itself, not just who owns it, someone? */
static bool is_thing(const code_job *j, uint32_t token)
{
    dl_pos pos = dl_token_pos(j->x->t, token);
    int32_t m = code_mention_at(j->x, token);
    dl_kind k = m < 0 ? DL_KIND_OTHER : j->d->marks.mentions.at[m].kind;
    bool someone = k == DL_KIND_PERSON || k == DL_KIND_ORG || k == DL_KIND_GPE || k == DL_KIND_NORP
        || k == DL_KIND_LOC;
    if (someone || pos != DL_POS_NOUN) return false;
    if (j->f->of[token] != CODE_NONE) return false; /* "the visit angered him" */
    return !is_of_classes(j, token);
}

/* "Pressure will encourage him", "evidence that supports it", "the law permits it": words
 * and kindnesses are of someone, or of what speaks for someone ("a statement"). */
static bool is_said_by_thing(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", NULL };
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    if (dl_slice_is_any(e->act, deeds) || subject == CODE_NONE) return false;
    return is_thing(j, subject);
}

/* "helped to draft a law": help is to someone. */
static bool helps_thing(const code_job *j, const code_frame *f, const code_rule *r)
{
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    bool bare_aid = r && r->bare && dl_slice_is(r->type, "AID") && r->sides.recipients
        && r->sides.recipient[0].slot == CODE_OBJECT;
    return bare_aid && object != CODE_NONE && is_thing(j, object);
}

/* A promise or a threat is someone's: "he is due to be sentenced" is neither. */
static bool lacks_speaker(const dl_event *e)
{
    static const char *const spoken[] = { "AGREE", "THREATEN", NULL };
    return !dl_slice_eq(e->type, e->act) && dl_slice_is_any(e->type, spoken) && !e->actors.n;
}

/* ---- what each type cannot do without */

/* All by their names, and of that kind. */
static bool all_of_kind(const code_job *j, const dl_parties *v, dl_kind kind)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        if (p->entity < 0 || !j->x->named[p->entity]) return false;
        if (j->d->marks.entities.at[p->entity].kind != kind) return false;
    }
    return v->n > 0;
}

/* Of an army, rebels, the police, or a state as a whole. */
static bool is_armed(const code_job *j, const dl_party *p)
{
    dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
    if (is_country(j, p)) return k != DL_KIND_PERSON;
    return code_is_fighters(p->code);
}

static bool any_armed(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (is_armed(j, &v->at[i])) return true;
    return false;
}

/* People without a name, or a place: whom an army or a mob attacks. */
static bool any_victim(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        bool named = p->entity >= 0 && j->x->named[p->entity];
        dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
        bool place = k == DL_KIND_GPE || k == DL_KIND_LOC || k == DL_KIND_FAC;
        if (place || (p->code.n && !named)) return true;
    }
    return false;
}

/* Fighters, or what they attack: "youths attacked the synagogue". */
static bool any_target(const code_job *j, const code_frame *f)
{
    static const char *const list[] = { "crowd", "rebels", "force", "weapon", "area", "property",
        NULL };
    for (uint32_t i = 0; i < f->args.n; i++)
        if (is_of_any(j, f->args.at[i].token, list)) return true;
    return false;
}

/* "fought leukaemia", "battled the rumours": neither people nor a place. */
static bool is_fought_thing(const code_job *j, const code_frame *f)
{
    static const char *const verbs[] = { "fight", "battle", "combat", NULL };
    static const char *const list[] = { "crowd", "rebels", "force", "weapon", "area", "property",
        "person", "leader", "craft", "road", NULL };
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    if (object == CODE_NONE || f->nominal || !dl_slice_is_any(f->lemma, verbs)) return false;
    return is_thing(j, object) && !is_of_any(j, object, list);
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
    if (any_armed(j, &e->actors) || any_armed(j, &e->recipients)) return false;
    bool political = any_public(j, &e->actors) || any_public(j, &e->recipients);
    if (all_of_kind(j, &e->actors, DL_KIND_PERSON) && political) return true;
    return !any_victim(j, &e->recipients) && !any_target(j, f);
}

/* Of those who beat others as their trade: the police, an army, rebels. */
static bool is_force(const code_job *j, const dl_party *p)
{
    return !is_country(j, p) && is_armed(j, p);
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
    return named;
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
    return !any_armed(j, &e->actors);
}

/* "defended himself" */
static bool is_of_oneself(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const words[] = { "SUPPORT", "ACCUSE", "REJECT", "AID", "REQUEST", "ASSAULT",
        NULL };
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    if (object == CODE_NONE || !dl_slice_is_any(e->act, words)) return false;
    dl_slice w = j->x->t->lemma[object];
    return dl_slice_ends(w, DL_S("self")) || dl_slice_ends(w, DL_S("selves"));
}

/* A verb alone says little: who does it, and to whom, must be known too. What is said
 * of a matter ("condemned the violence") needs only a side of politics that says it. */
static bool is_bare_unknown(const code_job *j, const dl_event *e, bool nominal)
{
    static const char *const mutual[] = { "COOPERATE", "AID", NULL };
    static const char *const spoken[] = { "ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONSULT",
        "REQUEST", "THREATEN", NULL };
    bool both = code_any_coded(&e->actors) && code_any_coded(&e->recipients);
    if (is_called_off(e)) return false;
    both |= any_public(j, &e->actors) && any_public(j, &e->recipients);
    if (both) return false;
    if (dl_slice_is_any(e->act, mutual)) return true;
    bool met = dl_slice_is(e->act, "CONSULT"); /* "Putin's visit" is one wherever he goes */
    static const char *const things[] = { "AGREE", "SUPPORT", NULL }; /* "his proposals" */
    if (nominal && !met && dl_slice_is_any(e->act, things)) return true;
    bool told = code_any_someone(j->x, &e->actors) && any_public(j, &e->recipients);
    return dl_slice_is_any(e->act, spoken) && !any_public(j, &e->actors) && !told;
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

/* Of a state or a body of states, of those who rule or fight, not of a firm or a club of
 * a country. */
static bool is_of_power(const code_job *j, const dl_party *p)
{
    static const char *const sectors[] = { "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "ELI", "REB",
        "UAF", "PTY", "OPP", "REL", NULL };
    dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
    if (p->code.n == 3) return k != DL_KIND_ORG || dl_slice_is_any(p->code, sectors);
    if (dl_slice_starts(p->code, DL_S("IGO"))) return true;
    return p->code.n > 3
        && dl_slice_is_any(dl_slice_cut(p->code, p->code.n - 3, p->code.n), sectors);
}

static bool any_of_power(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (is_of_power(j, &v->at[i])) return true;
    return false;
}

/* Troops that nobody is told to have, and what a firm deploys; bans of clubs and of
 * sport. */
static bool lacks_power(const code_job *j, const dl_event *e)
{
    if (dl_slice_is(e->act, "MOBILIZE")) return !any_of_power(j, &e->actors);
    bool ban = dl_slice_is(e->mode, "restrict") || dl_slice_is(e->mode, "censor");
    return ban && all_of_kind(j, &e->actors, DL_KIND_ORG) && !any_of_power(j, &e->actors);
}

/* "TNK-BP was decapitated": firms are not killed. */
static bool is_killed_firm(const code_job *j, const dl_event *e)
{
    if (!dl_slice_is(e->act, "ASSAULT") || !dl_slice_starts(e->cameo, DL_S("18"))) return false;
    if (!all_of_kind(j, &e->recipients, DL_KIND_ORG) || any_armed(j, &e->actors)) return false;
    for (uint32_t i = 0; i < e->recipients.n; i++)
        if (!dl_slice_ends(e->recipients.at[i].code, DL_S("BUS"))) return false;
    return true;
}

/* A support, a concession is somebody's to somebody; where a bare verb tells no other
 * side it is mostly another thing: "adopted policies", "allowed the crisis". Who agrees
 * or promises does so with or without. */
static bool lacks_other(const code_rule *r, const dl_event *e)
{
    static const char *const list[] = { "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", NULL };
    static const char *const words[] = { "agree", "promise", "pledge", "vow", "accept", "offer",
        "concede", "welcome", "praise", NULL };
    if (e->recipients.n || is_called_off(e) || !r || !r->bare) return false;
    if (!dl_slice_eq(e->type, e->act) || dl_slice_is_any(e->lemma, words)) return false;
    return dl_slice_is_any(e->act, list);
}

/* "the growing Chadian threat": a danger; a threat of words is to somebody. */
static bool is_danger(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!code_noun_alone(f) || !dl_slice_is(e->act, "THREATEN") || e->recipients.n) return false;
    return code_child(j->x, f->head, DL_DEP_acl) == CODE_NONE
        && code_arg_at(f, CODE_PREP, "by") == CODE_NONE;
}

/* "The crackdown ... accused Damascus": a deed does not speak. */
static bool is_said_by_deed(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const spoken[] = { "ACCUSE", "REQUEST", "AGREE", NULL };
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    uint32_t deed = subject == CODE_NONE ? CODE_NONE : j->f->of[subject];
    if (deed == CODE_NONE || !dl_slice_is_any(e->act, spoken)) return false;
    const code_rule *r = j->rule[deed];
    static const char *const harms[] = { "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", NULL };
    return r && dl_slice_is_any(r->type, harms) && !code_names_someone(j->x, subject);
}

/* "Thank you", "let us talk": told to someone, not told of someone. */
static bool is_imperative(const code_job *j, const code_frame *f)
{
    const dl_tokens *t = j->x->t;
    dl_dep dep = dl_token_dep(t, f->verb);
    bool main = dep == DL_DEP_ROOT || dep == DL_DEP_ccomp;
    return main && dl_token_tag(t, f->verb) == DL_TAG_VB
        && code_child(j->x, f->verb, DL_DEP_aux) == CODE_NONE
        && code_child(j->x, f->verb, DL_DEP_nsubj) == CODE_NONE;
}

/* "Turning it into power requires Europe to act": nobody asks. */
static bool is_asked_by_nobody(const code_frame *f, const dl_event *e)
{
    static const char *const words[] = { "REQUEST", "ACCUSE", "REJECT", "THREATEN", NULL };
    bool nominal = code_noun_alone(f);
    bool itself = dl_slice_eq(e->type, e->act);
    bool subject = e->actors.n || code_arg_at(f, CODE_SUBJECT, NULL) != CODE_NONE;
    return itself && !nominal && !f->passive && dl_slice_is_any(e->act, words) && !subject;
}

/* Who gives way or backs someone must be told; a verdict is against someone; one works
 * together with another. */
static bool lacks_side(const code_job *j, const dl_event *e)
{
    bool both = code_any_coded(&e->actors) && code_any_coded(&e->recipients);
    bool known = any_public(j, &e->actors) && any_public(j, &e->recipients);
    if (dl_slice_is(e->act, "COOPERATE")) return !both && !known;
    if (dl_slice_is(e->act, "CONCEDE")) return !any_office(&e->actors);
    if (dl_slice_is(e->act, "SUPPORT")) return !e->actors.n;
    return dl_slice_is(e->mode, "convict") && !e->recipients.n && !e->actors.n;
}

static bool any_met(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        int32_t e = v->at[i].entity;
        if (e < 0) continue;
        dl_kind k = j->d->marks.entities.at[e].kind;
        if (k == DL_KIND_PERSON || k == DL_KIND_GPE || k == DL_KIND_LOC) return true;
    }
    return false;
}

/* Somebody of a state, not the state as a place. */
static bool any_met_office(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i].code.n > 3 && !is_public(v->at[i].code)) return true;
    return false;
}

static bool all_of_press(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (!dl_slice_ends(v->at[i].code, DL_S("JRN"))) return false;
    return v->n > 0;
}

/* "no matter how hard he protested": of no public side, and against none. */
static bool is_own_protest(const code_job *j, const dl_event *e)
{
    if (!dl_slice_is(e->act, "PROTEST") || is_called_off(e)) return false;
    return !code_any_coded(&e->actors) && !code_any_coded(&e->recipients)
        && code_any_someone(j->x, &e->recipients);
}

/* A paper that asks or looks into something does its work. */
static bool is_of_press(const dl_event *e)
{
    bool work = dl_slice_is(e->act, "REQUEST") || dl_slice_is(e->mode, "investigate");
    return work && all_of_press(&e->actors);
}

/* Who meets needs someone to meet, and an interview is no meeting: "he discussed the
 * rules", "she spoke to the paper". */
static bool lacks_partner(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!dl_slice_is(e->act, "CONSULT")) return false;
    if (is_called_off(e)) return false;
    if (all_of_press(&e->actors) || all_of_press(&e->recipients)) return true;
    if (!any_office(&e->actors) && !any_office(&e->recipients)) return true;
    if (e->recipients.n && !code_any_coded(&e->recipients) && !any_met(j, &e->recipients))
        return true;
    bool nominal = code_noun_alone(f);
    /* Travellers of no office: "he is due to travel to Cape Town". */
    bool host = any_met_office(&e->recipients);
    if (dl_slice_is(e->mode, "visit")) return e->actors.n && !any_office(&e->actors) && !host;
    if (nominal) return false;
    if (!e->actors.n && e->recipients.n < 2) return true;
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    bool several = e->actors.n > 1 || subject == CODE_NONE;
    if (!several) {
        dl_tag tag = dl_token_tag(j->x->t, subject);
        several = tag == DL_TAG_NNS || tag == DL_TAG_NNPS || tag == DL_TAG_PRP || tag == DL_TAG_DT;
        if (tag == DL_TAG_PRP) several = dl_slice_is(j->x->t->lemma[subject], "they");
    }
    return !several && !e->recipients.n;
}

/* "G7 meetings usually centre on politics" */
static bool is_habit(const code_job *j, const code_frame *f)
{
    const dl_tokens *t = j->x->t;
    uint32_t verb = f->verb;
    if (code_noun_alone(f)) verb = t->head[f->head];
    dl_tag tag = dl_token_tag(t, verb);
    if (tag != DL_TAG_VBZ && tag != DL_TAG_VBP) return false;
    for (uint32_t c = j->x->first[verb]; c != CODE_NONE; c = j->x->next[c])
        if (code_in_class(&j->t->classes, t->lemma[c], DL_S("habit"))) return true;
    return false;
}

static bool lacks_evidence(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    const code_rule *r = j->rule[i];
    bool both = r && r->both_sides;
    if (both && !(code_any_coded(&e->actors) && code_any_coded(&e->recipients))) return true;
    if (!e->type.n) return false;
    if (is_thought(j, &j->state[i], f, r, e) || is_question(j, e->head) || is_unsided(j, i, e))
        return true;
    if (is_background(f, e) || is_private(j, e) || lacks_speaker(e) || lacks_side(j, e))
        return true;
    if (r && r->bare && is_bare_unknown(j, e, code_noun_alone(f))) return true;
    if (is_imperative(j, f) || is_asked_by_nobody(f, e)) return true;
    if (is_history(j, i)) return true;
    if (is_habit(j, f) || helps_thing(j, f, r) || is_of_press(e)) return true;
    if (is_said_by_thing(j, f, e) || lacks_partner(j, f, e)) return true;
    if (is_own_protest(j, e) || is_of_nobody(j, f, e) || is_armed_strike(e) || is_unsaid(e))
        return true;
    if (is_done_by_thing(j, f, e) || is_fought_with_words(j, f, r, e) || is_beaten_in_game(j, r, e))
        return true;
    if (is_war_there(j, f, e) || is_inquiry_into_nothing(j, f, e) || lacks_power(j, e)) return true;
    if (lacks_other(r, e)) return true;
    if (is_by_accident(j, f, e) || is_killed_firm(j, e)) return true;
    if (is_danger(j, f, e) || is_said_by_deed(j, f, e)) return true;
    return is_withdrawn_person(j, f, e) || is_of_oneself(j, f, e);
}

void code_weigh(const code_job *j)
{
    for (uint32_t i = 0; i < j->f->at.n; i++) {
        if (j->event[i] < 0) continue;
        dl_event *e = &j->d->events.at.at[j->event[i]];
        const code_frame *f = &j->f->at.at[i];
        if (j->rule[i] && j->rule[i]->both_sides && !is_aside(j->x, f)) fill_sides(j, f->head, e);
        if (lacks_evidence(j, i, e)) drop_codes(e);
    }
}
