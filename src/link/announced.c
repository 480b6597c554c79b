/* announced - see announced.h. */
#include "announced.h"

enum {
    SLIP = 1, /* days that a thing may be off its day */
    NEWS_LATE = 14, /* days after which a report no longer tells it as news */
    WAIT_LONGEST = 150, /* days that an announcement without a day is waited for */
    MONTH = 31, /* days; a longer time is no day */
    LOOKED_AT = 200 /* events of one key that an announcement is compared with */
};
/* What ranks the events that fit. */
enum { SAME_WORD = 2, DAY_TOLD = 4, DAY_NEAR = 2, PARTY = 1, SAME_PLACE = 2 };

typedef struct finder {
    const link_event *e;
    uint32_t n;
    const dl_link_told *told;
    uint32_t *first, *next; /* events by word and by deed: chains, + 1 */
} finder;

/* Parties of the announcement that are parties of the other, on whatever side. */
static uint32_t parties_in_common(const link_event *plan, const link_event *x)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < plan->actors.things; i++) {
        link_side one = { .things = 1, .thing = { plan->actors.thing[i] } };
        n += link_share_core(&x->actors, &one) || link_share_core(&x->recipients, &one);
    }
    for (uint32_t i = 0; i < plan->recipients.things; i++) {
        link_side one = { .things = 1, .thing = { plan->recipients.thing[i] } };
        if (link_share(&one, &plan->actors)) continue;
        n += link_share_core(&x->actors, &one) || link_share_core(&x->recipients, &one);
    }
    return n;
}

static uint32_t parties_of(const link_event *x)
{
    uint32_t n = x->actors.things;
    for (uint32_t i = 0; i < x->recipients.things; i++) {
        link_side one = { .things = 1, .thing = { x->recipients.thing[i] } };
        n += !link_share(&one, &x->actors);
    }
    return n;
}

static bool is_told(int32_t day) { return day != DL_NO_DAY; }

/* It is reported after it was announced. */
static bool comes_after(const link_event *plan, const link_event *x)
{
    if (!is_told(plan->first) || !is_told(x->last)) return plan->report != x->report;
    return x->last >= plan->first;
}

/* How well the days agree: DAY_TOLD, DAY_NEAR, 0 where nothing is told, -1: they do
 * not. */
static int days_agree(const link_event *plan, const link_event *x)
{
    bool before = is_told(x->from) && is_told(plan->first) && x->to < plan->first - SLIP;
    if (before) return -1; /* it was over when the other was announced */
    if (is_told(plan->from) && is_told(x->from)) {
        bool meet = x->from <= plan->to + SLIP && x->to >= plan->from - SLIP;
        bool exact = x->to - x->from <= MONTH && plan->to - plan->from <= MONTH;
        if (!meet) return -1;
        return exact ? DAY_TOLD : 0;
    }
    if (is_told(x->from) && is_told(plan->first)) { /* the announcement tells no day */
        bool ahead = x->to >= plan->first && x->from <= plan->first + WAIT_LONGEST;
        return ahead ? DAY_NEAR : -1;
    }
    if (is_told(plan->from) && is_told(x->first)) {
        bool news = x->first >= plan->from - SLIP && x->first <= plan->to + NEWS_LATE;
        return news ? DAY_NEAR : -1;
    }
    if (is_told(plan->first) && is_told(x->first))
        return x->first > plan->first && x->first <= plan->first + WAIT_LONGEST ? 0 : -1;
    return 0;
}

/* What is called off was not yet due; its day, where told, is that of the plan. */
static int days_agree_off(const link_event *plan, const link_event *x)
{
    if (is_told(plan->from) && is_told(x->from)) {
        bool meet = x->from <= plan->to + SLIP && x->to >= plan->from - SLIP;
        return meet ? DAY_TOLD : 0;
    }
    if (!is_told(plan->first) || !is_told(x->first)) return 0;
    return x->first <= plan->first + WAIT_LONGEST ? DAY_NEAR : -1;
}

/* Countries alone make no match: they take part in everything. */
static bool is_named(const link_event *plan, const link_event *x)
{
    return plan->keys.word == x->keys.word
        || (plan->place != DL_NO_THING && plan->place == x->place);
}

static bool is_same_side(const link_event *plan, const link_event *x)
{
    return link_share_core(&x->actors, &plan->actors)
        || link_share_core(&x->recipients, &plan->recipients);
}

/* 0: x is not what was announced. */
static int agrees(const link_event *plan, const link_event *x)
{
    uint32_t parties = parties_of(plan);
    uint32_t common = parties_in_common(plan, x);
    uint32_t enough = parties < 2 ? 1 : 2;
    int day = x->stage == LINK_OFF ? days_agree_off(plan, x) : days_agree(plan, x);
    bool places = plan->place != DL_NO_THING && x->place != DL_NO_THING;
    bool elsewhere = places && plan->place != x->place;
    if (day < 0 || !comes_after(plan, x)) return 0;
    if (elsewhere && day < DAY_TOLD) return 0;
    /* On its day one party will do, unless another guest is named. */
    bool same_day = common == 1 && day == DAY_TOLD && parties_of(x) < 2;
    if (common < enough && !same_day) return 0;
    if (!is_named(plan, x) && (day < DAY_TOLD || common < 2)) return 0;
    if (common < 2 && (day < DAY_NEAR || !is_same_side(plan, x))) return 0;
    if (!plan->keys.act && common < 2) return 0;
    if (x->report == plan->report) return 0; /* what one report tells it keeps apart itself */
    int score = 1 + day + (int)common * PARTY;
    if (plan->keys.word == x->keys.word) score += SAME_WORD;
    return score + (places && !elsewhere ? SAME_PLACE : 0);
}

static bool came(const link_event *x, const dl_told_event *told)
{
    bool done = told->status == DL_HAPPENED || told->status == DL_ONGOING;
    return x->stage == LINK_OFF || (x->stage == LINK_DONE && done && !told->negative);
}

static bool make_chains(finder *f, dl_arena *a, uint32_t keys)
{
    f->first = dl_arena_array(a, (size_t)keys + 1, sizeof *f->first);
    f->next = dl_arena_array(a, (size_t)f->n * 2 + 2, sizeof *f->next);
    if (!f->first || !f->next) return false;
    for (uint32_t i = f->n; i > 0; i--) {
        const link_keys *k = &f->e[i - 1].keys;
        const uint32_t key[] = { k->word, k->act };
        for (uint32_t j = 0; came(&f->e[i - 1], &f->told->events.at[i - 1]) && j < 2; j++) {
            if (!key[j]) continue;
            uint32_t at = (i - 1) * 2 + j;
            f->next[at] = f->first[key[j]];
            f->first[key[j]] = at + 1;
        }
    }
    return true;
}

typedef struct found {
    uint32_t event;
    int score;
} found;

static void look(const finder *f, uint32_t plan, uint32_t key, bool off, found *best)
{
    uint32_t at = key ? f->first[key] : 0;
    for (int n = 0; at && n < LOOKED_AT; n++, at = f->next[at - 1]) {
        uint32_t i = (at - 1) / 2;
        if ((f->e[i].stage == LINK_OFF) != off) continue;
        int score = agrees(&f->e[plan], &f->e[i]);
        bool better = score > best->score || (score == best->score && i < best->event);
        if (score > 0 && better) *best = (found){ i, score };
    }
}

static void join(dl_arena *a, dl_link_told *told, uint32_t from, uint32_t to)
{
    dl_told_event *e = &told->events.at[from];
    dl_link_kind kind = DL_LINK_REALISES;
    if (e->status == DL_POSTPONED) kind = DL_LINK_POSTPONES;
    if (e->status == DL_CANCELLED) kind = DL_LINK_CANCELS;
    dl_told_link *l = DL_PUSH(a, &e->links);
    if (l) *l = (dl_told_link){ kind, to };
}

/* What is announced and takes place: no words, no threats, and what has no code only on a
 * day that is told. */
static bool is_deed(const dl_told_event *e)
{
    static const char *const acts[] = { "CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID",
        "CONCEDE", "RETREAT", "PROTEST", "SANCTION" };
    if (e->status != DL_PLANNED) return false;
    if (!e->act.n) return e->from != DL_NO_DAY;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (dl_slice_is(e->act, acts[i])) return true;
    return false;
}

bool link_announced(dl_arena *a, const link_event *e, uint32_t n, uint32_t keys, dl_link_told *told)
{
    finder f = { .e = e, .n = n, .told = told };
    if (!make_chains(&f, a, keys)) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].stage != LINK_AHEAD || !is_deed(&told->events.at[i])) continue;
        for (int off = 0; off < 2; off++) {
            found best = { UINT32_MAX, 0 };
            look(&f, i, e[i].keys.word, off, &best);
            look(&f, i, e[i].keys.act, off, &best);
            if (best.event != UINT32_MAX) join(a, told, best.event, i);
        }
    }
    return !dl_arena_failed(a);
}
