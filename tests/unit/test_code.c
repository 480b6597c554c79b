/* test_code - the cases of tests/cases/code: a sentence and the events it must give.
 * Needs the language model: says so and passes where there is none. */
#include <stdio.h>
#include <unistd.h>

#include "code/code_private.h"
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

static dl_slice head_word(const dl_doc *d, const dl_party *p)
{
    const dl_tokens *t = &d->tokens;
    uint32_t head = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->start[i] < p->span.start || t->end[i] > p->span.end) continue;
        bool inside = t->start[t->head[i]] >= p->span.start && t->end[t->head[i]] <= p->span.end;
        if (!inside || t->head[i] == i) head = i;
    }
    return dl_slice_cut(d->text.full, t->start[head], t->end[head]);
}

static void add_heads(dl_buf *b, const dl_doc *d, const dl_party *p, uint32_t n)
{
    dl_buf_str(b, n ? " |" : " | -");
    for (uint32_t i = 0; i < n; i++) {
        dl_buf_byte(b, ' ');
        dl_buf_add(b, head_word(d, &p[i]));
    }
}

/* The event as a line of a case. */
static void event_line(dl_buf *b, const dl_doc *d, const dl_event *e)
{
    static const char *const status[] = { "happened", "ongoing", "planned", "possible", "denied",
        "postponed", "cancelled" };
    dl_buf_clear(b);
    dl_buf_add(b, e->lemma);
    dl_buf_fmt(b, " %s ", status[e->status]);
    dl_buf_add(b, e->type.n ? e->type : DL_S("-"));
    dl_buf_byte(b, ' ');
    dl_buf_add(b, e->act.n ? e->act : DL_S("-"));
    add_heads(b, d, e->actors.at, e->actors.n);
    add_heads(b, d, e->recipients.at, e->recipients.n);
}

static bool is_told(const dl_doc *d, dl_slice line)
{
    dl_buf b;
    bool found = false;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; i < d->events.at.n && !found; i++) {
        event_line(&b, d, &d->events.at.at[i]);
        found = dl_slice_eq(dl_buf_slice(&b), line);
    }
    dl_buf_free(&b);
    return found;
}

static void print_events(const dl_doc *d)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; i < d->events.at.n; i++) {
        event_line(&b, d, &d->events.at.at[i]);
        print_error("    found    %.*s\n", (int)b.n, b.p);
    }
    dl_buf_free(&b);
}

/* One block: a sentence and its lines. Answers how many lines fail. */
static unsigned block_fails(dl_slice sentence, dl_slice lines)
{
    dl_slice line;
    unsigned wrong = 0;
    dl_doc *d = coded(sentence);
    while (dl_slice_line(&lines, &line)) {
        if (is_told(d, line)) continue;
        print_error(
            "  %.*s\n    expected %.*s\n", (int)sentence.n, sentence.p, (int)line.n, line.p);
        print_events(d);
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
        while (dl_slice_line(&rest, &line) && line.n) continue;
        lines.n = (size_t)(line.p - lines.p);
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
    unsigned wrong = file_fails("tests/cases/code/basic.txt");
    wrong += file_fails("tests/cases/code/parties.txt");
    assert_int_equal(wrong, 0);
}

/* What each effect of code/embedding makes of the attack in its example. */
static bool effect_holds(code_effect effect, const dl_event *e)
{
    switch (effect) {
    case CODE_FACT:
    case CODE_SAY: return e->status == DL_HAPPENED;
    case CODE_CLAIM: return e->status == DL_HAPPENED && e->certainty == DL_PROBABLE;
    case CODE_NOT:
    case CODE_DENY: return e->status == DL_DENIED;
    case CODE_PLAN: return e->status == DL_PLANNED;
    case CODE_OPEN: return e->status == DL_POSSIBLE;
    case CODE_POSTPONE: return e->status == DL_POSTPONED;
    case CODE_CANCEL: return e->status == DL_CANCELLED;
    case CODE_BEGIN: return e->status == DL_ONGOING;
    }
    return false;
}

static bool example_holds(const dl_table *t, uint32_t row)
{
    bool holds = false;
    dl_slice text = dl_table_cell(t, row, EMBED_EXAMPLE);
    code_effect effect = (code_effect)dl_cell_choice(t, row, EMBED_EFFECT, code_embed_form());
    dl_doc *d = coded(text);
    for (uint32_t i = 0; i < d->events.at.n; i++) {
        const dl_event *e = &d->events.at.at[i];
        holds |= dl_slice_is(e->lemma, "attack") && effect_holds(effect, e);
    }
    if (!holds) print_error("  embedding: %.*s\n", (int)text.n, text.p);
    if (!holds) print_events(d);
    dl_doc_free(d);
    return holds;
}

static void test_embedding(void **state)
{
    (void)state;
    dl_err e;
    unsigned wrong = 0;
    dl_err_clear(&e);
    const dl_table *t = dl_lexicon_table(lexicon, code_embed_form(), &e);
    assert_non_null(t);
    for (uint32_t r = 0; r < t->rows; r++) wrong += !example_holds(t, r);
    assert_int_equal(wrong, 0);
}

/* A count belongs to the frame that tells it and to the noun that did it. */
static void test_counts(void **state)
{
    (void)state;
    dl_doc *d = coded(DL_S("The attack killed 35 people and wounded 12 others in Quito."));
    uint32_t counts = 0, events = 0;
    for (uint32_t i = 0; i < d->events.at.n; i++) {
        events += d->events.at.at[i].counts.n > 0;
        counts += d->events.at.at[i].counts.n;
    }
    assert_int_equal(events, 3);
    assert_int_equal(counts, 4);
    dl_doc_free(d);
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    if (access(MODEL, R_OK) != 0) {
        puts("test_code: left out: there is no language model");
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_counts),
        cmocka_unit_test(test_embedding) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_code_tables_free(codes);
    dl_mark_tables_free(marks);
    dl_lexicon_free(lexicon);
    return failed;
}
