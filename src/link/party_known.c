/* party_known - see party_known.h. */
#include "party_known.h"

#include "doc/actor_code.h"

enum { BESIDE_BYTES = 6 }; /* "Germany's [Berg]", "[Berg] of Germany" */

typedef struct knower {
    const dl_link *l;
    const link_things *x;
    dl_arena *arena;
    const dl_link_report *r;
    const dl_rep *rep;
} knower;

/* A name of that country stands in or right beside what names the party. */
static bool names_country(const dl_layers *l, dl_span s, dl_slice country)
{
    for (uint32_t i = 0; i < l->marks.mentions.n; i++) {
        const dl_mention *m = &l->marks.mentions.at[i];
        if (m->span.start > s.end + BESIDE_BYTES) break; /* they are in order */
        if (m->form != DL_FORM_NAME || m->span.end + BESIDE_BYTES < s.start) continue;
        const dl_entity *e = &l->marks.entities.at[m->entity];
        if (e->kind != DL_KIND_PERSON && dl_slice_eq(e->country, country)) return true;
    }
    return false;
}

/* The code that own words and other reports together tell; {NULL,0}: they do not
 * differ. */
static dl_slice code_known(
    const knower *k, const dl_told_party *p, const dl_entity *e, const link_role *known)
{
    dl_slice none = { NULL, 0 };
    dl_actor_parts own = dl_actor_parts_of(p->code);
    dl_actor_parts whose = dl_actor_parts_of(known->whose);
    bool told = e->country.n && !dl_entity_is_guessed(e);
    if (own.body.n) return none;
    if (told) {
        bool adds = !own.role.n && known->role.n && dl_slice_eq(known->whose, e->country)
            && (!own.country.n || dl_slice_eq(own.country, known->whose));
        return adds ? dl_arena_join(k->arena, known->whose, known->role) : none;
    }
    bool words = own.country.n && names_country(k->r[p->report].layers, p->span, own.country);
    bool same = dl_slice_eq(own.country, known->whose);
    if (words || (same && own.role.n)) return none;
    if (whose.body.n) return own.role.n ? none : known->whose;
    return dl_arena_join(k->arena, known->whose, own.role.n ? own.role : known->role);
}

/* A role of government that the table of offices dates: it is known whether it was held
 * on that day. */
static void date_role(const knower *k, const dl_told_party *p, int32_t day, link_role *known)
{
    dl_office_when when;
    dl_slice name = link_things_at(k->x, p->thing)->name;
    bool listed = day != DL_NO_DAY && dl_offices_find(k->l->offices, name, DL_NO_DAY, &when);
    if (!listed || !dl_slice_is(known->role, "GOV")) return;
    const dl_office_term *t = dl_offices_find(k->l->offices, name, day, &when);
    if (!t) known->role = (dl_slice){ NULL, 0 };
    else if (when == DL_OFFICE_BEFORE) known->role = DL_S("ELI");
}

static void know(const knower *k, int32_t day, dl_told_party *p)
{
    if (p->thing == DL_NO_THING) return;
    const dl_link_report *r = &k->r[p->report];
    const dl_entity *e = &r->layers->marks.entities.at[p->entity];
    link_role known;
    if (day == DL_NO_DAY) day = r->first;
    if (e->kind != DL_KIND_PERSON || !link_things_role(k->x, p->thing, day, &known)) return;
    date_role(k, p, day, &known);
    dl_slice code = code_known(k, p, e, &known);
    if (!code.n || dl_slice_eq(code, p->code)) return;
    dl_actor_parts parts = dl_actor_parts_of(code);
    p->code = code;
    p->country = parts.country;
    if (k->rep[known.report] != r->rep) p->told = k->rep[known.report];
}

void link_know_parties(const dl_link *l, const link_things *x, dl_arena *a, const dl_link_report *r,
    const dl_rep *rep, dl_link_told *told)
{
    knower k = { l, x, a, r, rep };
    for (uint32_t i = 0; i < told->events.n; i++) {
        dl_told_event *e = &told->events.at[i];
        for (uint32_t n = 0; n < e->actors.n; n++) know(&k, e->from, &e->actors.at[n]);
        for (uint32_t n = 0; n < e->recipients.n; n++) know(&k, e->from, &e->recipients.at[n]);
    }
}
