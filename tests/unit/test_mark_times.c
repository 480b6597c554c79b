/* test_mark_times - every row of data/mark/times.tsv by its example, forms without a
 * date, and texts built to hurt. Needs the language model: says so and passes where
 * there is none. */
#include "annotated.h"
#include "rows.h"

#define PUBLISHED "2016-12-16" /* a Friday: what the column `value` is meant for */

/* The number of the time whose span is exactly that; -1: there is none. */
static int64_t time_at(const dl_doc *d, dl_span span)
{
    for (uint32_t i = 0; i < d->marks.times.n; i++) {
        dl_span s = d->marks.times.at[i].span;
        if (s.start == span.start && s.end == span.end) return i;
    }
    return -1;
}

static dl_time_value value_of(const dl_doc *d, uint32_t at, const char *published)
{
    int32_t day = DL_NO_DAY;
    if (published) dl_iso_read(dl_slice_str(published), &day);
    return dl_marks_times(d->arena, &d->marks, day)[at];
}

static bool time_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->marks.times.n) return false;
    const dl_time_mark *m = &d->marks.times.at[i];
    dl_slice words = dl_slice_cut(d->text.full, m->span.start, m->span.end);
    dl_buf_fmt(b, "[%.*s] %s %.*s", (int)words.n, words.p, value_of(d, i, PUBLISHED).value,
        (int)m->rule.n, m->rule.p);
    return true;
}

/* "The well ran dry [a year ago]." has that time; an example without brackets has
 * none. */
static bool example_holds(void *ctx, const dl_table *t, uint32_t row)
{
    char text[ANNOTATED_EXAMPLE_MAX];
    dl_span span;
    dl_slice example = rows_cell(t, row, "example");
    dl_slice value = rows_cell(t, row, "value");
    dl_doc *d = annotated_text_marked(annotated_without_brackets(example, text, &span));
    int64_t at = time_at(d, span);
    bool holds = at >= 0 && dl_slice_is(value, value_of(d, (uint32_t)at, PUBLISHED).value);
    (void)ctx;
    if (span.start == UINT32_MAX) holds = d->marks.times.n == 0;
    if (!holds) {
        print_error("  %.*s: expected %.*s\n", (int)example.n, example.p, (int)value.n, value.p);
        annotated_print(d, time_line);
    }
    dl_doc_free(d);
    return holds;
}

static void test_examples(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/times.tsv");
    assert_int_equal(rows_wrong(t, example_holds, NULL, "its example says something else"), 0);
    dl_arena_free(a);
}

/* Without a date what the text says stays open; what stands in it does not. */
static void test_without_date(void **state)
{
    (void)state;
    dl_doc *d = annotated_text_marked(
        DL_S("They met on Friday, as on May 6, 2014, and again on March 3."));
    assert_int_equal(d->marks.times.n, 3);
    assert_string_equal(value_of(d, 0, NULL).value, "XXXX-WXX-5");
    assert_string_equal(value_of(d, 1, NULL).value, "2014-05-06");
    assert_string_equal(value_of(d, 2, NULL).value, "XXXX-03-03");
    assert_int_equal(value_of(d, 0, NULL).from, DL_NO_DAY);
    dl_doc_free(d);
}

/* A later publication date changes the anchor, not the marks. */
static void test_anchor(void **state)
{
    (void)state;
    dl_doc *d = annotated_text_marked(
        DL_S("The dam broke last week. Two days later the mayor left."));
    assert_string_equal(value_of(d, 0, "2016-12-16").value, "2016-W49");
    assert_string_equal(value_of(d, 0, "2016-12-23").value, "2016-W50");
    dl_doc_free(d);
}

/* A weekday beside a date without a year picks the year in which it is right. */
static void test_weekday_picks_year(void **state)
{
    (void)state;
    dl_doc *d = annotated_text_marked(DL_S("They will meet on Friday, December 16 in Tokyo."));
    assert_string_equal(value_of(d, 0, "2017-02-01").value, "2016-12-16");
    dl_doc_free(d);
}

/* What is due or done by a programme is to come; what was put off was put off. */
static void test_to_come(void **state)
{
    (void)state;
    static const char *const text[][2] = { { "Norwegians vote on the treaty on Sunday.",
                                               "2016-12-18" },
        { "Berg was due back in Oslo on Sunday.", "2016-12-18" },
        { "The trial was postponed on Thursday.", "2016-12-15" },
        { "The trial was postponed to Thursday.", "2016-12-22" } };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        dl_doc *d = annotated_text_marked(dl_slice_str(text[i][0]));
        assert_string_equal(value_of(d, 0, "2016-12-16").value, text[i][1]);
        dl_doc_free(d);
    }
}

/* What no year has is no time. */
static void test_no_quarter(void **state)
{
    (void)state;
    static const char *const text[] = { "It gave the seventh quarter of growth.",
        "The ninth-quarter drop was the last.", "They met in Q7 2015 there." };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        dl_doc *d = annotated_text_marked(dl_slice_str(text[i]));
        for (uint32_t k = 0; k < d->marks.times.n; k++)
            assert_int_equal(d->marks.times.at[k].form.quarter, 0);
        dl_doc_free(d);
    }
}

static void test_hurt(void **state)
{
    (void)state;
    static const char *const word[] = { "May ", "two ", "the ", "12 ", "early ", "last year " };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (size_t w = 0; w < sizeof word / sizeof *word; w++)
        dl_doc_free(annotated_text_marked(annotated_repeated(a, word[w], 20000)));
    dl_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples),
        cmocka_unit_test(test_without_date), cmocka_unit_test(test_anchor),
        cmocka_unit_test(test_weekday_picks_year), cmocka_unit_test(test_to_come),
        cmocka_unit_test(test_no_quarter), cmocka_unit_test(test_hurt) };
    if (!unit_has_model("test_mark_times")) return 0;
    return cmocka_run_group_tests(tests, annotated_open, annotated_close);
}
