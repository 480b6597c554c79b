#include "dense.h"

#include <math.h>
#include <stdio.h>

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
        for (uint32_t p = 0; p < pieces; p++)
            for (uint32_t i = 0; i < d->in; i++) d->w[dl_kernel_at(i, p * out + o, d->in)] = w[((size_t)o * pieces + p) * d->in + i];
}

static bool out_of_memory(dl_err *e) { return dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL), false; }

bool dl_dense_read(dl_dense *d, dl_arena *a, const dl_model *m, const char *name, uint32_t out, uint32_t pieces, uint32_t in, dl_err *e)
{
    char node[DL_BLOB_NAME];
    uint32_t p = pieces ? pieces : 1, nd = pieces ? 3 : 2;
    snprintf(node, sizeof node, "%s/W", name);
    const float *w = dl_model_f32(m, node, nd, pieces ? (uint32_t[]){ out, pieces, in } : (uint32_t[]){ out, in }, e);
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

/* The step of one output: sum of |q| times DL_MOST16 stays below 2^31 with room for the rounding of `in` weights. */
static float step_of(const dl_dense *d, uint32_t c)
{
    const float room = 65000, most = DL_MOST16;          /* 65536 less half of the longest row; one weight must fit too */
    float sum = 0, top = 0;
    for (uint32_t i = 0; i < d->in; i++) {
        float w = fabsf(d->w[dl_kernel_at(i, c, d->in)]);
        sum += w;
        if (w > top) top = w;
    }
    float step = sum > 0 ? room / sum : 1;
    return top * step > most ? most / top : step;
}

bool dl_dense_round(dl_dense *d, dl_arena *a, float steps, dl_err *e)
{
    d->q = (int16_t *)dl_dense_floats(a, (size_t)d->m * d->in / 2);
    d->scale = dl_dense_floats(a, d->m);
    if (!d->q || !d->scale) return out_of_memory(e);
    for (uint32_t c = 0; c < d->m; c++) {
        float step = step_of(d, c);
        d->scale[c] = 1 / (step * steps);
        for (uint32_t i = 0; i < d->in; i++) d->q[dl_kernel16_at(i, c, d->in)] = (int16_t)lrintf(d->w[dl_kernel_at(i, c, d->in)] * step);
    }
    return true;
}

bool dl_layer_read(dl_layer *l, dl_arena *a, const dl_model *m, const char *pipe, uint32_t node, uint32_t in, dl_err *e)
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
    *cut = (dl_dense){ .w = dl_dense_floats(a, (size_t)window->in * window->m), .in = DL_WIDTH, .m = places * window->m };
    if (!cut->w) return out_of_memory(e);
    for (uint32_t i = 0; i < window->in; i++)
        for (uint32_t c = 0; c < window->m; c++)
            cut->w[dl_kernel_at(i % DL_WIDTH, i / DL_WIDTH * window->m + c, DL_WIDTH)] = window->w[dl_kernel_at(i, c, window->in)];
    return true;
}
