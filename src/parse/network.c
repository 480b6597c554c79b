#include "network_private.h"

/* ---- reading */
static uint32_t number_of(dl_label_list l, dl_slice name)
{
    for (uint32_t i = 0; i < l.n; i++)
        if (dl_slice_eq(l.name[i], name)) return i;
    return UINT32_MAX;
}

/* "prep||pobj": prep, found again below the head as a child of the pobj. */
static bool split_labels(dl_net *net, dl_label_list dep)
{
    net->plain = dl_arena_array(net->arena, dep.n, sizeof *net->plain);
    net->above = dl_arena_array(net->arena, dep.n, sizeof *net->above);
    if (!net->plain || !net->above || dep.n >= UINT16_MAX) return false;
    for (uint32_t i = 0; i < dep.n; i++) {
        dl_slice s = dep.name[i];
        size_t bar = dl_slice_find(s, DL_S("||"), 0);
        net->plain[i] = (uint16_t)(bar == SIZE_MAX ? i : number_of(dep, dl_slice_cut(s, 0, bar)));
        net->above[i] = (uint16_t)(bar == SIZE_MAX ? UINT16_MAX
                                                   : number_of(dep, dl_slice_cut(s, bar + 2, s.n)));
        if (net->plain[i] == UINT16_MAX) net->plain[i] = (uint16_t)i;
    }
    net->root = number_of(dep, DL_S("ROOT"));
    return net->root != UINT32_MAX;
}

static bool moves_ok(const dl_scorer *s, uint32_t labels)
{
    for (uint32_t i = 0; i < s->classes; i++)
        if (s->move[2 * i + 1] < -1 || s->move[2 * i + 1] >= (int32_t)labels) return false;
    return true;
}

static bool tagger_read(dl_net *net)
{
    net->tagger_allowed = dl_arena_array(net->arena, net->tagger.m, sizeof *net->tagger_allowed);
    for (uint32_t i = 0; net->tagger_allowed && i < net->tags; i++)
        net->tagger_allowed[i] = UINT32_MAX;
    return net->tagger_allowed != NULL;
}

static bool read_all(dl_net *net, const dl_model *m, bool fast, dl_err *e)
{
    enum {
        SHARED_FIRST = 28,
        SHARED_COLUMNS = 6,
        OWN_FIRST = 32,
        OWN_COLUMNS = 4,
        PARSER_FEATURES = 8,
        NAME_FEATURES = 3
    };
    dl_label_list dep = dl_model_strings(m, "labels/dep"), ent = dl_model_strings(m, "labels/ent");
    const dl_tensor *tagger = dl_model_get(m, "tagger/3/W");
    net->tags = tagger ? tagger->shape[0] : 0; /* rules may set tags beyond these */
    if (net->tags == 0 || net->tags > dl_model_strings(m, "labels/tag").n)
        return dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1,
                   "tagger/3/W has other classes than labels/tag"),
               false;
    const dl_kernel *k = net->kernel;
    bool ok = dl_tok2vec_read(
                  &net->shared, k, fast, net->arena, m, "tok2vec", SHARED_FIRST, SHARED_COLUMNS, e)
        && dl_tok2vec_read(&net->own, k, fast, net->arena, m, "ner", OWN_FIRST, OWN_COLUMNS, e)
        && dl_dense_read(&net->tagger, net->arena, m, "tagger/3", net->tags, 0, DL_WIDTH, e)
        && dl_scorer_read(
            &net->parser, k, fast, net->arena, m, "parser", "parser/moves", PARSER_FEATURES, e)
        && dl_scorer_read(
            &net->names, k, fast, net->arena, m, "ner", "ner/moves", NAME_FEATURES, e);
    if (ok
        && (!split_labels(net, dep) || !moves_ok(&net->parser, dep.n)
            || !moves_ok(&net->names, ent.n)))
        return dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1,
                   "its labels make no sense"),
               false;
    if (ok
        && (!dl_net_parse_read(net, net->arena) || !dl_net_name_read(net, net->arena, ent.n)
            || !tagger_read(net)))
        return dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL), false;
    return ok;
}

dl_net *dl_net_new(const dl_model *m, const dl_kernel *k, bool fast, dl_err *e)
{
    dl_arena *a = dl_arena_new(dl_model_mem(m), 0);
    dl_net *net = a ? dl_arena_alloc(a, sizeof *net) : NULL;
    if (!net) {
        dl_arena_free(a);
        dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
        return NULL;
    }
    net->arena = a;
    net->kernel = k;
    if (read_all(net, m, fast, e)) return net;
    dl_net_free(net);
    return NULL;
}

void dl_net_free(dl_net *n)
{
    if (n) dl_arena_free(n->arena);
}

/* ---- scratch */
enum {
    LINE = 64,
    LARGE_FROM = 4 << 20, /* bytes from which large pages are asked for: at least one fits in */
    SLACK_MAX =
        1 << 16, /* floats asked for beyond the need, so that the next longer report fits too */
    KEEP_MAX = 1
        /* floats kept between batches: 16 MB, some 40,000 tokens; a giant's room is given
         * back */
        << 22
};

static void floats_free(dl_floats *f, const dl_mem *mem)
{
    dl_mem_free(mem, f->held, f->n * sizeof *f->at + LINE);
    *f = (dl_floats){ NULL, NULL, 0 };
}

bool dl_floats_fit(dl_floats *f, const dl_mem *mem, size_t n)
{
    if (n <= f->n && f->held) return true;
    floats_free(f, mem);
    n += n / 4 < SLACK_MAX ? n / 4 : SLACK_MAX;
    if (n > (SIZE_MAX - LINE) / sizeof *f->at
        || !(f->held = dl_mem_alloc(mem, n * sizeof *f->at + LINE)))
        return false;
    if (n * sizeof *f->at >= LARGE_FROM) dl_mem_large(f->held, n * sizeof *f->at + LINE);
    f->at = (float *)(void *)((char *)f->held + (LINE - (uintptr_t)f->held % LINE) % LINE);
    f->n = n;
    return true;
}

dl_net_scratch *dl_net_scratch_new(const dl_mem *mem, const dl_net *n, dl_err *e)
{
    (void)n;
    dl_net_scratch *s = dl_mem_zero(mem, sizeof *s);
    if (s) s->mem = mem;
    if (s && (s->arena = dl_arena_new(mem, 0))) return s;
    dl_mem_free(mem, s, sizeof *s);
    dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
    return NULL;
}

void dl_net_scratch_free(dl_net_scratch *s)
{
    if (!s) return;
    dl_rows_free(&s->shared, s->mem);
    dl_rows_free(&s->own, s->mem);
    floats_free(&s->token, s->mem);
    floats_free(&s->tmp, s->mem);
    floats_free(&s->lower, s->mem);
    dl_arena_free(s->arena);
    dl_mem_free(s->mem, s, sizeof *s);
}

/* ---- running */
static void tag(const dl_net *net, dl_piece *p, const float *token, float *tmp)
{
    const dl_dense *d = &net->tagger;
    for (uint32_t from = 0; from < p->n; from += DL_BLOCK) {
        uint32_t n = p->n - from < DL_BLOCK ? p->n - from : DL_BLOCK;
        net->kernel->gemm(
            tmp, d->m, token + (size_t)from * DL_WIDTH, DL_WIDTH, n, DL_WIDTH, d->w, d->m);
        for (uint32_t r = 0; r < n; r++)
            p->tag[from + r] = (uint16_t)net->kernel->top(
                tmp + (size_t)r * d->m, d->b, net->tagger_allowed, d->m);
    }
}

static bool work_on(
    const dl_net *net, dl_net_scratch *s, const dl_lexemes *x, dl_piece *p, uint32_t n, bool names)
{
    size_t row = 1 + DL_PADDING;
    float *token = s->token.at, *tmp = s->tmp.at;
    if (!dl_tok2vec_run(names ? &net->own : &net->shared, names ? &s->own : &s->shared, s->mem,
            s->arena, x, p, n, token, tmp))
        return false;
    for (uint32_t i = 0; i < n; row += dl_tok2vec_next(&p[i++])) {
        dl_arena_mark mark = dl_arena_mark_now(s->arena);
        const float *at = token + row * DL_WIDTH;
        if (p[i].n == 0) continue;
        if (!names) tag(net, &p[i], at, tmp);
        if (names ? !dl_net_name(net, s, x, &p[i], at) : !dl_net_parse(net, s, x, &p[i], at))
            return false;
        dl_arena_back_to(s->arena, mark);
    }
    return true;
}

bool dl_net_run(const dl_net *net, dl_net_scratch *s, const dl_lexemes *x, dl_piece *p, uint32_t n)
{
    dl_arena_reset(s->arena);
    size_t tags = (size_t)DL_BLOCK * net->tagger.m,
           most = tags > DL_TOK2VEC_TMP ? tags : DL_TOK2VEC_TMP;
    bool room = dl_floats_fit(&s->token, s->mem, dl_tok2vec_rows(p, n) * DL_WIDTH)
        && dl_floats_fit(&s->tmp, s->mem, most);
    bool ok = room && work_on(net, s, x, p, n, false) && work_on(net, s, x, p, n, true);
    if (s->token.n > KEEP_MAX) floats_free(&s->token, s->mem);
    return ok;
}
