/* lexeme_rows - see lexeme_rows.h: features to embeddings, embeddings to rows, and the
 * table that keeps them. */
#include "lexeme_rows.h"

enum { AT_ONCE = 60 }; /* new lexemes worked out in one product: a multiple of the kernels' rows */

/* ---- embeddings: Appleby's MurmurHash3 x64-128 over one 8-byte id, seeded and cut into
 * four words as the model's library does */
static uint64_t final(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53u;
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

static void embed(
    const parse_kernel *k, const parse_embedding *b, uint32_t c, uint64_t id, float *out)
{
    enum { FIRST_SEED = 8, KEYS = 4 };
    uint32_t h[KEYS];
    const float *row[KEYS];
    hash_id(id, FIRST_SEED + c, h);
    for (int i = 0; i < KEYS; i++)
        row[i] = b->column[c] + (size_t)(h[i] % b->rows[c]) * PARSE_WIDTH;
    k->add(out, row, KEYS, PARSE_WIDTH);
}

/* What column c makes of one vector after the other. */
static void mix(const parse_kernel *k, const parse_embedding *b, uint32_t c, const float *x,
    uint32_t rows, float *y)
{
    k->gemm(y, PARSE_MIXED, x, PARSE_WIDTH, rows, PARSE_WIDTH,
        b->mix.w + parse_kernel_at(0, (size_t)c * PARSE_MIXED, PARSE_WIDTH), PARSE_MIXED);
}

/* Whether a blank follows is one of the features in the longer set. */
static bool sees_space(const parse_embedding *b) { return b->columns > 4; }
uint32_t parse_rows_key(const parse_embedding *b, const parse_piece *p, uint32_t i)
{
    return sees_space(b) ? p->lex[i] * 2 + p->space[i] : p->lex[i];
}

/* ---- features of which there are few */
enum { NORM, PREFIX, SUFFIX, SHAPE, SPACY, IS_SPACE };

static const float *few_of(
    parse_rows *r, const parse_kernel *k, const parse_embedding *b, uint32_t c, uint64_t id)
{
    struct parse_few *f = &r->few[c][dl_hash_mix(id) % PARSE_FEW];
    if (f->there && f->id == id) return f->product;
    float vector[PARSE_WIDTH];
    embed(k, b, c, id, vector);
    mix(k, b, c, vector, 1, f->product);
    f->id = id;
    f->there = true;
    return f->product;
}

/* ---- new rows, some at a time */
typedef struct work {
    parse_rows *r;
    const parse_kernel *k;
    const parse_embedding *b;
    const parse_lexemes *x;
    float *norm, *suffix, *few; /* [AT_ONCE] vectors, vectors, sums of the others' products */
    float *by_norm, *by_suffix, *vector, *product;
    uint32_t slot[AT_ONCE], n;
} work;

static void work_out(work *w)
{
    const parse_dense *first = &w->b->first;
    mix(w->k, w->b, NORM, w->norm, w->n, w->by_norm);
    mix(w->k, w->b, SUFFIX, w->suffix, w->n, w->by_suffix);
    for (uint32_t i = 0; i < w->n; i++) {
        float *to = w->few + (size_t)i * PARSE_MIXED;
        w->k->add(to,
            (const float *[]){
                to, w->by_norm + (size_t)i * PARSE_MIXED, w->by_suffix + (size_t)i * PARSE_MIXED },
            3, PARSE_MIXED);
    }
    w->k->norm(w->vector, NULL, w->few, w->n, &w->b->mix_norm);
    w->k->gemm(w->product, first->m, w->vector, PARSE_WIDTH, w->n, first->in, first->w, first->m);
    for (uint32_t i = 0; i < w->n; i++) {
        float *to = parse_rows_at(w->r, w->slot[i]);
        memcpy(to, w->vector + (size_t)i * PARSE_WIDTH, PARSE_WIDTH * sizeof *to);
        memcpy(to + PARSE_WIDTH, w->product + (size_t)i * first->m, first->m * sizeof *to);
    }
    w->n = 0;
}

static void describe(work *w, uint32_t key, uint32_t slot)
{
    bool two = sees_space(w->b);
    const parse_lexeme *l = parse_lexemes_at(w->x, two ? key / 2 : key);
    const uint64_t id[PARSE_COLUMNS_MAX] = { l->norm, l->prefix, l->suffix, l->shape,
        two ? key % 2 : 0, l->is_space };
    const float *part[PARSE_COLUMNS_MAX];
    size_t n = 0;
    embed(w->k, w->b, NORM, id[NORM], w->norm + (size_t)w->n * PARSE_WIDTH);
    embed(w->k, w->b, SUFFIX, id[SUFFIX], w->suffix + (size_t)w->n * PARSE_WIDTH);
    for (uint32_t c = PREFIX; c < w->b->columns; c++)
        if (c != SUFFIX) part[n++] = few_of(w->r, w->k, w->b, c, id[c]);
    w->k->add(w->few + (size_t)w->n * PARSE_MIXED, part, n, PARSE_MIXED);
    w->slot[w->n++] = slot;
    if (w->n == AT_ONCE) work_out(w);
}

static bool work_new(work *w, dl_arena *a)
{
    float **const vectors[] = { &w->norm, &w->suffix, &w->vector },
                  **const mixed[] = { &w->few, &w->by_norm, &w->by_suffix };
    bool ok = (w->product = parse_dense_floats(a, AT_ONCE * (size_t)w->b->first.m)) != NULL;
    for (int i = 0; i < 3; i++)
        ok = ok && (*vectors[i] = parse_dense_floats(a, AT_ONCE * (size_t)PARSE_WIDTH))
            && (*mixed[i] = parse_dense_floats(a, AT_ONCE * (size_t)PARSE_MIXED));
    return ok;
}

/* ---- slots */
enum { PART_BYTES = PARSE_ROWS_PART * PARSE_ROW * sizeof(float) + PARSE_ROWS_EDGE };

static bool grow(parse_rows *r, const dl_mem *mem)
{
    float *part = dl_mem_alloc(mem, PART_BYTES);
    if (!part) return false;
    dl_mem_large(part, PART_BYTES);
    r->part[r->cap / PARSE_ROWS_PART] = part;
    r->cap += PARSE_ROWS_PART;
    return true;
}

static bool keys_fit(parse_rows *r, const dl_mem *mem, uint32_t keys)
{
    if (keys <= r->keys) return true;
    uint32_t to = keys + keys / 2 + 1024;
    uint32_t *slot_of = dl_mem_resize(
        mem, r->slot_of, r->keys * sizeof *slot_of, to * sizeof *slot_of);
    if (!slot_of) return false;
    memset(slot_of + r->keys, 0, (to - r->keys) * sizeof *slot_of);
    r->slot_of = slot_of;
    r->keys = to;
    return true;
}

static void forget(parse_rows *r, const parse_lexemes *x)
{
    if (r->generation == parse_lexemes_generation(x)) return;
    r->generation = parse_lexemes_generation(x);
    memset(r->slot_of, 0, r->keys * sizeof *r->slot_of);
    r->n = 0;
}

/* The next slot that neither this round needs nor was asked for since the hand last came
 * by. */
static uint32_t give_up(parse_rows *r)
{
    for (;;) {
        r->hand = r->hand + 1 < r->n ? r->hand + 1 : 1;
        struct parse_rows_slot *s = &r->slot[r->hand];
        if (s->round == r->round) continue;
        if (!s->again) break;
        s->again = false;
    }
    r->slot_of[r->slot[r->hand].key] = 0;
    return r->hand;
}

static uint32_t new_slot(parse_rows *r, const dl_mem *mem, uint32_t key)
{
    if (r->n == r->cap && r->cap < PARSE_ROWS_MAX && !grow(r, mem)) return 0;
    uint32_t slot = r->n < r->cap ? r->n++ : give_up(r);
    r->slot[slot] = (struct parse_rows_slot){ key, r->round, false };
    r->slot_of[key] = slot;
    return slot;
}

static bool no_lexeme(parse_rows *r, const dl_mem *mem)
{
    if (r->n) return true;
    if (!r->slot && !(r->slot = dl_mem_zero(mem, PARSE_ROWS_MAX * sizeof *r->slot))) return false;
    if (!r->few && !(r->few = dl_mem_zero(mem, PARSE_COLUMNS_MAX * sizeof *r->few))) return false;
    if (!r->cap && !grow(r, mem)) return false;
    memset(parse_rows_at(r, 0), 0, PARSE_ROW * sizeof(float));
    r->slot[0] = (struct parse_rows_slot){ PARSE_NO_LEXEME, 0, true };
    r->n = 1;
    return true;
}

bool parse_rows_get(parse_rows *r, const parse_kernel *k, const dl_mem *mem, dl_arena *a,
    const parse_embedding *b, const parse_lexemes *x, const uint32_t *key, uint32_t n,
    uint32_t *slot)
{
    work w = { .r = r, .k = k, .b = b, .x = x };
    dl_arena_mark mark = dl_arena_mark_now(a);
    if (!keys_fit(r, mem, parse_lexemes_size(x) * 2 + 2)) return false;
    forget(r, x);
    if (!no_lexeme(r, mem)) return false;
    r->round++;
    for (uint32_t i = 0; i < n; i++) {
        slot[i] = key[i] == PARSE_NO_LEXEME ? 0 : r->slot_of[key[i]];
        if (slot[i] || key[i] == PARSE_NO_LEXEME) {
            r->slot[slot[i]].again = true;
            r->slot[slot[i]].round = r->round;
            continue;
        }
        if (!w.product && !work_new(&w, a)) return false;
        if (!(slot[i] = new_slot(r, mem, key[i]))) return false;
        describe(&w, key[i], slot[i]);
    }
    if (w.n) work_out(&w);
    dl_arena_back_to(a, mark);
    return true;
}

void parse_rows_free(parse_rows *r, const dl_mem *mem)
{
    for (uint32_t i = 0; i < r->cap; i += PARSE_ROWS_PART)
        dl_mem_free(mem, r->part[i / PARSE_ROWS_PART], PART_BYTES);
    dl_mem_free(mem, r->few, PARSE_COLUMNS_MAX * sizeof *r->few);
    dl_mem_free(mem, r->slot, PARSE_ROWS_MAX * sizeof *r->slot);
    dl_mem_free(mem, r->slot_of, r->keys * sizeof *r->slot_of);
}
