/* Kernels: every set this processor runs gives the bits of portable C, on shapes with and
 * without remainders and on numbers that hurt. */
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
    for (size_t i = 0; i < k; i++) sum = fmaf(x[i], w[dl_kernel_at(i, c, k)], sum);
    return sum;
}

static void one_product(
    const dl_kernel *k, numbers *r, size_t rows, size_t in, size_t ldx, size_t m)
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

static void test_product(const dl_kernel *k)
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

/* ---- whole numbers */
static int16_t whole(numbers *r, int most)
{
    static const int16_t odd[] = { 0, 1, -1, DL_MOST16, -DL_MOST16 };
    uint64_t d = draw(r);
    return r->odd && d % 3 == 0 ? odd[d / 3 % 5]
                                : (int16_t)((int)(d >> 20 & 0xffffff) % (2 * most + 1) - most);
}

static void one_whole_product(
    const dl_kernel *k, numbers *r, size_t rows, size_t in, size_t ldx, size_t m)
{
    size_t ldy = m + 3;
    float *want = blank(rows * ldy), *got = blank(rows * ldy), *scale = some(r, m);
    int16_t *x = malloc((rows * ldx + in + 1) * 2), *w = malloc(in * m * 2 + 2);
    for (size_t i = 0; i < rows * ldx + in; i++) x[i] = whole(r, DL_MOST16);
    for (size_t i = 0; i < in * m; i++)
        w[i] = (int16_t)(whole(r, DL_MOST16)
            / (int)(in / 2 + 1)); /* what dl_dense_round promises: no sum leaves 32 bits */
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < m; c++) {
            int64_t sum = 0;
            for (size_t j = 0; j < in; j++)
                sum += (int64_t)x[i * ldx + j] * w[dl_kernel16_at(j, c, in)];
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
                for (size_t rows = 1; rows <= 13; rows++)
                    one_whole_product(k, &r, rows, in[a], rows % 2 ? in[a] : (in[a] + 2) / 3, m[b]);
            }
}

/* ---- windows two by two, as kernel.h defines them */
static float chain_on(float sum, const float *x, const float *w, size_t part, size_t k, size_t c)
{
    for (size_t i = 0; i < k; i++) sum = fmaf(x[part * k + i], w[dl_window_at(part, i, c, k)], sum);
    return sum;
}

static void some_windows(const dl_kernel *k, numbers *r, size_t pairs, size_t in, size_t m)
{
    size_t ldy = m + 3, nx = pairs * DL_CROSSED * in, nw = DL_CROSSED * in * m;
    float *x = some(r, nx), *w = some(r, nw), *want = blank(2 * pairs * ldy),
          *got = blank(2 * pairs * ldy);
    for (size_t p = 0; p < pairs; p++)
        for (size_t c = 0; c < m; c++) {
            const float *at = x + p * DL_CROSSED * in;
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

static void some_whole_windows(const dl_kernel *k, numbers *r, size_t pairs, size_t in, size_t m)
{
    size_t ldy = m + 3, nx = pairs * DL_CROSSED * in, nw = DL_CROSSED * in * m;
    float *want = blank(2 * pairs * ldy), *got = blank(2 * pairs * ldy), *scale = some(r, m);
    int16_t *x = malloc(nx * 2 + 1), *w = malloc(nw * 2 + 1);
    for (size_t i = 0; i < nx; i++) x[i] = whole(r, DL_MOST16);
    for (size_t i = 0; i < nw; i++)
        w[i] = (int16_t)(whole(r, DL_MOST16)
            / (int)(3 * in / 2 + 1)); /* what dl_window_pack promises */
    for (size_t p = 0; p < pairs; p++)
        for (size_t c = 0; c < m; c++) {
            int64_t sum[DL_CROSSED] = { 0 };
            for (size_t part = 0; part < DL_CROSSED; part++)
                for (size_t i = 0; i < in; i++)
                    sum[part] += (int64_t)x[(p * DL_CROSSED + part) * in + i]
                        * w[dl_window16_at(part, i, c, in)];
            want[2 * p * ldy + c] = (float)(int32_t)(sum[0] + sum[1] + sum[2]) * scale[c];
            want[(2 * p + 1) * ldy + c] = (float)(int32_t)(sum[0] - sum[1] + sum[3]) * scale[c];
        }
    k->window16(got, ldy, x, pairs, in, w, scale, m);
    assert_memory_equal(want, got, 2 * pairs * ldy * sizeof *got);
    free(want);
    free(got);
    free(scale);
    free(x);
    free(w);
}

static void test_window(const dl_kernel *k)
{
    static const size_t in[] = { 2, 10, 96 }, m[] = { 16, 32, 48, 288 };
    for (int odd = 0; odd < 2; odd++)
        for (size_t a = 0; a < sizeof in / sizeof *in; a++)
            for (size_t b = 0; b < sizeof m / sizeof *m; b++) {
                numbers r = { 521288629521288629u + a * 31 + b, odd };
                for (size_t pairs = 0; pairs <= (in[a] * m[b] > 10000 ? 7 : 14); pairs++) {
                    some_windows(k, &r, pairs, in[a], m[b]);
                    some_whole_windows(k, &r, pairs, in[a], m[b]);
                }
            }
}

static void test_cross(const dl_kernel *k)
{
    enum { PAIRS = 3, VECTORS = 2 * PAIRS + 2, OUT = PAIRS * DL_CROSSED * DL_WIDTH };
    numbers r = { 1729, true };
    float *x = some(&r, VECTORS * DL_WIDTH), got[OUT];
    int16_t whole_x[VECTORS * DL_WIDTH], whole_got[OUT];
    for (int i = 0; i < VECTORS * DL_WIDTH; i++) whole_x[i] = whole(&r, DL_MOST16 / 2);
    for (int i = 0; i < VECTORS * DL_WIDTH; i++) whole_x[i] = (int16_t)(whole_x[i] / 2);
    k->cross(got, x, PAIRS);
    k->cross16(whole_got, whole_x, PAIRS);
    for (int p = 0; p < PAIRS; p++)
        for (int i = 0; i < DL_WIDTH; i++) {
            const float *d = x + 2 * p * DL_WIDTH + i,
                        want[DL_CROSSED] = { d[DL_WIDTH] + d[2 * DL_WIDTH],
                            d[2 * DL_WIDTH] - d[DL_WIDTH], d[0] - d[2 * DL_WIDTH],
                            d[3 * DL_WIDTH] - d[DL_WIDTH] };
            const int16_t *w = whole_x + 2 * p * DL_WIDTH + i;
            const int said[DL_CROSSED] = { w[DL_WIDTH] + w[2 * DL_WIDTH],
                w[2 * DL_WIDTH] - w[DL_WIDTH], w[0] - w[2 * DL_WIDTH],
                w[3 * DL_WIDTH] - w[DL_WIDTH] };
            for (int part = 0; part < DL_CROSSED; part++) {
                assert_memory_equal(
                    &got[(p * DL_CROSSED + part) * DL_WIDTH + i], &want[part], sizeof *want);
                assert_int_equal(whole_got[(p * DL_CROSSED + part) * DL_WIDTH + i], said[part]);
            }
        }
    free(x);
}

/* Two windows at a time are the windows: beside the plain product, to the rounding of
 * floats; and rounded weights never leave 32 bits. */
static void test_packed_windows(void **state)
{
    (void)state;
    enum { IN = 3 * DL_WIDTH, M = 32, PAIRS = 5, STEPS = 1024 };
    dl_arena *a = dl_arena_new(NULL, 0);
    numbers r = { 2718, false };
    dl_dense d = { .w = some(&r, IN * M), .in = IN, .m = M };
    float *x = some(&r, (2 * PAIRS + 2) * DL_WIDTH), plain[2 * PAIRS * M], got[2 * PAIRS * M],
          crossed[PAIRS * DL_CROSSED * DL_WIDTH];
    int16_t q[(2 * PAIRS + 2) * DL_WIDTH], crossed_q[PAIRS * DL_CROSSED * DL_WIDTH];
    const dl_kernel *k = &dl_kernel_portable;
    dl_window w, rounded;
    dl_err e;
    dl_err_clear(&e);
    for (size_t i = 0; i < IN; i++) d.w[dl_kernel_at(i, 3, IN)] = i == 7 ? -3e5f : 0;
    for (size_t i = 0; i < IN; i++) d.w[dl_kernel_at(i, 4, IN)] = 0;
    assert_true(dl_window_pack(&w, a, &d, NULL, &e)
        && dl_window_pack(&rounded, a, &d, &(dl_grid){ STEPS, DL_MOST16 / 2 }, &e));
    k->gemm(plain, M, x, DL_WIDTH, 2 * PAIRS, IN, d.w, M);
    k->cross(crossed, x, PAIRS);
    k->window(got, M, crossed, PAIRS, DL_WIDTH, w.w, M);
    for (int i = 0; i < 2 * PAIRS * M; i++)
        assert_true(fabsf(plain[i] - got[i]) <= (i % M == 3 ? 0.5f : 1e-3f));
    k->round16(q, x, (2 * PAIRS + 2) * DL_WIDTH, STEPS, DL_MOST16 / 2);
    k->cross16(crossed_q, q, PAIRS);
    k->window16(got, M, crossed_q, PAIRS, DL_WIDTH, rounded.q, rounded.scale, M);
    for (int i = 0; i < 2 * PAIRS * M; i++)
        assert_true(fabsf(plain[i] - got[i]) <= (i % M == 3 ? 3e5f / 1000 : 0.5f));
    for (size_t c = 0; c < M; c++) {
        int64_t sum[DL_CROSSED] = { 0 };
        for (size_t part = 0; part < DL_CROSSED; part++)
            for (size_t i = 0; i < DL_WIDTH; i++)
                sum[part] += abs(rounded.q[dl_window16_at(part, i, c, DL_WIDTH)]);
        assert_true(
            (sum[0] + sum[1] + (sum[2] > sum[3] ? sum[2] : sum[3])) * (DL_MOST16 - 1) <= INT32_MAX);
    }
    free(d.w);
    free(x);
    dl_arena_free(a);
}

static void test_rounding(const dl_kernel *k)
{
    static const float hard[] = { 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 1e30f, -1e30f, 32767.4f,
        -32768.6f, INFINITY, -INFINITY, NAN, 0.0f, -0.0f, 1e-40f, 0.49999997f };
    int16_t want[16], got[16];
    dl_kernel_portable.round16(want, hard, 16, 1, DL_MOST16);
    k->round16(got, hard, 16, 1, DL_MOST16);
    assert_memory_equal(want, got, sizeof got);
    const int16_t said[] = { 0, 2, 2, 0, -2, DL_MOST16, -DL_MOST16, DL_MOST16, -DL_MOST16,
        DL_MOST16, -DL_MOST16 };
    assert_memory_equal(got, said, sizeof said);
    numbers r = { 99, true };
    for (int round = 0; round < 2000; round++) {
        float *x = some(&r, 16);
        dl_kernel_portable.round16(want, x, 16, 1024, DL_MOST16 / 2);
        k->round16(got, x, 16, 1024, DL_MOST16 / 2);
        assert_memory_equal(want, got, sizeof got);
        free(x);
    }
}

/* Rounded weights: no sum can leave 32 bits whatever the values are, and what is read
 * back is near what was there. */
static void test_rounded_weights(void **state)
{
    (void)state;
    enum { IN = 288, M = 16, STEPS = 1024 };
    dl_arena *a = dl_arena_new(NULL, 0);
    numbers r = { 4711, false };
    dl_dense d = { .w = dl_dense_floats(a, IN * M), .in = IN, .m = M };
    for (size_t i = 0; i < IN; i++)
        for (size_t c = 0; c < M; c++)
            d.w[dl_kernel_at(i, c, IN)] = c == 0 ? 0
                : c == 1                         ? (i == 7 ? -3e5f : 0)
                : c == 2                         ? 1.5f
                : c == 3                         ? (i ? 1e-3f : 1e3f)
                                                 : number(&r) * (float)c;
    dl_err e;
    dl_err_clear(&e);
    assert_true(dl_dense_round(&d, a, (dl_grid){ STEPS, DL_MOST16 }, &e));
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
        assert_true(off <= size
                /* half a step of each of 288 weights, the steps being a 65,000th of their
                 * sum */
                * 0.0045);
    }
    dl_arena_free(a);
}

static void test_norm(const dl_kernel *k)
{
    for (int odd = 0; odd < 2; odd++)
        for (size_t rows = 0; rows < 9; rows++) {
            numbers r = { 1234567 + rows, odd };
            float *y = some(&r, rows * DL_MIXED), *p = some(&r, DL_MIXED + 2 * DL_WIDTH),
                  *add = some(&r, rows * DL_WIDTH);
            float *want = blank(rows * DL_WIDTH), *got = blank(rows * DL_WIDTH);
            dl_norm n = { p, p + DL_MIXED, p + DL_MIXED + DL_WIDTH };
            for (int with = 0; with < 2; with++) {
                dl_kernel_portable.norm(want, with ? add : NULL, y, rows, &n);
                k->norm(got, with ? add : NULL, y, rows, &n);
                assert_memory_equal(want, got, rows * DL_WIDTH * sizeof *got);
            }
            k->norm(add, add, y, rows, &n); /* in place */
            assert_memory_equal(want, add, rows * DL_WIDTH * sizeof *got);
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
    float *y = some(&r, DL_MIXED), bias[DL_MIXED] = { 0 }, gain[DL_WIDTH], shift[DL_WIDTH] = { 0 },
          out[DL_WIDTH];
    double mean = 0, square = 0;
    for (int i = 0; i < DL_WIDTH; i++) gain[i] = 1;
    dl_kernel_portable.norm(out, NULL, y, 1, &(dl_norm){ bias, gain, shift });
    for (int i = 0; i < DL_WIDTH; i++) {
        mean += (double)out[i];
        square += (double)out[i] * (double)out[i];
    }
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
        float *a = some(&r, 3 * DL_MIXED), want[DL_MIXED], got[DL_MIXED],
              *rows = some(&r, 9 * DL_LOWER);
        const float *feature[8];
        for (size_t n = 1; n <= 3; n++) {
            for (size_t i = 0; i < DL_MIXED; i++) {
                want[i] = a[i];
                for (size_t part = 1; part < n; part++) want[i] += a[part * DL_MIXED + i];
            }
            k->add(got, (const float *[]){ a, a + DL_MIXED, a + 2 * DL_MIXED }, n, DL_MIXED);
            assert_memory_equal(want, got, sizeof got);
        }
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

static void test_products(void **state)
{
    (void)state;
    each(test_product);
}
static void test_whole_products(void **state)
{
    (void)state;
    each(test_whole_product);
}
static void test_windows(void **state)
{
    (void)state;
    each(test_window);
    each(test_cross);
}
static void test_roundings(void **state)
{
    (void)state;
    each(test_rounding);
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
    assert_ptr_equal(dl_kernel_named("portable"), &dl_kernel_portable);
    assert_null(dl_kernel_named("abacus"));
    assert_ptr_equal(dl_kernel_named(dl_kernel_best()->name), dl_kernel_best());
    setenv("DATELINE_KERNEL", "portable", 1);
    assert_ptr_equal(dl_kernel_best(), &dl_kernel_portable);
    unsetenv("DATELINE_KERNEL");
    const dl_kernel *best = dl_kernel_best();
    setenv("DATELINE_KERNEL", "abacus", 1);
    assert_ptr_equal(dl_kernel_best(), best);
    unsetenv("DATELINE_KERNEL");
    assert_true(dl_kernel_padded(106) == 112 && dl_kernel_padded(16) == 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_choice),
        cmocka_unit_test(test_products), cmocka_unit_test(test_whole_products),
        cmocka_unit_test(test_windows), cmocka_unit_test(test_packed_windows),
        cmocka_unit_test(test_roundings), cmocka_unit_test(test_rounded_weights),
        cmocka_unit_test(test_norms), cmocka_unit_test(test_norm_means),
        cmocka_unit_test(test_all_elements), cmocka_unit_test(test_tops) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
