/* actors - see actors.h. */
#include "actors.h"

#include "base/chars.h"
#include "doc/actor_code.h"
#include "doc/tree.h"
#include "spans.h"

enum {
    COUNTRY_TOKENS_MAX = 4, /* of a country's name inside a phrase */
    CODE_MAX = 16,
    TICKER_REACH = 14, /* bytes behind a company's name where its ticker begins */
    OF_TOKENS = 4, /* from "of" to the name behind it */
    ROLE_OF_ALL = 2 /* strength of a role that several names share */
};

/* What is known of an entity so far. */
typedef struct actor {
    dl_slice country, sector, code, title;
    dl_slice rule;
    int strength; /* of the role that gave sector and title; 0: none */
    bool former;
    bool home; /* may be of the country of the report */
    bool several; /* "the French and British governments" are of no one country */
    bool seat; /* a capital as a place: no actor */
} actor;

typedef struct actors {
    coref *c;
    const dl_doc *d;
    actor *at; /* [entities] */
    int32_t *name_at; /* [tokens] entity + 1 of the name that covers it */
    uint32_t *told; /* [COUNTRIES] entities of each country, when offices are looked up */
} actors;

/* ---- the words of a phrase */

typedef struct phrase {
    uint32_t first, last; /* tokens before the role and it */
    uint32_t role_first;
    const role_row *role;
    bool definite; /* a name, "the X", a body without article: not just any */
} phrase;

/* Names of countries and bodies, and words for bodies, before the role: the nearest. */
typedef struct owner {
    dl_slice country, sector, code;
    dl_slice rule;
    bool person; /* a person's name is among them */
    bool body; /* an organisation's name stands right beside the role; its sector: */
    dl_slice body_sector;
    bool several; /* "of Japan, Chile and France"; or of others than the one that is named */
} owner;

static bool has_sector(dl_slice code) { return code.n > 3; }

static dl_slice sector_of(dl_slice code)
{
    return has_sector(code) ? dl_slice_cut(code, code.n - 3, code.n) : (dl_slice){ NULL, 0 };
}

static int32_t day_of(const dl_doc *d)
{
    int32_t day = INT32_MIN;
    if (d->text.date.n) dl_iso_read(d->text.date, &day);
    return day;
}

static void own_by_row(owner *w, const known_row *row, int32_t day)
{
    dl_slice code = known_code(row, day);
    if (!w->country.n && row->country.n) {
        w->country = row->country;
        w->rule = row->rule;
    }
    if (row->what == KNOWN_PEOPLE && !w->sector.n) w->sector = sector_of(code);
    if (row->what != KNOWN_BODY) return;
    if (w->sector.n || w->code.n) return;
    w->sector = sector_of(code);
    if (!row->country.n) w->code = code;
    w->rule = row->rule;
}

/* "anti-American", "pro-Russian": a name behind a hyphen owns nothing. */
static bool is_hyphened(const dl_doc *d, uint32_t token)
{
    uint32_t start = d->tokens.start[token];
    return start && d->text.full.p[start - 1] == '-';
}

/* "Jersey" of "New Jersey": the last word of a longer name; "Japan" of "the Bank of
 * Japan" tells where that is. */
static bool is_end_of_name(const actors *x, uint32_t token, const known_row *row)
{
    int32_t name = x->name_at[token];
    if (!name || !token || x->name_at[token - 1] != name) return false;
    if (span_is(x->d, token - 1, "the") || span_is(x->d, token - 1, "The")) return false;
    dl_kind kind = x->d->marks.entities.at[name - 1].kind;
    return kind != DL_KIND_ORG || row->what == KNOWN_BODY;
}

/* The name of the tables that ends at token `end`; its first token in *start. */
static const known_row *row_before(const actors *x, uint32_t from, uint32_t end, uint32_t *start)
{
    uint32_t low = end > from + COUNTRY_TOKENS_MAX ? end - COUNTRY_TOKENS_MAX : from;
    for (uint32_t i = low; i < end; i++) {
        *start = i;
        const known_row *row = span_known(x->d, x->c->k, i, end);
        if (!row || !span_is_upper(span_word(x->d, end - 1))) continue;
        return is_hyphened(x->d, i) || is_end_of_name(x, i, row) ? NULL : row;
    }
    return NULL;
}

static void own_by_entity(const actors *x, owner *w, int32_t entity)
{
    const actor *a = &x->at[entity];
    bool gone = dl_slice_is(a->sector, "ELI"); /* what he was makes nobody beside him so */
    if (!w->country.n) w->country = a->country;
    if (!w->sector.n && !gone) w->sector = a->sector;
    if (!a->country.n && a->code.n && !w->code.n) w->code = a->code;
    w->person |= x->d->marks.entities.at[entity].kind == DL_KIND_PERSON;
}

/* What is named at a token, or owns what stands behind it: "its [chairman]"; -1. */
static int32_t entity_at(const actors *x, uint32_t token)
{
    if (x->name_at[token]) return x->name_at[token] - 1;
    uint32_t m = x->c->headed[token];
    bool owns = m && dl_token_dep(&x->d->tokens, token) == DL_DEP_poss;
    return owns ? coref_of(x->c, m - 1)->entity : -1;
}

static bool is_country(const known_row *row)
{
    return row && row->what != KNOWN_BODY && row->country.n;
}

/* "[Novatek] president", "[Novatek]'s president", "of [Novatek]" */
static void see_body_beside(const actors *x, owner *w, uint32_t end)
{
    if (!end) return;
    bool own = dl_token_tag(&x->d->tokens, end - 1) == DL_TAG_POS && end > 1;
    int32_t name = x->name_at[end - 1 - own];
    if (!name || x->d->marks.entities.at[name - 1].kind != DL_KIND_ORG) return;
    if (is_country(span_known(x->d, x->c->k, end - 1 - own, end - own))) return;
    w->body = true;
    w->body_sector = x->at[name - 1].sector;
}

/* "OSLO - [UN envoy]": the place from which a report is sent owns nothing. */
static uint32_t behind_dateline(const actors *x, uint32_t from, uint32_t end)
{
    enum { LOOK = 6 }; /* "PORT-AU-PRINCE, Haiti --" */
    const dl_tokens *t = &x->d->tokens;
    uint32_t stop = from + LOOK < end ? from + LOOK : end;
    if (from >= end || !t->sent_start[from] || !x->name_at[from]) return from;
    for (uint32_t i = from + 1; i < stop; i++) {
        bool dash = span_is(x->d, i, "-") || span_is(x->d, i, "--");
        int32_t name = x->name_at[i - 1];
        if (!dash || t->start[i] == t->end[i - 1]) continue;
        return name && x->d->marks.entities.at[name - 1].kind == DL_KIND_GPE ? i + 1 : from;
    }
    return from;
}

/* From the role backwards. */
static owner owner_before(const actors *x, uint32_t from, uint32_t role_first)
{
    owner w = { .rule = { NULL, 0 } };
    from = behind_dateline(x, from, role_first);
    if (role_first > from) see_body_beside(x, &w, role_first);
    for (uint32_t end = role_first; end > from;) {
        uint32_t start;
        const known_row *row = row_before(x, from, end, &start);
        const role_row *group = row ? NULL : span_role(x->d, x->c->k, from, end, &start);
        if (row) own_by_row(&w, row, day_of(x->d));
        int32_t entity = entity_at(x, end - 1);
        bool says = row && (row->country.n || row->code.n); /* "Senate" says nothing */
        if (!says && entity >= 0) own_by_entity(x, &w, entity);
        if (group && group->what == ROLE_GROUP && !w.sector.n) w.sector = group->sector;
        end = row || group ? start : end - 1;
    }
    return w;
}

/* "Japan, Chile and France": another country stands behind the first. */
static bool goes_on(const actors *x, uint32_t at, uint32_t end)
{
    while (at < end && (span_is(x->d, at, ",") || span_is(x->d, at, "and"))) at++;
    bool joined = at < end && (span_is(x->d, at - 1, ",") || span_is(x->d, at - 1, "and"));
    if (joined && span_is(x->d, at, "the")) at++;
    for (uint32_t k = at + 1; joined && k <= end && k <= at + COUNTRY_TOKENS_MAX; k++)
        if (is_country(span_known(x->d, x->c->k, at, k))) return true;
    return false;
}

/* What the preposition at a token is of; DL_NO_TOKEN: nothing up to `end`. */
static uint32_t object_of(const dl_tokens *t, uint32_t prep, uint32_t end)
{
    enum { LOOK = 8 };
    for (uint32_t i = prep + 1; i < end && i < prep + LOOK; i++)
        if (t->head[i] == prep && dl_token_dep(t, i) == DL_DEP_pobj) return i;
    return DL_NO_TOKEN;
}

/* "of Japan", "for the Foreign Ministry", "at Novatek" behind a role; an aide "to Berg"
 * is his, an envoy "to Japan" is not of it. */
static void owner_behind(const actors *x, owner *w, uint32_t last, bool to)
{
    const dl_tokens *t = &x->d->tokens;
    uint32_t end = span_piece(x->d, last - 1).last;
    if (last >= end || dl_token_dep(t, last) != DL_DEP_prep) return;
    bool whose = span_is(x->d, last, "of") || span_is(x->d, last, "for")
        || span_is(x->d, last, "at") || (to && span_is(x->d, last, "to"));
    if (!whose) return;
    uint32_t object = object_of(t, last, end);
    uint32_t start;
    const role_row *group = object == DL_NO_TOKEN
        ? NULL
        : span_role(x->d, x->c->k, last + 1, object + 1, &start);
    bool body = object != DL_NO_TOKEN && x->name_at[object]
        && x->d->marks.entities.at[x->name_at[object] - 1].kind == DL_KIND_ORG;
    if (body || (group && group->what == ROLE_GROUP)) { /* "of its parliament" */
        owner of = owner_before(x, last + 1, object + 1);
        if (!w->sector.n) w->sector = of.sector;
        if (!w->country.n) w->country = of.country;
        if (!w->code.n) w->code = of.code;
        w->body = of.body;
        w->body_sector = of.body_sector;
        return;
    }
    for (uint32_t i = last + 1; i < end && i < last + 1 + OF_TOKENS; i++) {
        uint32_t stop = i + COUNTRY_TOKENS_MAX < end ? i + COUNTRY_TOKENS_MAX : end;
        for (uint32_t k = stop; k > i; k--) {
            const known_row *row = row_before(x, i, k, &start);
            if (!row || start != i) continue;
            own_by_row(w, row, day_of(x->d));
            w->several = is_country(row) && goes_on(x, k, end);
            return;
        }
        if (!x->name_at[i]) continue;
        own_by_entity(x, w, x->name_at[i] - 1);
        return;
    }
}

/* Also where the name that is looked at begins no phrase with it: "former ministers Adam
 * and [Colin Berg]". */
static bool is_former(const actors *x, uint32_t from, uint32_t end)
{
    if (from == end && from > span_piece(x->d, end).first) from--;
    for (uint32_t i = from; i < end; i++)
        if (span_lemma_cues(x->d, x->c->k, i) & CUE_FORMER) return true;
    return false;
}

/* ---- roles */

static int strength_of(const role_row *r, const owner *w)
{
    if (r->office.n && !r->of_body) return 4;
    if (r->sector.n && !r->of_body) return 3;
    if (w->sector.n || w->code.n) return 2;
    return 1;
}

/* "president", "chancellor": states have them, and clubs, firms and universities too. */
static bool is_of_any_body(const role_row *r)
{
    static const char *const list[] = { "head_of_state", "head_of_government", "vice_president",
        "igo_head", NULL };
    return dl_slice_is_any(r->office, list);
}

/* "representatives of the union": no legislators, who are not told to be of somebody. */
static bool is_sent(const actors *x, const phrase *p)
{
    if (!dl_slice_is(p->role->word, "representative") || p->last >= x->d->tokens.n) return false;
    bool title = span_is_upper(span_word(x->d, p->last - 1))
        && !x->d->tokens.sent_start[p->last - 1];
    return !title && (span_is(x->d, p->last, "of") || span_is(x->d, p->last, "for"));
}

/* Sector of a role that takes that of the body it belongs to. Of a body that is not known
 * it is not known: "the leader of the Guild" is none of the government. */
static dl_slice sector_in(const actors *x, const phrase *p, const owner *w)
{
    const role_row *r = p->role;
    bool sent = is_sent(x, p);
    if (is_of_any_body(r) && w->body) return w->body_sector;
    if (!r->of_body && !sent) return r->sector;
    if (w->sector.n) return w->sector;
    return w->body || sent ? (dl_slice){ NULL, 0 } : r->sector;
}

/* "his Russian counterpart": he whose counterpart it is; NULL where nothing tells. */
static const actor *other_of(const actors *x, const phrase *p)
{
    uint32_t m = x->c->headed[p->first];
    if (!m || m - 1 >= x->c->n) return NULL;
    int32_t other = coref_of(x->c, m - 1)->entity;
    return other >= 0 ? &x->at[other] : NULL;
}

/* A counterpart does the same work for another country: sector and title are those of the
 * other, and the word itself is no title. */
static void learn_counterpart(actors *x, actor *a, owner *w, const phrase *p)
{
    const actor *other = other_of(x, p);
    w->sector = other ? other->sector : (dl_slice){ NULL, 0 };
    if (other && other->title.n && !a->title.n) a->title = other->title;
}

/* A country's allies and enemies are of other countries; a person's may be of his. */
static bool is_of_others(const role_row *r, const owner *w)
{
    static const char *const list[] = { "ally", "enemy", "foe", "rival", "adversary", "partner",
        "neighbor", "neighbour", NULL };
    return !w->person && dl_slice_is_any(r->word, list);
}

/* Whose the role of a phrase is. */
static owner owner_of(const actors *x, const phrase *p)
{
    owner w = owner_before(x, p->first, p->role_first);
    owner_behind(x, &w, p->last, p->role->of_body);
    w.several |= is_of_others(p->role, &w);
    if (w.several) w.country = (dl_slice){ NULL, 0 };
    return w;
}

static void learn_role(actors *x, int32_t entity, const phrase *p)
{
    actor *a = &x->at[entity];
    owner w = owner_of(x, p);
    bool counterpart = dl_slice_is(p->role->office, "counterpart");
    if (counterpart) learn_counterpart(x, a, &w, p);
    a->several |= w.several && !a->country.n;
    if (!a->country.n && w.country.n) {
        a->country = w.country;
        if (!a->rule.n) a->rule = w.rule;
    }
    int strength = strength_of(p->role, &w);
    if (counterpart && !w.sector.n) strength = 1;
    if (strength <= a->strength) return;
    a->strength = strength;
    a->home = p->definite;
    a->sector = sector_in(x, p, &w);
    a->code = w.country.n ? (dl_slice){ NULL, 0 } : w.code;
    a->former = is_former(x, p->first, p->role_first);
    a->rule = p->role->rule;
    if (counterpart || p->role->plain) return;
    dl_slice title = span_text(x->d, p->role_first, p->last);
    if (strength > 1 || p->role->of_body) a->title = title;
}

/* Does somebody who has the role work for whom it is told to belong to? An ally does
 * not. */
static bool serves(const role_row *r) { return r->of_body || known_is_of_state(r->sector); }

/* "Berg's [spokesman]": where the name begins whose servant somebody is. Lawyers and
 * brothers may be of another country. */
static uint32_t behind_owner(const actors *x, const phrase *p)
{
    uint32_t at = p->first;
    if (!serves(p->role) || at < 2 || dl_token_tag(&x->d->tokens, at - 1) != DL_TAG_POS) return at;
    int32_t name = x->name_at[at - 2];
    if (!name || x->d->marks.entities.at[name - 1].kind != DL_KIND_PERSON) return at;
    for (at -= 2; at && x->name_at[at - 1] == name;) at--;
    return at;
}

/* The phrase of a mention that tells a role; false: it tells none. */
static bool phrase_of(const actors *x, uint32_t m, phrase *out)
{
    const coref_mention *a = &x->c->at[m];
    const dl_mention *one = coref_of(x->c, m);
    if (!a->role || a->role->what != ROLE_PERSON) return false;
    if (!a->role->sector.n && span_cues(x->d, x->c->k, a->role_first) & CUE_HONOUR) return false;
    phrase p = { .role = a->role, .role_first = a->role_first, .last = a->role_last };
    p.definite = one->form == DL_FORM_NAME || (!a->indefinite && !a->bare);
    p.first = one->range.first;
    if (one->form == DL_FORM_NAME) p.first = span_phrase_start(x->d, one->head);
    if (p.first > p.role_first) p.first = p.role_first;
    p.first = behind_owner(x, &p);
    int32_t body = x->name_at[p.first]; /* "the University of Oslo rector" */
    while (body && p.first && x->name_at[p.first - 1] == body) p.first--;
    *out = p;
    return true;
}

/* A role in or before a mention is one of that entity's. */
static void role_of_mention(actors *x, uint32_t m, int32_t entity)
{
    phrase p;
    if (entity >= 0 && phrase_of(x, m, &p)) learn_role(x, entity, &p);
}

/* "Kishida, the foreign minister", "the foreign minister, Kishida", "Kishida is the
 * foreign minister": the entity that a phrase tells of. */
static int32_t told_of(const actors *x, uint32_t m)
{
    const dl_tokens *t = &x->d->tokens;
    uint32_t head = coref_of(x->c, m)->head;
    uint32_t on = t->head[head];
    if (dl_token_dep(t, head) == DL_DEP_appos && x->c->headed[on]) {
        const dl_mention *before = coref_of(x->c, x->c->headed[on] - 1);
        uint32_t first = coref_of(x->c, m)->range.first;
        uint32_t article = span_phrase_start(x->d, head); /* "a" of "a Republican" */
        bool beside = before->range.last + 1 >= (article < first ? article : first);
        return beside ? before->entity : -1;
    }
    if (dl_token_dep(t, head) != DL_DEP_attr) return -1;
    uint32_t low = on > 12 ? on - 12 : 0;
    for (uint32_t i = on; i-- > low;)
        if (t->head[i] == on && dl_token_dep(t, i) == DL_DEP_nsubj && x->c->headed[i])
            return coref_of(x->c, x->c->headed[i] - 1)->entity;
    return -1;
}

static bool is_person(const actors *x, int32_t entity)
{
    return entity >= 0 && x->d->marks.entities.at[entity].kind == DL_KIND_PERSON;
}

static void learn_people(actor *a, const known_row *row)
{
    if (a->country.n || a->code.n || !is_country(row)) return;
    a->country = row->country;
    dl_slice sector = sector_of(row->code);
    if (!a->sector.n && row->what == KNOWN_PEOPLE && sector.n) {
        a->sector = sector;
        a->strength = 1;
    }
    if (!a->rule.n) a->rule = row->rule;
}

/* "[Jane Doe], R-Ohio", "[Jane Doe] (D-N.Y.)": as reports tell of those of Congress. */
static bool is_of_congress(const dl_doc *d, uint32_t end)
{
    dl_slice s = dl_slice_cut(d->text.full, end, d->text.full.n);
    size_t i = 0;
    while (i < s.n && i < 3 && (s.p[i] == ' ' || s.p[i] == '(' || s.p[i] == ',')) i++;
    if (i < 2 || i + 3 >= s.n || s.p[i + 1] != '-') return false;
    return (s.p[i] == 'R' || s.p[i] == 'D' || s.p[i] == 'I') && dl_is_upper(s.p[i + 2]);
}

/* The first of the names that a name is joined to: "the brothers [Adam] and Colin Berg";
 * UINT32_MAX: it is joined to none. */
static uint32_t first_joined(const actors *x, uint32_t m)
{
    enum { JOINED_MOST = 6 };
    const dl_tokens *t = &x->d->tokens;
    uint32_t head = coref_of(x->c, m)->head;
    uint32_t found = UINT32_MAX;
    for (int n = 0; n < JOINED_MOST && dl_token_dep(t, head) == DL_DEP_conj; n++) {
        head = t->head[head];
        if (!x->c->headed[head]) return UINT32_MAX;
        found = x->c->headed[head] - 1;
        const dl_mention *one = coref_of(x->c, found);
        if (one->form != DL_FORM_NAME || !is_person(x, one->entity)) return UINT32_MAX;
    }
    return found;
}

static bool is_plural(const actors *x, uint32_t token)
{
    return dl_token_tag(&x->d->tokens, token) == DL_TAG_NNS;
}

/* "British sprinters Adam Berg and [Colin Lund]", "two Dutch nurses, Jan Berg and [Piet
 * Lund]": the mention whose plural role is theirs too; UINT32_MAX: none. */
static uint32_t role_of_all(const actors *x, uint32_t m)
{
    const dl_tokens *t = &x->d->tokens;
    uint32_t first = first_joined(x, m);
    if (first == UINT32_MAX || x->c->at[m].role) return UINT32_MAX;
    const coref_mention *a = &x->c->at[first];
    if (a->role) return is_plural(x, a->role_last - 1) ? first : UINT32_MAX;
    uint32_t head = coref_of(x->c, first)->head;
    uint32_t on = t->head[head];
    bool behind = dl_token_dep(t, head) == DL_DEP_appos && is_plural(x, on);
    return behind && x->c->headed[on] ? x->c->headed[on] - 1 : UINT32_MAX;
}

/* "Norwegian fisherman [Lars Berg]", "the Greek shipping magnates [Nikos Berg] and ...":
 * the people named before a word for what somebody does that is no role; NULL. */
static const known_row *people_before(const actors *x, uint32_t first)
{
    enum { WORDS_MOST = 3 };
    const dl_tokens *t = &x->d->tokens;
    uint32_t low = span_piece(x->d, first).first;
    uint32_t start;
    for (uint32_t i = first; i > low && i + WORDS_MOST >= first; i--) {
        const known_row *row = row_before(x, low, i, &start);
        bool people = row && (row->what == KNOWN_CITIZEN || row->what == KNOWN_PEOPLE);
        if (people) return row;
        dl_tag tag = dl_token_tag(t, i - 1);
        bool noun = tag == DL_TAG_NN || tag == DL_TAG_NNS || tag == DL_TAG_VBG;
        if (!noun && (tag != DL_TAG_JJ || i == first)) return NULL;
    }
    return NULL;
}

/* "Republican [Jane Doe]", "the Libyan [Jane Doe]", "[Jane Doe], a Republican": of which
 * people or party somebody is who has no role. */
static void by_peoples(actors *x)
{
    const dl_tokens *t = &x->d->tokens;
    for (uint32_t m = 0; m < x->c->n; m++) {
        const dl_mention *one = coref_of(x->c, m);
        if (one->form != DL_FORM_NAME) continue;
        const known_row *row = x->c->at[m].row;
        if (x->c->at[m].what == COREF_PEOPLE && row) {
            int32_t other = told_of(x, m);
            if (is_person(x, other)) learn_people(&x->at[other], row);
        }
        uint32_t first = one->range.first;
        actor *a = is_person(x, one->entity) ? &x->at[one->entity] : NULL;
        if (a && !a->country.n && is_of_congress(x->d, one->span.end)) a->country = DL_S("USA");
        uint32_t joined = first_joined(x, m);
        bool own = first && t->head[first - 1] == one->head;
        uint32_t of = own || joined == UINT32_MAX ? first : coref_of(x->c, joined)->range.first;
        if (!is_person(x, one->entity) || !of) continue;
        if (!own && (of == first || !is_plural(x, of - 1))) continue;
        row = people_before(x, of);
        if (row) learn_people(&x->at[one->entity], row);
    }
}

/* Whose country the phrase of a mention may tell: its own one's, or of whom it is told;
 * NULL: nobody's, or it is known. */
static actor *of_open_country(actors *x, uint32_t m, const phrase *p)
{
    const dl_mention *one = coref_of(x->c, m);
    bool tells = one->form == DL_FORM_NOMINAL && serves(p->role);
    int32_t other = tells ? told_of(x, m) : -1;
    int32_t who = is_person(x, other) ? other : one->entity;
    if (!is_person(x, who) || one->form == DL_FORM_PRONOUN) return NULL;
    actor *a = &x->at[who];
    return a->country.n || a->code.n || a->several ? NULL : a;
}

/* "foes of Berg": his country was not known when roles were told. */
static void countries_of_owners(actors *x)
{
    for (uint32_t m = 0; m < x->c->n; m++) {
        phrase p;
        actor *a = phrase_of(x, m, &p) ? of_open_country(x, m, &p) : NULL;
        if (!a) continue;
        owner w = owner_of(x, &p);
        a->country = w.country;
        if (w.country.n && !a->sector.n && p.role->of_body) a->sector = sector_in(x, &p, &w);
    }
}

static void roles(actors *x)
{
    for (uint32_t m = 0; m < x->c->n; m++) {
        const dl_mention *one = coref_of(x->c, m);
        if (x->c->at[m].what != COREF_PERSON || one->form == DL_FORM_PRONOUN) continue;
        role_of_mention(x, m, one->entity);
        if (one->form != DL_FORM_NOMINAL) {
            /* the phrase that a name stands behind tells of the name too */
            uint32_t on = x->d->tokens.head[one->head];
            bool behind = dl_token_dep(&x->d->tokens, one->head) == DL_DEP_appos;
            if (behind && x->c->headed[on]) role_of_mention(x, x->c->headed[on] - 1, one->entity);
            uint32_t all = role_of_all(x, m);
            if (all != UINT32_MAX) role_of_mention(x, all, one->entity);
            /* "three presidents: Berg, Lund and Malo" need not be it now */
            actor *a = &x->at[one->entity];
            if (all != UINT32_MAX && a->strength > ROLE_OF_ALL) a->strength = ROLE_OF_ALL;
            continue;
        }
        int32_t other = told_of(x, m);
        if (is_person(x, other)) role_of_mention(x, m, other);
    }
}

/* ---- countries and bodies */

static void by_row(actor *a, const known_row *row, int32_t day)
{
    if (!row || a->rule.n) return;
    a->country = row->country;
    a->rule = row->rule;
    dl_slice code = known_code(row, day);
    if (row->what != KNOWN_SEAT) a->code = code;
    bool coded = row->what == KNOWN_BODY || row->what == KNOWN_PEOPLE;
    a->sector = coded ? sector_of(code) : (dl_slice){ NULL, 0 };
    if (coded && known_is_of_state(code)) { /* "the House": whose it is must be told */
        a->sector = code;
        a->home = true;
    }
    if (row->country.n || a->home) a->code = (dl_slice){ NULL, 0 };
}

/* "8031.T" or "NVTK.MM" behind a name: the suffix; {NULL,0}: none. */
static dl_slice ticker_behind(const dl_doc *d, uint32_t end)
{
    dl_slice s = dl_slice_cut(d->text.full, end, d->text.full.n);
    if (s.n > TICKER_REACH) s.n = TICKER_REACH;
    size_t i = 0;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '(' || s.p[i] == '<')) i++;
    size_t begin = i;
    while (i < s.n && (dl_is_upper(s.p[i]) || dl_is_digit(s.p[i]))) i++;
    if (i == begin || i + 1 >= s.n || s.p[i] != '.') return (dl_slice){ NULL, 0 };
    size_t suffix = ++i;
    while (i < s.n && dl_is_upper(s.p[i])) i++;
    bool ends = i == s.n || !dl_is_letter(s.p[i]);
    return ends ? dl_slice_cut(s, suffix, i) : (dl_slice){ NULL, 0 };
}

/* The country that the words of a body's name, or those before it, tell; the nearest. */
static const known_row *country_row(const actors *x, uint32_t from, uint32_t last, uint32_t *start)
{
    for (uint32_t end = last; end > from; end--) {
        const known_row *row = row_before(x, from, end, start);
        if (is_country(row)) return row;
    }
    return NULL;
}

static dl_slice country_in(const actors *x, uint32_t from, uint32_t last)
{
    uint32_t start;
    const known_row *row = country_row(x, from, last, &start);
    return row ? row->country : (dl_slice){ NULL, 0 };
}

/* "the French and British governments": two countries are joined before the role. */
static bool names_several(const actors *x, uint32_t from, uint32_t last)
{
    uint32_t start, first;
    const known_row *row = country_row(x, from, last, &start);
    if (!row || start <= from + 1 || !span_is(x->d, start - 1, "and")) return false;
    const known_row *other = row_before(x, from, start - 1, &first);
    return is_country(other) && !dl_slice_eq(other->country, row->country);
}

/* "the police", "Parliament": the one that is known, which is that of the report's
 * country where nothing else is told. "Rebels" may be any. */
static void see_article(const actors *x, uint32_t m, actor *a)
{
    const dl_mention *one = coref_of(x->c, m);
    const coref_mention *cm = &x->c->at[m];
    bool definite = one->form == DL_FORM_NAME || (!cm->indefinite && !cm->bare);
    a->home |= definite || (cm->bare && cm->number != 'p');
}

/* "the U.N. tribunal": the code of the organisation of states that the words name. */
static dl_slice states_in(const actors *x, uint32_t from, uint32_t last)
{
    for (uint32_t end = last; end > from; end--) {
        uint32_t start;
        const known_row *row = row_before(x, from, end, &start);
        bool states = row && row->what == KNOWN_BODY && dl_slice_starts(row->code, DL_S("IGO"));
        if (states) return known_code(row, day_of(x->d));
    }
    return (dl_slice){ NULL, 0 };
}

/* "the Department of Health": what a body is may stand at the beginning of its name. A
 * union may be of workers or of a people. */
static const role_row *role_at_front(const actors *x, const dl_mention *m)
{
    uint32_t start;
    uint32_t i = m->range.first;
    while (i < m->range.last && !span_is(x->d, i, "of") && !span_is(x->d, i, "for")) i++;
    if (i == m->range.first || i + 1 >= m->range.last) return NULL;
    const role_row *r = span_role(x->d, x->c->k, m->range.first, i, &start);
    bool clear = r && (dl_slice_is(r->sector, "GOV") || dl_slice_is(r->sector, "EDU"));
    return clear ? r : NULL;
}

/* "anti-Berg forces", "anti-government fighters": against those who rule. */
static bool is_against(const actors *x, uint32_t from, uint32_t last)
{
    dl_slice s = span_text(x->d, from, last);
    size_t at = dl_slice_find(s, DL_S("nti-"), 0);
    if (at == SIZE_MAX || at + 5 >= s.n) return false;
    dl_slice whom = dl_slice_cut(s, at + 4, s.n);
    return dl_is_upper(whom.p[0]) || dl_slice_starts(whom, DL_S("government"))
        || dl_slice_starts(whom, DL_S("regime"));
}

/* "the Senate Foreign Relations Committee" */
static bool is_committee(const actors *x, const dl_mention *one)
{
    uint32_t first = one->range.first;
    if (span_is(x->d, first, "the") || span_is(x->d, first, "The")) first++;
    bool house = span_is(x->d, first, "House") || span_is(x->d, first, "Senate")
        || span_is(x->d, first, "Congressional");
    uint32_t last = one->range.last - 1;
    return one->form == DL_FORM_NAME && house && last > first
        && (span_is(x->d, last, "Committee") || span_is(x->d, last, "Subcommittee"));
}

/* "the foundation of the state", "an alliance of parties": a deed, or just some who
 * join. */
static bool is_of_something(const actors *x, const dl_mention *one, const role_row *r)
{
    bool of = one->range.last < x->d->tokens.n && span_is(x->d, one->range.last, "of");
    bool some = span_is(x->d, one->range.first, "an") && dl_slice_is(r->word, "alliance");
    return of && one->form != DL_FORM_NAME && (some || dl_slice_is(r->word, "foundation"));
}

static void by_words(actors *x, uint32_t m, actor *a)
{
    const dl_mention *one = coref_of(x->c, m);
    dl_slice exchange = known_exchange(x->c->k, ticker_behind(x->d, one->span.end));
    if (exchange.n) {
        a->sector = DL_S("BUS");
        if (!a->country.n) a->country = exchange;
        a->rule = DL_S("ticker");
    }
    uint32_t from = span_phrase_start(x->d, one->head);
    if (from > one->range.first) from = one->range.first;
    a->several |= !a->country.n && names_several(x, from, one->range.last);
    if (!a->country.n && !a->several) a->country = country_in(x, from, one->range.last);
    owner w = { .rule = { NULL, 0 } };
    if (!a->country.n) owner_behind(x, &w, one->range.last, false);
    if (!a->country.n) a->country = w.country;
    uint32_t start;
    const role_row *r = span_role(x->d, x->c->k, one->range.first, one->range.last, &start);
    const role_row *front = one->form == DL_FORM_NAME ? role_at_front(x, one) : NULL;
    if (front && (!r || r->what == ROLE_PERSON)) r = front;
    if (r && is_of_something(x, one, r)) r = NULL;
    if (!a->sector.n && is_committee(x, one)) a->sector = DL_S("LEG");
    if (!a->country.n && !a->code.n) a->code = states_in(x, from, one->range.last);
    bool office = r && r->what == ROLE_PERSON && r->title && one->form == DL_FORM_NAME;
    if (!a->sector.n && r && (r->what == ROLE_GROUP || office) && r->sector.n) {
        a->sector = r->sector;
        a->rule = r->rule;
    }
    if (dl_slice_is(a->sector, "MIL") && is_against(x, from, one->range.last))
        a->sector = DL_S("REB");
    bool firm = span_cues(x->d, x->c->k, one->range.last - 1) & CUE_FIRM;
    if (a->sector.n || !firm) return;
    a->sector = DL_S("BUS");
    a->rule = DL_S("company");
}

static void body_by_row(actors *x, uint32_t m, actor *k)
{
    const known_row *row = x->c->at[m].row;
    if (coref_of(x->c, m)->form != DL_FORM_NAME || !row) return;
    bool place = row->what == KNOWN_SEAT && !coref_is_metonym(x->c, m);
    k->seat = place && (k->seat || !k->rule.n);
    by_row(k, row, day_of(x->d));
}

static void body_by_words(actors *x, uint32_t m, actor *k)
{
    if (x->c->at[m].what != COREF_BODY) return;
    see_article(x, m, k);
    if (!k->sector.n && !k->code.n) by_words(x, m, k);
}

static void bodies(actors *x, void (*learn)(actors *x, uint32_t m, actor *k))
{
    for (uint32_t m = 0; m < x->c->n; m++) {
        const dl_mention *one = coref_of(x->c, m);
        coref_class what = x->c->at[m].what;
        if (one->entity < 0 || one->form == DL_FORM_PRONOUN) continue;
        if (what == COREF_PERSON || what == COREF_NUMBER || is_person(x, one->entity)) continue;
        learn(x, m, &x->at[one->entity]);
    }
}

/* ---- offices by name */

static dl_slice sector_of_office(dl_slice office)
{
    static const char *const list[][2] = { { "opposition_leader", "OPP" }, { "military", "MIL" },
        { "speaker", "LEG" }, { "legislator", "LEG" }, { "party_leader", "PTY" },
        { "rebel_leader", "REB" }, { "militia_leader", "PRM" }, { "religious_leader", "REL" },
        { "judge", "JUD" }, { "prosecutor", "JUD" }, { "spy", "SPY" }, { "police", "COP" },
        { "business", "BUS" }, { "journalist", "JRN" }, { "criminal", "CRM" },
        { "activist", "CVL" }, { "academic", "EDU" } };
    static const char *const none[] = { "igo_head", "public_figure", NULL };
    if (dl_slice_is_any(office, none)) return (dl_slice){ NULL, 0 };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (dl_slice_is(office, list[i][0])) return dl_slice_str(list[i][1]);
    return DL_S("GOV");
}

/* What somebody is who has left the office. Arms, faith and trades are no offices that
 * one leaves. */
static dl_slice sector_after(dl_slice office)
{
    static const char *const list[] = { "rebel_leader", "militia_leader", "religious_leader",
        "business", "journalist", "criminal", NULL };
    return dl_slice_is_any(office, list) ? sector_of_office(office) : DL_S("ELI");
}

static bool led_state(const dl_office_term *t)
{
    return dl_slice_starts(t->office, DL_S("head_of")) || dl_slice_is(t->office, "former_head");
}

/* "Secretary of State Jane Berg", "Senator Jane Berg", and the table tells that she was
 * just that. */
static bool is_titled_so(const actors *x, const actor *a, const dl_office_term *t)
{
    char room[KNOWN_KEY_MAX];
    bool legislator = dl_slice_is(t->office, "legislator") && dl_slice_is(a->sector, "LEG");
    if (legislator) return true;
    const role_row *role = known_role(x->c->k, known_key(a->title, true, room));
    return role && role->office.n && dl_slice_eq(role->office, t->office);
}

/* Of whom every paper tells by full name: another one of that name is not meant. */
static bool is_known_abroad(const dl_office_term *t)
{
    static const char *const list[] = { "foreign", "defence", "vice_president", "igo_head", NULL };
    return dl_slice_is_any(t->office, list);
}

typedef struct learned { /* how a term was found */
    const dl_office_term *t;
    dl_office_when when;
    bool full; /* by first and last name */
} learned;

/* The table is surer than what the words around a name seem to say: of a full name, or
 * of a president's surname, where it held the highest office then. */
static bool outweighs(const actors *x, const actor *a, const learned *l)
{
    bool head = led_state(l->t);
    if (l->when != DL_OFFICE_THEN) return head && a->strength == 4;
    if (!l->full) return head && a->strength == 4;
    return head || is_known_abroad(l->t) || a->strength < 3 || is_titled_so(x, a, l->t);
}

/* "General Berg", who rules the state or leads the rebels, is more than a soldier. */
static bool commands(const actor *a, const dl_office_term *t)
{
    bool leads = dl_slice_starts(t->office, DL_S("head_of"))
        || dl_slice_is(t->office, "rebel_leader") || dl_slice_is(t->office, "militia_leader");
    return leads && dl_slice_is(a->sector, "MIL");
}

/* false: the report tells more. */
static bool learn_term(const actors *x, actor *a, const learned *l)
{
    const dl_office_term *t = l->t;
    bool left = l->when == DL_OFFICE_BEFORE;
    bool body = dl_actor_is_public_body(t->country);
    bool same = !a->country.n || dl_slice_eq(a->country, t->country);
    if (!same && !outweighs(x, a, l)) return false;
    if (!same) *a = (actor){ .rule = { NULL, 0 } };
    /* "the former minister Jane Berg", who leads a party now */
    bool anew = a->former && l->when == DL_OFFICE_THEN;
    bool told = a->strength >= 3 && !commands(a, t) && !anew;
    if (told && a->country.n) return false;
    dl_slice sector = left ? sector_after(t->office) : sector_of_office(t->office);
    if (!body) a->country = t->country;
    else if (!dl_slice_is(sector, "ELI")) a->code = t->country;
    if (told) return true;
    /* "the council's director, Jane Berg": what she was before does not count, unless she
     * led the state */
    bool other = a->strength == 2 && a->sector.n && !a->former;
    if (left && other && !led_state(t)) return true;
    /* "the South African leader F. W. de Klerk": the report tells of those days */
    bool long_ago = dl_slice_is(t->office, "former_head");
    if (long_ago && !a->former && dl_slice_is(a->sector, "GOV")) return true;
    a->sector = sector;
    a->former = false;
    if (!left) a->title = t->title;
    return true;
}

enum {
    AMPLE_TOKENS = 150, /* in so many a report names the country of a head it tells of */
    COUNTRY_TWICE = 2 /* of whose country others are told, who is known by a surname alone */
};

enum { LETTERS = 26, COUNTRIES = LETTERS * LETTERS * LETTERS };

/* The number of a country's three letters; COUNTRIES: it is no such code. */
static uint32_t country_number(dl_slice code)
{
    uint32_t n = 0;
    if (code.n != 3) return COUNTRIES;
    for (size_t i = 0; i < code.n; i++) {
        if (!dl_is_upper(code.p[i])) return COUNTRIES;
        n = n * LETTERS + (uint32_t)(code.p[i] - 'A');
    }
    return n;
}

static void count_countries(actors *x)
{
    for (uint32_t i = 0; i < x->d->marks.entities.n; i++) {
        uint32_t n = country_number(x->at[i].country);
        if (n < COUNTRIES) x->told[n]++;
    }
}

/* Are so many of that country told of beside the entity itself? */
static bool is_told(const actors *x, uint32_t but, dl_slice country, uint32_t least)
{
    uint32_t n = country_number(country);
    if (n == COUNTRIES) return false;
    return x->told[n] >= least + dl_slice_eq(x->at[but].country, country);
}

static bool one_word(dl_slice s) { return dl_slice_find_byte(s, ' ', 0) == SIZE_MAX; }

/* The term of who is named by one word; NULL: none, or a surname is many people's. */
static const dl_office_term *term_of_surname(
    const actors *x, const dl_offices *o, uint32_t i, dl_office_when *when)
{
    dl_slice name = x->d->marks.entities.at[i].name;
    int32_t day = day_of(x->d);
    const dl_office_term *t = dl_offices_head(o, name, day, when);
    if (t) {
        bool guessed = !dl_actor_is_public_body(t->country) && !is_told(x, i, t->country, 1);
        bool ample = *when == DL_OFFICE_BEFORE || x->d->tokens.n > AMPLE_TOKENS;
        return guessed && ample ? NULL : t;
    }
    *when = DL_OFFICE_THEN;
    if (known_given(x->c->k, name)) return NULL;
    t = dl_offices_only(o, name, day);
    return t && is_told(x, i, t->country, COUNTRY_TWICE) ? t : NULL;
}

static const dl_office_term *term_of_name(
    const actors *x, const dl_offices *o, uint32_t i, dl_office_when *when)
{
    dl_slice name = x->d->marks.entities.at[i].name;
    const dl_office_term *t = dl_offices_find(o, name, day_of(x->d), when);
    if (!t) t = dl_offices_head(o, name, day_of(x->d), when);
    return t && dl_offices_is_minor(t) && !is_told(x, i, t->country, 1) ? NULL : t;
}

/* "President Bush" in a report without a day, or long before or after: of no country, he
 * has that of the one of that name who ever held the office that he is told to hold. */
static void by_title(actors *x, const dl_offices *o, uint32_t i)
{
    char room[KNOWN_KEY_MAX];
    actor *a = &x->at[i];
    if (a->country.n || a->code.n || a->several || !dl_slice_is(a->sector, "GOV")) return;
    const role_row *role = known_role(x->c->k, known_key(a->title, true, room));
    const dl_office_term *t = role
        ? dl_offices_titled(o, x->d->marks.entities.at[i].name, role->office, day_of(x->d))
        : NULL;
    if (!t || dl_actor_is_public_body(t->country) || dl_offices_is_minor(t)) return;
    a->country = t->country;
    a->rule = dl_offices_rule(o, t, x->d->arena);
}

static void by_offices(actors *x, const dl_offices *o)
{
    count_countries(x);
    for (uint32_t i = 0; i < x->d->marks.entities.n; i++) {
        const dl_entity *e = &x->d->marks.entities.at[i];
        if (e->kind != DL_KIND_PERSON || !e->name.n) continue;
        dl_office_when when = DL_OFFICE_THEN;
        bool full = !one_word(e->name);
        const dl_office_term *t = full ? term_of_name(x, o, i, &when)
                                       : term_of_surname(x, o, i, &when);
        learned l = { t, when, full };
        if (t && learn_term(x, &x->at[i], &l)) x->at[i].rule = dl_offices_rule(o, t, x->d->arena);
        else by_title(x, o, i);
    }
}

/* The head of state or government that a word names; in a report without a day the only
 * one of that name. NULL: none. */
static const dl_office_term *head_named(const dl_offices *o, dl_slice name, int32_t day)
{
    dl_office_when when;
    const dl_office_term *t = dl_offices_head(o, name, day, &when);
    if (t || day != INT32_MIN) return t;
    t = dl_offices_titled(o, name, DL_S("head_of_state"), day);
    return t ? t : dl_offices_titled(o, name, DL_S("head_of_government"), day);
}

/* "the Obama administration" is of his country. */
static void bodies_of_heads(actors *x, const dl_offices *o)
{
    int32_t day = day_of(x->d);
    for (uint32_t m = 0; m < x->c->n; m++) {
        const dl_mention *one = coref_of(x->c, m);
        if (one->entity < 0 || one->form == DL_FORM_PRONOUN) continue;
        actor *a = &x->at[one->entity];
        if (!dl_slice_is(a->sector, "GOV") || a->country.n || a->code.n) continue;
        if (is_person(x, one->entity)) continue;
        for (uint32_t i = one->range.first; i + 1 < one->range.last && !a->country.n; i++) {
            if (!span_is_upper(span_word(x->d, i))) continue;
            const dl_office_term *t = head_named(o, span_word(x->d, i), day);
            if (t) a->country = t->country;
        }
    }
}

/* ---- codes */

static dl_slice joined(const actors *x, dl_slice whose, dl_slice sector)
{
    /* "the United Iraqi Alliance": of one country's parties, not of states */
    if (whose.n && dl_slice_is(sector, "IGO")) sector = DL_S("PTY");
    size_t n = whose.n + sector.n;
    return n && n <= CODE_MAX ? dl_arena_join(x->d->arena, whose, sector) : (dl_slice){ NULL, 0 };
}

/* What organisations of states have as states do. */
static bool is_of_states(dl_slice sector)
{
    return dl_slice_is(sector, "JUD") || dl_slice_is(sector, "LEG") || dl_slice_is(sector, "COP");
}

static dl_slice code_of(const actors *x, const actor *a, bool person)
{
    dl_slice sector = a->former && a->sector.n ? DL_S("ELI") : a->sector;
    /* "UN peacekeepers", "the U.N. tribunal" */
    bool adds = dl_slice_is(sector, "MIL") || (!person && a->code.n && is_of_states(sector));
    if (dl_slice_ends(a->code, sector) || (person && a->strength == 0)) adds = false;
    if (a->code.n) return adds ? joined(x, a->code, sector) : a->code;
    return a->seat ? (dl_slice){ NULL, 0 } : joined(x, a->country, sector);
}

/* Who has a role of no country yet. */
static dl_openness open_of(const actor *a)
{
    if (!a->sector.n || a->country.n || a->code.n || a->several) return DL_OPEN_NOT;
    return a->home ? DL_OPEN_HOME : DL_OPEN_PLACE;
}

static void tell(const actors *x)
{
    for (uint32_t i = 0; i < x->d->marks.entities.n; i++) {
        const actor *a = &x->at[i];
        dl_entity *e = &x->c->d->marks.entities.at[i];
        dl_slice none = { NULL, 0 };
        e->country = a->country.n ? a->country : none;
        e->title = a->title.n ? a->title : none;
        e->code = code_of(x, a, is_person(x, (int32_t)i));
        e->open = open_of(a);
        e->rule = a->rule.n ? a->rule : none;
    }
}

static bool start(actors *x)
{
    dl_arena *a = x->d->scratch;
    x->at = dl_arena_array(a, x->d->marks.entities.n + 1, sizeof *x->at);
    x->name_at = dl_arena_array(a, x->d->tokens.n + 1, sizeof *x->name_at);
    x->told = dl_arena_array(a, COUNTRIES, sizeof *x->told);
    if (!x->at || !x->name_at || !x->told) return false;
    for (uint32_t m = 0; m < x->c->n; m++) {
        const dl_mention *one = coref_of(x->c, m);
        if (one->form != DL_FORM_NAME || one->entity < 0) continue;
        for (uint32_t i = one->range.first; i < one->range.last; i++)
            x->name_at[i] = one->entity + 1;
    }
    return true;
}

void mark_actors(coref *c, const dl_offices *o)
{
    actors x = { .c = c, .d = c->d };
    if (!start(&x)) return;
    bodies(&x, body_by_row); /* the table is surer of a body than the words of a phrase */
    bodies(&x, body_by_words);
    roles(&x);
    by_peoples(&x);
    by_offices(&x, o);
    bodies_of_heads(&x, o);
    countries_of_owners(&x);
    tell(&x);
}
