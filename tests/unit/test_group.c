/* Grouping over a record: a few new reports into what is there, by one handle or by many;
 * the order of arrival; memory that fails. */
#include "ask.h"

#include <unistd.h>

#include "dateline.h"

#define ONE "build/test_group_one.db"
#define MANY "build/test_group_many.db"

static dateline *opened(const char *db, const dateline_memory *memory)
{
    dateline *d = NULL;
    dateline_options o = {
        .size = sizeof o, .db = db, .model = "", .create = true, .threads = 1, .memory = memory
    };
    dateline_status s = dateline_open(&o, &d);
    if (!memory) assert_int_equal(s, DATELINE_OK);
    return d;
}

static const char groups[] =
    "SELECT id, title, terms, first, last, outlets, origins FROM story ORDER BY id; SELECT id, "
    "title, terms, first, last, outlets, origins, story FROM episode ORDER BY id;"
    " SELECT r.id, m.episode, c.copy_group, c.overlap FROM report r JOIN member m USING (rep) LEFT "
    "JOIN copy c USING (rep) ORDER BY r.id;";
static const char reasons[] = "SELECT level, id, other, weight, text FROM why ORDER BY 1, 2, 3, 4, "
                              "5; SELECT kind, old, now FROM alias ORDER BY 1, 2";
static const char unsound[] =
    "SELECT 'member', episode FROM member WHERE episode NOT IN (SELECT id FROM episode); SELECT "
    "'episode', id FROM episode WHERE story NOT IN (SELECT id FROM story) OR id NOT IN (SELECT "
    "episode FROM member);"
    " SELECT 'story', id FROM story WHERE id NOT IN (SELECT story FROM episode); SELECT 'why', id "
    "FROM why WHERE (level = 0 AND id NOT IN (SELECT id FROM episode)) OR (level = 1 AND id NOT IN "
    "(SELECT id FROM story));"
    " SELECT 'alias', old FROM alias WHERE now NOT IN (SELECT id FROM episode UNION SELECT id FROM "
    "story) OR old IN (SELECT id FROM episode WHERE kind = 'episode') OR old IN (SELECT id FROM "
    "story WHERE kind = 'story');"
    " SELECT 'id', e.id FROM episode e WHERE id <> (SELECT min(r.id) FROM member m JOIN report r "
    "USING (rep) WHERE m.episode = e.id); SELECT 'nowhere', id FROM report WHERE state = 'live' "
    "AND rep NOT IN (SELECT rep FROM member);"
    " SELECT 'copy', rep FROM copy WHERE copy_group NOT IN (SELECT r.id FROM report r JOIN copy c "
    "USING (rep));";

static void expect_same(const char *sql)
{
    char *x = ask(ONE, sql), *y = ask(MANY, sql);
    assert_string_equal(x, y);
    sqlite3_free(y);
    sqlite3_free(x);
}

static void expect_none(const char *db, const char *sql)
{
    char *x = ask(db, sql);
    assert_string_equal(x, "");
    sqlite3_free(x);
}

static void add(dateline *d, const char *path)
{
    dateline_counts counts;
    dateline_status s = dateline_add(d, &path, 1, NULL, &counts);
    if (s > DATELINE_SKIPPED) fail_msg("%s", dateline_why(d));
}

/* Reports of our own about four towns: so that there is something to join, each speaks of
 * one of them, and every fifth is nearly its neighbour. */
static const char *const head[] = { "Velmora: day %d of the harbour strike",
    "Castrin water treaty, round %d", "Bridge collapse at Ostrava Bay: toll %d",
    "Quellin tram election, count %d" };
static const char *const lead[] = {
    "Dockers in Velmora kept the cranes still on day %d of their strike. ",
    "Envoys met in Castrin for round %d on who may draw from the river. ",
    "Divers at Ostrava Bay searched the broken span again, hour %d. ",
    "Voters in Quellin queued %d minutes to choose who runs the trams. "
};
static const char *const more[] = { "Shipowner Harbrecht %d offered pier %d a raise, and the "
                                    "union's Selma Dock refused wages below %d. ",
    "Minister Odal %d read clause %d of the treaty aloud, and upstream farmers asked for reservoir "
    "%d. ",
    "Engineer Pruitt %d blamed girder %d, and rescuers carried survivor %d to the clinic by boat. ",
    "Candidate Lorne %d promised line %d to the hill, and ticket prices of %d cents split the "
    "hall. " };
static void write_report(const char *path, int i)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f,
        "{\"id\":\"r%03d\",\"outlet\":\"paper%d.example\",\"date\":\"2021-03-%02d\",\"title\":\"",
        (i * 37) % 100, i % 3, 1 + i / 4);
    fprintf(f, head[i % 4], i / 4);
    fprintf(f, "\",\"text\":\"");
    fprintf(f, lead[i % 4], i / 4);
    for (int k = 0; k < 6; k++)
        fprintf(f, more[i % 4], (i - i % 5) * 3 + k, (i - i % 5) + k, 7 * (i - i % 5) + k);
    fprintf(f, "\"}\n");
    fclose(f);
}

enum { BASE = 40, MORE = 24 };
static char *name_of(char *path, int i)
{
    sprintf(path, "build/test_group.%d.jsonl", i);
    return path;
}

static void write_all(void)
{
    char path[64];
    for (int i = 0; i < BASE + MORE; i++) write_report(name_of(path, i), i);
}

static void make_base(const char *db)
{
    char name[BASE][64];
    const char *input[BASE];
    for (int i = 0; i < BASE; i++) input[i] = name_of(name[i], i);
    unit_drop_record(db);
    dateline *d = opened(db, NULL);
    assert_int_equal(dateline_add(d, input, BASE, NULL, NULL), DATELINE_OK);
    dateline_close(d);
}

static void test_live(void **state)
{
    (void)state;
    char path[64];
    write_all();
    make_base(ONE);
    make_base(MANY);
    dateline *kept = opened(ONE, NULL);
    for (int i = BASE; i < BASE + MORE; i++) {
        add(kept, name_of(path, i));
        dateline *d = opened(MANY, NULL);
        add(d, path);
        dateline_close(d);
        expect_same(groups);
        expect_same(reasons);
        expect_none(ONE, unsound);
    }
    char *n = ask(ONE,
        "SELECT count(*) >= 4 AND count(*) < 64 FROM story; SELECT count(*) > 10 FROM copy; SELECT "
        "count(*) > 30 FROM why");
    assert_string_equal(n, "1\n1\n1\n");
    sqlite3_free(n);
    dateline_close(kept);
}

/* The other handle's addition is seen, though the state was kept. */
static void test_another_writer(void **state)
{
    (void)state;
    char path[64];
    make_base(ONE);
    make_base(MANY);
    dateline *kept = opened(ONE, NULL), *other = opened(ONE, NULL), *alone = opened(MANY, NULL);
    for (int i = BASE; i < BASE + 6; i++) {
        add(i % 2 ? kept : other, name_of(path, i));
        add(alone, path);
    }
    expect_same(groups);
    dateline_close(kept);
    dateline_close(other);
    dateline_close(alone);
}

/* However they came, relink says the same. */
static void test_order(void **state)
{
    (void)state;
    char path[64];
    unit_drop_record(MANY);
    dateline *d = opened(ONE, NULL), *backwards = opened(MANY, NULL);
    for (int i = 0; i < BASE + MORE; i++) add(d, name_of(path, i));
    for (int i = BASE + MORE - 1; i >= 0; i--) add(backwards, name_of(path, i));
    assert_int_equal(dateline_relink(d, NULL), DATELINE_OK);
    assert_int_equal(dateline_relink(backwards, NULL), DATELINE_OK);
    dateline_close(d);
    dateline_close(backwards);
    expect_same(groups);
    expect_none(ONE, unsound);
    expect_none(MANY, unsound);
}

/* `from` words of one text and `behind` of another, in one report. */
static void write_joined(const char *path, const char *id, int from, int behind)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(
        f, "{\"id\":\"%s\",\"date\":\"2021-05-01\",\"title\":\"Lists of %s\",\"text\":\"", id, id);
    for (int i = 0; i < from; i++) fprintf(f, "harbour%d ", i * 7919 % 1000);
    for (int i = 0; i < behind; i++) fprintf(f, "orchard%d ", i * 7919 % 1000);
    fprintf(f, "\"}\n");
    fclose(f);
}

/* A text behind another makes copies of the two only where it is most of it. */
static void test_bridge(void **state)
{
    (void)state;
    static const struct {
        int behind;
        const char *copies;
    } round[] = { { 74, "joined\none\n" }, { 120, "joined\none\nother\n" } };
    static const char *const id[] = { "one", "other", "joined" };
    static const char asked[] = "SELECT r.id FROM copy JOIN report r USING (rep) WHERE r.id IN "
                                "('one', 'other', 'joined') ORDER BY 1";
    static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 2, 0, 1 },
        { 1, 0, 2 } }; /* not the one in which two texts are copies before the third is there */
    const char *path = "build/test_group_joined.jsonl";
    for (size_t k = 0; k < 2 * sizeof orders / sizeof *orders; k++) {
        make_base(ONE);
        dateline *d = opened(ONE, NULL);
        for (int i = 0; i < 3; i++) {
            int which = orders[k / 2][i];
            write_joined(path, id[which], which == 1 ? 0 : 200,
                which == 0       ? 0
                    : which == 1 ? 200
                                 : round[k % 2].behind);
            add(d, path);
        }
        for (int again = 0; again < 2; again++) { /* joined by a small addition, then afresh */
            char *said = ask(ONE, asked);
            assert_string_equal(said, round[k % 2].copies);
            sqlite3_free(said);
            assert_int_equal(dateline_relink(d, NULL), DATELINE_OK);
        }
        dateline_close(d);
    }
    unlink(path);
}

/* A report of the harbour strike, or of the tram election. */
static void write_later(const char *path, const char *id, const char *date, int town, int i)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "{\"id\":\"%s\",\"outlet\":\"%s.example\",\"date\":\"%s\",", id, id, date);
    fprintf(f, "\"title\":\"");
    fprintf(f, head[town], i);
    fprintf(f, "\",\"text\":\"");
    fprintf(f, lead[town], i);
    for (int k = 0; k < 6; k++) fprintf(f, more[town], i * 50 + k, i * 60 + k, i * 70 + k);
    fprintf(f, "\"}\n");
    fclose(f);
}

/* Years later the strike is told of again: its own story, which takes up the first. */
static void test_follow(void **state)
{
    (void)state;
    static const struct {
        const char *id, *date;
        int town;
    } report[] = { { "a1", "2021-03-01", 0 }, { "a2", "2021-03-04", 0 }, { "a3", "2021-03-09", 0 },
        { "a4", "2021-03-12", 0 }, { "b1", "2025-09-01", 0 }, { "b2", "2025-09-03", 0 },
        { "b3", "2025-09-04", 0 }, { "c1", "2025-09-02", 3 }, { "c2", "2025-09-03", 3 },
        { "c3", "2025-09-05", 3 } };
    static const char asked[] = "SELECT id, other FROM why WHERE level = 2";
    const char *path = "build/test_group_later.jsonl";
    unit_drop_record(ONE);
    dateline *d = opened(ONE, NULL);
    for (size_t i = 0; i < sizeof report / sizeof *report; i++) {
        write_later(path, report[i].id, report[i].date, report[i].town, 3 + (int)i);
        add(d, path);
    }
    for (int again = 0; again < 2; again++) { /* added one by one, then afresh */
        char *said = ask(ONE, asked);
        assert_string_equal(said, "b1|a1\n");
        sqlite3_free(said);
        assert_int_equal(dateline_relink(d, NULL), DATELINE_OK);
    }
    dateline_close(d);
    unlink(path);
}

/* Each allocation of one small addition fails once: an error with its reason, and the
 * next try ends as if nothing had been. */
static void test_failing_memory(void **state)
{
    (void)state;
    char path[64];
    make_base(MANY);
    dateline *d = opened(MANY, NULL);
    add(d, name_of(path, BASE));
    dateline_close(d);
    for (long at = 1, done = 0; !done; at += at < 40 ? 1 : 97) {
        unit_memory m = { 0, at, 0 };
        dateline_memory hook = { unit_resize, &m };
        make_base(ONE);
        d = opened(ONE, &hook);
        const char *input = name_of(path, BASE);
        dateline_status s = d ? dateline_add(d, &input, 1, NULL, NULL) : DATELINE_OK;
        if (s > DATELINE_SKIPPED) assert_true(dateline_why(d)[0]);
        if (d) dateline_close(d);
        if (m.held) fail_msg("allocation %ld: %ld held", at, m.held);
        done = m.count < at;
        d = opened(ONE, NULL);
        add(d, input);
        dateline_close(d);
        expect_same(groups);
        expect_same(reasons);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_live),
        cmocka_unit_test(test_another_writer), cmocka_unit_test(test_order),
        cmocka_unit_test(test_bridge), cmocka_unit_test(test_follow),
        cmocka_unit_test(test_failing_memory) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char path[64];
    for (int i = 0; i < BASE + MORE; i++) unlink(name_of(path, i));
    unit_drop_record(ONE);
    unit_drop_record(MANY);
    return failed;
}
