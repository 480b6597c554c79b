/* test_mark_times - every row of data/mark/times.tsv by its example, forms without a
 * date, and texts built to hurt. Needs the language model: says so and passes where
 * there is none. */
#include <stdio.h>
#include <unistd.h>

#include "mark/mark.h"
#include "parse/parse.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"
#define PUBLISHED "2016-12-16" /* a Friday: what the column `value` is meant for */

static dl_lexicon *lexicon;
static dl_mark_tables *tables;
static dl_parse *parse;
static dl_parse_scratch *scratch;

static dl_doc *marked(dl_slice text)
{
    dl_doc *d = dl_doc_new(NULL);
    d->text.full = dl_arena_copy(d->arena, text);
    d->text.body = (dl_span){ 0, (uint32_t)text.n };
    d->text.english = true;
    dl_parse_run(d, parse, scratch);
    dl_mark_run(d, tables);
    assert_true(dl_doc_ok(d));
    return d;
}

/* The time whose span is exactly that, or NULL. */
static const dl_time_mark *time_at(const dl_doc *d, uint32_t start, uint32_t end, uint32_t *index)
{
    for (uint32_t i = 0; i < d->marks.times.n; i++) {
        const dl_time_mark *m = &d->marks.times.at[i];
        *index = i;
        if (m->span.start == start && m->span.end == end) return m;
    }
    return NULL;
}

static dl_time_value value_of(dl_doc *d, uint32_t at, const char *published)
{
    int32_t day = DL_NO_DAY;
    if (published) dl_iso_read(dl_slice_str(published), &day);
    return dl_marks_times(d->arena, &d->marks, day)[at];
}

static void print_times(dl_doc *d)
{
    for (uint32_t i = 0; i < d->marks.times.n; i++) {
        const dl_time_mark *m = &d->marks.times.at[i];
        print_error("    found [%.*s] %s %.*s\n", (int)(m->span.end - m->span.start),
            d->text.full.p + m->span.start, value_of(d, i, PUBLISHED).value, (int)m->rule.n,
            m->rule.p);
    }
}

/* "The well ran dry [a year ago]." -> the text without brackets, the span between
 * them. */
static dl_slice without_brackets(dl_slice example, char *out, uint32_t *start, uint32_t *end)
{
    size_t n = 0;
    *start = *end = UINT32_MAX;
    for (size_t i = 0; i < example.n; i++) {
        if (example.p[i] == '[') *start = (uint32_t)n;
        else if (example.p[i] == ']') *end = (uint32_t)n;
        else out[n++] = example.p[i];
    }
    return dl_slice_of(out, n);
}

static bool example_holds(dl_slice example, dl_slice value)
{
    char text[1000];
    uint32_t start, end, at = 0;
    dl_doc *d = marked(without_brackets(example, text, &start, &end));
    const dl_time_mark *m = time_at(d, start, end, &at);
    bool holds = m && dl_slice_is(value, value_of(d, at, PUBLISHED).value);
    if (start == UINT32_MAX) holds = d->marks.times.n == 0; /* an example of what is no time */
    if (!holds) {
        print_error("  %.*s: expected %.*s\n", (int)example.n, example.p, (int)value.n, value.p);
        print_times(d);
    }
    dl_doc_free(d);
    return holds;
}

static void test_examples(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, "data/mark/times.tsv", 1 << 20, &e);
    const dl_table *t = dl_table_parse(a, "data/mark/times.tsv", tsv, false, &e);
    assert_non_null(t);
    uint32_t example = (uint32_t)dl_table_column(t, "example");
    uint32_t value = (uint32_t)dl_table_column(t, "value"), wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        if (example_holds(dl_table_cell(t, r, example), dl_table_cell(t, r, value))) continue;
        print_error("%s:%u\n", t->name, t->line[r]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

/* Without a date what the text says stays open; what stands in it does not. */
static void test_without_date(void **state)
{
    (void)state;
    dl_doc *d = marked(DL_S("They met on Friday, as on May 6, 2014, and again on March 3."));
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
    dl_doc *d = marked(DL_S("The dam broke last week. Two days later the mayor left."));
    assert_string_equal(value_of(d, 0, "2016-12-16").value, "2016-W49");
    assert_string_equal(value_of(d, 0, "2016-12-23").value, "2016-W50");
    dl_doc_free(d);
}

/* A weekday beside a date without a year picks the year in which it is right. */
static void test_weekday_picks_year(void **state)
{
    (void)state;
    dl_doc *d = marked(DL_S("They will meet on Friday, December 16 in Tokyo."));
    assert_string_equal(value_of(d, 0, "2017-02-01").value, "2016-12-16");
    dl_doc_free(d);
}

static void test_hurt(void **state)
{
    (void)state;
    static const char *const word[] = { "May ", "two ", "the ", "12 ", "early ", "last year " };
    for (size_t w = 0; w < sizeof word / sizeof *word; w++) {
        size_t n = strlen(word[w]);
        char *text = malloc(20000 * n);
        for (size_t i = 0; i < 20000; i++) memcpy(text + i * n, word[w], n);
        dl_doc_free(marked(dl_slice_of(text, 20000 * n)));
        free(text);
    }
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    if (access(MODEL, R_OK) != 0) {
        puts("test_mark_times: left out: there is no language model");
        return 0;
    }
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    tables = lexicon ? dl_mark_tables_new(NULL, lexicon, &e) : NULL;
    parse = tables ? dl_parse_open(NULL, MODEL, &e) : NULL;
    scratch = parse ? dl_parse_scratch_new(NULL, parse, &e) : NULL;
    if (!scratch) {
        print_error("%s: %s\n", e.what, e.detail);
        return 1;
    }
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples),
        cmocka_unit_test(test_without_date), cmocka_unit_test(test_anchor),
        cmocka_unit_test(test_weekday_picks_year), cmocka_unit_test(test_hurt) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_mark_tables_free(tables);
    dl_lexicon_free(lexicon);
    return failed;
}
