/* What is worked out from some reports of a story: with room for all it is the same as
 * from all; with less it names nobody else, and its last day stays. */
#include "made.h"

#define DB "build/test_some.db"

enum { REPORTS = 24, FEW = 5, ALL = 1000 };

static const char *const parts[] = { "story actors", "story network", "story places",
    "story sources", "story timeline", "story disagreements", "story last" };
static const char *const parts_of_who[] = { "who", "who roles", "who with", "who stories",
    "who events", "who quotes" };
enum { PARTS = sizeof parts / sizeof *parts, OF_WHO = sizeof parts_of_who / sizeof *parts_of_who };

/* One matter, a day a report; everywhere the same two, and a third in each. */
static void put_reports(FILE *f)
{
    static const char *const town[] = { "Oslo", "Lima", "Accra", "Dakar", "Hanoi", "Quito" };
    for (int i = 0; i < REPORTS; i++)
        fprintf(f,
            "{\"id\":\"s%02d\",\"date\":\"2016-05-%02d\",\"outlet\":\"Post %d\",\"title\":"
            "\"Ferry of Port Selwyn\",\"text\":\"President Helga Vilhjalms met Minister Robert "
            "Adams in %s over the ferry of Port Selwyn. The ferry of Port Selwyn sank on Monday "
            "and killed %d people, Adams said. Mayor Ann Brown%d visited the harbour of Port "
            "Selwyn.\"}\n",
            i, 1 + i, i % 4, town[i % 6], 40 + i, i);
}

static dateline *make(void)
{
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = DB, .read_only = true, .model = UNIT_MODEL };
    made_record(DB, put_reports);
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    return d;
}

typedef struct heard {
    int rows;
    char text[1 << 16]; /* of all rows */
} heard;

static bool hear(void *user, const dateline_row *row)
{
    heard *h = user;
    size_t n = strlen(h->text);
    h->rows++;
    snprintf(h->text + n, sizeof h->text - n, "%.*s\n", (int)row->json_n, row->json);
    return true;
}

static void ask(dateline *d, const char *what, const char *id, uint64_t sample, heard *h)
{
    h->rows = 0;
    h->text[0] = 0;
    assert_int_equal(dateline_show_some(d, what, id, sample, hear, h), DATELINE_OK);
}

static void room_for_all_is_all(dateline *d, const char *what, const char *id)
{
    static heard all, room;
    ask(d, what, id, 0, &all);
    ask(d, what, id, ALL, &room);
    assert_string_equal(all.text, room.text);
}

static void as_shown(dateline *d, const char *what, const char *id)
{
    static heard shown, some;
    shown.rows = 0;
    shown.text[0] = 0;
    assert_int_equal(dateline_show(d, what, id, hear, &shown), DATELINE_OK);
    ask(d, what, id, 0, &some);
    assert_string_equal(shown.text, some.text);
}

static bool take_id(void *user, const dateline_row *row)
{
    snprintf(user, 64, "%s", row->cell[0].text);
    return false;
}

static void test_of_a_story(void **state)
{
    static heard h;
    (void)state;
    if (!unit_has_model("stories told from some of their reports")) return;
    dateline *d = make();
    assert_int_equal(dateline_hold(d), DATELINE_OK);
    for (size_t i = 0; i < PARTS; i++) room_for_all_is_all(d, parts[i], "s00");
    as_shown(d, "story actors", "s00");
    as_shown(d, "story last", "s00");
    as_shown(d, "story disagreements", "s00");
    ask(d, "story last", "s00", FEW, &h);
    assert_non_null(strstr(h.text, "2016-05-24"));
    ask(d, "story actors", "s00", FEW, &h);
    assert_in_range(h.rows, 2, 2 + 2 * FEW);
    ask(d, "story reports", "s00", FEW, &h);
    assert_int_equal(h.rows, FEW);
    dateline_release(d);
    dateline_close(d);
}

static void test_of_an_entity(void **state)
{
    char id[64] = "";
    (void)state;
    if (!unit_has_model("entities told from some of their reports")) return;
    dateline *d = make();
    assert_int_equal(dateline_show(d, "who named", "Helga Vilhjalms", take_id, id), DATELINE_OK);
    assert_true(id[0] != 0);
    for (size_t i = 0; i < OF_WHO; i++) {
        room_for_all_is_all(d, parts_of_who[i], id);
        as_shown(d, parts_of_who[i], id);
    }
    static heard h;
    ask(d, "who", id, FEW, &h);
    assert_non_null(strstr(h.text, "\"reports\":24"));
    assert_non_null(strstr(h.text, "\"first\":\"2016-05-01\",\"last\":\"2016-05-24\""));
    dateline_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_of_a_story),
        cmocka_unit_test(test_of_an_entity) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
