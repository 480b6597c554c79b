/* What a page of a list costs does not grow with the record: the steps of SQLite's
 * machine are counted, in a record and in one of twice the reports. */
#include "unit.h"

#include <sqlite3.h>
#include <unistd.h>

#include "dateline.h"

#define DB "build/test_steps.db"
#define INPUT "build/test_steps.jsonl"
#define MODEL "build/model/en.dlm"

enum { REPORTS = 120, PAGE = 21, MORE_MOST = 1500 /* steps: of a deeper index, of a sort */ };

static uint64_t steps; /* of all statements that ended */

static int count_steps(unsigned what, void *user, void *statement, void *nanoseconds)
{
    (void)what;
    (void)user;
    (void)nanoseconds;
    steps += (uint64_t)sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

/* Called by SQLite for each connection. */
static int watch(sqlite3 *db, const char **why, const struct sqlite3_api_routines *api)
{
    (void)why;
    (void)api;
    return sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, count_steps, NULL);
}

/* A matter and a day each; the rare ones behind them are the same in every record. */
static void put_reports(FILE *f, int n)
{
    static const char *const town[] = { "Oslo", "Lima", "Accra", "Dakar", "Hanoi", "Quito" };
    static const char *const done[] = { "met", "accused", "visited", "criticised" };
    for (int i = 0; i < n; i++)
        fprintf(f,
            "{\"id\":\"m%05d\",\"date\":\"2015-%02d-%02d\",\"title\":\"Matter %d\",\"text\":"
            "\"Mayor Robert Adams%d of %s %s Minister Helen Brown%d on Friday. The harbour of "
            "quay%d was closed, police said.\"}\n",
            i, 1 + i % 12, 1 + i % 28, i, i, town[i % 6], done[i % 4], i, i);
    for (int i = 0; i < 3; i++)
        fprintf(f,
            "{\"id\":\"z%d\",\"date\":\"2016-03-0%d\",\"title\":\"Envoy in Reykjavik\",\"text\":"
            "\"Envoy Zebulon Quist met President Helga Vilhjalms in Reykjavik on Tuesday. "
            "Quist will visit Iceland again in June, the zymurgists said.\"}\n",
            i, 1 + i);
}

static dateline *make(int n, bool analysed)
{
    const char *input = INPUT;
    FILE *f = fopen(INPUT, "w");
    assert_non_null(f);
    put_reports(f, n);
    fclose(f);
    unit_drop_record(DB);
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o,
        .db = DB,
        .create = true,
        .model = analysed ? MODEL : "",
        .no_analysis = !analysed };
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
    return d;
}

static bool count_row(void *user, const dateline_row *row)
{
    (void)row;
    ++*(int *)user;
    return true;
}

typedef struct question {
    const char *what; /* a list; "who named": an entity of the name in `value` */
    const char *filter, *value;
    bool of_events; /* where reports are analysed */
} question;

static const question asked[] = { { "reports", NULL, NULL, false },
    { "story heads", "sort", "last", false }, { "story heads", "sort", "size", false },
    { "story heads", NULL, NULL, false }, { "events", NULL, NULL, true },
    { "events", "actor", "zebulon", true }, { "events", "actor", "quis", true },
    { "events", "recipient", "vilhjalms", true }, { "events", "place", "Reykjavik", true },
    { "events", "country", "ISL", true }, { "events", "about", "zymurgists", true },
    { "events", "from", "2016-02", true }, { "upcoming", NULL, NULL, true },
    { "events newest", NULL, NULL, true }, { "events newest", "actor", "quis", true },
    { "events newest", "from", "2016-02", true }, { "upcoming", "actor", "quist", true },
    { "who named", NULL, "quist", true } };
enum { ASKED = sizeof asked / sizeof *asked };

static dateline_filter filter_of(const question *q)
{
    dateline_filter f = { .size = sizeof f, .limit = PAGE };
    const struct {
        const char *name;
        const char **at;
    } field[] = { { "sort", &f.sort }, { "actor", &f.actor }, { "recipient", &f.recipient },
        { "place", &f.place }, { "country", &f.country }, { "about", &f.about },
        { "from", &f.from } };
    for (size_t i = 0; q->filter && i < sizeof field / sizeof *field; i++)
        if (strcmp(field[i].name, q->filter) == 0) *field[i].at = q->value;
    return f;
}

/* The second time: the first prepares statements, and reads the schema. */
static uint64_t cost(dateline *d, const question *q, int *rows)
{
    dateline_filter f = filter_of(q);
    for (int again = 0; again < 2; again++) {
        *rows = 0;
        steps = 0;
        dateline_status status = q->what[0] == 'w'
            ? dateline_show(d, q->what, q->value, count_row, rows)
            : dateline_list(d, q->what, &f, count_row, rows);
        assert_int_equal(status, DATELINE_OK);
    }
    return steps;
}

static void test_pages_do_not_grow(void **state)
{
    (void)state;
    bool analysed = access(MODEL, R_OK) == 0;
    uint64_t once[ASKED];
    int rows[ASKED], now;
    dateline *d = make(REPORTS, analysed);
    for (size_t i = 0; i < ASKED; i++) once[i] = cost(d, &asked[i], &rows[i]);
    dateline_close(d);
    d = make(2 * REPORTS, analysed);
    for (size_t i = 0; i < ASKED; i++) {
        if (asked[i].of_events && !analysed) continue;
        uint64_t twice = cost(d, &asked[i], &now);
        if (getenv("STEPS"))
            printf("%s %s: %d rows, %llu and %llu steps\n", asked[i].what,
                asked[i].value ? asked[i].value : "", now, (unsigned long long)once[i],
                (unsigned long long)twice);
        assert_true(now > 0 && now == rows[i]);
        assert_true(twice <= once[i] + once[i] / 10 + MORE_MOST);
    }
    dateline_close(d);
    unlink(INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_pages_do_not_grow) };
    sqlite3_auto_extension((void (*)(void))watch);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
