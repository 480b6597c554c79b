/* scorer - see scorer.h. Lower layers of some tokens are worked out together and kept,
 * for states that follow each other look at the same tokens. */
#include "scorer.h"

#include <math.h>
#include <stdio.h>

/* Tokens whose lower layer is worked out together; a power of two, as the slots are. */
enum { AHEAD = 64 };

/* The model's order is [feature][hidden][half]; ours puts the halves one behind the
 * other. */
static void pack_lower(parse_scorer *s, const float *w, const float *b, const float *pad)
{
    for (uint32_t o = 0; o < PARSE_HIDDEN; o++)
        for (uint32_t h = 0; h < PARSE_HALVES; h++) {
            uint32_t to = h * PARSE_HIDDEN + o, from = o * PARSE_HALVES + h;
            s->bias[to] = b[from];
            for (uint32_t k = 0; k < s->features; k++) {
                const float *row = w + ((size_t)k * PARSE_LOWER + from) * PARSE_HIDDEN;
                s->missing[k * PARSE_LOWER + to] = pad[k * PARSE_LOWER + from];
                for (uint32_t i = 0; i < PARSE_HIDDEN; i++)
                    s->lower.w[parse_kernel_at(i, k * PARSE_LOWER + to, PARSE_HIDDEN)] = row[i];
            }
        }
}

static bool read_lower(parse_scorer *s, dl_arena *a, const dl_model *m, const char *pipe, dl_err *e)
{
    char name[DL_BLOB_NAME];
    uint32_t f = s->features;
    snprintf(name, sizeof name, "%s/2/W", pipe);
    const float *w = dl_model_f32(
        m, name, 4, (uint32_t[]){ f, PARSE_HIDDEN, PARSE_HALVES, PARSE_HIDDEN }, e);
    snprintf(name, sizeof name, "%s/2/b", pipe);
    const float *b = dl_model_f32(m, name, 2, (uint32_t[]){ PARSE_HIDDEN, PARSE_HALVES }, e);
    snprintf(name, sizeof name, "%s/2/pad", pipe);
    const float *pad = dl_model_f32(
        m, name, 4, (uint32_t[]){ 1, f, PARSE_HIDDEN, PARSE_HALVES }, e);
    s->lower = (parse_dense){ .w = parse_dense_floats(a, (size_t)PARSE_HIDDEN * f * PARSE_LOWER),
        .in = PARSE_HIDDEN,
        .m = f * PARSE_LOWER };
    s->bias = dl_arena_array(a, PARSE_LOWER, sizeof(float));
    s->missing = dl_arena_array(a, (size_t)f * PARSE_LOWER, sizeof(float));
    if (!w || !b || !pad) return false;
    if (!s->lower.w || !s->bias || !s->missing) {
        dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
        return false;
    }
    pack_lower(s, w, b, pad);
    return true;
}

bool parse_scorer_read(parse_scorer *s, const parse_kernel *k, dl_arena *a, const dl_model *m,
    const char *pipe, const char *moves, uint32_t features, dl_err *e)
{
    char name[DL_BLOB_NAME];
    const dl_tensor *t = dl_model_get(m, moves);
    if (!t || t->dtype != DL_I32 || t->nd != 2 || t->shape[1] != 2
        || t->shape[0] > PARSE_CLASSES_MAX) {
        dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1, "%s", moves);
        return false;
    }
    s->kernel = k;
    s->features = features;
    s->classes = t->shape[0];
    s->move = t->data;
    if (!read_lower(s, a, m, pipe, e)) return false;
    snprintf(name, sizeof name, "%s/6", pipe);
    if (!parse_dense_read(&s->linear, a, m, name, PARSE_HIDDEN, 0, PARSE_WIDTH, e)) return false;
    snprintf(name, sizeof name, "%s/3", pipe);
    return parse_dense_read(&s->upper, a, m, name, s->classes, 0, PARSE_HIDDEN, e);
}

bool parse_scorer_labels_ok(const parse_scorer *s, uint32_t labels)
{
    for (uint32_t i = 0; i < s->classes; i++) {
        int32_t label = s->move[2 * i + 1];
        if (label < -1 || label >= (int32_t)labels) return false;
    }
    return true;
}

bool parse_scorer_allow(parse_scorer *s, dl_arena *a, uint32_t situations,
    bool (*allows)(uint32_t situation, int32_t action, int32_t label))
{
    s->allowed = dl_arena_array(a, (size_t)situations * s->upper.m, sizeof *s->allowed);
    s->only = dl_arena_array(a, situations, sizeof *s->only);
    for (uint32_t k = 0; s->allowed && s->only && k < situations; k++) {
        s->only[k] = PARSE_NONE;
        for (uint32_t c = 0; c < s->classes; c++) {
            if (!allows(k, s->move[2 * c], s->move[2 * c + 1])) continue;
            s->allowed[(size_t)k * s->upper.m + c] = UINT32_MAX;
            s->only[k] = s->only[k] == PARSE_NONE ? (int32_t)c : PARSE_SEVERAL;
        }
    }
    return s->allowed && s->only;
}

/* ---- one piece */
bool parse_scoring_begin(
    parse_scoring *g, parse_work *w, const parse_scorer *s, const float *token, uint32_t n)
{
    dl_arena *a = w->arena;
    uint32_t slots = AHEAD;
    while (slots < n && slots < PARSE_LOWER_SLOTS) slots *= 2;
    if (!parse_floats_fit(&w->lower, w->mem, (size_t)slots * s->lower.m)) return false;
    *g = (parse_scoring){
        .scorer = s, .token = token, .n = n, .lower = w->lower.at, .slots = slots
    };
    g->holder = dl_arena_array(a, slots, sizeof *g->holder);
    g->hidden = dl_arena_array(a, AHEAD * PARSE_HIDDEN, sizeof *g->hidden);
    g->score = dl_arena_array(a, s->upper.m, sizeof *g->score);
    return g->holder && g->hidden && g->score;
}

/* Works out the lower layer of the tokens from `at` on: some together while the piece is
 * new, one where a state looks far back. */
static void fill(parse_scoring *g, uint32_t at)
{
    const parse_scorer *s = g->scorer;
    const parse_dense *linear = &s->linear, *lower = &s->lower;
    uint32_t slot = at & (g->slots - 1), n = at < g->done ? 1 : AHEAD;
    if (n > g->n - at) n = g->n - at;
    if (n > g->slots - slot) n = g->slots - slot;
    s->kernel->gemm(g->hidden, PARSE_HIDDEN, g->token + (size_t)at * PARSE_WIDTH, PARSE_WIDTH, n,
        PARSE_WIDTH, linear->w, linear->m);
    for (uint32_t r = 0; r < n; r++)
        for (uint32_t i = 0; i < PARSE_HIDDEN; i++) g->hidden[r * PARSE_HIDDEN + i] += linear->b[i];
    s->kernel->gemm(g->lower + (size_t)slot * lower->m, lower->m, g->hidden, PARSE_HIDDEN, n,
        PARSE_HIDDEN, lower->w, lower->m);
    for (uint32_t r = 0; r < n; r++) g->holder[slot + r] = at + r + 1;
    if (at + n > g->done) g->done = at + n;
}

static bool there(const parse_scoring *g, uint32_t token)
{
    return token == UINT32_MAX || g->holder[token & (g->slots - 1)] == token + 1;
}

static const float *lower_of(const parse_scoring *g, uint32_t k, uint32_t token)
{
    const float *row = token == UINT32_MAX
        ? g->scorer->missing
        : g->lower + (size_t)(token & (g->slots - 1)) * g->scorer->lower.m;
    return row + k * PARSE_LOWER;
}

/* Some have to be worked out first. They are copied, since two tokens of one state may
 * want the same slot. */
static void copy_rows(
    parse_scoring *g, const uint32_t *feature, float copy[][PARSE_LOWER], const float **row)
{
    for (uint32_t k = 0; k < g->scorer->features; k++) {
        if (!there(g, feature[k])) fill(g, feature[k]);
        row[k] = memcpy(copy[k], lower_of(g, k, feature[k]), sizeof copy[k]);
    }
}

static void score(parse_scoring *g, const float *const *row)
{
    const parse_scorer *s = g->scorer;
    float hidden[PARSE_HIDDEN];
    s->kernel->state(hidden, row, s->features, s->bias);
    s->kernel->gemm(
        g->score, s->upper.m, hidden, PARSE_HIDDEN, 1, PARSE_HIDDEN, s->upper.w, s->upper.m);
}

int32_t parse_scoring_best(parse_scoring *g, const uint32_t *feature, uint32_t situation)
{
    const parse_scorer *s = g->scorer;
    const float *row[PARSE_FEATURES_MAX];
    float copy[PARSE_FEATURES_MAX][PARSE_LOWER];
    bool all = true;
    if (s->only[situation] != PARSE_SEVERAL) return s->only[situation];
    for (uint32_t k = 0; k < s->features; k++) {
        all = all && there(g, feature[k]);
        row[k] = lower_of(g, k, feature[k]);
    }
    if (!all) copy_rows(g, feature, copy, row);
    score(g, row);
    size_t top = s->kernel->top(
        g->score, s->upper.b, s->allowed + (size_t)situation * s->upper.m, s->upper.m);
    return top < s->classes ? (int32_t)top : PARSE_NONE;
}

float parse_scoring_margin(const parse_scoring *g, uint32_t situation, int32_t best)
{
    const parse_scorer *s = g->scorer;
    const uint32_t *allowed = s->allowed + (size_t)situation * s->upper.m;
    float second = -INFINITY;
    if (s->only[situation] != PARSE_SEVERAL) return INFINITY;
    for (uint32_t c = 0; c < s->classes; c++) {
        float score = g->score[c] + s->upper.b[c];
        if (allowed[c] && c != (uint32_t)best && score > second) second = score;
    }
    return g->score[best] + s->upper.b[best] - second;
}

float parse_scoring_lead(const parse_scoring *g, uint32_t situation, int32_t best, uint32_t over)
{
    const parse_scorer *s = g->scorer;
    bool allowed = s->allowed[(size_t)situation * s->upper.m + over] != 0;
    if (s->only[situation] != PARSE_SEVERAL || !allowed) return INFINITY;
    return g->score[best] + s->upper.b[best] - (g->score[over] + s->upper.b[over]);
}
