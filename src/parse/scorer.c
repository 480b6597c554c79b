#include "network_private.h"

#include <stdio.h>

enum { AHEAD = 60 };             /* tokens whose lower layer is worked out together */

static bool read_lower(dl_scorer *s, dl_arena *a, const dl_model *m, const char *pipe, dl_err *e)
{
    char name[DL_BLOB_NAME];
    uint32_t f = s->features;
    snprintf(name, sizeof name, "%s/2/W", pipe);
    const float *w = dl_model_f32(m, name, 4, (uint32_t[]){ f, DL_HIDDEN, DL_HALVES, DL_HIDDEN }, e);
    snprintf(name, sizeof name, "%s/2/b", pipe);
    const float *b = dl_model_f32(m, name, 2, (uint32_t[]){ DL_HIDDEN, DL_HALVES }, e);
    snprintf(name, sizeof name, "%s/2/pad", pipe);
    const float *pad = dl_model_f32(m, name, 4, (uint32_t[]){ 1, f, DL_HIDDEN, DL_HALVES }, e);
    s->lower = (dl_dense){ dl_arena_array(a, (size_t)DL_HIDDEN * f * DL_LOWER, sizeof(float)), NULL, DL_HIDDEN, f * DL_LOWER };
    s->bias = dl_arena_array(a, DL_LOWER, sizeof(float));
    s->missing = dl_arena_array(a, (size_t)f * DL_LOWER, sizeof(float));
    if (!w || !b || !pad) return false;
    if (!s->lower.w || !s->bias || !s->missing) return dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL), false;
    for (uint32_t o = 0; o < DL_HIDDEN; o++)
        for (uint32_t h = 0; h < DL_HALVES; h++) {
            uint32_t to = h * DL_HIDDEN + o, from = o * DL_HALVES + h;
            s->bias[to] = b[from];
            for (uint32_t k = 0; k < f; k++) {
                s->missing[k * DL_LOWER + to] = pad[k * DL_LOWER + from];
                for (uint32_t i = 0; i < DL_HIDDEN; i++)
                    s->lower.w[(size_t)i * f * DL_LOWER + k * DL_LOWER + to] = w[((size_t)k * DL_LOWER + from) * DL_HIDDEN + i];
            }
        }
    return true;
}

bool dl_scorer_read(dl_scorer *s, dl_arena *a, const dl_model *m, const char *pipe, const char *moves, uint32_t features, dl_err *e)
{
    char name[DL_BLOB_NAME];
    const dl_tensor *t = dl_model_get(m, moves);
    if (!t || t->dtype != DL_I32 || t->nd != 2 || t->shape[1] != 2 || t->shape[0] > DL_CLASSES_MAX) return dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1, "%s", moves), false;
    s->features = features;
    s->classes = t->shape[0];
    s->move = t->data;
    if (!read_lower(s, a, m, pipe, e)) return false;
    snprintf(name, sizeof name, "%s/6", pipe);
    if (!dl_dense_read(&s->linear, a, m, name, DL_HIDDEN, 0, DL_WIDTH, e)) return false;
    snprintf(name, sizeof name, "%s/3", pipe);
    return dl_dense_read(&s->upper, a, m, name, s->classes, 0, DL_HIDDEN, e);
}

bool dl_scoring_begin(dl_scoring *g, dl_arena *a, const dl_scorer *s, const float *token, uint32_t n)
{
    uint32_t slots = AHEAD;
    while (slots < n && slots < DL_LOWER_SLOTS) slots *= 2;
    *g = (dl_scoring){ s, token, n, NULL, NULL, slots, NULL, NULL };
    g->lower = dl_arena_array(a, (size_t)slots * s->lower.m, sizeof *g->lower);
    g->holder = dl_arena_array(a, slots, sizeof *g->holder);
    g->hidden = dl_arena_array(a, AHEAD * DL_HIDDEN, sizeof *g->hidden);
    g->score = dl_arena_array(a, s->upper.m, sizeof *g->score);
    return g->lower && g->holder && g->hidden && g->score;
}

/* Works out the lower layer of some tokens from `at` on, as many as have neighbouring slots. */
static void fill(dl_scoring *g, uint32_t at)
{
    const dl_scorer *s = g->scorer;
    dl_gemm *gemm = dl_gemm_best();
    uint32_t slot = at % g->slots, n = g->n - at < AHEAD ? g->n - at : AHEAD;
    if (n > g->slots - slot) n = g->slots - slot;
    gemm(g->hidden, DL_HIDDEN, g->token + (size_t)at * DL_WIDTH, DL_WIDTH, n, DL_WIDTH, s->linear.w, s->linear.m);
    for (uint32_t r = 0; r < n; r++)
        for (uint32_t i = 0; i < DL_HIDDEN; i++) g->hidden[r * DL_HIDDEN + i] += s->linear.b[i];
    gemm(g->lower + (size_t)slot * s->lower.m, s->lower.m, g->hidden, DL_HIDDEN, n, DL_HIDDEN, s->lower.w, s->lower.m);
    for (uint32_t r = 0; r < n; r++) g->holder[slot + r] = at + r + 1;
}

static const float *lower_of(dl_scoring *g, uint32_t k, uint32_t token)
{
    if (token == UINT32_MAX) return g->scorer->missing + k * DL_LOWER;
    uint32_t slot = token % g->slots;
    if (g->holder[slot] != token + 1) fill(g, token);
    return g->lower + (size_t)slot * g->scorer->lower.m + k * DL_LOWER;
}

const float *dl_scoring_run(dl_scoring *g, const uint32_t *feature)
{
    const dl_scorer *s = g->scorer;
    float sum[DL_LOWER] = { 0 }, hidden[DL_HIDDEN];
    for (uint32_t k = 0; k < s->features; k++) {
        const float *f = lower_of(g, k, feature[k]);
        for (int i = 0; i < DL_LOWER; i++) sum[i] += f[i];
    }
    for (int i = 0; i < DL_HIDDEN; i++) {
        float a = sum[i] + s->bias[i], b = sum[DL_HIDDEN + i] + s->bias[DL_HIDDEN + i];
        hidden[i] = a > b ? a : b;
    }
    dl_gemm_best()(g->score, s->upper.m, hidden, DL_HIDDEN, 1, DL_HIDDEN, s->upper.w, s->upper.m);
    for (uint32_t i = 0; i < s->classes; i++) g->score[i] += s->upper.b[i];
    return g->score;
}
