/* The packed layers: what is written is read again, field by field, of a report made by
 * hand that fills every field and of the example reports as the program analyses them;
 * cut off anywhere or with any byte changed they are refused or in range.
 *
 * usage: test_pack [INPUT...]   other reports than the examples; tells bytes a report */
#include "doc/calendar.h"
#include "doc/pack.h"
#include "pipeline.h"
#include "unit.h"

#include <math.h>

static const char *const *inputs;
static size_t inputs_n;

/* ---- equal? */

static void same_text(dl_slice a, dl_slice b)
{
    assert_int_equal(a.p == NULL, b.p == NULL);
    assert_true(dl_slice_eq(a, b));
}

static void same_span(dl_span a, dl_span b)
{
    if (a.start == a.end && b.start == b.end) return; /* not told, both */
    assert_int_equal(a.start, b.start);
    assert_int_equal(a.end, b.end);
}

static void same_range(dl_token_range a, dl_token_range b)
{
    assert_int_equal(a.first, b.first);
    assert_int_equal(a.last, b.last);
}

static void same_real(double a, double b) { assert_memory_equal(&a, &b, sizeof a); }

static void same_entity(const dl_entity *a, const dl_entity *b)
{
    assert_int_equal(a->kind, b->kind);
    same_text(a->name, b->name);
    same_text(a->country, b->country);
    same_text(a->code, b->code);
    same_text(a->title, b->title);
    same_text(a->rule, b->rule);
    assert_int_equal(a->geonames, b->geonames);
    same_real(a->lat, b->lat);
    same_real(a->lon, b->lon);
    assert_int_equal(a->precision, b->precision);
    assert_int_equal(a->place_sure, b->place_sure);
    same_text(a->admin1, b->admin1);
}

static void same_mention(const dl_mention *a, const dl_mention *b)
{
    same_span(a->span, b->span);
    same_range(a->range, b->range);
    assert_int_equal(a->head, b->head);
    assert_int_equal(a->form, b->form);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->entity, b->entity);
    same_text(a->rule, b->rule);
}

static void same_form(const dl_time_form *a, const dl_time_form *b)
{
#define SAME(field) assert_int_equal(a->field, b->field)
    SAME(shape), SAME(century), SAME(decade), SAME(year), SAME(half), SAME(quarter);
    SAME(season), SAME(month), SAME(day), SAME(weekday), SAME(nth), SAME(easter), SAME(part);
    SAME(hour), SAME(minute), SAME(second), SAME(fiscal), SAME(utc), SAME(anchor);
    SAME(anchor_mark), SAME(grain), SAME(offset), SAME(direction), SAME(count);
    SAME(more_count), SAME(more_grain);
#undef SAME
}

static void same_time(const dl_time_mark *a, const dl_time_mark *b)
{
    same_span(a->span, b->span);
    same_range(a->range, b->range);
    assert_int_equal(a->type, b->type);
    same_form(&a->form, &b->form);
    same_text(a->rule, b->rule);
}

static void same_quote(const dl_quote *a, const dl_quote *b)
{
    same_span(a->span, b->span);
    same_span(a->rest, b->rest);
    same_span(a->source, b->source);
    same_span(a->cue, b->cue);
    assert_int_equal(a->form, b->form);
    assert_int_equal(a->sense, b->sense);
    assert_int_equal(a->entity, b->entity);
    assert_int_equal(a->within, b->within);
    same_text(a->rule, b->rule);
}

static void same_amount(const dl_amount *a, const dl_amount *b)
{
    same_span(a->span, b->span);
    same_range(a->range, b->range);
    assert_int_equal(a->kind, b->kind);
    same_text(a->unit, b->unit);
    same_text(a->of, b->of);
    same_real(a->value, b->value);
    same_real(a->min, b->min);
    same_real(a->max, b->max);
    same_text(a->rule, b->rule);
}

static void same_parties(const dl_parties *a, const dl_parties *b)
{
    assert_int_equal(a->n, b->n);
    for (uint32_t i = 0; i < a->n; i++) {
        same_span(a->at[i].span, b->at[i].span);
        assert_int_equal(a->at[i].entity, b->at[i].entity);
        same_text(a->at[i].code, b->at[i].code);
    }
}

static void same_event(const dl_event *a, const dl_event *b)
{
    same_span(a->span, b->span);
    assert_int_equal(a->head, b->head);
    same_text(a->lemma, b->lemma);
    same_text(a->type, b->type);
    same_text(a->act, b->act);
    same_text(a->mode, b->mode);
    same_text(a->cameo, b->cameo);
    same_text(a->contexts, b->contexts);
    same_parties(&a->actors, &b->actors);
    same_parties(&a->recipients, &b->recipients);
    assert_int_equal(a->time, b->time);
    assert_int_equal(a->place, b->place);
    assert_int_equal(a->attributed_to, b->attributed_to);
    assert_int_equal(a->quote, b->quote);
    assert_int_equal(a->tense, b->tense);
    assert_int_equal(a->certainty, b->certainty);
    assert_int_equal(a->negative, b->negative);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->counts.n, b->counts.n);
    for (uint32_t i = 0; i < a->counts.n; i++) assert_int_equal(a->counts.at[i], b->counts.at[i]);
    same_text(a->rule, b->rule);
}

#define SAME_ALL(a, b, same) \
    do { \
        assert_int_equal((a)->n, (b)->n); \
        for (uint32_t i_ = 0; i_ < (a)->n; i_++) same(&(a)->at[i_], &(b)->at[i_]); \
    } while (0)

static void same_zone(const dl_zone *a, const dl_zone *b)
{
    assert_int_equal(a->kind, b->kind);
    same_span(a->span, b->span);
}

static void same_desk(const dl_doc *d, const dl_layers *l)
{
    same_text(d->text.dateline_place, l->dateline_place);
    same_text(d->text.dateline_date, l->dateline_date);
    SAME_ALL(&d->text.zones, &l->zones, same_zone);
    for (uint32_t i = 0; i < d->events.at.n; i++)
        assert_true(l->event_raw[i] == dl_doc_raw_at(d, d->events.at.at[i].span.start) + 1);
}

static void same_layers(const dl_doc *d, const dl_layers *l)
{
    same_text(d->text.full, l->full);
    same_span(d->text.title, l->title);
    same_span(d->text.body, l->body);
    assert_int_equal(d->tokens.n, l->tokens);
    assert_int_equal(d->tokens.sentences.n, l->sentences.n);
    for (uint32_t i = 0; i < l->sentences.n; i++) {
        same_range(d->tokens.sentences.at[i], l->sentences.at[i].range);
        same_span(dl_token_bytes(&d->tokens, d->tokens.sentences.at[i]), l->sentences.at[i].span);
        assert_int_equal(dl_layers_sentence(l, l->sentences.at[i].span.start), i);
        assert_int_equal(dl_layers_sentence(l, l->sentences.at[i].span.end - 1), i);
    }
    SAME_ALL(&d->marks.entities, &l->marks.entities, same_entity);
    SAME_ALL(&d->marks.mentions, &l->marks.mentions, same_mention);
    SAME_ALL(&d->marks.times, &l->marks.times, same_time);
    SAME_ALL(&d->marks.quotes, &l->marks.quotes, same_quote);
    SAME_ALL(&d->marks.amounts, &l->marks.amounts, same_amount);
    SAME_ALL(&d->events.at, &l->events.at, same_event);
    same_desk(d, l);
}

static size_t round_trip(const dl_doc *d)
{
    dl_buf bytes;
    dl_layers l;
    const char *why = NULL;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_buf_init(&bytes, NULL);
    dl_pack_write(d, &bytes);
    assert_false(bytes.failed);
    if (!dl_pack_read(a, dl_buf_slice(&bytes), d->text.full, &l, &why))
        fail_msg("%.*s: %s", (int)d->text.id.n, d->text.id.p, why);
    same_layers(d, &l);
    size_t n = bytes.n;
    dl_buf_free(&bytes);
    dl_arena_free(a);
    return n;
}

/* ---- a report made by hand: two words of title, four of body, every field filled */

static const char text[] = "Zoë met\n\nShe paid 5 francs.";
enum { TOKENS = 7, TITLE_TOKENS = 2 };
static uint32_t token_start[TOKENS] = { 0, 5, 10, 14, 19, 21, 27 };
static uint32_t token_end[TOKENS] = { 4, 8, 13, 18, 20, 27, 28 };

static void fill_entities(dl_doc *d)
{
    dl_entity *e = DL_PUSH(d->arena, &d->marks.entities);
    *e = (dl_entity){ .kind = DL_KIND_PERSON,
        .name = DL_S("Zoë"),
        .country = DL_S("CHE"),
        .code = DL_S("CHEGOV"),
        .title = DL_S("Mayor"),
        .rule = DL_S("engine") };
    e = DL_PUSH(d->arena, &d->marks.entities);
    *e = (dl_entity){ .kind = DL_KIND_GPE,
        .name = DL_S("Chur"),
        .geonames = 2661169,
        .lat = 46.84986,
        .lon = -1.0 / 3,
        .precision = DL_PLACE_POINT,
        .place_sure = 77,
        .admin1 = DL_S("") };
}

static void fill_mentions(dl_doc *d)
{
    dl_mention *m = DL_PUSH(d->arena, &d->marks.mentions);
    *m = (dl_mention){
        .span = { 0, 4 }, .range = { 0, 1 }, .head = 0, .kind = DL_KIND_PERSON, .entity = 0
    };
    m = DL_PUSH(d->arena, &d->marks.mentions);
    *m = (dl_mention){ .span = { 10, 13 },
        .range = { 2, 3 },
        .head = 2,
        .form = DL_FORM_PRONOUN,
        .kind = DL_KIND_PERSON,
        .entity = 0,
        .rule = DL_S("engine") };
}

static void fill_times(dl_doc *d)
{
    for (int i = 0; i < 3; i++) {
        dl_time_mark *m = DL_PUSH(d->arena, &d->marks.times);
        *m = (dl_time_mark){ .span = { 19, 20 }, .range = { 4, 5 }, .type = DL_TIME_SET };
        dl_time_form_clear(&m->form);
    }
    dl_time_form *f = &d->marks.times.at[1].form;
    *f = (dl_time_form){ .shape = DL_TIME_VAGUE,
        20,
        -198,
        2016,
        2,
        4,
        4,
        12,
        31,
        7,
        -1,
        1049,
        DL_PART_DAYTIME,
        23,
        59,
        58,
        true,
        true,
        DL_ANCHOR_MENTION,
        2,
        DL_GRAIN_SECOND,
        -2000000,
        -2,
        DL_COUNT_UNKNOWN,
        10000,
        DL_GRAIN_MINUTE };
}

static void fill_quotes(dl_doc *d)
{
    dl_quote *q = DL_PUSH(d->arena, &d->marks.quotes);
    *q = (dl_quote){ .span = { 10, 28 }, .entity = -1, .within = -1 };
    q = DL_PUSH(d->arena, &d->marks.quotes);
    *q = (dl_quote){ .span = { 14, 18 },
        .rest = { 21, 27 },
        .source = { 0, 4 },
        .cue = { 19, 20 },
        .form = DL_QUOTE_MIXED,
        .sense = DL_QUOTE_PLANS,
        .entity = 1,
        .within = 0,
        .rule = DL_S("cue") };
}

static void fill_amounts(dl_doc *d)
{
    dl_amount *m = DL_PUSH(d->arena, &d->marks.amounts);
    *m = (dl_amount){ .span = { 19, 27 },
        .range = { 4, 6 },
        .kind = DL_AMOUNT_MEASURE,
        .unit = DL_S("CHF"),
        .of = DL_S("paid"),
        .value = 5,
        .min = -0.0,
        .max = INFINITY,
        .rule = DL_S("mark/units.tsv:3") };
    m = DL_PUSH(d->arena, &d->marks.amounts);
    *m = (dl_amount){ .span = { 19, 20 }, .range = { 4, 5 }, .value = 1e300, .min = 1e15 };
}

static void add_party(dl_doc *d, dl_parties *p, dl_span span, int32_t entity, dl_slice code)
{
    dl_party *one = DL_PUSH(d->arena, p);
    *one = (dl_party){ span, entity, code };
}

static void fill_events(dl_doc *d)
{
    dl_event *e = DL_PUSH(d->arena, &d->events.at);
    *e = (dl_event){ .span = { 5, 8 },
        .head = 1,
        .lemma = DL_S("meet"),
        .time = -1,
        .place = -1,
        .attributed_to = -1,
        .quote = -1 };
    e = DL_PUSH(d->arena, &d->events.at);
    *e = (dl_event){ .span = { 14, 18 },
        .head = 3,
        .lemma = DL_S("pay"),
        .type = DL_S("AID"),
        .act = DL_S("AID"),
        .mode = DL_S("money"),
        .cameo = DL_S("071"),
        .contexts = DL_S("economic;legal"),
        .time = 2,
        .place = 1,
        .attributed_to = 0,
        .quote = 1,
        .tense = DL_TENSE_FUTURE,
        .certainty = DL_POSSIBLY,
        .negative = true,
        .status = DL_CANCELLED,
        .rule = DL_S("code/verbs.tsv:120") };
    add_party(d, &e->actors, (dl_span){ 10, 13 }, 0, DL_S("CHEGOV"));
    add_party(d, &e->actors, (dl_span){ 0, 4 }, -1, (dl_slice){ NULL, 0 });
    add_party(d, &e->recipients, (dl_span){ 21, 27 }, 1, DL_S(""));
    for (uint32_t i = 0; i < 2; i++) *DL_PUSH(d->arena, &e->counts) = 1 - i;
}

static dl_doc *made_by_hand(void)
{
    dl_doc *d = dl_doc_new(NULL);
    assert_non_null(d);
    d->text.full = dl_arena_copy(d->arena, dl_slice_str(text));
    d->text.title = (dl_span){ 0, 8 };
    d->text.body = (dl_span){ 10, 28 };
    d->tokens.n = TOKENS;
    d->tokens.title_n = TITLE_TOKENS;
    d->tokens.start = token_start;
    d->tokens.end = token_end;
    *DL_PUSH(d->arena, &d->tokens.sentences) = (dl_token_range){ 0, TITLE_TOKENS };
    *DL_PUSH(d->arena, &d->tokens.sentences) = (dl_token_range){ TITLE_TOKENS, TOKENS };
    fill_entities(d);
    fill_mentions(d);
    fill_times(d);
    fill_quotes(d);
    fill_amounts(d);
    fill_events(d);
    return d;
}

static void test_by_hand(void **state)
{
    (void)state;
    dl_doc *d = made_by_hand();
    assert_true(round_trip(d) > 100);
    dl_doc_free(d);
}

static void test_nothing(void **state)
{
    (void)state;
    dl_doc *d = dl_doc_new(NULL);
    round_trip(d);
    d->text.full = DL_S("Nothing.");
    d->text.body = (dl_span){ 0, 8 };
    round_trip(d);
    dl_doc_free(d);
}

/* ---- damage */

/* A copy that ends where the memory does. */
static bool reads(dl_slice bytes, const char **why)
{
    dl_layers l;
    char *copy = malloc(bytes.n ? bytes.n : 1);
    assert_non_null(copy);
    if (bytes.n) memcpy(copy, bytes.p, bytes.n);
    dl_arena *a = dl_arena_new(NULL, 0);
    bool read = dl_pack_read(a, dl_slice_of(copy, bytes.n), dl_slice_str(text), &l, why);
    assert_int_equal(read, *why == NULL);
    assert_true(!read || dl_marks_times(a, &l.marks, 17000));
    dl_arena_free(a);
    free(copy);
    return read;
}

static void refused(dl_slice bytes, const char *reason)
{
    const char *why = NULL;
    assert_false(reads(bytes, &why));
    if (!strstr(why, reason)) fail_msg("%s, not: %s", why, reason);
}

static dl_buf packed_by_hand(void)
{
    dl_buf bytes;
    dl_doc *d = made_by_hand();
    dl_buf_init(&bytes, NULL);
    dl_pack_write(d, &bytes);
    dl_doc_free(d);
    return bytes;
}

static void test_cut_off(void **state)
{
    (void)state;
    dl_buf bytes = packed_by_hand();
    const char *why;
    assert_true(reads(dl_buf_slice(&bytes), &why));
    for (size_t n = 0; n < bytes.n; n++) assert_false(reads(dl_slice_of(bytes.p, n), &why));
    dl_buf_byte(&bytes, 'x');
    refused(dl_buf_slice(&bytes), "cut off");
    dl_buf_free(&bytes);
}

static void test_changed_bytes(void **state)
{
    (void)state;
    dl_buf bytes = packed_by_hand();
    const char *why;
    for (size_t i = 0; i < bytes.n; i++) {
        char was = bytes.p[i];
        for (int other = 0; other < 256; other++) {
            bytes.p[i] = (char)other;
            reads(dl_buf_slice(&bytes), &why);
        }
        bytes.p[i] = was;
    }
    dl_buf_free(&bytes);
}

static void test_versions(void **state)
{
    (void)state;
    dl_buf bytes = packed_by_hand();
    const char *why;
    bytes.p[4]++;
    refused(dl_buf_slice(&bytes), "version");
    bytes.p[4]--;
    bytes.p[0]++;
    refused(dl_buf_slice(&bytes), "none");
    dl_buf_free(&bytes);
    refused(DL_S(""), "none");
    /* of nothing else than a text, and a section of a later program */
    char later[] = "DLpk\1\x0c"
                   "s\6\x1c\x08\x0a\0\0\0"
                   "Z\2hi";
    assert_true(reads(dl_slice_of(later, sizeof later - 1), &why));
    later[8]++;
    refused(dl_slice_of(later, sizeof later - 1), "another text");
}

/* ---- as the program analyses reports */

typedef struct tools {
    dl_lexicon *lexicon;
    dl_calendar *calendar;
    dl_read_tables *read;
    dl_clean_tables *clean;
    dl_mark_tables *mark;
    dl_code_tables *code;
    dl_parse *parse;
    dl_parse_scratch *scratch;
} tools;

static tools tools_new(void)
{
    dl_err e;
    tools t;
    dl_err_clear(&e);
    t.lexicon = dl_lexicon_open(NULL, NULL, &e);
    t.calendar = dl_calendar_new(NULL, t.lexicon, &e);
    t.read = dl_read_tables_new(NULL, t.lexicon, t.calendar, &e);
    t.clean = dl_clean_tables_new(NULL, t.lexicon, t.calendar, &e);
    t.mark = dl_mark_tables_new(NULL, t.lexicon, &e);
    t.code = dl_code_tables_new(NULL, t.lexicon, &e);
    t.parse = dl_parse_open(NULL, UNIT_MODEL, &e);
    t.scratch = dl_parse_scratch_new(NULL, t.parse, &e);
    if (dl_failed(&e)) fail_msg("%s: %s", e.what, e.detail);
    return t;
}

static void tools_free(tools *t)
{
    dl_parse_scratch_free(t->scratch);
    dl_parse_close(t->parse);
    dl_code_tables_free(t->code);
    dl_mark_tables_free(t->mark);
    dl_clean_tables_free(t->clean);
    dl_read_tables_free(t->read);
    dl_calendar_free(t->calendar);
    dl_lexicon_free(t->lexicon);
}

static bool wait_on(void *ctx)
{
    (void)ctx;
    return true;
}

static void test_analyses(void **state)
{
    (void)state;
    if (!unit_has_model("test_pack")) return;
    tools t = tools_new();
    dl_tools order = {
        .read = t.read, .clean = t.clean, .mark = t.mark, .code = t.code, .parse = t.parse
    };
    dl_doc *d = dl_doc_new(NULL);
    dl_reader *r = dl_reader_new(NULL, t.read, inputs, inputs_n, (dl_wait){ wait_on, NULL });
    dl_raw raw;
    size_t reports = 0, bytes = 0, events = 0;
    for (; dl_reader_next(r, d->arena, &raw); dl_doc_reset(d)) {
        if (raw.kind == DL_RAW_PROBLEM) continue;
        dl_pipeline_stages(d, &raw, &order, t.scratch);
        assert_true(dl_doc_ok(d));
        if (!d->tokens.n) continue;
        bytes += round_trip(d);
        events += d->events.at.n;
        reports++;
    }
    assert_true(reports > 20 && events > 20);
    printf("%zu reports, %zu events, %zu bytes a report\n", reports, events, bytes / reports);
    dl_reader_free(r);
    dl_doc_free(d);
    tools_free(&t);
}

/* "OSLO, Dec 16 (Wire) - " tells nothing; a zone elsewhere, or one that is all there is,
 * leaves the sentence as it is. */
static void test_datelines(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_layers l = { .full = DL_S("OSLO, Dec 16 (Wire) - Police came. More (Wire) came.") };
    dl_zone *z = DL_PUSH(a, &l.zones);
    assert_non_null(z);
    *z = (dl_zone){ DL_ZONE_DATELINE, { 0, 21 } };
    dl_span told = dl_layers_told(&l, (dl_span){ 0, 34 });
    assert_int_equal(told.start, 22);
    assert_int_equal(told.end, 34);
    told = dl_layers_told(&l, (dl_span){ 35, 52 });
    assert_int_equal(told.start, 35);
    told = dl_layers_told(&l, (dl_span){ 0, 21 });
    assert_int_equal(told.start, 0);
    assert_int_equal(told.end, 21);
    dl_arena_free(a);
}

int main(int argc, char **argv)
{
    static const char *const examples[] = { "examples" };
    inputs = argc > 1 ? (const char *const *)argv + 1 : examples;
    inputs_n = argc > 1 ? (size_t)argc - 1 : 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_changed_bytes), cmocka_unit_test(test_versions),
        cmocka_unit_test(test_analyses), cmocka_unit_test(test_datelines) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
