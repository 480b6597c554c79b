/* test_kernel - every set this processor runs gives the bits of portable C, on shapes
 * with and without remainders and on numbers that hurt. */
#include "unit.h"

#include <math.h>

#include "parse/dense.h"

typedef struct numbers {
    uint64_t seed;
    bool odd;
} numbers;

static uint64_t draw(numbers *r)
{
    r->seed ^= r->seed << 13;
    r->seed ^= r->seed >> 7;
    return r->seed ^= r->seed << 17;
}

/* Mostly ordinary; odd ones are zeros of both signs, denormals, huge ones. */
static float number(numbers *r)
{
    static const float odd[] = { 0.0f, -0.0f, 1e-40f, -1e-40f, 1e18f, -1e18f, 1.0f, -1.0f };
    uint64_t d = draw(r);
    if (r->odd && d % 4 == 0) return odd[d / 4 % 8];
    return (float)((int64_t)(d >> 40) - (1 << 23)) / (float)(1 << 22);
}

static float *some(numbers *r, size_t n)
{
    float *p = malloc(n * sizeof *p + 4);
    for (size_t i = 0; i < n; i++) p[i] = number(r);
    return p;
}

static float *blank(size_t n)
{
    float *p = malloc(n * sizeof *p + 4);
    memset(p, 0x7f, n * sizeof *p);
    return p;
}

/* The definition, said another way than the kernels say it. */
static float chain(const float *x, const float *w, size_t k, size_t c)
{
    float sum = 0;
    for (size_t i = 0; i < k; i++) sum = fmaf(x[i], w[parse_kernel_at(i, c, k)], sum);
    return sum;
}

static void one_product(
    const parse_kernel *k, numbers *r, size_t rows, size_t in, size_t ldx, size_t m)
{
    size_t ldy = m + 3;
    float *x = some(r, rows * ldx + in), *w = some(r, in * m), *want = blank(rows * ldy),
          *got = blank(rows * ldy);
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < m; c++) want[i * ldy + c] = chain(x + i * ldx, w, in, c);
    k->gemm(got, ldy, x, ldx, rows, in, w, m);
    assert_memory_equal(
        want, got, rows * ldy * sizeof *got); /* what lies between the rows is left alone too */
    free(x);
    free(w);
    free(want);
    free(got);
}

static void test_product(const parse_kernel *k)
{
    static const size_t in[] = { 1, 2, 7, 64, 96, 288 },
                        m[] = { 16, 32, 48, 64, 80, 112, 128, 288 };
    for (int odd = 0; odd < 2; odd++)
        for (size_t a = 0; a < sizeof in / sizeof *in; a++)
            for (size_t b = 0; b < sizeof m / sizeof *m; b++) {
                numbers r = { 88172645463325252u + a * 31 + b, odd };
                size_t most = in[a] * m[b] > 10000 ? 13 : 26;
                for (size_t rows = 1; rows <= most; rows++)
                    one_product(k, &r, rows, in[a], rows % 2 ? in[a] : (in[a] + 2) / 3, m[b]);
            }
    one_product(k, &(numbers){ 7, false }, 0, 5, 5, 16);
}

/* ---- windows two by two, as kernel.h defines them */
static float chain_on(float sum, const float *x, const float *w, size_t part, size_t k, size_t c)
{
    for (size_t i = 0; i < k; i++)
        sum = fmaf(x[part * k + i], w[parse_window_at(part, i, c, k)], sum);
    return sum;
}

static void some_windows(const parse_kernel *k, numbers *r, size_t pairs, size_t in, size_t m)
{
    size_t ldy = m + 3, nx = pairs * PARSE_CROSSED * in, nw = PARSE_CROSSED * in * m;
    float *x = some(r, nx), *w = some(r, nw), *want = blank(2 * pairs * ldy),
          *got = blank(2 * pairs * ldy);
    for (size_t p = 0; p < pairs; p++)
        for (size_t c = 0; c < m; c++) {
            const float *at = x + p * PARSE_CROSSED * in;
            float both = chain_on(0, at, w, 0, in, c), apart = chain_on(0, at, w, 1, in, c);
            want[2 * p * ldy + c] = chain_on(both + apart, at, w, 2, in, c);
            want[(2 * p + 1) * ldy + c] = chain_on(both - apart, at, w, 3, in, c);
        }
    k->window(got, ldy, x, pairs, in, w, m);
    assert_memory_equal(want, got, 2 * pairs * ldy * sizeof *got);
    free(x);
    free(w);
    free(want);
    free(got);
}

static void test_window(const parse_kernel *k)
{
    static const size_t in[] = { 2, 10, 96 }, m[] = { 16, 32, 48, 288 };
    for (int odd = 0; odd < 2; odd++)
        for (size_t a = 0; a < sizeof in / sizeof *in; a++)
            for (size_t b = 0; b < sizeof m / sizeof *m; b++) {
                numbers r = { 521288629521288629u + a * 31 + b, odd };
                size_t most = in[a] * m[b] > 10000 ? 7 : 14;
                for (size_t pairs = 0; pairs <= most; pairs++)
                    some_windows(k, &r, pairs, in[a], m[b]);
            }
}

static void test_cross(const parse_kernel *k)
{
    enum { PAIRS = 3, VECTORS = 2 * PAIRS + 2, W = PARSE_WIDTH };
    numbers r = { 1729, true };
    float *x = some(&r, VECTORS * W), got[PAIRS * PARSE_CROSSED * W];
    k->cross(got, x, PAIRS);
    for (int p = 0; p < PAIRS; p++)
        for (int i = 0; i < W; i++) {
            const float *d = x + 2 * p * W + i;
            const float want[PARSE_CROSSED] = { d[W] + d[2 * W], d[2 * W] - d[W], d[0] - d[2 * W],
                d[3 * W] - d[W] };
            for (int part = 0; part < PARSE_CROSSED; part++)
                assert_memory_equal(
                    &got[(p * PARSE_CROSSED + part) * W + i], &want[part], sizeof *want);
        }
    free(x);
}

/* Two windows at a time are the windows: beside the plain product, to the rounding of
 * floats. */
static void test_packed_windows(void **state)
{
    (void)state;
    enum { IN = 3 * PARSE_WIDTH, M = 32, PAIRS = 5 };
    dl_arena *a = dl_arena_new(NULL, 0);
    numbers r = { 2718, false };
    parse_dense d = { .w = some(&r, IN * M), .in = IN, .m = M };
    float *x = some(&r, (2 * PAIRS + 2) * PARSE_WIDTH), plain[2 * PAIRS * M], got[2 * PAIRS * M];
    float crossed[PAIRS * PARSE_CROSSED * PARSE_WIDTH];
    const parse_kernel *k = &parse_kernel_portable;
    parse_window w;
    dl_err e;
    dl_err_clear(&e);
    for (size_t i = 0; i < IN; i++) d.w[parse_kernel_at(i, 3, IN)] = i == 7 ? -3e5f : 0;
    for (size_t i = 0; i < IN; i++) d.w[parse_kernel_at(i, 4, IN)] = 0;
    assert_true(parse_window_pack(&w, a, &d, &e));
    k->gemm(plain, M, x, PARSE_WIDTH, 2 * PAIRS, IN, d.w, M);
    k->cross(crossed, x, PAIRS);
    k->window(got, M, crossed, PAIRS, PARSE_WIDTH, w.w, M);
    for (int i = 0; i < 2 * PAIRS * M; i++)
        assert_true(fabsf(plain[i] - got[i]) <= (i % M == 3 ? 0.5f : 1e-3f));
    free(d.w);
    free(x);
    dl_arena_free(a);
}

static void test_norm(const parse_kernel *k)
{
    for (int odd = 0; odd < 2; odd++)
        for (size_t rows = 0; rows < 9; rows++) {
            numbers r = { 1234567 + rows, odd };
            float *y = some(&r, rows * PARSE_MIXED), *p = some(&r, PARSE_MIXED + 2 * PARSE_WIDTH),
                  *add = some(&r, rows * PARSE_WIDTH);
            float *want = blank(rows * PARSE_WIDTH), *got = blank(rows * PARSE_WIDTH);
            parse_norm n = { p, p + PARSE_MIXED, p + PARSE_MIXED + PARSE_WIDTH };
            for (int with = 0; with < 2; with++) {
                parse_kernel_portable.norm(want, with ? add : NULL, y, rows, &n);
                k->norm(got, with ? add : NULL, y, rows, &n);
                assert_memory_equal(want, got, rows * PARSE_WIDTH * sizeof *got);
            }
            k->norm(add, add, y, rows, &n); /* in place */
            assert_memory_equal(want, add, rows * PARSE_WIDTH * sizeof *got);
            free(y);
            free(p);
            free(add);
            free(want);
            free(got);
        }
}

/* Mean 0, mean square 1 before gain and shift: that it is a layer norm at all, and the
 * largest piece that it takes. */
static void test_norm_means(void **state)
{
    (void)state;
    numbers r = { 99, false };
    float *y = some(&r, PARSE_MIXED), bias[PARSE_MIXED] = { 0 }, gain[PARSE_WIDTH],
          shift[PARSE_WIDTH] = { 0 }, out[PARSE_WIDTH];
    double mean = 0, square = 0;
    for (int i = 0; i < PARSE_WIDTH; i++) gain[i] = 1;
    parse_kernel_portable.norm(out, NULL, y, 1, &(parse_norm){ bias, gain, shift });
    for (int i = 0; i < PARSE_WIDTH; i++) {
        mean += (double)out[i];
        square += (double)out[i] * (double)out[i];
    }
    assert_true(fabs(mean) < 1e-3 && fabs(square / PARSE_WIDTH - 1) < 1e-3);
    y[5] = 1;
    y[PARSE_WIDTH + 5] = 100;
    y[2 * PARSE_WIDTH + 5] = 2;
    parse_kernel_portable.norm(out, NULL, y, 1, &(parse_norm){ bias, gain, shift });
    for (int i = 0; i < PARSE_WIDTH; i++) assert_true(i == 5 || out[i] < out[5]);
    free(y);
}

static void test_elements(const parse_kernel *k)
{
    for (int odd = 0; odd < 2; odd++) {
        numbers r = { 4242, odd };
        float *a = some(&r, 3 * PARSE_MIXED), want[PARSE_MIXED], got[PARSE_MIXED],
              *rows = some(&r, 9 * PARSE_LOWER);
        const float *feature[8];
        for (size_t n = 1; n <= 3; n++) {
            for (size_t i = 0; i < PARSE_MIXED; i++) {
                want[i] = a[i];
                for (size_t part = 1; part < n; part++) want[i] += a[part * PARSE_MIXED + i];
            }
            k->add(
                got, (const float *[]){ a, a + PARSE_MIXED, a + 2 * PARSE_MIXED }, n, PARSE_MIXED);
            assert_memory_equal(want, got, sizeof got);
        }
        for (size_t n = 1; n <= 8; n++) {
            for (size_t i = 0; i < n; i++) feature[i] = rows + draw(&r) % 8 * PARSE_LOWER;
            parse_kernel_portable.state(want, feature, n, rows + 8 * PARSE_LOWER);
            k->state(got, feature, n, rows + 8 * PARSE_LOWER);
            assert_memory_equal(want, got, PARSE_HIDDEN * sizeof *got);
        }
        free(a);
        free(rows);
    }
}

/* Few values, so that many are equal: the first of them must win, in any lane. */
static void test_top(const parse_kernel *k)
{
    numbers r = { 31337, false };
    for (int round = 0; round < 4000; round++) {
        size_t m = 16 * (1 + draw(&r) % 8);
        float y[128], bias[128];
        uint32_t allowed[128];
        uint64_t few = 1 + draw(&r) % 6, share = draw(&r) % 5;
        for (size_t c = 0; c < m; c++) {
            y[c] = (float)(draw(&r) % few) - 2;
            bias[c] = (float)(draw(&r) % 2);
            allowed[c] = draw(&r) % 4 < share ? UINT32_MAX : 0;
        }
        size_t want = m;
        for (size_t c = m; c-- > 0;)
            if (allowed[c] && (want == m || y[c] + bias[c] >= y[want] + bias[want])) want = c;
        assert_int_equal(k->top(y, bias, allowed, m), want);
    }
}

static void each(void (*test)(const parse_kernel *k))
{
    static const char *const name[] = { "portable", "avx2", "avx512" };
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        const parse_kernel *k = parse_kernel_named(name[i]);
        if (k) test(k);
        else print_message("not tried: this processor has no %s\n", name[i]);
    }
}

static void test_products(void **state)
{
    (void)state;
    each(test_product);
}
static void test_windows(void **state)
{
    (void)state;
    each(test_window);
    each(test_cross);
}
static void test_norms(void **state)
{
    (void)state;
    each(test_norm);
}
static void test_all_elements(void **state)
{
    (void)state;
    each(test_elements);
}
static void test_tops(void **state)
{
    (void)state;
    each(test_top);
}

static void test_choice(void **state)
{
    (void)state;
    assert_ptr_equal(parse_kernel_named("portable"), &parse_kernel_portable);
    assert_null(parse_kernel_named("abacus"));
    assert_ptr_equal(parse_kernel_named(parse_kernel_best()->name), parse_kernel_best());
    setenv("DATELINE_KERNEL", "portable", 1);
    assert_ptr_equal(parse_kernel_best(), &parse_kernel_portable);
    unsetenv("DATELINE_KERNEL");
    const parse_kernel *best = parse_kernel_best();
    setenv("DATELINE_KERNEL", "abacus", 1);
    assert_ptr_equal(parse_kernel_best(), best);
    unsetenv("DATELINE_KERNEL");
    assert_true(parse_kernel_padded(106) == 112 && parse_kernel_padded(16) == 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_choice),
        cmocka_unit_test(test_products), cmocka_unit_test(test_windows),
        cmocka_unit_test(test_packed_windows), cmocka_unit_test(test_norms),
        cmocka_unit_test(test_norm_means), cmocka_unit_test(test_all_elements),
        cmocka_unit_test(test_tops) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
