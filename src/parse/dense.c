/* dense - see dense.h: W and b of a layer in, panels of sixteen outputs out. */
#include "dense.h"

#include <stdio.h>
#include <string.h>

float *parse_dense_floats(dl_arena *a, size_t n)
{
    enum { BORDER = 64 };
    char *p = dl_arena_alloc(a, n * sizeof(float) + BORDER);
    return p ? (float *)(void *)(p + (BORDER - (uintptr_t)p % BORDER) % BORDER) : NULL;
}

static float *bias_of(dl_arena *a, const float *b, uint32_t out, uint32_t pieces, uint32_t m)
{
    float *to = dl_arena_array(a, m, sizeof *to);
    for (uint32_t o = 0; to && o < out; o++)
        for (uint32_t p = 0; p < pieces; p++) to[p * out + o] = b[o * pieces + p];
    return to;
}

static void pack(const parse_dense *d, const float *w, uint32_t out, uint32_t pieces)
{
    for (uint32_t o = 0; o < out; o++)
        for (uint32_t p = 0; p < pieces; p++) {
            float *to = d->w + parse_kernel_at(0, p * out + o, d->in);
            const float *from = w + ((size_t)o * pieces + p) * d->in;
            for (uint32_t i = 0; i < d->in; i++) to[(size_t)i * PARSE_PANEL] = from[i];
        }
}

static bool out_of_memory(dl_err *e)
{
    dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
    return false;
}

bool parse_dense_read(parse_dense *d, dl_arena *a, const dl_model *m, const char *name,
    uint32_t out, uint32_t pieces, uint32_t in, dl_err *e)
{
    char node[DL_BLOB_NAME];
    uint32_t p = pieces ? pieces : 1;
    uint32_t nd = pieces ? 3 : 2;
    snprintf(node, sizeof node, "%s/W", name);
    const uint32_t layered[] = { out, pieces, in }, flat[] = { out, in };
    const float *w = dl_model_f32(m, node, nd, pieces ? layered : flat, e);
    snprintf(node, sizeof node, "%s/b", name);
    const float *b = dl_model_f32(m, node, nd - 1, (const uint32_t[]){ out, p }, e);
    if (!w || !b) return false;
    d->in = in;
    d->m = parse_kernel_padded(out * p);
    d->w = parse_dense_floats(a, (size_t)d->m * in);
    d->b = bias_of(a, b, out, p, d->m);
    if (!d->w || !d->b) return out_of_memory(e);
    pack(d, w, out, p);
    return true;
}

bool parse_layer_read(parse_layer *l, dl_arena *a, const dl_model *m, const char *pipe,
    uint32_t node, uint32_t in, dl_err *e)
{
    char name[DL_BLOB_NAME];
    snprintf(name, sizeof name, "%s/%u", pipe, node);
    if (!parse_dense_read(&l->maxout, a, m, name, PARSE_WIDTH, PARSE_PIECES, in, e)) return false;
    snprintf(name, sizeof name, "%s/%u/G", pipe, node + 1);
    l->norm.gain = dl_model_f32(m, name, 1, (uint32_t[]){ PARSE_WIDTH }, e);
    snprintf(name, sizeof name, "%s/%u/b", pipe, node + 1);
    l->norm.shift = dl_model_f32(m, name, 1, (uint32_t[]){ PARSE_WIDTH }, e);
    l->norm.bias = l->maxout.b;
    return l->norm.gain && l->norm.shift;
}

bool parse_dense_cut(parse_dense *cut, dl_arena *a, const parse_dense *window, dl_err *e)
{
    uint32_t places = window->in / PARSE_WIDTH;
    *cut = (parse_dense){ .w = parse_dense_floats(a, (size_t)window->in * window->m),
        .in = PARSE_WIDTH,
        .m = places * window->m };
    if (!cut->w) return out_of_memory(e);
    for (uint32_t place = 0; place < places; place++) /* a panel's stretch of inputs, as it lies */
        for (uint32_t c = 0; c < window->m; c += PARSE_PANEL)
            memcpy(cut->w + parse_kernel_at(0, place * window->m + c, PARSE_WIDTH),
                window->w + parse_kernel_at(place * PARSE_WIDTH, c, window->in),
                PARSE_WIDTH * PARSE_PANEL * sizeof(float));
    return true;
}

/* ---- two windows at a time */

/* The parts of one input's weights, for all outputs of a panel:
 * [PARSE_CROSSED][PARSE_PANEL]. */
static void parts_of(
    const parse_dense *d, uint32_t panel, uint32_t i, float part[PARSE_CROSSED][PARSE_PANEL])
{
    const float *g0 = d->w + parse_kernel_at(i, panel * PARSE_PANEL, d->in);
    const float *g1 = g0 + PARSE_WIDTH * PARSE_PANEL;
    const float *g2 = g1 + PARSE_WIDTH * PARSE_PANEL;
    for (int c = 0; c < PARSE_PANEL; c++) {
        part[0][c] = ((g0[c] + g1[c]) + g2[c]) / 2;
        part[1][c] = ((g0[c] - g1[c]) + g2[c]) / 2;
        part[2][c] = g0[c];
        part[3][c] = g2[c];
    }
}

bool parse_window_pack(parse_window *to, dl_arena *a, const parse_dense *window, dl_err *e)
{
    size_t n = (size_t)PARSE_CROSSED * PARSE_WIDTH * window->m;
    float part[PARSE_CROSSED][PARSE_PANEL];
    *to = (parse_window){ .w = parse_dense_floats(a, n), .m = window->m };
    if (!to->w) return out_of_memory(e);
    for (uint32_t panel = 0; panel < window->m / PARSE_PANEL; panel++)
        for (uint32_t i = 0; i < PARSE_WIDTH; i++) {
            parts_of(window, panel, i, part);
            for (uint32_t k = 0; k < PARSE_CROSSED; k++)
                memcpy(to->w + parse_window_at(k, i, panel * PARSE_PANEL, PARSE_WIDTH), part[k],
                    sizeof part[k]);
        }
    return true;
}

/* ---- floats that are kept */
enum {
    LINE = 64, /* bytes */
    LARGE_FROM = 4 << 20, /* bytes from which large pages are asked for: one fits in */
    SLACK_MAX = 1 << 16 /* floats beyond the need, so that the next longer report fits too */
};

void parse_floats_free(parse_floats *f, const dl_mem *mem)
{
    dl_mem_free(mem, f->held, f->n * sizeof *f->at + LINE);
    *f = (parse_floats){ NULL, NULL, 0 };
}

bool parse_floats_fit(parse_floats *f, const dl_mem *mem, size_t n)
{
    if (n <= f->n && f->held) return true;
    parse_floats_free(f, mem);
    n += n / 4 < SLACK_MAX ? n / 4 : SLACK_MAX;
    if (n > (SIZE_MAX - LINE) / sizeof *f->at) return false;
    f->held = dl_mem_alloc(mem, n * sizeof *f->at + LINE);
    if (!f->held) return false;
    if (n * sizeof *f->at >= LARGE_FROM) dl_mem_large(f->held, n * sizeof *f->at + LINE);
    f->at = (float *)(void *)((char *)f->held + (LINE - (uintptr_t)f->held % LINE) % LINE);
    f->n = n;
    return true;
}
