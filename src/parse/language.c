/* language - see language.h: reads expressions and special cases from the model and
 * checks them. */
#include "language.h"

static bool out_of_memory(dl_err *e)
{
    dl_fail(e, DL_ENOMEM, "starting the tokenizer", -1, NULL);
    return false;
}

static bool unfit(dl_err *e, const char *name)
{
    dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1, "%s makes no sense", name);
    return false;
}

static bool read_expression(parse_language *g, const char *name, parse_expression **out, dl_err *e)
{
    const dl_tensor *t = dl_model_get(g->model, name);
    if (!t) return true;
    if (t->dtype != DL_BYTES) return unfit(e, name);
    *out = parse_expression_parse(g->arena, dl_slice_of(t->data, t->size), e);
    if (*out && parse_expression_scratch(*out) > g->scratch)
        g->scratch = parse_expression_scratch(*out);
    return *out != NULL;
}

static void index_specials(parse_language *g)
{
    for (uint32_t i = 0; i < g->n; i++) {
        uint64_t h = dl_hash64(g->special[i].form, 0);
        while (g->slot[h & (g->slots - 1)]) h++;
        g->slot[h & (g->slots - 1)] = i + 1;
        if (g->special[i].form.n > g->longest) g->longest = (uint32_t)g->special[i].form.n;
    }
}

/* Pieces must spell the form: offsets are worked out from their lengths. */
static bool special_ok(const parse_language *g, const parse_special *s)
{
    size_t at = 0;
    for (uint32_t k = s->first; k < s->first + s->n; k++) {
        dl_slice p = g->piece.name[k];
        if (p.n == 0 || p.n > s->form.n - at || memcmp(s->form.p + at, p.p, p.n) != 0) return false;
        at += p.n;
    }
    return at == s->form.n && s->n > 0;
}

static bool read_specials(parse_language *g, dl_err *e)
{
    dl_label_list form = dl_model_strings(g->model, "tokenizer/special");
    const dl_tensor *first = dl_model_get(g->model, "tokenizer/first");
    g->piece = dl_model_strings(g->model, "tokenizer/piece");
    g->norm = dl_model_strings(g->model, "tokenizer/norm");
    bool ok = first && first->dtype == DL_U32 && first->nd == 1 && first->shape[0] == form.n + 1
        && g->norm.n == g->piece.n;
    g->slots = 16;
    while (g->slots < 2 * form.n) g->slots *= 2;
    g->special = dl_arena_array(g->arena, form.n, sizeof *g->special);
    g->slot = dl_arena_array(g->arena, g->slots, sizeof *g->slot);
    if (dl_arena_failed(g->arena)) return out_of_memory(e);
    for (uint32_t i = 0; ok && i < form.n; i++) {
        const uint32_t *f = (const uint32_t *)first->data + i;
        ok = f[0] <= f[1] && f[1] <= g->piece.n;
        g->special[i] = (parse_special){ form.name[i], f[0], f[1] - f[0], false };
        ok = ok && special_ok(g, &g->special[i]);
    }
    if (!ok) return unfit(e, "tokenizer/special");
    g->n = form.n;
    index_specials(g);
    return true;
}

/* What an affix rule would tear apart, or white space would, must be put together again
 * afterwards. */
static bool torn(const parse_language *g, dl_slice form, uint32_t *cp)
{
    parse_cps s = { cp, 0 };
    for (size_t i = 0; i < form.n;) cp[s.n++] = dl_utf8_next(form, &i);
    if (dl_slice_find_byte(form, ' ', 0) != SIZE_MAX) return true;
    if (g->prefix && parse_expression_first(g->prefix, s, 0)) return true;
    if (g->suffix && parse_expression_suffix(g->suffix, s)) return true;
    for (uint32_t i = 0; g->infix && i < s.n; i++)
        if (parse_expression_first(g->infix, s, i)) return true;
    return false;
}

static bool mark_phrases(parse_language *g, dl_err *e)
{
    uint32_t *cp = dl_arena_array(g->arena, (size_t)g->longest + 1, sizeof *cp);
    if (!cp) return out_of_memory(e);
    for (uint32_t i = 0; i < g->n; i++) g->special[i].phrase = torn(g, g->special[i].form, cp);
    return true;
}

parse_language *parse_language_new(const dl_model *m, dl_err *e)
{
    dl_arena *a = dl_arena_new(dl_model_mem(m), 0);
    parse_language *g = a ? dl_arena_alloc(a, sizeof *g) : NULL;
    if (!g) {
        dl_arena_free(a);
        out_of_memory(e);
        return NULL;
    }
    g->arena = a;
    g->model = m;
    bool ok = read_expression(g, "tokenizer/prefix", &g->prefix, e)
        && read_expression(g, "tokenizer/suffix", &g->suffix, e)
        && read_expression(g, "tokenizer/infix", &g->infix, e)
        && read_expression(g, "tokenizer/url", &g->url, e)
        && read_expression(g, "tokenizer/match", &g->match, e) && read_specials(g, e)
        && mark_phrases(g, e);
    if (ok) return g;
    parse_language_free(g);
    return NULL;
}

void parse_language_free(parse_language *g)
{
    if (g) dl_arena_free(g->arena);
}

const parse_special *parse_language_special(const parse_language *g, dl_slice form)
{
    if (form.n > g->longest) return NULL;
    for (uint64_t h = dl_hash64(form, 0);; h++) {
        uint32_t i = g->slot[h & (g->slots - 1)];
        if (!i) return NULL;
        if (dl_slice_eq(g->special[i - 1].form, form)) return &g->special[i - 1];
    }
}
