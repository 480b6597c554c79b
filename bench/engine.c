/* engine MODEL TEXTS [KERNEL] - the language engine timed by stage, on texts (u32 bytes,
 * text, ...) in memory; processor time of one thread. To stdout, a tab between:
 *
 *   peak G                    billions of multiply-adds a second in registers alone
 *   load MS                   opening the model
 *   whole US TOKENS US_FIRST  microseconds a token of dl_parse_run over all texts from
 *                             an empty lexicon: the best of PASSES, and the first, which
 *                             also waits for memory not given to any program yet
 *   stage NAME US_COLD US_KNOWN MACS_COLD MACS_KNOWN    a token each: the first pass, and
 *                             a second one that knows every form already
 *   defined MACS              multiply-adds of the first, as the layers are defined
 *
 * The stages are run by the engine's own functions, with a clock between them. */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"

#include "parse/network.h"
#include "parse/parse.h"
#include "parse/tokenizer.h"

enum { TEXTS_MAX = 4096, LOADS = 9, PASSES = 4, STAGES = 6 };

static double seconds(void) { return clock_seconds(CLOCK_THREAD_CPUTIME_ID); }

/* ---- the peak: twelve chains that need nothing but registers */
#if defined(__x86_64__)
#include <immintrin.h>
#define CHAINS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define BEGIN(r) a##r = ALL_OF((float)r); /* all different, or the compiler keeps one */
#define STEP(r) a##r = FMA(a##r, b, c);
#define JOIN(r) sum = ADD(sum, a##r);
#define PEAK(name, isa, V, STORE, LANES) \
    static __attribute__((target(isa))) double name(long rounds) \
    { \
        V zero = ALL_OF(0), b = ALL_OF(0.999f), c = ALL_OF(0.5f), sum = zero, \
          CHAINS(NAMED) last = zero; \
        CHAINS(BEGIN) \
        double from = seconds(); \
        for (long i = 0; i < rounds; i++) { \
            CHAINS(STEP) __asm__ volatile("" ::: "memory"); \
        } \
        double took = seconds() - from; \
        float out[LANES]; \
        CHAINS(JOIN) \
        STORE(out, ADD(sum, last)); \
        return out[0] > 0 ? (double)rounds * 12 * LANES / took / 1e9 : 0; \
    }
#define NAMED(r) a##r,
#define FMA _mm256_fmadd_ps
#define ADD _mm256_add_ps
#define ALL_OF _mm256_set1_ps
PEAK(peak256, "avx2,fma", __m256, _mm256_storeu_ps, 8)
#undef FMA
#undef ADD
#undef ALL_OF
#define FMA _mm512_fmadd_ps
#define ADD _mm512_add_ps
#define ALL_OF _mm512_set1_ps
PEAK(peak512, "avx512f", __m512, _mm512_storeu_ps, 16)

static double peak(const char *kernel)
{
    double best = 0;
    for (int i = 0; i < 12; i++) {
        double now = 0;
        if (strcmp(kernel, "avx512") == 0) now = peak512(6000000);
        if (strcmp(kernel, "avx2") == 0) now = peak256(6000000);
        if (now > best) best = now;
    }
    return best;
}
#else
static double peak(const char *kernel)
{
    (void)kernel;
    return 0;
}
#endif

/* ---- a kernel that counts */
static const parse_kernel *real;
static double macs, defined; /* made; by the layers' definitions */

static void counting(float *y, size_t ldy, const float *x, size_t ldx, size_t rows, size_t k,
    const float *w, size_t m)
{
    macs += (double)rows * (double)k * (double)m;
    defined += (double)rows * (double)k * (double)m;
    real->gemm(y, ldy, x, ldx, rows, k, w, m);
}

/* Two windows at a time: two thirds of what they are defined by. */
static void counting_windows(
    float *y, size_t ldy, const float *x, size_t pairs, size_t k, const float *w, size_t m)
{
    macs += (double)pairs * PARSE_CROSSED * (double)k * (double)m;
    defined += (double)pairs * 2 * 3 * (double)k * (double)m;
    real->window(y, ldy, x, pairs, k, w, m);
}

/* ---- stages */
typedef struct bench {
    dl_slice text[TEXTS_MAX];
    uint32_t texts;
    parse_net *net;
    parse_tokenizer *tokenizer;
    parse_net_scratch *scratch;
    dl_arena *arena;
    double time[STAGES], count[STAGES], tokens, from, counted;
} bench;

static const char *const stage_name[STAGES] = { "tokenizer, lexemes", "encoder (tagger, parser)",
    "tagger", "parser", "encoder (names)", "names" };

static void lap(bench *b, int stage)
{
    double now = seconds();
    if (stage >= 0) {
        b->time[stage] += now - b->from;
        b->count[stage] += macs - b->counted;
    }
    b->counted = macs;
    b->from = seconds();
}

static bool one_text(bench *b, dl_slice text)
{
    parse_net_scratch *s = b->scratch;
    parse_lexemes *x = parse_tokenizer_lexicon(b->tokenizer);
    dl_arena_reset(b->arena);
    dl_arena_reset(s->work.arena);
    lap(b, -1);
    const parse_token_list *l = parse_tokenize(b->tokenizer, text);
    lap(b, 0);
    parse_piece p = { .n = l->n,
        .lex = l->lex,
        .space = l->space,
        .tag = dl_arena_array(b->arena, l->n, 2),
        .head = dl_arena_array(b->arena, l->n, 4),
        .dep = dl_arena_array(b->arena, l->n, 2),
        .sent_start = dl_arena_array(b->arena, l->n, 1),
        .names = dl_arena_array(b->arena, l->n, sizeof(dl_name_span)) };
    if (!parse_net_room(b->net, s, &p, 1)) return false;
    const float *token = s->token.at + parse_tok2vec_row(&p, 0) * PARSE_WIDTH;
    lap(b, -1);
    bool ok = parse_tok2vec_run(
        &b->net->shared, &s->shared, NULL, s->work.arena, x, &p, 1, s->token.at, s->tmp.at);
    lap(b, 1);
    parse_net_tag(b->net, &p, token, s->tmp.at);
    lap(b, 2);
    ok = ok && parse_arcs_run(&b->net->arcs, &s->work, x, &p, token);
    lap(b, 3);
    ok = ok
        && parse_tok2vec_run(
            &b->net->own, &s->own, NULL, s->work.arena, x, &p, 1, s->token.at, s->tmp.at);
    lap(b, 4);
    ok = ok && parse_entities_run(&b->net->entities, &s->work, x, &p, token);
    lap(b, 5);
    b->tokens += l->n;
    return ok;
}

static bool stages(bench *b, const char *path, dl_err *e)
{
    double time[STAGES], count[STAGES];
    static parse_kernel counted;
    dl_model *m = dl_model_open(NULL, path, e);
    counted = *real;
    counted.gemm = counting;
    counted.window = counting_windows;
    if (!m || !(b->net = parse_net_new(m, &counted, e))
        || !(b->tokenizer = parse_tokenizer_new(NULL, parse_language_new(m, e), e))
        || !(b->scratch = parse_net_scratch_new(NULL, e)))
        return false;
    b->arena = dl_arena_new(NULL, 0);
    for (int pass = 0; pass < 2; pass++) {
        memcpy(time, b->time, sizeof time);
        memcpy(count, b->count, sizeof count);
        if (pass == 1) printf("defined\t%.0f\n", defined / b->tokens);
        memset(b->time, 0, sizeof b->time);
        memset(b->count, 0, sizeof b->count);
        b->tokens = 0;
        for (uint32_t i = 0; i < b->texts; i++)
            if (b->text[i].n && !one_text(b, b->text[i])) return false;
    }
    for (int k = 0; k < STAGES; k++)
        printf("stage\t%s\t%.3f\t%.3f\t%.0f\t%.0f\n", stage_name[k], time[k] / b->tokens * 1e6,
            b->time[k] / b->tokens * 1e6, count[k] / b->tokens, b->count[k] / b->tokens);
    return true;
}

/* ---- the whole */
static int by_size(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static dl_parse *load(const char *path, dl_err *e)
{
    double took[LOADS];
    dl_parse *p = NULL;
    for (int i = 0; i < LOADS; i++) {
        dl_parse_close(p);
        double from = seconds();
        if (!(p = dl_parse_open(NULL, path, e))) return NULL;
        took[i] = seconds() - from;
    }
    qsort(took, LOADS, sizeof *took, by_size);
    printf("load\t%.1f\n", took[LOADS / 2] * 1e3);
    return p;
}

/* All texts from an empty lexicon; us a token. */
static double once(const bench *b, const dl_parse *p, double *tokens, dl_err *e)
{
    dl_parse_scratch *s = dl_parse_scratch_new(NULL, p, e);
    dl_doc *d = dl_doc_new(NULL);
    double took = 0;
    *tokens = 0;
    for (uint32_t i = 0; s && d && i < b->texts; i++) {
        d->text.full = b->text[i];
        d->text.body = (dl_span){ 0, (uint32_t)b->text[i].n };
        d->text.english = true;
        double from = seconds();
        dl_parse_run(d, p, s);
        took += seconds() - from;
        *tokens += d->tokens.n;
        dl_doc_reset(d);
    }
    dl_doc_free(d);
    dl_parse_scratch_free(s);
    return *tokens > 0 ? took / *tokens * 1e6 : 0;
}

static bool whole(const bench *b, const char *path, dl_err *e)
{
    dl_parse *p = load(path, e);
    if (!p) return false;
    double tokens, first = once(b, p, &tokens, e), best = first;
    for (int i = 1; i < PASSES; i++) {
        double now = once(b, p, &tokens, e);
        best = now < best ? now : best;
    }
    if (tokens > 0) printf("whole\t%.3f\t%.0f\t%.3f\n", best, tokens, first);
    dl_parse_close(p);
    return tokens > 0;
}

static bool read_texts(bench *b, const char *path)
{
    FILE *f = fopen(path, "rb");
    uint32_t n;
    if (!f) return false;
    while (b->texts < TEXTS_MAX && fread(&n, sizeof n, 1, f) == 1) {
        char *p = malloc((size_t)n + 1);
        if (!p || fread(p, 1, n, f) != n) break;
        b->text[b->texts++] = dl_slice_of(p, n);
    }
    fclose(f);
    return b->texts > 0;
}

int main(int argc, char **argv)
{
    static bench b;
    dl_err e;
    dl_err_clear(&e);
    real = argc > 3 && strcmp(argv[3], "best") != 0 ? parse_kernel_named(argv[3])
                                                    : parse_kernel_best();
    if (argc < 3 || !real || !read_texts(&b, argv[2])) {
        fputs("usage: engine MODEL TEXTS [KERNEL|best]\n", stderr);
        return 2;
    }
    setenv("DATELINE_KERNEL", real->name, 1); /* what dl_parse_open takes */
    printf("peak\t%.1f\t%s\n", peak(real->name), real->name);
    if (whole(&b, argv[1], &e) && stages(&b, argv[1], &e)) return 0;
    fprintf(stderr, "engine: %s %s\n", e.what, e.detail);
    return 1;
}
