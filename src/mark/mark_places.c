/* mark_places - where on the globe the places of a report lie.
 *
 *   entities of places, their mentions --mark_places--> GeoNames id, point, division,
 *                                                       country, how sure
 *
 * All places of a report are decided together. Each has candidates (place_candidates.c)
 * with a prior; to it come what stands beside the name ("Paris, Texas"), what country the
 * same sentence names, the countries of people, bodies and nationalities, the town or
 * country of the outlet. Then, three times over, each takes the candidate that scores
 * most, given the countries, the divisions and the squares of the globe in which the
 * others lie: one sense a report, and near ones together. "Washington said" is an actor
 * and gets no point. The work is linear in the mentions. */
#include "place_private.h"
#include "base/chars.h"
#include "doc/url.h"
#include "spans.h"

enum {
    NONE = UINT32_MAX,
    ROUNDS = 3,
    SAME_KIND = 32, /* one in a list with it: "Texas, Georgia and Ohio" */
    SAME_SENTENCE = 12,
    HOME_COUNTRY = 16, /* of the outlet */
    HOME_DIVISION = 20,
    HOME_TOWN = 80,
    UNLISTED = 80, /* what any name may be besides: a place that no gazetteer has */
    HOLDS_OTHERS = 16, /* a division in which others of the report lie */
    GAP = 8, /* tokens between two names that one relation joins */
    SENTENCE_REACH = 12, /* mentions that are looked at on either side */
    PARTNERS = 6, /* names beside a name that are looked at */
    TALLY_MOST = 7,
    WEIGHT_MOST = 3, /* of a place told often */
    WEIGHT_DATELINE = 2,
    CELLS_LAT = 92, /* squares of two degrees, a ring of them around the globe */
    CELLS_LON = 180,
    CELL = 20000,
    NEAR = 10000, /* one degree */
    NEAR_REGION = 30000,
    SAME_SPOT = 15000,
    LEAST_UNAIDED = 112, /* some sixteen thousand people */
    LEAST_LISTED = 130, /* some seventy thousand */
    SURE_MARGIN = 32
};

/* What a name is to another that stands beside it. */
typedef enum relation {
    IN_COMMA, /* "Paris, Texas": lies in it */
    IN_WORD, /* "Paris in Texas", "Texas' Paris" */
    HOLDS_COMMA, /* has it inside */
    HOLDS_WORD,
    NEAR_TO, /* "south of Cairns" */
    LISTED_WITH, /* "Texas and Georgia" */
    RELATIONS
} relation;

/* The first outweighs the best known place of a name. */
static const int32_t strength_of[RELATIONS] = { 176, 48, 176, 48, 80, 0 };

/* A place told: an entity, or what stands behind a comma inside a name. */
typedef struct toponym {
    int32_t entity; /* -1: only beside another */
    uint32_t first, n; /* in candidates */
    uint32_t chosen; /* in candidates; NONE */
    int32_t best, next; /* scores of the best and of the best elsewhere */
    uint16_t weight;
    bool part;
    uint32_t partner[PARTNERS];
    relation as[PARTNERS];
    uint32_t partners;
} toponym;

/* What the mentions tell of an entity. */
typedef struct told {
    uint32_t lead; /* the mention that bears its name; NONE */
    uint32_t mentions;
    unsigned words;
    bool behind; /* stands behind another place and a comma */
    bool dateline;
    uint32_t topo; /* NONE */
} told;

typedef struct places_work {
    dl_doc *d;
    const place_tables *t;
    const gazetteer *g;
    const known *known;
    told *of; /* [entities] */
    uint32_t *sentence; /* [tokens] */
    int32_t *land_of; /* [mentions] the country that it tells, if it is no place to decide */
    DL_VEC(toponym) topo;
    place_candidates c;
    uint16_t *land, *division, *cell; /* weights of what is decided there */
    uint16_t *land_static; /* of people, bodies, nationalities */
} places_work;


/* ---- what the mentions tell */

static bool in_dateline(const dl_doc *d, uint32_t byte)
{
    for (uint32_t i = 0; i < d->text.zones.n; i++) {
        const dl_zone *z = &d->text.zones.at[i];
        if (z->kind == DL_ZONE_DATELINE && z->span.start <= byte && byte < z->span.end) return true;
    }
    return false;
}

/* "X province", "the city of X", "the village X". */
static unsigned words_beside(const places_work *w, const dl_mention *m)
{
    dl_token_range piece = span_piece(w->d, m->range.first);
    uint32_t first = m->range.first;
    uint32_t last = m->range.last;
    unsigned words = 0;
    if (last < piece.last) words |= place_word_of(w->t, span_word(w->d, last));
    if (first > piece.first && !words) {
        uint32_t at = first - 1;
        if (at > piece.first && span_is(w->d, at, "of")) at--;
        words |= place_word_of(w->t, span_word(w->d, at));
    }
    return words & (PLACE_DIVISION | PLACE_TOWN);
}

static bool is_behind(const places_work *w, uint32_t m)
{
    const dl_mention *at = &w->d->marks.mentions.at[m];
    if (!m || !at->range.first) return false;
    const dl_mention *before = at - 1;
    return dl_kind_is_place(before->kind) && before->range.last + 1 == at->range.first
        && span_is(w->d, before->range.last, ",");
}

static void learn_mention(places_work *w, uint32_t m)
{
    const dl_mention *at = &w->d->marks.mentions.at[m];
    if (at->form != DL_FORM_NAME || at->entity < 0) return;
    const dl_entity *e = &w->d->marks.entities.at[at->entity];
    told *k = &w->of[at->entity];
    k->mentions++;
    if (!dl_kind_is_place(e->kind)) {
        w->land_of[m] = gazetteer_land(w->g, e->country);
        return;
    }
    dl_slice text = dl_slice_cut(w->d->text.full, at->span.start, at->span.end);
    if (k->lead == NONE && dl_slice_eq(text, e->name)) k->lead = m;
    k->words |= words_beside(w, at);
    k->behind |= is_behind(w, m);
    k->dateline |= in_dateline(w->d, at->span.start);
}

static void learn_countries(places_work *w)
{
    for (uint32_t i = 0; i < w->d->marks.entities.n; i++) {
        const dl_entity *e = &w->d->marks.entities.at[i];
        if (dl_kind_is_place(e->kind) || !e->country.n) continue;
        int32_t land = gazetteer_land(w->g, e->country);
        uint32_t n = w->of[i].mentions;
        if (land < 0 || !n) continue;
        w->land_static[land] = (uint16_t)(w->land_static[land]
            + (n < WEIGHT_MOST ? n : WEIGHT_MOST));
        if (w->land_static[land] > TALLY_MOST) w->land_static[land] = TALLY_MOST;
    }
}

/* ---- toponyms and their candidates */

static uint32_t add_topo(places_work *w, place_name *name, int32_t entity)
{
    toponym *x = DL_PUSH(w->d->scratch, &w->topo);
    if (!x) return NONE;
    uint32_t at = w->topo.n - 1;
    x->entity = entity;
    x->first = w->c.n;
    x->chosen = NONE;
    x->n = place_find(w->d->scratch, w->t, name, &w->c);
    x->part = name->part;
    return at;
}

static void partner(toponym *x, uint32_t other, relation as)
{
    for (uint32_t i = 0; i < x->partners; i++)
        if (x->partner[i] == other && x->as[i] == as) return;
    if (x->partners == PARTNERS) return;
    x->partner[x->partners] = other;
    x->as[x->partners++] = as;
}

static void join(places_work *w, uint32_t x, uint32_t y, relation as)
{
    static const relation back[] = { [IN_COMMA] = HOLDS_COMMA,
        [IN_WORD] = HOLDS_WORD,
        [NEAR_TO] = NEAR_TO,
        [LISTED_WITH] = LISTED_WITH };
    partner(&w->topo.at[x], y, as);
    partner(&w->topo.at[y], x, back[as]);
}

static void make_topo(places_work *w, uint32_t entity)
{
    told *k = &w->of[entity];
    const dl_mention *lead = &w->d->marks.mentions.at[k->lead];
    const dl_entity *e = &w->d->marks.entities.at[entity];
    place_name name = { .text = e->name, .kind = e->kind, .behind = k->behind, .words = k->words };
    name.known = span_known(w->d, w->known, lead->range.first, lead->range.last);
    k->topo = add_topo(w, &name, (int32_t)entity);
    if (k->topo == NONE) return;
    uint32_t weight = k->mentions < WEIGHT_MOST ? k->mentions : WEIGHT_MOST;
    if (k->dateline) weight += WEIGHT_DATELINE;
    w->topo.at[k->topo].weight = (uint16_t)weight;
    if (!name.rest.n) return;
    place_name whole = { .text = name.rest, .kind = DL_KIND_GPE, .behind = true };
    uint32_t y = add_topo(w, &whole, -1);
    if (y != NONE) join(w, k->topo, y, IN_COMMA);
}

static void make_topos(places_work *w)
{
    for (uint32_t i = 0; i < w->d->marks.entities.n; i++) {
        w->of[i].topo = NONE;
        if (!dl_kind_is_place(w->d->marks.entities.at[i].kind) || w->of[i].lead == NONE) continue;
        make_topo(w, i);
    }
}

/* ---- pairs */

static uint32_t topo_of(const places_work *w, uint32_t m)
{
    const dl_mention *at = &w->d->marks.mentions.at[m];
    return at->entity >= 0 && at->form == DL_FORM_NAME ? w->of[at->entity].topo : NONE;
}

static bool is_country(const places_work *w, uint32_t x)
{
    const toponym *t = &w->topo.at[x];
    for (uint32_t i = t->first; i < t->first + t->n; i++)
        if (!w->c.at[i].row && w->c.at[i].at.rank == GAZETTEER_COUNTRY) return true;
    return false;
}

static bool has_figure(const dl_doc *d, uint32_t from, uint32_t to)
{
    dl_slice s = span_text(d, from, to);
    for (size_t i = 0; i < s.n; i++)
        if (dl_is_digit(s.p[i])) return true;
    return false;
}

/* "south of", "near", "30 km from". */
static bool says_near(const places_work *w, uint32_t from, uint32_t to)
{
    uint32_t last = to - 1;
    if (span_is(w->d, last, "near") || span_is(w->d, last, "outside")) return true;
    if (span_is(w->d, last, "from")) return last > from && has_figure(w->d, from, last);
    return span_is(w->d, last, "of") && last > from
        && (place_word_of(w->t, span_word(w->d, last - 1)) & PLACE_PART);
}

/* "the largest town in northern Lebanon". */
static bool says_in(const places_work *w, uint32_t from, uint32_t to)
{
    while (to > from && (place_word_of(w->t, span_word(w->d, to - 1)) & PLACE_PART)) to--;
    if (to == from || (!span_is(w->d, to - 1, "in") && !span_is(w->d, to - 1, "of"))) return false;
    if (to == from + 1 || (to == from + 2 && span_is(w->d, from, ","))) return true;
    for (uint32_t i = from; i < to; i++)
        if (place_word_of(w->t, span_word(w->d, i)) & (PLACE_TOWN | PLACE_DIVISION)) return true;
    return false;
}

/* Nothing but commas and "and" between. */
static bool says_list(const places_work *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        bool one = span_is(w->d, i, ",") || span_is(w->d, i, "and") || span_is(w->d, i, "or");
        if (!one && !span_is(w->d, i, "the")) return false;
    }
    return true;
}

static void pair(places_work *w, uint32_t m, uint32_t next)
{
    uint32_t x = topo_of(w, m);
    uint32_t y = topo_of(w, next);
    uint32_t from = w->d->marks.mentions.at[m].range.last;
    uint32_t to = w->d->marks.mentions.at[next].range.first;
    if (x == NONE || y == NONE || x == y || to <= from || to > from + GAP) return;
    bool one = to == from + 1;
    bool list = is_country(w, x) && is_country(w, y); /* "China, Japan" */
    bool comma = one && (span_is(w->d, from, ",") || span_is(w->d, from, "("));
    bool owner = one && (span_is(w->d, from, "'s") || span_is(w->d, from, "’s"));
    if (comma && !list) join(w, x, y, IN_COMMA);
    if (!list && says_in(w, from, to)) join(w, x, y, IN_WORD);
    if (owner && !list) join(w, y, x, IN_WORD);
    if (says_near(w, from, to)) join(w, x, y, NEAR_TO);
    if (says_list(w, from, to)) join(w, x, y, LISTED_WITH);
}

static void make_pairs(places_work *w)
{
    uint32_t before = NONE;
    for (uint32_t m = 0; m < w->d->marks.mentions.n; m++) {
        if (w->d->marks.mentions.at[m].form != DL_FORM_NAME) continue;
        if (before != NONE) pair(w, before, m);
        before = m;
    }
}

static int32_t apart(int32_t a, int32_t b) { return a < b ? b - a : a - b; }

static bool is_near(const gazetteer_place *a, const gazetteer_place *b, int32_t most)
{
    int32_t lon = apart(a->lon, b->lon);
    if (lon > 1800000) lon = 3600000 - lon;
    return apart(a->lat, b->lat) <= most && lon <= most;
}

/* The place y has x inside. */
static bool holds(const place_candidate *y, const place_candidate *x)
{
    if (x->row) return false;
    if (y->row) return !y->row->point && is_near(&y->at, &x->at, NEAR_REGION);
    bool inside = x->at.rank < y->at.rank;
    switch (y->at.rank) {
    case GAZETTEER_COUNTRY: return inside && y->land == x->land;
    case GAZETTEER_DIVISION1: return inside && y->at.division == x->at.division;
    case GAZETTEER_DIVISION2:
        return inside && y->at.division == x->at.division && is_near(&y->at, &x->at, NEAR);
    default: return x->at.rank == GAZETTEER_QUARTER && is_near(&y->at, &x->at, NEAR / 2);
    }
}

static bool fits(relation as, const place_candidate *c, const place_candidate *other)
{
    switch (as) {
    case IN_COMMA:
    case IN_WORD: return holds(other, c);
    case HOLDS_COMMA:
    case HOLDS_WORD: return holds(c, other);
    case NEAR_TO: return is_near(&c->at, &other->at, 2 * NEAR);
    default: return false;
    }
}

/* The strongest relation to a name beside it that the candidate fits. */
static int32_t beside(const places_work *w, const toponym *x, const place_candidate *c)
{
    int32_t most = 0;
    for (uint32_t i = 0; i < x->partners; i++) {
        const toponym *p = &w->topo.at[x->partner[i]];
        for (uint32_t k = p->first; strength_of[x->as[i]] > most && k < p->first + p->n; k++)
            if (fits(x->as[i], c, &w->c.at[k])) most = strength_of[x->as[i]];
    }
    return most;
}

/* ---- the report around */

/* Another mention of the sentence tells that country. */
static bool in_sentence(const places_work *w, uint32_t lead, int32_t land)
{
    const dl_marks *k = &w->d->marks;
    uint32_t sentence = w->sentence[k->mentions.at[lead].range.first];
    uint32_t low = lead > SENTENCE_REACH ? lead - SENTENCE_REACH : 0;
    for (uint32_t m = low; m < k->mentions.n && m <= lead + SENTENCE_REACH; m++)
        if (w->sentence[k->mentions.at[m].range.first] == sentence && w->land_of[m] == land)
            return true;
    return false;
}

/* The outlet's town by its domain, else its country by the domain's ending. */
static place_home home_of(const places_work *w)
{
    dl_url url;
    dl_slice host = { NULL, 0 };
    if (dl_url_split(w->d->text.url, &url)) host = url.host;
    place_home home = place_home_of(w->t, host);
    if (home.land >= 0 || host.n < 4 || host.p[host.n - 3] != '.') return home;
    home.land = gazetteer_land_of(w->g, dl_slice_cut(host, host.n - 2, host.n));
    return home;
}

static int32_t by_home(const place_home *home, const place_candidate *c)
{
    if (c->land != home->land) return 0;
    if (c->row || !home->town || c->at.rank == GAZETTEER_COUNTRY) return HOME_COUNTRY;
    int32_t score = HOME_COUNTRY;
    if (c->at.division == home->at.division) score += HOME_DIVISION;
    if (c->at.rank < GAZETTEER_DIVISION2 && is_near(&c->at, &home->at, NEAR / 2))
        score += HOME_TOWN;
    return score;
}

static void score_once(places_work *w)
{
    place_home home = home_of(w);
    for (uint32_t i = 0; i < w->topo.n; i++) {
        const toponym *x = &w->topo.at[i];
        for (uint32_t k = x->first; k < x->first + x->n; k++) {
            place_candidate *c = &w->c.at[k];
            c->score = c->prior + beside(w, x, c);
            if (c->land < 0) continue;
            c->score += by_home(&home, c);
            if (x->entity < 0) continue;
            if (in_sentence(w, w->of[x->entity].lead, c->land)) c->score += SAME_SENTENCE;
        }
    }
}

/* ---- rounds */

static uint32_t cell_of(const gazetteer_place *p, int up, int right)
{
    int32_t lat = (p->lat + 900000) / CELL + up + 1;
    int32_t lon = ((p->lon + 1800000) / CELL + right + CELLS_LON) % CELLS_LON;
    if (lat < 0 || lat >= CELLS_LAT || lon < 0) return 0;
    return (uint32_t)(lat * CELLS_LON + lon);
}

static void shift(uint16_t *at, uint16_t weight, bool add)
{
    *at = (uint16_t)(add ? *at + weight : *at - weight);
}

/* The choice of x enters the tallies, or leaves them. */
static void count(places_work *w, const toponym *x, bool add)
{
    if (x->chosen == NONE || x->entity < 0) return;
    const place_candidate *c = &w->c.at[x->chosen];
    if (c->land >= 0) shift(&w->land[c->land], x->weight, add);
    if (c->row || c->at.rank == GAZETTEER_COUNTRY) return;
    shift(&w->division[c->at.division], x->weight, add);
    shift(&w->cell[cell_of(&c->at, 0, 0)], x->weight, add);
}

static int32_t of_tally(uint32_t n, int32_t one, int32_t more)
{
    if (!n) return 0;
    if (n > TALLY_MOST) n = TALLY_MOST;
    return one + more * (int32_t)(n - 1);
}

static int32_t around(const places_work *w, const place_candidate *c)
{
    int32_t score = 0;
    if (c->land >= 0) {
        uint32_t n = (uint32_t)w->land[c->land] + w->land_static[c->land];
        score += of_tally(n, 24, 4);
    }
    if (c->row || c->at.rank == GAZETTEER_COUNTRY) return score;
    uint32_t inside = w->division[c->at.division];
    score += of_tally(inside, 16, 3);
    if (inside && c->at.rank == GAZETTEER_DIVISION1) score += HOLDS_OTHERS;
    uint32_t near = 0;
    for (int i = 0; i < 9; i++) near += w->cell[cell_of(&c->at, i / 3 - 1, i % 3 - 1)];
    return score + of_tally(near, 12, 3);
}

/* Names of one list are of one kind: states of one country, countries, towns of one
 * division. */
static int32_t listed(const places_work *w, const toponym *x, const place_candidate *c)
{
    int32_t score = 0;
    for (uint32_t i = 0; i < x->partners; i++) {
        const toponym *p = &w->topo.at[x->partner[i]];
        if (x->as[i] != LISTED_WITH || p->chosen == NONE || c->row) continue;
        const place_candidate *other = &w->c.at[p->chosen];
        bool town = c->at.rank < GAZETTEER_DIVISION2;
        bool same = town ? other->at.rank < GAZETTEER_DIVISION2 : other->at.rank == c->at.rank;
        if (other->row || !same) continue;
        if (c->at.rank == GAZETTEER_COUNTRY) score += SAME_KIND;
        else if (c->land == other->land) score += town ? SAME_KIND / 2 : SAME_KIND;
        if (town && c->at.division == other->at.division) score += SAME_KIND / 2;
    }
    return score;
}

static int32_t score_of(const places_work *w, const toponym *x, uint32_t k)
{
    const place_candidate *c = &w->c.at[k];
    return c->score + around(w, c) + listed(w, x, c);
}

static void choose(places_work *w, toponym *x)
{
    x->best = INT32_MIN;
    x->next = UNLISTED;
    uint32_t best = NONE;
    for (uint32_t k = x->first; k < x->first + x->n; k++) {
        int32_t score = score_of(w, x, k);
        if (score <= x->best) continue;
        x->best = score;
        best = k;
    }
    x->chosen = best;
    for (uint32_t k = x->first; k < x->first + x->n; k++) {
        if (is_near(&w->c.at[k].at, &w->c.at[best].at, SAME_SPOT)) continue;
        int32_t score = score_of(w, x, k);
        if (score > x->next) x->next = score;
    }
}

static void decide(places_work *w)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < w->topo.n; i++) {
            count(w, &w->topo.at[i], false);
            choose(w, &w->topo.at[i]);
            count(w, &w->topo.at[i], true);
        }
    }
}

/* ---- what is told */

/* A small place that nothing else speaks for is most often no place at all. */
static bool is_told(const places_work *w, const toponym *x)
{
    if (x->chosen == NONE) return false;
    const place_candidate *c = &w->c.at[x->chosen];
    return c->prior >= LEAST_UNAIDED || x->best > c->prior;
}

/* What the report says the place lies in, where none of its candidates does; NULL. */
static const place_candidate *container_of(const places_work *w, const toponym *x)
{
    for (uint32_t i = 0; i < x->partners; i++) {
        const toponym *p = &w->topo.at[x->partner[i]];
        if ((x->as[i] != IN_COMMA && x->as[i] != IN_WORD) || p->chosen == NONE) continue;
        const place_candidate *c = &w->c.at[p->chosen];
        bool wide = !c->row && c->at.rank >= GAZETTEER_DIVISION2;
        if (!wide || (x->chosen != NONE && c->at.rank <= w->c.at[x->chosen].at.rank)) continue;
        if (x->chosen == NONE) return c;
        /* behind a comma may stand the next of a list: "New York, Pennsylvania" */
        bool little = w->c.at[x->chosen].prior < LEAST_LISTED && c->at.rank < GAZETTEER_COUNTRY;
        if ((x->as[i] == IN_WORD || little) && !holds(c, &w->c.at[x->chosen])) return c;
    }
    return NULL;
}

static dl_place_precision precision_of(const place_candidate *c, bool part)
{
    if (c->row) return c->row->point ? DL_PLACE_POINT : DL_PLACE_REGION;
    switch (c->at.rank) {
    case GAZETTEER_COUNTRY: return part ? DL_PLACE_REGION : DL_PLACE_COUNTRY;
    case GAZETTEER_DIVISION1: return part ? DL_PLACE_REGION : DL_PLACE_ADMIN1;
    case GAZETTEER_DIVISION2: return DL_PLACE_ADMIN2;
    default: return DL_PLACE_POINT;
    }
}

/* The country that the tables told is another: "Georgia" is the state. */
static void set_country(dl_entity *e, dl_slice country)
{
    if (dl_slice_eq(e->country, country)) return;
    if (dl_slice_eq(e->code, e->country)) e->code = (dl_slice){ NULL, 0 };
    e->country = country;
}

static uint8_t sure_of(const toponym *x)
{
    int32_t margin = x->best - x->next;
    if (margin <= 0) return 50;
    return (uint8_t)(50 + 50 * margin / (margin + SURE_MARGIN));
}

static void tell_point(places_work *w, dl_entity *e, const place_candidate *c, bool part)
{
    e->lat = c->at.lat / 10000.0;
    e->lon = c->at.lon / 10000.0;
    e->precision = precision_of(c, part);
    dl_slice admin1 = gazetteer_division_name(w->g, c->at.division);
    if (admin1.n) e->admin1 = admin1;
    if (c->at.country.n) set_country(e, c->at.country);
    if (!e->rule.n) e->rule = c->row ? c->row->rule : w->g->label;
}

static void tell(places_work *w, const toponym *x)
{
    if (x->entity < 0) return;
    dl_entity *e = &w->d->marks.entities.at[x->entity];
    const place_candidate *around = container_of(w, x);
    if (around) {
        tell_point(w, e, around, false);
        e->place_sure = 50;
        return;
    }
    if (!is_told(w, x)) return;
    tell_point(w, e, &w->c.at[x->chosen], x->part);
    e->geonames = w->c.at[x->chosen].at.number;
    e->place_sure = sure_of(x);
}

static bool start(places_work *w)
{
    dl_arena *a = w->d->scratch;
    w->of = dl_arena_array(a, (size_t)w->d->marks.entities.n + 1, sizeof *w->of);
    w->land_of = dl_arena_array(a, (size_t)w->d->marks.mentions.n + 1, sizeof *w->land_of);
    w->land = dl_arena_array(a, (size_t)w->g->lands_n + 1, sizeof *w->land);
    w->land_static = dl_arena_array(a, (size_t)w->g->lands_n + 1, sizeof *w->land);
    w->division = dl_arena_array(a, (size_t)w->g->divisions_n + 1, sizeof *w->division);
    w->cell = dl_arena_array(a, CELLS_LAT * CELLS_LON, sizeof *w->cell);
    w->sentence = span_sentences(w->d);
    if (dl_arena_failed(a) || !w->sentence) return false;
    for (uint32_t i = 0; i < w->d->marks.entities.n; i++) w->of[i].lead = NONE;
    for (uint32_t i = 0; i < w->d->marks.mentions.n; i++) w->land_of[i] = GAZETTEER_NONE;
    return true;
}

void mark_places(dl_doc *d, const dl_mark_tables *t)
{
    places_work w = { .d = d, .t = t->places, .g = place_gazetteer(t->places) };
    w.known = t->known;
    if (!start(&w)) return;
    for (uint32_t m = 0; m < d->marks.mentions.n; m++) learn_mention(&w, m);
    learn_countries(&w);
    make_topos(&w);
    make_pairs(&w);
    score_once(&w);
    decide(&w);
    for (uint32_t i = 0; i < w.topo.n; i++) tell(&w, &w.topo.at[i]);
}
