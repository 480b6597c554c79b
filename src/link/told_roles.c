/* told_roles - see told_roles.h. What is told stands in one list, in order of thing and
 * day; what does not fit whose the thing is taken for is left out of it. */
#include "told_roles.h"

#include "base/order.h"
#include "doc/actor_code.h"

enum {
    SHARE_LEAST = 67, /* per cent of the reports that tell a country */
    PRIVATE_SHARE = 80, /* the same of people without a public role, */
    PRIVATE_LEAST = 3, /* and how many reports it needs at least */
    NEAR_DAYS = 731, /* a role told so long before or after says nothing of a day */
    BESIDE = 3 /* of what is told before a day, and after it, that are asked */
};

typedef struct link_role_told {
    uint32_t seen, report;
    int32_t day;
    uint32_t whose, role; /* numbers of texts; 0: not told */
} link_role_told;

typedef struct link_role_kept {
    uint32_t thing, report;
    int32_t day;
    uint32_t whose, role;
    /* + 1: the first of its day, of the nearest one before or here, and behind or here,
     * that tells whose it is; 0: none does. */
    uint32_t before, behind;
} link_role_kept;

/* ---- collecting */

/* What somebody is called in one report and is no more in the next: a student. */
static bool is_passing(dl_slice role)
{
    static const char *const list[] = { "CVL", "CRM", "EDU", "LAB", NULL };
    return dl_slice_is_any(dl_slice_cut(role, 0, 3), list);
}

void link_roles_add(link_roles *r, uint32_t seen, uint32_t report, int32_t day, const dl_entity *e)
{
    dl_actor_parts c = dl_actor_parts_of(e->code);
    if (e->kind != DL_KIND_PERSON || dl_entity_is_guessed(e) || !e->code.n) return;
    dl_slice whose = c.body.n ? c.body : c.country;
    link_role_told *at = DL_PUSH(r->arena, &r->told);
    if (!at) return;
    *at = (link_role_told){ seen, report, day, 0, 0 };
    if (whose.n) at->whose = dl_intern(&r->texts, whose);
    if (c.role.n && !is_passing(c.role)) at->role = dl_intern(&r->texts, c.role);
}

/* ---- joining */

typedef struct joiner {
    link_roles *r;
    uint64_t *order; /* the thing above, the place in `told` below */
    uint32_t *counts; /* [texts + 1] */
} joiner;

static uint32_t sorted_day(int32_t day) { return (uint32_t)day ^ 0x80000000u; }

static bool sort(joiner *j, const link_role_things *things)
{
    link_roles *r = j->r;
    uint32_t n = r->told.n;
    uint64_t *spare = dl_arena_array(r->arena, (size_t)n + 1, sizeof *spare);
    j->order = dl_arena_array(r->arena, (size_t)n + 1, sizeof *j->order);
    j->counts = dl_arena_array(r->arena, (size_t)r->texts.names.n + 1, sizeof *j->counts);
    if (!spare || !j->order || !j->counts) return false;
    for (uint32_t i = 0; i < n; i++)
        j->order[i] = (uint64_t)sorted_day(r->told.at[i].day) << 32 | i;
    dl_sort_keys(j->order, spare, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = (uint32_t)j->order[i];
        j->order[i] = (uint64_t)things->of(things->user, r->told.at[at].seen) << 32 | at;
    }
    dl_sort_keys(j->order, spare, n);
    return true;
}

static const link_role_told *told_at(const joiner *j, uint32_t place)
{
    return &j->r->told.at[(uint32_t)j->order[place]];
}

/* Of those in public life a report says who they are; what is near the name of another
 * may be anybody's. Soldiers serve abroad. */
static bool is_public(const link_roles *r, uint32_t role)
{
    static const char *const list[] = { "GOV", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "ELI",
        "REB", NULL };
    if (!role) return false;
    dl_slice text = r->texts.names.at[role - 1];
    return dl_slice_is_any(dl_slice_cut(text, 0, 3), list);
}

typedef struct tally {
    uint32_t best; /* whose; 0: nobody tells */
    uint32_t times, all; /* reports that tell it; that tell anything of the kind */
    bool is_public;
} tally;

static tally count_whose(const joiner *j, uint32_t from, uint32_t to)
{
    tally t = { .best = 0 };
    for (uint32_t i = from; i < to; i++) {
        uint32_t whose = told_at(j, i)->whose;
        if (!whose) continue;
        t.all++;
        j->counts[whose]++;
        if (!t.best || j->counts[whose] > j->counts[t.best]) t.best = whose;
    }
    t.times = j->counts[t.best];
    for (uint32_t i = from; i < to; i++) {
        const link_role_told *told = told_at(j, i);
        j->counts[told->whose] = 0;
        t.is_public |= told->whose == t.best && is_public(j->r, told->role);
    }
    return t;
}

/* Whose the thing at order[from..to) is; 0: nobody tells, or they do not agree. reports:
 * that name it. */
static uint32_t whose_is(const joiner *j, uint32_t from, uint32_t to, uint32_t reports)
{
    tally t = count_whose(j, from, to);
    bool known = t.is_public || t.times >= PRIVATE_LEAST;
    uint64_t share = t.is_public ? SHARE_LEAST : PRIVATE_SHARE;
    bool clear = known && (uint64_t)t.times * 100 >= t.all * share;
    bool often = (uint64_t)t.times * 100 >= (uint64_t)reports * LINK_NAMED_SHARE;
    return clear && (often || t.times > 1) ? t.best : 0;
}

/* What is kept of one thing, from here on. */
static void join_around(link_roles *r, uint32_t from)
{
    uint32_t near = 0;
    for (uint32_t i = from; i < r->kept.n; i++) {
        link_role_kept *k = &r->kept.at[i];
        bool same_day = near && r->kept.at[near - 1].day == k->day;
        if (k->whose && !same_day) near = i + 1;
        k->before = near;
    }
    near = 0;
    for (uint32_t i = r->kept.n; i > from; i--) {
        link_role_kept *k = &r->kept.at[i - 1];
        if (k->whose) near = i;
        k->behind = near;
    }
}

static void keep(const joiner *j, uint32_t from, uint32_t to, uint32_t reports)
{
    uint32_t whose = whose_is(j, from, to, reports), first = j->r->kept.n;
    for (uint32_t i = from; whose && i < to; i++) {
        const link_role_told *t = told_at(j, i);
        bool fits = t->whose == whose || (!t->whose && t->role);
        link_role_kept *at = fits ? DL_PUSH(j->r->arena, &j->r->kept) : NULL;
        if (at)
            *at = (link_role_kept){ (uint32_t)(j->order[i] >> 32), t->report, t->day, t->whose,
                t->role, 0, 0 };
    }
    join_around(j->r, first);
}

bool link_roles_join(link_roles *r, const link_role_things *things)
{
    joiner j = { .r = r };
    if (!sort(&j, things)) return false;
    for (uint32_t i = 0, k = 0; i < r->told.n; i = k) {
        while (k < r->told.n && j.order[k] >> 32 == j.order[i] >> 32) k++;
        keep(&j, i, k, things->reports(things->user, (uint32_t)(j.order[i] >> 32)));
    }
    return !dl_arena_failed(r->arena);
}

/* ---- asking */

/* The first that is kept of a thing from a day on. */
static uint32_t first_from(const link_roles *r, uint32_t thing, int32_t day)
{
    uint32_t low = 0;
    for (uint32_t high = r->kept.n; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        const link_role_kept *k = &r->kept.at[middle];
        if (k->thing < thing || (k->thing == thing && k->day < day)) low = middle + 1;
        else high = middle;
    }
    return low;
}

static int64_t days_apart(int32_t a, int32_t b) { return a > b ? (int64_t)a - b : (int64_t)b - a; }

/* Of what is told of a thing around a day. */
typedef struct around {
    const link_role_kept *at;
    uint32_t n;
    int32_t day;
} around;

static const link_role_kept *nearest(const around *a, uint32_t whose, uint32_t role)
{
    const link_role_kept *best = NULL;
    for (uint32_t i = 0; i < a->n; i++) {
        const link_role_kept *k = &a->at[i];
        if ((whose && k->whose != whose) || (role && k->role != role)) continue;
        if (!best || days_apart(k->day, a->day) < days_apart(best->day, a->day)) best = k;
    }
    return best;
}

/* The role that most of them tell; of several the nearest one's. 0: none is near. */
static uint32_t role_of(const around *a)
{
    uint32_t best = 0, most = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t n = 0, role = a->at[i].role;
        if (!role || days_apart(a->at[i].day, a->day) > NEAR_DAYS) continue;
        for (uint32_t k = 0; k < a->n; k++) n += a->at[k].role == role;
        bool nearer = best && n == most
            && days_apart(nearest(a, 0, role)->day, a->day)
                < days_apart(nearest(a, 0, best)->day, a->day);
        if (n > most || nearer) best = role;
        if (n > most) most = n;
    }
    return best;
}

/* Of all that is kept of a thing, the nearest that tells whose it is; at: the first from
 * the day on. All that tell it tell the same. */
static const link_role_kept *nearest_teller(
    const link_roles *r, uint32_t from, uint32_t to, uint32_t at, int32_t day)
{
    uint32_t before = at > from ? r->kept.at[at - 1].before : 0;
    uint32_t behind = at < to ? r->kept.at[at].behind : 0;
    const link_role_kept *x = before ? &r->kept.at[before - 1] : NULL;
    const link_role_kept *y = behind ? &r->kept.at[behind - 1] : NULL;
    if (!x || !y) return x ? x : y;
    return days_apart(y->day, day) < days_apart(x->day, day) ? y : x;
}

static dl_slice text_of(const link_roles *r, uint32_t number)
{
    return number ? r->texts.names.at[number - 1] : (dl_slice){ NULL, 0 };
}

bool link_roles_ask(const link_roles *r, uint32_t thing, int32_t day, link_role *out)
{
    uint32_t from = first_from(r, thing, INT32_MIN);
    uint32_t to = first_from(r, thing + 1, INT32_MIN);
    if (from == to) return false;
    uint32_t at = first_from(r, thing, day);
    uint32_t low = at > from + BESIDE ? at - BESIDE : from;
    uint32_t high = at + BESIDE < to ? at + BESIDE : to;
    around near = { &r->kept.at[low], high - low, day };
    uint32_t role = role_of(&near);
    const link_role_kept *teller = nearest_teller(r, from, to, at, day);
    uint32_t whose = teller ? teller->whose : 0;
    const link_role_kept *by = nearest(&near, whose, role);
    if (!by) by = nearest(&near, whose, 0);
    if (!by) by = teller;
    *out = (link_role){ text_of(r, whose), text_of(r, role), by->report };
    return true;
}
