/* side_known - what the codes and names of a side tell of it. */
#include "sides.h"

/* A meeting or a protest that does not take place is news, whoever it was to be of. */
bool code_is_called_off(const dl_event *e)
{
    static const char *const set[] = { "CONSULT", "PROTEST", "COOPERATE", "AGREE", NULL };
    if (dl_slice_is(e->lemma, "promise")) return false; /* "he abandoned his promises" */
    return (e->status == DL_POSTPONED || e->status == DL_CANCELLED) && dl_slice_is_any(e->act, set);
}

/* People in general, who are in most sentences: "people", "users", "workers". */
bool code_is_public(dl_slice code)
{
    static const char *const list[] = { "CVL", "BUS", "EDU", "MED", "AGR", "CRM", "SOC", "JRN",
        NULL };
    return code.n >= 3 && dl_slice_is_any(dl_slice_cut(code, code.n - 3, code.n), list);
}

/* Who is named, or has a code that is not just people's; a mere noun or pronoun is not
 * known. */
bool code_any_known(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        bool named = p->entity >= 0 && j->x->named[p->entity];
        if (named && (p->code.n || code_is_someone(j->x, p))) return true;
        if (p->code.n && !code_is_public(p->code)) return true;
    }
    return false;
}

/* A code that names a country and no sector. */
bool code_is_country(const code_job *j, const dl_party *p)
{
    if (p->code.n != 3 || p->entity < 0) return false;
    return dl_slice_eq(p->code, j->d->marks.entities.at[p->entity].country);
}

/* Of a state, a party, an army, a court ..., whose code is not just people's, or a
 * body by its name: a company, a union. */
bool code_any_public(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        bool named = p->entity >= 0 && j->x->named[p->entity];
        dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
        bool national = k == DL_KIND_PERSON && code_is_country(j, p); /* and no more */
        if (p->code.n && !national && !code_is_public(p->code)) return true;
        bool press = dl_slice_ends(p->code, DL_S("JRN"));
        if (named && !press && (k == DL_KIND_ORG || k == DL_KIND_GPE)) return true;
    }
    return false;
}

bool code_any_office(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i].code.n && !code_is_public(v->at[i].code)) return true;
    return false;
}

/* All by their names, and of that kind. */
bool code_all_of_kind(const code_job *j, const dl_parties *v, dl_kind kind)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        if (p->entity < 0 || !j->x->named[p->entity]) return false;
        if (j->d->marks.entities.at[p->entity].kind != kind) return false;
    }
    return v->n > 0;
}

/* Of an army, rebels, the police, or a state as a whole. */
bool code_is_armed(const code_job *j, const dl_party *p)
{
    dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
    if (code_is_country(j, p)) return k != DL_KIND_PERSON;
    return code_is_fighters(p->code);
}

bool code_any_armed(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (code_is_armed(j, &v->at[i])) return true;
    return false;
}

/* People without a name, or a place: whom an army or a mob attacks. */
bool code_any_victim(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const dl_party *p = &v->at[i];
        bool named = p->entity >= 0 && j->x->named[p->entity];
        dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
        bool place = dl_kind_is_place(k);
        if (place || (p->code.n && !named)) return true;
    }
    return false;
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

bool code_any_of_power(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (is_of_power(j, &v->at[i])) return true;
    return false;
}

bool code_all_of_press(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (!dl_slice_ends(v->at[i].code, DL_S("JRN"))) return false;
    return v->n > 0;
}
