/* Versions of reports: what is one report and which version counts, the same in every
 * order of arrival. */
#include "ask.h"

#include <unistd.h>

#include "dateline.h"

#define DB "build/test_versions.db"
#define IN "build/test_versions.jsonl"

enum { MOST = 4 };

static void drop(void)
{
    unit_drop_record(DB);
    unlink(IN);
}

static void add_line(const char *line)
{
    const char *input = IN;
    FILE *f = fopen(IN, "w");
    assert_non_null(f);
    fprintf(f, "%s\n", line);
    fclose(f);
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = DB, .model = "", .create = true, .threads = 1 };
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    assert_true(dateline_add(d, &input, 1, NULL, NULL) <= DATELINE_SKIPPED);
    dateline_close(d);
}

static bool see(void *user, const dateline_row *row)
{
    (void)user;
    (void)row;
    return true;
}

static void is_sound(void)
{
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = DB, .model = "" };
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    if (dateline_check(d, see, NULL) != DATELINE_OK) fail_msg("%s", dateline_why(d));
    dateline_close(d);
}

static void holds(const char *want)
{
    char *got = ask(DB,
        "SELECT id, state, length(text) FROM report JOIN body USING (rep) ORDER BY state, id, "
        "length(text)");
    assert_string_equal(got, want);
    sqlite3_free(got);
    is_sound();
}

/* Every order of the lines gives the same. */
static void in_every_order(const char *const *line, size_t n, const char *want)
{
    size_t orders = 1;
    for (size_t k = 2; k <= n; k++) orders *= k;
    for (size_t o = 0; o < orders; o++) {
        bool used[MOST] = { false };
        size_t rest = o;
        drop();
        for (size_t left = n; left > 0; left--) {
            size_t pick = rest % left, at = 0;
            rest /= left;
            while (used[at] || pick-- > 0) at++;
            used[at] = true;
            add_line(line[at]);
        }
        holds(want);
    }
    drop();
}

#define FERRY \
    "The ferry Albatross ran aground off Port Selwyn on Tuesday with many people on board, the " \
    "coastguard said."
#define PLUM \
    "Farmers in the Marrow valley began the plum harvest two weeks early after a warm spring."

static void test_the_last_change_counts(void **state)
{
    (void)state;
    static const char *const line[] = {
        "{\"id\":\"f\",\"date_modified\":\"2023-03-08T10:00:00Z\",\"text\":\"" FERRY "\"}",
        "{\"id\":\"f\",\"date_modified\":\"2023-03-08T13:00:00+02:00\",\"text\":\"" FERRY
        " Nobody was hurt.\"}",
        "{\"id\":\"f\",\"date_modified\":\"2023-03-08T12:00:00+02:00\",\"text\":\"" FERRY
        " It is not known why.\"}"
    };
    in_every_order(line, 3, "f|live|123\nf|old|106\nf|old|127\n");
}

static void test_an_empty_or_short_text_replaces_none(void **state)
{
    (void)state;
    static const char *const line[] = {
        "{\"url\":\"https://p.example/f\",\"title\":\"Ferry\",\"date_retrieved\":\"2023-03-08\","
        "\"id\":\"f\",\"text\":\"" FERRY "\"}",
        "{\"url\":\"https://p.example/f\",\"title\":\"Ferry\",\"date_retrieved\":\"2023-03-09\","
        "\"id\":\"f\",\"text\":\"\"}",
        "{\"url\":\"http://www.p.example/f/?utm_source=x\",\"title\":\"Ferry\",\"date_retrieved\":"
        "\"2023-03-10\",\"id\":\"f\",\"text\":\"Albatross.\"}"
    };
    in_every_order(line, 3, "f|live|106\nf|old|0\nf|old|10\n");
}

static void test_a_wall_replaces_none(void **state)
{
    (void)state;
    static const char *const line[] = {
        "{\"url\":\"https://p.example/f\",\"id\":\"f\",\"date_modified\":\"2023-03-08\",\"text\":"
        "\"" FERRY "\"}",
        "{\"url\":\"https://p.example/f\",\"id\":\"f\",\"date_modified\":\"2023-03-09\",\"text\":"
        "\"Subscribe to read the full story of the Albatross. It costs four crowns a week for "
        "all.\"}"
    };
    in_every_order(line, 2, "f|live|106\nf|old|87\n");
}

static void test_two_outlets_number_their_reports(void **state)
{
    (void)state;
    static const char *const line[] = { "{\"id\":1,\"outlet\":\"Harbour Post\",\"text\":\"" FERRY
                                        "\"}",
        "{\"id\":1,\"outlet\":\"Valley News\",\"text\":\"" PLUM "\"}",
        "{\"id\":1,\"outlet\":\"Harbour Post\",\"date_modified\":\"2023-03-09\",\"text\":\"" FERRY
        " Nobody was hurt.\"}" };
    in_every_order(
        line, 3, "Harbour Post:1|live|123\nValley News:1|live|88\nHarbour Post:1|old|106\n");
}

static void test_all_lead_to_the_front_page(void **state)
{
    (void)state;
    static const char *const line[] = {
        "{\"id\":\"a\",\"url\":\"https://b.example/\",\"text\":\"" FERRY "\"}",
        "{\"id\":\"b\",\"url\":\"https://b.example/\",\"text\":\"" PLUM "\"}"
    };
    in_every_order(line, 2, "a|live|106\nb|live|88\n");
}

static void test_another_crawl_is_no_version(void **state)
{
    (void)state;
    static const char *const line[] = {
        "{\"url\":\"https://p.example/f\",\"date_retrieved\":\"2023-03-08\",\"text\":\"" FERRY
        "\"}",
        "{\"url\":\"https://p.example/f\",\"date_retrieved\":\"2023-03-09\",\"text\":\"" FERRY "\"}"
    };
    drop();
    add_line(line[0]);
    add_line(line[1]);
    char *n = ask(DB, "SELECT count(*) FROM report");
    assert_string_equal(n, "1\n");
    sqlite3_free(n);
    drop();
}

/* A thousand versions are removed with one word, and stay out under id and address. */
static void test_removed_with_all_versions(void **state)
{
    (void)state;
    enum { VERSIONS = 300 };
    const char *input = IN;
    drop();
    FILE *f = fopen(IN, "w");
    assert_non_null(f);
    for (int i = 0; i < VERSIONS; i++)
        fprintf(f,
            "{\"id\":\"f\",\"url\":\"https://p.example/"
            "f\",\"date_modified\":\"2023-03-08T%02d:%02d:"
            "00Z\",\"text\":\"" FERRY " %d are on board.\"}\n",
            i / 60, i % 60, i);
    fclose(f);
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = DB, .model = "", .create = true, .threads = 1 };
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
    assert_int_equal(dateline_remove(d, "f"), DATELINE_OK);
    dateline_close(d);
    holds("");
    add_line("{\"id\":\"f\",\"text\":\"" FERRY " All are well.\"}");
    add_line("{\"id\":\"g\",\"url\":\"https://www.p.example/f\",\"text\":\"" FERRY " Well.\"}");
    holds("");
    drop();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_the_last_change_counts),
        cmocka_unit_test(test_an_empty_or_short_text_replaces_none),
        cmocka_unit_test(test_a_wall_replaces_none),
        cmocka_unit_test(test_two_outlets_number_their_reports),
        cmocka_unit_test(test_all_lead_to_the_front_page),
        cmocka_unit_test(test_another_crawl_is_no_version),
        cmocka_unit_test(test_removed_with_all_versions) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
