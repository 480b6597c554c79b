#include "dense.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

float *dl_dense_floats(dl_arena *a, size_t n)
{
    enum { LINE = 64 };
    char *p = dl_arena_alloc(a, n * sizeof(float) + LINE);
    return p ? (float *)(void *)(p + (LINE - (uintptr_t)p % LINE) % LINE) : NULL;
}

static float *bias_of(dl_arena *a, const float *b, uint32_t out, uint32_t pieces, uint32_t m)
{
    float *to = dl_arena_array(a, m, sizeof *to);
    for (uint32_t o = 0; to && o < out; o++)
        for (uint32_t p = 0; p < pieces; p++) to[p * out + o] = b[o * pieces + p];
    return to;
}

static void pack(const dl_dense *d, const float *w, uint32_t out, uint32_t pieces)
{
    for (uint32_t o = 0; o < out; o++)
        for (uint32_t p = 0; p < pieces; p++) {
            float *to = d->w + dl_kernel_at(0, p * out + o, d->in);
            const float *from = w + ((size_t)o * pieces + p) * d->in;
            for (uint32_t i = 0; i < d->in; i++) to[(size_t)i * DL_PANEL] = from[i];
        }
}

static bool out_of_memory(dl_err *e)
{
    return dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL), false;
}

bool dl_dense_read(dl_dense *d, dl_arena *a, const dl_model *m, const char *name, uint32_t out,
    uint32_t pieces, uint32_t in, dl_err *e)
{
    char node[DL_BLOB_NAME];
    uint32_t p = pieces ? pieces : 1, nd = pieces ? 3 : 2;
    snprintf(node, sizeof node, "%s/W", name);
    const float *w = dl_model_f32(
        m, node, nd, pieces ? (uint32_t[]){ out, pieces, in } : (uint32_t[]){ out, in }, e);
    snprintf(node, sizeof node, "%s/b", name);
    const float *b = dl_model_f32(m, node, nd - 1, (uint32_t[]){ out, p }, e);
    if (!w || !b) return false;
    d->in = in;
    d->m = dl_kernel_padded(out * p);
    d->w = dl_dense_floats(a, (size_t)d->m * in);
    d->b = bias_of(a, b, out, p, d->m);
    if (!d->w || !d->b) return out_of_memory(e);
    pack(d, w, out, p);
    return true;
}

/* The finest step of an output whose weights' sizes are in all `sum`, the largest `top`:
 * |q| summed times `most`, what a value can be, stays below 2^31. */
static float finest(float sum, float top, int most)
{
    const float room = 2147483647.0f / (float)most - 200,
                most16 = DL_MOST16; /* less than that for the rounding of some hundred weights */
    float step = sum > 0 ? room / sum : 1;
    return top * step > most16 ? most16 / top : step;
}

static float step_of(const dl_dense *d, uint32_t c, int most)
{
    float sum = 0, top = 0;
    for (uint32_t i = 0; i < d->in; i++) {
        float w = fabsf(d->w[dl_kernel_at(i, c, d->in)]);
        sum += w;
        if (w > top) top = w;
    }
    return finest(sum, top, most);
}

bool dl_dense_round(dl_dense *d, dl_arena *a, dl_grid x, dl_err *e)
{
    d->q = (int16_t *)dl_dense_floats(a, (size_t)d->m * d->in / 2);
    d->scale = dl_dense_floats(a, d->m);
    if (!d->q || !d->scale) return out_of_memory(e);
    for (uint32_t c = 0; c < d->m; c++) {
        float step = step_of(d, c, x.most);
        d->scale[c] = 1 / (step * x.steps);
        for (uint32_t i = 0; i < d->in; i++)
            d->q[dl_kernel16_at(i, c, d->in)] = (int16_t)lrintf(
                d->w[dl_kernel_at(i, c, d->in)] * step);
    }
    return true;
}

bool dl_layer_read(dl_layer *l, dl_arena *a, const dl_model *m, const char *pipe, uint32_t node,
    uint32_t in, dl_err *e)
{
    char name[DL_BLOB_NAME];
    snprintf(name, sizeof name, "%s/%u", pipe, node);
    if (!dl_dense_read(&l->maxout, a, m, name, DL_WIDTH, DL_PIECES, in, e)) return false;
    snprintf(name, sizeof name, "%s/%u/G", pipe, node + 1);
    l->norm.gain = dl_model_f32(m, name, 1, (uint32_t[]){ DL_WIDTH }, e);
    snprintf(name, sizeof name, "%s/%u/b", pipe, node + 1);
    l->norm.shift = dl_model_f32(m, name, 1, (uint32_t[]){ DL_WIDTH }, e);
    l->norm.bias = l->maxout.b;
    return l->norm.gain && l->norm.shift;
}

bool dl_dense_cut(dl_dense *cut, dl_arena *a, const dl_dense *window, dl_err *e)
{
    uint32_t places = window->in / DL_WIDTH;
    *cut = (dl_dense){ .w = dl_dense_floats(a, (size_t)window->in * window->m),
        .in = DL_WIDTH,
        .m = places * window->m };
    if (!cut->w) return out_of_memory(e);
    for (uint32_t place = 0; place < places; place++)
        for (uint32_t c = 0; c < window->m;
             c += DL_PANEL) /* a panel's stretch of inputs, as it lies */
            memcpy(cut->w + dl_kernel_at(0, place * window->m + c, DL_WIDTH),
                window->w + dl_kernel_at(place * DL_WIDTH, c, window->in),
                DL_WIDTH * DL_PANEL * sizeof(float));
    return true;
}

/* ---- two windows at a time */

/* The parts of one input's weights, for all outputs of a panel:
 * [DL_CROSSED][DL_PANEL]. */
static void parts_of(
    const dl_dense *d, uint32_t panel, uint32_t i, float part[DL_CROSSED][DL_PANEL])
{
    const float *g0 = d->w + dl_kernel_at(i, panel * DL_PANEL, d->in),
                *g1 = g0 + DL_WIDTH * DL_PANEL, *g2 = g1 + DL_WIDTH * DL_PANEL;
    for (int c = 0; c < DL_PANEL; c++) {
        part[0][c] = ((g0[c] + g1[c]) + g2[c]) / 2;
        part[1][c] = ((g0[c] - g1[c]) + g2[c]) / 2;
        part[2][c] = g0[c];
        part[3][c] = g2[c];
    }
}

/* The steps of a panel's outputs: both windows' sums of |q|, of three parts each, times
 * what a sum of two values can be stay below 2^31. */
static void window_steps(const dl_dense *d, uint32_t panel, int most, float step[DL_PANEL])
{
    float part[DL_CROSSED][DL_PANEL], sum[DL_CROSSED][DL_PANEL] = { { 0 } }, top[DL_PANEL] = { 0 };
    for (uint32_t i = 0; i < DL_WIDTH; i++) {
        parts_of(d, panel, i, part);
        for (int k = 0; k < DL_CROSSED; k++)
            for (int c = 0; c < DL_PANEL; c++) {
                float w = fabsf(part[k][c]);
                sum[k][c] += w;
                top[c] = w > top[c] ? w : top[c];
            }
    }
    for (int c = 0; c < DL_PANEL; c++)
        step[c] = finest((sum[0][c] + sum[1][c]) + (sum[2][c] > sum[3][c] ? sum[2][c] : sum[3][c]),
            top[c], 2 * most);
}

static void round_panel(dl_window *to, const dl_dense *d, uint32_t panel, dl_grid x)
{
    float part[DL_CROSSED][DL_PANEL], step[DL_PANEL];
    window_steps(d, panel, x.most, step);
    for (uint32_t c = 0; c < DL_PANEL; c++)
        to->scale[panel * DL_PANEL + c] = 1 / (step[c] * x.steps);
    for (uint32_t i = 0; i < DL_WIDTH; i++) {
        parts_of(d, panel, i, part);
        for (uint32_t k = 0; k < DL_CROSSED; k++)
            for (uint32_t c = 0; c < DL_PANEL; c++)
                to->q[dl_window16_at(k, i, panel * DL_PANEL + c, DL_WIDTH)] = (int16_t)lrintf(
                    part[k][c] * step[c]);
    }
}

bool dl_window_pack(dl_window *to, dl_arena *a, const dl_dense *window, const dl_grid *x, dl_err *e)
{
    size_t n = (size_t)DL_CROSSED * DL_WIDTH * window->m;
    *to = (dl_window){ .m = window->m };
    if (x) {
        to->q = (int16_t *)dl_dense_floats(a, n / 2);
        to->scale = dl_dense_floats(a, window->m);
    } else to->w = dl_dense_floats(a, n);
    if (x ? !to->q || !to->scale : !to->w) return out_of_memory(e);
    for (uint32_t panel = 0; panel < window->m / DL_PANEL; panel++) {
        if (x) {
            round_panel(to, window, panel, *x);
            continue;
        }
        float part[DL_CROSSED][DL_PANEL];
        for (uint32_t i = 0; i < DL_WIDTH; i++) {
            parts_of(window, panel, i, part);
            for (uint32_t k = 0; k < DL_CROSSED; k++)
                memcpy(to->w + dl_window_at(k, i, panel * DL_PANEL, DL_WIDTH), part[k],
                    sizeof part[k]);
        }
    }
    return true;
}
