/* Base: slices, UTF-8, arena, buffers and JSON, hashes, tables, pool. */
#include "unit.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "base/base.h"

static void test_slices(void **state)
{
    (void)state;
    dl_slice rest = DL_S("one\r\ntwo\n\nthree"), line;
    const char *want[] = { "one", "two", "", "three" };
    for (int i = 0; i < 4; i++) {
        assert_true(dl_slice_line(&rest, &line));
        assert_true(dl_slice_is(line, want[i]));
    }
    assert_false(dl_slice_line(&rest, &line));
    assert_true(dl_slice_is(dl_slice_trim(DL_S(" \t a b \n")), "a b"));
    assert_int_equal(dl_slice_find(DL_S("abcabc"), DL_S("ca"), 0), 2);
    assert_true(dl_slice_find(DL_S("abc"), DL_S("x"), 0) == SIZE_MAX);
    assert_true(
        dl_slice_cmp(DL_S("ab"), DL_S("abc")) < 0 && dl_slice_cmp(DL_S("b"), DL_S("abc")) > 0);
    assert_true(dl_slice_eq_nocase(DL_S("Top STORIES"), DL_S("top stories")));
}

/* Every place of a text, every length that the sixteen bytes at a time leave over. */
static void test_find_any(void **state)
{
    (void)state;
    char text[80];
    memset(text, 'a', sizeof text);
    for (size_t n = 0; n <= sizeof text; n++)
        for (size_t at = 0; at < n; at++)
            for (size_t k = 0; k < 4; k++) {
                dl_slice s = dl_slice_of(text, n);
                text[at] = "\"\\\n\xFF"[k];
                assert_int_equal(dl_slice_find_any(s, DL_S("\"\\\n\xFF"), at / 2), at);
                assert_int_equal(dl_slice_find_any(s, DL_S("\"\\\n\xFF"), at + 1), n);
                assert_int_equal(dl_slice_find_any(s, DL_S("z"), 0), n);
                text[at] = 'a';
            }
    assert_int_equal(dl_slice_find_any(DL_S("ab\0c"), DL_S("\\\0"), 0), 2);
}

static void test_utf8(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    size_t broken;
    dl_slice fixed = dl_utf8_repair(
        a, DL_S("a\xC3\xA9\xE2\x82z\xED\xA0\x80\xF0\x9F\x98\x80"), &broken);
    assert_int_equal(broken, 4); /* a cut euro sign is one; each byte of a surrogate is one */
    assert_true(dl_slice_is(
        fixed, "a\xC3\xA9\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80"));
    assert_true(dl_utf8_bad(fixed) == SIZE_MAX);
    dl_slice text = DL_S("\xC3\xA9\xF0\x9F\x98\x80z");
    size_t i = text.n;
    assert_int_equal(dl_utf8_prev(text, &i), 'z');
    assert_int_equal(dl_utf8_prev(text, &i), 0x1F600);
    assert_int_equal(dl_utf8_prev(text, &i), 0xE9);
    assert_int_equal(i, 0);
    dl_arena_free(a);
}

static void test_code_points(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    char text[4000];
    size_t n = 0;
    uint32_t cp = 0;
    uint32_t at[2000];
    while (n + 4 < sizeof text && cp < 2000) {
        at[cp] = (uint32_t)n;
        static const uint32_t one[] = { 0x1F600, 'a', 'a', 0xE9, 'a', 'a', 0xE9 };
        n += dl_utf8_put(one[cp % 7], text + n);
        cp++;
    }
    dl_cpmap *m = dl_cpmap_new(a, dl_slice_of(text, n));
    for (uint32_t i = 0; i < cp; i++) {
        assert_int_equal(dl_cpmap_cp(m, at[i]), i);
        assert_int_equal(dl_cpmap_byte(m, i), at[i]);
    }
    assert_int_equal(dl_cpmap_cp(m, (uint32_t)n), cp);
    dl_arena_free(a);
}

/* Vectors that grow large in turns hold what they have, not what they grew out of as
 * well; a mark keeps those that were there. */
static void test_arena_growth(void **state)
{
    (void)state;
    enum { TURNS = 200000, KEPT = 150000 };
    dl_arena *a = dl_arena_new(NULL, 0);
    DL_VEC(uint64_t) x = { NULL, 0, 0 }, y = x, z = x;
    dl_arena_mark m = dl_arena_mark_now(a);
    for (uint64_t i = 0; i < TURNS; i++) {
        if (i == KEPT) m = dl_arena_mark_now(a);
        uint64_t *one = DL_PUSH(a, &x), *two = DL_PUSH(a, &y);
        assert_true(*one == 0 && *two == 0);
        *one = i;
        *two = i * i;
        if (i >= KEPT) *DL_PUSH(a, &z) = i;
    }
    size_t held = (x.cap + y.cap + z.cap) * sizeof(uint64_t);
    assert_true(dl_arena_bytes(a) < held + held / 2);
    dl_arena_back_to(a, m);
    assert_true(dl_arena_bytes(a) < (size_t)(x.cap + y.cap) * sizeof(uint64_t) * 3 / 2);
    for (uint64_t i = 0; i < KEPT; i++) assert_true(x.at[i] == i && y.at[i] == i * i);
    dl_arena_reset(a);
    assert_true(dl_arena_bytes(a) <= 32 << 10);
    dl_arena_free(a);
}

/* What cannot be read is told, not taken for an empty file. */
static void test_file(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice makefile = dl_file_read(a, "Makefile", 1 << 20, &e);
    assert_true(makefile.n > 0 && !dl_failed(&e));
    assert_null(dl_file_read(a, "tests", 1 << 20, &e).p);
    assert_int_equal(e.code, DL_EIO);
    dl_err_clear(&e);
    assert_null(dl_file_read(a, "Makefile", 10, &e).p);
    assert_int_equal(e.code, DL_ELIMIT);
    dl_arena_free(a);
}

/* A vector that is done gives back what it does not use, at the arena's limit too, and
 * may go on growing where there is room. */
static void test_arena_fits(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    dl_arena *a = dl_arena_new(NULL, 0);
    DL_VEC(uint64_t) v = { NULL, 0, 0 }, small = { NULL, 0, 0 };
    for (uint64_t i = 0; i < MANY; i++) *DL_PUSH(a, &v) = i;
    *DL_PUSH(a, &small) = 7;
    size_t before = dl_arena_bytes(a), unused = (v.cap - v.n) * sizeof *v.at;
    assert_true(unused > 0);
    dl_arena_set_limit(a, before - unused);
    DL_FIT(a, &v);
    DL_FIT(a, &small);
    assert_int_equal(v.cap, MANY);
    assert_int_equal(dl_arena_bytes(a), before - unused);
    assert_false(dl_arena_failed(a));
    dl_arena_set_limit(a, 0);
    *DL_PUSH(a, &v) = MANY;
    for (uint64_t i = 0; i <= MANY; i++) assert_int_equal(v.at[i], i);
    assert_int_equal(small.at[0], 7);
    dl_arena_free(a);
}

static void test_arena(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 100000);
    char *p = dl_arena_alloc(a, 10);
    for (int i = 0; i < 10; i++) assert_int_equal(p[i], 0);
    dl_arena_mark m = dl_arena_mark_now(a);
    memset(dl_arena_alloc(a, 5000), 1, 5000);
    dl_arena_back_to(a, m);
    char *q = dl_arena_alloc(a, 5000);
    assert_int_equal(q[4999], 0);
    q = dl_arena_grow(a, q, 5000, 9000);
    assert_int_equal(q[8999], 0);
    assert_null(dl_arena_alloc(a, 200000));
    assert_true(dl_arena_failed(a));
    assert_null(dl_arena_alloc(a, 1));
    dl_arena_reset(a);
    assert_non_null(dl_arena_alloc(a, 1));
    assert_null(dl_arena_array(a, SIZE_MAX / 2, 16));
    dl_arena_free(a);
}

/* Parts of a text that a buffer hands on, and what it still holds, are the text. */
typedef struct parts {
    dl_buf whole;
    int n, most;
} parts;

static bool take_part(void *ctx, dl_slice part)
{
    parts *p = ctx;
    dl_buf_add(&p->whole, part);
    return p->n++ < p->most;
}

static void tell_numbers(dl_buf *b)
{
    dl_json_open(b, '[');
    for (int i = 0; i < 400000; i++) dl_json_int(b, i);
    dl_json_close(b, ']');
}

static void test_parts_of_text(void **state)
{
    (void)state;
    dl_buf text, part;
    parts p = { .most = 100 };
    dl_buf_init(&text, NULL);
    dl_buf_init(&part, NULL);
    dl_buf_init(&p.whole, NULL);
    tell_numbers(&text);
    part.take = take_part;
    part.take_ctx = &p;
    tell_numbers(&part);
    assert_true(p.n >= 2 && part.cap < text.n && !part.failed);
    dl_buf_add(&p.whole, dl_buf_slice(&part));
    assert_true(dl_slice_eq(dl_buf_slice(&p.whole), dl_buf_slice(&text)));
    dl_buf_clear(&part);
    p.most = p.n = 0;
    tell_numbers(&part);
    assert_true(part.failed && p.n == 1);
    dl_buf_free(&text);
    dl_buf_free(&part);
    dl_buf_free(&p.whole);
}

static void test_json(void **state)
{
    (void)state;
    dl_buf b;
    dl_buf_init(&b, NULL);
    assert_string_equal(b.p, "");
    dl_json_open(&b, '{');
    dl_json_kstr(&b, "a", DL_S("q\"\\\n\x01\xC3\xA9\xFF"));
    dl_json_kstr_opt(&b, "none", (dl_slice){ NULL, 0 });
    dl_json_kint(&b, "n", -7);
    dl_json_key(&b, "x");
    dl_json_open(&b, '[');
    dl_json_num(&b, 0.1);
    dl_json_num(&b, 1e300 * 1e300);
    dl_json_bool(&b, true);
    dl_json_close(&b, ']');
    dl_json_close(&b, '}');
    assert_string_equal(
        b.p, "{\"a\":\"q\\\"\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\",\"n\":-7,\"x\":[0.1,null,true]}");
    dl_buf_free(&b);
}

static void test_real_text(void **state)
{
    (void)state;
    static const struct {
        double v;
        const char *text;
    } cases[] = { { -10, "-10" }, { -5.8, "-5.8" }, { 0, "0" }, { 1e9, "1000000000" },
        { 0.1 + 0.2, "0.30000000000000004" }, { 1e300, "1e+300" }, { 0.00001, "1e-05" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[DL_REAL_TEXT_MAX];
        dl_real_text(text, cases[i].v);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_hash(void **state)
{
    (void)state;
    char hex[65];
    dl_sha256 h = dl_sha256_of(DL_S("abc"));
    dl_sha256_hex(&h, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const dl_slice x[] = { DL_S("ab"), DL_S("c") }, y[] = { DL_S("a"), DL_S("bc") };
    dl_sha256 hx = dl_sha256_parts(x, 2), hy = dl_sha256_parts(y, 2);
    assert_memory_not_equal(hx.byte, hy.byte, 32);
    assert_true(dl_hash64(DL_S("a"), 0) != dl_hash64(DL_S("b"), 0)
        && dl_hash64(DL_S("a"), 0) != dl_hash64(DL_S("a"), 1));
}

static void test_table(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    const dl_table *t = dl_table_parse(
        a, "t.tsv", DL_S("# words\nkey\tvalue\na\t1\nb\t2\n"), true, &e);
    assert_non_null(t);
    assert_int_equal(t->rows, 2);
    assert_true(dl_slice_is(dl_table_cell(t, (uint32_t)dl_table_find(t, DL_S("b")), 1), "2"));
    assert_int_equal(dl_table_find(t, DL_S("c")), -1);
    assert_null(dl_table_parse(a, "t.tsv", DL_S("key\tvalue\na\t1\t2\n"), true, &e));
    assert_non_null(strstr(e.detail, "t.tsv:2"));
    dl_err_clear(&e);
    assert_null(dl_table_parse(a, "t.tsv", DL_S("key\tvalue\na\t1\n\na\t2\n"), true, &e));
    assert_non_null(strstr(e.detail, "t.tsv:4"));
    dl_arena_free(a);
}

typedef struct counting {
    int made, taken, most;
    bool in_order;
} counting;
static bool room_for_three(void *ctx)
{
    const counting *c = ctx;
    return c->made - c->taken < 3;
}
static void *next_job(void *ctx)
{
    counting *c = ctx;
    if (c->made == 500) return NULL;
    int *j = malloc(sizeof *j);
    *j = c->made++;
    if (c->made - c->taken > c->most) c->most = c->made - c->taken;
    return j;
}
static void do_job(void *ctx, void *job, unsigned thread)
{
    (void)ctx;
    (void)thread;
    *(int *)job = *(int *)job * 2;
}
static bool take_job(void *ctx, void *job)
{
    counting *c = ctx;
    c->in_order &= *(int *)job == 2 * c->taken++;
    free(job);
    return c->taken < 400;
}
static void drop_job(void *ctx, void *job)
{
    (void)ctx;
    free(job);
}

static void test_pool(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        counting c = { .in_order = true };
        dl_err e;
        dl_err_clear(&e);
        dl_pool_plan plan = { .threads = threads,
            .window = 7,
            .room = threads % 2 ? NULL : room_for_three,
            .next = next_job,
            .work = do_job,
            .take = take_job,
            .drop = drop_job,
            .ctx = &c };
        assert_int_equal(dl_pool_run(NULL, &plan, &e), DL_OK);
        assert_true(c.in_order);
        assert_int_equal(c.taken, 400);
        int most = threads % 2 ? 7 : 3;
        assert_true(c.most <= (threads == 1 ? 1 : most));
    }
}

/* ---- a caller who is asked while a worker is busy, and says stop */
typedef struct patience {
    atomic_bool asked;
    int made, dropped;
} patience;

static void *one_job(void *ctx)
{
    patience *p = ctx;
    return p->made++ ? NULL : p;
}
static void work_until_asked(void *ctx, void *job, unsigned thread)
{
    patience *p = ctx;
    (void)job;
    (void)thread;
    while (!p->asked) sched_yield();
}
static bool never_taken(void *ctx, void *job)
{
    (void)ctx;
    (void)job;
    fail_msg("the job was taken");
    return true;
}
static void count_dropped(void *ctx, void *job)
{
    (void)job;
    ((patience *)ctx)->dropped++;
}
static bool say_stop(void *ctx)
{
    ((patience *)ctx)->asked = true;
    return false;
}

static void test_pool_stops_while_waiting(void **state)
{
    (void)state;
    patience p = { .made = 0 };
    dl_err e;
    dl_err_clear(&e);
    dl_pool_plan plan = { .threads = 2,
        .next = one_job,
        .work = work_until_asked,
        .take = never_taken,
        .drop = count_dropped,
        .wait = say_stop,
        .ctx = &p };
    assert_int_equal(dl_pool_run(NULL, &plan, &e), DL_OK);
    assert_int_equal(p.dropped, 1);
}

/* ---- one job that several workers share */
typedef struct sharing {
    pthread_barrier_t together; /* both workers are inside a piece */
    dl_pool *pool;
    unsigned threads;
    int made, done[40];
    unsigned by[40];
} sharing;

static void *one_to_share(void *ctx)
{
    sharing *s = ctx;
    return s->made++ ? NULL : s;
}
/* The first two meet: one worker alone would wait for ever. */
static void one_piece(void *ctx, uint32_t i, unsigned thread)
{
    sharing *s = ctx;
    if (i < 2 && s->threads > 1) pthread_barrier_wait(&s->together);
    s->done[i]++;
    s->by[i] = thread;
}
static void share_it(void *ctx, void *job, unsigned thread)
{
    sharing *s = ctx;
    (void)job;
    dl_pool_share(s->pool, thread, 40, one_piece, s);
}
static bool is_shared(void *ctx, void *job)
{
    sharing *s = ctx;
    (void)job;
    for (int i = 0; i < 40; i++) assert_true(s->done[i] == 1 && s->by[i] < s->threads);
    if (s->threads > 1) assert_int_not_equal(s->by[0], s->by[1]);
    s->made++;
    return true;
}
static void never_dropped(void *ctx, void *job)
{
    (void)ctx;
    (void)job;
    fail_msg("the job was dropped");
}

static void test_pool_shares(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 2; threads++) {
        sharing s = { .threads = threads };
        dl_err e;
        dl_err_clear(&e);
        pthread_barrier_init(&s.together, NULL, 2);
        dl_pool_plan plan = { .threads = threads,
            .next = one_to_share,
            .work = share_it,
            .take = is_shared,
            .drop = never_dropped,
            .ctx = &s,
            .pool = &s.pool };
        assert_int_equal(dl_pool_run(NULL, &plan, &e), DL_OK);
        assert_true(s.made >= 2);
        pthread_barrier_destroy(&s.together);
    }
}

/* What another arena holds becomes one's own, and is given back with it. */
static void test_arena_takes(void **state)
{
    (void)state;
    unit_memory memory = { 0 };
    dl_mem m = { unit_resize, &memory };
    dl_arena *a = dl_arena_new(&m, 1 << 21), *b = dl_arena_new(&m, 0);
    DL_VEC(uint32_t) v = { NULL, 0, 0 };
    dl_slice kept = dl_arena_copy(a, DL_S("of a")), taken = dl_arena_copy(b, DL_S("of b"));
    dl_arena_mark mark = dl_arena_mark_now(a);
    for (uint32_t i = 0; i < 100000; i++) *(uint32_t *)DL_PUSH(b, &v) = i;
    size_t both = dl_arena_bytes(a) + dl_arena_bytes(b);
    dl_arena_take(a, b);
    dl_arena_take(a, NULL);
    assert_int_equal(dl_arena_bytes(a), both);
    assert_true(dl_slice_is(taken, "of b") && v.at[99999] == 99999);
    for (uint32_t i = 0; i < 100000; i++) *(uint32_t *)DL_PUSH(a, &v) = i;
    assert_true(v.at[99999] == 99999 && v.at[199999] == 99999 && !dl_arena_failed(a));
    dl_arena_back_to(a, mark);
    assert_true(dl_slice_is(kept, "of a") && dl_arena_bytes(a) < both);
    b = dl_arena_new(&m, 0);
    dl_arena_room(b, 3 << 20);
    dl_arena_take(a, b);
    assert_true(dl_arena_failed(a) && dl_arena_is_over(a));
    dl_arena_free(a);
    assert_int_equal(memory.held, 0);
}

/* What stands apart goes back alone, the oldest or one between others; small things
 * stay. */
static void test_arena_drops(void **state)
{
    (void)state;
    enum { EACH = 1 << 20 };
    unit_memory memory = { 0 };
    dl_mem m = { unit_resize, &memory };
    dl_arena *a = dl_arena_new(&m, 8 << 20);
    char *small = dl_arena_apart(a, 10), *apart[4];
    size_t before = dl_arena_bytes(a);
    small[9] = 9;
    for (int i = 0; i < 4; i++) {
        apart[i] = dl_arena_apart(a, EACH);
        assert_int_equal(apart[i][EACH - 1], 0);
    }
    size_t all = dl_arena_bytes(a);
    dl_arena_drop(a, apart[1]);
    dl_arena_drop(a, apart[0]);
    dl_arena_drop(a, small);
    dl_arena_drop(a, NULL);
    assert_true(dl_arena_bytes(a) <= all - 2 * EACH && small[9] == 9);
    dl_arena_drop(a, apart[3]);
    dl_arena_drop(a, apart[2]);
    assert_int_equal(dl_arena_bytes(a), before);
    assert_null(dl_arena_apart(a, 16 << 20));
    assert_true(dl_arena_failed(a) && dl_arena_is_over(a));
    dl_arena_free(a);
    assert_int_equal(memory.held, 0);
}

/* An arena's own limit is told apart from want of memory, and can be forgiven. */
static void test_arena_limit(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 1 << 20);
    char *kept = dl_arena_alloc(a, 100);
    dl_arena_mark mark = dl_arena_mark_now(a);
    kept[99] = 7;
    for (int i = 0; i < 100; i++) dl_arena_alloc(a, 1 << 14);
    assert_true(dl_arena_failed(a) && dl_arena_is_over(a));
    dl_arena_start_again(a, mark);
    assert_false(dl_arena_failed(a) || dl_arena_is_over(a));
    assert_non_null(dl_arena_alloc(a, 1 << 14));
    assert_int_equal(kept[99], 7);
    dl_arena_set_limit(a, 1 << 10);
    assert_null(dl_arena_alloc(a, 1 << 19));
    assert_true(dl_arena_is_over(a));
    dl_arena_reset(a);
    dl_arena_fail(a);
    assert_true(dl_arena_failed(a) && !dl_arena_is_over(a));
    dl_arena_free(a);
}

/* ---- a task aside */

static void add_seven(void *ctx) { *(int *)ctx += 7; }

static void test_task(void **state)
{
    (void)state;
    int sum = 0;
    dl_task t = { 0 };
    dl_task_wait(&t); /* nothing was started */
    for (int i = 1; i <= 3; i++) {
        dl_task_start(&t, add_seven, &sum);
        dl_task_wait(&t);
        assert_int_equal(sum, 7 * i);
    }
    dl_task_wait(&t); /* once more does nothing */
    assert_int_equal(sum, 21);
}

static void test_failing_memory(void **state)
{
    (void)state;
    for (long at = 1; at < 40; at++) {
        unit_memory m = { 0, at, 0 };
        dl_mem hook = { unit_resize, &m };
        dl_arena *a = dl_arena_new(&hook, 0);
        if (a) {
            dl_err e;
            dl_err_clear(&e);
            const dl_table *t = dl_table_parse(a, "t", DL_S("k\tv\na\tb\n"), true, &e);
            assert_true(t || e.code == DL_ENOMEM);
            for (int i = 0; i < 20; i++) dl_arena_alloc(a, 20000);
            assert_true(!dl_arena_failed(a) || dl_arena_alloc(a, 1) == NULL);
        }
        dl_buf b;
        dl_buf_init(&b, &hook);
        for (int i = 0; i < 2000; i++) dl_buf_str(&b, "hello");
        assert_true(b.failed || b.n == 10000);
        dl_buf_free(&b);
        dl_arena_free(a);
        assert_int_equal(m.held, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_slices),
        cmocka_unit_test(test_find_any), cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_code_points), cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_growth), cmocka_unit_test(test_arena_fits),
        cmocka_unit_test(test_file), cmocka_unit_test(test_json), cmocka_unit_test(test_real_text),
        cmocka_unit_test(test_parts_of_text), cmocka_unit_test(test_hash),
        cmocka_unit_test(test_table), cmocka_unit_test(test_pool),
        cmocka_unit_test(test_pool_stops_while_waiting), cmocka_unit_test(test_pool_shares),
        cmocka_unit_test(test_task), cmocka_unit_test(test_arena_drops),
        cmocka_unit_test(test_arena_takes), cmocka_unit_test(test_arena_limit),
        cmocka_unit_test(test_failing_memory) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
