/* Doc: web addresses taken apart; the key under which two of one page are the same. */
#include "unit.h"

#include "doc/url.h"

static dl_url_rules *rules;

static void test_examples(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, "data/doc/url.tsv", 1 << 20, &e);
    const dl_table *t = dl_table_parse(a, "url", tsv, false, &e);
    assert_non_null(t);
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice url = dl_table_cell(t, r, (uint32_t)dl_table_column(t, "example"));
        dl_slice key = dl_table_cell(t, r, (uint32_t)dl_table_column(t, "key"));
        dl_slice got = dl_url_key(a, rules, url);
        if (!dl_slice_eq(got, key)) print_error("line %u: %.*s\n", t->line[r], (int)got.n, got.p);
        assert_true(dl_slice_eq(got, key));
    }
    dl_arena_free(a);
}

static void test_keys(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        { "https://A.example/News/X", "a.example/News/X" },
        { "a.example/news/x", "a.example/news/x" },
        { "//www.a.example/x/", "a.example/x" },
        { "http://a.example:80/", "a.example" },
        { "http://a.example:8080/x", "a.example:8080/x" },
        { "https://user:word@a.example/x", "a.example/x" },
        { "https://www.a.example/x?id=7&utm_source=rss&page=2#top", "a.example/x?id=7&page=2" },
        { "https://a.example/x?", "a.example/x" },
        { "https://a.example/#!/story/9", "a.example#!/story/9" },
        { "https://a.example/%7Ejo/%c3%a9", "a.example/~jo/%C3%A9" },
        { "https://a.example/100%", "a.example/100%" },
        { "https://m.com/x", "m.com/x" }, /* "com" alone is no host */
        { "https://a.example/example/", "a.example/example" },
        { "https://a.example/amp", "a.example" },
        { "http://10.1.0.7:8080/x/", "10.1.0.7:8080/x" }, /* a number behind a scheme */
        { "https://wiki/x?utm_source=a", "wiki/x" },
        { "http://[FD12::1]:80/x", "[fd12::1]/x" },
        { "http://[fd12::1]:8080/x", "[fd12::1]:8080/x" },
        { "urn:uuid:12", "urn:uuid:12" },
        { " not an address ", "not an address" },
        { "file:///srv/a.html", "file:///srv/a.html" },
    };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        dl_slice got = dl_url_key(a, rules, dl_slice_str(same[i][0]));
        if (!dl_slice_is(got, same[i][1])) print_error("%s: %.*s\n", same[i][0], (int)got.n, got.p);
        assert_true(dl_slice_is(got, same[i][1]));
        assert_true(dl_slice_eq(dl_url_key(a, rules, got), got)); /* a key is its own key */
    }
    assert_null(dl_url_key(a, rules, DL_S("  ")).p);
    dl_arena_free(a);
}

static void test_parts(void **state)
{
    (void)state;
    dl_url u;
    assert_true(dl_url_split(DL_S("https://u@b.a.example:81/x/y?q=1#f"), &u));
    assert_true(dl_slice_is(u.scheme, "https") && dl_slice_is(u.host, "b.a.example"));
    assert_true(dl_slice_is(u.port, "81") && dl_slice_is(u.path, "/x/y"));
    assert_true(dl_slice_is(u.query, "q=1") && dl_slice_is(u.fragment, "f"));
    assert_false(dl_url_split(DL_S("ftp://a.example/x"), &u));
    assert_false(dl_url_split(DL_S("a report with no dot"), &u));
    assert_false(dl_url_split(DL_S("1.5"), &u));
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *lexicon = dl_lexicon_open(NULL, NULL, &e);
    rules = lexicon ? dl_url_rules_new(NULL, lexicon, &e) : NULL;
    if (!rules) return 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples),
        cmocka_unit_test(test_keys), cmocka_unit_test(test_parts) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_url_rules_free(rules);
    dl_lexicon_free(lexicon);
    return failed;
}
