/* test_mark_amounts - every row of the tables of amounts by its example, the cases of
 * tests/cases/mark/amounts, and texts built to hurt. Needs the language model: says so
 * and passes where there is none. */
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "mark/mark.h"
#include "parse/parse.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"

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

/* The amount as a line of a case. */
static void amount_line(dl_buf *b, const dl_doc *d, const dl_amount *m)
{
    static const char *const kind[] = { "money", "percent", "count", "measure" };
    dl_buf_clear(b);
    dl_buf_fmt(b, "%s ", kind[m->kind]);
    add_value(b, m);
    add_text(b, m->unit);
    add_text(b, m->of);
    add_text(b, dl_slice_cut(d->text.full, m->span.start, m->span.end));
}

static void print_amounts(const dl_doc *d)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; i < d->marks.amounts.n; i++) {
        amount_line(&b, d, &d->marks.amounts.at[i]);
        print_error("    found    %.*s\n", (int)b.n, b.p);
    }
    dl_buf_free(&b);
}

/* ---- examples of the tables */

/* "It cost [$5]." -> the text without brackets, the span between them. */
static dl_slice without_brackets(dl_slice example, char *out, dl_span *span)
{
    size_t n = 0;
    for (size_t i = 0; i < example.n; i++) {
        if (example.p[i] == '[') span->start = (uint32_t)n;
        else if (example.p[i] == ']') span->end = (uint32_t)n;
        else out[n++] = example.p[i];
    }
    return dl_slice_of(out, n);
}

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

static bool example_holds(dl_slice example, const char *column, dl_slice want)
{
    char text[1000];
    dl_span span = { 0, 0 };
    bool holds = false;
    dl_doc *d = marked(without_brackets(example, text, &span));
    for (uint32_t i = 0; i < d->marks.amounts.n; i++) {
        const dl_amount *m = &d->marks.amounts.at[i];
        bool here = m->span.start == span.start && m->span.end == span.end;
        holds |= here && gives(m, column, want);
    }
    if (!holds) {
        print_error("  %.*s: expected %.*s\n", (int)example.n, example.p, (int)want.n, want.p);
        print_amounts(d);
    }
    dl_doc_free(d);
    return holds;
}

static unsigned table_fails(const char *path, const char *column)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    unsigned wrong = 0;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, path, 1 << 20, &e);
    const dl_table *t = dl_table_parse(a, path, tsv, true, &e);
    assert_non_null(t);
    uint32_t example = (uint32_t)dl_table_column(t, "example");
    uint32_t want = (uint32_t)dl_table_column(t, column);
    for (uint32_t r = 0; r < t->rows; r++) {
        if (example_holds(dl_table_cell(t, r, example), column, dl_table_cell(t, r, want)))
            continue;
        print_error("%s:%u\n", t->name, t->line[r]);
        wrong++;
    }
    dl_arena_free(a);
    return wrong;
}

static void test_examples(void **state)
{
    (void)state;
    unsigned wrong = table_fails("data/mark/amount-numbers.tsv", "gives");
    wrong += table_fails("data/mark/amount-bounds.tsv", "gives");
    wrong += table_fails("data/mark/currencies.tsv", "code");
    wrong += table_fails("data/mark/units.tsv", "unit");
    wrong += table_fails("data/mark/fates.tsv", "of");
    assert_int_equal(wrong, 0);
}

/* ---- cases */

static bool is_told(const dl_doc *d, dl_slice line)
{
    dl_buf b;
    bool found = false;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; i < d->marks.amounts.n && !found; i++) {
        amount_line(&b, d, &d->marks.amounts.at[i]);
        found = dl_slice_eq(dl_buf_slice(&b), line);
    }
    dl_buf_free(&b);
    return found;
}

/* A sentence and its lines, which must be all that is found. */
static unsigned block_fails(dl_slice sentence, dl_slice lines)
{
    dl_slice line;
    unsigned wrong = 0, n = 0;
    dl_doc *d = marked(sentence);
    while (dl_slice_line(&lines, &line)) {
        bool none = dl_slice_is(line, "none");
        n += !none;
        if (none || is_told(d, line)) continue;
        print_error(
            "  %.*s\n    expected %.*s\n", (int)sentence.n, sentence.p, (int)line.n, line.p);
        wrong++;
    }
    if (!wrong && n != d->marks.amounts.n) {
        print_error("  %.*s\n    expected %u, no more\n", (int)sentence.n, sentence.p, n);
        wrong++;
    }
    if (wrong) print_amounts(d);
    dl_doc_free(d);
    return wrong;
}

static unsigned file_fails(const char *path)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice rest = dl_file_read(a, path, 1 << 22, &e), line;
    unsigned wrong = 0, blocks = 0;
    assert_false(dl_failed(&e));
    while (dl_slice_line(&rest, &line)) {
        if (!line.n || line.p[0] == '#') continue;
        dl_slice sentence = line, lines = rest;
        const char *end = rest.p;
        while (dl_slice_line(&rest, &line) && line.n) end = line.p + line.n;
        lines.n = (size_t)(end - lines.p);
        wrong += block_fails(sentence, lines);
        blocks++;
    }
    assert_true(blocks > 0);
    dl_arena_free(a);
    return wrong;
}

static void test_cases(void **state)
{
    (void)state;
    assert_int_equal(file_fails("tests/cases/mark/amounts/amounts.txt"), 0);
}

static void test_hurt(void **state)
{
    (void)state;
    static const char *const word[] = { "one ", "million ", "$", "12 killed ", "dozens of ",
        "at least ", "5-", "between 2 and ", "a half of ", "hundred and " };
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
        puts("test_mark_amounts: left out: there is no language model");
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
        cmocka_unit_test(test_cases), cmocka_unit_test(test_hurt) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_mark_tables_free(tables);
    dl_lexicon_free(lexicon);
    return failed;
}
