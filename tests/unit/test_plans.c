/* How SQLite means to answer each query of src/store/sql: none goes through all rows of
 * one table for each row of another, which takes a second in a small record and days in a
 * large one. */
#include "ask.h"
#include "made.h"

#include "store/store_private.h"

#define DB "build/test_plans.db"

static const struct query {
    const char *name, *text;
} queries[] = {
#define QUERY(name, text) { #name, text },
#include "queries.inc"
#undef QUERY
};

/* Their inner rows are few, whatever the record holds: a role of the 12 that are told,
 * the hits of one page, an origin of the few that tell one sentence. */
static const char *const few[] = { "who_roles", "some_roles", "search", "search_newest",
    "show_story_sources" };

static bool is_few(const char *name)
{
    for (size_t i = 0; i < sizeof few / sizeof *few; i++)
        if (strcmp(name, few[i]) == 0) return true;
    return false;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void make_temporary_tables(sqlite3 *db)
{
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (begins(queries[i].text, "CREATE TEMP TABLE"))
            assert_int_equal(sqlite3_exec(db, queries[i].text, NULL, NULL, NULL), SQLITE_OK);
}

enum { LOOPS = 512 };

/* Scans whose rows are gone through for each other's have one parent in the plan. */
static int most_scans(sqlite3_stmt *q)
{
    int parent[LOOPS], n = 0, most = 0;
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *what = (const char *)sqlite3_column_text(q, 3);
        if (!begins(what, "SCAN ") || begins(what, "SCAN CONSTANT")) continue;
        assert_true(n < LOOPS);
        parent[n++] = sqlite3_column_int(q, 1);
    }
    for (int i = 0; i < n; i++) {
        int same = 0;
        for (int k = 0; k < n; k++) same += parent[k] == parent[i];
        if (same > most) most = same;
    }
    return most;
}

/* -1: it is of tables that are not there (of a damaged record beside this one). */
static int scans_of(sqlite3 *db, const char *text)
{
    sqlite3_stmt *q = NULL;
    char *plan = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", text);
    assert_non_null(plan);
    int rc = sqlite3_prepare_v2(db, plan, -1, &q, NULL);
    int scans = rc == SQLITE_OK ? most_scans(q) : -1;
    sqlite3_finalize(q);
    sqlite3_free(plan);
    return scans;
}

static bool asks(const char *text)
{
    return begins(text, "SELECT") || begins(text, "WITH") || begins(text, "INSERT")
        || begins(text, "UPDATE") || begins(text, "DELETE");
}

static void nothing(FILE *f) { fputs("{\"id\":\"a\",\"text\":\"It rained in Oslo.\"}\n", f); }

static void test_plans(void **state)
{
    (void)state;
    dl_err e;
    made_record(DB, nothing);
    dl_store *s = dl_store_open(NULL, DB, 0, NULL, &e);
    assert_non_null(s);
    make_temporary_tables(s->db);
    int asked = 0, failed = 0;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        int scans = asks(queries[i].text) ? scans_of(s->db, queries[i].text) : 0;
        asked += scans >= 0;
        if (scans < 0) assert_true(begins(queries[i].name, "rescue_"));
        if (scans < 2 || is_few(queries[i].name)) continue;
        print_error("%s goes through a table for each row of another\n", queries[i].name);
        failed++;
    }
    assert_true(asked > 400);
    assert_int_equal(failed, 0);
    dl_store_close(s);
    unit_drop_record(DB);
}

/* What is looked for is found where it is: the loop that was in link.sql. */
static void test_a_loop_is_found(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE a (x); CREATE TABLE b (x PRIMARY KEY, y)", NULL,
                         NULL, NULL),
        SQLITE_OK);
    assert_int_equal(scans_of(db, "SELECT * FROM a CROSS JOIN b ON b.y <> a.x"), 2);
    assert_int_equal(scans_of(db, "SELECT * FROM a CROSS JOIN b ON b.x = a.x"), 1);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_plans),
        cmocka_unit_test(test_a_loop_is_found) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
