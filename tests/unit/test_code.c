/* test_code - the cases of tests/cases/code: a sentence and the events it must give.
 * Needs the language model: says so and passes where there is none. */
#include "annotated.h"
#include "rows.h"

#include "code/code_private.h"

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

static bool event_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    static const char *const status[] = { "happened", "ongoing", "planned", "possible", "denied",
        "postponed", "cancelled" };
    if (i >= d->events.at.n) return false;
    const dl_event *e = &d->events.at.at[i];
    dl_buf_add(b, e->lemma);
    dl_buf_fmt(b, " %s ", status[e->status]);
    dl_buf_add(b, e->type.n ? e->type : DL_S("-"));
    dl_buf_byte(b, ' ');
    dl_buf_add(b, e->act.n ? e->act : DL_S("-"));
    add_heads(b, d, e->actors.at, e->actors.n);
    add_heads(b, d, e->recipients.at, e->recipients.n);
    return true;
}

static void add_codes(dl_buf *b, const dl_party *p, uint32_t n)
{
    dl_buf_str(b, n ? " |" : " | -");
    for (uint32_t i = 0; i < n; i++) {
        dl_buf_byte(b, ' ');
        dl_buf_add(b, p[i].code.n ? p[i].code : DL_S("?"));
    }
}

static bool code_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->events.at.n) return false;
    const dl_event *e = &d->events.at.at[i];
    dl_buf_add(b, e->lemma);
    add_codes(b, e->actors.at, e->actors.n);
    add_codes(b, e->recipients.at, e->recipients.n);
    return true;
}

/* How many of a file's cases, at least so many, tell other lines of their events. */
static uint32_t wrong_in(
    const char *path, bool (*line)(dl_buf *b, const dl_doc *d, uint32_t i), uint32_t least)
{
    const annotated_check check = { .annotate = annotated_coded, .found = line };
    return annotated_file_wrong(path, &check, least);
}

static void test_codes(void **state)
{
    (void)state;
    assert_int_equal(wrong_in("tests/cases/code/codes.txt", code_line, 8), 0);
}

static bool grade_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    static const char *const grade[] = { "-", "low", "middle", "high" };
    if (i >= d->events.at.n) return false;
    const dl_event *e = &d->events.at.at[i];
    dl_buf_add(b, e->lemma);
    dl_buf_byte(b, ' ');
    dl_buf_add(b, e->type.n ? e->type : DL_S("-"));
    dl_buf_fmt(b, " %s", grade[e->sure]);
    return true;
}

static void test_grades(void **state)
{
    (void)state;
    assert_int_equal(wrong_in("tests/cases/code/sure.txt", grade_line, 8), 0);
}

static bool time_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->events.at.n) return false;
    const dl_event *e = &d->events.at.at[i];
    dl_buf_add(b, e->lemma);
    dl_buf_byte(b, ' ');
    if (e->time < 0) dl_buf_byte(b, '-');
    else
        dl_buf_add(b,
            dl_slice_cut(d->text.full, d->marks.times.at[e->time].span.start,
                d->marks.times.at[e->time].span.end));
    return true;
}

static void test_times(void **state)
{
    (void)state;
    assert_int_equal(wrong_in("tests/cases/code/when.txt", time_line, 10), 0);
}

static bool place_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->events.at.n) return false;
    const dl_event *e = &d->events.at.at[i];
    dl_buf_add(b, e->lemma);
    dl_buf_byte(b, ' ');
    dl_buf_add(b, e->place < 0 ? DL_S("-") : d->marks.entities.at[e->place].name);
    return true;
}

static void test_places(void **state)
{
    (void)state;
    assert_int_equal(wrong_in("tests/cases/code/where.txt", place_line, 7), 0);
}

static void test_cases(void **state)
{
    (void)state;
    uint32_t wrong = wrong_in("tests/cases/code/basic.txt", event_line, 12);
    wrong += wrong_in("tests/cases/code/parties.txt", event_line, 18);
    wrong += wrong_in("tests/cases/code/doubt.txt", event_line, 22);
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
    case CODE_TRY:
    case CODE_OPEN: return e->status == DL_POSSIBLE;
    case CODE_POSTPONE: return e->status == DL_POSTPONED;
    case CODE_CANCEL: return e->status == DL_CANCELLED;
    case CODE_BEGIN: return e->status == DL_ONGOING;
    }
    return false;
}

static bool example_holds(void *ctx, const dl_table *t, uint32_t row)
{
    bool holds = false;
    code_effect effect = (code_effect)dl_cell_choice(t, row, EMBED_EFFECT, code_embed_form());
    dl_doc *d = annotated_text_coded(dl_table_cell(t, row, EMBED_EXAMPLE));
    (void)ctx;
    for (uint32_t i = 0; i < d->events.at.n; i++) {
        const dl_event *e = &d->events.at.at[i];
        holds |= dl_slice_is(e->lemma, "attack") && effect_holds(effect, e);
    }
    if (!holds) annotated_print(d, event_line);
    dl_doc_free(d);
    return holds;
}

static void test_embedding(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    const dl_table *t = dl_lexicon_table(annotated_lexicon(), code_embed_form(), &e);
    assert_non_null(t);
    assert_int_equal(rows_wrong(t, example_holds, NULL, "its example says something else"), 0);
}

/* A count belongs to the frame that tells it and to the noun that did it. */
static void test_counts(void **state)
{
    (void)state;
    dl_doc *d = annotated_text_coded(
        DL_S("The attack killed 35 people and wounded 12 others in Quito."));
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_codes), cmocka_unit_test(test_grades),
        cmocka_unit_test(test_cases), cmocka_unit_test(test_counts),
        cmocka_unit_test(test_embedding), cmocka_unit_test(test_times),
        cmocka_unit_test(test_places) };
    if (!unit_has_model("test_code")) return 0;
    return cmocka_run_group_tests(tests, annotated_open, annotated_close);
}
