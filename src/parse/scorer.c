#include "network_private.h"

#include <stdio.h>

enum {
    AHEAD = 64
}; /* tokens whose lower layer is worked out together; a power of two, as the slots are */

/* --fast: of a token's hidden vector, within 16 either side of nought (the largest met is
 * 11). */
static const dl_grid grid = { 1024, 16383 };

static bool read_lower(dl_scorer *s, dl_arena *a, const dl_model *m, const char *pipe, dl_err *e)
{
    char name[DL_BLOB_NAME];
    uint32_t f = s->features;
    snprintf(name, sizeof name, "%s/2/W", pipe);
    const float *w = dl_model_f32(
        m, name, 4, (uint32_t[]){ f, DL_HIDDEN, DL_HALVES, DL_HIDDEN }, e);
    snprintf(name, sizeof name, "%s/2/b", pipe);
    const float *b = dl_model_f32(m, name, 2, (uint32_t[]){ DL_HIDDEN, DL_HALVES }, e);
    snprintf(name, sizeof name, "%s/2/pad", pipe);
    const float *pad = dl_model_f32(m, name, 4, (uint32_t[]){ 1, f, DL_HIDDEN, DL_HALVES }, e);
    s->lower = (dl_dense){ .w = dl_dense_floats(a, (size_t)DL_HIDDEN * f * DL_LOWER),
        .in = DL_HIDDEN,
        .m = f * DL_LOWER };
    s->bias = dl_arena_array(a, DL_LOWER, sizeof(float));
    s->missing = dl_arena_array(a, (size_t)f * DL_LOWER, sizeof(float));
    if (!w || !b || !pad) return false;
    if (!s->lower.w || !s->bias || !s->missing)
        return dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL), false;
    for (uint32_t o = 0; o < DL_HIDDEN; o++)
        for (uint32_t h = 0; h < DL_HALVES; h++) {
            uint32_t to = h * DL_HIDDEN + o, from = o * DL_HALVES + h;
            s->bias[to] = b[from];
            for (uint32_t k = 0; k < f; k++) {
                s->missing[k * DL_LOWER + to] = pad[k * DL_LOWER + from];
                for (uint32_t i = 0; i < DL_HIDDEN; i++)
                    s->lower.w[dl_kernel_at(i, k * DL_LOWER + to, DL_HIDDEN)] =
                        w[((size_t)k * DL_LOWER + from) * DL_HIDDEN + i];
            }
        }
    return true;
}

bool dl_scorer_read(dl_scorer *s, const dl_kernel *k, bool fast, dl_arena *a, const dl_model *m,
    const char *pipe, const char *moves, uint32_t features, dl_err *e)
{
    char name[DL_BLOB_NAME];
    const dl_tensor *t = dl_model_get(m, moves);
    if (!t || t->dtype != DL_I32 || t->nd != 2 || t->shape[1] != 2 || t->shape[0] > DL_CLASSES_MAX)
        return dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1, "%s", moves),
               false;
    s->kernel = k;
    s->features = features;
    s->classes = t->shape[0];
    s->move = t->data;
    if (!read_lower(s, a, m, pipe, e) || (fast && !dl_dense_round(&s->lower, a, grid, e)))
        return false;
    snprintf(name, sizeof name, "%s/6", pipe);
    if (!dl_dense_read(&s->linear, a, m, name, DL_HIDDEN, 0, DL_WIDTH, e)) return false;
    snprintf(name, sizeof name, "%s/3", pipe);
    return dl_dense_read(&s->upper, a, m, name, s->classes, 0, DL_HIDDEN, e);
}

bool dl_scorer_allow(dl_scorer *s, dl_arena *a, uint32_t situations,
    bool (*allows)(uint32_t situation, int32_t action, int32_t label))
{
    s->allowed = dl_arena_array(a, (size_t)situations * s->upper.m, sizeof *s->allowed);
    s->only = dl_arena_array(a, situations, sizeof *s->only);
    for (uint32_t k = 0; s->allowed && s->only && k < situations; k++) {
        s->only[k] = DL_NONE;
        for (uint32_t c = 0; c < s->classes; c++) {
            if (!allows(k, s->move[2 * c], s->move[2 * c + 1])) continue;
            s->allowed[(size_t)k * s->upper.m + c] = UINT32_MAX;
            s->only[k] = s->only[k] == DL_NONE ? (int32_t)c : DL_SEVERAL;
        }
    }
    return s->allowed && s->only;
}

/* ---- one piece */
bool dl_scoring_begin(
    dl_scoring *g, dl_net_scratch *scratch, const dl_scorer *s, const float *token, uint32_t n)
{
    dl_arena *a = scratch->arena;
    uint32_t slots = AHEAD;
    while (slots < n && slots < DL_LOWER_SLOTS) slots *= 2;
    if (!dl_floats_fit(&scratch->lower, scratch->mem, (size_t)slots * s->lower.m)) return false;
    *g = (dl_scoring){
        .scorer = s, .token = token, .n = n, .lower = scratch->lower.at, .slots = slots
    };
    g->holder = dl_arena_array(a, slots, sizeof *g->holder);
    g->hidden = dl_arena_array(a, AHEAD * DL_HIDDEN, sizeof *g->hidden);
    g->score = dl_arena_array(a, s->upper.m, sizeof *g->score);
    return g->holder && g->hidden && g->score;
}

static void lower(const dl_scorer *s, float *y, const float *x, uint32_t n)
{
    const dl_dense *d = &s->lower;
    int16_t whole[AHEAD * DL_HIDDEN];
    if (!d->q) {
        s->kernel->gemm(y, d->m, x, DL_HIDDEN, n, DL_HIDDEN, d->w, d->m);
        return;
    }
    s->kernel->round16(whole, x, (size_t)n * DL_HIDDEN, grid.steps, grid.most);
    s->kernel->gemm16(y, d->m, whole, DL_HIDDEN, n, DL_HIDDEN, d->q, d->scale, d->m);
}

/* Works out the lower layer of the tokens from `at` on: some together while the piece is
 * new, one where a state looks far back. */
static void fill(dl_scoring *g, uint32_t at)
{
    const dl_scorer *s = g->scorer;
    uint32_t slot = at & (g->slots - 1),
             n = at < g->done ? 1
        : g->n - at < AHEAD   ? g->n - at
                              : AHEAD;
    if (n > g->slots - slot) n = g->slots - slot;
    s->kernel->gemm(g->hidden, DL_HIDDEN, g->token + (size_t)at * DL_WIDTH, DL_WIDTH, n, DL_WIDTH,
        s->linear.w, s->linear.m);
    for (uint32_t r = 0; r < n; r++)
        for (uint32_t i = 0; i < DL_HIDDEN; i++) g->hidden[r * DL_HIDDEN + i] += s->linear.b[i];
    lower(s, g->lower + (size_t)slot * s->lower.m, g->hidden, n);
    for (uint32_t r = 0; r < n; r++) g->holder[slot + r] = at + r + 1;
    if (at + n > g->done) g->done = at + n;
}

static bool there(const dl_scoring *g, uint32_t token)
{
    return token == UINT32_MAX || g->holder[token & (g->slots - 1)] == token + 1;
}

static const float *lower_of(const dl_scoring *g, uint32_t k, uint32_t token)
{
    const float *row = token == UINT32_MAX
        ? g->scorer->missing
        : g->lower + (size_t)(token & (g->slots - 1)) * g->scorer->lower.m;
    return row + k * DL_LOWER;
}

/* Some have to be worked out first. They are copied, since two tokens of one state may
 * want the same slot. */
static void copy_rows(
    dl_scoring *g, const uint32_t *feature, float copy[][DL_LOWER], const float **row)
{
    for (uint32_t k = 0; k < g->scorer->features; k++) {
        if (!there(g, feature[k])) fill(g, feature[k]);
        row[k] = memcpy(copy[k], lower_of(g, k, feature[k]), sizeof copy[k]);
    }
}

static void score(dl_scoring *g, const float *const *row)
{
    const dl_scorer *s = g->scorer;
    float hidden[DL_HIDDEN];
    s->kernel->state(hidden, row, s->features, s->bias);
    s->kernel->gemm(g->score, s->upper.m, hidden, DL_HIDDEN, 1, DL_HIDDEN, s->upper.w, s->upper.m);
}

int32_t dl_scoring_best(dl_scoring *g, const uint32_t *feature, uint32_t situation)
{
    const dl_scorer *s = g->scorer;
    const float *row[DL_FEATURES_MAX];
    float copy[DL_FEATURES_MAX][DL_LOWER];
    bool all = true;
    if (s->only[situation] != DL_SEVERAL) return s->only[situation];
    for (uint32_t k = 0; k < s->features; k++) {
        all = all && there(g, feature[k]);
        row[k] = lower_of(g, k, feature[k]);
    }
    if (!all) copy_rows(g, feature, copy, row);
    score(g, row);
    size_t top = s->kernel->top(
        g->score, s->upper.b, s->allowed + (size_t)situation * s->upper.m, s->upper.m);
    return top < s->classes ? (int32_t)top : DL_NONE;
}
