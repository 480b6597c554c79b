/* join - joining what belongs together, the most alike first (average linkage over the
 * nearest neighbours).
 *
 * likeness(A, B) = mean dot product over pairs of their reports, halved for each
 * half-life of days between them. Two groups that have a size of their own join only
 * if they are about as like each other as each is within itself: two marriages in one
 * week share the words of marriages, but reports of one marriage share much more. What
 * two groups share must also be evidence (evidence.c). Sums make every likeness one
 * dot product.
 *
 * The most alike go first, in steps of a sixteenth. Inside a step two join when
 * neither has another that is more alike, wherever in the record they are: what is
 * near in days and matter is worked on together, while it is in the caches. Ties go to
 * the lowest numbers, so the result depends on nothing but the order of the leaves. */
#include <stdlib.h>

#include "group_private.h"

enum {
    FIRST = 8,
    SIZES = 3,
    LIST_MAX = FIRST << (SIZES - 1), /* neighbours kept of one group: room for 8, 16, 32 */
    SUM_KEPT = 4000,
    SUM_MAX = 2 * SUM_KEPT,
    COPIES_ALIKE = 600 /* per mille: copies joined before all others */
};

typedef struct tie {
    int64_t dot;
    uint32_t node, like;
} tie; /* like: 0 once the two were refused */
typedef struct meeting {
    int64_t dot;
    uint32_t node, known;
} meeting; /* known: 1 by one part, 2 by the other, 3 by both */
typedef struct list {
    tie *at;
    uint32_t most; /* none is more alike than this */
    uint32_t checked; /* nodes there were when those that fell were last thrown out */
    uint8_t n, size; /* room for FIRST << size */
} list;
typedef struct room {
    struct room *next;
} room; /* for ties, not in use */
typedef struct span {
    int32_t first, last;
    uint32_t size;
} span; /* what likeness asks of a node, close together */
typedef struct joiner {
    const dl_mem *mem;
    dl_arena *arena, *scratch;
    group_nodes *nodes;
    const group_rules *rules;
    uint32_t leaves, terms;
    uint32_t *head,
        /* [leaves] the nodes that neighbours are sought for: leaves, and what copies
         * became */
        heads;
    uint32_t *
        /* [terms] weights, with GROUP_NAME, of the one vector that others are multiplied
         * with; zero between uses */
        spread;
    span *span; /* [nodes at most] */
    bool *
        /* [nodes at most] false: it became part of another, or is not made yet; asked
         * most of all, and so small that it stays in the caches */
        stands;
    list *near; /* [nodes at most] neighbours that still stand, and some that do not */
    struct room *spare[SIZES]; /* of lists that went */
    int64_t least; /* the rule's, per 2^28 */
    uint32_t floor; /* of this step: what is less alike waits */
    uint32_t *mark; /* [nodes at most] a node's place in met, where that place holds it */
    meeting *met; /* neighbours of two that become one */
    uint32_t *alone, met_n; /* places in met of those that one part knew */
    bool failed;
} joiner;

enum {
    LEAP = 8,
    FAR = 32
    /* a vector this many times longer is searched in leaps, not read through: side by side,
 * or with the other one spread out */
};

uint32_t group_leap(group_vector v, uint32_t at, uint32_t id)
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
    for (uint32_t i = 0, j = 0; i < x.n && (j = group_leap(y, j, x.at[i].id)) < y.n; i++)
        if (x.at[i].id == y.at[j].id)
            sum += (int64_t)GROUP_WEIGHT(x.at[i].w) * GROUP_WEIGHT(y.at[j].w);
    return sum;
}

int64_t group_dot(group_vector x, group_vector y)
{
    if (x.n / LEAP > y.n) return dot_leaping(y, x);
    if (y.n / LEAP > x.n) return dot_leaping(x, y);
    int64_t sum = 0;
    for (uint32_t i = 0, j = 0; i < x.n && j < y.n;) {
        if (x.at[i].id == y.at[j].id)
            sum += (int64_t)GROUP_WEIGHT(x.at[i].w) * GROUP_WEIGHT(y.at[j].w);
        bool step = x.at[i].id <= y.at[j].id;
        j += y.at[j].id <= x.at[i].id;
        i += step;
    }
    return sum;
}

/* What is passed leads further up from now on: a thousand copies are a thousand nodes one
 * above the other. */
uint32_t group_top(const group_nodes *nodes, uint32_t node)
{
    for (group_node *n = &nodes->at[node]; n->into != node; n = &nodes->at[node]) {
        n->into = nodes->at[n->into].into;
        node = n->into;
    }
    return node;
}

int32_t group_gap(int32_t first, int32_t last, int32_t first2, int32_t last2)
{
    if (first == INT32_MIN || first2 == INT32_MIN) return 0;
    return first > last2 ? first - last2 : first2 > last ? first2 - last : 0;
}

/* x halved for each half-life; inside one, a straight line (at most 6 % off). */
int64_t group_fade(int64_t x, int32_t days, int32_t half)
{
    if (!days) return x; /* most of those that are asked about; divisions are slow */
    int32_t whole = days / half;
    if (whole > 40) return 0;
    x >>= whole;
    return x - x * (days % half) / half / 2;
}

/* Per 2^28 ("ONE squared"), of two nodes whose sums have this dot product. */
static int64_t likeness(const joiner *j, uint32_t a, uint32_t b, int64_t dot)
{
    const span *x = &j->span[a], *y = &j->span[b];
    int64_t pairs = (int64_t)x->size * y->size;
    return group_fade(pairs == 1 ? dot : dot / pairs,
        group_gap(x->first, x->last, y->first, y->last), j->rules->half_life);
}

static int64_t cohesion(const group_node *x)
{
    int64_t pairs = (int64_t)x->size * (x->size - 1) / 2;
    return pairs ? x->inner / pairs : (int64_t)GROUP_ONE * GROUP_ONE;
}

static group_side side(group_node *x)
{
    return (group_side){ x->sum, x->size, x->series, x->first, x->last, &x->issue };
}

static bool may_join(const joiner *j, uint32_t a, uint32_t b, int64_t like)
{
    group_node *x = &j->nodes->at[a], *y = &j->nodes->at[b];
    bool alone = (x->size < 2 && y->size < 2) || (j->rules->alone && (x->size < 2 || y->size < 2));
    int64_t cx = cohesion(x), cy = cohesion(y);
    if (!alone && like < (cx < cy ? cx : cy) / 1000 * j->rules->cohesion) return false;
    return group_evidence(side(x), side(y), j->rules, j->spread);
}

void *group_room(
    const dl_mem *m, bool *failed, void *p, uint32_t n, uint32_t *cap, uint32_t first, size_t size)
{
    if (n < *cap || *failed) return p;
    uint32_t more = *cap ? *cap + *cap / 2 + 1 : first;
    void *q = dl_mem_resize(m, p, *cap * size, more * size);
    if (q) *cap = more;
    else *failed = true;
    return q ? q : p;
}

/* ---- neighbours */

static tie *room_take(joiner *j, unsigned size)
{
    room *r = j->spare[size];
    void *ties = r;
    if (r) j->spare[size] = r->next;
    else ties = dl_arena_room(j->scratch, ((size_t)FIRST << size) * sizeof(tie));
    j->failed |= !ties;
    return ties;
}

static void room_give(joiner *j, void *ties, unsigned size)
{
    room *r = ties;
    if (!r) return;
    r->next = j->spare[size];
    j->spare[size] = r;
}

static void make_room(joiner *j, list *l)
{
    unsigned size = l->at ? l->size + 1u : 0;
    tie *more = room_take(j, size);
    if (!more) return;
    if (l->n) memcpy(more, l->at, l->n * sizeof *more);
    room_give(j, l->at, l->size);
    l->at = more;
    l->size = (uint8_t)size;
}

static void forget_fallen(const joiner *j, list *l)
{
    uint8_t k = 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (j->stands[l->at[i].node]) l->at[k++] = l->at[i];
    l->n = k;
    l->checked = j->nodes->n;
}

/* In a full list the least alike makes room. */
static void replace_weakest(list *l, tie t)
{
    tie *weakest = l->at;
    for (tie *x = l->at; x < l->at + l->n; x++)
        if (x->like < weakest->like || (x->like == weakest->like && x->node > weakest->node))
            weakest = x;
    if (t.like > weakest->like) *weakest = t;
}

static void remember(joiner *j, uint32_t of, tie t)
{
    list *l = &j->near[of];
    if (l->n == LIST_MAX && l->checked != j->nodes->n)
        forget_fallen(j, l); /* nobody falls without a new node */
    if (t.like > l->most) l->most = t.like;
    if (l->n == LIST_MAX) {
        replace_weakest(l, t);
        return;
    }
    if (!l->at || l->n == FIRST << l->size) make_room(j, l);
    if (!j->failed) l->at[l->n++] = t;
}

static void list_free(joiner *j, uint32_t of)
{
    room_give(j, j->near[of].at, j->near[of].size);
    j->near[of] = (list){ .at = NULL };
}

/* The most alike of those that still stand and are not below the step, of two as alike
 * the lowest; NULL: there is none. */
static const tie *best(const joiner *j, uint32_t node)
{
    list *l = &j->near[node];
    const tie *b = NULL;
    if (l->most < j->floor) return NULL;
    forget_fallen(j, l);
    for (const tie *t = l->at; t < l->at + l->n; t++)
        if (!b || t->like > b->like || (t->like == b->like && t->node < b->node)) b = t;
    l->most = b ? b->like : 0;
    return l->most < j->floor ? NULL : b;
}

static void refuse(joiner *j, uint32_t node, uint32_t other)
{
    list *l = &j->near[node];
    for (uint32_t i = 0; i < l->n; i++)
        if (l->at[i].node == other) l->at[i].like = 0;
}

/* ---- one vector with many: its weights lie spread out by their ids, so each of the
 * others is read once, and no step waits for the one before */

static void spread_out(joiner *j, group_vector v)
{
    for (uint32_t i = 0; i < v.n; i++) j->spread[v.at[i].id] = v.at[i].w;
}

static void take_in(joiner *j, group_vector v)
{
    for (uint32_t i = 0; i < v.n; i++) j->spread[v.at[i].id] = 0;
}

/* The vectors of many do not fit the caches: the next one is fetched while one is
 * multiplied. */
static void fetch(group_vector v)
{
    enum { LINE = 64 / sizeof *v.at, MOST = 128 };
    for (uint32_t i = 0; i < v.n && i < MOST; i += LINE) __builtin_prefetch(&v.at[i]);
}

static int64_t dot_with(const joiner *j, group_vector v)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < v.n; i++)
        sum += (int64_t)GROUP_WEIGHT(j->spread[v.at[i].id]) * GROUP_WEIGHT(v.at[i].w);
    return sum;
}

static void pair_up(joiner *j, uint32_t a, uint32_t b, int64_t dot)
{
    int64_t like = likeness(j, a, b, dot);
    if (like < j->least) return;
    remember(j, a, (tie){ dot, b, (uint32_t)like });
    remember(j, b, (tie){ dot, a, (uint32_t)like });
}

/* ---- the index: heads, by their places, by their heaviest words */

typedef struct posted {
    uint32_t head, w;
} posted;
typedef struct posting {
    uint32_t from, n;
    /* of a word that has more than GROUP_POSTING_MAX the newest are kept, one in the place of
 * another */
} posting;
typedef struct seeker {
    posting *of; /* [terms] */
    posted *at;
    int64_t *sum; /* [heads] */
    uint32_t *size, *touched, n;
    uint64_t *key;
    uint32_t *heavy; /* [heads][GROUP_INDEXED] places of the heaviest terms */
    uint8_t *heavies;
} seeker;

uint32_t group_heaviest(group_vector v, uint64_t *key)
{
    for (uint32_t t = 0; t < v.n; t++) key[t] = (uint64_t)GROUP_WEIGHT(v.at[t].w) << 32 | (v.n - t);
    dl_greatest(key, v.n, GROUP_INDEXED);
    return v.n < GROUP_INDEXED ? v.n : GROUP_INDEXED;
}

static group_vector sum_of(const joiner *j, uint32_t head)
{
    return j->nodes->at[j->head[head]].sum;
}

static const group_term *heavy_term(const joiner *j, const seeker *s, uint32_t head, uint32_t k)
{
    return &sum_of(j, head).at[s->heavy[(size_t)head * GROUP_INDEXED + k]];
}

/* Notes the heaviest terms of a head and counts them. */
static void choose(const joiner *j, seeker *s, uint32_t head)
{
    group_vector v = sum_of(j, head);
    s->heavies[head] = (uint8_t)group_heaviest(v, s->key);
    for (uint32_t k = 0; k < s->heavies[head]; k++) {
        s->heavy[(size_t)head * GROUP_INDEXED + k] = v.n - (uint32_t)s->key[k];
        s->of[heavy_term(j, s, head, k)->id].n++;
    }
}

static void post(const joiner *j, seeker *s, uint32_t head)
{
    for (uint32_t k = 0; k < s->heavies[head]; k++) {
        const group_term *t = heavy_term(j, s, head, k);
        posting *p = &s->of[t->id];
        s->at[p->from + p->n++ % GROUP_POSTING_MAX] = (posted){ head, GROUP_WEIGHT(t->w) };
    }
}

static uint32_t kept(uint32_t n) { return n < GROUP_POSTING_MAX ? n : GROUP_POSTING_MAX; }

static void add_up(const joiner *j, seeker *s, uint32_t head)
{
    s->n = 0;
    for (uint32_t h = 0; h < s->heavies[head]; h++)
        __builtin_prefetch(&s->of[heavy_term(j, s, head, h)->id]);
    for (uint32_t h = 0; h < s->heavies[head]; h++) {
        const posted *at = &s->at[s->of[heavy_term(j, s, head, h)->id].from];
        __builtin_prefetch(at);
    }
    for (uint32_t h = 0; h < s->heavies[head]; h++) {
        const group_term *t = heavy_term(j, s, head, h);
        const posting *p = &s->of[t->id];
        const posted *at = &s->at[p->from];
        int64_t w = GROUP_WEIGHT(t->w);
        for (uint32_t k = 0, n = kept(p->n); k < n; k++) {
            uint32_t o = at[k].head;
            s->touched[s->n] = o;
            s->n += s->sum[o] == 0;
            s->sum[o] += w * at[k].w;
        }
    }
}

/* Head i with those before it that share its words: the most alike by the index are
 * looked at in full. */
static void seek(joiner *j, seeker *s, uint32_t i)
{
    uint32_t hits = 0;
    int64_t least = j->least / 2, mine = least * s->size[i];
    add_up(j, s, i);
    for (uint32_t k = 0; k < s->n; k++) {
        uint32_t o = s->touched[k];
        int64_t dot = s->sum[o];
        s->sum[o] = 0;
        if (dot < mine * s->size[o]) continue; /* nearly all: no division for them */
        int64_t like = likeness(j, j->head[i], j->head[o], dot);
        if (like >= least) s->key[hits++] = (uint64_t)like << 32 | (UINT32_MAX - o);
    }
    dl_greatest(s->key, hits, j->rules->neighbours);
    if (hits > j->rules->neighbours) hits = j->rules->neighbours;
    spread_out(j, sum_of(j, i));
    for (uint32_t k = 0; k < hits; k++) {
        uint32_t o = UINT32_MAX - (uint32_t)s->key[k];
        if (k + 1 < hits) fetch(sum_of(j, UINT32_MAX - (uint32_t)s->key[k + 1]));
        pair_up(j, j->head[i], j->head[o], dot_with(j, sum_of(j, o)));
    }
    take_in(j, sum_of(j, i));
    post(j, s, i);
}

/* Counts first, so that every list has its place. */
static bool lay_out(joiner *j, seeker *s, dl_arena *a)
{
    uint32_t longest = j->heads, total = 0;
    for (uint32_t i = 0; i < j->heads; i++)
        longest = sum_of(j, i).n > longest ? sum_of(j, i).n : longest;
    s->of = dl_arena_array(a, j->terms, sizeof *s->of);
    s->sum = dl_arena_array(a, j->heads + 1, sizeof *s->sum);
    s->touched = dl_arena_room(a, (j->heads + (size_t)1) * sizeof *s->touched);
    s->key = dl_arena_room(a, ((size_t)longest + 1) * sizeof *s->key);
    s->heavy = dl_arena_room(a, ((size_t)j->heads * GROUP_INDEXED + 1) * sizeof *s->heavy);
    s->size = dl_arena_room(a, (j->heads + (size_t)1) * sizeof *s->size);
    s->heavies = dl_arena_array(a, j->heads + 1, sizeof *s->heavies);
    if (dl_arena_failed(a)) return false;
    for (uint32_t i = 0; i < j->heads; i++) {
        s->size[i] = j->span[j->head[i]].size;
        choose(j, s, i);
    }
    for (uint32_t k = 0; k < j->terms; k++) {
        s->of[k].from = total;
        total += kept(s->of[k].n);
        s->of[k].n = 0;
    }
    s->at = dl_arena_room(a, ((size_t)total + 1) * sizeof *s->at);
    return !dl_arena_failed(a);
}

static void find_neighbours(joiner *j)
{
    dl_arena *a = dl_arena_new(j->mem, 0);
    seeker s = { 0 };
    if (!a || !lay_out(j, &s, a)) j->failed = true;
    for (uint32_t i = 0; i < j->heads && !j->failed; i++) seek(j, &s, i);
    dl_arena_free(a);
}

/* ---- joining */

typedef struct both {
    uint64_t w;
    uint32_t id;
} both; /* a term of two vectors, the product of its weights */

/* The GROUP_SHARED heaviest, the heaviest first; of two as heavy the one that comes
 * first. */
static void note_shared(uint32_t *shared, const both *at, uint32_t n)
{
    uint64_t weight[GROUP_SHARED] = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        uint64_t w = at[i].w;
        uint32_t id = at[i].id;
        for (int k = 0; w > weight[GROUP_SHARED - 1] && k < GROUP_SHARED; k++) {
            if (w <= weight[k]) continue;
            uint64_t w2 = weight[k];
            uint32_t id2 = shared[k];
            weight[k] = w, shared[k] = id;
            w = w2, id = id2;
        }
    }
}

bool group_sum(const dl_mem *m, group_vector x, group_vector y, group_vector *out, uint32_t *shared)
{
    size_t most = (size_t)(x.n < y.n ? x.n : y.n) + 1;
    both *of_both = dl_mem_alloc(m, most * sizeof *of_both);
    group_term *at = of_both ? dl_mem_alloc(m, ((size_t)x.n + y.n) * sizeof *at) : NULL, *fits;
    uint32_t n = 0, i = 0, k = 0, shares = 0;
    while (at && i < x.n && k < y.n) { /* no branch hangs on which of the two comes first */
        group_term a = x.at[i], b = y.at[k];
        uint32_t left = a.id <= b.id, right = b.id <= a.id, v = GROUP_WEIGHT(a.w) & (0 - left),
                 w = GROUP_WEIGHT(b.w) & (0 - right);
        uint32_t name = ((a.w & (0 - left)) | (b.w & (0 - right))) & GROUP_NAME;
        at[n] = (group_term){
            left ? a.id : b.id, (v + w < GROUP_NAME ? v + w : GROUP_NAME - 1) | name
        }; /* a hundred thousand reports of nothing else */
        of_both[shares] = (both){ (uint64_t)v * w, a.id };
        shares += left & right;
        i += left;
        k += right;
        n++;
    }
    for (; at && i < x.n; i++) at[n++] = x.at[i];
    for (; at && k < y.n; k++) at[n++] = y.at[k];
    if (at) note_shared(shared, of_both, shares);
    dl_mem_free(m, of_both, most * sizeof *of_both);
    fits = at && n ? dl_mem_resize(m, at, ((size_t)x.n + y.n) * sizeof *at, n * sizeof *at) : at;
    *out = (group_vector){ fits ? fits : at, n };
    return at != NULL && fits != NULL;
}

int32_t group_earlier(int32_t x, int32_t y)
{
    return x == INT32_MIN ? y : y == INT32_MIN ? x : x < y ? x : y;
}

static void sum_free(joiner *j, uint32_t node)
{
    group_node *x = &j->nodes->at[node];
    if (node < j->leaves) return; /* a leaf's vector is the caller's */
    dl_mem_free(j->mem, x->sum.at, x->sum.n * sizeof *x->sum.at);
    x->sum = (group_vector){ NULL, 0 };
}

/* The neighbours of one part, into `met`. */
static void gather(joiner *j, uint32_t part, uint32_t bit)
{
    const list *l = &j->near[part];
    for (uint32_t k = 0; k < l->n; k++) {
        tie t = l->at[k];
        if (!j->stands[t.node]) continue;
        uint32_t at = j->mark[t.node];
        if (at < j->met_n && j->met[at].node == t.node) {
            j->met[at].dot += t.dot;
            j->met[at].known |= bit;
            continue;
        }
        j->mark[t.node] = j->met_n;
        j->met[j->met_n++] = (meeting){ t.dot, t.node, bit };
    }
}

static group_vector met_sum(const joiner *j, uint32_t k)
{
    return j->nodes->at[j->met[j->alone[k]].node].sum;
}

/* The part that `known` does not name, with the neighbours that the other one knew
 * alone. */
static void multiply(joiner *j, uint32_t part, uint32_t known)
{
    enum { AHEAD = 2 };
    group_vector v = j->nodes->at[part].sum;
    uint32_t n = 0;
    for (uint32_t k = 0; k < j->met_n; k++) {
        j->alone[n] = k;
        n += j->met[k].known == known;
    }
    for (uint32_t k = 0; k < AHEAD && k < n; k++) fetch(met_sum(j, k));
    spread_out(j, v);
    for (uint32_t k = 0; k < n; k++) {
        group_vector o = met_sum(j, k);
        if (k + AHEAD < n) fetch(met_sum(j, k + AHEAD));
        j->met[j->alone[k]].dot += o.n / FAR > v.n ? dot_leaping(v, o) : dot_with(j, o);
    }
    take_in(j, v);
}

/* Dot products add up: a neighbour that both parts know costs nothing. */
static void meet(joiner *j, uint32_t now, uint32_t a, uint32_t b)
{
    j->met_n = 0;
    gather(j, a, 1);
    gather(j, b, 2);
    multiply(j, b, 1);
    multiply(j, a, 2);
    for (uint32_t k = 0; k < j->met_n && !j->failed; k++)
        pair_up(j, now, j->met[k].node, j->met[k].dot);
}

/* The heaviest terms of a long sum: its reports' odd words say nothing of what they have
 * in common, and would make each product as long as the group. */
static bool prune(joiner *j, group_vector *v)
{
    if (v->n <= SUM_MAX) return true;
    uint64_t *key = dl_mem_alloc(j->mem, v->n * sizeof *key), least = UINT64_MAX;
    if (!key) return false;
    for (uint32_t t = 0; t < v->n; t++)
        key[t] = (uint64_t)GROUP_WEIGHT(v->at[t].w) << 32 | (UINT32_MAX - v->at[t].id);
    dl_greatest(key, v->n, SUM_KEPT);
    for (uint32_t t = 0; t < SUM_KEPT; t++) least = key[t] < least ? key[t] : least;
    uint32_t n = 0, had = v->n;
    for (uint32_t t = 0; t < had; t++)
        if (((uint64_t)GROUP_WEIGHT(v->at[t].w) << 32 | (UINT32_MAX - v->at[t].id)) >= least)
            v->at[n++] = v->at[t];
    dl_mem_free(j->mem, key, had * sizeof *key);
    group_term *fits = dl_mem_resize(j->mem, v->at, had * sizeof *fits, n * sizeof *fits);
    if (fits) v->at = fits;
    v->n = n;
    return fits != NULL;
}

static void merge(joiner *j, uint32_t a, tie with)
{
    uint32_t now = j->nodes->n, b = with.node;
    group_node *n = DL_PUSH(j->arena, j->nodes);
    if (!n) return;
    group_node *x = &j->nodes->at[a], *y = &j->nodes->at[b];
    *n = (group_node){ .size = x->size + y->size,
        .series = x->series == y->series ? x->series : 0,
        .inner = x->inner + y->inner + with.dot,
        .first = group_earlier(x->first, y->first),
        .last = x->last > y->last ? x->last : y->last,
        .into = now,
        .part = { a, b },
        .weight = (int32_t)((int64_t)with.like * 1000 / ((int64_t)GROUP_ONE * GROUP_ONE)) };
    if (!group_sum(j->mem, x->sum, y->sum, &n->sum, n->shared) || !prune(j, &n->sum))
        j->failed = true;
    x->into = y->into = now;
    j->stands[a] = j->stands[b] = false;
    j->stands[now] = true;
    j->span[now] = (span){ n->first, n->last, n->size };
    meet(j, now, a, b);
    list_free(j, a);
    list_free(j, b);
    sum_free(j, a);
    sum_free(j, b);
}

/* Copies of one text first: they are the most alike in any case, and a text that stands
 * in thirty reports is sought once. */
static void join_copies(joiner *j, const uint32_t *copy_of)
{
    for (uint32_t i = 0; i < j->leaves && !j->failed; i++) {
        if (copy_of[i] == i) continue;
        uint32_t top = group_top(j->nodes, copy_of[i]);
        int64_t dot = group_dot(j->nodes->at[top].sum, j->nodes->at[i].sum),
                like = likeness(j, top, i, dot);
        if (like >= (int64_t)GROUP_ONE * GROUP_ONE / 1000 * COPIES_ALIKE
            && may_join(j, i, top, like))
            merge(j, i, (tie){ dot, top, (uint32_t)like });
    }
}

/* What stands, in the order of the first leaf of each. */
static void list_heads(joiner *j)
{
    for (uint32_t i = 0; i < j->leaves; i++) {
        uint32_t top = group_top(j->nodes, i);
        if (j->mark[top]) continue;
        j->mark[top] = 1;
        j->head[j->heads++] = top;
    }
    for (uint32_t i = 0; i < j->heads; i++) j->mark[j->head[i]] = 0;
}

/* From a node to the most alike of it, from there on as long as that one has another that
 * is more alike still: those two join, or never will. */
static void settle(joiner *j, uint32_t node)
{
    for (const tie *x, *y;
         !j->failed && !dl_arena_failed(j->arena) && (x = best(j, node)) != NULL;) {
        uint32_t a = node;
        for (; (y = best(j, x->node)) && y->like > x->like; x = y) a = x->node;
        tie t = *x;
        if (may_join(j, a, t.node, t.like)) merge(j, a, t);
        else {
            refuse(j, a, t.node);
            refuse(j, t.node, a);
        }
        if (!j->stands[node]) node = j->nodes->n - 1;
    }
}

static void join_all(joiner *j)
{
    for (j->floor = GROUP_ONE * GROUP_ONE; j->floor > j->least;) {
        j->floor = j->floor / 16 * 15;
        if (j->floor < j->least) j->floor = (uint32_t)j->least;
        for (uint32_t i = 0; i < j->nodes->n && !j->failed; i++)
            if (j->stands[i]) settle(j, i);
    }
}

bool group_join(const dl_mem *m, dl_arena *a, group_nodes *nodes, uint32_t leaves,
    const uint32_t *copy_of, uint32_t terms, const group_rules *rules)
{
    dl_arena *scratch = dl_arena_new(m, 0);
    if (!scratch) return false;
    joiner j = { .mem = m,
        .arena = a,
        .scratch = scratch,
        .nodes = nodes,
        .rules = rules,
        .leaves = leaves,
        .terms = terms,
        .least = (int64_t)GROUP_ONE * GROUP_ONE / 100000 * rules->least };
    size_t most = (size_t)leaves * 2 + 1;
    j.span = dl_arena_array(scratch, most, sizeof *j.span);
    j.stands = dl_arena_array(scratch, most, sizeof *j.stands);
    j.near = dl_arena_array(scratch, most, sizeof *j.near);
    j.mark = dl_arena_array(scratch, most, sizeof *j.mark);
    j.met = dl_arena_array(scratch, 2 * LIST_MAX, sizeof *j.met);
    j.alone = dl_arena_array(scratch, 2 * LIST_MAX, sizeof *j.alone);
    j.spread = dl_arena_array(scratch, terms, sizeof *j.spread);
    j.head = dl_arena_array(scratch, (size_t)leaves + 1, sizeof *j.head);
    j.failed = dl_arena_failed(scratch);
    for (uint32_t i = 0; !j.failed && i < leaves; i++) {
        j.span[i] = (span){ nodes->at[i].first, nodes->at[i].last, nodes->at[i].size };
        j.stands[i] = true;
    }
    if (!j.failed && copy_of) join_copies(&j, copy_of);
    if (!j.failed) list_heads(&j);
    if (!j.failed) find_neighbours(&j);
    if (!j.failed) join_all(&j);
    dl_arena_free(scratch);
    return !j.failed && !dl_arena_failed(a);
}

void group_nodes_free(const dl_mem *m, group_nodes *nodes)
{
    for (uint32_t i = 0; i < nodes->n; i++) {
        group_node *x = &nodes->at[i];
        if (x->part[0] != UINT32_MAX) dl_mem_free(m, x->sum.at, x->sum.n * sizeof *x->sum.at);
    }
}
