/* test_recount - timelines and disagreements of small stories whose layers are made by
 * hand: which days are told, by which sentences, which values differ. */
#include "unit.h"

#include <math.h>

#include "recount/recount_private.h"

enum { REPORTS_MOST = 8, TIMES_MOST = 8, LAST = 17160 /* 2016-12-25 */ };

typedef struct made_time { /* a day that is told by these words */
    const char *words;
    int year, month, day;
} made_time;

typedef struct made_report {
    const char *id, *copies, *text; /* sentences end with ". " */
    int32_t first, last;
    made_time time[TIMES_MOST];
} made_report;

typedef struct made {
    const made_report *report;
    uint32_t reports;
    const dl_recount_value *value;
    uint32_t values;
    const dl_recount_telling *telling;
    uint32_t tellings;
    dl_err err;
} made;

static void each_report(void *ctx, void (*each)(void *user, const dl_recount_report *r), void *user)
{
    made *m = ctx;
    for (uint32_t i = 0; i < m->reports; i++) {
        const made_report *x = &m->report[i];
        dl_recount_report r = { i + 1, dl_slice_str(x->id), dl_slice_str(x->copies), x->first,
            x->last };
        each(user, &r);
    }
}

/* Each sentence tells a deed; one in brackets tells one without anybody. */
static void add_deed(dl_arena *a, dl_layers *l, uint32_t at)
{
    dl_event *e = DL_PUSH(a, &l->events.at);
    assert_non_null(e);
    *e = (dl_event){ .span = { at, at + 3 }, .place = -1, .attributed_to = -1 };
    if (l->full.p[at] != '(') e->type = DL_S("AGREE");
}

static void cut_sentences(dl_arena *a, dl_layers *l)
{
    size_t from = 0;
    while (from < l->full.n) {
        size_t end = dl_slice_find(l->full, DL_S(". "), from);
        end = end < l->full.n ? end + 2 : l->full.n;
        dl_sentence *s = DL_PUSH(a, &l->sentences);
        assert_non_null(s);
        s->span = (dl_span){ (uint32_t)from, (uint32_t)end };
        add_deed(a, l, (uint32_t)from);
        from = end;
    }
}

static void add_time(dl_arena *a, dl_layers *l, const made_time *t)
{
    size_t at = dl_slice_find(l->full, dl_slice_str(t->words), 0);
    dl_time_mark *m = DL_PUSH(a, &l->marks.times);
    assert_true(m && at != SIZE_MAX);
    m->span = (dl_span){ (uint32_t)at, (uint32_t)(at + strlen(t->words)) };
    m->type = DL_TIME_DATE;
    dl_time_form_clear(&m->form);
    m->form.year = (int16_t)t->year;
    m->form.month = (int8_t)t->month;
    m->form.day = (int8_t)t->day;
}

static bool layers(void *ctx, dl_rep rep, dl_arena *a, dl_layers *out)
{
    const made_report *x = &((made *)ctx)->report[rep - 1];
    *out = (dl_layers){ .full = dl_slice_str(x->text) };
    out->body.end = (uint32_t)out->full.n;
    cut_sentences(a, out);
    for (int i = 0; i < TIMES_MOST && x->time[i].words; i++) add_time(a, out, &x->time[i]);
    return true;
}

static void told(
    void *ctx, dl_rep rep, void (*each)(void *user, const dl_recount_told *t), void *user)
{
    (void)ctx;
    (void)rep;
    (void)each;
    (void)user;
}

static void values(void *ctx, void (*each)(void *user, const dl_recount_value *v), void *user)
{
    made *m = ctx;
    for (uint32_t i = 0; i < m->values; i++) each(user, &m->value[i]);
}

static void tellings(
    void *ctx, void (*each)(void *user, const dl_recount_telling *t), void *user)
{
    made *m = ctx;
    for (uint32_t i = 0; i < m->tellings; i++) each(user, &m->telling[i]);
}

static dl_record_recount record_of(made *m)
{
    return (dl_record_recount){ .ctx = m,
        .err = &m->err,
        .reports = each_report,
        .layers = layers,
        .told = told,
        .values = values,
        .tellings = tellings };
}

static const made_report ferry[] = {
    { "a", NULL,
        "The old ferry sank in the strait on 20 December 2016 with its cargo. "
        "A first ferry was lost in the same strait in 1951 in a storm. ",
        LAST - 4, LAST - 4, { { "20 December 2016", 2016, 12, 20 }, { "1951", 1951, 0, 0 } } },
    { "a-copy", "a",
        "The old ferry sank in the strait on 20 December 2016 with its cargo. "
        "The harbour closed again on 9 December 2016 for the whole day. ",
        LAST - 4, LAST - 4, { { "9 December 2016", 2016, 12, 9 } } },
    { "b", NULL,
        "Ferry owners met their insurers in the capital. "
        "The ferry sank in the strait on 20 December 2016 with all of its cargo. "
        "The inquiry into the loss opens on 3 January 2017 in the capital. ",
        LAST, LAST, { { "20 December 2016", 2016, 12, 20 }, { "3 January 2017", 2017, 1, 3 } } },
};

/* The copy is read too where it is the first of its group. */
static made ferry_story(void) { return (made){ .report = ferry, .reports = 3 }; }

static dl_recount_ask whole(void)
{
    return (dl_recount_ask){ .from = DL_NO_DAY, .to = DL_NO_DAY, .new_since = DL_NO_DAY };
}

static dl_timeline timeline(dl_arena *a, made *m, const dl_recount_ask *ask)
{
    dl_timeline t = { 0 };
    dl_record_recount r = record_of(m);
    dl_recount_timeline(a, &r, ask, &t);
    assert_false(dl_failed(&m->err));
    return t;
}

static const dl_timeline_entry *entry_of(const dl_timeline *t, int32_t day)
{
    for (uint32_t i = 0; i < t->at.n; i++)
        if (t->at.at[i].first == day) return &t->at.at[i];
    return NULL;
}

static void days_in_order_with_precision(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    made m = ferry_story();
    dl_recount_ask ask = whole();
    dl_timeline t = timeline(a, &m, &ask);
    for (uint32_t i = 1; i < t.at.n; i++) assert_true(t.at.at[i - 1].first <= t.at.at[i].first);
    const dl_timeline_entry *year = entry_of(&t, dl_day_of(1951, 1, 1));
    assert_non_null(year);
    assert_int_equal(year->precision, DL_PREC_YEAR);
    const dl_timeline_entry *sank = entry_of(&t, dl_day_of(2016, 12, 20));
    assert_non_null(sank);
    assert_int_equal(sank->origins, 2);
    assert_non_null(entry_of(&t, dl_day_of(2016, 12, 9)));
    assert_non_null(
        dl_slice_find(sank->sentences.at[0].text, DL_S("sank"), 0) != SIZE_MAX ? sank : NULL);
    assert_non_null(entry_of(&t, dl_day_of(2017, 1, 3)));
    dl_arena_free(a);
}

static void copies_count_once(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    made_report twice[3] = { ferry[0], ferry[1], ferry[2] };
    twice[0].copies = "a";
    made m = { .report = twice, .reports = 3 };
    dl_recount_ask ask = whole();
    dl_timeline t = timeline(a, &m, &ask);
    assert_int_equal(entry_of(&t, dl_day_of(2016, 12, 20))->origins, 2);
    assert_null(entry_of(&t, dl_day_of(2016, 12, 9)));
    dl_arena_free(a);
}

/* Six reports tell eight days each, more than a timeline has; the seventh tells none. */
static made many_days(made_report *r, char text[7][1024], char words[6][8][24])
{
    for (int i = 0; i < 6; i++) {
        r[i] = (made_report){ .text = text[i], .first = LAST - 90, .last = LAST - 90 };
        text[i][0] = 0;
        for (int k = 0; k < 8; k++) {
            int day = 1 + i % 3 * 8 + k, month = 1 + i / 3;
            const char *name = month == 1 ? "January" : "February";
            size_t n = strlen(text[i]);
            snprintf(words[i][k], sizeof words[i][k], "%d %s 2016", day, name);
            snprintf(text[i] + n, sizeof text[i] - n,
                "The ferry of number %d sailed to the islands on %s at dawn. ", n ? day * 7 : day,
                words[i][k]);
            r[i].time[k] = (made_time){ words[i][k], 2016, month, day };
        }
    }
    static const char *const id[] = { "a", "b", "c", "d", "e", "f", "g" };
    for (int i = 0; i < 7; i++) r[i].id = id[i];
    r[6].text = "Ferry owners met their insurers in the capital to talk about the loss. ";
    r[6].first = r[6].last = LAST;
    return (made){ .report = r, .reports = 7 };
}

static void the_newest_day_is_told(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    made_report r[7] = { 0 };
    char text[7][1024];
    char words[6][8][24];
    made m = many_days(r, text, words);
    dl_recount_ask ask = whole();
    dl_timeline t = timeline(a, &m, &ask);
    assert_int_equal(t.at.n, 41);
    assert_int_equal(t.at.at[40].first, LAST);
    ask.dates = 40;
    t = timeline(a, &m, &ask);
    assert_int_equal(t.at.n, 40);
    assert_null(entry_of(&t, LAST));
    dl_arena_free(a);
}

static void as_many_days_as_asked_for(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    made m = ferry_story();
    dl_recount_ask ask = whole();
    ask.dates = 1;
    dl_timeline t = timeline(a, &m, &ask);
    assert_int_equal(t.at.n, 1);
    assert_int_equal(t.at.at[0].first, dl_day_of(2016, 12, 20));
    ask = whole();
    ask.from = dl_day_of(2017, 1, 1);
    t = timeline(a, &m, &ask);
    assert_int_equal(t.at.n, 1);
    assert_int_equal(t.at.at[0].first, dl_day_of(2017, 1, 3));
    dl_arena_free(a);
}

static void only_what_is_new(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    made m = ferry_story();
    dl_recount_ask ask = whole();
    ask.new_since = LAST - 1;
    dl_timeline t = timeline(a, &m, &ask);
    assert_null(entry_of(&t, dl_day_of(1951, 1, 1)));
    assert_null(entry_of(&t, dl_day_of(2016, 12, 20)));
    assert_non_null(entry_of(&t, dl_day_of(2017, 1, 3)));
    dl_arena_free(a);
}

static const made_report twofold[] = {
    { "a", NULL,
        "On 20 December 2016 the harbour masters of the coast met in the capital. "
        "On 20 December 2016 the bakers of the town chose a new guild head. ",
        LAST, LAST,
        { { "On 20 December 2016 the harbour", 2016, 12, 20 },
            { "On 20 December 2016 the bakers", 2016, 12, 20 } } },
};

/* Of one day the sentence with a word that was asked for stands first; operators of a
 * query are no words. */
static void what_was_asked_for_stands_first(void **state)
{
    (void)state;
    static const char *const query[] = { "harbour AND coast", "bakers AND guild" };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (int i = 0; i < 2; i++) {
        made m = { .report = twofold, .reports = 1 };
        dl_recount_ask ask = whole();
        ask.about = dl_slice_str(query[i]);
        dl_timeline t = timeline(a, &m, &ask);
        const dl_timeline_entry *e = entry_of(&t, dl_day_of(2016, 12, 20));
        assert_non_null(e);
        dl_slice word = i ? DL_S("bakers") : DL_S("harbour");
        assert_true(dl_slice_find(e->sentences.at[0].text, word, 0) != SIZE_MAX);
    }
    dl_arena_free(a);
}

/* "(Update ...)" names the day, but stands for none. */
static void what_tells_nothing_stands_for_no_day(void **state)
{
    (void)state;
    static const made_report live[] = { { "live", NULL,
        "(Update 5:35 of 20 December 2016 in the strait and on the coast of the island). "
        "On 20 December 2016 the old ferry sank in the strait with all of its cargo. ",
        LAST, LAST, { { "20 December 2016", 2016, 12, 20 } } } };
    dl_arena *a = dl_arena_new(NULL, 0);
    made m = { .report = live, .reports = 1 };
    dl_recount_ask ask = whole();
    dl_timeline t = timeline(a, &m, &ask);
    assert_true(t.at.n > 0);
    for (uint32_t i = 0; i < t.at.n; i++)
        for (uint32_t k = 0; k < t.at.at[i].sentences.n; k++)
            assert_int_equal(t.at.at[i].sentences.at[k].text.p[0], 'O');
    dl_arena_free(a);
}

static void asides_stand_for_no_day(void **state)
{
    (void)state;
    static const char *const aside[] = { "On Monday, after the storm, I went to the island.",
        "It seems to me that they might have asked before.", "Who will pay for the new ferry?",
        "The mayor, left, and the pilot, right, arrive at the pier on Monday.",
        "Photo: A ferry that sank on Monday is lifted.",
        "Ferry sinks-9 hrs ago Fen Courier Pilot is heard-19 hrs ago Mill Gazette.",
        "July 1, 2011 at 3:28 pm | Reply The mayor did not sink it." };
    static const char *const news[] = { "King Henry I sold the island on Monday.",
        "\"I saw my ferry sink,\" the pilot said on Monday.",
        "The ferry, which left on Monday, turned right, sank and was found two hours ago." };
    for (size_t i = 0; i < sizeof aside / sizeof *aside; i++)
        assert_true(recount_is_aside(dl_slice_str(aside[i])));
    for (size_t i = 0; i < sizeof news / sizeof *news; i++)
        assert_false(recount_is_aside(dl_slice_str(news[i])));
}

static void headings_come_second(void **state)
{
    (void)state;
    static const char *const open[] = { "Ferry sinks: your stories of Monday 3 May", "A ferry," };
    static const char *const ended[] = { "The ferry sank on Monday.", "\"It sank!\"",
        "It sank (they said.)", "\xE2\x80\x9CWho knows?\xE2\x80\x9D " };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        assert_true(recount_is_open(dl_slice_str(open[i])));
    for (size_t i = 0; i < sizeof ended / sizeof *ended; i++)
        assert_false(recount_is_open(dl_slice_str(ended[i])));
    dl_arena *a = dl_arena_new(NULL, 0);
    static const made_report one[] = { { "a", NULL,
        "Ferry lost in the strait on 20 December 2016 - your stories", LAST, LAST,
        { { "20 December 2016", 2016, 12, 20 } } },
        { "b", NULL, "A ferry with its cargo was lost in the strait on 20 December 2016.", LAST,
            LAST, { { "20 December 2016", 2016, 12, 20 } } } };
    made m = { .report = one, .reports = 2 };
    dl_recount_ask ask = whole();
    dl_timeline t = timeline(a, &m, &ask);
    const dl_timeline_entry *sank = entry_of(&t, dl_day_of(2016, 12, 20));
    assert_non_null(sank);
    assert_true(dl_slice_starts(sank->sentences.at[0].text, DL_S("A ferry")));
    dl_arena_free(a);
}

/* ---- what reports differ in */

static dl_recount_value count(
    const char *key, const char *value, double n, double most, const char *report, int32_t day)
{
    return (dl_recount_value){ .about = DL_S("killed"),
        .key = dl_slice_str(key),
        .event = DL_S("e1"),
        .value = dl_slice_str(value),
        .is_number = true,
        .number = n,
        .least = n,
        .most = most,
        .report = dl_slice_str(report),
        .day = day };
}

static dl_differences differences(dl_arena *a, const dl_recount_value *v, uint32_t n)
{
    made m = { .value = v, .values = n };
    dl_record_recount r = record_of(&m);
    dl_differences d = { 0 };
    dl_recount_differences(a, &r, &d);
    assert_false(dl_failed(&m.err));
    return d;
}

static void two_counts_of_one_day_differ(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_value v[] = { count("1", "65", 65, 65, "a", 10), count("1", "65", 65, 65, "b", 10),
        count("1", "79", 79, 79, "a", 10), count("2", "80", 80, 80, "c", 10) };
    dl_differences d = differences(a, v, 4);
    assert_int_equal(d.at.n, 1);
    assert_int_equal(d.at.at[0].kind, DL_CONTRADICTION);
    assert_int_equal(d.at.at[0].values.n, 2);
    assert_int_equal(d.at.at[0].values.at[0].reports.n, 2);
    dl_arena_free(a);
}

static void one_report_counts_parts(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_value v[] = { count("1", "70", 70, 70, "a", 10),
        count("1", "143", 143, 143, "a", 10) };
    assert_int_equal(differences(a, v, 2).at.n, 0);
    v[0].said_by = DL_S("police"); /* and the report has another word of somebody else's */
    v[1].said_by = DL_S("organisers");
    assert_int_equal(differences(a, v, 2).at.n, 1);
    dl_arena_free(a);
}

static void a_toll_that_grows_is_told_apart(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_value v[] = { count("1", "65", 65, 65, "a", 10), count("1", "79", 79, 79, "b", 11) };
    dl_differences d = differences(a, v, 2);
    assert_int_equal(d.at.n, 1);
    assert_int_equal(d.at.at[0].kind, DL_RISING);
    dl_arena_free(a);
}

static void who_tells_less_later_corrects(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_value v[] = { count("1", "40", 40, 40, "c", 12), count("1", "79", 79, 79, "a", 10) };
    v[0].source = v[1].source = DL_S("Harbour Post");
    v[0].said_by = DL_S("police");
    dl_differences d = differences(a, v, 2);
    assert_int_equal(d.at.at[0].kind, DL_CORRECTION);
    assert_int_equal(d.at.at[0].values.at[0].said_by.n, 1);
    v[0].source = DL_S("Fen Courier"); /* another one contradicts */
    assert_int_equal(differences(a, v, 2).at.at[0].kind, DL_CONTRADICTION);
    dl_recount_value back[] = { v[0], v[1], count("1", "79", 79, 79, "d", 13) };
    back[0].source = back[2].source = DL_S("Harbour Post"); /* it goes back to the first */
    assert_int_equal(differences(a, back, 3).at.at[0].kind, DL_CONTRADICTION);
    dl_arena_free(a);
}

static void counts_that_fit_do_not_differ(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_value v[] = { count("1", "at least 60", 60, INFINITY, "a", 10),
        count("1", "65", 65, 65, "b", 10), count("1", "800", 800, 800, "b", 10) };
    assert_int_equal(differences(a, v, 3).at.n, 0);
    dl_recount_value same[] = { count("1", "65", 65, 65, "a", 10),
        count("1", "at least 65", 65, INFINITY, "b", 11) };
    assert_int_equal(differences(a, same, 2).at.n, 0);
    dl_arena_free(a);
}

/* ---- what reports surely tell of one event */

/* Norway signs; a report of each day, a source each. */
static dl_recount_telling signing(
    dl_rep rep, const char *report, int32_t day, const char *when, int32_t on)
{
    return (dl_recount_telling){ .lemma = DL_S("sign"),
        .event = DL_S("e1"),
        .rep = rep,
        .report = dl_slice_str(report),
        .source = dl_slice_str(report),
        .day = day,
        .sentence = DL_S("Norway signed an agreement on salmon fishing in Trondheim."),
        .when = dl_slice_str(when),
        .first = on,
        .last = on,
        .coded = true,
        .party = DL_S("t1"),
        .party_kind = DL_S("GPE"),
        .party_name = DL_S("Norway") };
}

static dl_differences told_apart(dl_arena *a, const dl_recount_telling *t, uint32_t n)
{
    made m = { .telling = t, .tellings = n };
    dl_record_recount r = record_of(&m);
    dl_differences d = { 0 };
    dl_recount_differences(a, &r, &d);
    return d;
}

static void two_days_of_one_event_differ(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_telling t[] = { signing(1, "a", 12, "Thursday", 10),
        signing(2, "b", 13, "Friday", 11), signing(3, "c", 13, "Thursday", 10) };
    dl_differences d = told_apart(a, t, 3);
    assert_int_equal(d.at.n, 1);
    assert_true(dl_slice_is(d.at.at[0].about, "date"));
    assert_true(dl_slice_is(d.at.at[0].values.at[0].value, "1970-01-11"));
    assert_int_equal(d.at.at[0].values.at[0].reports.n, 2);
    dl_arena_free(a);
}

static void what_may_be_two_events_does_not_differ(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_telling own[] = { signing(1, "a", 10, "Thursday", 10),
        signing(2, "b", 11, "Friday", 11) };
    assert_int_equal(told_apart(a, own, 2).at.n, 0); /* each of its own day */
    dl_recount_telling today[] = { signing(1, "a", 12, "today", 12),
        signing(2, "b", 13, "Friday", 11) };
    assert_int_equal(told_apart(a, today, 2).at.n, 0); /* of which edition? */
    dl_recount_telling other[] = { signing(1, "a", 12, "Thursday", 10),
        signing(2, "b", 13, "Friday", 11) };
    other[1].sentence = DL_S("Norway signed a contract for two ferries with a yard in Bergen.");
    assert_int_equal(told_apart(a, other, 2).at.n, 0); /* about another thing */
    dl_arena_free(a);
}

static void another_country_did_it(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_recount_telling t[] = { signing(1, "a", 12, "Thursday", 10),
        signing(2, "b", 13, "Thursday", 10) };
    t[1].sentence = DL_S("Sweden signed an agreement on salmon fishing in Trondheim.");
    t[1].party = DL_S("t2");
    t[1].party_name = DL_S("Sweden");
    t[0].place = t[1].place = DL_S("t3");
    dl_differences d = told_apart(a, t, 2);
    assert_int_equal(d.at.n, 1);
    assert_true(dl_slice_is(d.at.at[0].about, "actor"));
    t[1].sentence = DL_S("It signed an agreement on salmon fishing in Trondheim.");
    assert_int_equal(told_apart(a, t, 2).at.n, 0); /* the name may be wrong */
    dl_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(days_in_order_with_precision),
        cmocka_unit_test(copies_count_once), cmocka_unit_test(as_many_days_as_asked_for),
        cmocka_unit_test(the_newest_day_is_told),
        cmocka_unit_test(only_what_is_new), cmocka_unit_test(what_was_asked_for_stands_first),
        cmocka_unit_test(what_tells_nothing_stands_for_no_day),
        cmocka_unit_test(asides_stand_for_no_day),
        cmocka_unit_test(headings_come_second), cmocka_unit_test(two_counts_of_one_day_differ),
        cmocka_unit_test(one_report_counts_parts),
        cmocka_unit_test(a_toll_that_grows_is_told_apart),
        cmocka_unit_test(who_tells_less_later_corrects),
        cmocka_unit_test(counts_that_fit_do_not_differ),
        cmocka_unit_test(two_days_of_one_event_differ),
        cmocka_unit_test(what_may_be_two_events_does_not_differ),
        cmocka_unit_test(another_country_did_it) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
