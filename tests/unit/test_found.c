/* Lists of events with filters: a page has the same events, in the same order, whether
 * an index finds them, the list is gone through, or the first found are looked at. */
#include "made.h"

#include "doc/events.h"
#include "doc/time.h"
#include "store/store.h"

#define DB "build/test_found.db"

enum { REPORTS = 90, PAGE = 7, LONG = 400, ALL = 1000000 };

/* Days in no order, several events a day, some of no day, some to come or overdue. */
static void put_reports(FILE *f)
{
    static const char *const town[] = { "Oslo", "Lima", "Accra", "Dakar", "Hanoi", "Quito" };
    static const char *const done[] = { "met", "accused", "will meet", "criticised" };
    static const char *const when[] = { "on Friday", "in June", "in 2014", "next month", "" };
    for (int i = 0; i < REPORTS; i++)
        fprintf(f,
            "{\"id\":\"f%02d\",\"date\":\"2015-%02d-%02d\",\"outlet\":\"Post %d\",\"title\":"
            "\"Matter %d\",\"text\":\"President Vladimir Putin %s Prime Minister Shinzo Abe in %s "
            "%s. Officials from Norway will visit %s in July 20%d. Police in %s arrested %d "
            "protesters.\"}\n",
            i, 1 + i * 7 % 12, 1 + i * 11 % 28, i % 3, i, done[i % 4], town[i % 6], when[i % 5],
            town[i % 5], 14 + i % 3, town[i % 4], i);
}

static dl_store *make(void)
{
    dl_err e;
    made_record(DB, put_reports);
    dl_store *s = dl_store_open(NULL, DB, DL_STORE_READ_ONLY, NULL, &e);
    assert_non_null(s);
    return s;
}

typedef struct heard {
    int rows;
    char id[LONG][32];
} heard;

static bool hear(void *user, const dl_row *row)
{
    heard *h = user;
    assert_true(h->rows < LONG);
    snprintf(
        h->id[h->rows++], sizeof h->id[0], "%.*s", (int)row->cell[0].text.n, row->cell[0].text.p);
    return true;
}

/* From f.offset on as many as f.limit asks for. */
static void expect_page(dl_store *s, const char *list, dl_store_filter f, const heard *all)
{
    static heard page;
    page.rows = 0;
    assert_true(dl_store_list(s, list, &f, hear, &page));
    int left = all->rows - (int)f.offset;
    assert_int_equal(page.rows, left < f.limit ? left : f.limit);
    for (int i = 0; i < page.rows; i++) assert_string_equal(page.id[i], all->id[f.offset + i]);
}

/* As the whole list, which is gone through. Answers how many it has. */
static int expect_same(dl_store *s, const char *list, dl_store_filter f)
{
    static const size_t effort[][2] = { { ALL, 0 }, { 0, ALL }, { 0, 1 }, { 0, 30 } };
    static heard all;
    all.rows = 0;
    f.offset = 0;
    f.limit = -1;
    dl_store_effort(s, 0, 0);
    assert_true(dl_store_list(s, list, &f, hear, &all));
    f.limit = INT64_MAX;
    expect_page(s, list, f, &all);
    f.limit = PAGE;
    for (size_t i = 0; i < sizeof effort / sizeof *effort; i++)
        for (f.offset = 0; f.offset < all.rows + 1; f.offset += PAGE - 2) {
            dl_store_effort(s, effort[i][0], effort[i][1]);
            expect_page(s, list, f, &all);
        }
    return all.rows;
}

static void test_ways_agree(void **state)
{
    (void)state;
    static const char *const list[] = { "events", "events newest", "upcoming" };
    const dl_store_filter of[] = { { .actor = DL_S("putin") }, { .recipient = DL_S("abe") },
        { .type = DL_S("CONSULT") }, { .type = DL_S("17") }, { .country = DL_S("NOR") },
        { .country = DL_S("JPN"), .actor = DL_S("RUS") }, { .place = DL_S("oslo") },
        { .about = DL_S("protesters") }, { .about = DL_S("visit"), .type = DL_S("CONSULT") },
        { .actor = DL_S("putin"), .outlet = DL_S("Post 1") }, { .sure = DL_SURE_MIDDLE },
        { .sure = DL_SURE_HIGH, .actor = DL_S("putin") } };
    const int32_t from[] = { DL_NO_DAY, dl_day_of(2015, 6, 1), dl_day_of(2014, 3, 1) };
    dl_store *s = make();
    int told = 0;
    for (size_t l = 0; l < sizeof list / sizeof *list; l++)
        for (size_t i = 0; i < sizeof of / sizeof *of; i++)
            for (size_t k = 0; k < sizeof from / sizeof *from; k++) {
                dl_store_filter f = of[i];
                f.from = from[k];
                f.to = i % 2 ? DL_NO_DAY : dl_day_of(2015, 9, 30);
                f.as_of = DL_NO_DAY;
                told += expect_same(s, list[l], f);
            }
    assert_true(told > 1000);
    dl_store_close(s);
    unit_drop_record(DB);
}

/* ---- all that one long report tells */

static void put_long_report(FILE *f)
{
    static const char *const town[] = { "Oslo", "Lima", "Accra", "Dakar", "Hanoi", "Quito" };
    fputs("{\"id\":\"long\",\"date\":\"2015-12-01\",\"title\":\"A zeppelin\",\"text\":\"", f);
    for (int i = 0; i < 120; i++)
        fprintf(f, "Police in %s arrested %d protesters on %d May %d. ", town[i % 6], i + 2,
            1 + i % 28, 1900 + i);
    fprintf(f, "\"}\n");
}

static void test_all_of_a_long_report(void **state)
{
    (void)state;
    enum { ONE_REPORT = 45 }; /* PAGE of found.c: so much effort finds events by one report */
    static heard all, few;
    dl_err e;
    made_record(DB, put_long_report);
    dl_store *s = dl_store_open(NULL, DB, DL_STORE_READ_ONLY, NULL, &e);
    assert_non_null(s);
    dl_store_filter f = { .about = DL_S("zeppelin"), .limit = -1 };
    f.from = f.to = f.as_of = DL_NO_DAY;
    dl_store_effort(s, 0, 0);
    assert_true(dl_store_list(s, "events", &f, hear, &all));
    dl_store_effort(s, ONE_REPORT, 0);
    assert_true(dl_store_list(s, "events", &f, hear, &few));
    assert_true(all.rows > ONE_REPORT);
    assert_int_equal(few.rows, all.rows);
    dl_store_close(s);
    unit_drop_record(DB);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_ways_agree),
        cmocka_unit_test(test_all_of_a_long_report) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
