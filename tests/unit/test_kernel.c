/* Kernels: every set this processor runs gives the bits of portable C, on shapes with and without remainders and on numbers that hurt. */
#include "unit.h"

#include <math.h>

#include "parse/dense.h"

typedef struct numbers { uint64_t seed; bool odd; } numbers;

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
    for (size_t i = 0; i < k; i++) sum = fmaf(x[i], w[dl_kernel_at(i, c, k)], sum);
    return sum;
}

static void one_product(const dl_kernel *k, numbers *r, size_t rows, size_t in, size_t ldx, size_t m)
{
    size_t ldy = m + 3;
    float *x = some(r, rows * ldx + in), *w = some(r, in * m), *want = blank(rows * ldy), *got = blank(rows * ldy);
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < m; c++) want[i * ldy + c] = chain(x + i * ldx, w, in, c);
    k->gemm(got, ldy, x, ldx, rows, in, w, m);
    assert_memory_equal(want, got, rows * ldy * sizeof *got);   /* what lies between the rows is left alone too */
    free(x);
    free(w);
    free(want);
    free(got);
}

static void test_product(const dl_kernel *k)
{
    static const size_t in[] = { 1, 2, 7, 64, 96, 288 }, m[] = { 16, 32, 48, 64, 80, 112, 128, 288 };
    for (int odd = 0; odd < 2; odd++)
        for (size_t a = 0; a < sizeof in / sizeof *in; a++)
            for (size_t b = 0; b < sizeof m / sizeof *m; b++) {
                numbers r = { 88172645463325252u + a * 31 + b, odd };
                size_t most = in[a] * m[b] > 10000 ? 13 : 26;
                for (size_t rows = 1; rows <= most; rows++) one_product(k, &r, rows, in[a], rows % 2 ? in[a] : (in[a] + 2) / 3, m[b]);
            }
    one_product(k, &(numbers){ 7, false }, 0, 5, 5, 16);
}

/* ---- whole numbers */
static int16_t whole(numbers *r, int most)
{
    static const int16_t odd[] = { 0, 1, -1, DL_MOST16, -DL_MOST16 };
    uint64_t d = draw(r);
    return r->odd && d % 3 == 0 ? odd[d / 3 % 5] : (int16_t)((int)(d >> 20 & 0xffffff) % (2 * most + 1) - most);
}

static void one_whole_product(const dl_kernel *k, numbers *r, size_t rows, size_t in, size_t ldx, size_t m)
{
    size_t ldy = m + 3;
    float *want = blank(rows * ldy), *got = blank(rows * ldy), *scale = some(r, m);
    int16_t *x = malloc((rows * ldx + in + 1) * 2), *w = malloc(in * m * 2 + 2);
    for (size_t i = 0; i < rows * ldx + in; i++) x[i] = whole(r, DL_MOST16);
    for (size_t i = 0; i < in * m; i++) w[i] = (int16_t)(whole(r, DL_MOST16) / (int)(in / 2 + 1));     /* what dl_dense_round promises: no sum leaves 32 bits */
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < m; c++) {
            int64_t sum = 0;
            for (size_t j = 0; j < in; j++) sum += (int64_t)x[i * ldx + j] * w[dl_kernel16_at(j, c, in)];
            assert_true(sum >= INT32_MIN && sum <= INT32_MAX);
            want[i * ldy + c] = (float)(int32_t)sum * scale[c];
        }
    k->gemm16(got, ldy, x, ldx, rows, in, w, scale, m);
    assert_memory_equal(want, got, rows * ldy * sizeof *got);
    free(want);
    free(got);
    free(scale);
    free(x);
    free(w);
}

static void test_whole_product(const dl_kernel *k)
{
    static const size_t in[] = { 2, 6, 64, 96, 288 }, m[] = { 16, 32, 48, 112, 288 };
    for (int odd = 0; odd < 2; odd++)
        for (size_t a = 0; a < sizeof in / sizeof *in; a++)
            for (size_t b = 0; b < sizeof m / sizeof *m; b++) {
                numbers r = { 362436069362436069u + a * 31 + b, odd };
                for (size_t rows = 1; rows <= 13; rows++) one_whole_product(k, &r, rows, in[a], rows % 2 ? in[a] : (in[a] + 2) / 3, m[b]);
            }
}

static void test_rounding(const dl_kernel *k)
{
    static const float hard[] = { 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 1e30f, -1e30f, 32767.4f, -32768.6f, INFINITY, -INFINITY, NAN, 0.0f, -0.0f, 1e-40f, 0.49999997f };
    int16_t want[16], got[16];
    dl_kernel_portable.round16(want, hard, 16, 1);
    k->round16(got, hard, 16, 1);
    assert_memory_equal(want, got, sizeof got);
    const int16_t said[] = { 0, 2, 2, 0, -2, DL_MOST16, -DL_MOST16, DL_MOST16, -DL_MOST16, DL_MOST16, -DL_MOST16 };
    assert_memory_equal(got, said, sizeof said);
    numbers r = { 99, true };
    for (int round = 0; round < 2000; round++) {
        float *x = some(&r, 16);
        dl_kernel_portable.round16(want, x, 16, 1024);
        k->round16(got, x, 16, 1024);
        assert_memory_equal(want, got, sizeof got);
        free(x);
    }
}

/* Rounded weights: no sum can leave 32 bits whatever the values are, and what is read back is near what was there. */
static void test_rounded_weights(void **state)
{
    (void)state;
    enum { IN = 288, M = 16, STEPS = 1024 };
    dl_arena *a = dl_arena_new(NULL, 0);
    numbers r = { 4711, false };
    dl_dense d = { .w = dl_dense_floats(a, IN * M), .in = IN, .m = M };
    for (size_t i = 0; i < IN; i++)
        for (size_t c = 0; c < M; c++)
            d.w[dl_kernel_at(i, c, IN)] = c == 0 ? 0 : c == 1 ? (i == 7 ? -3e5f : 0) : c == 2 ? 1.5f : c == 3 ? (i ? 1e-3f : 1e3f) : number(&r) * (float)c;
    dl_err e;
    dl_err_clear(&e);
    assert_true(dl_dense_round(&d, a, STEPS, &e));
    for (size_t c = 0; c < M; c++) {
        int64_t sum = 0;
        double off = 0, size = 0;
        for (size_t i = 0; i < IN; i++) {
            int16_t q = d.q[dl_kernel16_at(i, c, IN)];
            assert_true(q >= -DL_MOST16);
            sum += q < 0 ? -q : q;
            off += fabs((double)q * d.scale[c] * STEPS - d.w[dl_kernel_at(i, c, IN)]);
            size += fabs(d.w[dl_kernel_at(i, c, IN)]);
        }
        assert_true(sum * DL_MOST16 <= INT32_MAX);
        assert_true(off <= size * 0.0045);                 /* half a step of each of 288 weights, the steps being a 65,000th of their sum */
    }
    dl_arena_free(a);
}

static void test_norm(const dl_kernel *k)
{
    for (int odd = 0; odd < 2; odd++)
        for (size_t rows = 0; rows < 9; rows++) {
            numbers r = { 1234567 + rows, odd };
            float *y = some(&r, rows * DL_MIXED), *p = some(&r, DL_MIXED + 2 * DL_WIDTH), *add = some(&r, rows * DL_WIDTH);
            float *want = blank(rows * DL_WIDTH), *got = blank(rows * DL_WIDTH);
            dl_norm n = { p, p + DL_MIXED, p + DL_MIXED + DL_WIDTH };
            for (int with = 0; with < 2; with++) {
                dl_kernel_portable.norm(want, with ? add : NULL, y, rows, &n);
                k->norm(got, with ? add : NULL, y, rows, &n);
                assert_memory_equal(want, got, rows * DL_WIDTH * sizeof *got);
            }
            k->norm(add, add, y, rows, &n);      /* in place */
            assert_memory_equal(want, add, rows * DL_WIDTH * sizeof *got);
            free(y);
            free(p);
            free(add);
            free(want);
            free(got);
        }
}

/* Mean 0, mean square 1 before gain and shift: that it is a layer norm at all, and the largest piece that it takes. */
static void test_norm_means(void **state)
{
    (void)state;
    numbers r = { 99, false };
    float *y = some(&r, DL_MIXED), bias[DL_MIXED] = { 0 }, gain[DL_WIDTH], shift[DL_WIDTH] = { 0 }, out[DL_WIDTH];
    double mean = 0, square = 0;
    for (int i = 0; i < DL_WIDTH; i++) gain[i] = 1;
    dl_kernel_portable.norm(out, NULL, y, 1, &(dl_norm){ bias, gain, shift });
    for (int i = 0; i < DL_WIDTH; i++) { mean += (double)out[i]; square += (double)out[i] * (double)out[i]; }
    assert_true(fabs(mean) < 1e-3 && fabs(square / DL_WIDTH - 1) < 1e-3);
    y[5] = 1, y[DL_WIDTH + 5] = 100, y[2 * DL_WIDTH + 5] = 2;
    dl_kernel_portable.norm(out, NULL, y, 1, &(dl_norm){ bias, gain, shift });
    for (int i = 0; i < DL_WIDTH; i++) assert_true(i == 5 || out[i] < out[5]);
    free(y);
}

static void test_elements(const dl_kernel *k)
{
    for (int odd = 0; odd < 2; odd++) {
        numbers r = { 4242, odd };
        float *a = some(&r, 3 * DL_MIXED), want[DL_MIXED], got[DL_MIXED], *rows = some(&r, 9 * DL_LOWER);
        const float *feature[8];
        dl_kernel_portable.add3(want, a, a + DL_MIXED, a + 2 * DL_MIXED);
        k->add3(got, a, a + DL_MIXED, a + 2 * DL_MIXED);
        assert_memory_equal(want, got, sizeof got);
        for (size_t n = 1; n <= 8; n++) {
            for (size_t i = 0; i < n; i++) feature[i] = rows + draw(&r) % 8 * DL_LOWER;
            dl_kernel_portable.state(want, feature, n, rows + 8 * DL_LOWER);
            k->state(got, feature, n, rows + 8 * DL_LOWER);
            assert_memory_equal(want, got, DL_HIDDEN * sizeof *got);
        }
        free(a);
        free(rows);
    }
}

/* Few values, so that many are equal: the first of them must win, in any lane. */
static void test_top(const dl_kernel *k)
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

static void each(void (*test)(const dl_kernel *k))
{
    static const char *const name[] = { "portable", "avx2", "avx512", "vnni" };
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        const dl_kernel *k = dl_kernel_named(name[i]);
        if (k) test(k);
        else print_message("not tried: this processor has no %s\n", name[i]);
    }
}

static void test_products(void **state) { (void)state; each(test_product); }
static void test_whole_products(void **state) { (void)state; each(test_whole_product); }
static void test_roundings(void **state) { (void)state; each(test_rounding); }
static void test_norms(void **state) { (void)state; each(test_norm); }
static void test_all_elements(void **state) { (void)state; each(test_elements); }
static void test_tops(void **state) { (void)state; each(test_top); }

static void test_choice(void **state)
{
    (void)state;
    assert_ptr_equal(dl_kernel_named("portable"), &dl_kernel_portable);
    assert_null(dl_kernel_named("abacus"));
    assert_ptr_equal(dl_kernel_named(dl_kernel_best()->name), dl_kernel_best());
    assert_true(dl_kernel_padded(106) == 112 && dl_kernel_padded(16) == 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_choice), cmocka_unit_test(test_products), cmocka_unit_test(test_whole_products), cmocka_unit_test(test_roundings), cmocka_unit_test(test_rounded_weights), cmocka_unit_test(test_norms), cmocka_unit_test(test_norm_means),
        cmocka_unit_test(test_all_elements), cmocka_unit_test(test_tops) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
