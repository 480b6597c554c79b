/* tok2vec - see tok2vec.h: the rows of all pieces, layer by layer, a block of rows at a
 * time. */
#include "tok2vec.h"

#include <stdio.h>

enum { WINDOW = 3 * PARSE_WIDTH };

/* ---- reading */
static const float *read_embedding(
    const dl_model *m, const char *pipe, uint32_t node, uint32_t *rows, dl_err *e)
{
    char name[DL_BLOB_NAME];
    snprintf(name, sizeof name, "%s/%u/E", pipe, node);
    const dl_tensor *t = dl_model_get(m, name);
    *rows = t && t->nd == 2 && t->shape[0] ? t->shape[0] : 1;
    return dl_model_f32(m, name, 2, (uint32_t[]){ *rows, PARSE_WIDTH }, e);
}

bool parse_tok2vec_read(parse_tok2vec *t, const parse_kernel *k, dl_arena *a, const dl_model *m,
    const char *pipe, uint32_t first, uint32_t columns, dl_err *e)
{
    /* Nodes of the maxouts in the wheel's walk order, the same in both encoders. */
    enum { MIX = 39, LAYER = 57 };
    parse_embedding *b = &t->embedding;
    t->kernel = k;
    b->columns = columns;
    for (uint32_t c = 0; c < columns; c++)
        if (!(b->column[c] = read_embedding(m, pipe, first + 2 * c, &b->rows[c], e))) return false;
    parse_layer mix;
    bool ok = parse_layer_read(&mix, a, m, pipe, MIX, columns * PARSE_WIDTH, e)
        && parse_dense_cut(&b->mix, a, &mix.maxout, e);
    if (ok) b->mix_norm = mix.norm;
    for (uint32_t l = 0; ok && l < PARSE_LAYERS; l++)
        ok = parse_layer_read(&t->layer[l], a, m, pipe, LAYER + 2 * l, WINDOW, e);
    for (uint32_t l = 1; ok && l < PARSE_LAYERS; l++)
        ok = parse_window_pack(&t->window[l], a, &t->layer[l].maxout, e);
    return ok && parse_dense_cut(&b->first, a, &t->layer[0].maxout, e);
}

/* ---- rows: guard, padding, tokens, padding, tokens, ..., padding, guard */
size_t parse_tok2vec_row(const parse_piece *p, uint32_t i)
{
    size_t row = 1 + PARSE_PADDING;
    for (uint32_t k = 0; k < i; k++) row += parse_tok2vec_next(&p[k]);
    return row;
}

size_t parse_tok2vec_rows(const parse_piece *p, uint32_t n) { return parse_tok2vec_row(p, n) + 1; }

static uint32_t *keys_of(
    const parse_embedding *b, dl_arena *a, const parse_piece *p, uint32_t n, size_t rows)
{
    uint32_t *key = dl_arena_array(a, rows, sizeof *key);
    if (!key) return NULL;
    memset(key, 0xff, rows * sizeof *key);
    size_t row = 1 + PARSE_PADDING;
    for (uint32_t j = 0; j < n; row += parse_tok2vec_next(&p[j++]))
        for (uint32_t i = 0; i < p[j].n; i++) key[row + i] = parse_rows_key(b, &p[j], i);
    return key;
}

/* ---- layers */

enum {
    TOGETHER = 4 * PARSE_BLOCK, /* rows whose new lexemes are worked out together */
    SOON = 4 /* rows ahead that are asked for: some hundred nanoseconds, what memory takes */
};

/* Rows of a large table lie far away; the processor does not guess which comes next. */
static void fetch(const float *row)
{
    for (int i = 0; i < PARSE_ROW; i += 16) __builtin_prefetch(row + i);
}

/* Lexemes' vectors and the first layer on top of them, by three remembered products a
 * row. */
static bool first_layer(const parse_tok2vec *t, parse_rows *v, const dl_mem *mem, dl_arena *a,
    const parse_lexemes *x, const uint32_t *key, size_t rows, float *out)
{
    uint32_t slot[TOGETHER + 2];
    _Alignas(64) float y[PARSE_MIXED];
    for (size_t from = 1; from + 1 < rows; from += TOGETHER) {
        size_t n = rows - 1 - from < TOGETHER ? rows - 1 - from : TOGETHER;
        if (!parse_rows_get(
                v, t->kernel, mem, a, &t->embedding, x, key + from - 1, (uint32_t)n + 2, slot))
            return false;
        for (size_t r = 0; r < n; r++) {
            if (r + SOON < n) fetch(parse_rows_at(v, slot[r + SOON]));
            const float *before = parse_rows_at(v, slot[r]);
            const float *at = parse_rows_at(v, slot[r + 1]);
            const float *after = parse_rows_at(v, slot[r + 2]);
            const float *product[] = { before + PARSE_WIDTH, at + PARSE_WIDTH + PARSE_MIXED,
                after + PARSE_WIDTH + 2 * PARSE_MIXED };
            t->kernel->add(y, product, 3, PARSE_MIXED);
            t->kernel->norm(out + (from + r) * PARSE_WIDTH, at, y, 1, &t->layer[0].norm);
        }
    }
    return true;
}

/* The products of 2 * pairs windows; the first begins at x. */
static void windows(
    const parse_kernel *k, const parse_window *w, float *y, const float *x, size_t pairs)
{
    float *crossed = y + PARSE_BLOCK * PARSE_MIXED;
    k->cross(crossed, x, pairs);
    k->window(y, w->m, crossed, pairs, PARSE_WIDTH, w->w, w->m);
}

/* x is replaced by x + layer(x), a block of rows at a time; the last row of a block is
 * still asked for by the next block's product, so its sum waits for that. The guard
 * rows at both ends stay zero. */
static void window_layer(const parse_tok2vec *t, uint32_t l, float *x, size_t rows, float *tmp)
{
    float waiting[PARSE_WIDTH], *last = NULL;
    for (size_t from = 1; from + 1 < rows; from += PARSE_BLOCK) {
        size_t n = rows - 1 - from < PARSE_BLOCK ? rows - 1 - from : PARSE_BLOCK;
        float *to = x + from * PARSE_WIDTH;
        windows(t->kernel, &t->window[l], tmp, to - PARSE_WIDTH, n / 2);
        if (last) memcpy(last, waiting, sizeof waiting);
        last = to + (n - 1) * PARSE_WIDTH;
        t->kernel->norm(to, to, tmp, n - 1, &t->layer[l].norm);
        t->kernel->norm(waiting, last, tmp + (n - 1) * PARSE_MIXED, 1, &t->layer[l].norm);
    }
    if (last) memcpy(last, waiting, sizeof waiting);
}

bool parse_tok2vec_run(const parse_tok2vec *t, parse_rows *v, const dl_mem *mem, dl_arena *a,
    const parse_lexemes *x, const parse_piece *p, uint32_t n, float *out, float *tmp)
{
    size_t rows = parse_tok2vec_rows(p, n);
    dl_arena_mark mark = dl_arena_mark_now(a);
    uint32_t *key = keys_of(&t->embedding, a, p, n, rows);
    if (!key || !first_layer(t, v, mem, a, x, key, rows, out)) return false;
    dl_arena_back_to(a, mark);
    memset(out, 0, PARSE_WIDTH * sizeof *out);
    memset(out + (rows - 1) * PARSE_WIDTH, 0, PARSE_WIDTH * sizeof *out);
    for (uint32_t l = 1; l < PARSE_LAYERS; l++) window_layer(t, l, out, rows, tmp);
    return true;
}
