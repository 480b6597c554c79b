/* spread - see spread.h. */
#include "spread.h"

#include "base/order.h"

enum {
    QUARTER = 91, /* days */
    SHARE_ONE = 1000, /* shares are per mille */
    HALF_SHARE = 80, /* a name counts half in a likeness where the quarter holds so much */
    WHOLE_SHARE = 250, /* and as before from here on */
    STRETCH_MOST = 120 /* per cent: what is left of a text of such names alone stays short */
};

static int32_t quarter_of(int32_t day)
{
    const int32_t past = 200 * QUARTER * 4; /* days before 1970 that divide as those after */
    return (day + past) / QUARTER;
}

static uint64_t fourth_power(uint64_t x) { return x * x * x * x; }

/* Of a likeness s^4 / (s^4 + h^4) stays, s the share and h the one where half does; of a
 * weight its root. A happening that tells of the name in passing is one. */
uint32_t group_spread_factor(uint32_t now, uint32_t all)
{
    if (!now) now = 1;
    if (!all) all = 1;
    uint64_t share = (uint64_t)now * SHARE_ONE / all;
    if (share >= WHOLE_SHARE) return GROUP_SPREAD_ONE;
    uint64_t s = fourth_power(share), h = fourth_power(HALF_SHARE);
    return (uint32_t)dl_square_root((s << 32) / (s + h));
}

/* ---- one vector */

typedef struct length {
    int64_t before, after; /* squares */
} length;

static uint32_t times(uint32_t w, uint32_t factor)
{
    return (uint32_t)((uint64_t)w * factor / GROUP_SPREAD_ONE);
}

/* A weight of nothing would be no term; one of the greatest sums stays below the flag. */
static group_weight weighed(group_weight w, uint32_t factor)
{
    uint32_t whole = times(group_whole(w), factor);
    if (!whole) whole = 1;
    if (whole >= GROUP_NAME) whole = GROUP_NAME - 1;
    return (group_weight){ whole | (w.whole & GROUP_NAME), times(w.head, factor) };
}

typedef struct weighing {
    const group_spread_task *task;
    dl_arena *arena;
    uint32_t *now, *all; /* [terms] happenings of the quarter, of the record */
    uint32_t *member, *first; /* [n], [leaves + 1] reports, leaf by leaf */
    DL_VEC(uint32_t) names; /* the heavy ones of each leaf, leaf by leaf */
    uint32_t *names_end; /* [leaves] */
} weighing;

static void weigh_vector(const weighing *w, group_vector v, length *sum)
{
    for (uint32_t i = 0; i < v.n; i++) {
        group_term *t = &v.at[i];
        sum->before += group_product(t->w, t->w);
        if (t->w.whole & GROUP_NAME && w->all[t->id]) {
            uint32_t factor = group_spread_factor(w->now[t->id], w->all[t->id]);
            if (factor < GROUP_SPREAD_ONE) t->w = weighed(t->w, factor);
        }
        sum->after += group_product(t->w, t->w);
    }
}

/* What makes it as long as before. */
static uint32_t stretch_of(length l)
{
    const uint64_t most = (uint64_t)STRETCH_MOST * STRETCH_MOST * GROUP_SPREAD_ONE / 10000;
    uint64_t squares = (uint64_t)l.before / ((uint64_t)l.after / GROUP_SPREAD_ONE + 1);
    return (uint32_t)dl_square_root((squares < most ? squares : most) * GROUP_SPREAD_ONE);
}

static void stretch(group_vector v, uint32_t factor)
{
    for (uint32_t i = 0; i < v.n; i++) v.at[i].w = weighed(v.at[i].w, factor);
}

/* ---- a leaf */

static group_vector vector_of(const weighing *w, uint32_t member)
{
    return w->task->reports[w->member[member]].v;
}

/* All of a happening are of one quarter. The sum of one report is its own vector. */
static void weigh_leaf(const weighing *w, uint32_t leaf)
{
    group_profile *p = &w->task->leaf[leaf].of;
    uint32_t from = w->first[leaf], to = w->first[leaf + 1];
    length reports = { 0, 0 }, sum = { 0, 0 };
    int64_t alone = 0;
    for (uint32_t k = from; k < to; k++) weigh_vector(w, vector_of(w, k), &reports);
    if (reports.after == reports.before) return;
    uint32_t factor = stretch_of(reports);
    for (uint32_t k = from; k < to; k++) {
        stretch(vector_of(w, k), factor);
        alone += group_dot(vector_of(w, k), vector_of(w, k));
    }
    if (p->size < 2) return;
    weigh_vector(w, p->sum, &sum);
    stretch(p->sum, factor);
    int64_t inner = (group_dot(p->sum, p->sum) - alone) / 2;
    p->inner = inner > 0 ? inner : 0; /* a sum without its odd words may be shorter */
}

/* ---- the record */

static bool is_dated(const weighing *w, uint32_t leaf)
{
    return w->task->leaf[leaf].of.first != INT32_MIN;
}

/* first: counted two places on, so that each start becomes the end while it is filled. */
static void list_members(weighing *w)
{
    const group_spread_task *t = w->task;
    for (uint32_t i = 0; i < t->n; i++) w->first[t->leaf_of[i] + 2]++;
    for (uint32_t k = 0; k < t->leaves; k++) w->first[k + 2] += w->first[k + 1];
    for (uint32_t i = 0; i < t->n; i++) w->member[w->first[t->leaf_of[i] + 1]++] = i;
}

/* Names among the heaviest terms of each leaf. */
static void list_names(weighing *w, uint64_t *key)
{
    for (uint32_t k = 0; k < w->task->leaves; k++) {
        group_vector v = w->task->leaf[k].of.sum;
        uint32_t heavy = is_dated(w, k) ? group_heaviest(v, key) : 0;
        for (uint32_t h = 0; h < heavy; h++) {
            const group_term *t = group_heavy_term(v, key[h]);
            uint32_t *name = t->w.whole & GROUP_NAME ? DL_PUSH(w->arena, &w->names) : NULL;
            if (!name) continue;
            *name = t->id;
            w->all[t->id]++;
        }
        w->names_end[k] = w->names.n;
    }
}

/* Leaves from..to - 1 are of one quarter. */
static void weigh_quarter(weighing *w, uint32_t from, uint32_t to)
{
    uint32_t first = from ? w->names_end[from - 1] : 0, last = w->names_end[to - 1];
    for (uint32_t k = first; k < last; k++) w->now[w->names.at[k]]++;
    for (uint32_t k = from; k < to; k++) weigh_leaf(w, k);
    for (uint32_t k = first; k < last; k++) w->now[w->names.at[k]] = 0;
}

static void weigh_quarters(weighing *w)
{
    const group_node *leaf = w->task->leaf;
    for (uint32_t from = 0, to; from < w->task->leaves && is_dated(w, from); from = to) {
        int32_t quarter = quarter_of(leaf[from].of.first);
        for (to = from + 1; to < w->task->leaves; to++)
            if (!is_dated(w, to) || quarter_of(leaf[to].of.first) != quarter) break;
        weigh_quarter(w, from, to);
    }
}

static bool set_up(weighing *w)
{
    const group_spread_task *t = w->task;
    w->now = dl_arena_array(w->arena, t->terms, sizeof *w->now);
    w->all = dl_arena_array(w->arena, t->terms, sizeof *w->all);
    w->member = dl_arena_array(w->arena, (size_t)t->n + 1, sizeof *w->member);
    w->first = dl_arena_array(w->arena, (size_t)t->leaves + 2, sizeof *w->first);
    w->names_end = dl_arena_array(w->arena, (size_t)t->leaves + 1, sizeof *w->names_end);
    return !dl_arena_failed(w->arena);
}

bool group_spread_weigh(const group_spread_task *task)
{
    uint32_t longest = 0;
    weighing w = { .task = task, .arena = dl_arena_new(task->mem, 0) };
    for (uint32_t k = 0; k < task->leaves; k++)
        longest = task->leaf[k].of.sum.n > longest ? task->leaf[k].of.sum.n : longest;
    bool ok = w.arena && set_up(&w);
    uint64_t *key = ok ? dl_arena_room(w.arena, ((size_t)longest + 1) * sizeof *key) : NULL;
    if (key) {
        list_members(&w);
        list_names(&w, key);
    }
    ok = key && !dl_arena_failed(w.arena);
    if (ok) weigh_quarters(&w);
    dl_arena_free(w.arena);
    return ok;
}
