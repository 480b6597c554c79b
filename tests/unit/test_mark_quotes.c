/* test_mark_quotes - the cases of tests/cases/mark/quotes: a text and the quotes it must
 * give. Needs the language model: says so and passes where there is none. */
#include <stdio.h>
#include <unistd.h>

#include "mark/mark.h"
#include "parse/parse.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"

static dl_lexicon *lexicon;
static dl_mark_tables *marks;
static dl_parse *parse;
static dl_parse_scratch *scratch;

/* "\\n" in a case is a line feed; "headline || text". */
static dl_slice unfolded(dl_doc *d, dl_slice s)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (size_t i = 0; i < s.n; i++) {
        dl_slice rest = dl_slice_cut(s, i, s.n);
        if (dl_slice_starts(rest, DL_S("\\n"))) {
            dl_buf_byte(&b, '\n');
            i++;
        } else if (dl_slice_starts(rest, DL_S(" || "))) {
            d->text.title = (dl_span){ 0, (uint32_t)b.n };
            dl_buf_str(&b, "\n\n");
            d->text.body.start = (uint32_t)b.n;
            i += 3;
        } else dl_buf_byte(&b, s.p[i]);
    }
    dl_slice out = dl_arena_copy(d->arena, dl_buf_slice(&b));
    dl_buf_free(&b);
    return out;
}

static void add_paragraph(dl_doc *d, uint32_t start, uint32_t end)
{
    dl_span *p = DL_PUSH(d->arena, &d->text.paragraphs);
    assert_non_null(p);
    *p = (dl_span){ start, end };
}

static void set_paragraphs(dl_doc *d)
{
    uint32_t from = d->text.body.start;
    size_t at;
    while ((at = dl_slice_find(d->text.full, DL_S("\n\n"), from)) != SIZE_MAX) {
        add_paragraph(d, from, (uint32_t)at);
        from = (uint32_t)at + 2;
    }
    add_paragraph(d, from, d->text.body.end);
}

static dl_doc *marked(dl_slice text)
{
    dl_doc *d = dl_doc_new(NULL);
    d->text.full = unfolded(d, text);
    d->text.body.end = (uint32_t)d->text.full.n;
    set_paragraphs(d);
    d->text.english = true;
    dl_parse_run(d, parse, scratch);
    dl_mark_run(d, marks);
    assert_true(dl_doc_ok(d));
    return d;
}

static void add_span(dl_buf *b, const dl_doc *d, dl_span s)
{
    dl_buf_str(b, " | ");
    if (s.start >= s.end) dl_buf_byte(b, '-');
    else dl_buf_add(b, dl_slice_cut(d->text.full, s.start, s.end));
}

/* The quote as a line of a case. */
static void quote_line(dl_buf *b, const dl_doc *d, const dl_quote *q)
{
    static const char *const form[] = { "direct", "indirect", "mixed" };
    static const char *const sense[] = { "says", "thinks", "plans" };
    dl_buf_clear(b);
    dl_buf_fmt(b, "%s %s", form[q->form], sense[q->sense]);
    add_span(b, d, q->source);
    add_span(b, d, q->cue);
    add_span(b, d, q->span);
    add_span(b, d, q->rest);
}

/* "entity | words of a source | name of the entity" */
static void entity_line(dl_buf *b, const dl_doc *d, const dl_quote *q)
{
    dl_buf_clear(b);
    dl_buf_str(b, "entity");
    add_span(b, d, q->source);
    dl_buf_str(b, " | ");
    if (q->entity >= 0) dl_buf_add(b, d->marks.entities.at[q->entity].name);
}

static bool is_told(const dl_doc *d, dl_slice line)
{
    bool entity = dl_slice_starts(line, DL_S("entity"));
    dl_buf b;
    if (dl_slice_is(line, "none")) return d->marks.quotes.n == 0;
    bool found = false;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; i < d->marks.quotes.n && !found; i++) {
        const dl_quote *q = &d->marks.quotes.at[i];
        if (entity) entity_line(&b, d, q);
        else quote_line(&b, d, q);
        found = dl_slice_eq(dl_buf_slice(&b), line);
    }
    dl_buf_free(&b);
    return found;
}

static void print_quotes(const dl_doc *d)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; i < d->marks.quotes.n; i++) {
        quote_line(&b, d, &d->marks.quotes.at[i]);
        print_error("    found    %.*s\n", (int)b.n, b.p);
    }
    dl_buf_free(&b);
}

/* One block: a sentence and its lines. Answers how many lines fail. */
static unsigned block_fails(dl_slice sentence, dl_slice lines)
{
    dl_slice line;
    unsigned wrong = 0;
    dl_doc *d = marked(sentence);
    while (dl_slice_line(&lines, &line)) {
        if (is_told(d, line)) continue;
        print_error(
            "  %.*s\n    expected %.*s\n", (int)sentence.n, sentence.p, (int)line.n, line.p);
        print_quotes(d);
        wrong++;
    }
    dl_doc_free(d);
    return wrong;
}

static unsigned file_fails(const char *path)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice rest = dl_file_read(a, path, 1 << 22, &e), line, sentence = { NULL, 0 };
    unsigned wrong = 0, blocks = 0;
    assert_false(dl_failed(&e));
    while (dl_slice_line(&rest, &line)) {
        if (!line.n || line.p[0] == '#') continue;
        sentence = line;
        dl_slice lines = rest;
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
    static const char *const name[] = { "forms", "direct", "indirect", "mixed", "nouns",
        "attitudes", "sources", "nested", "headlines", "paragraphs" };
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        char path[100];
        snprintf(path, sizeof path, "tests/cases/mark/quotes/%s.txt", name[i]);
        wrong += file_fails(path);
    }
    assert_int_equal(wrong, 0);
}

static void test_hurt(void **state)
{
    (void)state;
    static const char *const word[] = { "said ", "\"he said ", "'a ", "according to ",
        "claim that ", "he said that ", "\"", ", adding that " };
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
        puts("test_mark_quotes: left out: there is no language model");
        return 0;
    }
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    marks = lexicon ? dl_mark_tables_new(NULL, lexicon, &e) : NULL;
    parse = marks ? dl_parse_open(NULL, MODEL, &e) : NULL;
    scratch = parse ? dl_parse_scratch_new(NULL, parse, &e) : NULL;
    if (!scratch) {
        print_error("%s: %s\n", e.what, e.detail);
        return 1;
    }
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_hurt) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_mark_tables_free(marks);
    dl_lexicon_free(lexicon);
    return failed;
}
