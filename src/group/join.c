/* join - joining what belongs together, the most alike first (average linkage over the nearest neighbours).
 *
 * likeness(A, B) = mean dot product over pairs of their reports, halved for each half-life of days between them. Two groups that have a size
 * of their own join only if they are about as like each other as each is within itself: two marriages in one week share the words of marriages,
 * but reports of one marriage share much more. Sums make every likeness one dot product; ties go to the lowest numbers, so the result depends
 * on nothing but the order of the leaves. Names and events will add to likeness() when those rooms come. */
#include <stdlib.h>

#include "group_private.h"

enum {
    POSTING_MAX = 2000,      /* reports looked at for one word: the newest; older ones are found by rarer words */
    LIST_MAX = 160           /* neighbours kept of one group */
};

typedef struct edge { int64_t like; uint32_t a, b; } edge;
typedef struct list { uint32_t *at; uint32_t n, cap; } list;
typedef struct joiner {
    dl_arena *arena;
    group_nodes *nodes;
    const group_rules *rules;
    list *near;              /* [nodes] numbers of nodes, resolved when used */
    uint32_t near_n, near_cap;
    edge *heap;
    uint32_t heap_n, heap_cap;
    uint32_t *mark, stamp;   /* [nodes at most] */
} joiner;

enum { LEAP = 8 }; /* a vector this many times longer is searched in leaps, not read through */

/* The first place from `at` on whose id is not below `id`. */
static uint32_t leap(group_vector v, uint32_t at, uint32_t id)
{
    uint32_t step = 1, end = at;
    while (end < v.n && v.at[end].id < id) at = end + 1, end += step, step *= 2;
    if (end > v.n) end = v.n;
    while (at < end) {
        uint32_t mid = at + (end - at) / 2;
        if (v.at[mid].id < id) at = mid + 1;
        else end = mid;
    }
    return at;
}

static int64_t dot_leaping(group_vector x, group_vector y)
{
    int64_t sum = 0;
    for (uint32_t i = 0, j = 0; i < x.n && (j = leap(y, j, x.at[i].id)) < y.n; i++)
        if (x.at[i].id == y.at[j].id) sum += x.at[i].w * y.at[j].w;
    return sum;
}

int64_t group_dot(group_vector x, group_vector y)
{
    if (x.n / LEAP > y.n) return dot_leaping(y, x);
    if (y.n / LEAP > x.n) return dot_leaping(x, y);
    int64_t sum = 0;
    for (uint32_t i = 0, j = 0; i < x.n && j < y.n;) {
        if (x.at[i].id == y.at[j].id) sum += x.at[i].w * y.at[j].w;
        bool step = x.at[i].id <= y.at[j].id;
        j += y.at[j].id <= x.at[i].id;
        i += step;
    }
    return sum;
}

uint32_t group_top(const group_nodes *nodes, uint32_t node)
{
    while (nodes->at[node].into != node) node = nodes->at[node].into;
    return node;
}

static int32_t gap(const group_node *x, const group_node *y)
{
    if (x->first == INT32_MIN || y->first == INT32_MIN) return 0;
    int32_t g = x->first > y->last ? x->first - y->last : y->first > x->last ? y->first - x->last : 0;
    return g;
}

/* x halved for each half-life; inside one, a straight line (at most 6 % off). */
static int64_t fade(int64_t x, int32_t days, int32_t half)
{
    int32_t whole = days / half;
    if (whole > 40) return 0;
    x >>= whole;
    return x - x * (days % half) / half / 2;
}

/* Per 2^28 ("ONE squared"). */
static int64_t likeness(const joiner *j, uint32_t a, uint32_t b)
{
    const group_node *x = &j->nodes->at[a], *y = &j->nodes->at[b];
    int64_t mean = group_dot(x->sum, y->sum) / ((int64_t)x->size * y->size);
    return fade(mean, gap(x, y), j->rules->half_life);
}

static int64_t cohesion(const group_node *x)
{
    int64_t pairs = (int64_t)x->size * (x->size - 1) / 2;
    return pairs ? x->inner / pairs : (int64_t)GROUP_ONE * GROUP_ONE;
}

static int64_t least(const joiner *j) { return (int64_t)GROUP_ONE * GROUP_ONE / 100000 * j->rules->least; }

static bool may_join(const joiner *j, uint32_t a, uint32_t b, int64_t like)
{
    const group_node *x = &j->nodes->at[a], *y = &j->nodes->at[b];
    if (x->size < j->rules->small || y->size < j->rules->small) return true;
    int64_t cx = cohesion(x), cy = cohesion(y);
    return like >= (cx < cy ? cx : cy) / 1000 * j->rules->cohesion;
}

/* ---- a heap of pairs, the most alike on top */

static bool before(const edge *x, const edge *y)
{
    if (x->like != y->like) return x->like > y->like;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static void heap_push(joiner *j, edge e)
{
    edge *slot = dl_vec_push(j->arena, (void **)&j->heap, &j->heap_n, &j->heap_cap, sizeof *j->heap);
    if (!slot) return;
    uint32_t i = j->heap_n - 1;
    for (; i && before(&e, &j->heap[(i - 1) / 2]); i = (i - 1) / 2) j->heap[i] = j->heap[(i - 1) / 2];
    j->heap[i] = e;
}

static edge heap_pop(joiner *j)
{
    edge out = j->heap[0], last = j->heap[--j->heap_n];
    uint32_t i = 0;
    for (uint32_t k; (k = 2 * i + 1) < j->heap_n; i = k) {
        if (k + 1 < j->heap_n && before(&j->heap[k + 1], &j->heap[k])) k++;
        if (!before(&j->heap[k], &last)) break;
        j->heap[i] = j->heap[k];
    }
    if (j->heap_n) j->heap[i] = last;
    return out;
}

/* ---- neighbours */

static void remember(joiner *j, uint32_t of, uint32_t other)
{
    list *l = &j->near[of];
    if (l->n >= LIST_MAX) return;
    uint32_t *slot = dl_vec_push(j->arena, (void **)&l->at, &l->n, &l->cap, sizeof *l->at);
    if (slot) *slot = other;
}

static void pair_up(joiner *j, uint32_t a, uint32_t b, int64_t like)
{
    if (like < least(j)) return;
    remember(j, a, b);
    remember(j, b, a);
    heap_push(j, (edge){ like, a < b ? a : b, a < b ? b : a });
}

typedef struct posted { int64_t w; uint32_t node; } posted;
typedef struct posting { posted *at; uint32_t n, cap; } posting;
typedef struct hit { int64_t like; uint32_t node; } hit;

static int better(const void *x, const void *y)
{
    const hit *a = x, *b = y;
    return a->like != b->like ? (a->like < b->like ? 1 : -1) : (a->node > b->node) - (a->node < b->node);
}

typedef struct seeker { posting *post; int64_t *sum; uint32_t *touched, n; hit *hits; uint32_t words; } seeker;

/* Dot products of leaf i with all earlier leaves that share a word (of a very common word the newest leaves only). */
static void add_up(seeker *s, const group_node *x)
{
    s->n = 0;
    for (uint32_t t = 0; t < x->sum.n; t++) {
        const posting *p = &s->post[x->sum.at[t].id];
        for (uint32_t k = p->n > POSTING_MAX ? p->n - POSTING_MAX : 0; k < p->n; k++) {
            uint32_t o = p->at[k].node;
            if (s->sum[o] == 0) s->touched[s->n++] = o;
            s->sum[o] += x->sum.at[t].w * p->at[k].w;
        }
    }
}

static void seek(joiner *j, seeker *s, uint32_t i)
{
    const group_node *x = &j->nodes->at[i];
    uint32_t hits = 0;
    add_up(s, x);
    for (uint32_t k = 0; k < s->n; k++) {
        uint32_t o = s->touched[k];
        const group_node *y = &j->nodes->at[o];
        int64_t like = fade(s->sum[o] / ((int64_t)x->size * y->size), gap(x, y), j->rules->half_life);
        s->sum[o] = 0;
        if (like >= least(j)) s->hits[hits++] = (hit){ like, o };
    }
    qsort(s->hits, hits, sizeof *s->hits, better);
    for (uint32_t k = 0; k < hits && k < j->rules->neighbours; k++) pair_up(j, i, s->hits[k].node, likeness(j, i, s->hits[k].node));
    for (uint32_t t = 0; t < x->sum.n; t++) {
        posting *p = &s->post[x->sum.at[t].id];
        posted *slot = dl_vec_push(j->arena, (void **)&p->at, &p->n, &p->cap, sizeof *p->at);
        if (slot) *slot = (posted){ x->sum.at[t].w, i };
    }
}

static bool find_neighbours(joiner *j, uint32_t leaves)
{
    seeker s = { 0 };
    for (uint32_t i = 0; i < leaves; i++)
        for (uint32_t t = 0; t < j->nodes->at[i].sum.n; t++)
            if (j->nodes->at[i].sum.at[t].id >= s.words) s.words = j->nodes->at[i].sum.at[t].id + 1;
    s.post = dl_arena_array(j->arena, s.words + 1, sizeof *s.post);
    s.sum = dl_arena_array(j->arena, leaves + 1, sizeof *s.sum);
    s.touched = dl_arena_array(j->arena, leaves + 1, sizeof *s.touched);
    s.hits = dl_arena_array(j->arena, leaves + 1, sizeof *s.hits);
    if (!s.post || !s.sum || !s.touched || !s.hits) return false;
    for (uint32_t i = 0; i < leaves; i++) seek(j, &s, i);
    return !dl_arena_failed(j->arena);
}

/* ---- joining */

static group_vector add_vectors(dl_arena *a, group_vector x, group_vector y)
{
    group_vector out = { dl_arena_array(a, (size_t)x.n + y.n + 1, sizeof *out.at), 0 };
    uint32_t i = 0, k = 0;
    while (out.at && (i < x.n || k < y.n)) {
        bool left = k == y.n || (i < x.n && x.at[i].id <= y.at[k].id), both = left && k < y.n && i < x.n && x.at[i].id == y.at[k].id;
        out.at[out.n] = left ? x.at[i++] : y.at[k++];
        if (both) out.at[out.n].w += y.at[k++].w;
        out.n++;
    }
    return out;
}

static int32_t earlier(int32_t x, int32_t y) { return x == INT32_MIN ? y : y == INT32_MIN ? x : x < y ? x : y; }

static void gather(joiner *j, uint32_t now, uint32_t part)
{
    for (uint32_t k = 0; k < j->near[part].n; k++) {
        uint32_t o = group_top(j->nodes, j->near[part].at[k]);
        if (o == now || j->mark[o] == j->stamp) continue;
        j->mark[o] = j->stamp;
        pair_up(j, now, o, likeness(j, now, o));
    }
}

static void merge(joiner *j, uint32_t a, uint32_t b, int64_t like)
{
    uint32_t now = j->nodes->n;
    group_node *slot = DL_PUSH(j->arena, j->nodes);
    list *near = dl_vec_push(j->arena, (void **)&j->near, &j->near_n, &j->near_cap, sizeof *j->near);
    if (!slot || !near) return;
    group_node *x = &j->nodes->at[a], *y = &j->nodes->at[b];
    int64_t across = group_dot(x->sum, y->sum);
    *slot = (group_node){ add_vectors(j->arena, x->sum, y->sum), x->size + y->size, x->inner + y->inner + across, earlier(x->first, y->first), x->last > y->last ? x->last : y->last,
        now, { a, b }, (int32_t)(like * 1000 / ((int64_t)GROUP_ONE * GROUP_ONE)) };
    x->into = y->into = now;
    j->stamp++;
    gather(j, now, a);
    gather(j, now, b);
}

bool group_join(dl_arena *a, group_nodes *nodes, uint32_t leaves, const group_rules *rules)
{
    joiner j = { .arena = a, .nodes = nodes, .rules = rules };
    j.near = dl_arena_array(a, leaves + 1, sizeof *j.near);
    j.near_n = leaves;
    j.near_cap = leaves + 1;
    j.mark = dl_arena_array(a, (size_t)leaves * 2 + 1, sizeof *j.mark);
    if (!j.near || !j.mark || !find_neighbours(&j, leaves)) return false;
    while (j.heap_n && !dl_arena_failed(a)) {
        edge e = heap_pop(&j);
        if (nodes->at[e.a].into != e.a || nodes->at[e.b].into != e.b) continue;
        if (may_join(&j, e.a, e.b, e.like)) merge(&j, e.a, e.b, e.like);
    }
    return !dl_arena_failed(a);
}
