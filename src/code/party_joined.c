/* party_joined - a word becomes a participant, with those joined to it: "France and
 * Chad", "the governments of Chad and Mali". */
#include "parties.h"

/* The role that a noun of that code tells of; {NULL,0}: none. "NATO officials" have the
 * code of their body alone. */
static dl_slice role_in(const code_finder *c, uint32_t noun, dl_slice code)
{
    int32_t e = code_entity_at(c->x, noun);
    dl_slice own = e < 0 ? (dl_slice){ NULL, 0 } : code_of_entity(c, e);
    if (own.n && dl_actor_is_sector(own)) return own;
    return code.n > 3 ? dl_slice_cut(code, code.n - 3, code.n) : (dl_slice){ NULL, 0 };
}

/* "French and Egyptian warships" are two. The country of a joined modifier with the
 * role of the noun. */
static void push_joined(
    const code_finder *c, code_side s, uint32_t noun, uint32_t modifier, dl_slice code)
{
    uint32_t m = code_child(c->x, modifier, DL_DEP_conj);
    for (int n = 0; n < 4 && m != CODE_NONE; n++, m = code_child(c->x, m, DL_DEP_conj)) {
        dl_slice owner = code_of_owner(c, m);
        if (!owner.n || c->x->t->start[m] > c->x->t->start[noun]) continue;
        dl_party p = code_party_at(c, m);
        dl_slice role = role_in(c, noun, code);
        if (role.n) p.code = code_joined(c, owner, role);
        code_push(c, s, p);
    }
}

/* Those joined to an owner behind its noun, each with the role of the noun. */
static void push_owners(const code_finder *c, code_side s, uint32_t owner, dl_slice code)
{
    uint32_t m = code_child(c->x, owner, DL_DEP_conj);
    for (int n = 0; n < 4 && m != CODE_NONE; n++, m = code_child(c->x, m, DL_DEP_conj)) {
        if (!code_names_actor(c, m)) continue;
        dl_party p = code_party_at(c, m);
        dl_slice role = code.n > 3 ? dl_slice_cut(code, code.n - 3, code.n) : (dl_slice){ NULL, 0 };
        if (dl_actor_is_sector(role) && p.code.n == 3) p.code = code_joined(c, p.code, role);
        code_push(c, s, p);
    }
}

static bool is_reflexive(const code_tree *x, uint32_t token)
{
    dl_slice w = x->t->lemma[token];
    bool self = dl_slice_ends(w, DL_S("self")) || dl_slice_ends(w, DL_S("selves"));
    return self && dl_token_pos(x->t, token) == DL_POS_PRON;
}

/* "officials from the EU and China": the owner behind a role; CODE_NONE. */
static uint32_t owner_behind(const code_finder *c, uint32_t token)
{
    int32_t e = code_entity_at(c->x, token);
    if (e >= 0 && c->x->named[e] && c->x->inside[token] >= 0) return CODE_NONE;
    for (uint32_t k = c->x->first[token]; k != CODE_NONE; k = c->x->next[k]) {
        if (dl_token_dep(c->x->t, k) != DL_DEP_prep || !code_may_own(c->x, k)) continue;
        uint32_t owner = code_child(c->x, k, DL_DEP_pobj);
        if (owner != CODE_NONE && code_names_actor(c, owner)) return owner;
    }
    return CODE_NONE;
}

void code_push_word(const code_finder *c, code_side s, uint32_t token)
{
    if (c->by_row && (is_reflexive(c->x, token) || code_is_mass(c, token))) return;
    dl_party p = c->by_row ? code_acting_party(c, s, token) : code_party_at(c, token);
    code_push(c, s, p);
    if (!c->by_row) return;
    for (uint32_t k = c->x->first[token]; k != CODE_NONE; k = c->x->next[k]) {
        dl_dep dep = dl_token_dep(c->x->t, k);
        bool modifies = dep == DL_DEP_amod || dep == DL_DEP_nmod || dep == DL_DEP_compound;
        if (modifies && code_of_owner(c, k).n) push_joined(c, s, token, k, p.code);
    }
    /* "the delegations of Chad and Mali" are theirs */
    uint32_t one = token;
    token = code_whole_of(c->x, token, c->t);
    if (token != one) push_owners(c, s, token, p.code);
    /* "ties with Gondor and Arnor", "the governments of Chad and Mali": each whose it
     * is */
    uint32_t inner = code_names_actor(c, token) ? owner_behind(c, token)
                                                : code_actor_below(c, token);
    if (inner != CODE_NONE && inner > token) push_owners(c, s, inner, p.code);
}
