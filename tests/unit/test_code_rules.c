/* test_code_rules - each example in the tables of data/code is an event by its own row;
 * what only sounds like violence is none.
 * Needs the language model: says so and passes where there is none. */
#include <stdio.h>
#include <unistd.h>

#include "code/code.h"
#include "mark/mark.h"
#include "parse/parse.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"

static dl_lexicon *lexicon;
static dl_mark_tables *marks;
static dl_code_tables *codes;
static dl_parse *parse;
static dl_parse_scratch *scratch;

static dl_doc *coded(dl_slice text)
{
    dl_doc *d = dl_doc_new(NULL);
    d->text.full = dl_arena_copy(d->arena, text);
    d->text.body = (dl_span){ 0, (uint32_t)text.n };
    d->text.english = true;
    dl_parse_run(d, parse, scratch);
    dl_mark_run(d, marks);
    dl_code_run(d, codes);
    assert_true(dl_doc_ok(d));
    return d;
}

enum { EXAMPLE = 7 }; /* columns of verbs.tsv; ORDER RULE of src/code/rules.c */

static bool fired(const dl_doc *d, const char *row)
{
    for (uint32_t i = 0; i < d->events.at.n; i++)
        if (dl_slice_is(d->events.at.at[i].rule, row)) return true;
    return false;
}

static void print_rules(const dl_doc *d)
{
    for (uint32_t i = 0; i < d->events.at.n; i++) {
        const dl_event *e = &d->events.at.at[i];
        print_error("    found    %.*s by %.*s\n", (int)e->lemma.n, e->lemma.p, (int)e->rule.n,
            e->rule.n ? e->rule.p : "");
    }
}

static const dl_column any_column[] = {
    { "verb", DL_COLUMN_TEXT, false, NULL },
    { "needs", DL_COLUMN_TEXT, true, NULL },
    { "actor", DL_COLUMN_TEXT, true, NULL },
    { "recipient", DL_COLUMN_TEXT, true, NULL },
    { "type", DL_COLUMN_TEXT, true, NULL },
    { "mode", DL_COLUMN_TEXT, true, NULL },
    { "cameo", DL_COLUMN_TEXT, true, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form verbs_form = DL_TABLE_FORM("code/verbs", false, any_column);

static void test_verbs(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    const dl_table *t = dl_lexicon_table(lexicon, &verbs_form, &e);
    unsigned wrong = 0;
    assert_non_null(t);
    for (uint32_t r = 0; r < t->rows; r++) {
        char name[DL_ROW_NAME_MAX];
        dl_slice example = dl_table_cell(t, r, EXAMPLE);
        dl_row_name(t, r, name);
        dl_doc *d = coded(example);
        if (!fired(d, name)) {
            print_error("  %s: %.*s\n", name, (int)example.n, example.p);
            print_rules(d);
            wrong++;
        }
        dl_doc_free(d);
    }
    assert_int_equal(wrong, 0);
}

static const dl_column context_column[] = {
    { "phrase", DL_COLUMN_TEXT, false, NULL },
    { "context", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form contexts_form = DL_TABLE_FORM("code/contexts", false, context_column);

static bool has_context(const dl_doc *d, dl_slice context)
{
    for (uint32_t i = 0; i < d->events.at.n; i++)
        if (dl_slice_find(d->events.at.at[i].contexts, context, 0) != SIZE_MAX) return true;
    return false;
}

static void test_contexts(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    const dl_table *t = dl_lexicon_table(lexicon, &contexts_form, &e);
    unsigned wrong = 0;
    assert_non_null(t);
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice example = dl_table_cell(t, r, 2);
        dl_doc *d = coded(example);
        if (!has_context(d, dl_table_cell(t, r, 1))) {
            print_error("  code/contexts.tsv:%u: %.*s\n", t->line[r], (int)example.n, example.p);
            wrong++;
        }
        dl_doc_free(d);
    }
    assert_int_equal(wrong, 0);
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
        dl_doc *d = coded(line);
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
    dl_err e;
    dl_err_clear(&e);
    if (access(MODEL, R_OK) != 0) {
        puts("test_code_rules: left out: there is no language model");
        return 0;
    }
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    marks = lexicon ? dl_mark_tables_new(NULL, lexicon, &e) : NULL;
    codes = marks ? dl_code_tables_new(NULL, lexicon, &e) : NULL;
    parse = codes ? dl_parse_open(NULL, MODEL, &e) : NULL;
    scratch = parse ? dl_parse_scratch_new(NULL, parse, &e) : NULL;
    if (!scratch) {
        print_error("%s: %s\n", e.what, e.detail);
        return 1;
    }
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_verbs),
        cmocka_unit_test(test_contexts), cmocka_unit_test(test_no_violence) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_code_tables_free(codes);
    dl_mark_tables_free(marks);
    dl_lexicon_free(lexicon);
    return failed;
}
