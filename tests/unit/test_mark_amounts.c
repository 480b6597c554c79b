/* test_mark_amounts - every row of the tables of amounts by its example, the cases of
 * tests/cases/mark/amounts, and texts built to hurt. Needs the language model: says so
 * and passes where there is none. */
#include "annotated.h"
#include "rows.h"

#include <math.h>

/* ---- an amount as text: "12", "12..", "..12", "10..15" */

static void add_number(dl_buf *b, double v)
{
    char text[64];
    int n = snprintf(text, sizeof text, "%.4f", v);
    while (n > 1 && text[n - 1] == '0') n--;
    if (text[n - 1] == '.') n--;
    dl_buf_add(b, dl_slice_of(text, (size_t)n));
}

static void add_value(dl_buf *b, const dl_amount *m)
{
    bool exact = m->min >= m->max && m->max >= m->min;
    if (m->min > 0 || exact) add_number(b, m->min);
    if (exact) return;
    dl_buf_str(b, "..");
    if (isfinite(m->max)) add_number(b, m->max);
}

static void add_text(dl_buf *b, dl_slice s)
{
    dl_buf_str(b, " | ");
    if (s.n) dl_buf_add(b, s);
    else dl_buf_byte(b, '-');
}

static bool amount_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    static const char *const kind[] = { "money", "percent", "count", "measure" };
    if (i >= d->marks.amounts.n) return false;
    const dl_amount *m = &d->marks.amounts.at[i];
    dl_buf_fmt(b, "%s ", kind[m->kind]);
    add_value(b, m);
    add_text(b, m->unit);
    add_text(b, m->of);
    add_text(b, dl_slice_cut(d->text.full, m->span.start, m->span.end));
    return true;
}

/* ---- examples of the tables: "It cost [$5]." */

static bool gives(const dl_amount *m, const char *column, dl_slice want)
{
    if (strcmp(column, "of") == 0) return !want.n || dl_slice_eq(m->of, want);
    if (strcmp(column, "gives") != 0) return dl_slice_eq(m->unit, want);
    dl_buf b;
    dl_buf_init(&b, NULL);
    add_value(&b, m);
    bool same = dl_slice_eq(dl_buf_slice(&b), want);
    dl_buf_free(&b);
    return same;
}

/* The amount in brackets has what the row's column says. */
static bool example_holds(void *column, const dl_table *t, uint32_t row)
{
    char text[ANNOTATED_EXAMPLE_MAX];
    dl_span span;
    bool holds = false;
    dl_slice example = rows_cell(t, row, "example");
    dl_slice want = rows_cell(t, row, column);
    dl_doc *d = annotated_text_marked(annotated_without_brackets(example, text, &span));
    for (uint32_t i = 0; i < d->marks.amounts.n; i++) {
        const dl_amount *m = &d->marks.amounts.at[i];
        bool here = m->span.start == span.start && m->span.end == span.end;
        holds |= here && gives(m, column, want);
    }
    if (!holds) {
        print_error("  %.*s: expected %.*s\n", (int)example.n, example.p, (int)want.n, want.p);
        annotated_print(d, amount_line);
    }
    dl_doc_free(d);
    return holds;
}

static uint32_t table_wrong(const char *file, char *column)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, file);
    uint32_t wrong = rows_wrong(t, example_holds, column, "its example says something else");
    dl_arena_free(a);
    return wrong;
}

static void test_examples(void **state)
{
    (void)state;
    uint32_t wrong = table_wrong("mark/amount-numbers.tsv", "gives");
    wrong += table_wrong("mark/amount-bounds.tsv", "gives");
    wrong += table_wrong("mark/currencies.tsv", "code");
    wrong += table_wrong("mark/units.tsv", "unit");
    wrong += table_wrong("mark/fates.tsv", "of");
    assert_int_equal(wrong, 0);
}

/* ---- cases: the lines are all that is found */

static void test_cases(void **state)
{
    (void)state;
    const annotated_check check = {
        .annotate = annotated_marked, .found = amount_line, .is_all = true
    };
    assert_int_equal(annotated_file_wrong("tests/cases/mark/amounts/amounts.txt", &check, 80), 0);
}

static void test_hurt(void **state)
{
    (void)state;
    static const char *const word[] = { "one ", "million ", "$", "12 killed ", "dozens of ",
        "at least ", "5-", "between 2 and ", "a half of ", "hundred and " };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (size_t w = 0; w < sizeof word / sizeof *word; w++)
        dl_doc_free(annotated_text_marked(annotated_repeated(a, word[w], 20000)));
    dl_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples),
        cmocka_unit_test(test_cases), cmocka_unit_test(test_hurt) };
    if (!unit_has_model("test_mark_amounts")) return 0;
    return cmocka_run_group_tests(tests, annotated_open, annotated_close);
}
