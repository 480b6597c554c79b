/* party_phrase - one participant of the word that heads it: its span, entity and code. */
#include "parties.h"

static bool in_range(dl_token_range r, uint32_t token)
{
    return r.first <= token && token < r.last;
}

/* A dash between blanks or a comma ends a phrase to the left; a hyphen does not. */
static bool parts(const dl_tokens *t, uint32_t token)
{
    static const char *const dashes[] = { "-", "--", "\xe2\x80\x94", "\xe2\x80\x93", NULL };
    dl_slice w = t->lemma[token];
    if (dl_slice_is(w, ",") || dl_slice_is(w, ":")) return true;
    bool after = token + 1 < t->n && t->start[token + 1] > t->end[token];
    return dl_slice_is_any(w, dashes) && after;
}

/* The noun chunk whose head a party is: "the former French president Sarkozy". */
static dl_span widened(const code_finder *c, uint32_t token, dl_span span)
{
    const dl_tokens *t = c->x->t;
    if (c->x->chunk[token] < 0) return span;
    dl_token_range r = t->chunks.at[c->x->chunk[token]];
    bool inside = span.end <= t->end[r.last - 1];
    uint32_t head = t->head[token];
    if (!inside || (head != token && in_range(r, head) && t->start[head] >= span.end)) return span;
    if (head != token && in_range(r, head) && t->start[head] < span.start) return span;
    for (uint32_t i = token; i > r.first && !parts(t, i - 1); i--)
        if (t->start[i - 1] < span.start) span.start = t->start[i - 1];
    return span;
}

/* "killed nine Somalis": people of a country, not the country. */
static bool is_people(const code_finder *c, uint32_t token, const dl_mention *m)
{
    dl_tag tag = dl_token_tag(c->x->t, token);
    bool plural = tag == DL_TAG_NNS || tag == DL_TAG_NNPS;
    return m->kind == DL_KIND_NORP && plural;
}

dl_party code_party_at(const code_finder *c, uint32_t token)
{
    dl_party p = { { c->x->t->start[token], c->x->t->end[token] }, -1, { NULL, 0 } };
    int32_t m = code_mention_at(c->x, token);
    if (m >= 0) {
        const dl_mention *one = &c->d->marks.mentions.at[m];
        p.span = one->span;
        p.entity = c->by_row ? code_entity_at(c->x, token) : one->entity;
        p.code = code_with_country(c, token, code_of_entity(c, p.entity));
        if (one->head < c->x->t->n) token = one->head;
        bool town = one->kind == DL_KIND_GPE && !c->d->marks.entities.at[p.entity].code.n;
        if (p.code.n == 3 && ((c->harms && town) || (c->bodily && is_people(c, token, one))))
            p.code = code_joined(c, p.code, DL_S("CVL"));
    } else if (c->by_row && c->x->speaker[token] >= 0) {
        p.entity = c->x->speaker[token];
        p.code = code_with_country(c, token, code_of_entity(c, p.entity));
    }
    p.span = widened(c, token, p.span);
    return p;
}

static bool is_use(const code_finder *c, uint32_t token, code_use use, dl_slice *sector)
{
    int64_t row = code_row(&c->t->parties, c->x->t->lemma[token]);
    if (row < 0) return false;
    const dl_table *t = c->t->parties.table;
    if (dl_cell_choice(t, (uint32_t)row, PARTY_USE, code_party_form()) != (int)use) return false;
    *sector = dl_table_cell(t, (uint32_t)row, PARTY_SECTOR);
    return true;
}

/* "Russian aircraft", "a refugee camp": the sector that the words say; {NULL,0}: none. */
static dl_slice sector_in_words(const code_finder *c, uint32_t noun)
{
    dl_slice sector = { NULL, 0 };
    for (uint32_t k = c->x->first[noun]; k != CODE_NONE; k = c->x->next[k])
        if (k < noun && is_use(c, k, CODE_MODIFIES, &sector)) return sector;
    is_use(c, noun, CODE_HEAD, &sector);
    return sector;
}

dl_slice code_sector_of_thing(const code_finder *c, uint32_t noun)
{
    dl_slice sector = { NULL, 0 };
    is_use(c, noun, CODE_HEAD, &sector);
    return sector;
}

/* "rebel advances", "opposition leaflets": a noun before the head tells whose side it
 * is, with nobody named; {NULL,0}. */
static dl_slice side_in_words(const code_finder *c, uint32_t noun)
{
    dl_slice sector = { NULL, 0 };
    for (uint32_t k = c->x->first[noun]; k != CODE_NONE; k = c->x->next[k])
        if (k < noun && dl_token_dep(c->x->t, k) == DL_DEP_compound)
            if (is_use(c, k, CODE_MODIFIES, &sector)) return sector;
    return sector;
}

/* "his opponent, Senator Malo,": the name behind a comma, which the parser may hang on
 * the verb; CODE_NONE. */
static uint32_t apposed(const code_finder *c, uint32_t token)
{
    const dl_tokens *t = c->x->t;
    uint32_t name = code_child(c->x, token, DL_DEP_appos);
    if (name != CODE_NONE || token + 1 >= t->n || !dl_slice_is(t->lemma[token + 1], ","))
        return name;
    uint32_t above = t->head[token];
    for (uint32_t k = c->x->first[above]; k != CODE_NONE; k = c->x->next[k])
        if (dl_token_dep(t, k) == DL_DEP_npadvmod && c->x->tree.left[k] == token + 2) return k;
    return CODE_NONE;
}

/* "its neighbour Syria": a noun before a name stands for it: right before one with a
 * code, or with a comma between where the noun itself tells of no actor. */
static uint32_t named_by(const code_finder *c, uint32_t token)
{
    uint32_t name = apposed(c, token);
    int32_t m = name == CODE_NONE ? -1 : code_mention_at(c->x, name);
    if (m < 0 || code_entity_at(c->x, token) == code_entity_at(c->x, name)) return token;
    const dl_mention *one = &c->d->marks.mentions.at[m];
    if (one->form != DL_FORM_NAME) return token;
    if (one->range.first == token + 1) return code_names_actor(c, name) ? name : token;
    bool comma = c->x->tree.left[name] == token + 2 && !code_names_actor(c, token);
    return comma && (one->kind == DL_KIND_PERSON || code_names_actor(c, name)) ? name : token;
}

/* "Berg's policies": the person or body of no code whose the thing is; CODE_NONE. */
static uint32_t named_owner(const code_finder *c, uint32_t token)
{
    uint32_t owner = code_child(c->x, token, DL_DEP_poss);
    int32_t e = owner == CODE_NONE ? -1 : code_entity_at(c->x, owner);
    if (e < 0 || !c->x->named[e]) return CODE_NONE;
    dl_kind k = c->d->marks.entities.at[e].kind;
    return k == DL_KIND_PERSON || k == DL_KIND_ORG ? owner : CODE_NONE;
}

/* "Ugandan opposition candidates", "the Palestinian Jihad movement": a phrase of which
 * only the country is known takes its sector from the words and names in it. */
static dl_party with_sector(const code_finder *c, uint32_t token, dl_party p)
{
    if (p.code.n != 3 || p.entity < 0 || c->x->named[p.entity] || dl_actor_is_sector(p.code))
        return p;
    if (dl_token_pos(c->x->t, token) != DL_POS_NOUN) return p;
    uint32_t inner = code_actor_below(c, token);
    dl_slice code = inner == CODE_NONE ? p.code : code_of_entity(c, code_entity_at(c->x, inner));
    if (code.n > 3 && dl_slice_starts(code, p.code)) {
        p.code = code;
        return p;
    }
    dl_slice sector = sector_in_words(c, token);
    if (sector.n) p.code = code_joined(c, p.code, sector);
    return p;
}

/* A person told of by what he is to another, not by name. */
static bool is_relative(const code_finder *c, const dl_party *p)
{
    return p->entity >= 0 && !c->x->named[p->entity]
        && c->d->marks.entities.at[p->entity].kind == DL_KIND_PERSON;
}

/* A participant, or the actor whose it is. */
dl_party code_acting_party(const code_finder *c, code_side s, uint32_t token)
{
    token = named_by(c, code_title_of(c->x, code_whole_of(c->x, token, c->t)));
    if (code_names_actor(c, token)) return with_sector(c, token, code_party_at(c, token));
    uint32_t inner = code_actor_below(c, token);
    dl_party p = code_party_at(c, token);
    uint32_t whose = p.entity < 0 ? named_owner(c, token) : CODE_NONE;
    if (whose != CODE_NONE && inner != whose) {
        p.entity = code_entity_at(c->x, whose);
        p.code = code_with_country(c, whose, code_of_entity(c, p.entity));
        return p;
    }
    if (inner == CODE_NONE) {
        if (p.entity < 0) p.code = code_with_country(c, token, side_in_words(c, token));
        return p;
    }
    dl_party owner = code_party_at(c, inner);
    if (code_has_actor(s.except, &owner)) return p;
    if (p.entity >= 0 && c->x->named[p.entity]) { /* "Transport for London" */
        if (owner.code.n == 3) p.code = owner.code;
        return p;
    }
    dl_slice sector = owner.code.n == 3 ? sector_in_words(c, token) : (dl_slice){ NULL, 0 };
    if (!sector.n && owner.span.end <= p.span.end && owner.span.start >= p.span.start) {
        if (is_relative(c, &p)) { /* "his predecessor" is not he */
            if (owner.code.n >= 3 && !dl_actor_is_sector(owner.code))
                p.code = dl_slice_cut(owner.code, 0, 3);
            return p;
        }
        p.entity = owner.entity;
        p.code = owner.code;
        return p;
    }
    if (!sector.n) return owner;
    p.code = code_joined(c, owner.code, sector);
    return p;
}
