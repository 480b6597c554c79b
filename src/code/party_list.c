/* party_list - the participants of one side: none twice, and none of the other side. */
#include "parties.h"

static bool has_party(const dl_parties *v, const dl_party *p)
{
    for (uint32_t i = 0; v && i < v->n; i++)
        if (v->at[i].span.start == p->span.start) return true;
    return false;
}

/* Is the same one among them already, by name or as the same country? */
bool code_has_actor(const dl_parties *v, const dl_party *p)
{
    for (uint32_t i = 0; v && i < v->n; i++) {
        if (p->entity >= 0 && v->at[i].entity == p->entity) return true;
        if (p->code.n == 3 && dl_slice_eq(v->at[i].code, p->code)) return true;
    }
    return false;
}

void code_push(const code_finder *c, code_side s, dl_party p)
{
    if (has_party(s.except, &p) || has_party(s.to, &p)) return;
    dl_party *at = DL_PUSH(c->d->arena, s.to);
    if (at) *at = p;
}
