/* Marks and events as rows of the record: what views tell any SQLite tool, the same in
 * any order of arrival, gone with the report, seen by check when damaged, made anew by
 * repair; and the layers as rooms ask for them. Needs the language model. */
#include "ask.h"

#include "base/base.h"
#include "dateline.h"
#include "store/store.h"

#define DB "build/test_mark_rows.db"

static void drop(void) { unit_drop_record(DB); }

static dateline *opened(bool read_only)
{
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o,
        .db = DB,
        .model = UNIT_MODEL,
        .create = !read_only,
        .read_only = read_only };
    if (dateline_open(&o, &d) != DATELINE_OK) fail_msg("%s", dateline_why(d));
    return d;
}

static void make_record(const char *const *input, size_t n)
{
    drop();
    dateline *d = opened(false);
    assert_true(dateline_add(d, input, n, NULL, NULL) <= DATELINE_SKIPPED);
    dateline_close(d);
}

static void expect(const char *sql, const char *want)
{
    char *got = ask(DB, sql);
    if (strcmp(got, want) != 0) fail_msg("%s\n%s\nnot: %s", sql, got, want);
    sqlite3_free(got);
}

static bool add_row(void *user, const dateline_row *row)
{
    dl_buf_add(user, dl_slice_of(row->json, row->json_n));
    dl_buf_byte(user, '\n');
    return true;
}

typedef dateline_status (*asking)(dateline *d, dateline_visit visit, void *user);

static dateline_status list_events(dateline *d, dateline_visit visit, void *user)
{
    return dateline_list(d, "events", NULL, visit, user);
}

/* What a call tells, a row a line; and its status. */
static dl_buf told(asking call, dateline_status *status)
{
    dl_buf said;
    dl_buf_init(&said, NULL);
    dateline *d = opened(true);
    *status = call(d, add_row, &said);
    dateline_close(d);
    return said;
}

/* ---- what the views tell */

static const char tale[] =
    "{\"id\":\"a\",\"outlet\":\"Post\",\"date\":\"2023-03-07\",\"title\":\"Zoë Müller meets "
    "Putin\",\"text\":\"Zoë Müller met Vladimir Putin in Moscow on Monday. \\\"We will talk "
    "again,\\\" said Müller. The fund holds $5 million.\"}\n";

static void make_record_of(const char *lines)
{
    static const char *const input[] = { "build/test_mark_rows.jsonl" };
    FILE *f = fopen(input[0], "w");
    assert_non_null(f);
    assert_true(fputs(lines, f) >= 0);
    fclose(f);
    make_record(input, 1);
    unlink(input[0]);
}

static void make_tale(void) { make_record_of(tale); }

/* Code points, not bytes: the names have two of two bytes each. */
static void test_views(void **state)
{
    (void)state;
    make_tale();
    expect("SELECT name, kind, in_title, start, \"end\" FROM v_mentions WHERE text = 'Zoë Müller' "
           "ORDER BY in_title",
        "Zoë Müller|PERSON|0|0|10\nZoë Müller|PERSON|1|0|10\n");
    expect("SELECT name, start, \"end\" FROM v_mentions WHERE text = 'Moscow'", "Moscow|33|39\n");
    expect("SELECT actors, recipients, place, time_from, time_to, status, sentence FROM "
           "v_told_events WHERE lemma = 'meet' AND NOT in_title",
        "Zoë Müller|Vladimir Putin|Moscow|2023-03-06|2023-03-06|happened|Zoë Müller met Vladimir "
        "Putin in Moscow on Monday.\n");
    expect("SELECT role, name, kind FROM v_parties WHERE event = (SELECT id FROM v_told_events "
           "WHERE lemma = 'meet' AND NOT in_title) ORDER BY role",
        "actor|Zoë Müller|PERSON\nrecipient|Vladimir Putin|PERSON\n");
    expect("SELECT speaker, text LIKE 'We will talk again%', cue, form FROM v_quotes",
        "Zoë Müller|1|said|direct\n");
    expect("SELECT text, type, value, \"from\" FROM v_times WHERE text = 'Monday'",
        "Monday|DATE|2023-03-06|2023-03-06\n");
    expect("SELECT text, kind, value, unit FROM v_amounts", "$5 million|money|5000000.0|USD\n");
    expect("SELECT name, country, precision, round(lat), round(lon) FROM v_places WHERE name = "
           "'Moscow'",
        "Moscow|RUS|point|56.0|38.0\n");
    expect("PRAGMA foreign_key_check", "");
    drop();
}

/* What all views tell, but for the row numbers that depend on the order of arrival. */
static char *everything(void)
{
    static const char *const view[] = { "v_told_events", "v_parties", "v_mentions", "v_places",
        "v_times", "v_amounts", "v_quotes" };
    char *all = sqlite3_mprintf("");
    for (size_t i = 0; i < sizeof view / sizeof *view; i++) {
        char *sql = sqlite3_mprintf("SELECT group_concat('\"' || name || '\"') FROM "
                                    "pragma_table_info('%s') WHERE name <> 'rep'",
            view[i]);
        char *columns = ask(DB, sql);
        char *rows = sqlite3_mprintf("SELECT %s FROM %s ORDER BY %s", columns, view[i], columns);
        char *told_rows = ask(DB, rows);
        char *more = sqlite3_mprintf("%s%s", all, told_rows);
        char *done[] = { sql, columns, rows, told_rows, all };
        for (size_t k = 0; k < sizeof done / sizeof *done; k++) sqlite3_free(done[k]);
        all = more;
    }
    return all;
}

static void test_any_order(void **state)
{
    (void)state;
    static const char *const forth[] = { "examples/reports.jsonl", "examples/more.jsonl.gz",
        "examples/kanal-suez.txt" };
    static const char *const back[] = { "examples/kanal-suez.txt", "examples/more.jsonl.gz",
        "examples/reports.jsonl" };
    make_record(forth, 3);
    char *one = everything();
    make_record(back, 3);
    char *other = everything();
    assert_true(strlen(one) > 10000);
    assert_string_equal(one, other);
    dateline *d = opened(false);
    assert_true(dateline_reanalyse(d, false, NULL, NULL) <= DATELINE_SKIPPED);
    dateline_close(d);
    sqlite3_free(other);
    other = everything();
    assert_string_equal(one, other);
    sqlite3_free(one);
    sqlite3_free(other);
    drop();
}

static void test_gone_with_the_report(void **state)
{
    (void)state;
    make_tale();
    expect("SELECT count(*) > 3 FROM party", "1\n");
    dateline *d = opened(false);
    assert_int_equal(dateline_remove(d, "a"), DATELINE_OK);
    dateline_close(d);
    expect("SELECT count(*) FROM sentence UNION ALL SELECT count(*) FROM entity UNION ALL SELECT "
           "count(*) FROM mention UNION ALL SELECT count(*) FROM timex UNION ALL SELECT count(*) "
           "FROM amount UNION ALL SELECT count(*) "
           "FROM quote UNION ALL SELECT count(*) FROM event UNION ALL SELECT count(*) FROM party "
           "UNION ALL SELECT count(*) FROM layers",
        "0\n0\n0\n0\n0\n0\n0\n0\n0\n");
    drop();
}

/* ---- damage */

static void is_found(const char *sql, const char *part)
{
    dateline_status status;
    char *done = ask(DB, sql);
    dl_buf said = told(dateline_check, &status);
    if (status != DATELINE_FAILED) fail_msg("called sound: %s", sql);
    if (!strstr(said.p, part)) fail_msg("%s: no word of %s in %s", sql, part, said.p);
    dl_buf_free(&said);
    sqlite3_free(done);
}

static void is_sound(void)
{
    dateline_status status;
    dl_buf said = told(dateline_check, &status);
    if (status != DATELINE_OK) fail_msg("%s", said.p);
    dl_buf_free(&said);
}

static void repair(void)
{
    dateline *d = opened(false);
    assert_int_equal(dateline_repair(d, NULL, NULL), DATELINE_OK);
    dateline_close(d);
    is_sound();
}

static void test_damage(void **state)
{
    (void)state;
    static const char *const table[] = { "sentence", "entity", "place", "mention", "timex", "quote",
        "amount", "event", "party" };
    make_tale();
    is_sound();
    char *whole = everything();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "PRAGMA foreign_keys = 0; DELETE FROM %s", table[i]);
        is_found(sql, "\"marks\",\"id\":\"a\"");
        repair();
        snprintf(sql, sizeof sql, "UPDATE %s SET sum = sum + 1", table[i]);
        is_found(sql, "\"marks\",\"id\":\"a\"");
        repair();
        char *again = everything();
        assert_string_equal(again, whole);
        sqlite3_free(again);
    }
    sqlite3_free(whole);
    drop();
}

/* An event of which a row is damaged is not told as if it were sound. */
static void test_damaged_event(void **state)
{
    (void)state;
    static const char *const damage[] = { "UPDATE event SET rule = 'none'",
        "UPDATE merged SET status = 2", "UPDATE entity SET name = 'Nobody'",
        "UPDATE thing SET code = 'XXX'" };
    dateline_status status;
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        make_tale();
        sqlite3_free(ask(DB, damage[i]));
        dl_buf said = told(list_events, &status);
        assert_int_equal(status, DATELINE_FAILED);
        assert_null(strstr(said.p, "\"place\":{\"name\":\"Moscow\""));
        dl_buf_free(&said);
    }
    drop();
}

/* What was announced, what came of it, and a count. */
static const char announced[] =
    "{\"id\":\"a\",\"outlet\":\"Post\",\"date\":\"2023-03-01\",\"text\":\"Prime Minister Zoe "
    "Miller of Latvia will visit Norway on March 6, her office said. The visit of Zoe Miller to "
    "Norway is the first in years.\"}\n"
    "{\"id\":\"b\",\"outlet\":\"Mail\",\"date\":\"2023-03-06\",\"text\":\"Prime Minister Zoe "
    "Miller of Latvia visited Norway on Monday, her office said. Three people were killed in an "
    "attack on a bus in Oslo on Monday, before the visit of Zoe Miller to Norway.\"}\n";

/* Rows of its own that hang on an event or say what an entity is. */
static void test_damaged_links(void **state)
{
    (void)state;
    static const char *const damage[][3] = {
        { "thing_in", "UPDATE thing_in SET entity = entity + 100", "\"entities\"" },
        { "merged_party", "UPDATE merged_party SET name = 'Nobody'", "\"events\"" },
        { "merged_mention", "UPDATE merged_mention SET mention = mention + 1", "\"events\"" },
        { "merged_count", "UPDATE merged_count SET most = 300", "\"events\"" },
        { "merged_link", "UPDATE merged_link SET kind = 'cancels'", "\"events\"" },
    };
    dateline_status status;
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        make_record_of(announced);
        is_sound();
        char *rows = sqlite3_mprintf("SELECT count(*) > 0 FROM %s", damage[i][0]);
        expect(rows, "1\n");
        sqlite3_free(rows);
        is_found(damage[i][1], damage[i][2]);
        dl_buf said = told(list_events, &status);
        bool of_events = i > 0; /* who says it, where it is told, is of no event here */
        assert_int_equal(status, of_events ? DATELINE_FAILED : DATELINE_OK);
        dl_buf_free(&said);
    }
    drop();
}

/* ---- the layers, as the rooms over many reports ask for them */

static void see_layers(void *user, const dl_layers *l)
{
    dl_buf *b = user;
    dl_buf_fmt(b, "%u %u %u %u\n", l->marks.entities.n, l->marks.times.n, l->marks.quotes.n,
        l->events.at.n);
}

/* Numbers of entities, times, quotes and events of the first report. */
static dl_buf layers_told(dl_code *code)
{
    dl_err e;
    dl_buf said;
    dl_err_clear(&e);
    dl_buf_init(&said, NULL);
    dl_store *s = dl_store_open(NULL, DB, DL_STORE_READ_ONLY, NULL, &e);
    assert_non_null(s);
    dl_record record = dl_store_record(s);
    record.layers(record.ctx, 1, see_layers, &said);
    *code = record.err->code;
    dl_store_close(s);
    return said;
}

static void test_layers(void **state)
{
    (void)state;
    dl_code code;
    make_tale();
    char *want = ask(DB,
        "SELECT (SELECT count(*) FROM entity) || ' ' || (SELECT count(*) FROM "
        "timex) || ' ' || (SELECT count(*) FROM quote) || ' ' || (SELECT count(*) "
        "FROM event)");
    dl_buf said = layers_told(&code);
    assert_int_equal(code, DL_OK);
    assert_string_equal(said.p, want);
    dl_buf_free(&said);
    sqlite3_free(want);
    sqlite3_free(ask(DB, "UPDATE layers SET bytes = zeroblob(length(bytes))"));
    said = layers_told(&code);
    assert_int_equal(code, DL_EFORMAT);
    assert_int_equal(said.n, 0);
    dl_buf_free(&said);
    drop();
}

int main(void)
{
    if (!unit_has_model("test_mark_rows")) return 0;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_views),
        cmocka_unit_test(test_any_order), cmocka_unit_test(test_gone_with_the_report),
        cmocka_unit_test(test_damage), cmocka_unit_test(test_damaged_event),
        cmocka_unit_test(test_damaged_links), cmocka_unit_test(test_layers) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
