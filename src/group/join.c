/* join - see join.h.
 *
 * The most alike go first, in steps of a sixteenth. Inside a step two join when neither
 * has another that is more alike, wherever in the record they are: what is near in days
 * and matter is worked on together, while it is in the caches. Ties go to the lowest
 * numbers, so the result depends on nothing but the order of the leaves.
 *
 * Dot products add up: a neighbour of both parts of a new node costs nothing. */
#include "join.h"

#include "base/order.h"
#include "word_index.h"

enum {
    FIRST = 8,
    SIZES = 3,
    LIST_MAX = FIRST << (SIZES - 1) /* neighbours kept of one group: room for 8, 16, 32 */
};

typedef struct neighbour {
    int64_t dot;
    uint32_t node;
    uint32_t like; /* 0 once the two were refused */
} neighbour;
typedef struct common_neighbour {
    int64_t dot;
    uint32_t node;
    uint32_t known; /* 1 by one part, 2 by the other, 3 by both */
} common_neighbour;
typedef struct list {
    neighbour *at;
    uint32_t most; /* none is more alike than this */
    uint32_t checked; /* nodes there were when fallen ones were last thrown out */
    uint8_t n, size; /* room for FIRST << size */
} list;
typedef struct spare_room {
    struct spare_room *next;
} spare_room;
typedef struct extent {
    int32_t first, last;
    uint32_t size;
} extent; /* what likeness asks of a node, close together */
typedef struct joiner {
    const dl_mem *mem;
    dl_arena *arena, *scratch;
    group_nodes *nodes;
    const group_rules *rules;
    uint32_t leaves, terms;
    uint32_t *head, heads; /* [leaves] nodes whose neighbours are sought: leaves, merged copies */
    group_weight *scatter; /* [terms] the one vector that others are multiplied with (vector.h) */
    extent *extent; /* [nodes at most] */
    /* [nodes at most] false: it became part of another, or is not made yet. Asked most of
     * all, and so small that it stays in the caches. */
    bool *stands;
    list *near; /* [nodes at most] neighbours that still stand, and some that do not */
    struct spare_room *spare[SIZES]; /* of lists that went */
    int64_t least; /* the rule's, per 2^28 */
    uint32_t floor; /* of this step: what is less alike waits */
    uint32_t *mark; /* [nodes at most] a node's place in met, where that place holds it */
    common_neighbour *met; /* neighbours of two that become one */
    uint32_t *one_sided, met_n; /* places in met of those that one part knew */
    bool failed;
} joiner;

/* Union-find with path halving: without it a chain of a thousand copies is walked in full
 * at each call. */
uint32_t group_top(const group_nodes *nodes, uint32_t node)
{
    for (group_node *n = &nodes->at[node]; n->into != node; n = &nodes->at[node]) {
        n->into = nodes->at[n->into].into;
        node = n->into;
    }
    return node;
}

static int32_t days_apart(const joiner *j, uint32_t a, uint32_t b)
{
    if (j->rules->mean_days) return group_mean_days(&j->nodes->at[a].of, &j->nodes->at[b].of);
    const extent *x = &j->extent[a], *y = &j->extent[b];
    return group_days_between(x->first, x->last, y->first, y->last);
}

/* Of two nodes whose sums have this dot product. */
static int64_t likeness(const joiner *j, uint32_t a, uint32_t b, int64_t dot)
{
    int64_t pairs = (int64_t)j->extent[a].size * j->extent[b].size;
    return group_likeness(j->rules, dot, pairs, days_apart(j, a, b));
}

static bool may_join(const joiner *j, uint32_t a, uint32_t b, int64_t dot)
{
    return group_may_join(&j->nodes->at[a].of, &j->nodes->at[b].of, dot, j->rules, j->scatter);
}

static group_vector sum_of(const joiner *j, uint32_t node) { return j->nodes->at[node].of.sum; }

/* ---- neighbours */

static neighbour *take_room(joiner *j, unsigned size)
{
    spare_room *r = j->spare[size];
    void *room = r;
    if (r) j->spare[size] = r->next;
    else room = dl_arena_room(j->scratch, ((size_t)FIRST << size) * sizeof(neighbour));
    j->failed |= !room;
    return room;
}

static void give_room(joiner *j, void *room, unsigned size)
{
    spare_room *r = room;
    if (!r) return;
    r->next = j->spare[size];
    j->spare[size] = r;
}

static void make_room(joiner *j, list *l)
{
    unsigned size = l->at ? l->size + 1u : 0;
    neighbour *more = take_room(j, size);
    if (!more) return;
    if (l->n) memcpy(more, l->at, l->n * sizeof *more);
    give_room(j, l->at, l->size);
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
static void replace_weakest(list *l, neighbour t)
{
    neighbour *weakest = l->at;
    for (neighbour *x = l->at; x < l->at + l->n; x++)
        if (x->like < weakest->like || (x->like == weakest->like && x->node > weakest->node))
            weakest = x;
    if (t.like > weakest->like) *weakest = t;
}

static void remember(joiner *j, uint32_t of, neighbour t)
{
    list *l = &j->near[of];
    /* nobody falls without a new node */
    if (l->n == LIST_MAX && l->checked != j->nodes->n) forget_fallen(j, l);
    if (t.like > l->most) l->most = t.like;
    if (l->n == LIST_MAX) {
        replace_weakest(l, t);
        return;
    }
    if (!l->at || l->n == FIRST << l->size) make_room(j, l);
    if (!j->failed) l->at[l->n++] = t;
}

static void free_list(joiner *j, uint32_t of)
{
    give_room(j, j->near[of].at, j->near[of].size);
    j->near[of] = (list){ .at = NULL };
}

/* The most alike of those that still stand and are not below the step, of two as alike
 * the lowest. NULL: there is none. */
static const neighbour *best(const joiner *j, uint32_t node)
{
    list *l = &j->near[node];
    const neighbour *b = NULL;
    if (l->most < j->floor) return NULL;
    forget_fallen(j, l);
    for (const neighbour *t = l->at; t < l->at + l->n; t++)
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

static void pair_up(joiner *j, uint32_t a, uint32_t b, int64_t dot)
{
    int64_t like = likeness(j, a, b, dot);
    if (like < j->least) return;
    remember(j, a, (neighbour){ dot, b, (uint32_t)like });
    remember(j, b, (neighbour){ dot, a, (uint32_t)like });
}

/* ---- neighbours found by the index of words */

typedef struct seeker {
    group_word_index index;
    int64_t *sum; /* [heads] zero between uses */
    uint32_t *listed; /* [heads + 1] */
    uint64_t *heavy; /* [longest vector + 1] */
    uint64_t *hit; /* [heads + 1] */
    uint32_t *size; /* [heads] */
} seeker;

static group_vector head_sum(const joiner *j, uint32_t head) { return sum_of(j, j->head[head]); }

/* Heads alike enough by the index, the most alike first. */
static uint32_t choose(joiner *j, seeker *s, uint32_t i, uint32_t listed)
{
    uint32_t hits = 0;
    int64_t least = j->least / 2, mine = least * s->size[i];
    for (uint32_t k = 0; k < listed; k++) {
        uint32_t o = s->listed[k];
        int64_t dot = s->sum[o];
        s->sum[o] = 0;
        if (dot < mine * s->size[o]) continue; /* nearly all: no division for them */
        int64_t like = likeness(j, j->head[i], j->head[o], dot);
        if (like >= least) s->hit[hits++] = (uint64_t)like << 32 | (UINT32_MAX - o);
    }
    dl_greatest(s->hit, hits, j->rules->neighbours);
    return hits < j->rules->neighbours ? hits : j->rules->neighbours;
}

/* Head i with those before it that share its words: the most alike by the index are
 * looked at in full. */
static void seek(joiner *j, seeker *s, uint32_t i)
{
    group_vector v = head_sum(j, i);
    uint32_t heavy = group_heaviest(v, s->heavy);
    uint32_t listed = group_word_index_sum(&s->index, v, s->heavy, heavy, s->sum, s->listed);
    uint32_t hits = choose(j, s, i, listed);
    group_scatter(j->scatter, v);
    for (uint32_t k = 0; k < hits; k++) {
        uint32_t o = UINT32_MAX - (uint32_t)s->hit[k];
        if (k + 1 < hits) group_fetch(head_sum(j, UINT32_MAX - (uint32_t)s->hit[k + 1]));
        pair_up(j, j->head[i], j->head[o], group_dot_scattered(j->scatter, head_sum(j, o)));
    }
    group_unscatter(j->scatter, v);
    group_word_index_add(&s->index, v, s->heavy, heavy, i);
    j->failed |= s->index.failed;
}

static bool set_up_seeker(joiner *j, seeker *s, dl_arena *a)
{
    uint32_t longest = 0;
    for (uint32_t i = 0; i < j->heads; i++)
        longest = head_sum(j, i).n > longest ? head_sum(j, i).n : longest;
    s->sum = dl_arena_array(a, j->heads + 1, sizeof *s->sum);
    s->listed = dl_arena_room(a, (j->heads + (size_t)1) * sizeof *s->listed);
    s->heavy = dl_arena_room(a, ((size_t)longest + 1) * sizeof *s->heavy);
    s->hit = dl_arena_room(a, (j->heads + (size_t)1) * sizeof *s->hit);
    s->size = dl_arena_room(a, (j->heads + (size_t)1) * sizeof *s->size);
    if (dl_arena_failed(a)) return false;
    for (uint32_t i = 0; i < j->heads; i++) s->size[i] = j->extent[j->head[i]].size;
    group_word_index_open(&s->index, j->mem, j->terms);
    return !s->index.failed;
}

static void find_neighbours(joiner *j)
{
    dl_arena *a = dl_arena_new(j->mem, 0);
    seeker s = { .sum = NULL };
    if (!a || !set_up_seeker(j, &s, a)) j->failed = true;
    for (uint32_t i = 0; i < j->heads && !j->failed; i++) seek(j, &s, i);
    if (s.index.list) group_word_index_close(&s.index);
    dl_arena_free(a);
}

/* ---- reports on two matters */

enum { BRIDGE_MOST = 6 }; /* neighbours of a report that are compared with each other */

static int64_t mean_dot(const joiner *j, uint32_t a, uint32_t b, int64_t dot)
{
    return dot / ((int64_t)j->extent[a].size * j->extent[b].size);
}

/* Those of about the same days that it is much like, the most alike first. */
static uint32_t near_bridge(const joiner *j, uint32_t node, neighbour out[BRIDGE_MOST])
{
    const list *l = &j->near[node];
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        neighbour t = l->at[i];
        t.dot = mean_dot(j, node, t.node, t.dot);
        if (days_apart(j, node, t.node) > GROUP_BRIDGE_DAYS || !group_is_near_bridge(t.dot))
            continue;
        if (n == BRIDGE_MOST && out[n - 1].dot >= t.dot) continue;
        uint32_t at = n < BRIDGE_MOST ? n++ : n - 1;
        for (; at && out[at - 1].dot < t.dot; at--) out[at] = out[at - 1];
        out[at] = t;
    }
    return n;
}

typedef struct split_pairs {
    uint32_t pairs, split; /* of those compared: with nearly nothing in common but it */
} split_pairs;

/* One neighbour with those before it. */
static void compare_near(joiner *j, const neighbour *near, uint32_t a, split_pairs *p)
{
    uint32_t x = near[a].node;
    group_scatter(j->scatter, sum_of(j, x));
    for (uint32_t b = 0; b < a; b++) {
        uint32_t y = near[b].node;
        if (days_apart(j, x, y) > GROUP_BRIDGE_DAYS) continue;
        int64_t dot = group_dot_either(j->scatter, sum_of(j, x), sum_of(j, y));
        p->pairs++;
        p->split += group_is_split(near[a].dot, near[b].dot, mean_dot(j, x, y, dot));
    }
    group_unscatter(j->scatter, sum_of(j, x));
}

/* Do half of the pairs of its neighbours have nearly nothing in common but it? */
static bool is_bridge(joiner *j, uint32_t node)
{
    neighbour near[BRIDGE_MOST];
    uint32_t n = near_bridge(j, node, near);
    split_pairs p = { 0, 0 };
    for (uint32_t a = 1; a < n; a++) compare_near(j, near, a, &p);
    return p.split && 2 * p.split >= p.pairs;
}

/* It is nobody's neighbour, and what it is a copy of is none either. */
static void part_bridges(joiner *j, bool *bridge)
{
    bool *node_is = dl_arena_array(j->scratch, (size_t)j->nodes->n + 1, sizeof *node_is);
    for (uint32_t i = 0; node_is && i < j->heads; i++)
        node_is[j->head[i]] = is_bridge(j, j->head[i]);
    for (uint32_t i = 0; node_is && i < j->nodes->n; i++) {
        list *l = &j->near[i];
        uint8_t n = 0;
        for (uint32_t k = 0; k < l->n && !node_is[i]; k++)
            if (!node_is[l->at[k].node]) l->at[n++] = l->at[k];
        l->n = n;
    }
    for (uint32_t i = 0; node_is && i < j->leaves; i++) bridge[i] = node_is[group_top(j->nodes, i)];
}

/* ---- joining */

/* The neighbours of one part, into `met`. */
static void gather(joiner *j, uint32_t part, uint32_t bit)
{
    const list *l = &j->near[part];
    for (uint32_t k = 0; k < l->n; k++) {
        neighbour t = l->at[k];
        if (!j->stands[t.node]) continue;
        uint32_t at = j->mark[t.node];
        if (at < j->met_n && j->met[at].node == t.node) {
            j->met[at].dot += t.dot;
            j->met[at].known |= bit;
            continue;
        }
        j->mark[t.node] = j->met_n;
        j->met[j->met_n++] = (common_neighbour){ t.dot, t.node, bit };
    }
}

static group_vector one_sided_sum(const joiner *j, uint32_t k)
{
    return sum_of(j, j->met[j->one_sided[k]].node);
}

/* The part that `known` does not name, with the neighbours that the other one knew
 * alone. */
static void multiply(joiner *j, uint32_t part, uint32_t known)
{
    enum { AHEAD = 2 };
    group_vector v = sum_of(j, part);
    uint32_t n = 0;
    for (uint32_t k = 0; k < j->met_n; k++) {
        j->one_sided[n] = k;
        n += j->met[k].known == known;
    }
    for (uint32_t k = 0; k < AHEAD && k < n; k++) group_fetch(one_sided_sum(j, k));
    group_scatter(j->scatter, v);
    for (uint32_t k = 0; k < n; k++) {
        if (k + AHEAD < n) group_fetch(one_sided_sum(j, k + AHEAD));
        j->met[j->one_sided[k]].dot += group_dot_either(j->scatter, v, one_sided_sum(j, k));
    }
    group_unscatter(j->scatter, v);
}

static void inherit_neighbours(joiner *j, uint32_t now, uint32_t a, uint32_t b)
{
    j->met_n = 0;
    gather(j, a, 1);
    gather(j, b, 2);
    multiply(j, b, 1);
    multiply(j, a, 2);
    for (uint32_t k = 0; k < j->met_n && !j->failed; k++)
        pair_up(j, now, j->met[k].node, j->met[k].dot);
}

/* A leaf's vector is the caller's. */
static void free_sum(joiner *j, uint32_t node)
{
    if (node >= j->leaves) group_vector_free(j->mem, &j->nodes->at[node].of.sum);
}

static void fall(joiner *j, uint32_t node, uint32_t into)
{
    j->nodes->at[node].into = into;
    j->stands[node] = false;
}

static void merge(joiner *j, uint32_t a, neighbour with)
{
    uint32_t now = j->nodes->n, b = with.node;
    group_node *n = DL_PUSH(j->arena, j->nodes);
    if (!n) return;
    group_node *x = &j->nodes->at[a], *y = &j->nodes->at[b];
    *n = (group_node){ .into = now, .part = { a, b }, .weight = group_per_mille(with.like) };
    j->failed |= !group_profile_join(j->mem, &x->of, &y->of, with.dot, &n->of, n->shared);
    j->failed |= !group_prune(j->mem, &n->of.sum);
    fall(j, a, now);
    fall(j, b, now);
    j->stands[now] = true;
    j->extent[now] = (extent){ n->of.first, n->of.last, n->of.size };
    inherit_neighbours(j, now, a, b);
    free_list(j, a);
    free_list(j, b);
    free_sum(j, a);
    free_sum(j, b);
}

/* Copies of one text first: they are the most alike in any case, their text is all the
 * evidence there can be, and a text of thirty reports is sought once. */
static void join_copies(joiner *j, const uint32_t *copy_of)
{
    for (uint32_t i = 0; i < j->leaves && !j->failed; i++) {
        if (copy_of[i] == i) continue;
        uint32_t top = group_top(j->nodes, copy_of[i]);
        int64_t dot = group_dot(sum_of(j, top), sum_of(j, i)), like = likeness(j, top, i, dot);
        if (group_copies_may_join(like)) merge(j, i, (neighbour){ dot, top, (uint32_t)like });
    }
}

/* What stands and may join, in the order of the first leaf of each. */
static void list_heads(joiner *j, const bool *alone)
{
    for (uint32_t i = 0; i < j->leaves; i++) {
        uint32_t top = group_top(j->nodes, i);
        if (j->mark[top] || (alone && alone[i])) continue;
        j->mark[top] = 1;
        j->head[j->heads++] = top;
    }
    for (uint32_t i = 0; i < j->heads; i++) j->mark[j->head[i]] = 0;
}

/* Nearest-neighbour chain: follow best neighbours until two nodes are each other's best;
 * merge them or mark the pair refused; go on until `node` has none above the step's
 * floor. */
static void follow_chain(joiner *j, uint32_t node)
{
    const neighbour *x, *y;
    while (!j->failed && !dl_arena_failed(j->arena) && (x = best(j, node)) != NULL) {
        uint32_t a = node;
        for (; (y = best(j, x->node)) && y->like > x->like; x = y) a = x->node;
        neighbour t = *x;
        if (may_join(j, a, t.node, t.dot)) merge(j, a, t);
        else {
            refuse(j, a, t.node);
            refuse(j, t.node, a);
        }
        if (!j->stands[node]) node = j->nodes->n - 1;
    }
}

static void join_all(joiner *j)
{
    for (j->floor = GROUP_LIKE_ONE; j->floor > j->least;) {
        j->floor = j->floor / 16 * 15;
        if (j->floor < j->least) j->floor = (uint32_t)j->least;
        for (uint32_t i = 0; i < j->nodes->n && !j->failed; i++)
            if (j->stands[i]) follow_chain(j, i);
    }
}

static bool set_up(joiner *j)
{
    size_t most = group_nodes_most(j->leaves);
    DL_RESERVE(j->arena, j->nodes, most);
    j->extent = dl_arena_array(j->scratch, most, sizeof *j->extent);
    j->stands = dl_arena_array(j->scratch, most, sizeof *j->stands);
    j->near = dl_arena_array(j->scratch, most, sizeof *j->near);
    j->mark = dl_arena_array(j->scratch, most, sizeof *j->mark);
    j->met = dl_arena_array(j->scratch, 2 * LIST_MAX, sizeof *j->met);
    j->one_sided = dl_arena_array(j->scratch, 2 * LIST_MAX, sizeof *j->one_sided);
    j->scatter = dl_arena_array(j->scratch, j->terms, sizeof *j->scatter);
    j->head = dl_arena_array(j->scratch, (size_t)j->leaves + 1, sizeof *j->head);
    if (dl_arena_failed(j->scratch) || dl_arena_failed(j->arena)) return false;
    for (uint32_t i = 0; i < j->leaves; i++) {
        const group_profile *p = &j->nodes->at[i].of;
        j->extent[i] = (extent){ p->first, p->last, p->size };
        j->stands[i] = true;
    }
    return true;
}

bool group_join(const group_join_task *task, group_nodes *nodes)
{
    joiner j = {
        .mem = task->mem,
        .arena = task->arena,
        .scratch = dl_arena_new(task->mem, 0),
        .nodes = nodes,
        .rules = task->rules,
        .leaves = nodes->n,
        .terms = task->terms,
        .least = group_least_likeness(task->rules),
    };
    j.failed = !j.scratch || !set_up(&j);
    if (!j.failed && task->copy_of) join_copies(&j, task->copy_of);
    if (!j.failed) list_heads(&j, task->alone);
    if (!j.failed) find_neighbours(&j);
    if (!j.failed && task->rules->parts_bridges && task->bridge) part_bridges(&j, task->bridge);
    if (!j.failed) join_all(&j);
    dl_arena_free(j.scratch);
    return !j.failed && !dl_arena_failed(task->arena);
}

void group_nodes_free(const dl_mem *m, group_nodes *nodes)
{
    for (uint32_t i = 0; i < nodes->n; i++) {
        group_node *x = &nodes->at[i];
        if (x->part[0] != GROUP_NO_PART) group_vector_free(m, &x->of.sum);
    }
}
