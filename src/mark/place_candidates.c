/* place_candidates - what a name may be (place_private.h). In: the name and the words
 * beside it. Out: rows of places.tsv, places of the gazetteer, each with its prior: how
 * likely the name means it where nothing else is told. */
#include "place_private.h"

#include "base/chars.h"

enum {
    PRIOR_ROW = 248,
    PRIOR_DISPUTED = 320,
    PRIOR_COUNTRY = 256,
    PRIOR_ALIAS = 24, /* short and former names of the table */
    LESS_OTHER = 32, /* a further name: sixteen times fewer mean it */
    LESS_COUNTY = 24,
    MORE_DIVISION = 16,
    MORE_SEAT_OF_POWER = 32, /* a capital that stands for its government as well */
    MORE_WANTED = 64, /* the words beside it tell what it is */
    TWIN_PEOPLE = 16, /* a town with a quarter of its division's people */
    TWIN_SEAT = 24, /* its seat, with an eighth */
    TWIN_MORE = 24,
    WELL_KNOWN = 115, /* some twenty thousand */
    GREAT_PEOPLE = 136 /* some hundred thousand */
};

static const int32_t more_of_rank[GAZETTEER_RANKS] = {
    [GAZETTEER_QUARTER] = -16,
    [GAZETTEER_SEAT3] = 2,
    [GAZETTEER_SEAT2] = 8,
    [GAZETTEER_SEAT1] = 20,
    [GAZETTEER_CAPITAL] = 40,
    [GAZETTEER_DIVISION2] = -LESS_COUNTY,
    [GAZETTEER_DIVISION1] = MORE_DIVISION,
};

typedef struct finder {
    dl_arena *a;
    const place_tables *t;
    const gazetteer *g;
    place_name *name;
    place_candidates *out;
    uint32_t first; /* of this name in out */
    bool site; /* "Kabul Airport": something in the town */
} finder;

static bool is_division(gazetteer_rank r)
{
    return r == GAZETTEER_DIVISION1 || r == GAZETTEER_DIVISION2;
}

static place_candidate *add(finder *f)
{
    if (f->out->n - f->first >= PLACE_CANDIDATES_MOST) return NULL;
    return DL_PUSH(f->a, f->out);
}

static void add_row(finder *f, const place_row *row)
{
    place_candidate *c = add(f);
    if (!c) return;
    c->row = row;
    c->at.lat = row->lat;
    c->at.lon = row->lon;
    c->at.number = row->number;
    c->at.country = row->country;
    c->at.division = UINT32_MAX;
    c->at.rank = GAZETTEER_COUNTRY;
    c->land = gazetteer_land(f->g, row->country);
    c->prior = row->disputed ? PRIOR_DISPUTED : PRIOR_ROW;
}

static void add_place(finder *f, const gazetteer_place *p, bool other)
{
    /* "Saint Francis Hospital" bears the name of no little town */
    if (f->site && (other || p->people < GREAT_PEOPLE)) return;
    place_candidate *c = add(f);
    if (!c) return;
    c->at = *p;
    c->land = gazetteer_land(f->g, p->country);
    c->prior = p->people + more_of_rank[p->rank];
    if (p->rank == GAZETTEER_COUNTRY) c->prior = PRIOR_COUNTRY;
    c->other = other;
    if (other) c->prior -= LESS_OTHER;
}

static void add_country(finder *f, dl_slice code)
{
    gazetteer_place p;
    if (gazetteer_land_at(f->g, gazetteer_land(f->g, code), &p)) add_place(f, &p, false);
}

/* A name of the table that is not the country's own but a part's: "England". */
static bool is_home_nation(const finder *f)
{
    gazetteer_hit hit[GAZETTEER_MOST];
    gazetteer_place p;
    char room[GAZETTEER_KEY_MAX];
    const known_row *k = f->name->known;
    bool division = false;
    if (!k || k->what != KNOWN_COUNTRY) return false;
    uint32_t n = gazetteer_find(f->g, gazetteer_key(k->name, room), hit);
    for (uint32_t i = 0; i < n; i++) {
        if (!gazetteer_at(f->g, hit[i].place, &p) || !dl_slice_eq(k->country, p.country)) continue;
        if (p.rank == GAZETTEER_COUNTRY) return false;
        division |= p.rank == GAZETTEER_DIVISION1 && !hit[i].other;
    }
    return division;
}

static void add_hits(finder *f, dl_slice key)
{
    gazetteer_hit hit[GAZETTEER_MOST];
    gazetteer_place p;
    const known_row *k = f->name->known;
    bool country = k && k->what == KNOWN_COUNTRY;
    bool nation = is_home_nation(f);
    char room[GAZETTEER_KEY_MAX];
    if (nation) key = gazetteer_key(k->name, room);
    uint32_t n = gazetteer_find(f->g, key, hit);
    for (uint32_t i = 0; i < n; i++) {
        if (!gazetteer_at(f->g, hit[i].place, &p)) continue;
        if (p.rank == GAZETTEER_COUNTRY && country) continue;
        add_place(f, &p, hit[i].other);
        bool part = nation && p.rank == GAZETTEER_DIVISION1 && dl_slice_eq(k->country, p.country);
        if (part && f->out->n > f->first) f->out->at[f->out->n - 1].prior = PRIOR_COUNTRY;
    }
    if (country && !nation) add_country(f, k->country);
}

static bool alias_fits(const place_alias *a, const gazetteer_place *p)
{
    if (!dl_slice_eq(a->country, p->country)) return false;
    bool division = p->rank == GAZETTEER_DIVISION1;
    if (a->what == PLACE_ALIAS_DIVISION) return division;
    return a->what == PLACE_ALIAS_TOWN && p->rank < GAZETTEER_DIVISION2;
}

static void add_alias(finder *f, const place_alias *a)
{
    gazetteer_hit hit[GAZETTEER_MOST];
    gazetteer_place p;
    char room[GAZETTEER_KEY_MAX];
    if (a->behind && !f->name->behind) return;
    if (a->what == PLACE_ALIAS_COUNTRY) {
        add_country(f, a->country);
        if (f->out->n > f->first) f->out->at[f->out->n - 1].prior -= PRIOR_ALIAS;
        return;
    }
    uint32_t n = gazetteer_find(f->g, gazetteer_key(a->name, room), hit);
    for (uint32_t i = 0; i < n; i++) {
        if (!gazetteer_at(f->g, hit[i].place, &p) || !alias_fits(a, &p)) continue;
        add_place(f, &p, false);
        if (f->out->n > f->first) f->out->at[f->out->n - 1].prior += PRIOR_ALIAS;
        return;
    }
}

static void look_up(finder *f, dl_slice form)
{
    char room[GAZETTEER_KEY_MAX];
    dl_slice key = gazetteer_key(form, room);
    const place_row *row = place_row_of(f->t, key);
    if (row) add_row(f, row);
    const place_alias *a = place_alias_of(f->t, form);
    for (; a; a = place_alias_next(f->t, a)) add_alias(f, a);
    add_hits(f, key);
}

/* ---- words in the name */

static dl_slice first_word(dl_slice s)
{
    size_t end = dl_slice_find_byte(s, ' ', 0);
    return dl_slice_cut(s, 0, end == SIZE_MAX ? s.n : end);
}

static dl_slice last_word(dl_slice s)
{
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != ' ') at--;
    return dl_slice_cut(s, at, s.n);
}

/* "Province of Hubei", "northern Iraq", "Odesa Oblast", "Kabul Airport": takes a word
 * off; false: there is none. */
static bool take_word(finder *f, dl_slice *form)
{
    dl_slice first = first_word(*form);
    dl_slice last = last_word(*form);
    if (first.n == form->n) return false;
    unsigned front = place_word_of(f->t, first);
    unsigned back = place_word_of(f->t, last);
    dl_slice rest = dl_slice_trim(dl_slice_cut(*form, first.n, form->n));
    if ((front & (PLACE_DIVISION | PLACE_TOWN)) && dl_slice_starts(rest, DL_S("of "))) {
        *form = dl_slice_trim(dl_slice_cut(rest, 3, rest.n));
        f->name->words |= front;
        return true;
    }
    if (front & PLACE_PART) {
        *form = rest;
        f->name->part = true;
        return true;
    }
    if (!back || (back & PLACE_PART)) return false;
    if ((back & PLACE_SITE) && f->name->kind != DL_KIND_FAC) return false;
    f->site |= (back & PLACE_SITE) != 0;
    *form = dl_slice_trim(dl_slice_cut(*form, 0, form->n - last.n));
    f->name->words |= back;
    return true;
}

/* ---- what the words and the other candidates make of the priors */

static void by_words(finder *f)
{
    unsigned words = f->name->words;
    bool division = (words & PLACE_DIVISION) && !(words & PLACE_TOWN);
    bool town = (words & PLACE_TOWN) && !(words & PLACE_DIVISION);
    for (uint32_t i = f->first; i < f->out->n; i++) {
        place_candidate *c = &f->out->at[i];
        if (c->row) continue;
        if (division && is_division(c->at.rank)) c->prior += MORE_WANTED;
        if (town && c->at.rank < GAZETTEER_DIVISION2) c->prior += MORE_WANTED;
    }
}

/* A division of that country elsewhere bears the name too. */
static bool is_rivalled(const finder *f, const place_candidate *capital)
{
    for (uint32_t i = f->first; i < f->out->n; i++) {
        const place_candidate *c = &f->out->at[i];
        bool other = !c->row && c->at.rank == GAZETTEER_DIVISION1 && c->land == capital->land;
        if (other && c->at.division != capital->at.division) return true;
    }
    return false;
}

/* "Washington" is the capital rather than the state. */
static void by_seat(finder *f)
{
    const known_row *k = f->name->known;
    if (!k || k->what != KNOWN_SEAT) return;
    for (uint32_t i = f->first; i < f->out->n; i++) {
        place_candidate *c = &f->out->at[i];
        if (c->row || c->at.rank != GAZETTEER_CAPITAL) continue;
        if (!dl_slice_eq(k->country, c->at.country) || !is_rivalled(f, c)) continue;
        c->prior += MORE_SEAT_OF_POWER;
    }
}

/* "New York" is the city rather than the state where nothing is told. */
static void by_twins(finder *f)
{
    if (f->name->words & PLACE_DIVISION) return;
    for (uint32_t i = f->first; i < f->out->n; i++) {
        const place_candidate *whole = &f->out->at[i];
        if (whole->row || !is_division(whole->at.rank)) continue;
        if (whole->prior >= PRIOR_COUNTRY) continue;
        for (uint32_t k = f->first; k < f->out->n; k++) {
            place_candidate *town = &f->out->at[k];
            if (town->row || town->at.rank >= GAZETTEER_DIVISION2) continue;
            if (town->at.division != whole->at.division) continue;
            bool seat = town->at.rank >= GAZETTEER_SEAT1 && !town->other;
            int32_t share = seat ? TWIN_SEAT : TWIN_PEOPLE;
            if (town->at.people + share < whole->at.people) continue;
            if (town->prior < whole->prior + TWIN_MORE) town->prior = whole->prior + TWIN_MORE;
        }
    }
}

/* Not "the West" alone, nor "uk". */
static bool may_be_place(const finder *f, dl_slice form)
{
    bool capital = false;
    for (size_t i = 0; i < form.n; i++)
        capital |= dl_is_upper(form.p[i]) || dl_is_beyond_ascii(form.p[i]);
    return capital && !(place_word_of(f->t, form) & PLACE_PART);
}

uint32_t place_find(dl_arena *a, const place_tables *t, place_name *name, place_candidates *out)
{
    finder f = { .a = a, .t = t, .g = place_gazetteer(t), .name = name, .out = out };
    f.first = out->n;
    dl_slice form = name->text;
    if (dl_slice_starts(form, DL_S("the ")) || dl_slice_starts(form, DL_S("The ")))
        form = dl_slice_cut(form, 4, form.n);
    if (!may_be_place(&f, form)) return 0;
    look_up(&f, form);
    size_t comma = out->n == f.first ? dl_slice_find(form, DL_S(", "), 0) : SIZE_MAX;
    if (comma != SIZE_MAX) {
        name->rest = dl_slice_cut(form, comma + 2, form.n);
        form = dl_slice_cut(form, 0, comma);
        look_up(&f, form);
    }
    while (out->n == f.first && take_word(&f, &form)) look_up(&f, form);
    by_words(&f);
    by_seat(&f);
    by_twins(&f);
    return out->n - f.first;
}

bool place_is_known(const place_tables *t, dl_slice name)
{
    gazetteer_hit hit[GAZETTEER_MOST];
    gazetteer_place p;
    char room[GAZETTEER_KEY_MAX];
    dl_slice key = gazetteer_key(name, room);
    if (place_row_of(t, key)) return true;
    uint32_t n = gazetteer_find(place_gazetteer(t), key, hit);
    for (uint32_t i = 0; i < n && !hit[i].other; i++) {
        if (!gazetteer_at(place_gazetteer(t), hit[i].place, &p)) continue;
        if (p.people >= WELL_KNOWN && p.rank != GAZETTEER_QUARTER) return true;
    }
    return false;
}
