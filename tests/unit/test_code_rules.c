/* test_code_rules - each example in the tables of data/code is an event by its own row;
 * what only sounds like violence is none.
 * Needs the language model: says so and passes where there is none. */
#include "annotated.h"
#include "rows.h"

static bool fired(const dl_doc *d, const char *row)
{
    for (uint32_t i = 0; i < d->events.at.n; i++)
        if (dl_slice_is(d->events.at.at[i].rule, row)) return true;
    return false;
}

static bool rule_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->events.at.n) return false;
    dl_buf_add(b, d->events.at.at[i].lemma);
    dl_buf_str(b, " by ");
    dl_buf_add(b, d->events.at.at[i].rule);
    return true;
}

static bool is_by_own_row(void *ctx, const dl_table *t, uint32_t row)
{
    char name[DL_ROW_NAME_MAX];
    dl_doc *d = annotated_text_coded(rows_cell(t, row, "example"));
    bool holds = fired(d, dl_row_name(t, row, name));
    (void)ctx;
    if (!holds) annotated_print(d, rule_line);
    dl_doc_free(d);
    return holds;
}

static bool is_event_of(void *ctx, const dl_table *t, uint32_t row)
{
    dl_doc *d = annotated_text_coded(rows_cell(t, row, "example"));
    bool holds = false;
    (void)ctx;
    for (uint32_t i = 0; i < d->events.at.n; i++) {
        const dl_event *e = &d->events.at.at[i];
        bool head = dl_slice_ends(rows_cell(t, row, "noun"), d->tokens.lemma[e->head]);
        holds |= head && dl_slice_eq(e->lemma, rows_cell(t, row, "verb"));
    }
    if (!holds) annotated_print(d, rule_line);
    dl_doc_free(d);
    return holds;
}

static bool has_context(const dl_doc *d, dl_slice context)
{
    for (uint32_t i = 0; i < d->events.at.n; i++)
        if (dl_slice_find(d->events.at.at[i].contexts, context, 0) != SIZE_MAX) return true;
    return false;
}

static bool is_of_context(void *ctx, const dl_table *t, uint32_t row)
{
    dl_doc *d = annotated_text_coded(rows_cell(t, row, "example"));
    bool holds = has_context(d, rows_cell(t, row, "context"));
    (void)ctx;
    dl_doc_free(d);
    return holds;
}

static void examples(const char *file, rows_test *holds, const char *why)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    assert_int_equal(rows_wrong(rows_read(a, file), holds, NULL, why), 0);
    dl_arena_free(a);
}

static void test_nouns(void **state)
{
    (void)state;
    examples("code/event-nouns.tsv", is_event_of, "the noun is no event of its example");
}

static void test_verbs(void **state)
{
    (void)state;
    examples("code/verbs.tsv", is_by_own_row, "its example is no event by this row");
}

static void test_contexts(void **state)
{
    (void)state;
    examples("code/contexts.tsv", is_of_context, "its example has no event of this context");
}

static bool is_violence(const dl_event *e)
{
    return dl_slice_is(e->act, "ASSAULT") || dl_slice_is(e->act, "COERCE");
}

/* Sentences of which none may give an ASSAULT or a COERCE. */
static void test_no_violence(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice rest = dl_file_read(a, "tests/cases/code/no-violence.txt", 1 << 20, &e), line;
    unsigned wrong = 0, sentences = 0;
    assert_false(dl_failed(&e));
    while (dl_slice_line(&rest, &line)) {
        if (!line.n || line.p[0] == '#') continue;
        dl_doc *d = annotated_text_coded(line);
        for (uint32_t i = 0; i < d->events.at.n; i++) {
            const dl_event *v = &d->events.at.at[i];
            if (!is_violence(v)) continue;
            print_error("  %.*s\n    %.*s by %.*s\n", (int)line.n, line.p, (int)v->lemma.n,
                v->lemma.p, (int)v->rule.n, v->rule.p);
            wrong++;
        }
        dl_doc_free(d);
        sentences++;
    }
    dl_arena_free(a);
    assert_true(sentences >= 60);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_verbs), cmocka_unit_test(test_nouns),
        cmocka_unit_test(test_contexts), cmocka_unit_test(test_no_violence) };
    if (!unit_has_model("test_code_rules")) return 0;
    return cmocka_run_group_tests(tests, annotated_open, annotated_close);
}
