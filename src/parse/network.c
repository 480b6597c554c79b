/* network - see network.h: reads the parts from the model and runs them over a batch. */
#include "network.h"

/* Floats kept between batches: 1 MB, some 2,700 tokens. What a part of a long report took
 * is given back: the other layers stand where it stood. */
enum { KEEP_MAX = 1 << 18 };

/* ---- reading */
static bool out_of_memory(dl_err *e)
{
    dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
    return false;
}

static bool tagger_read(parse_tagger *t, dl_arena *a, const dl_model *m, dl_err *e)
{
    const dl_tensor *w = dl_model_get(m, "tagger/3/W");
    t->tags = w ? w->shape[0] : 0;
    if (t->tags == 0 || t->tags > dl_model_strings(m, "labels/tag").n) {
        dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1,
            "tagger/3/W has other classes than labels/tag");
        return false;
    }
    if (!parse_dense_read(&t->dense, a, m, "tagger/3", t->tags, 0, PARSE_WIDTH, e)) return false;
    t->allowed = dl_arena_array(a, t->dense.m, sizeof *t->allowed);
    if (!t->allowed) return out_of_memory(e);
    for (uint32_t i = 0; i < t->tags; i++) t->allowed[i] = UINT32_MAX;
    return true;
}

static bool read_all(parse_net *net, const dl_model *m, dl_err *e)
{
    /* Nodes of the embeddings in the wheel's walk order, and how many there are. */
    enum { SHARED_FIRST = 28, SHARED_COLUMNS = 6, OWN_FIRST = 32, OWN_COLUMNS = 4 };
    const parse_kernel *k = net->kernel;
    dl_arena *a = net->arena;
    return tagger_read(&net->tagger, a, m, e)
        && parse_tok2vec_read(&net->shared, k, a, m, "tok2vec", SHARED_FIRST, SHARED_COLUMNS, e)
        && parse_tok2vec_read(&net->own, k, a, m, "ner", OWN_FIRST, OWN_COLUMNS, e)
        && parse_arcs_read(&net->arcs, k, a, m, e)
        && parse_entities_read(&net->entities, k, a, m, e);
}

parse_net *parse_net_new(const dl_model *m, const parse_kernel *k, dl_err *e)
{
    dl_arena *a = dl_arena_new(dl_model_mem(m), 0);
    parse_net *net = a ? dl_arena_alloc(a, sizeof *net) : NULL;
    if (!net) {
        dl_arena_free(a);
        out_of_memory(e);
        return NULL;
    }
    net->arena = a;
    net->kernel = k;
    if (read_all(net, m, e)) return net;
    parse_net_free(net);
    return NULL;
}

void parse_net_free(parse_net *n)
{
    if (n) dl_arena_free(n->arena);
}

parse_net_scratch *parse_net_scratch_new(const dl_mem *mem, dl_err *e)
{
    parse_net_scratch *s = dl_mem_zero(mem, sizeof *s);
    if (s) s->work = (parse_work){ .mem = mem, .arena = dl_arena_new(mem, 0) };
    if (s && s->work.arena) return s;
    dl_mem_free(mem, s, sizeof *s);
    out_of_memory(e);
    return NULL;
}

void parse_net_scratch_free(parse_net_scratch *s)
{
    if (!s) return;
    const dl_mem *mem = s->work.mem;
    parse_rows_free(&s->shared, mem);
    parse_rows_free(&s->own, mem);
    parse_floats_free(&s->token, mem);
    parse_floats_free(&s->tmp, mem);
    parse_floats_free(&s->work.lower, mem);
    dl_arena_free(s->work.arena);
    dl_mem_free(mem, s, sizeof *s);
}

/* ---- running */
void parse_net_tag(const parse_net *net, parse_piece *p, const float *token, float *tmp)
{
    const parse_dense *d = &net->tagger.dense;
    for (uint32_t from = 0; from < p->n; from += PARSE_BLOCK) {
        uint32_t n = p->n - from < PARSE_BLOCK ? p->n - from : PARSE_BLOCK;
        const float *at = token + (size_t)from * PARSE_WIDTH;
        net->kernel->gemm(tmp, d->m, at, PARSE_WIDTH, n, PARSE_WIDTH, d->w, d->m);
        for (uint32_t r = 0; r < n; r++)
            p->tag[from + r] = (uint16_t)net->kernel->top(
                tmp + (size_t)r * d->m, d->b, net->tagger.allowed, d->m);
    }
}

static bool decide(const parse_net *net, parse_net_scratch *s, const parse_lexemes *x,
    parse_piece *p, const float *token, bool names)
{
    if (names) return parse_entities_run(&net->entities, &s->work, x, p, token);
    parse_net_tag(net, p, token, s->tmp.at);
    return parse_arcs_run(&net->arcs, &s->work, x, p, token);
}

/* One encoder over all pieces, then what is decided on its vectors, piece by piece. */
static bool work_on(const parse_net *net, parse_net_scratch *s, const parse_lexemes *x,
    parse_piece *p, uint32_t n, bool names)
{
    size_t row = 1 + PARSE_PADDING;
    dl_arena *a = s->work.arena;
    const parse_tok2vec *t = names ? &net->own : &net->shared;
    parse_rows *rows = names ? &s->own : &s->shared;
    if (!parse_tok2vec_run(t, rows, s->work.mem, a, x, p, n, s->token.at, s->tmp.at)) return false;
    for (uint32_t i = 0; i < n; i++) {
        const float *token = s->token.at + row * PARSE_WIDTH;
        dl_arena_mark mark = dl_arena_mark_now(a);
        if (p[i].n && !decide(net, s, x, &p[i], token, names)) return false;
        dl_arena_back_to(a, mark);
        row += parse_tok2vec_next(&p[i]);
    }
    return true;
}

bool parse_net_room(const parse_net *net, parse_net_scratch *s, const parse_piece *p, uint32_t n)
{
    size_t tags = (size_t)PARSE_BLOCK * net->tagger.dense.m;
    size_t most = tags > PARSE_TOK2VEC_TMP ? tags : PARSE_TOK2VEC_TMP;
    return parse_floats_fit(&s->token, s->work.mem, parse_tok2vec_rows(p, n) * PARSE_WIDTH)
        && parse_floats_fit(&s->tmp, s->work.mem, most);
}

bool parse_net_run(
    const parse_net *net, parse_net_scratch *s, const parse_lexemes *x, parse_piece *p, uint32_t n)
{
    dl_arena_reset(s->work.arena);
    bool ok = parse_net_room(net, s, p, n) && work_on(net, s, x, p, n, false)
        && work_on(net, s, x, p, n, true);
    if (s->token.n > KEEP_MAX) parse_floats_free(&s->token, s->work.mem);
    return ok;
}
