/* mark_homes - whose a role is that its own words do not tell: of the place beside it
 * ("the mayor of Ramallah", "rebels in Aceh"), else of the country of the report.
 *
 *   entities with roles of no country, places --mark_homes--> their countries and codes;
 *                                                             d->marks.home
 *
 * Behind mark_places, for only then the countries of towns and provinces are known. */
#include "mark_private.h"
#include "spans.h"

enum {
    HOME_TIMES = 3, /* a country is told of so often, and twice as often as the next */
    COUNTRIES_MAX = 24, /* that are counted; of later ones nothing is made */
    BEHIND_TOKENS = 8 /* from a role to the place behind it */
};

typedef struct homes {
    dl_doc *d;
    const known *k;
    int32_t *place_at; /* [tokens] entity + 1 of the place of a known country named there */
    int32_t *who_at; /* [tokens] entity + 1 of the mention whose head it is */
} homes;

static bool homes_new(homes *h)
{
    const dl_marks *m = &h->d->marks;
    h->place_at = dl_arena_array(h->d->scratch, (size_t)h->d->tokens.n + 1, sizeof *h->place_at);
    h->who_at = dl_arena_array(h->d->scratch, (size_t)h->d->tokens.n + 1, sizeof *h->who_at);
    if (!h->place_at || !h->who_at) return false;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        const dl_mention *one = &m->mentions.at[i];
        h->who_at[one->head] = one->entity + 1;
        if (one->form != DL_FORM_NAME || !dl_kind_is_place(one->kind)) continue;
        if (!m->entities.at[one->entity].country.n) continue;
        for (uint32_t k = one->range.first; k < one->range.last; k++)
            h->place_at[k] = one->entity + 1;
    }
    return true;
}

static void settle(const homes *h, dl_entity *e, dl_slice country, dl_slice rule)
{
    char *p = dl_arena_room(h->d->arena, country.n + e->code.n);
    if (!p) return;
    memcpy(p, country.p, country.n);
    memcpy(p + country.n, e->code.p, e->code.n);
    e->code = dl_slice_of(p, country.n + e->code.n);
    e->country = country;
    e->rule = rule;
    e->open = DL_OPEN_NOT;
}

/* ---- whose it is said to be */

static bool is_foe(dl_slice code)
{
    return dl_slice_ends(code, DL_S("REB")) || dl_slice_ends(code, DL_S("OPP"));
}

/* "its [forces]", "Berg's [government]": of the owner's country; the forces of rebels are
 * rebels, those of the United Nations are theirs. */
static void take_owner(const homes *h, dl_entity *e, const dl_entity *owner)
{
    bool troops = dl_slice_is(e->code, "MIL");
    if (troops && is_foe(owner->code)) e->code = DL_S("REB");
    if (owner->country.n) settle(h, e, owner->country, DL_S("country of the owner"));
    if (owner->country.n) return;
    /* "the Oxfam delegation" is not of the report's country, "the House speaker" is */
    bool bodies = owner->kind == DL_KIND_ORG && e->kind == DL_KIND_ORG;
    if (bodies && e->open == DL_OPEN_HOME) e->open = DL_OPEN_PLACE;
    if (!troops || !dl_slice_starts(owner->code, DL_S("IGO"))) return;
    dl_slice whose = owner->code; /* "IGOMIL": it is of soldiers as it is */
    if (dl_slice_ends(whose, e->code)) whose.n -= e->code.n;
    settle(h, e, whose, DL_S("code of the owner"));
    e->country = (dl_slice){ NULL, 0 };
}

/* "its forces", "the Berg government", "the Red Cross delegation" */
static bool may_own(const dl_tokens *t, uint32_t i, const dl_entity *e)
{
    dl_dep dep = dl_token_dep(t, i);
    bool named = e->kind == DL_KIND_PERSON || e->kind == DL_KIND_ORG;
    bool name = named && dl_token_tag(t, i) == DL_TAG_NNP;
    return dep == DL_DEP_poss || (name && (dep == DL_DEP_compound || dep == DL_DEP_nmod));
}

/* The owner that stands in a phrase before its head; NULL. */
static const dl_entity *owner_in(const homes *h, const dl_mention *m)
{
    const dl_tokens *t = &h->d->tokens;
    for (uint32_t i = m->range.first; i < m->head; i++) {
        if (t->head[i] != m->head || !h->who_at[i]) continue;
        const dl_entity *e = &h->d->marks.entities.at[h->who_at[i] - 1];
        if (may_own(t, i, e)) return e;
    }
    return NULL;
}

/* Where it is told of first: "governments" may later be taken for one that is
 * somebody's. */
static void by_owners(const homes *h)
{
    dl_marks *k = &h->d->marks;
    uint8_t *seen = dl_arena_array(h->d->scratch, (size_t)k->entities.n + 1, sizeof *seen);
    for (uint32_t m = 0; seen && m < k->mentions.n; m++) {
        const dl_mention *one = &k->mentions.at[m];
        dl_entity *e = &k->entities.at[one->entity];
        if (seen[one->entity]) continue;
        seen[one->entity] = 1;
        const dl_entity *owner = owner_in(h, one);
        if (owner && e->open && one->form == DL_FORM_NOMINAL) take_owner(h, e, owner);
    }
}

/* ---- the place beside a role */

/* Who is in a town is of it, or guards, fights or judges there. Soldiers and envoys may
 * be of another country. */
static bool is_of_where(dl_slice sector)
{
    static const char *const list[] = { "COP", "CVL", "REB", "OPP", "JUD", "MED", "EDU", "REL",
        "CRM", "LAB", "AGR", NULL };
    return dl_slice_is_any(sector, list);
}

/* May what stands behind this word tell whose a role is? */
static bool leads_home(const homes *h, uint32_t prep, dl_slice sector)
{
    static const char *const whose[] = { "of", "from", NULL };
    static const char *const where[] = { "in", "at", "near", NULL };
    if (dl_token_dep(&h->d->tokens, prep) != DL_DEP_prep) return false;
    dl_slice word = h->d->tokens.lemma[prep];
    return dl_slice_is_any(word, whose) || (is_of_where(sector) && dl_slice_is_any(word, where));
}

/* "Kara police chief [Berg]": a role stands between a place and the name behind it. */
static bool is_titled(const homes *h, uint32_t place, const dl_mention *m)
{
    uint32_t start;
    return span_role(h->d, h->k, place + 1, m->range.first, &start) != NULL;
}

/* "Massachusetts [police]": the place nearest before the head; 0: none. */
static int32_t place_before(const homes *h, const dl_mention *m)
{
    uint32_t first = span_phrase_start(h->d, m->head);
    if (first > m->range.first) first = m->range.first;
    for (uint32_t i = m->head; i-- > first;) {
        uint32_t start = h->d->tokens.start[i];
        bool hyphen = start && h->d->text.full.p[start - 1] == '-';
        bool behind = h->d->tokens.head[i] < first; /* "in Kara the police" */
        if (!h->place_at[i] || hyphen || behind) continue;
        bool person = m->form == DL_FORM_NAME && m->kind == DL_KIND_PERSON;
        return !person || is_titled(h, i, m) ? h->place_at[i] : 0;
    }
    return 0;
}

/* The place that a word names or that stands before it: "Aceh province"; 0: none. */
static int32_t place_in(const homes *h, uint32_t word)
{
    bool before = word && h->d->tokens.head[word - 1] == word;
    return h->place_at[word] || !before ? h->place_at[word] : h->place_at[word - 1];
}

/* "[the mayor] of Ramallah", "[rebels] in the province of Aceh"; 0: none. */
static int32_t place_behind(const homes *h, const dl_mention *m, dl_slice sector)
{
    const dl_tokens *t = &h->d->tokens;
    uint32_t end = span_piece(h->d, m->head).last;
    uint32_t on = m->head;
    if (end > m->head + BEHIND_TOKENS) end = m->head + BEHIND_TOKENS;
    for (uint32_t i = m->head + 1; i < end; i++) {
        bool prep = t->head[i] == on && i == on + 1 && leads_home(h, i, sector);
        bool object = t->head[i] == on && dl_token_dep(t, i) == DL_DEP_pobj;
        if (object && place_in(h, i)) return place_in(h, i);
        if (prep || object) on = i;
    }
    return 0;
}

/* Whom a mention names or tells of, if it is open whose country he has; NULL. */
static dl_entity *open_at(const homes *h, const dl_mention *m)
{
    dl_entity *e = &h->d->marks.entities.at[m->entity];
    return e->open && m->form != DL_FORM_PRONOUN ? e : NULL;
}

static void by_places(const homes *h)
{
    dl_marks *k = &h->d->marks;
    for (uint32_t i = 0; i < k->mentions.n; i++) {
        const dl_mention *m = &k->mentions.at[i];
        dl_entity *e = open_at(h, m);
        if (!e) continue;
        int32_t place = place_before(h, m);
        if (!place) place = place_behind(h, m, e->code);
        if (place) settle(h, e, k->entities.at[place - 1].country, DL_S("place of the role"));
    }
}

/* ---- the country of the report */

typedef struct tally {
    dl_slice country;
    uint32_t n;
} tally;

static void count(tally *t, dl_slice country)
{
    for (uint32_t i = 0; i < COUNTRIES_MAX; i++) {
        if (t[i].n && !dl_slice_eq(t[i].country, country)) continue;
        t[i].country = country;
        t[i].n++;
        return;
    }
}

/* The names of a country, its people, towns and bodies are counted; where a paper is at
 * home says nothing. */
static bool counts(const dl_mention *m, const dl_entity *e)
{
    bool person = e->kind == DL_KIND_PERSON;
    bool press = dl_slice_ends(e->code, DL_S("JRN"));
    return m->form == DL_FORM_NAME && e->country.n && !person && !press;
}

static dl_slice home_of(const dl_marks *k)
{
    tally t[COUNTRIES_MAX] = { { { NULL, 0 }, 0 } };
    for (uint32_t i = 0; i < k->mentions.n; i++) {
        const dl_mention *m = &k->mentions.at[i];
        const dl_entity *e = &k->entities.at[m->entity];
        if (counts(m, e)) count(t, e->country);
    }
    uint32_t best = 0;
    uint32_t next = 0;
    for (uint32_t i = 1; i < COUNTRIES_MAX; i++)
        if (t[i].n > t[best].n) best = i;
    for (uint32_t i = 0; i < COUNTRIES_MAX; i++)
        if (i != best && t[i].n > next) next = t[i].n;
    bool stands_out = t[best].n >= HOME_TIMES && t[best].n >= 2 * next;
    return stands_out ? t[best].country : (dl_slice){ NULL, 0 };
}

/* The role that a mention or the title of its entity tells; NULL. */
static const role_row *role_in(const homes *h, const dl_mention *m, const dl_entity *e)
{
    char room[KNOWN_KEY_MAX];
    uint32_t start;
    if (e->title.n) return known_role(h->k, known_key(e->title, true, room));
    return span_role(h->d, h->k, m->range.first, m->range.last, &start);
}

/* "foreign governments", "the Arab ministers", "fellow leaders", "coalition troops": of
 * other countries than one. */
static bool is_of_many_lands(const homes *h, const dl_mention *m)
{
    static const char *const list[] = { "international", "foreign", "global", "multinational",
        "regional", "Western", "Arab", "European", "African", "Asian", "world", "Gulf", "fellow",
        "allied", "coalition", "Euro", "euro", "eurozone", "zone", NULL };
    uint32_t role = m->head;
    span_role(h->d, h->k, m->range.first, m->head + 1, &role);
    for (uint32_t i = m->range.first; i < role; i++)
        if (dl_slice_is_any(span_word(h->d, i), list)) return true;
    uint32_t behind = m->head + 1; /* "the presidents of the world" */
    return behind + 2 < h->d->tokens.n && span_is(h->d, behind, "of")
        && span_is(h->d, behind + 1, "the") && span_is(h->d, behind + 2, "world");
}

/* Who is a soldier by name is of an army that is not told. */
static bool is_at_home(const homes *h, const dl_mention *m, const dl_entity *e)
{
    bool soldier = dl_slice_is(e->code, "MIL") && e->kind == DL_KIND_PERSON;
    bool national = known_is_of_state(e->code) || dl_slice_is(e->code, "REB");
    if (soldier || !national || is_of_many_lands(h, m)) return false;
    return known_may_be_of(h->k, role_in(h, m, e), h->d->marks.home);
}

/* "the Pope": of the one country that has such a role, whatever stands beside it. */
static void by_sole_lands(const homes *h)
{
    const dl_marks *k = &h->d->marks;
    for (uint32_t i = 0; i < k->mentions.n; i++) {
        const dl_mention *m = &k->mentions.at[i];
        dl_entity *e = open_at(h, m);
        if (!e) continue;
        dl_slice country = known_land_of(h->k, role_in(h, m, e));
        if (country.n) settle(h, e, country, DL_S("land of the role"));
    }
}

static void by_home(const homes *h)
{
    dl_marks *k = &h->d->marks;
    for (uint32_t i = 0; k->home.n && i < k->mentions.n; i++) {
        const dl_mention *m = &k->mentions.at[i];
        dl_entity *e = open_at(h, m);
        if (!e || e->open != DL_OPEN_HOME) continue;
        e->open = DL_OPEN_PLACE; /* the first mention decides */
        if (!is_at_home(h, m, e)) continue;
        settle(h, e, k->home, DL_S(DL_RULE_HOME));
        e->open = DL_OPEN_GUESSED;
    }
}

void mark_homes(dl_doc *d, const dl_mark_tables *t)
{
    homes h = { .d = d, .k = t->known };
    if (!homes_new(&h)) return;
    by_sole_lands(&h);
    by_places(&h);
    by_owners(&h);
    d->marks.home = home_of(&d->marks);
    by_home(&h);
}
