/* arc_eager - see arc_eager.h.
 *
 *   stack ... S1 S0 | B0 B1 ... buffer
 *
 * Tokens put back on the buffer stand in `again`, the last one first. */
#include "arc_eager.h"

enum { SHIFT, REDUCE, LEFT, RIGHT, BREAK, ACTIONS, NONE = -1 };

typedef struct state {
    uint32_t n, next; /* tokens; the first that never left the buffer */
    int32_t *stack, *again;
    uint32_t depth, again_n;
    int32_t *head; /* [n] NONE: no arc yet */
    int32_t *label; /* [n] of the arc to the head */
    int32_t *left, *right; /* [n] the child of the latest arc on that side */
    int32_t *before; /* [n] the arc of the same head made before this one, as its child */
    uint8_t *unshiftable, *sent_start;
    uint8_t *seam; /* [n] a sentence's start that the lean decided */
} state;

static bool state_new(state *s, dl_arena *a, uint32_t n)
{
    int32_t *at = dl_arena_array(a, 7 * (size_t)n, sizeof *at);
    uint8_t *flag = dl_arena_array(a, n, 3);
    if (!at || !flag) return false;
    *s = (state){ .n = n,
        .stack = at,
        .again = at + n,
        .head = at + 2 * (size_t)n,
        .label = at + 3 * (size_t)n,
        .left = at + 4 * (size_t)n,
        .right = at + 5 * (size_t)n,
        .before = at + 6 * (size_t)n,
        .unshiftable = flag,
        .sent_start = flag + n,
        .seam = flag + 2 * (size_t)n };
    int32_t *none[] = { s->head, s->left, s->right, s->before };
    for (int k = 0; k < 4; k++)
        for (uint32_t i = 0; i < n; i++) none[k][i] = NONE;
    return true;
}

static int32_t stack_at(const state *s, uint32_t i)
{
    return i < s->depth ? s->stack[s->depth - 1 - i] : NONE;
}
static uint32_t buffer_length(const state *s) { return s->n - s->next + s->again_n; }

static int32_t buffer_at(const state *s, uint32_t i)
{
    if (i < s->again_n) return s->again[s->again_n - 1 - i];
    uint32_t at = s->next + (i - s->again_n);
    return at < s->n ? (int32_t)at : NONE;
}

static bool starts(const state *s, int32_t token) { return token >= 0 && s->sent_start[token]; }

static void push(state *s)
{
    s->stack[s->depth++] = s->again_n ? s->again[--s->again_n] : (int32_t)s->next++;
}

/* Children of a head are linked latest first. Only a head's latest arcs are ever asked
 * for, but an arc deeper down can be taken back: then the head loses that child. */
static void unlink_child(state *s, int32_t head, int32_t child)
{
    int32_t *link = head > child ? &s->left[head] : &s->right[head];
    while (*link != NONE && *link != child) link = &s->before[*link];
    if (*link == child) *link = s->before[child];
}

static void add_arc(state *s, int32_t head, int32_t child, int32_t label)
{
    if (s->head[child] != NONE) unlink_child(s, s->head[child], child);
    int32_t *link = head > child ? &s->left[head] : &s->right[head];
    s->before[child] = *link;
    *link = child;
    s->head[child] = head;
    s->label[child] = label;
}

/* The first word behind a seam waits for its second: the model, which would have begun no
 * sentence there, is quick to leave it alone ("Oslo | , Norway (Wire) --"). */
static bool waits(const state *s)
{
    int32_t s0 = stack_at(s, 0), b0 = buffer_at(s, 0);
    return s->depth == 1 && s->seam[s0] && b0 == s0 + 1 && !starts(s, b0);
}

/* The situation: a bit for each action that is valid. */
static uint32_t situation(const state *s)
{
    bool valid[ACTIONS];
    uint32_t length = buffer_length(s);
    int32_t b0 = buffer_at(s, 0), b1 = buffer_at(s, 1);
    bool arc = s->depth > 0 && length > 0 && !starts(s, b0);
    valid[SHIFT] = s->depth == 0 || (length >= 2 && !starts(s, b0) && !s->unshiftable[b0]);
    valid[REDUCE] = s->depth > 0 && !waits(s);
    valid[LEFT] = valid[RIGHT] = arc;
    valid[BREAK] = length >= 2 && b1 == b0 + 1 && !starts(s, b1) && !s->seam[b0];
    uint32_t bits = 0;
    for (uint32_t k = 0; k < ACTIONS; k++) bits |= (uint32_t)valid[k] << k;
    return bits;
}

static bool allows(uint32_t bits, int32_t action, int32_t label)
{
    (void)label;
    return action >= SHIFT && action < ACTIONS && (bits >> action & 1);
}

static void reduce(state *s)
{
    int32_t s0 = stack_at(s, 0);
    s->depth--;
    if (s->head[s0] != NONE || s->depth == 0) return;
    s->unshiftable[s0] = 1;
    s->again[s->again_n++] = s0;
}

static void act(state *s, int32_t action, int32_t label)
{
    int32_t b0 = buffer_at(s, 0), s0 = stack_at(s, 0);
    switch (action) {
    case SHIFT: push(s); break;
    case REDUCE: reduce(s); break;
    case LEFT:
        add_arc(s, b0, s0, label);
        s->unshiftable[b0] = 0;
        s->depth--;
        break;
    case RIGHT:
        add_arc(s, s0, b0, label);
        push(s);
        break;
    default: s->sent_start[buffer_at(s, 1)] = 1; break;
    }
}

static int32_t latest(const int32_t *children, int32_t head)
{
    return head < 0 ? NONE : children[head];
}

static void look(const state *s, uint32_t feature[8])
{
    int32_t b0 = buffer_at(s, 0), s0 = stack_at(s, 0);
    const int32_t token[8] = { b0, buffer_at(s, 1), s0, stack_at(s, 1), stack_at(s, 2),
        latest(s->left, b0), latest(s->left, s0), latest(s->right, s0) };
    for (int k = 0; k < 8; k++) feature[k] = token[k] < 0 ? UINT32_MAX : (uint32_t)token[k];
}

/* Whether what speaks for a sentence's start at the buffer's second token outweighs the
 * lead of another move over the break. */
static bool leans_to_break(
    const state *s, const parse_arcs *t, const parse_scoring *g, const uint8_t *lean, int32_t best)
{
    const float tenth = 0.1f;
    int32_t b1 = lean ? buffer_at(s, 1) : NONE;
    if (b1 < 0 || !lean[b1]) return false;
    return parse_scoring_lead(g, situation(s), best, t->breaks) <= tenth * (float)lean[b1];
}

/* A break that the lean decided; a bullet stands alone there, a word does not. */
static void break_at_seam(state *s, const parse_lexemes *x, const parse_piece *p)
{
    int32_t b1 = buffer_at(s, 1);
    s->seam[b1] = parse_lexemes_at(x, p->lex[b1])->alpha;
}

static void run(state *s, const parse_arcs *t, parse_scoring *g, const parse_lexemes *x,
    const parse_piece *p)
{
    const parse_scorer *c = &t->scorer;
    while (s->depth > 0 || buffer_length(s) > 0) {
        uint32_t feature[8];
        look(s, feature);
        int32_t guess = parse_scoring_best(g, feature, situation(s));
        if (guess == PARSE_NONE) break;
        if (leans_to_break(s, t, g, p->lean, guess)) {
            guess = (int32_t)t->breaks;
            break_at_seam(s, x, p);
        }
        act(s, c->move[2 * guess], c->move[2 * guess + 1]);
    }
}

/* ---- the tree afterwards */

/* The model's own bound: trees that cross ask for more than one round, and some are never
 * done. */
enum { EDGE_ROUNDS = 12 };

static void widen(const parse_piece *p, uint32_t *left, uint32_t *right)
{
    for (uint32_t k = 0; k < 2 * p->n; k++) {
        uint32_t i = k < p->n ? k : 2 * p->n - 1 - k, h = p->head[i];
        if (left[i] < left[h]) left[h] = left[i];
        if (right[i] > right[h]) right[h] = right[i];
    }
}

static void mark_starts(parse_piece *p, const uint32_t *left)
{
    memset(p->sent_start, 0, p->n);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->head[i] == i) p->sent_start[left[i]] = 1;
}

/* Whether each head stands in its token's sentence; a sentence's end counts the next
 * one's first token in, as the model's check does. */
static bool heads_inside(const parse_piece *p)
{
    for (uint32_t from = 0, i = 0; i < p->n; i++) {
        if (!(i > 0 && p->sent_start[i]) && i + 1 != p->n) continue;
        for (uint32_t j = from; j < i; j++)
            if (p->head[j] < from || p->head[j] > i) return false;
        from = i;
    }
    return true;
}

/* Each token's leftmost and rightmost descendant, and the sentence starts that follow
 * from them. */
static void edges(parse_piece *p, uint32_t *left, uint32_t *right)
{
    for (uint32_t i = 0; i < p->n; i++) left[i] = right[i] = i;
    for (int round = 0; round < EDGE_ROUNDS; round++) {
        widen(p, left, right);
        mark_starts(p, left);
        if (heads_inside(p)) break;
    }
}

/* Breadth first below the head of `token`, left to right: the first child with that
 * label. queue: room for [n]. */
static uint32_t new_head(const parse_piece *p, const parse_lexemes *x, uint32_t token,
    uint16_t label, const uint32_t *left, const uint32_t *right, uint32_t *queue)
{
    uint32_t from = 0, to = 1;
    queue[0] = p->head[token];
    for (; from < to; from++)
        for (uint32_t q = queue[from], i = left[q]; i <= right[q]; i++) {
            if (i == q || p->head[i] != q || i == token || parse_lexemes_at(x, p->lex[i])->is_space)
                continue;
            if (p->dep[i] == label) return i;
            if (to < p->n) queue[to++] = i;
        }
    return p->head[token];
}

static bool deprojectivise(const parse_arcs *t, dl_arena *a, const parse_lexemes *x, parse_piece *p)
{
    uint32_t *left = dl_arena_array(a, p->n, 3 * sizeof *left);
    if (!left) return false;
    uint32_t *right = left + p->n, *queue = right + p->n;
    edges(p, left, right);
    for (uint32_t i = 0; i < p->n; i++) {
        uint16_t above = t->above[p->dep[i]];
        if (above == UINT16_MAX) continue;
        p->head[i] = new_head(p, x, i, above, left, right, queue);
        p->dep[i] = t->plain[p->dep[i]];
    }
    edges(p, left, right);
    return true;
}

bool parse_arcs_run(
    const parse_arcs *t, parse_work *w, const parse_lexemes *x, parse_piece *p, const float *token)
{
    state s;
    parse_scoring g;
    dl_arena *a = w->arena;
    if (!parse_scoring_begin(&g, w, &t->scorer, token, p->n) || !state_new(&s, a, p->n))
        return false;
    if (p->begins) memcpy(s.sent_start, p->begins, p->n);
    run(&s, t, &g, x, p);
    for (uint32_t i = 0; i < p->n; i++) {
        bool headless = s.head[i] < 0;
        p->head[i] = headless ? i : (uint32_t)s.head[i];
        p->dep[i] = (uint16_t)(headless || s.label[i] < 0 ? t->root : (uint32_t)s.label[i]);
    }
    return deprojectivise(t, a, x, p);
}

/* ---- reading the model */
static uint32_t number_of(dl_label_list l, dl_slice name)
{
    for (uint32_t i = 0; i < l.n; i++)
        if (dl_slice_eq(l.name[i], name)) return i;
    return UINT32_MAX;
}

static void split_label(parse_arcs *t, dl_label_list dep, uint32_t i)
{
    dl_slice s = dep.name[i];
    size_t bar = dl_slice_find(s, DL_S("||"), 0);
    t->plain[i] = (uint16_t)i;
    t->above[i] = UINT16_MAX;
    if (bar == SIZE_MAX) return;
    uint32_t plain = number_of(dep, dl_slice_cut(s, 0, bar));
    if (plain != UINT32_MAX) t->plain[i] = (uint16_t)plain;
    t->above[i] = (uint16_t)number_of(dep, dl_slice_cut(s, bar + 2, s.n));
}

static uint32_t breaking_class(const parse_scorer *s)
{
    uint32_t c = 0;
    while (c < s->classes && s->move[2 * c] != BREAK) c++;
    return c;
}

static bool read_labels(parse_arcs *t, dl_arena *a, dl_label_list dep, dl_err *e)
{
    t->plain = dl_arena_array(a, dep.n, sizeof *t->plain);
    t->above = dl_arena_array(a, dep.n, sizeof *t->above);
    t->root = number_of(dep, DL_S("ROOT"));
    t->breaks = breaking_class(&t->scorer);
    if (!t->plain || !t->above) {
        dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
        return false;
    }
    if (dep.n >= UINT16_MAX || t->root == UINT32_MAX || t->breaks == t->scorer.classes
        || !parse_scorer_labels_ok(&t->scorer, dep.n)) {
        dl_fail(
            e, DL_EFORMAT, "the model does not fit this program", -1, "its labels make no sense");
        return false;
    }
    for (uint32_t i = 0; i < dep.n; i++) split_label(t, dep, i);
    return true;
}

bool parse_arcs_read(
    parse_arcs *t, const parse_kernel *k, dl_arena *a, const dl_model *m, dl_err *e)
{
    enum { FEATURES = 8 };
    if (!parse_scorer_read(&t->scorer, k, a, m, "parser", "parser/moves", FEATURES, e)
        || !read_labels(t, a, dl_model_strings(m, "labels/dep"), e))
        return false;
    if (parse_scorer_allow(&t->scorer, a, 1u << ACTIONS, allows)) return true;
    dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
    return false;
}
