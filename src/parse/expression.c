/* expression - see expression.h: compiles the tree and runs it. Each top alternative is a
 * program of its own, forwards and backwards, with the set of characters that it can
 * begin (end) with: most questions are answered by one look into that. */
#include "expression_tree.h"

/* Of one program; the longest of the rules (the address of a page) has some 900. */
enum { OPS_MAX = 60000 };
enum { NO_MATCH = UINT32_MAX };

/* What an op does with x and y:
 *   SET    takes one character of the set
 *   REPEAT takes x to y characters of the set, as many as it can
 *   SPLIT  goes on at x; where that fails, at y
 *   JUMP   goes on at x
 *   LOOK   runs the program at x, then goes on at y
 *   START, END, MATCH    at the text's start, at its end, done */
typedef enum op_code {
    OP_SET,
    OP_REPEAT,
    OP_SPLIT,
    OP_JUMP,
    OP_LOOK,
    OP_START,
    OP_END,
    OP_MATCH
} op_code;

typedef struct op {
    uint8_t code;
    bool behind, negative; /* LOOK */
    const parse_cp_set *set; /* SET, REPEAT */
    uint32_t x, y;
} op;

typedef DL_VEC(op) ops;

/* Characters that a match can begin (or end) with. */
typedef struct edge {
    uint64_t ascii[2]; /* a bit each */
    bool other; /* any above 127 */
} edge;

/* One of the top alternatives. */
typedef struct branch {
    uint32_t forward, backward; /* programs */
    edge first, last;
} branch;

struct parse_expression {
    ops program;
    branch *branch; /* [n] */
    uint32_t n;
    edge first, last; /* of any branch */
    uint64_t need[2]; /* ASCII characters without which nothing matches */
    uint32_t whole; /* the program for states, where repetitions are written out */
};

typedef struct compiler {
    dl_arena *a;
    ops *out;
    bool back, written_out;
    dl_err *e;
} compiler;

/* ---- what a match begins with, what it needs */
static void edge_join(edge *a, const edge *b)
{
    a->ascii[0] |= b->ascii[0];
    a->ascii[1] |= b->ascii[1];
    a->other |= b->other;
}

/* Adds what n can begin (back: end) with; answers whether n can be empty. */
static bool edges(const parse_node *n, bool back, edge *out)
{
    bool empty = true;
    switch (n->type) {
    case PARSE_N_SET:
        edge_join(out, &(edge){ { n->set->ascii[0], n->set->ascii[1] }, true });
        return false;
    case PARSE_N_SEQ:
        for (uint32_t i = 0; i < n->child.n && empty; i++)
            empty = edges(n->child.at[back ? n->child.n - 1 - i : i], back, out);
        return empty;
    case PARSE_N_ALT:
        empty = false;
        for (uint32_t i = 0; i < n->child.n; i++) empty |= edges(n->child.at[i], back, out);
        return empty;
    case PARSE_N_REPEAT: return edges(n->child.at[0], back, out) || n->min == 0;
    default: return true;
    }
}

static edge edge_of(const parse_node *n, bool back)
{
    edge out = { { 0, 0 }, false };
    if (edges(n, back, &out)) out = (edge){ { UINT64_MAX, UINT64_MAX }, true };
    return out;
}

static bool edge_has(const edge *s, uint32_t cp)
{
    return cp < 128 ? s->ascii[cp >> 6] >> (cp & 63) & 1 : s->other;
}

static bool needs(const parse_node *n, uint32_t cp)
{
    uint32_t yes = 0;
    switch (n->type) {
    case PARSE_N_SET: {
        uint64_t only[2] = { 0, 0 };
        only[cp >> 6] = (uint64_t)1 << (cp & 63);
        return n->set->ascii[0] == only[0] && n->set->ascii[1] == only[1] && !n->set->kinds
            && !n->set->negated && n->set->n == 1 && n->set->span[0].last == cp;
    }
    case PARSE_N_SEQ:
    case PARSE_N_ALT:
        for (uint32_t i = 0; i < n->child.n; i++) yes += needs(n->child.at[i], cp);
        return n->type == PARSE_N_SEQ ? yes > 0 : yes == n->child.n;
    case PARSE_N_REPEAT: return n->min > 0 && needs(n->child.at[0], cp);
    default: return false;
    }
}

/* ---- compiling */
static uint32_t emit(compiler *c, op o)
{
    op *slot = c->out->n < OPS_MAX ? DL_PUSH(c->a, c->out) : NULL;
    if (!slot) {
        dl_fail(c->e, dl_arena_failed(c->a) ? DL_ENOMEM : DL_ELIMIT,
            dl_arena_failed(c->a) ? "out of memory" : "an expression of the tokenizer is too large",
            -1, NULL);
        return 0;
    }
    *slot = o;
    return c->out->n - 1;
}

static uint32_t here(const compiler *c) { return c->out->n; }
static bool failed(const compiler *c) { return dl_failed(c->e); }

static void compile(compiler *c, const parse_node *n);

static void compile_alt(compiler *c, const parse_node *n)
{
    uint32_t *leave = dl_arena_array(c->a, n->child.n, sizeof *leave);
    for (uint32_t i = 0; leave && i < n->child.n && !failed(c); i++) {
        uint32_t split = i + 1 < n->child.n ? emit(c, (op){ .code = OP_SPLIT }) : NO_MATCH;
        if (split != NO_MATCH && !failed(c)) c->out->at[split].x = here(c);
        compile(c, n->child.at[i]);
        if (split == NO_MATCH) break;
        leave[i] = emit(c, (op){ .code = OP_JUMP });
        if (!failed(c)) c->out->at[split].y = here(c);
    }
    for (uint32_t i = 0; leave && i + 1 < n->child.n && !failed(c); i++)
        c->out->at[leave[i]].x = here(c);
}

static void compile_star(compiler *c, const parse_node *inner)
{
    if (!c->written_out)
        dl_fail(c->e, DL_EFORMAT, "an expression of the tokenizer is not known", -1,
            "a group repeated without limit");
    uint32_t split = emit(c, (op){ .code = OP_SPLIT });
    compile(c, inner);
    emit(c, (op){ .code = OP_JUMP, .x = split });
    if (failed(c)) return;
    c->out->at[split].x = split + 1;
    c->out->at[split].y = here(c);
}

static void compile_repeat(compiler *c, const parse_node *n)
{
    const parse_node *inner = n->child.at[0];
    if (inner->type == PARSE_N_SET && !c->written_out) {
        emit(c, (op){ .code = OP_REPEAT, .set = inner->set, .x = n->min, .y = n->max });
        return;
    }
    for (uint32_t i = 0; i < n->min && !failed(c); i++) compile(c, inner);
    if (n->max == UINT32_MAX) {
        compile_star(c, inner);
        return;
    }
    uint32_t count = n->max - n->min, *leave = dl_arena_array(c->a, count, sizeof *leave);
    for (uint32_t i = 0; leave && i < count && !failed(c); i++) {
        leave[i] = emit(c, (op){ .code = OP_SPLIT, .x = here(c) + 1 });
        compile(c, inner);
    }
    for (uint32_t i = 0; leave && i < count && !failed(c); i++) c->out->at[leave[i]].y = here(c);
}

/* The program of a look stands in line: LOOK x=its start y=behind it. Behind is always
 * read backwards, ahead forwards. */
static void compile_look(compiler *c, const parse_node *n)
{
    bool back = c->back, written_out = c->written_out;
    uint32_t at = emit(
        c, (op){ .code = OP_LOOK, .behind = n->behind, .negative = n->negative, .x = here(c) + 1 });
    c->back = n->behind;
    c->written_out = false;
    compile(c, n->child.at[0]);
    emit(c, (op){ .code = OP_MATCH });
    c->back = back;
    c->written_out = written_out;
    if (!failed(c)) c->out->at[at].y = here(c);
}

static void compile(compiler *c, const parse_node *n)
{
    if (failed(c)) return;
    switch (n->type) {
    case PARSE_N_SET: emit(c, (op){ .code = OP_SET, .set = n->set }); break;
    case PARSE_N_SEQ:
        for (uint32_t i = 0; i < n->child.n; i++)
            compile(c, n->child.at[c->back ? n->child.n - 1 - i : i]);
        break;
    case PARSE_N_ALT: compile_alt(c, n); break;
    case PARSE_N_REPEAT: compile_repeat(c, n); break;
    case PARSE_N_LOOK: compile_look(c, n); break;
    case PARSE_N_START: emit(c, (op){ .code = OP_START }); break;
    case PARSE_N_END: emit(c, (op){ .code = OP_END }); break;
    }
}

static uint32_t program(
    parse_expression *x, const parse_node *n, compiler c, bool back, bool written_out)
{
    uint32_t at = x->program.n;
    c.back = back;
    c.written_out = written_out;
    compile(&c, n);
    emit(&c, (op){ .code = OP_MATCH });
    return at;
}

/* A lone group of alternatives around everything is looked through, so that its
 * alternatives count as the top ones. */
static const parse_node *top(const parse_node *n)
{
    while (n->type == PARSE_N_ALT && n->child.n == 1 && n->child.at[0]->type == PARSE_N_SEQ
        && n->child.at[0]->child.n == 1 && n->child.at[0]->child.at[0]->type == PARSE_N_ALT)
        n = n->child.at[0]->child.at[0];
    return n;
}

static bool has_group_star(const parse_node *n)
{
    if (n->type == PARSE_N_REPEAT && n->max == UINT32_MAX && n->child.at[0]->type != PARSE_N_SET)
        return true;
    for (uint32_t i = 0; i < n->child.n; i++)
        if (has_group_star(n->child.at[i])) return true;
    return false;
}

static void compile_branches(parse_expression *x, const parse_node *n, compiler c)
{
    for (uint32_t i = 0; i < x->n; i++) {
        branch *b = &x->branch[i];
        b->forward = program(x, n->child.at[i], c, false, false);
        b->backward = program(x, n->child.at[i], c, true, false);
        b->first = edge_of(n->child.at[i], false);
        b->last = edge_of(n->child.at[i], true);
        edge_join(&x->first, &b->first);
        edge_join(&x->last, &b->last);
    }
}

parse_expression *parse_expression_parse(dl_arena *a, dl_slice text, dl_err *e)
{
    const parse_node *n = parse_expression_tree(a, text, e);
    parse_expression *x = n ? dl_arena_alloc(a, sizeof *x) : NULL;
    if (!x) {
        dl_fail(e, DL_ENOMEM, "reading an expression", -1, NULL); /* an earlier fault stays */
        return NULL;
    }
    n = top(n);
    compiler c = { a, &x->program, false, false, e };
    x->n = has_group_star(n) ? 0 : n->child.n; /* such an expression can only be asked as a whole */
    x->branch = dl_arena_array(a, x->n, sizeof *x->branch);
    if (x->branch) compile_branches(x, n, c);
    x->whole = program(x, n, c, false, true);
    for (uint32_t cp = 0; cp < 128; cp++)
        if (needs(n, cp)) x->need[cp >> 6] |= (uint64_t)1 << (cp & 63);
    if (dl_arena_failed(a)) dl_fail(e, DL_ENOMEM, "reading an expression", -1, NULL);
    return dl_failed(e) ? NULL : x;
}

/* ---- running with backtracking: short alternatives only. Backwards, pos is the end of
 * what is still to be read. */
typedef struct run {
    const op *ops;
    parse_cps s;
    bool back, all;
    uint32_t best;
} run;

static bool at_end(parse_cps s, uint32_t pos)
{
    return pos == s.n || (pos + 1 == s.n && s.cp[pos] == '\n');
}
static bool look_holds(const run *r, const op *o, uint32_t pos);

static bool can_step(const run *r, uint32_t pos) { return r->back ? pos > 0 : pos < r->s.n; }
static uint32_t step(const run *r, uint32_t pos) { return r->back ? pos - 1 : pos + 1; }
static uint32_t ahead(const run *r, uint32_t pos) { return r->s.cp[r->back ? pos - 1 : pos]; }

static bool matched(run *r, uint32_t pos)
{
    if (!r->all) {
        r->best = pos;
        return true;
    }
    if (r->best == NO_MATCH || (r->back ? pos < r->best : pos > r->best)) r->best = pos;
    return false;
}

static bool go(run *r, uint32_t pc, uint32_t pos);

static bool go_repeat(run *r, uint32_t pc, uint32_t pos)
{
    const op *o = &r->ops[pc];
    uint32_t n = 0, most = pos;
    while (n < o->y && can_step(r, most) && parse_set_has(o->set, ahead(r, most))) {
        most = step(r, most);
        n++;
    }
    for (; n >= o->x; n--, most = r->back ? most + 1 : most - 1) {
        if (go(r, pc + 1, most)) return true;
        if (n == 0) break;
    }
    return false;
}

static bool go(run *r, uint32_t pc, uint32_t pos)
{
    for (;;) {
        const op *o = &r->ops[pc];
        switch (o->code) {
        case OP_SET:
            if (!can_step(r, pos) || !parse_set_has(o->set, ahead(r, pos))) return false;
            pos = step(r, pos);
            pc++;
            break;
        case OP_REPEAT: return go_repeat(r, pc, pos);
        case OP_SPLIT:
            if (go(r, o->x, pos)) return true;
            pc = o->y;
            break;
        case OP_JUMP: pc = o->x; break;
        case OP_LOOK:
            if (!look_holds(r, o, pos)) return false;
            pc = o->y;
            break;
        case OP_START:
            if (pos != 0) return false;
            pc++;
            break;
        case OP_END:
            if (!at_end(r->s, pos)) return false;
            pc++;
            break;
        default: return matched(r, pos);
        }
    }
}

static bool look_holds(const run *r, const op *o, uint32_t pos)
{
    run inner = { r->ops, r->s, o->behind, false, NO_MATCH };
    return go(&inner, o->x, pos) != o->negative;
}

uint32_t parse_expression_first(const parse_expression *x, parse_cps s, uint32_t at)
{
    if (at >= s.n || !edge_has(&x->first, s.cp[at])) return 0;
    for (uint32_t i = 0; i < x->n; i++) {
        run r = { x->program.at, s, false, false, NO_MATCH };
        if (edge_has(&x->branch[i].first, s.cp[at]) && go(&r, x->branch[i].forward, at)
            && r.best > at)
            return r.best - at;
    }
    return 0;
}

uint32_t parse_expression_suffix(const parse_expression *x, parse_cps s)
{
    uint32_t longest = 0;
    if (s.n == 0 || !edge_has(&x->last, s.cp[s.n - 1])) return 0;
    for (uint32_t i = 0; i < x->n; i++) {
        if (!edge_has(&x->branch[i].last, s.cp[s.n - 1])) continue;
        run r = { x->program.at, s, true, true, NO_MATCH };
        go(&r, x->branch[i].backward, s.n);
        if (r.best != NO_MATCH && s.n - r.best > longest) longest = s.n - r.best;
    }
    return longest;
}

/* ---- running all states at once: scratch holds two lists, a stack and a mark for each
 * op */
size_t parse_expression_scratch(const parse_expression *x) { return (size_t)x->program.n * 4 + 1; }

typedef struct states {
    const parse_expression *x;
    parse_cps s;
    uint32_t *list, n, *mark, *stack, now;
    bool matched;
} states;

static void push(states *t, uint32_t *depth, uint32_t pc)
{
    if (t->mark[pc] == t->now) return;
    t->mark[pc] = t->now;
    t->stack[(*depth)++] = pc;
}

/* Follows what takes no character, from pc at pos. */
static void enter(states *t, uint32_t pc, uint32_t pos)
{
    uint32_t depth = 0;
    run r = { t->x->program.at, t->s, false, false, NO_MATCH };
    for (push(t, &depth, pc); depth;) {
        pc = t->stack[--depth];
        const op *o = &t->x->program.at[pc];
        switch (o->code) {
        case OP_SET: t->list[t->n++] = pc; break;
        case OP_SPLIT:
            push(t, &depth, o->y);
            push(t, &depth, o->x);
            break;
        case OP_JUMP: push(t, &depth, o->x); break;
        case OP_LOOK:
            if (look_holds(&r, o, pos)) push(t, &depth, o->y);
            break;
        case OP_START:
            if (pos == 0) push(t, &depth, pc + 1);
            break;
        case OP_END:
            if (at_end(t->s, pos)) push(t, &depth, pc + 1);
            break;
        default: t->matched = true; break;
        }
    }
}

static bool lacks_needed(const parse_expression *x, parse_cps s)
{
    uint64_t seen[2] = { 0, 0 };
    for (uint32_t i = 0; i < s.n; i++)
        if (s.cp[i] < 128) seen[s.cp[i] >> 6] |= (uint64_t)1 << (s.cp[i] & 63);
    return (x->need[0] & ~seen[0]) || (x->need[1] & ~seen[1]);
}

bool parse_expression_whole(const parse_expression *x, parse_cps s, uint32_t *scratch)
{
    uint32_t n = x->program.n, *other = scratch + n;
    if (lacks_needed(x, s)) return false;
    states t = { x, s, scratch, 0, scratch + 2 * (size_t)n, scratch + 3 * (size_t)n, 1, false };
    memset(t.mark, 0, n * sizeof *t.mark);
    enter(&t, x->whole, 0);
    for (uint32_t pos = 0; pos < s.n && t.n && !t.matched; pos++) {
        uint32_t *from = t.list, count = t.n;
        t.list = other;
        t.n = 0;
        t.now++;
        for (uint32_t i = 0; i < count; i++)
            if (parse_set_has(x->program.at[from[i]].set, s.cp[pos]))
                enter(&t, from[i] + 1, pos + 1);
        other = from;
    }
    return t.matched;
}
