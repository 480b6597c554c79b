/* What users type and the query of FTS5's that becomes of it. */
#include "store/match.h"
#include "unit.h"

static void is(const char *text, const char *query)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_match m = dl_match_build(&b, NULL, dl_slice_str(text));
    assert_string_equal(b.p, query);
    assert_false(m.as_words);
    dl_buf_free(&b);
}

static void is_words(const char *text, const char *query)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_match m = dl_match_build(&b, NULL, dl_slice_str(text));
    assert_string_equal(b.p, query);
    assert_true(m.as_words);
    dl_buf_free(&b);
}

static void words_and_phrases(void **state)
{
    (void)state;
    is("ferry", "(\"ferry\")");
    is(" the  ferry ", "(\"the\" AND \"ferry\")");
    is("\"peace treaty\" island*", "(\"peace treaty\" AND \"island\" *)");
    is("AT&T COVID-19 C++", "(\"AT&T\" AND \"COVID-19\" AND \"C++\")");
    is("salt & pepper", "(\"salt\" AND \"pepper\")");
    is("and or not", "(\"and\" AND \"or\" AND \"not\")");
    is("title:bridge text:\"old mill\"", "({title} : \"bridge\" AND {text} : \"old mill\")");
    is("Title: bridge", "({title} : \"bridge\")");
    is("title: ", "(\"title:\")");
    is("subtitle:bridge", "(\"subtitle:bridge\")");
    is("^mayor", "(^ \"mayor\")");
}

static void operators(void **state)
{
    (void)state;
    is("ferry OR boat", "(\"ferry\") OR (\"boat\")");
    is("a b OR c", "(\"a\" AND \"b\") OR (\"c\")");
    is("a AND b NOT c", "(\"a\") AND (\"b\") NOT ((\"c\"))");
    is("bridge -storm", "(\"bridge\") NOT (\"storm\")");
    is("-storm bridge -\"high water\"", "(\"bridge\") NOT (\"storm\" OR \"high water\")");
    is("(a OR b) c", "(((\"a\") OR (\"b\")) AND \"c\")");
    is("title:(a OR b)", "({title} : ((\"a\") OR (\"b\")))");
    is("NEAR(a \"b c\", 5)", "(NEAR(\"a\" \"b c\", 5))");
    is("NEAR(x y)", "(NEAR(\"x\" \"y\", 10))");
}

static void taken_as_words(void **state)
{
    (void)state;
    is_words("AND OR", "\"AND\" AND \"OR\"");
    is_words("\"open phrase", "\"open phrase\"");
    is_words("a:b^c(", "\"a:b^c(\"");
    is_words("-storm", "\"-storm\"");
    is_words("storm OR", "\"storm\" AND \"OR\"");
    is_words("NEAR(", "\"NEAR(\"");
    is_words("((((((((((a))))))))))", "\"((((((((((a))))))))))\"");
    is_words("%", "");
    is_words("", "");
    is_words("* ' \" \"", "");
}

static void scripts_without_blanks(void **state)
{
    (void)state;
    is("\xE5\x8C\x97\xE4\xBA\xAC", "(({pairs} : \"\xE5\x8C\x97\xE4\xBA\xAC \"))");
    is("\xE5\x8C\x97", "(({pairs} : \"\xE5\x8C\x97\" *))");
    is("trade \xE5\x8C\x97\xE4\xBA\xAC-2",
        "(\"trade\" AND ({pairs} : \"\xE5\x8C\x97\xE4\xBA\xAC \" AND \"-2\"))");
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_match_pairs(&b, DL_S("x \xE5\x8C\x97\xE4\xBA\xAC\xE5\x91\xA8, \xE4\xB8\x80"));
    assert_string_equal(
        b.p, "\xE5\x8C\x97\xE4\xBA\xAC \xE4\xBA\xAC\xE5\x91\xA8 \xE5\x91\xA8 \xE4\xB8\x80 ");
    assert_false(dl_match_has_pairs(DL_S("caf\xC3\xA9 \xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2")));
    dl_buf_free(&b);
}

static void exact_forms(void **state)
{
    (void)state;
    dl_buf b, exact;
    dl_buf_init(&b, NULL);
    dl_buf_init(&exact, NULL);
    dl_match_build(&b, &exact, DL_S("\"Peace treaties\" island* ferry -storm NOT flood"));
    assert_string_equal(exact.p, "peace treaties ferry ");
    dl_slice words = dl_buf_slice(&exact);
    assert_int_equal(dl_match_count_exact(DL_S("The FERRY; peace, treaty"), words), 2);
    assert_int_equal(dl_match_count_exact(DL_S("ferryman peaceful"), words), 0);
    assert_int_equal(dl_match_count_exact(DL_S("ferry ferry ferry"), words), 1);
    dl_buf_clear(&exact);
    dl_match_build(&b, &exact, DL_S("AND protests"));
    assert_string_equal(exact.p, "and protests ");
    dl_buf_free(&exact);
    dl_buf_free(&b);
}

static void many_words(void **state)
{
    (void)state;
    char text[800 * 4 + 1];
    for (int i = 0; i < 800; i++) snprintf(text + i * 4, 5, "w%02d ", i % 100);
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_match m = dl_match_build(&b, NULL, dl_slice_str(text));
    assert_true(m.cut);
    assert_false(m.as_words);
    assert_int_equal(m.terms, DL_MATCH_TERMS);
    dl_buf_clear(&b);
    text[0] = '"'; /* one phrase, and it is not closed */
    m = dl_match_build(&b, NULL, dl_slice_str(text));
    assert_true(m.cut);
    assert_int_equal(m.terms, DL_MATCH_TERMS);
    dl_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(words_and_phrases),
        cmocka_unit_test(operators), cmocka_unit_test(taken_as_words),
        cmocka_unit_test(scripts_without_blanks), cmocka_unit_test(exact_forms),
        cmocka_unit_test(many_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
