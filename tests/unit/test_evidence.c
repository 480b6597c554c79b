/* What two groups share as evidence, rule by rule, names that are told all the time, and
 * the series that titles are of. */
#include "unit.h"

#include "group/rules.h"
#include "group/series.h"
#include "group/spread.h"

enum { DAY = 18000 };

/* One report: names n1, n2 ... weigh `names` each, other words `words` each; ids are
 * given by `first`. */
static group_profile side(group_term *at, const uint32_t *id, uint32_t n, uint32_t names,
    uint32_t name_weight, uint32_t word_weight)
{
    for (uint32_t i = 0; i < n; i++)
        at[i] = (group_term){ id[i], { i < names ? name_weight | GROUP_NAME : word_weight, 0 } };
    return (group_profile){ .sum = { at, n }, .size = 1, .first = DAY, .last = DAY };
}

static group_profile sides[2];
static group_term terms[2][8];
enum { NAMES = 4, WORDS = 4 };

/* Two reports that share the first `names` of four names and the first `words` of four
 * other words. */
static void share(uint32_t names, uint32_t words)
{
    for (uint32_t k = 0; k < 2; k++) {
        uint32_t id[NAMES + WORDS];
        for (uint32_t i = 0; i < NAMES; i++) id[i] = i * 10 + (i < names ? 1 : 2 + k);
        for (uint32_t i = 0; i < WORDS; i++)
            id[NAMES + i] = (NAMES + i) * 10 + (i < words ? 1 : 2 + k);
        sides[k] = side(terms[k], id, NAMES + WORDS, NAMES, GROUP_ONE * 2 / 5, GROUP_ONE / 4);
    }
}

/* Whichever comes first, and read side by side or scattered: one answer, and the array is
 * left empty. */
static bool story(void)
{
    static group_weight scatter[(NAMES + WORDS) * 10];
    const group_rules *r = group_rules_of(DL_STORY);
    sides[0].plain = sides[1].plain = 0;
    bool joined = group_is_evidence(&sides[0], &sides[1], r, NULL);
    assert_int_equal(group_is_evidence(&sides[1], &sides[0], r, NULL), joined);
    assert_int_equal(group_is_evidence(&sides[0], &sides[1], r, scatter), joined);
    for (size_t i = 0; i < sizeof scatter / sizeof *scatter; i++)
        assert_int_equal(scatter[i].whole, 0);
    return joined;
}

static void test_kinds(void **unused)
{
    (void)unused;
    share(4, 4);
    assert_true(story());
    share(0, 4); /* a subject */
    assert_false(story());
    share(2, 0); /* somebody's life */
    assert_false(story());
    share(2, 3);
    assert_true(story());
    share(4, 0); /* who and where, not of two alone */
    assert_true(story());
}

static void scale(group_weight *w, uint32_t by, uint32_t parts)
{
    w->whole = (w->whole & GROUP_NAME) | group_whole(*w) * by / parts;
}

static void test_many(void **unused)
{
    (void)unused;
    share(4, 1);
    for (int i = 0; i < 8; i++) scale(&terms[1][i].w, 1, 8);
    assert_false(story());
    /* as little likeness, but the mean of ten thousand pairs */
    sides[0].size = sides[1].size = 100;
    for (int i = 0; i < 8; i++)
        for (int k = 0; k < 2; k++) scale(&terms[k][i].w, 100, 1);
    assert_true(story());
}

static void test_chance(void **unused)
{
    (void)unused;
    share(2, 4);
    assert_true(story());
    sides[1].first = sides[1].last = DAY + 360;
    assert_false(story());
    sides[1].first = sides[1].last = DAY + 2 * 365 + 20;
    assert_false(story());
    sides[1].first = sides[1].last = DAY + 200;
    assert_true(story());
    sides[0].series = 3;
    sides[1].series = 4;
    assert_true(story());
    sides[1].series = 3;
    assert_false(story());
    share(4, 4);
    sides[0].series = sides[1].series = 3;
    assert_true(story());
}

static void test_series(void **unused)
{
    (void)unused;
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *lexicon = dl_lexicon_open(NULL, NULL, &e);
    dl_group_words *w = lexicon ? dl_group_words_new(NULL, lexicon, &e) : NULL;
    dl_interner n = { .arena = dl_arena_new(NULL, 0) };
    assert_non_null(w);
    uint32_t marta = group_series(w, &n, 1, DL_S("Ask Marta: should I sell?"));
    assert_int_not_equal(marta, 0);
    assert_int_equal(group_series(w, &n, 1, DL_S("ASK MARTA: my aunt's violin")), marta);
    assert_int_not_equal(group_series(w, &n, 2, DL_S("Ask Marta: my aunt's violin")), marta);
    assert_int_not_equal(group_series(w, &n, 1, DL_S("Ask Martin: my aunt's violin")), marta);
    assert_int_equal(group_series(w, &n, 1, DL_S("Five things to know on Tuesday")),
        group_series(w, &n, 1, DL_S("Five things to know on Friday")));
    assert_int_equal(group_series(w, &n, 1, DL_S("Farm prices, week 9: lambs dear")),
        group_series(w, &n, 1, DL_S("Farm prices, week 20: hay scarce")));
    assert_int_equal(group_series(w, &n, 1, DL_S("Quiz of 3 May 2021")),
        group_series(w, &n, 1, DL_S("Quiz of 28 April 2022")));
    assert_int_not_equal(group_series(w, &n, 1, DL_S("Bank to shut in May")),
        group_series(w, &n, 1, DL_S("Bank to open in May")));
    assert_int_equal(group_series(w, &n, 0, DL_S("Ask Marta: should I sell?")), 0);
    assert_int_equal(group_series(w, &n, 1, DL_S("")), 0);
    char longest[1000];
    for (size_t i = 0; i < sizeof longest; i++) longest[i] = i % 7 ? 'x' : ' ';
    assert_int_not_equal(group_series(w, &n, 1, dl_slice_of(longest, sizeof longest)), 0);
    dl_group_words_free(w);
    dl_lexicon_free(lexicon);
    dl_arena_free(n.arena);
}

static void test_spread_factor(void **unused)
{
    (void)unused;
    assert_int_equal(group_spread_factor(1, 1), GROUP_SPREAD_ONE);
    assert_int_equal(group_spread_factor(5, 20), GROUP_SPREAD_ONE);
    assert_int_equal(group_spread_factor(0, 40), group_spread_factor(1, 40));
    uint64_t half = group_spread_factor(2, 25); /* a likeness has it twice */
    assert_in_range(half * half * 1000 >> 32, 495, 505);
    for (uint32_t now = 1; now < 100; now++)
        assert_true(group_spread_factor(now, 100) <= group_spread_factor(now + 1, 100));
}

/* One report in each of twenty quarters tells of the name 1 and of a name of its own. */
static void test_spread(void **unused)
{
    enum { N = 20, ALWAYS = 1, OWN = 2 };
    static group_term at[N][2];
    static group_report report[N];
    static group_node leaf[N];
    static uint32_t leaf_of[N];
    (void)unused;
    for (uint32_t i = 0; i < N; i++) {
        at[i][0] = (group_term){ ALWAYS, { 8000 | GROUP_NAME, 0 } };
        at[i][1] = (group_term){ OWN + i, { 8000 | GROUP_NAME, 0 } };
        report[i].v = (group_vector){ at[i], 2 };
        int32_t day = DAY + (int32_t)i * 91;
        leaf[i].of = (group_profile){ .sum = report[i].v, .size = 1, .first = day, .last = day };
        leaf_of[i] = i;
    }
    leaf[N - 1].of.first = INT32_MIN; /* not dated: stays as it is */
    group_spread_task task = { NULL, leaf, report, leaf_of, N, N, OWN + N };
    assert_true(group_spread_weigh(&task));
    for (uint32_t i = 0; i + 1 < N; i++) {
        assert_true(group_whole(at[i][0].w) < 4000);
        assert_true(group_whole(at[i][1].w) > 9000);
        assert_true(at[i][0].w.whole & GROUP_NAME);
    }
    assert_int_equal(group_whole(at[N - 1][0].w), 8000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_kinds), cmocka_unit_test(test_many),
        cmocka_unit_test(test_chance), cmocka_unit_test(test_series),
        cmocka_unit_test(test_spread_factor), cmocka_unit_test(test_spread) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
