#include "tok2vec.h"

#include <math.h>
#include <stdio.h>

enum { MIX_ROWS = 64, WINDOW = 3 * DL_WIDTH };

/* ---- reading */
static float *bias_of(dl_arena *a, const float *b, uint32_t out, uint32_t pieces, uint32_t m)
{
    float *to = dl_arena_array(a, m, sizeof *to);
    for (uint32_t o = 0; to && o < out; o++)
        for (uint32_t p = 0; p < pieces; p++) to[p * out + o] = b[o * pieces + p];
    return to;
}

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
    d->m = (out * p + DL_KERNEL_WIDTH - 1) / DL_KERNEL_WIDTH * DL_KERNEL_WIDTH;
    d->w = dl_arena_array(a, (size_t)d->m * in, sizeof *d->w);
    d->b = bias_of(a, b, out, p, d->m);
    if (!d->w || !d->b) return dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL), false;
    for (uint32_t o = 0; o < out; o++)
        for (uint32_t k = 0; k < p; k++)
            for (uint32_t i = 0; i < in; i++) d->w[(size_t)i * d->m + k * out + o] = w[((size_t)o * p + k) * in + i];
    return true;
}

static bool read_layer(dl_dense *maxout, const float **gain, const float **shift, dl_arena *a, const dl_model *m, const char *pipe, uint32_t node, uint32_t in, dl_err *e)
{
    char name[DL_BLOB_NAME];
    snprintf(name, sizeof name, "%s/%u", pipe, node);
    if (!dl_dense_read(maxout, a, m, name, DL_WIDTH, DL_PIECES, in, e)) return false;
    snprintf(name, sizeof name, "%s/%u/G", pipe, node + 1);
    *gain = dl_model_f32(m, name, 1, (uint32_t[]){ DL_WIDTH }, e);
    snprintf(name, sizeof name, "%s/%u/b", pipe, node + 1);
    *shift = dl_model_f32(m, name, 1, (uint32_t[]){ DL_WIDTH }, e);
    return *gain && *shift;
}

static const float *read_embedding(const dl_model *m, const char *pipe, uint32_t node, uint32_t *rows, dl_err *e)
{
    char name[DL_BLOB_NAME];
    snprintf(name, sizeof name, "%s/%u/E", pipe, node);
    const dl_tensor *t = dl_model_get(m, name);
    *rows = t && t->nd == 2 && t->shape[0] ? t->shape[0] : 1;
    return dl_model_f32(m, name, 2, (uint32_t[]){ *rows, DL_WIDTH }, e);
}

bool dl_tok2vec_read(dl_tok2vec *t, dl_arena *a, const dl_model *m, const char *pipe, uint32_t first, uint32_t columns, dl_err *e)
{
    enum { MIX = 39, LAYER = 57 };               /* nodes of the maxouts in the wheel's walk order, the same in both encoders */
    t->columns = columns;
    for (uint32_t c = 0; c < columns; c++)
        if (!(t->embed[c] = read_embedding(m, pipe, first + 2 * c, &t->rows[c], e))) return false;
    bool ok = read_layer(&t->mix.maxout, &t->mix.gain, &t->mix.shift, a, m, pipe, MIX, columns * DL_WIDTH, e);
    for (uint32_t l = 0; ok && l < DL_LAYERS; l++)
        ok = read_layer(&t->layer[l].maxout, &t->layer[l].gain, &t->layer[l].shift, a, m, pipe, LAYER + 2 * l, WINDOW, e);
    return ok;
}

/* ---- embeddings: Appleby's MurmurHash3 x64-128 over one 8-byte id, seeded and cut into four words as the model's library does */
static uint64_t final(uint64_t h)
{
    h ^= h >> 33; h *= 0xff51afd7ed558ccdu;
    h ^= h >> 33; h *= 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

static void hash_id(uint64_t id, uint32_t seed, uint32_t out[4])
{
    enum { LENGTH = 8 };
    uint64_t k = id * 0x87c37b91114253d5u, h1, h2 = seed ^ LENGTH;
    k = (k << 31 | k >> 33) * 0x4cf5ad432745937fu;
    h1 = (k ^ seed ^ LENGTH) + h2;
    h2 += h1;
    h1 = final(h1);
    h2 = final(h2);
    h1 += h2;
    h2 += h1;
    out[0] = (uint32_t)h1;
    out[1] = (uint32_t)(h1 >> 32);
    out[2] = (uint32_t)h2;
    out[3] = (uint32_t)(h2 >> 32);
}

static void embed(const dl_tok2vec *t, uint32_t c, uint64_t id, float *out)
{
    enum { FIRST_SEED = 8 };
    uint32_t h[4];
    hash_id(id, FIRST_SEED + c, h);
    for (int i = 0; i < DL_WIDTH; i++) out[i] = 0;
    for (int k = 0; k < 4; k++) {
        const float *row = t->embed[c] + (size_t)(h[k] % t->rows[c]) * DL_WIDTH;
        for (int i = 0; i < DL_WIDTH; i++) out[i] += row[i];
    }
}

static void features(const dl_tok2vec *t, const dl_lexeme *l, unsigned space, float *out)
{
    const uint64_t id[DL_COLUMNS_MAX] = { l->norm, l->prefix, l->suffix, l->shape, space, l->is_space };
    for (uint32_t c = 0; c < t->columns; c++) embed(t, c, id[c], out + c * DL_WIDTH);
}

/* ---- layers */
static float sum8(const float *part) { return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7])); }

/* Eight partial sums: the order of additions is fixed, and any vector unit can keep it. */
static void norm(float *x, const float *gain, const float *shift)
{
    float part[8] = { 0 }, square[8] = { 0 };
    for (int i = 0; i < DL_WIDTH; i += 8) for (int k = 0; k < 8; k++) part[k] += x[i + k];
    float mean = sum8(part) / DL_WIDTH;
    for (int i = 0; i < DL_WIDTH; i += 8)
        for (int k = 0; k < 8; k++) { float d = x[i + k] - mean; square[k] += d * d; }
    float scale = 1.0f / sqrtf(sum8(square) / DL_WIDTH + 1e-8f);
    for (int i = 0; i < DL_WIDTH; i++) x[i] = (x[i] - mean) * scale * gain[i] + shift[i];
}

static void maxout(const float *y, const float *b, float *out)
{
    for (int i = 0; i < DL_WIDTH; i++) {
        float p0 = y[i] + b[i], p1 = y[DL_WIDTH + i] + b[DL_WIDTH + i], p2 = y[2 * DL_WIDTH + i] + b[2 * DL_WIDTH + i];
        float m = p0 > p1 ? p0 : p1;
        out[i] = m > p2 ? m : p2;
    }
}

static bool room(dl_vectors *v, const dl_mem *mem, uint32_t n)
{
    if (n <= v->n) return true;
    uint32_t to = n + n / 2 + 1024;
    uint8_t *have = dl_mem_zero(mem, to);
    float *at = have ? dl_mem_resize(mem, v->at, (size_t)v->n * DL_WIDTH * sizeof *at, (size_t)to * DL_WIDTH * sizeof *at) : NULL;
    if (!at) { dl_mem_free(mem, have, to); return false; }
    v->at = at;
    if (v->n) memcpy(have, v->have, v->n);
    dl_mem_free(mem, v->have, v->n);
    v->have = have;
    v->n = to;
    return true;
}

static void mix(const dl_tok2vec *t, dl_vectors *v, const float *in, const uint32_t *which, uint32_t n, float *tmp)
{
    dl_gemm *gemm = dl_gemm_best();
    gemm(tmp, t->mix.maxout.m, in, t->mix.maxout.in, n, t->mix.maxout.in, t->mix.maxout.w, t->mix.maxout.m);
    for (uint32_t i = 0; i < n; i++) {
        float *out = v->at + (size_t)which[i] * DL_WIDTH;
        maxout(tmp + (size_t)i * t->mix.maxout.m, t->mix.maxout.b, out);
        norm(out, t->mix.gain, t->mix.shift);
    }
}

static uint32_t key_of(const dl_tok2vec *t, const dl_piece *p, uint32_t i) { return t->columns > 4 ? p->lex[i] * 2 + p->space[i] : p->lex[i]; }

static bool mix_new(const dl_tok2vec *t, dl_vectors *v, dl_arena *a, const dl_lexicon *x, const dl_piece *p, uint32_t n)
{
    dl_arena_mark mark = dl_arena_mark_now(a);
    float *in = dl_arena_array(a, MIX_ROWS * (size_t)t->columns * DL_WIDTH, sizeof *in), *tmp = dl_arena_array(a, MIX_ROWS * DL_MIXED, sizeof *tmp);
    uint32_t which[MIX_ROWS], count = 0;
    for (uint32_t j = 0; in && tmp && j < n; j++)
        for (uint32_t i = 0; i < p[j].n; i++) {
            uint32_t key = key_of(t, &p[j], i);
            if (v->have[key]) continue;
            v->have[key] = 1;
            features(t, dl_lexicon_at(x, p[j].lex[i]), p[j].space[i], in + (size_t)count * t->columns * DL_WIDTH);
            which[count++] = key;
            if (count == MIX_ROWS) { mix(t, v, in, which, count, tmp); count = 0; }
        }
    if (in && tmp && count) mix(t, v, in, which, count, tmp);
    bool ok = in && tmp;
    dl_arena_back_to(a, mark);
    return ok;
}

size_t dl_tok2vec_row(const dl_piece *p, uint32_t i)
{
    size_t row = 1 + DL_PADDING;
    for (uint32_t k = 0; k < i; k++) row += p[k].n + DL_PADDING;
    return row;
}

size_t dl_tok2vec_rows(const dl_piece *p, uint32_t n) { return dl_tok2vec_row(p, n) + 1; }

static void add_row(float *x, const float *y) { for (int i = 0; i < DL_WIDTH; i++) x[i] += y[i]; }

/* x is replaced by x + layer(x), a block of rows at a time; the last row of a block is still asked for by the next block's product,
 * so its sum waits for that. The guard rows at both ends stay zero. */
static void window_layer(const dl_tok2vec *t, uint32_t l, float *x, size_t rows, float *tmp)
{
    const dl_dense *d = &t->layer[l].maxout;
    dl_gemm *gemm = dl_gemm_best();
    float y[DL_WIDTH], waiting[DL_WIDTH];
    for (size_t from = 1; from + 1 < rows; from += DL_BLOCK) {
        size_t n = rows - 1 - from < DL_BLOCK ? rows - 1 - from : DL_BLOCK;
        gemm(tmp, d->m, x + (from - 1) * DL_WIDTH, DL_WIDTH, n, WINDOW, d->w, d->m);
        if (from > 1) add_row(x + (from - 1) * DL_WIDTH, waiting);
        for (size_t r = 0; r < n; r++) {
            float *to = r + 1 < n ? y : waiting;
            maxout(tmp + r * d->m, d->b, to);
            norm(to, t->layer[l].gain, t->layer[l].shift);
            if (r + 1 < n) add_row(x + (from + r) * DL_WIDTH, y);
        }
    }
    if (rows > 2) add_row(x + (rows - 2) * DL_WIDTH, waiting);
}

void dl_vectors_free(dl_vectors *v, const dl_mem *mem)
{
    dl_mem_free(mem, v->at, (size_t)v->n * DL_WIDTH * sizeof *v->at);
    dl_mem_free(mem, v->have, v->n);
}

bool dl_tok2vec_run(const dl_tok2vec *t, dl_vectors *v, const dl_mem *mem, dl_arena *a, const dl_lexicon *x, const dl_piece *p, uint32_t n, float *out, float *tmp)
{
    size_t rows = dl_tok2vec_rows(p, n);
    if (v->generation != dl_lexicon_generation(x) && v->n) memset(v->have, 0, v->n);
    v->generation = dl_lexicon_generation(x);
    if (!room(v, mem, dl_lexicon_size(x) * 2 + 2) || !mix_new(t, v, a, x, p, n)) return false;
    memset(out, 0, rows * DL_WIDTH * sizeof *out);
    size_t row = 1 + DL_PADDING;
    for (uint32_t j = 0; j < n; row += p[j++].n + DL_PADDING)
        for (uint32_t i = 0; i < p[j].n; i++) memcpy(out + (row + i) * DL_WIDTH, v->at + (size_t)key_of(t, &p[j], i) * DL_WIDTH, DL_WIDTH * sizeof *out);
    for (uint32_t l = 0; l < DL_LAYERS; l++) window_layer(t, l, out, rows, tmp);
    return true;
}
