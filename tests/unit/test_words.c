/* A report's features: what is counted, what is a name, and that nothing depends on the
 * reports that came before. */
#include "unit.h"

#include "group/features.h"

static dl_group_words *words;
static uint32_t state = 1;
static uint32_t any(uint32_t below)
{
    return (state = state * 1664525u + 1013904223u) / 65536u % below;
}

static dl_lexicon *lexicon;

static int set_up(void **unused)
{
    (void)unused;
    dl_err e;
    dl_err_clear(&e);
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    words = lexicon ? dl_group_words_new(NULL, lexicon, &e) : NULL;
    return words ? 0 : -1;
}

static int tear_down(void **unused)
{
    (void)unused;
    dl_group_words_free(words);
    dl_lexicon_free(lexicon);
    return 0;
}

/* "word:weight", a name with a star, the heaviest first. */
static void expect(const char *title, const char *body, const char *first, uint32_t terms)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_group_scratch *s = dl_group_scratch_new(NULL);
    group_features f;
    char said[1000] = "";
    assert_true(group_features_read(
        a, group_features_of(words, s, a, dl_slice_str(title), dl_slice_str(body)), &f));
    assert_int_equal(f.vector.n, terms);
    dl_slice word[100];
    size_t at = 0;
    for (uint32_t i = 0; i < f.vector.n; i++) {
        uint8_t n = (uint8_t)f.words.p[at];
        word[i] = dl_slice_cut(f.words, at + 1, at + 1 + n);
        at += (size_t)n + 1;
        if (i) assert_true(f.vector.at[i - 1].id < f.vector.at[i].id);
    }
    assert_int_equal(at, f.words.n);
    for (uint32_t told = 0; told < terms && strlen(said) < strlen(first); told++) {
        uint32_t best = 0;
        for (uint32_t i = 0; i < f.vector.n; i++)
            if (group_whole(f.vector.at[i].w) > group_whole(f.vector.at[best].w)) best = i;
        snprintf(said + strlen(said), sizeof said - strlen(said), "%s%.*s%s", told ? " " : "",
            (int)word[best].n, word[best].p, f.vector.at[best].w.whole & GROUP_NAME ? "*" : "");
        f.vector.at[best].w.whole = 0;
    }
    assert_string_equal(said, first);
    dl_group_scratch_free(s);
    dl_arena_free(a);
}

static void test_counts(void **unused)
{
    (void)unused;
    expect("", "", "", 0);
    expect("", "The of and in.", "", 0);
    /* Forms of one stem are one term, shown as it was first seen; words of one letter are
     * none. */
    expect("", "dredging dredged dredges x y z", "dredging", 1);
    /* A name: more often with a capital than small, inside sentences. */
    expect("", "Quorvath spoke. we saw Quorvath and Zembla", "quorvath* Zembla*", 3);
    expect("", "we met Zembla and zembla and zembla", "Zembla", 2);
    /* Capitals that say nothing: of a sentence's first word, of a headline's. */
    expect("Quorvath Rises, Quorvath Falls", "Zembla rises", "quorvath zembla", 4);
    expect("", "He said: \"Zembla\". Zembla!\nZembla? Zembla", "zembla", 1);
    /* A curly quote parts words and ends no sentence. */
    expect("", "they met\xE2\x80\x99Zembla there", "Zembla*", 2);
    /* Letters of a wrong charset are no words. */
    expect("", "they met Zembla\xC3\xA2\xE2\x82\xAC there, Zem\xEF\xBF\xBD \xE2\x84\xA2 too", "met",
        1);
    expect("", "they met Zembl\xC3\xA9 and Zembl\xC3\xA2m", "Zembl\xC3\xA9* Zembl\xC3\xA2m*", 3);
    /* Longer than what forms hold; cut at 63 bytes. */
    expect("",
        "they praised Donaudampfschifffahrtsgesellschaft and Donaudampfschifffahrtsgesellschaft",
        "Donaudampfschifffahrtsgesellschaft*", 2);
}

/* Of 60,000 words, so that forms meet in one place; some long, some with capitals. */
static dl_slice make(char *p, size_t most)
{
    size_t n = 0;
    uint32_t length = 1 + any(600);
    for (uint32_t i = 0; i < length && n + 64 < most; i++) {
        uint32_t word = any(4) ? any(300) : any(60000);
        n += (size_t)sprintf(p + n, word % 97 == 0 ? "%cxtraordinarilylongword%u%s" : "%cord%u%s",
            "wWvV"[any(4)], word,
            any(9)       ? " "
                : any(2) ? ". "
                         : "\n");
    }
    return dl_slice_of(p, n);
}

static void test_history(void **unused)
{
    (void)unused;
    enum { MOST = 40000, ROUNDS = 400 };
    char *title = malloc(MOST), *body = malloc(MOST);
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_group_scratch *kept = dl_group_scratch_new(NULL);
    for (int i = 0; i < ROUNDS; i++) {
        dl_slice t = make(title, 200), b = make(body, MOST);
        dl_group_scratch *fresh = dl_group_scratch_new(NULL);
        dl_slice x = group_features_of(words, kept, a, t, b),
                 y = group_features_of(words, fresh, a, t, b);
        assert_int_equal(x.n, y.n);
        assert_memory_equal(x.p, y.p, x.n);
        group_features f;
        group_shingles r;
        group_numbers memory = { NULL, NULL, 0 };
        /* the same shingles as those hashed beside the counting */
        assert_true(group_features_read(a, x, &f) && group_shingles_sample(&memory, b, &r));
        assert_true(f.shingles.n == r.n && f.shingles.all == r.all);
        if (r.n) assert_memory_equal(f.shingles.at, r.at, r.n * sizeof *r.at);
        group_numbers_free(&memory);
        dl_group_scratch_free(fresh);
        dl_arena_reset(a);
    }
    dl_group_scratch_free(kept);
    dl_arena_free(a);
    free(body);
    free(title);
}

/* More words than are counted: those in front say what it is about; all are in the
 * shingles. */
static void test_long(void **unused)
{
    (void)unused;
    enum { WORDS = 130000 };
    char *body = malloc(WORDS * 12);
    size_t n = 0, half = 0;
    for (uint32_t i = 0; i < WORDS; i++) {
        n += (size_t)sprintf(body + n, "w%u ", i);
        if (i == 64999) half = n;
    }
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_group_scratch *s = dl_group_scratch_new(NULL);
    group_features f, g;
    dl_slice none = { NULL, 0 };
    assert_true(
        group_features_read(a, group_features_of(words, s, a, none, dl_slice_of(body, n)), &f));
    assert_true(
        group_features_read(a, group_features_of(words, s, a, none, dl_slice_of(body, half)), &g));
    assert_true(f.shingles.all == WORDS - 3 && g.shingles.all == 64997);
    assert_int_equal(f.vector.n, g.vector.n);
    assert_memory_equal(f.vector.at, g.vector.at, f.vector.n * sizeof *f.vector.at);
    dl_group_scratch_free(s);
    dl_arena_free(a);
    free(body);
}

/* Each allocation fails once: no features, and the next report is counted as if nothing
 * had been. */
static void test_failing_memory(void **unused)
{
    (void)unused;
    enum { MOST = 40000 };
    char *body = malloc(MOST);
    dl_slice b = make(body, MOST), t = DL_S("A title");
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_group_scratch *s = dl_group_scratch_new(NULL);
    dl_slice right = group_features_of(words, s, a, t, b);
    dl_group_scratch_free(s);
    long refused = 0;
    for (long at = 1, done = 0; !done; at++) {
        unit_memory m = { 0, at, 0 };
        dl_mem hook = { unit_resize, &m };
        s = dl_group_scratch_new(&hook);
        dl_slice x = s ? group_features_of(words, s, a, t, b) : (dl_slice){ NULL, 0 },
                 y = s ? group_features_of(words, s, a, t, b) : right;
        refused += x.p == NULL;
        assert_true(!x.p || dl_slice_eq(x, right));
        assert_true(dl_slice_eq(y, right));
        dl_group_scratch_free(s);
        assert_int_equal(m.held, 0);
        done = m.count < at;
    }
    assert_true(refused >= 5);
    dl_arena_free(a);
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_counts),
        cmocka_unit_test(test_history), cmocka_unit_test(test_long),
        cmocka_unit_test(test_failing_memory) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
