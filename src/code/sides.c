/* sides - which coded events a reader would code too: the last word on each.
 *
 *   events with codes and parties --code_weigh--> the codes of what lacks its evidence go
 *
 * A row of the lexicon reads a verb and what stands beside it. Whether that is politics,
 * war or law is told by who takes part: this file asks of each type for the sides that it
 * cannot do without. What lacks them stays an event that no row codes. */
#include "sides.h"

void code_drop_codes(dl_event *e)
{
    static const dl_slice none = { NULL, 0 };
    e->type = e->act = e->mode = e->cameo = e->contexts = none;
    e->sure = DL_SURE_NONE;
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

static bool lacks_evidence(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_rule *r = j->rule[i];
    bool both = r && r->both_sides;
    if (both && !(code_any_coded(&e->actors) && code_any_coded(&e->recipients))) return true;
    if (!e->type.n) return false;
    if (code_is_untold(j, i, e) || code_is_no_fight(j, i, e) || code_is_unsaid(j, i, e))
        return true;
    return code_is_weak(j, i, e) || code_lacks_side(j, i, e)
        || code_lacks_partner(j, &j->f->at.at[i], e);
}

void code_weigh(const code_job *j)
{
    for (uint32_t i = 0; i < j->f->at.n; i++) {
        if (j->event[i] < 0) continue;
        dl_event *e = &j->d->events.at.at[j->event[i]];
        const code_frame *f = &j->f->at.at[i];
        if (j->rule[i] && j->rule[i]->both_sides && !is_aside(j->x, f)) fill_sides(j, f->head, e);
        dl_slice act = e->act;
        bool untold = lacks_evidence(j, i, e);
        if (untold || (e->type.n && code_is_history(j, i))) code_drop_codes(e);
        if (!untold) e->act = act;
    }
}
