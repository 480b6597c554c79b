/* test_mark_quotes - the cases of tests/cases/mark/quotes: a text and the quotes it must
 * give. Needs the language model: says so and passes where there is none. */
#include "annotated.h"

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
    annotated_mark(d);
    return d;
}

static dl_doc *marked_case(const annotated_case *c) { return marked(c->text); }

static void add_span(dl_buf *b, const dl_doc *d, dl_span s)
{
    dl_buf_str(b, " | ");
    if (s.start >= s.end) dl_buf_byte(b, '-');
    else dl_buf_add(b, dl_slice_cut(d->text.full, s.start, s.end));
}

static bool quote_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    static const char *const form[] = { "direct", "indirect", "mixed" };
    static const char *const sense[] = { "says", "thinks", "plans" };
    if (i >= d->marks.quotes.n) return false;
    const dl_quote *q = &d->marks.quotes.at[i];
    dl_buf_fmt(b, "%s %s", form[q->form], sense[q->sense]);
    add_span(b, d, q->source);
    add_span(b, d, q->cue);
    add_span(b, d, q->span);
    add_span(b, d, q->rest);
    return true;
}

/* "entity | words of a source | name of the entity" */
static bool entity_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->marks.quotes.n) return false;
    const dl_quote *q = &d->marks.quotes.at[i];
    dl_buf_str(b, "entity");
    add_span(b, d, q->source);
    dl_buf_str(b, " | ");
    if (q->entity >= 0) dl_buf_add(b, d->marks.entities.at[q->entity].name);
    return true;
}

static bool line_holds(const dl_doc *d, dl_slice line)
{
    bool entity = dl_slice_starts(line, DL_S("entity"));
    if (dl_slice_is(line, "none")) return d->marks.quotes.n == 0;
    return annotated_tells(d, entity ? entity_line : quote_line, line);
}

static void test_cases(void **state)
{
    (void)state;
    const annotated_check check = {
        .annotate = marked_case, .found = quote_line, .holds = line_holds
    };
    assert_int_equal(annotated_folder_wrong("tests/cases/mark/quotes", &check, 180), 0);
}

static void test_hurt(void **state)
{
    (void)state;
    static const char *const word[] = { "said ", "\"he said ", "'a ", "according to ",
        "claim that ", "he said that ", "\"", ", adding that " };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (size_t w = 0; w < sizeof word / sizeof *word; w++)
        dl_doc_free(marked(annotated_repeated(a, word[w], 20000)));
    dl_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_hurt) };
    if (!unit_has_model("test_mark_quotes")) return 0;
    return cmocka_run_group_tests(tests, annotated_open, annotated_close);
}
