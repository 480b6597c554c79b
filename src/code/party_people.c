/* party_people - people of whom no more is told than that something is done to them, or
 * that they protest: "killed 12 and wounded 30", "shot her brother", "shelled the town".
 * They are of the country where it happens, else of the report's. */
#include "parties.h"

/* "wounded 30", "hundreds were arrested" */
static bool is_number(const code_tree *x, uint32_t token)
{
    static const char *const list[] = { "dozen", "hundred", "thousand", "score", "several", "many",
        "some", "other", NULL };
    char room[CODE_LOWER_MOST];
    if (dl_token_tag(x->t, token) == DL_TAG_CD) return true;
    return dl_slice_is_any(code_lower(x->t->lemma[token], room), list);
}

/* What is counted before in the same sentence: "killed five soldiers and wounded ten".
 * {NULL,0}: people. */
static dl_slice counted_before(const code_finder *c, uint32_t token)
{
    const dl_tokens *t = c->x->t;
    for (uint32_t i = token; i-- > 0 && !t->sent_start[i + 1];) {
        if (dl_token_tag(t, i) != DL_TAG_CD || t->head[i] == i) continue;
        int32_t e = code_entity_at(c->x, t->head[i]);
        dl_slice code = e < 0 ? (dl_slice){ NULL, 0 } : code_of_entity(c, e);
        if (code.n < 3) continue;
        dl_slice sector = dl_slice_cut(code, code.n - 3, code.n);
        if (dl_actor_is_sector(sector)) return sector;
    }
    return DL_S("CVL");
}

/* Somebody's own: "her brother", "Berg's husband". */
static bool is_somebodys(const code_finder *c, uint32_t token)
{
    return code_child(c->x, token, DL_DEP_poss) != CODE_NONE;
}

/* Where it happens, of people without a name; a name or a relative may be a stranger's
 * there, unless the whole report tells of that country. */
static dl_slice country_of(const code_finder *c, const dl_party *p)
{
    dl_slice none = { NULL, 0 };
    uint32_t token = code_head_of(c->x->t, p);
    if (token == CODE_NONE || !c->here.n) return token == CODE_NONE ? none : c->home;
    bool number = dl_token_tag(c->x->t, token) == DL_TAG_CD;
    bool one = (p->entity >= 0 && c->x->named[p->entity] && !number) || is_somebodys(c, token);
    bool at_home = dl_slice_eq(c->here, c->d->marks.home);
    return at_home || (c->placed && !one) ? c->here : none;
}

/* Who is shot is mostly nobody's officer; who is arrested or expelled may be a leader,
 * and words attack too. "Berg's passport" is not he. */
static bool is_victim(const code_finder *c, const dl_event *e, const dl_party *p, uint32_t token)
{
    dl_kind k = c->d->marks.entities.at[p->entity].kind;
    static const char *const words[] = { "attack", "assault", "rob", "bombard", "hit", "barrage",
        "slam", "blast", NULL };
    bool himself = code_entity_at(c->x, token) == p->entity && !dl_slice_is_any(e->lemma, words);
    if (dl_slice_is(c->x->t->lemma[token], "I")) return false;
    return himself && k == DL_KIND_PERSON && dl_slice_is(e->act, "ASSAULT");
}

/* What people without any other role are by the word that names them; {NULL,0}: it does
 * not name people, or may be of those who rule or fight. */
static dl_slice people_by_word(const code_finder *c, const dl_event *e, const dl_party *p)
{
    static const char *const list[] = { "person", "crowd", NULL };
    static const char *const others[] = { "officer", "commander", "captain", "general", "candidate",
        "leader", "member", "staff", "foreigner", "opponent", "politician", "hostage", NULL };
    static const char *const towns[] = { "city", "town", "village", "district", "suburb",
        "neighborhood", "neighbourhood", "settlement", NULL };
    dl_slice none = { NULL, 0 };
    char room[CODE_LOWER_MOST];
    uint32_t token = code_head_of(c->x->t, p);
    if (token == CODE_NONE) return none;
    if (code_is_measure(c, p)) return none;
    if (is_number(c->x, token)) /* "eight of the ships" */
        return code_child(c->x, token, DL_DEP_prep) == CODE_NONE ? counted_before(c, token) : none;
    if (p->entity >= 0 && c->x->named[p->entity])
        return is_victim(c, e, p, token) ? DL_S("CVL") : none;
    dl_slice lemma = c->x->t->lemma[token];
    bool town = c->harms && dl_slice_is_any(code_lower(lemma, room), towns);
    if (dl_slice_is_any(code_lower(lemma, room), others)) return none;
    return town || code_in_classes(&c->t->classes, lemma, list) ? DL_S("CVL") : none;
}

static void tell_people(const code_finder *c, const dl_event *e, dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        dl_party *p = &v->at[i];
        dl_slice country = p->code.n ? (dl_slice){ NULL, 0 } : country_of(c, p);
        if (!country.n) continue;
        dl_slice sector = people_by_word(c, e, p);
        if (sector.n) p->code = code_joined(c, country, sector);
    }
}

/* "Libyan protests", "Egyptians protested": those of a people, not their state. Who
 * boycotts may be the state. */
static void name_people(const code_finder *c, const dl_event *e, dl_parties *v)
{
    if (dl_slice_is(e->mode, "boycott")) return;
    for (uint32_t i = 0; i < v->n; i++) {
        dl_party *p = &v->at[i];
        bool people = p->entity >= 0
            && c->d->marks.entities.at[p->entity].kind == DL_KIND_NORP && p->code.n == 3;
        if (people && !dl_actor_is_sector(p->code)) p->code = code_joined(c, p->code, DL_S("CVL"));
    }
}

void code_tell_people(const code_job *j)
{
    for (uint32_t i = 0; i < j->f->at.n; i++) {
        dl_event *e = code_event_of(j, i);
        if (!e || !e->type.n) continue;
        code_finder c = code_finder_of(j, i, true);
        code_set_act(&c, e->act);
        if (c.harms) tell_people(&c, e, &e->recipients);
        if (!dl_slice_is(e->type, "PROTEST")) continue;
        tell_people(&c, e, &e->actors);
        name_people(&c, e, &e->actors);
    }
}
