/* parties - who acts and who receives, of each event.
 *
 *   frame, where the row looks --code_own_parties--> actors, recipients
 *   all events --code_lend_parties--> what an event does not name, from those around it
 *
 * A participant that names no actor itself stands for the nearest one that hangs on it:
 * "demands of the union", "Russian aircraft". Roles without a country take that of
 * what hangs on them, else that of where it happens. */
#include "code_private.h"

typedef struct finder { /* the parties of one frame are looked for */
    dl_doc *d;
    const code_frame *f;
    const code_tree *x;
    const dl_code_tables *t;
    bool by_row; /* a row of the lexicon fits: participants are actors */
    dl_slice here; /* the country where the event happens; {NULL,0}: not known */
    bool bodily; /* done to or by people as such: an assault, a protest */
    bool harms; /* towns stand for those who live there */
} finder;

/* ---- codes */

/* A place stands for its country: "arrived in Amman". */
static dl_slice code_of_place(const dl_entity *e)
{
    bool place = e->kind == DL_KIND_GPE || e->kind == DL_KIND_LOC || e->kind == DL_KIND_FAC;
    return place ? e->country : (dl_slice){ NULL, 0 };
}

static dl_slice entity_code(const finder *c, int32_t entity)
{
    const dl_entity *e = &c->d->marks.entities.at[entity];
    return e->code.n ? e->code : code_of_place(e);
}

/* "the use of force": nobody; "a peacekeeping force" is one. */
static bool is_mass(const finder *c, uint32_t token)
{
    if (dl_token_tag(c->x->t, token) != DL_TAG_NN || c->x->first[token] < token) return false;
    return code_in_class(&c->t->classes, c->x->t->lemma[token], DL_S("mass"));
}

static bool is_coded(const finder *c, uint32_t token)
{
    int32_t e = code_entity_at(c->x, token);
    return e >= 0 && entity_code(c, e).n > 0 && !is_mass(c, token);
}

enum { INNER_MOST = 24 }; /* words below a party that are looked at */

/* May the word below say whose the party is: "demands of the union", "Russian
 * aircraft"? Where it is says nothing: "a spokesman in Paris". */
static bool may_own(const code_tree *x, uint32_t child)
{
    static const char *const where[] = { "in", "at", "near", "outside", "inside", "around",
        "during", "after", "before", "since", "until", NULL };
    if (dl_token_dep(x->t, child) == DL_DEP_prep) return !code_is_any(x->t->lemma[child], where);
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

/* The nearest coded word below one that names no actor itself, level by level; of one
 * level the first that has a sector ("Israeli army bulldozers"); CODE_NONE. */
static uint32_t coded_below(const finder *c, uint32_t token)
{
    uint32_t queue[INNER_MOST];
    uint8_t level[INNER_MOST] = { 0 };
    uint32_t n = 1;
    uint32_t found = CODE_NONE;
    uint8_t at = 0;
    queue[0] = token;
    for (uint32_t i = 0; i < n; i++) {
        if (found != CODE_NONE && level[i] > at) break;
        bool coded = i && is_coded(c, queue[i]);
        bool has_sector = coded && entity_code(c, code_entity_at(c->x, queue[i])).n > 3;
        if (has_sector) return queue[i];
        if (coded && found == CODE_NONE) {
            found = queue[i];
            at = level[i];
        }
        for (uint32_t k = c->x->first[queue[i]]; k != CODE_NONE; k = c->x->next[k]) {
            if (n == INNER_MOST || !may_own(c->x, k)) continue;
            level[n] = (uint8_t)(level[i] + 1);
            queue[n++] = k;
        }
    }
    return found;
}

/* "REB" alone says no country. */
static bool is_sector_alone(dl_slice code)
{
    static const char *const list[] = { "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB",
        "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP",
        "REL", "SOC", NULL };
    return code_is_any(code.n >= 3 ? dl_slice_cut(code, 0, 3) : code, list);
}

/* What an owner lends to a role: its country, or its code where it is no state's: "the
 * U.N. court". */
static dl_slice owner_code(const finder *c, uint32_t token)
{
    int32_t at = code_entity_at(c->x, token);
    if (at < 0) return (dl_slice){ NULL, 0 };
    const dl_entity *e = &c->d->marks.entities.at[at];
    if (e->country.n) return e->country;
    bool body = e->code.n && !is_sector_alone(e->code);
    return body ? e->code : (dl_slice){ NULL, 0 };
}

/* The owner that a word or what hangs on it names; {NULL,0}: none. */
static dl_slice owner_of(const finder *c, uint32_t token)
{
    uint32_t queue[INNER_MOST];
    uint32_t n = 1;
    queue[0] = token;
    for (uint32_t i = 0; i < n; i++) {
        dl_slice owner = owner_code(c, queue[i]);
        if (owner.n) return owner;
        for (uint32_t k = c->x->first[queue[i]]; k != CODE_NONE; k = c->x->next[k])
            if (n < INNER_MOST && may_own(c->x, k)) queue[n++] = k;
    }
    return (dl_slice){ NULL, 0 };
}

static dl_slice joined_codes(const finder *c, dl_slice owner, dl_slice role)
{
    char *p = dl_arena_room(c->d->arena, owner.n + role.n);
    if (!p) return role;
    memcpy(p, owner.p, owner.n);
    memcpy(p + owner.n, role.p, role.n);
    return dl_slice_of(p, owner.n + role.n);
}

static dl_slice with_country(const finder *c, uint32_t token, dl_slice code)
{
    if (!code.n || !is_sector_alone(code)) return code;
    dl_slice owner = owner_of(c, token);
    if (!owner.n) owner = c->here;
    if (dl_slice_ends(owner, code)) return owner; /* "NATO forces" */
    return owner.n ? joined_codes(c, owner, code) : code;
}

/* ---- one participant */

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
    return code_is_any(w, dashes) && after;
}

/* The noun chunk whose head a party is: "the former French president Sarkozy". */
static dl_span widened(const finder *c, uint32_t token, dl_span span)
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
static bool is_people(const finder *c, uint32_t token, const dl_mention *m)
{
    dl_tag tag = dl_token_tag(c->x->t, token);
    bool plural = tag == DL_TAG_NNS || tag == DL_TAG_NNPS;
    return m->kind == DL_KIND_NORP && plural;
}

static dl_party party_at(const finder *c, uint32_t token)
{
    dl_party p = { { c->x->t->start[token], c->x->t->end[token] }, -1, { NULL, 0 } };
    int32_t m = code_mention_at(c->x, token);
    if (m >= 0) {
        const dl_mention *one = &c->d->marks.mentions.at[m];
        p.span = one->span;
        p.entity = c->by_row ? code_entity_at(c->x, token) : one->entity;
        p.code = with_country(c, token, entity_code(c, p.entity));
        if (one->head < c->x->t->n) token = one->head;
        bool town = one->kind == DL_KIND_GPE && !c->d->marks.entities.at[p.entity].code.n;
        if (p.code.n == 3 && ((c->harms && town) || (c->bodily && is_people(c, token, one))))
            p.code = joined_codes(c, p.code, DL_S("CVL"));
    } else if (c->by_row && c->x->speaker[token] >= 0) {
        p.entity = c->x->speaker[token];
        p.code = with_country(c, token, entity_code(c, p.entity));
    }
    p.span = widened(c, token, p.span);
    return p;
}

/* ---- words of a phrase that say its sector */

static bool is_use(const finder *c, uint32_t token, code_use use, dl_slice *sector)
{
    int64_t row = code_row(&c->t->parties, c->x->t->lemma[token]);
    if (row < 0) return false;
    const dl_table *t = c->t->parties.table;
    if (dl_cell_choice(t, (uint32_t)row, PARTY_USE, code_party_form()) != (int)use) return false;
    *sector = dl_table_cell(t, (uint32_t)row, PARTY_SECTOR);
    return true;
}

/* "Russian aircraft", "a refugee camp": the sector that the words say; {NULL,0}: none. */
static dl_slice sector_in_words(const finder *c, uint32_t noun)
{
    dl_slice sector = { NULL, 0 };
    for (uint32_t k = c->x->first[noun]; k != CODE_NONE; k = c->x->next[k])
        if (k < noun && is_use(c, k, CODE_MODIFIES, &sector)) return sector;
    is_use(c, noun, CODE_HEAD, &sector);
    return sector;
}

/* "rebel advances", "opposition leaflets": a noun before the head tells whose side it
 * is, with nobody named; {NULL,0}. */
static dl_slice side_in_words(const finder *c, uint32_t noun)
{
    dl_slice sector = { NULL, 0 };
    for (uint32_t k = c->x->first[noun]; k != CODE_NONE; k = c->x->next[k])
        if (k < noun && dl_token_dep(c->x->t, k) == DL_DEP_compound)
            if (is_use(c, k, CODE_MODIFIES, &sector)) return sector;
    return sector;
}

/* ---- lists of parties */

typedef struct side { /* where parties go, and which may not be among them */
    dl_parties *to;
    const dl_parties *except;
} side;

static bool has_party(const dl_parties *v, const dl_party *p)
{
    for (uint32_t i = 0; v && i < v->n; i++)
        if (v->at[i].span.start == p->span.start) return true;
    return false;
}

/* Is the same one among them already, by name or as the same country? */
static bool has_actor(const dl_parties *v, const dl_party *p)
{
    for (uint32_t i = 0; v && i < v->n; i++) {
        if (p->entity >= 0 && v->at[i].entity == p->entity) return true;
        if (p->code.n == 3 && dl_slice_eq(v->at[i].code, p->code)) return true;
    }
    return false;
}

static void push(const finder *c, side s, dl_party p)
{
    if (has_party(s.except, &p) || has_party(s.to, &p)) return;
    dl_party *at = DL_PUSH(c->d->arena, s.to);
    if (at) *at = p;
}

/* "French and Egyptian warships" are two. The country of a joined modifier with the
 * role of the noun. */
static void push_joined(const finder *c, side s, uint32_t noun, uint32_t modifier, dl_slice code)
{
    uint32_t m = code_child(c->x, modifier, DL_DEP_conj);
    for (int n = 0; n < 4 && m != CODE_NONE; n++, m = code_child(c->x, m, DL_DEP_conj)) {
        dl_slice owner = owner_code(c, m);
        if (!owner.n || c->x->t->start[m] > c->x->t->start[noun]) continue;
        dl_party p = party_at(c, m);
        if (code.n > 3) p.code = joined_codes(c, owner, dl_slice_cut(code, code.n - 3, code.n));
        push(c, s, p);
    }
}

/* Those joined to an owner behind its noun, each with the role of the noun. */
static void push_owners(const finder *c, side s, uint32_t owner, dl_slice code)
{
    uint32_t m = code_child(c->x, owner, DL_DEP_conj);
    for (int n = 0; n < 4 && m != CODE_NONE; n++, m = code_child(c->x, m, DL_DEP_conj)) {
        if (!is_coded(c, m)) continue;
        dl_party p = party_at(c, m);
        dl_slice role = code.n > 3 ? dl_slice_cut(code, code.n - 3, code.n) : (dl_slice){ NULL, 0 };
        if (is_sector_alone(role) && p.code.n == 3) p.code = joined_codes(c, p.code, role);
        push(c, s, p);
    }
}

static bool is_reflexive(const code_tree *x, uint32_t token)
{
    dl_slice w = x->t->lemma[token];
    bool self = dl_slice_ends(w, DL_S("self")) || dl_slice_ends(w, DL_S("selves"));
    return self && dl_token_pos(x->t, token) == DL_POS_PRON;
}

/* "his opponent, Senator Malo,": the name behind a comma, which the parser may hang on
 * the verb; CODE_NONE. */
static uint32_t apposed(const finder *c, uint32_t token)
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
static uint32_t named_by(const finder *c, uint32_t token)
{
    uint32_t name = apposed(c, token);
    int32_t m = name == CODE_NONE ? -1 : code_mention_at(c->x, name);
    if (m < 0 || code_entity_at(c->x, token) == code_entity_at(c->x, name)) return token;
    const dl_mention *one = &c->d->marks.mentions.at[m];
    if (one->form != DL_FORM_NAME) return token;
    if (one->range.first == token + 1) return is_coded(c, name) ? name : token;
    bool comma = c->x->tree.left[name] == token + 2 && !is_coded(c, token);
    return comma && (one->kind == DL_KIND_PERSON || is_coded(c, name)) ? name : token;
}

/* "Berg's policies": the person or body of no code whose the thing is; CODE_NONE. */
static uint32_t named_owner(const finder *c, uint32_t token)
{
    uint32_t owner = code_child(c->x, token, DL_DEP_poss);
    int32_t e = owner == CODE_NONE ? -1 : code_entity_at(c->x, owner);
    if (e < 0 || !c->x->named[e]) return CODE_NONE;
    dl_kind k = c->d->marks.entities.at[e].kind;
    return k == DL_KIND_PERSON || k == DL_KIND_ORG ? owner : CODE_NONE;
}

/* "Ugandan opposition candidates", "the Palestinian Jihad movement": a phrase of which
 * only the country is known takes its sector from the words and names in it. */
static dl_party with_sector(const finder *c, uint32_t token, dl_party p)
{
    if (p.code.n != 3 || p.entity < 0 || c->x->named[p.entity] || is_sector_alone(p.code)) return p;
    if (dl_token_pos(c->x->t, token) != DL_POS_NOUN) return p;
    uint32_t inner = coded_below(c, token);
    dl_slice code = inner == CODE_NONE ? p.code : entity_code(c, code_entity_at(c->x, inner));
    if (code.n > 3 && dl_slice_starts(code, p.code)) {
        p.code = code;
        return p;
    }
    dl_slice sector = sector_in_words(c, token);
    if (sector.n) p.code = joined_codes(c, p.code, sector);
    return p;
}

/* A person told of by what he is to another, not by name. */
static bool is_relative(const finder *c, const dl_party *p)
{
    return p->entity >= 0 && !c->x->named[p->entity]
        && c->d->marks.entities.at[p->entity].kind == DL_KIND_PERSON;
}

/* A participant, or the actor whose it is. */
static dl_party acting_party(const finder *c, side s, uint32_t token)
{
    token = named_by(c, code_whole_of(c->x, token, c->t));
    if (is_coded(c, token)) return with_sector(c, token, party_at(c, token));
    uint32_t inner = coded_below(c, token);
    dl_party p = party_at(c, token);
    uint32_t whose = p.entity < 0 ? named_owner(c, token) : CODE_NONE;
    if (whose != CODE_NONE && inner != whose) {
        p.entity = code_entity_at(c->x, whose);
        p.code = with_country(c, whose, entity_code(c, p.entity));
        return p;
    }
    if (inner == CODE_NONE) {
        if (p.entity < 0) p.code = with_country(c, token, side_in_words(c, token));
        return p;
    }
    dl_party owner = party_at(c, inner);
    if (has_actor(s.except, &owner)) return p;
    if (p.entity >= 0 && c->x->named[p.entity]) { /* "Transport for London" */
        if (owner.code.n == 3) p.code = owner.code;
        return p;
    }
    dl_slice sector = owner.code.n == 3 ? sector_in_words(c, token) : (dl_slice){ NULL, 0 };
    if (!sector.n && owner.span.end <= p.span.end && owner.span.start >= p.span.start) {
        if (is_relative(c, &p)) { /* "his predecessor" is not he */
            if (owner.code.n >= 3 && !is_sector_alone(owner.code))
                p.code = dl_slice_cut(owner.code, 0, 3);
            return p;
        }
        p.entity = owner.entity;
        p.code = owner.code;
        return p;
    }
    if (!sector.n) return owner;
    p.code = joined_codes(c, owner.code, sector);
    return p;
}

/* "officials from the EU and China": the owner behind a role; CODE_NONE. */
static uint32_t owner_behind(const finder *c, uint32_t token)
{
    int32_t e = code_entity_at(c->x, token);
    if (e >= 0 && c->x->named[e] && c->x->inside[token] >= 0) return CODE_NONE;
    for (uint32_t k = c->x->first[token]; k != CODE_NONE; k = c->x->next[k]) {
        if (dl_token_dep(c->x->t, k) != DL_DEP_prep || !may_own(c->x, k)) continue;
        uint32_t owner = code_child(c->x, k, DL_DEP_pobj);
        if (owner != CODE_NONE && is_coded(c, owner)) return owner;
    }
    return CODE_NONE;
}

static void push_token(const finder *c, side s, uint32_t token)
{
    if (c->by_row && (is_reflexive(c->x, token) || is_mass(c, token))) return;
    dl_party p = c->by_row ? acting_party(c, s, token) : party_at(c, token);
    push(c, s, p);
    if (!c->by_row) return;
    for (uint32_t k = c->x->first[token]; k != CODE_NONE; k = c->x->next[k]) {
        dl_dep dep = dl_token_dep(c->x->t, k);
        bool modifies = dep == DL_DEP_amod || dep == DL_DEP_nmod || dep == DL_DEP_compound;
        if (modifies && owner_code(c, k).n) push_joined(c, s, token, k, p.code);
    }
    /* "the delegations of Chad and Mali" are theirs */
    uint32_t one = token;
    token = code_whole_of(c->x, token, c->t);
    if (token != one) push_owners(c, s, token, p.code);
    /* "ties with Gondor and Arnor", "the governments of Chad and Mali": each whose it
     * is */
    uint32_t inner = is_coded(c, token) ? owner_behind(c, token) : coded_below(c, token);
    if (inner != CODE_NONE && inner > token) push_owners(c, s, inner, p.code);
}

enum { PARTY_TOKENS = 40 }; /* of a party's span in which its head is looked for */

/* The token that starts at a byte or behind it. */
static uint32_t token_from(const dl_tokens *t, uint32_t byte)
{
    uint32_t low = 0;
    uint32_t high = t->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (t->start[mid] < byte) low = mid + 1;
        else high = mid;
    }
    return low;
}

/* The head word of a party: it hangs on one outside of its span; CODE_NONE. */
static uint32_t head_of(const dl_tokens *t, const dl_party *p)
{
    uint32_t from = token_from(t, p->span.start);
    for (uint32_t i = from; i < t->n && i < from + PARTY_TOKENS; i++) {
        if (t->end[i] > p->span.end) break;
        uint32_t head = t->head[i];
        bool out = t->start[head] < p->span.start || t->end[head] > p->span.end;
        if (out || head == i) return i;
    }
    return CODE_NONE;
}

/* A sum, a share, a day; a number alone may be people: "arrested four". */
static bool is_measure(const finder *c, const dl_party *p)
{
    if (p->entity < 0) return false;
    dl_kind k = c->d->marks.entities.at[p->entity].kind;
    return k >= DL_KIND_DATE && k != DL_KIND_CARDINAL;
}

/* A sign that the tagger took for a word has none: a low quotation mark. */
static bool has_letter(const finder *c, uint32_t token)
{
    uint32_t start = c->x->t->start[token];
    uint32_t end = c->x->t->end[token];
    for (uint32_t i = start; i < end; i++) {
        char k = c->d->text.full.p[i];
        if ((k >= 'A' && k <= 'Z') || (k >= 'a' && k <= 'z') || (k >= '0' && k <= '9')) return true;
    }
    return end - start > 3;
}

static bool is_capital(const finder *c, uint32_t token)
{
    char first = c->d->text.full.p[c->x->t->start[token]];
    return first >= 'A' && first <= 'Z' && !c->x->t->sent_start[token];
}

static bool is_of_fighters(const finder *c, dl_slice lemma)
{
    static const char *const list[] = { "force", "rebels", "crowd", NULL };
    return code_in_classes(&c->t->classes, lemma, list);
}

/* A noun that tells a matter or a thing rather than somebody: "a strong signal". Pronouns
 * and names that nothing is known of stay, and numbers: "thousands". */
static bool is_thing(const finder *c, const dl_party *p)
{
    static const char *const words[] = { "it", "this", "that", "everything", "nothing", "something",
        "anything", "what", "which", "who", "whom", "whoever", "all", "much", NULL };
    if (p->code.n || code_is_someone(c->x, p)) return false;
    if (is_measure(c, p)) return true;
    uint32_t token = head_of(c->x->t, p);
    if (token == CODE_NONE) return false;
    dl_slice lemma = c->x->t->lemma[token];
    dl_pos pos = dl_token_pos(c->x->t, token);
    if (pos == DL_POS_PRON || pos == DL_POS_DET) return code_is_any(lemma, words);
    if (pos == DL_POS_PUNCT || pos == DL_POS_SYM || !has_letter(c, token)) return true;
    if (is_capital(c, token)) return false; /* "the MoD" */
    if (is_of_fighters(c, lemma)) return false; /* "military units" */
    return dl_token_pos(c->x->t, token) == DL_POS_NOUN && !code_is_part(c->t, lemma);
}

static bool any_maybe(const finder *c, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (!is_thing(c, &v->at[i])) return true;
    return false;
}

static void push_place(const finder *c, side s, const code_place *p)
{
    for (uint32_t i = 0; i < c->f->args.n; i++) {
        const code_arg *a = &c->f->args.at[i];
        if (code_arg_is(c->f, a, p->slot, p->prep)) push_token(c, s, a->token);
    }
}

/* The first place that has someone, else the first that has anything. */
static void add_parties(const finder *c, const code_place *p, uint32_t n, side s)
{
    dl_parties first = { 0 };
    for (uint32_t k = 0; k < n && !s.to->n; k++) {
        dl_parties here = { 0 };
        push_place(c, (side){ &here, s.except }, &p[k]);
        bool subject = p[k].slot == CODE_SUBJECT && any_maybe(c, &here);
        bool takes = here.n && (!c->by_row || subject || code_any_someone(c->x, &here));
        if (takes) *s.to = here;
        else if (!first.n) first = here;
    }
    if (!s.to->n) *s.to = first;
}

/* "talks between A and B": both act. */
static const code_place both[] = { { CODE_PREP, { "between", 7 } }, { CODE_PREP, { "among", 5 } } };
/* Where nothing is coded: who does it, and to whom, as the words stand. */
static const code_place doer[] = { { CODE_SUBJECT, { NULL, 0 } }, { CODE_POSSESSOR, { NULL, 0 } },
    { CODE_PREP, { "by", 2 } }, { CODE_MODIFIER, { NULL, 0 } } };
static const code_place done_to[] = { { CODE_OBJECT, { NULL, 0 } },
    { CODE_INDIRECT, { NULL, 0 } } };
/* Where the row's own places name nobody. */
static const code_place towards[] = { { CODE_PREP, { "against", 7 } }, { CODE_PREP, { "with", 4 } },
    { CODE_PREP, { "on", 2 } }, { CODE_PREP, { "to", 2 } }, { CODE_PREP, { "for", 3 } },
    { CODE_PREP, { "from", 4 } }, { CODE_PREP, { "between", 7 } } };
enum {
    DOERS = sizeof doer / sizeof *doer,
    DONE_TO = sizeof done_to / sizeof *done_to,
    TOWARDS = sizeof towards / sizeof *towards
};

/* Acts that people as such do or suffer. */
static void set_act(finder *c, dl_slice act)
{
    static const char *const bodily[] = { "ASSAULT", "COERCE", "PROTEST", "AID", NULL };
    c->bodily = code_is_any(act, bodily);
    c->harms = dl_slice_is(act, "ASSAULT") || dl_slice_is(act, "COERCE");
}

static finder finder_of(const code_job *j, uint32_t i, bool by_row)
{
    dl_slice here = code_country_here(j->where, j->d, j->f, i);
    return (finder){ j->d, &j->f->at.at[i], j->x, j->t, by_row, here, false, false };
}

static void add_recipients(const finder *c, const code_sides *sides, side s)
{
    add_parties(c, sides->recipient, sides->recipients, s);
    bool object = code_arg_at(c->f, CODE_OBJECT, NULL) != CODE_NONE;
    if (code_any_someone(c->x, s.to) || (object && any_maybe(c, s.to))) return;
    /* "Berg and Lund met at the White House": they met one another */
    bool together = dl_slice_is(sides->act, "CONSULT") && s.except && s.except->n > 1;
    if (together) return;
    dl_parties more = { 0 };
    add_parties(c, towards, TOWARDS, (side){ &more, s.except });
    if (code_any_someone(c->x, &more)) *s.to = more;
    /* "withdrew its troops": one's own are not the other side */
    bool own = dl_slice_is(sides->act, "RETREAT") || dl_slice_is(sides->act, "MOBILIZE");
    if (s.to->n || own) return;
    /* "lifted the U.N. sanctions": whose a deed is did it */
    if (object && code_row(&c->t->nouns, c->x->t->lemma[code_arg_at(c->f, CODE_OBJECT, NULL)]) >= 0)
        return;
    more = (dl_parties){ 0 };
    add_parties(c, done_to, DONE_TO, (side){ &more, s.except });
    if (code_any_coded(&more)) *s.to = more;
}

/* "mediated between": the row takes them as recipients before all others. */
static bool takes_between(const code_sides *s)
{
    return s && s->recipients && s->recipient[0].slot == CODE_PREP
        && dl_slice_eq(s->recipient[0].prep, both[0].prep);
}

/* One meets and talks with someone; what is talked about is no party. */
static void drop_matters(const finder *c, const code_sides *sides, dl_event *out)
{
    if (!sides || !dl_slice_is(sides->act, "CONSULT")) return;
    if (!code_any_someone(c->x, &out->recipients)) out->recipients.n = 0;
}

/* "the withdrawal of troops": of a row that takes no object, who stands behind "of"
 * acts. */
static const code_place whose[] = { { CODE_PREP, { "of", 2 } } };

/* "calls from London to leave", "criticism from Paris": of a noun that tells words, who
 * stands behind "from" says them, unless the row takes him for the other side first. */
static const code_place said_by[] = { { CODE_PREP, { "from", 4 } } };

static bool is_told_by(const code_frame *f, const code_sides *s)
{
    static const char *const words[] = { "REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN",
        "ASSAULT", NULL };
    if (!f->nominal || f->verb != f->head || !code_is_any(s->act, words)) return false;
    return !s->recipients || !dl_slice_eq(s->recipient[0].prep, said_by[0].prep);
}

static bool takes_object(const code_sides *s)
{
    for (uint32_t i = 0; i < s->recipients; i++) {
        const code_place *p = &s->recipient[i];
        if (p->slot == CODE_OBJECT || dl_slice_is(p->prep, "of")) return true;
    }
    return false;
}

/* "Obama urged talks between the two sides": he acts, not they. */
static bool has_doer(const finder *c)
{
    dl_parties subjects = { 0 };
    if (c->f->nominal) return false;
    push_place(c, (side){ &subjects, NULL }, &doer[0]);
    return code_any_someone(c->x, &subjects);
}

static bool any_fighters(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (code_is_fighters(v->at[i].code)) return true;
    return false;
}

/* "with troops deployed all around": nobody tells who sent them; it is they who are
 * there. */
static void add_own_force(const finder *c, const code_sides *sides, side s)
{
    dl_parties force = { 0 };
    bool back = dl_slice_is(sides->act, "RETREAT") && c->f->passive;
    for (uint32_t i = 0; i < sides->recipients; i++)
        back &= sides->recipient[i].slot != CODE_OBJECT; /* "were released" */
    if (!back && !dl_slice_is(sides->act, "MOBILIZE")) return;
    add_parties(c, done_to, DONE_TO, (side){ &force, NULL });
    if (any_fighters(&force)) *s.to = force;
}

void code_own_parties(const code_job *j, uint32_t i, const code_sides *sides, dl_event *out)
{
    finder c = finder_of(j, i, sides != NULL);
    if (sides) set_act(&c, sides->act);
    side actors = { &out->actors, NULL };
    side recipients = { &out->recipients, &out->actors };
    /* "among them, two were killed" tells of no doer */
    uint32_t mutual = c.f->passive ? 1 : 2;
    if (!takes_between(sides) && !has_doer(&c)) add_parties(&c, both, mutual, actors);
    if (!out->actors.n && sides) add_parties(&c, sides->actor, sides->actors, actors);
    if (!out->actors.n && !sides) add_parties(&c, doer, DOERS, actors);
    if (!out->actors.n && sides && is_told_by(c.f, sides)) add_parties(&c, said_by, 1, actors);
    if (!out->actors.n && sides && !takes_object(sides)) add_parties(&c, whose, 1, actors);
    if (!out->actors.n && sides) add_own_force(&c, sides, actors);
    if (sides) add_recipients(&c, sides, recipients);
    else add_parties(&c, done_to, DONE_TO, recipients);
    drop_matters(&c, sides, out);
}

/* ---- from the events around */

static dl_party place_party(const finder *c, int32_t mention)
{
    const dl_mention *m = &c->d->marks.mentions.at[mention];
    dl_party p = { m->span, m->entity, entity_code(c, m->entity) };
    bool town = m->kind == DL_KIND_GPE && !c->d->marks.entities.at[m->entity].code.n;
    if (c->harms && town && p.code.n == 3) p.code = joined_codes(c, p.code, DL_S("CVL"));
    return p;
}

static dl_event *event_of(const code_job *j, uint32_t frame)
{
    return j->event[frame] < 0 ? NULL : &j->d->events.at.at[j->event[frame]];
}

/* May a word on the way from an inner frame up to the outer one stand there, if what
 * happens inside is what the outer one is about? Not behind "after" or "because of". */
static bool leads_up(const code_tree *x, uint32_t token)
{
    static const char *const carrying[] = { "of", "to", "for", "on", "with", "from", "about",
        "into", "against", "over", "by", NULL };
    switch (dl_token_dep(x->t, token)) {
    case DL_DEP_xcomp:
    case DL_DEP_ccomp:
    case DL_DEP_pcomp:
    case DL_DEP_dobj:
    case DL_DEP_pobj:
    case DL_DEP_acl:
    case DL_DEP_nsubjpass: return true;
    case DL_DEP_prep: return code_is_any(x->t->lemma[token], carrying);
    default: return false;
    }
}

enum { WAY_MOST = 8 }; /* words between an inner frame and the outer one */

static bool is_about(const code_tree *x, const code_frame *inner, const code_frame *outer)
{
    uint32_t at = inner->verb;
    for (int n = 0; n < WAY_MOST && at != outer->verb && at != outer->head; n++) {
        if (!leads_up(x, at)) return false;
        at = x->t->head[at];
    }
    return at == outer->verb || at == outer->head;
}

static bool is_condition(const code_tree *x, const code_frame *f)
{
    uint32_t mark = f->above_dep == DL_DEP_advcl ? code_child(x, f->verb, DL_DEP_mark) : CODE_NONE;
    if (mark == CODE_NONE) return false;
    return dl_slice_is(x->t->lemma[mark], "if") || dl_slice_is(x->t->lemma[mark], "unless");
}

/* "set up a fund to help them" */
static bool is_purpose(const code_tree *x, const code_frame *f)
{
    uint32_t to = code_child(x, f->verb, DL_DEP_aux);
    return f->above_dep == DL_DEP_advcl && to != CODE_NONE && dl_token_tag(x->t, to) == DL_TAG_TO;
}

/* What a protest or a lawsuit demands, what a promise is for, and on what a threat hangs,
 * tells whom they are against. */
static bool is_aimed(const code_job *j, const code_frame *inner, dl_slice outer_act)
{
    static const char *const purposeful[] = { "ACCUSE", "AGREE", NULL };
    if (dl_slice_is(outer_act, "THREATEN")) return is_condition(j->x, inner);
    if (is_purpose(j->x, inner) && code_is_any(outer_act, purposeful)) return true;
    bool behind = inner->above_dep == DL_DEP_advcl || inner->above_dep == DL_DEP_pobj;
    bool purpose = behind && !is_condition(j->x, inner);
    return purpose && dl_slice_is(outer_act, "PROTEST");
}

/* "would allow the rebels to return": the parser has the rebels as the subject inside. */
static bool is_let(const code_job *j, const code_frame *inner)
{
    const dl_tokens *t = j->x->t;
    if (inner->nominal || dl_token_tag(t, inner->verb) != DL_TAG_VB) return false;
    bool finite = code_child(j->x, inner->verb, DL_DEP_mark) != CODE_NONE;
    return !finite && code_child(j->x, inner->verb, DL_DEP_nsubj) != CODE_NONE;
}

/* Whom the outer act is towards: he who does the inner one ("demanded that Kyiv
 * withdraw", "rejected the demand of Kyiv"), or he to whom it is done ("agreed to help
 * Kyiv")? */
static bool is_towards_doer(const code_job *j, const dl_event *outer, const code_frame *inner)
{
    if (is_let(j, inner)) return true;

    static const char *const of_deed[] = { "REQUEST", "ACCUSE", NULL };
    static const char *const of_noun[] = { "REJECT", "SUPPORT", "CONCEDE", NULL };
    bool noun = inner->nominal && inner->verb == inner->head;
    if (code_is_any(outer->act, of_deed) || is_condition(j->x, inner)) return true;
    return noun && code_is_any(outer->act, of_noun);
}

static bool lend(const finder *c, const dl_parties *from, dl_event *to)
{
    dl_parties taken = { 0 };
    for (uint32_t i = 0; i < from->n; i++)
        if (from->at[i].code.n && !has_actor(&to->actors, &from->at[i]))
            push(c, (side){ &taken, &to->actors }, from->at[i]);
    if (taken.n) to->recipients = taken;
    return taken.n > 0;
}

/* Acts that are done to whoever is where they happen. */
static bool is_local(dl_slice act)
{
    static const char *const list[] = { "PROTEST", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT",
        "AID", "SANCTION", "CONCEDE", NULL };
    return code_is_any(act, list);
}

/* The parties that a frame has or, where no row codes it, would have. */
static void would_be(const code_job *j, uint32_t i, const dl_event *e, dl_event *out)
{
    finder c = finder_of(j, i, true);
    *out = *e;
    if (!e->act.n) {
        code_sides sides = { doer, done_to, DOERS, DONE_TO };
        out->actors = out->recipients = (dl_parties){ 0 };
        add_parties(&c, doer, DOERS, (side){ &out->actors, NULL });
        add_recipients(&c, &sides, (side){ &out->recipients, &out->actors });
    }
    bool there = !e->act.n || is_local(e->act);
    if (!there || code_any_someone(c.x, &out->recipients) || j->where->place[i] < 0) return;
    out->recipients = (dl_parties){ 0 };
    push(&c, (side){ &out->recipients, &out->actors }, place_party(&c, j->where->place[i]));
}

enum { LEND_MOST = 4 }; /* frames that no row codes between lender and borrower */

/* "threatened to strike unless Kyiv withdraws": the threat that a condition hangs on,
 * even by way of the deed; CODE_NONE. */
static uint32_t threat_above(const code_job *j, uint32_t i)
{
    uint32_t at = j->f->at.at[i].above;
    for (int n = 0; n < LEND_MOST && at != CODE_NONE; n++, at = j->f->at.at[at].above) {
        const dl_event *e = event_of(j, at);
        if (e && dl_slice_is(e->act, "THREATEN")) return at;
    }
    return CODE_NONE;
}

/* The coded frame that an inner one hangs on, through those that no row codes;
 * CODE_NONE. */
static uint32_t coded_above(const code_job *j, uint32_t i)
{
    uint32_t at = i;
    if (is_condition(j->x, &j->f->at.at[i])) return threat_above(j, i);
    for (int n = 0; n < LEND_MOST && j->f->at.at[at].above != CODE_NONE; n++) {
        const code_frame *f = &j->f->at.at[at];
        const dl_event *e = event_of(j, f->above);
        if (!e) break;
        bool about = is_about(j->x, f, &j->f->at.at[f->above]);
        if (!about && e->act.n && !is_aimed(j, f, e->act)) break;
        if (!about && !e->act.n && !is_purpose(j->x, f)) break;
        at = f->above;
        if (e->act.n) return at;
    }
    return CODE_NONE;
}

/* "rejected the demand": the noun of an inner frame is nobody. */
static bool are_only(const code_job *j, const dl_parties *v, uint32_t inner)
{
    uint32_t head = j->f->at.at[inner].head;
    for (uint32_t i = 0; i < v->n; i++) {
        dl_span s = v->at[i].span;
        if (v->at[i].code.n || s.start > j->x->t->start[head] || s.end < j->x->t->end[head])
            return false;
    }
    return true;
}

/* Acts of words: their object is a matter rather than a recipient. */
static bool is_verbal(dl_slice act)
{
    static const char *const list[] = { "AGREE", "REQUEST", "REJECT", "ACCUSE", "THREATEN",
        "CONCEDE", "SUPPORT", "PROTEST", NULL };
    return code_is_any(act, list);
}

/* Parties of the same country as one of the others go. */
static void drop_own(dl_parties *v, const dl_parties *others)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        dl_slice code = v->at[i].code;
        bool own = false;
        for (uint32_t k = 0; k < others->n && code.n >= 3 && !own; k++)
            own = dl_slice_starts(others->at[k].code, dl_slice_cut(code, 0, 3));
        if (!own) v->at[n++] = v->at[i];
    }
    v->n = n;
}

/* An inner frame hands its parties on to the one that it hangs on. */
static void lend_up(const code_job *j, uint32_t i, bool near)
{
    const dl_event *from = event_of(j, i);
    uint32_t above = from ? coded_above(j, i) : CODE_NONE;
    if (above == CODE_NONE || near != (above == j->f->at.at[i].above)) return;
    dl_event *to = event_of(j, above);
    finder c = finder_of(j, above, true);
    bool matter = is_verbal(to->act) && !code_any_someone(c.x, &to->recipients);
    if (!matter && !are_only(j, &to->recipients, i)) return;
    dl_event inner;
    would_be(j, i, from, &inner);
    bool doer_first = is_towards_doer(j, to, &j->f->at.at[i]);
    if (lend(&c, doer_first ? &inner.actors : &inner.recipients, to)) return;
    /* "promised that Russian troops would leave": one's own are not the other side */
    if (!doer_first && dl_slice_is(to->act, "AGREE")) drop_own(&inner.actors, &to->actors);
    lend(&c, doer_first ? &inner.recipients : &inner.actors, to);
}

static void take_place(const code_job *j, uint32_t i, dl_event *e)
{
    if (!e->act.n || !is_local(e->act) || j->where->place[i] < 0) return;
    finder c = finder_of(j, i, true);
    set_act(&c, e->act);
    dl_party p = place_party(&c, j->where->place[i]);
    if (!e->recipients.n) push(&c, (side){ &e->recipients, &e->actors }, p);
    for (uint32_t k = 0; k < e->recipients.n; k++) {
        dl_party *r = &e->recipients.at[k];
        if (!r->code.n && !code_is_someone(c.x, r)) r->code = p.code;
    }
}

/* The pronoun that is a party of the event stands for all of them. */
static void stand_for(const code_job *j, dl_event *e, uint32_t pronoun, const dl_parties *all)
{
    uint32_t n = e->actors.n;
    uint32_t at = 0;
    while (at < n && e->actors.at[at].span.start != j->x->t->start[pronoun]) at++;
    if (at == n) return;
    dl_span span = e->actors.at[at].span;
    e->actors.at[at] = all->at[0];
    e->actors.at[at].span = span;
    for (uint32_t k = 1; k < all->n; k++) {
        dl_party *more = DL_PUSH(j->d->arena, &e->actors);
        if (more) *more = all->at[k];
    }
}

static bool has_code_there(const code_job *j, const dl_event *e, uint32_t pronoun)
{
    for (uint32_t k = 0; k < e->actors.n; k++)
        if (e->actors.at[k].span.start == j->x->t->start[pronoun])
            return e->actors.at[k].code.n > 0;
    return false;
}

/* "Syria says it is willing": where nothing better is known of a pronoun, it is the one
 * that speaks. "France and Germany said they refused": both did. */
static void take_speaker(const code_job *j, uint32_t i, dl_event *e)
{
    const dl_tokens *t = j->x->t;
    uint32_t pronoun = code_arg_at(&j->f->at.at[i], CODE_SUBJECT, NULL);
    if (pronoun == CODE_NONE || dl_token_tag(t, pronoun) != DL_TAG_PRP) return;
    uint32_t clause = t->head[pronoun];
    uint32_t above = j->f->of[t->head[clause]];
    if (dl_token_dep(t, clause) != DL_DEP_ccomp || above == CODE_NONE) return;
    finder c = finder_of(j, above, true);
    dl_parties all = { 0 };
    push_place(&c, (side){ &all, NULL }, &doer[0]);
    if (!all.n || !all.at[0].code.n || all.at[0].span.start == t->start[pronoun]) return;
    bool they = dl_slice_is(t->lemma[pronoun], "they");
    if (has_code_there(j, e, pronoun) && !(they && all.n > 1)) return;
    /* a person is no "it" */
    int32_t one = all.at[0].entity;
    bool person = one >= 0 && j->d->marks.entities.at[one].kind == DL_KIND_PERSON;
    if (dl_slice_is(t->lemma[pronoun], "it") && person) return;
    if (!they) all.n = 1;
    stand_for(j, e, pronoun, &all);
}

/* "After talks with Putin, Abe said", "In a meeting in Lima, both discussed": who speaks
 * or acts then and there was at the meeting. */
static void take_attendants(const code_job *j, uint32_t i, dl_event *e)
{
    static const char *const then[] = { "in", "at", "during", "after", "before", "following",
        NULL };
    const dl_tokens *t = j->x->t;
    const code_frame *f = &j->f->at.at[i];
    bool noun = f->nominal && f->verb == f->head && dl_token_dep(t, f->head) == DL_DEP_pobj;
    if (!noun || !dl_slice_is(e->act, "CONSULT") || e->actors.n) return;
    uint32_t prep = t->head[f->head];
    uint32_t above = j->f->of[t->head[prep]];
    const dl_event *outer = above == CODE_NONE ? NULL : event_of(j, above);
    if (!outer || !code_is_any(t->lemma[prep], then)) return;
    finder c = finder_of(j, i, true);
    for (uint32_t k = 0; k < outer->actors.n; k++)
        if (code_is_someone(c.x, &outer->actors.at[k]) || outer->actors.at[k].code.n)
            push(&c, (side){ &e->actors, &e->recipients }, outer->actors.at[k]);
}

/* "The attack killed two": whom it hit is told by its verb. */
static void take_struck(const code_job *j, uint32_t i, dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    bool noun = f->nominal && f->verb == f->head;
    bool subject = dl_token_dep(j->x->t, f->head) == DL_DEP_nsubj;
    if (!noun || !subject || !dl_slice_is(e->act, "ASSAULT") || e->recipients.n) return;
    uint32_t above = j->f->of[j->x->t->head[f->head]];
    const dl_event *outer = above == CODE_NONE ? NULL : event_of(j, above);
    if (!outer || !dl_slice_is(outer->act, "ASSAULT")) return;
    finder c = finder_of(j, i, true);
    for (uint32_t k = 0; k < outer->recipients.n; k++)
        push(&c, (side){ &e->recipients, &e->actors }, outer->recipients.at[k]);
}

/* "US sanctions were imposed": whose the deed is did what its verb tells. */
static void take_owner(const code_job *j, uint32_t i, dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    if (!f->passive || !e->act.n || e->actors.n) return;
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    uint32_t deed = object == CODE_NONE ? CODE_NONE : j->f->of[object];
    const dl_event *inner = deed == CODE_NONE || deed == i ? NULL : event_of(j, deed);
    if (!inner || !j->taken[object]) return;
    finder c = finder_of(j, i, true);
    for (uint32_t k = 0; k < inner->actors.n; k++)
        if (inner->actors.at[k].code.n)
            push(&c, (side){ &e->actors, &e->recipients }, inner->actors.at[k]);
}

/* "Syria's protests" are those there. */
static void move_country(const code_job *j, uint32_t i, dl_event *e)
{
    if (!dl_slice_is(e->act, "PROTEST") || e->recipients.n || e->actors.n != 1) return;
    const dl_party *p = &e->actors.at[0];
    if (p->entity < 0 || p->code.n != 3 || !j->f->at.at[i].nominal) return;
    if (j->d->marks.entities.at[p->entity].kind != DL_KIND_GPE) return;
    e->recipients = e->actors;
    e->actors = (dl_parties){ 0 };
}

/* Acts of those who govern where they happen: "was arrested in Lebanon". */
static bool is_of_state(const dl_event *e)
{
    static const char *const list[] = { "arrest", "investigate", "convict", "deport", NULL };
    return code_is_any(e->mode, list);
}

static void take_ruler(const code_job *j, uint32_t i, dl_event *e)
{
    if (e->actors.n || j->where->place[i] < 0 || !is_of_state(e)) return;
    finder c = finder_of(j, i, true);
    dl_party p = place_party(&c, j->where->place[i]);
    if (p.code.n) push(&c, (side){ &e->actors, &e->recipients }, p);
}

/* Is the party a weapon or an act: "a bomb", "the shelling"? */
static bool is_means(const code_job *j, uint32_t i, const dl_party *p)
{
    const code_frame *f = &j->f->at.at[i];
    for (uint32_t k = 0; k < f->args.n; k++) {
        uint32_t token = f->args.at[k].token;
        if (j->x->t->start[token] < p->span.start || j->x->t->end[token] > p->span.end) continue;
        if (code_row(&j->t->weapons, j->x->t->lemma[token]) >= 0) return true;
        if (j->f->of[token] != CODE_NONE) return true;
    }
    return false;
}

/* "A car bomb killed two in Beirut": whose it was is not told, but they were armed and
 * there. */
static void take_armed(const code_job *j, uint32_t i, dl_event *e)
{
    if (!dl_slice_is(e->act, "ASSAULT")) return;
    finder c = finder_of(j, i, true);
    dl_party p = { 0 };
    if (j->where->place[i] >= 0) p = place_party(&c, j->where->place[i]);
    for (uint32_t k = 0; k < e->actors.n; k++) {
        dl_party *a = &e->actors.at[k];
        if (a->code.n || code_is_someone(c.x, a) || !is_means(j, i, a)) continue;
        a->code = p.code.n ? joined_codes(&c, p.code, DL_S("UAF")) : DL_S("UAF");
    }
}

/* "Kyiv urged Moscow to withdraw": who asks acts, who is asked receives. */
static void change_parties(const code_job *j, uint32_t i, dl_event *out)
{
    const code_state *s = &j->state[i];
    if (!out->type.n || s->changer == CODE_NONE) return;
    if (!dl_slice_is(out->type, code_change_type(s->change))) return;
    finder up = finder_of(j, s->changer, true);
    dl_event other = { 0 };
    add_parties(&up, both, 2, (side){ &other.actors, NULL });
    if (!other.actors.n) add_parties(&up, doer, DOERS, (side){ &other.actors, NULL });
    add_parties(&up, done_to, DONE_TO, (side){ &other.recipients, &other.actors });
    /* "told the channel that Kyiv must withdraw": the channel is not asked */
    bool heard = s->must && j->f->at.at[i].above_dep == DL_DEP_ccomp;
    if (s->change == CODE_REQUEST || s->change == CODE_ACCUSE) {
        if (other.recipients.n && !heard) out->recipients = other.recipients;
        else if (out->actors.n) out->recipients = out->actors;
    }
    bool told = s->change == CODE_REQUEST || s->change == CODE_ACCUSE;
    bool passive = told && j->f->at.at[s->changer].passive && other.recipients.n;
    bool answers = s->change == CODE_AGREE || s->change == CODE_REJECT;
    if (answers && other.actors.n && j->f->at.at[i].nominal && !out->recipients.n)
        lend(&up, &out->actors, &other); /* "agreed to Kyiv's request" */
    if (answers && !out->recipients.n) out->recipients = other.recipients;
    if (other.actors.n) out->actors = other.actors;
    else if (passive) out->actors.n = 0; /* "was urged to withdraw": nobody tells by whom */
}

#define SIGNS "057" /* CAMEO: sign formal agreement */

/* Acts that both sides do: each joined actor is also one to whom it is done. A visit is
 * not one of them. */
static bool is_mutual(const dl_event *e)
{
    static const char *const list[] = { "CONSULT", "AGREE", "COOPERATE", NULL };
    if (e->actors.n < 2 || e->recipients.n || dl_slice_is(e->mode, "visit")) return false;
    return code_is_any(e->act, list) || dl_slice_is(e->cameo, SIGNS);
}

static void share_sides(const code_job *j, dl_event *e)
{
    if (!is_mutual(e)) return;
    finder c = { .d = j->d };
    for (uint32_t i = 0; i < e->actors.n; i++)
        push(&c, (side){ &e->recipients, NULL }, e->actors.at[i]);
}

static bool is_common_noun(const finder *c, const dl_party *p)
{
    uint32_t token = head_of(c->x->t, p);
    return token != CODE_NONE && dl_token_pos(c->x->t, token) == DL_POS_NOUN;
}

/* nouns: whether those that are things may stay. */
static void drop_from(const finder *c, dl_parties *v, bool nouns)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        bool stays = nouns && is_common_noun(c, &v->at[i]) && !is_measure(c, &v->at[i]);
        if (stays || !is_thing(c, &v->at[i])) v->at[n++] = v->at[i];
    }
    v->n = n;
}

/* Does the party's own word tell a deed: "in its attack on the village"? */
static bool is_deed(const code_job *j, const finder *c, const dl_party *p, uint32_t token)
{
    uint32_t frame = token == CODE_NONE ? CODE_NONE : j->f->of[token];
    return frame != CODE_NONE && j->f->at.at[frame].nominal && !code_is_someone(c->x, p);
}

/* The event itself is no party of it, nor is another deed a recipient: "air strikes
 * attributed to Israel". */
static void drop_deeds(const code_job *j, const finder *c, const dl_event *e, dl_parties *v)
{
    uint32_t n = 0;
    bool receives = v == &e->recipients;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t token = head_of(c->x->t, &v->at[i]);
        if (token == e->head || (receives && is_deed(j, c, &v->at[i], token))) continue;
        v->at[n++] = v->at[i];
    }
    v->n = n;
}

/* Of what stands behind "in" only people and places are parties: not "declared it in
 * response". */
static void drop_manner(const code_job *j, const finder *c, dl_event *e)
{
    static const char *const list[] = { "area", "property", "road", "craft", "person", "crowd",
        "force", "rebels", NULL };
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->recipients.n; i++) {
        const dl_party *p = &e->recipients.at[i];
        uint32_t token = head_of(c->x->t, p);
        bool behind = false;
        for (uint32_t k = 0; token != CODE_NONE && k < c->f->args.n; k++)
            if (c->f->args.at[k].token == token)
                behind = c->f->args.at[k].slot == CODE_PREP
                    && dl_slice_is(c->f->args.at[k].prep, "in");
        bool stays = !behind || p->code.n || code_is_someone(c->x, p) || !is_common_noun(c, p);
        stays |= token != CODE_NONE && code_in_classes(&j->t->classes, c->x->t->lemma[token], list);
        if (stays) e->recipients.at[n++] = *p;
    }
    e->recipients.n = n;
}

/* Whoever promises, asks or helps is somebody, and so is he to whom it is done. What is
 * attacked, seized or blocked may be a house. */
static void drop_things(const code_job *j, const finder *c, dl_event *e)
{
    static const char *const on_things[] = { "ASSAULT", "COERCE", "PROTEST", NULL };
    if (!e->act.n) return;
    static const char *const bodily[] = { "ASSAULT", "COERCE", NULL };
    drop_deeds(j, c, e, &e->actors);
    if (code_is_any(e->act, bodily)) drop_deeds(j, c, e, &e->recipients);
    drop_manner(j, c, e);
    drop_from(c, &e->actors, false);
    drop_from(c, &e->recipients, code_is_any(e->act, on_things));
}

/* The entity of the head word itself: "her office" is not she. */
static int32_t own_entity(const finder *c, const dl_party *p)
{
    uint32_t token = head_of(c->x->t, p);
    return token == CODE_NONE ? -1 : code_entity_at(c->x, token);
}

/* A common noun that is the object of what is done to the body: whoever it is, it is not
 * he who does it. */
static bool is_another(const finder *c, const dl_event *e, uint32_t i)
{
    const dl_party *p = &e->recipients.at[i];
    uint32_t token = head_of(c->x->t, p);
    uint32_t object = code_arg_at(c->f, CODE_OBJECT, NULL);
    return c->bodily && token != CODE_NONE && token == object && is_common_noun(c, p);
}

/* Nobody does it to himself, unless both sides do it. */
static void drop_doers(const finder *c, dl_event *e)
{
    uint32_t n = 0;
    if (!e->act.n) return;
    for (uint32_t i = 0; i < e->recipients.n; i++) {
        int32_t one = own_entity(c, &e->recipients.at[i]);
        bool same = false;
        for (uint32_t k = 0; k < e->actors.n && !same && one >= 0; k++)
            same = own_entity(c, &e->actors.at[k]) == one;
        /* "Doe killed the president" was not he */
        if (same && is_another(c, e, i)) {
            e->recipients.at[i].entity = -1;
            same = false;
        }
        if (!same) e->recipients.at[n++] = e->recipients.at[i];
    }
    e->recipients.n = n;
}

/* "issued a warning": verb and object tell one deed. */
static void uncode_told_twice(const code_job *j, uint32_t i, dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    const dl_tokens *t = j->x->t;
    dl_dep dep = dl_token_dep(t, f->head);
    bool object = dep == DL_DEP_dobj || dep == DL_DEP_nsubjpass;
    if (!e->type.n || !f->nominal || f->verb != f->head || !object) return;
    uint32_t above = j->f->of[t->head[f->head]];
    const dl_event *outer = above == CODE_NONE || above == i ? NULL : event_of(j, above);
    if (!outer || !dl_slice_eq(outer->type, e->type) || !dl_slice_eq(outer->act, e->act)) return;
    dl_slice none = { NULL, 0 };
    e->type = e->act = e->mode = e->cameo = e->contexts = none;
}

void code_lend_parties(const code_job *j)
{
    uint32_t n = j->f->at.n;
    for (uint32_t i = 0; i < n; i++)
        if (event_of(j, i)) take_speaker(j, i, event_of(j, i));
    /* what hangs on it itself before what does by way of others */
    for (uint32_t i = n; i-- > 0;) lend_up(j, i, true);
    for (uint32_t i = n; i-- > 0;) lend_up(j, i, false);
    for (uint32_t i = 0; i < n; i++)
        if (event_of(j, i)) {
            take_attendants(j, i, event_of(j, i));
            take_struck(j, i, event_of(j, i));
            take_owner(j, i, event_of(j, i));
            move_country(j, i, event_of(j, i));
            take_ruler(j, i, event_of(j, i));
            take_armed(j, i, event_of(j, i));
            take_place(j, i, event_of(j, i));
        }
    for (uint32_t i = 0; i < n; i++)
        if (event_of(j, i)) change_parties(j, i, event_of(j, i));
    for (uint32_t i = 0; i < n; i++)
        if (event_of(j, i)) {
            finder c = finder_of(j, i, true);
            set_act(&c, event_of(j, i)->act);
            drop_things(j, &c, event_of(j, i));
            drop_doers(&c, event_of(j, i));
            share_sides(j, event_of(j, i));
            uncode_told_twice(j, i, event_of(j, i));
        }
}
