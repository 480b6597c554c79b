/* party_code - the actor code that a word gives, or what hangs on it.
 *
 * A participant that names no actor itself stands for the nearest one that hangs on it:
 * "demands of the union", "Russian aircraft". Roles without a country take that of
 * what hangs on them, else that of where it happens. */
#include "parties.h"

/* A place stands for its country: "arrived in Amman". */
dl_slice code_of_place(const dl_entity *e)
{
    bool place = dl_kind_is_place(e->kind);
    return place ? e->country : (dl_slice){ NULL, 0 };
}

dl_slice code_of_entity(const code_finder *c, int32_t entity)
{
    const dl_entity *e = &c->d->marks.entities.at[entity];
    return e->code.n ? e->code : code_of_place(e);
}

/* "a graduation party": guests, not a party of politics. */
static bool is_feast(const code_finder *c, uint32_t token)
{
    static const char *const list[] = { "graduation", "birthday", "dinner", "wedding", "cocktail",
        "garden", "christmas", "farewell", "engagement", "street", "beach", "house", "bachelor",
        "office", NULL };
    char room[CODE_LOWER_MOST];
    if (!dl_slice_is(c->x->t->lemma[token], "party") || !token) return false;
    return dl_token_dep(c->x->t, token - 1) == DL_DEP_compound
        && dl_slice_is_any(code_lower(c->x->t->lemma[token - 1], room), list);
}

/* "all parties must stop", "the warring parties": those of a conflict or a contract, not
 * of politics. */
static bool is_of_conflict(const code_finder *c, uint32_t token)
{
    static const char *const list[] = { "all", "both", "either", "neither", "warring", "rival",
        "conflicting", "interested", "third", NULL };
    char room[CODE_LOWER_MOST];
    if (!dl_slice_is(code_lower(c->x->t->lemma[token], room), "party")) return false;
    for (uint32_t k = c->x->first[token]; k != CODE_NONE && k < token; k = c->x->next[k])
        if (dl_slice_is_any(code_lower(c->x->t->lemma[k], room), list)) return true;
    return false;
}

/* "the use of force": nobody; "a peacekeeping force" is one. */
bool code_is_mass(const code_finder *c, uint32_t token)
{
    if (is_feast(c, token) || is_of_conflict(c, token)) return true;
    if (dl_token_tag(c->x->t, token) != DL_TAG_NN || c->x->first[token] < token) return false;
    return code_in_class(&c->t->classes, c->x->t->lemma[token], DL_S("mass"));
}

bool code_names_actor(const code_finder *c, uint32_t token)
{
    int32_t e = code_entity_at(c->x, token);
    return e >= 0 && code_of_entity(c, e).n > 0 && !code_is_mass(c, token);
}

/* May the word below say whose the party is: "demands of the union", "Russian
 * aircraft"? Where it is says nothing: "a spokesman in Paris". */
bool code_may_own(const code_tree *x, uint32_t child)
{
    static const char *const where[] = { "in", "at", "near", "outside", "inside", "around",
        "during", "after", "before", "since", "until", "against", "across", "throughout", "as",
        "than", NULL };
    if (dl_token_dep(x->t, child) == DL_DEP_prep)
        return !dl_slice_is_any(x->t->lemma[child], where);
    switch (dl_token_dep(x->t, child)) {
    case DL_DEP_poss:
    case DL_DEP_amod:
    case DL_DEP_nmod:
    case DL_DEP_compound:
    case DL_DEP_pobj:
    case DL_DEP_appos: return true;
    default: return false;
    }
}

enum { INNER_MOST = 24 }; /* words below a party that are looked at */

/* The nearest coded word below one that names no actor itself, level by level; of one
 * level the first that has a sector ("Israeli army bulldozers"); CODE_NONE. */
uint32_t code_actor_below(const code_finder *c, uint32_t token)
{
    uint32_t queue[INNER_MOST];
    uint8_t level[INNER_MOST] = { 0 };
    uint32_t n = 1;
    uint32_t found = CODE_NONE;
    uint8_t at = 0;
    queue[0] = token;
    for (uint32_t i = 0; i < n; i++) {
        if (found != CODE_NONE && level[i] > at) break;
        bool coded = i && code_names_actor(c, queue[i]);
        bool has_sector = coded && code_of_entity(c, code_entity_at(c->x, queue[i])).n > 3;
        if (has_sector) return queue[i];
        if (coded && found == CODE_NONE) {
            found = queue[i];
            at = level[i];
        }
        for (uint32_t k = c->x->first[queue[i]]; k != CODE_NONE; k = c->x->next[k]) {
            if (n == INNER_MOST || !code_may_own(c->x, k)) continue;
            level[n] = (uint8_t)(level[i] + 1);
            queue[n++] = k;
        }
    }
    return found;
}

/* What an owner lends to a role: its country, or its code where it is no state's: "the
 * U.N. court". */
dl_slice code_of_owner(const code_finder *c, uint32_t token)
{
    int32_t at = code_entity_at(c->x, token);
    if (at < 0) return (dl_slice){ NULL, 0 };
    const dl_entity *e = &c->d->marks.entities.at[at];
    if (e->country.n) return e->country;
    bool body = e->code.n && !dl_actor_is_sector(e->code);
    return body ? e->code : (dl_slice){ NULL, 0 };
}

/* The owner that a word or what hangs on it names; {NULL,0}: none. */
static dl_slice owner_of(const code_finder *c, uint32_t token)
{
    uint32_t queue[INNER_MOST];
    uint32_t n = 1;
    queue[0] = token;
    for (uint32_t i = 0; i < n; i++) {
        dl_slice owner = code_of_owner(c, queue[i]);
        if (owner.n) return owner;
        for (uint32_t k = c->x->first[queue[i]]; k != CODE_NONE; k = c->x->next[k])
            if (n < INNER_MOST && code_may_own(c->x, k)) queue[n++] = k;
    }
    return (dl_slice){ NULL, 0 };
}

dl_slice code_joined(const code_finder *c, dl_slice owner, dl_slice role)
{
    if (dl_slice_starts(role, DL_S("IGO"))) return role;
    /* a body of states has no government of its own; "NATO's forces" are IGOMIL */
    bool same = dl_actor_is_public_body(owner)
        && (dl_slice_is(role, "GOV") || dl_slice_ends(owner, role));
    return same ? owner : dl_arena_join(c->d->arena, owner, role);
}

/* "the international community", "Arab leaders" are of no country where they are told
 * of; "the Arab state" is one. */
static bool is_of_all(const code_finder *c, uint32_t token)
{
    static const char *const all[] = { "international", "foreign", "global", "worldwide", "western",
        "multinational", "regional", "coalition", "allied", NULL };
    static const char *const parts[] = { "world", "gulf", "arab", "european", "african", "asian",
        "euro", NULL };
    char room[CODE_LOWER_MOST];
    dl_tag tag = dl_token_tag(c->x->t, token);
    bool plural = tag == DL_TAG_NNS || tag == DL_TAG_NNPS;
    for (uint32_t k = c->x->first[token]; k != CODE_NONE && k < token; k = c->x->next[k]) {
        dl_slice word = code_lower(c->x->t->lemma[k], room);
        if (dl_slice_is_any(word, all) || (plural && dl_slice_is_any(word, parts))) return true;
    }
    return false;
}

/* "Protesters clashed with police": in the country that the report tells of, where the
 * sentence tells of none or of this one among others. Leaders, ministers and clerics who
 * promise or talk may be of anywhere. */
static dl_slice home_of(const code_finder *c, uint32_t token, dl_slice code)
{
    static const char *const list[] = { "REB", "COP", "OPP", "CVL", "MIL", "MED", "LAB", "EDU",
        "CRM", "AGR", NULL };
    if (dl_slice_is(code, "JRN")) return (dl_slice){ NULL, 0 }; /* from anywhere */
    char room[CODE_LOWER_MOST];
    bool those_there = dl_slice_is(code_lower(c->x->t->lemma[token], room), "authority");
    return c->bodily || those_there || dl_slice_is_any(code, list) ? c->home
                                                                   : (dl_slice){ NULL, 0 };
}

/* "Admiral Berg told the conference in Lima": of whose navy is not told. */
static bool is_soldier(const code_finder *c, uint32_t token, dl_slice code)
{
    int32_t e = dl_slice_is(code, "MIL") ? code_entity_at(c->x, token) : -1;
    return e >= 0 && c->x->named[e] && c->d->marks.entities.at[e].kind == DL_KIND_PERSON;
}

/* Countries of whose rebels nobody reports today: "rebels" in a report that tells of them
 * are of where they fight. */
static bool is_calm(dl_slice country)
{
    static const char *const list[] = { "USA", "GBR", "CAN", "AUS", "NZL", "FRA", "DEU", "ITA",
        "JPN", "KOR", "ESP", "PRT", "NLD", "BEL", "LUX", "CHE", "AUT", "IRL", "SWE", "NOR", "DNK",
        "FIN", "ISL", "POL", "CZE", "GRC", NULL };
    return dl_slice_is_any(country, list);
}

/* The country of the sentence or of the report as whose a sector is guessed to be. */
static dl_slice guessed(dl_slice country, dl_slice code)
{
    bool rebels = dl_slice_is(code, "REB");
    return rebels && is_calm(country) ? (dl_slice){ NULL, 0 } : country;
}

dl_slice code_with_country(const code_finder *c, uint32_t token, dl_slice code)
{
    if (!code.n || !dl_actor_is_sector(code)) return code;
    dl_slice owner = owner_of(c, token);
    bool soldier = is_soldier(c, token, code);
    bool all = is_of_all(c, token);
    if (!owner.n && !all) owner = guessed(c->here, code);
    if (!owner.n && !all && !soldier) owner = guessed(home_of(c, token, code), code);
    if (dl_slice_ends(owner, code)) return owner; /* "NATO forces" */
    return owner.n ? code_joined(c, owner, code) : code;
}
