/* The record through the library: a file of an older schema is brought up to date after a
 * copy, one of a newer program is left alone. */
#include "ask.h"

#include <glob.h>
#include <unistd.h>

#include "dateline.h"
#include "doc/record.h"
#include "doc/record_group.h"
#include "store/store.h"

#define DB "build/test_store.db"
#define OLDER "build/test_store_older.db"

static dateline *opened(const char *db, bool create, bool read_only, dateline_status want)
{
    dateline *d = NULL;
    dateline_options o = {
        .size = sizeof o, .db = db, .model = "", .create = create, .read_only = read_only
    };
    assert_int_equal(dateline_open(&o, &d), want);
    return d;
}

static void expect(const char *db, const char *sql, const char *want)
{
    char *got = ask(db, sql);
    assert_string_equal(got, want);
    sqlite3_free(got);
}

static void make_record(void)
{
    unit_drop_record(DB);
    const char *input = "examples";
    dateline_counts counts;
    dateline *d = opened(DB, true, false, DATELINE_OK);
    assert_true(dateline_add(d, &input, 1, NULL, &counts) <= DATELINE_SKIPPED);
    assert_true(counts.added >= 24);
    dateline_close(d);
}

static const char everything[] = "SELECT id || ' ' || terms || ' ' || outlets || ' ' || origins "
                                 "FROM (SELECT * FROM story ORDER BY id)";
static const char schema[] =
    "SELECT m.type, m.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_schema m LEFT JOIN "
    "pragma_table_info(m.name) c WHERE m.name NOT LIKE 'search_%' ORDER BY m.name, c.name";

static char *text_of(const char *path)
{
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char *text = calloc(1, 1 << 18);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 18) - 1, f) > 0);
    fclose(f);
    return text;
}

/* The record at DB as a program of schema 2 would have made it. */
static void make_older(void)
{
    static const char *const table[] = { "meta(key, value)",
        "report(rep, id, state, version_of, url, title, outlet, agency, author, language, english,"
        " date, date_precision, date_basis, date_modified, date_retrieved, day, file, record,"
        " offset, sha256)",
        "body(rep, text)", "raw(rep, kind, charset, size, bytes, map)",
        "note(rep, file, record, code, byte, message)", "removed(rep, n, text, reason, at)",
        "analysis(rep, version, size, json)", "feature(rep, bytes)",
        "story(id, title, terms, first, last, outlets, origins)",
        "episode(id, title, terms, first, last, outlets, origins, story)", "member(rep, episode)",
        "copy(rep, copy_group, overlap, why)", "why(level, id, other, weight, text)",
        "alias(kind, old, now)" };
    char *older = text_of("tests/cases/store/schema-2.sql");
    unit_drop_record(OLDER);
    expect(OLDER, "PRAGMA page_size=16384; PRAGMA journal_mode=WAL", "wal\n");
    expect(OLDER, older, "");
    free(older);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char sql[1024];
        int n = (int)strcspn(table[i], "(");
        snprintf(sql, sizeof sql,
            "ATTACH '" DB "' AS new; INSERT INTO main.%s SELECT %.*s FROM new.%.*s", table[i],
            (int)strlen(table[i]) - n - 2, table[i] + n + 1, n, table[i]);
        expect(OLDER, sql, "");
    }
    expect(OLDER, "INSERT INTO search(search) VALUES ('rebuild'); PRAGMA application_id=1145851461",
        "");
    unit_drop_record(DB);
    assert_int_equal(rename(OLDER, DB), 0);
}

static bool count_row(void *user, const dateline_row *row)
{
    (void)row;
    ++*(int *)user;
    return true;
}

/* A row for a table that steps gave columns has to name its columns: they stand in
 * another order than in a new record. */
static bool names_columns(const char *sql, const char *table)
{
    size_t n = strlen(table);
    for (const char *at = sql; (at = strstr(at, "INTO ")); at++) {
        const char *name = at + strlen("INTO ");
        bool here = !strncmp(name, table, n) && !strchr("_abcdefghijklmnopqrstuvwxyz", name[n]);
        if (here && strncmp(name + n, " (", 2) && name[n] != '(') return false;
    }
    return true;
}

static const char order[] = "SELECT m.name, c.cid, c.name FROM sqlite_schema m JOIN "
                            "pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT "
                            "LIKE 'search_%' ORDER BY m.name, c.cid";

/* Of both, a row a line: the names of tables with a line that only one of them has. */
static void check_order(const char *fresh, const char *upgraded)
{
    glob_t files;
    int wrong = 0;
    assert_int_equal(glob("src/store/sql/*.sql", 0, NULL, &files), 0);
    for (const char *line = upgraded; *line; line += strcspn(line, "\n") + 1) {
        char row[200], table[100];
        snprintf(row, sizeof row, "%.*s\n", (int)strcspn(line, "\n"), line);
        if (strstr(fresh, row)) continue;
        snprintf(table, sizeof table, "%.*s", (int)strcspn(row, "|"), row);
        for (size_t i = 0; i < files.gl_pathc; i++) {
            char *sql = text_of(files.gl_pathv[i]);
            bool named = names_columns(sql, table);
            free(sql);
            if (named) continue;
            printf("%s: a row of %s without the names of its columns\n", files.gl_pathv[i], table);
            wrong++;
        }
    }
    globfree(&files);
    assert_int_equal(wrong, 0);
}

static void test_older_schema(void **state)
{
    (void)state;
    int findings = 0;
    make_record();
    char *stories = ask(DB, everything), *shape = ask(DB, schema), *fresh = ask(DB, order);
    make_older();
    expect(DB, "DROP TABLE feature; DROP INDEX copy_of; PRAGMA user_version=1", "");
    dateline *d = opened(DB, false, true, DATELINE_FAILED);
    assert_non_null(strstr(dateline_why(d), "older schema"));
    dateline_close(d);
    expect(DB, "PRAGMA user_version", "1\n");
    d = opened(DB, false, false, DATELINE_OK);
    assert_int_equal(dateline_relink(d, NULL), DATELINE_OK);
    dateline_close(d);
    expect(DB, everything, stories);
    expect(DB, schema, shape);
    char *upgraded = ask(DB, order);
    check_order(fresh, upgraded);
    sqlite3_free(upgraded);
    sqlite3_free(fresh);
    expect(DB, "PRAGMA user_version", "20\n");
    d = opened(DB, false, true, DATELINE_OK);
    assert_int_equal(dateline_check(d, count_row, &findings), DATELINE_OK);
    dateline_close(d);
    expect(DB, "SELECT count(*) FROM search WHERE search MATCH 'treaties'", "6\n");
    expect(DB,
        "SELECT count(*) FROM report WHERE state = 'live' AND rep NOT IN (SELECT rep FROM feature)",
        "0\n");
    expect(DB ".schema1", "PRAGMA user_version", "1\n");
    expect(DB ".schema1", everything, stories);
    sqlite3_free(shape);
    sqlite3_free(stories);
    unit_drop_record(DB);
}

/* Where reports stand in their stories is kept up one by one, as it would be made of all:
 * rows that only one of the two has. */
static const char members_differ[] =
    "WITH made AS (SELECT e.story, coalesce(r.day, 2147483647), r.id, r.rep, "
    "coalesce(d.last, r.day, 2147483647) FROM episode e JOIN member m ON m.episode = e.id "
    "JOIN report r USING (rep) LEFT JOIN dated d USING (rep) WHERE r.state = 'live'), "
    "kept AS (SELECT story, given, id, rep, known FROM kept_member) "
    "SELECT (SELECT count(*) FROM (SELECT * FROM made EXCEPT SELECT * FROM kept)), "
    "(SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM made)), "
    "(SELECT count(*) FROM kept_story WHERE reports < 0)";

static void test_members_are_kept(void **state)
{
    (void)state;
    enum { FIRST = 20, ALL = 32 };
    unit_drop_record(DB);
    for (int n = 0; n < ALL; n = n ? n + 1 : FIRST) {
        const char *input = "build/test_store.jsonl";
        FILE *f = fopen(input, "w");
        assert_non_null(f);
        for (int i = n; i < (n ? n + 1 : FIRST); i++)
            fprintf(f,
                "{\"id\":\"r%02d\",\"date\":\"2016-03-%02d\",\"title\":\"Matter %d\",\"text\":"
                "\"The mayor of Port Selwyn, Ada Lind, closed the harbour of Quay %d on Friday "
                "after the ferry Elm %d ran aground there.\"}\n",
                (i * 7) % ALL, 1 + i % 28, i % 5, i % 5, i % 5);
        fclose(f);
        dateline *d = opened(DB, true, false, DATELINE_OK);
        assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
        dateline_close(d);
        expect(DB, members_differ, "0|0|0\n");
        unlink(input);
    }
    unit_drop_record(DB);
}

static void test_newer_schema(void **state)
{
    (void)state;
    make_record();
    expect(DB, "PRAGMA user_version=99", "");
    dateline *d = opened(DB, false, false, DATELINE_FAILED);
    assert_non_null(strstr(dateline_why(d), "newer program"));
    dateline_close(d);
    expect(DB, "PRAGMA user_version", "99\n");
    assert_int_not_equal(access(DB ".schema99", F_OK), 0);
    unit_drop_record(DB);
}

/* Features that are damaged, or of another version, are made from the text: the groups
 * are the same. */
static void test_damaged_features(void **state)
{
    (void)state;
    make_record();
    char *stories = ask(DB, everything);
    expect(DB,
        "UPDATE feature SET bytes = CASE rep % 4 WHEN 0 THEN x'' WHEN 1 THEN x'02000500' WHEN 2 "
        "THEN x'0200FFFF0000000000000000' ELSE x'FF' END",
        "");
    dateline *d = opened(DB, false, false, DATELINE_OK);
    assert_int_equal(dateline_relink(d, NULL), DATELINE_OK);
    dateline_close(d);
    expect(DB, everything, stories);
    expect(DB,
        "SELECT count(*) FROM feature JOIN report USING (rep) WHERE state = 'live' AND "
        "length(bytes) < 12",
        "0\n");
    sqlite3_free(stories);
    unit_drop_record(DB);
}

/* Of more than 2,000 reports the newest are ranked, and that is said. */
static void test_many_matches(void **state)
{
    (void)state;
    const char *input = "build/test_store.jsonl";
    FILE *f = fopen(input, "w");
    assert_non_null(f);
    for (int i = 0; i < 2001; i++)
        fprintf(f, "{\"id\":\"r%d\",\"text\":\"The lamplighter%s counted lantern %d.\"}\n", i,
            i ? "" : " and his cat", i);
    fclose(f);
    unit_drop_record(DB);
    dateline *d = NULL;
    dateline_options o = {
        .size = sizeof o, .db = DB, .model = "", .create = true, .no_link = true
    };
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
    int n = 0;
    dateline_filter all = { .size = sizeof all, .limit = 5000 };
    assert_int_equal(dateline_search(d, "lamplighter", &all, count_row, &n), DATELINE_OK);
    assert_int_equal(n, 2000);
    dateline_found found;
    dateline_search_found(d, &found);
    assert_true(found.newest_only);
    assert_int_equal(found.total, 2001);
    n = 0;
    assert_int_equal(dateline_search(d, "lamplighter cat", &all, count_row, &n), DATELINE_OK);
    assert_int_equal(n, 1);
    dateline_search_found(d, &found);
    assert_false(found.newest_only);
    assert_int_equal(found.total, 1);
    dateline_close(d);
    unlink(input);
    unit_drop_record(DB);
}

/* Grouping everything anew drops the indexes of links and makes them again: as they
 * were. */
static void test_indexes_stay(void **state)
{
    (void)state;
    static const char indexes[] =
        "SELECT name || ': ' || trim(sql, ' ' || char(10)) FROM sqlite_schema "
        "WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
    unit_drop_record(DB);
    dateline_close(opened(DB, true, false, DATELINE_OK));
    char *empty = ask(DB, indexes);
    assert_non_null(strstr(empty, "merged_first"));
    make_record();
    dateline *d = opened(DB, false, false, DATELINE_OK);
    assert_int_equal(dateline_relink(d, NULL), DATELINE_OK);
    dateline_close(d);
    expect(DB, indexes, empty);
    sqlite3_free(empty);
}

/* The index is as SQLite's own tokenizer would have made it: it says so itself, and
 * search asks for stems as it does. */
static void test_index_is_sqlites(void **state)
{
    (void)state;
    static const char *const texts[] = { "Walking WALKED walks, walker's. Hopping hoped hops.",
        "caf\u00e9s Caf\u00c9 \u0141\u00f3d\u017a na\u00efvely x\u00e9y \u4e1c\u4eac a\u0301b",
        "internationalization internationalizations incomprehensibilities",
        "1999 3rd a1b2 x i I'm U.S. _under_score \u00a0no\u00adbreak \u2028smiles",
        "walking walked hopping hoped hops caresses ponies sky skies" };
    const char *input = "build/test_store.jsonl";
    FILE *f = fopen(input, "w");
    assert_non_null(f);
    for (int i = 0; i < 500; i++) /* and words enough for places to be taken by others */
        fprintf(f, "{\"id\":\"r%d\",\"text\":\"%s lanterns%ding told%des.\"}\n", i, texts[i % 5],
            i * 7919, i * 104729);
    fclose(f);
    unit_drop_record(DB);
    dateline *d = opened(DB, true, false, DATELINE_OK);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
    int n = 0;
    dateline_filter all = { .size = sizeof all, .limit = 500 };
    assert_int_equal(dateline_search(d, "hoping", &all, count_row, &n), DATELINE_OK);
    assert_int_equal(n, 200);
    dateline_close(d);
    expect(DB, "INSERT INTO search(search, rank) VALUES ('integrity-check', 1)", "");
    unlink(input);
    unit_drop_record(DB);
}

/* ---- what was noted of a grouping that is not linked */

static void note(dl_store *s)
{
    dl_record r = dl_store_record(s);
    assert_true(dl_store_begin(s));
    dl_store_note_grouped(s);
    r.group->gone(r.ctx, DL_EPISODE, DL_S("no-such"), DL_S("nor-this"));
    assert_false(dl_failed(dl_store_err(s)));
}

/* Its tables go with the transaction that made them, or with those of all links: what
 * comes next does not ask for them. */
static void test_notes_of_groups(void **state)
{
    (void)state;
    dl_err e;
    make_record();
    dl_store *s = dl_store_open(NULL, DB, 0, NULL, &e);
    assert_non_null(s);
    dl_record r = dl_store_record(s);
    note(s);
    dl_store_rollback(s);
    assert_true(dl_store_begin(s));
    r.group->gone(r.ctx, DL_EPISODE, DL_S("no-such"), DL_S("nor-this"));
    assert_true(dl_store_commit(s));
    note(s);
    assert_true(dl_store_commit(s));
    assert_true(dl_store_begin(s));
    dl_store_stage_links(s, DL_LINK_ALL);
    dl_store_apply_links(s, DL_LINK_ALL);
    assert_false(dl_failed(dl_store_err(s)));
    dl_store_rollback(s);
    dl_store_close(s);
    unit_drop_record(DB);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_older_schema),
        cmocka_unit_test(test_newer_schema), cmocka_unit_test(test_members_are_kept),
        cmocka_unit_test(test_damaged_features), cmocka_unit_test(test_many_matches),
        cmocka_unit_test(test_index_is_sqlites), cmocka_unit_test(test_indexes_stay),
        cmocka_unit_test(test_notes_of_groups) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
