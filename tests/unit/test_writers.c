/* Several processes and one record: each waits its turn, none fails, nothing is
 * doubled. A file that is not ours, or may not be written, stays as it is. */
#include "ask.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dateline.h"

enum { WRITERS = 6, REPORTS = 40 };

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/dateline-writers-XXXXXX");
    return mkdtemp(folder) ? 0 : 1;
}

static int drop_folder(void **state)
{
    (void)state;
    char command[192];
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", folder, folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    static char path[32][192];
    static unsigned turn;
    char *p = path[turn++ % 32];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    return p;
}

static void write_reports(const char *path, int writer)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 0; i < REPORTS; i++)
        fprintf(f,
            "{\"id\":\"w%d-%d\",\"title\":\"Lock gate %d of canal %d opens\",\"text\":\"The lock "
            "gate number %d on canal %d was opened again after repairs of %d weeks.\"}\n",
            writer, i, i, writer, i, writer, i + 2);
    fclose(f);
}

static dateline *opened(const char *db, bool create, unsigned wait, dateline_status want)
{
    dateline *d = NULL;
    dateline_options o = {
        .size = sizeof o, .db = db, .model = "", .create = create, .threads = 2, .wait = wait
    };
    dateline_status got = dateline_open(&o, &d);
    if (got != want) fail_msg("%s: %d: %s", db, (int)got, dateline_why(d));
    return d;
}

/* In a process of its own: answers the exit status. */
static int add_one(const char *db, const char *input, unsigned wait)
{
    dateline *d = NULL;
    dateline_options o = {
        .size = sizeof o, .db = db, .model = "", .create = true, .threads = 2, .wait = wait
    };
    dateline_status status = dateline_open(&o, &d);
    if (status == DATELINE_OK) status = dateline_add(d, &input, 1, NULL, NULL);
    if (status > DATELINE_SKIPPED) fprintf(stderr, "%s\n", dateline_why(d));
    dateline_close(d);
    return (int)status;
}

static void expect(const char *db, const char *sql, const char *want)
{
    char *got = ask(db, sql);
    assert_string_equal(got, want);
    sqlite3_free(got);
}

static bool see(void *user, const dateline_row *row)
{
    (void)user;
    (void)row;
    return true;
}

static void is_sound(const char *db)
{
    dateline *d = opened(db, false, 0, DATELINE_OK);
    if (dateline_check(d, see, NULL) != DATELINE_OK) fail_msg("%s", dateline_why(d));
    dateline_close(d);
}

static void all_end_well(const pid_t *child, int n)
{
    for (int i = 0; i < n; i++) {
        int status = -1;
        assert_int_equal(waitpid(child[i], &status, 0), child[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

/* ---- making, adding: all at once, with one input in common */

static void test_many_writers(void **state)
{
    (void)state;
    const char *db = path_of("many.db");
    pid_t child[WRITERS];
    char input[WRITERS][160];
    for (int i = 0; i < WRITERS; i++) {
        char name[32];
        snprintf(name, sizeof name, "many%d.jsonl", i);
        snprintf(input[i], sizeof input[i], "%s", path_of(name));
        write_reports(input[i], i / 2); /* two bring the same */
    }
    for (int i = 0; i < WRITERS; i++) {
        child[i] = fork();
        if (child[i] == 0) _exit(add_one(db, input[i], 0));
    }
    all_end_well(child, WRITERS);
    expect(db, "SELECT count(*), count(DISTINCT id) FROM report", "120|120\n");
    expect(db, "SELECT value FROM meta WHERE key = 'linked'", "yes\n");
    is_sound(db);
}

/* ---- a writer that waits for input, or works, locks nobody out */

static void test_idle_pipe(void **state)
{
    (void)state;
    const char *db = path_of("idle.db"), *one = path_of("one.jsonl");
    int ends[2];
    write_reports(one, 9);
    assert_int_equal(pipe(ends), 0);
    pid_t waiting = fork();
    if (waiting == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[1]);
        _exit(add_one(db, "-", 0));
    }
    close(ends[0]);
    static const char line[] = "{\"id\":\"first\",\"text\":\"The first report came by a pipe.\"}\n";
    assert_int_equal(write(ends[1], line, sizeof line - 1), sizeof line - 1);
    /* It is written while the pipe is idle ... */
    bool there = false;
    for (int i = 0; i < 500 && !there; i++) {
        usleep(20000);
        if (access(db, F_OK) != 0) continue;
        char *n = ask(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'report'");
        bool made = strcmp(n, "1\n") == 0;
        sqlite3_free(n);
        if (!made) continue;
        n = ask(db, "SELECT count(*) FROM report");
        there = strcmp(n, "1\n") == 0;
        sqlite3_free(n);
    }
    assert_true(there);
    /* ... and another one need not wait. */
    assert_int_equal(add_one(db, one, 1), 0);
    close(ends[1]);
    all_end_well(&waiting, 1);
    expect(db, "SELECT count(*) FROM report", "41\n");
    is_sound(db);
}

static void told(void *user) { ++*(int *)user; }

/* Who waits too long says so, and that it waits. */
static void test_wait_ends(void **state)
{
    (void)state;
    const char *db = path_of("held.db"), *input = path_of("held.jsonl");
    int times = 0;
    sqlite3 *other = NULL;
    write_reports(input, 1);
    dateline_close(opened(db, true, 0, DATELINE_OK));
    assert_int_equal(sqlite3_open(db, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    dateline *d = NULL;
    dateline_options o = {
        .size = sizeof o, .db = db, .model = "", .wait = 2, .waiting = told, .waiting_user = &times
    };
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_FAILED);
    assert_int_equal(times, 1);
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
    dateline_close(d);
}

/* ---- what is not ours, or may not be written */

static char *bytes_of(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *p = calloc(1, 1 << 20);
    assert_non_null(f);
    assert_non_null(p);
    *n = fread(p, 1, 1 << 20, f);
    fclose(f);
    return p;
}

static void test_foreign_file(void **state)
{
    (void)state;
    const char *db = path_of("foreign.db");
    size_t before_n = 0, after_n = 0;
    expect(db, "CREATE TABLE t(x); INSERT INTO t VALUES (1)", "");
    char *before = bytes_of(db, &before_n);
    dateline *d = opened(db, true, 0, DATELINE_FAILED);
    assert_non_null(strstr(dateline_why(d), "no record of Dateline's"));
    dateline_close(d);
    char *after = bytes_of(db, &after_n);
    assert_int_equal(before_n, after_n);
    assert_memory_equal(before, after, before_n);
    assert_int_not_equal(access(path_of("foreign.db-wal"), F_OK), 0);
    free(before);
    free(after);
}

static void test_no_path(void **state)
{
    (void)state;
    static const char *const no[] = { "", ":memory:", "file:x.db", "file:x?mode=memory" };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        dateline *d = opened(no[i], true, 0, DATELINE_FAILED);
        assert_non_null(strstr(dateline_why(d), "no path"));
        dateline_close(d);
    }
}

static bool hear(void *user, const dateline_row *row)
{
    ++*(int *)user;
    (void)row;
    return true;
}

/* As another user would have it, whom the rights bind: lists, search, check; nothing is
 * left behind. */
static int read_only_child(const char *db)
{
    if (geteuid() == 0 && setuid(65534) != 0) return 9;
    int rows = 0;
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = db, .model = "", .read_only = true };
    if (dateline_open(&o, &d) != DATELINE_OK) return 1;
    if (dateline_list(d, "reports", NULL, hear, &rows) != DATELINE_OK || rows != REPORTS) return 2;
    if (dateline_search(d, "canal", NULL, hear, &rows) != DATELINE_OK) return 3;
    dateline_close(d);
    o.read_only = false;
    if (dateline_open(&o, &d) != DATELINE_OK) return 4;
    if (dateline_check(d, see, NULL) != DATELINE_OK) return 5;
    dateline_close(d);
    return 0;
}

static void test_may_not_be_written(void **state)
{
    (void)state;
    const char *inside = path_of("closed"), *db = path_of("closed/r.db");
    const char *input = path_of("closed.jsonl");
    assert_int_equal(mkdir(inside, 0755), 0);
    write_reports(input, 3);
    assert_int_equal(add_one(db, input, 0), 0);
    assert_int_equal(chmod(folder, 0755) + chmod(db, 0444) + chmod(inside, 0555), 0);
    pid_t child = fork();
    if (child == 0) _exit(read_only_child(db));
    all_end_well(&child, 1);
    assert_int_not_equal(access(path_of("closed/r.db-shm"), F_OK), 0);
    assert_int_not_equal(access(path_of("closed/r.db-wal"), F_OK), 0);
}

/* What is written to the log of a file that is elsewhere would be lost without a word;
 * moved after the file, the log is whole. */
static void test_moved(void **state)
{
    (void)state;
    const char *db = path_of("here.db"), *there = path_of("there.db");
    const char *first = path_of("first.jsonl"), *second = path_of("second.jsonl");
    write_reports(first, 4);
    write_reports(second, 5);
    dateline *d = opened(db, true, 0, DATELINE_OK);
    assert_int_equal(dateline_add(d, &first, 1, NULL, NULL), DATELINE_OK);
    assert_int_equal(rename(db, there), 0);
    assert_int_equal(dateline_add(d, &second, 1, NULL, NULL), DATELINE_FAILED);
    assert_non_null(strstr(dateline_why(d), "moved"));
    dateline_close(d);
    assert_int_equal(rename(path_of("here.db-wal"), path_of("there.db-wal")), 0);
    is_sound(there);
    assert_int_equal(add_one(there, first, 0), 0);
    expect(there, "SELECT count(*) > 0, count(*) = count(DISTINCT id) FROM report", "1|1\n");
}

static bool take_no_row(void *user, const dateline_row *row)
{
    (void)user;
    (void)row;
    return true;
}

/* A record is made anew while another handle has it open: the log of the old file is not
 * taken for the new one's. */
static void test_repair_beside_reader(void **state)
{
    (void)state;
    const char *db = path_of("beside.db"), *input = path_of("beside.jsonl");
    write_reports(input, 6);
    assert_int_equal(add_one(db, input, 0), 0);
    dateline *reader = opened(db, false, 0, DATELINE_OK), *d = opened(db, false, 0, DATELINE_OK);
    assert_int_equal(dateline_list(reader, "reports", NULL, take_no_row, NULL), DATELINE_OK);
    assert_int_equal(dateline_remove(d, "w6-3"), DATELINE_OK);
    assert_int_equal(dateline_repair(d, NULL, NULL), DATELINE_OK);
    assert_int_equal(access(path_of("beside.db.damaged-wal"), F_OK), 0);
    dateline_close(d);
    is_sound(db);
    assert_int_equal(dateline_list(reader, "reports", NULL, take_no_row, NULL), DATELINE_OK);
    dateline_close(reader);
    is_sound(db);
    expect(db, "SELECT count(*) FROM report", "39\n");
}

/* ---- two programs of different versions, one of which has the record open */

static void set_schema(const char *db, int more)
{
    char sql[64];
    char *now = ask(db, "PRAGMA user_version");
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", atoi(now) + more);
    sqlite3_free(now);
    sqlite3_free(ask(db, sql));
}

static void is_refused(dateline *d, dateline_status status, const char *why)
{
    assert_int_equal(status, DATELINE_FAILED);
    if (!strstr(dateline_why(d), why)) fail_msg("%s", dateline_why(d));
}

/* The older one neither writes into what it does not know nor reads it; and it goes on
 * with a record that it knows. */
static void test_newer_meanwhile(void **state)
{
    (void)state;
    const char *db = path_of("newer.db");
    const char *first = path_of("newer1.jsonl"), *second = path_of("newer2.jsonl");
    write_reports(first, 1);
    write_reports(second, 2);
    int rows = 0;
    dateline *d = opened(db, true, 0, DATELINE_OK);
    assert_int_equal(dateline_add(d, &first, 1, NULL, NULL), DATELINE_OK);
    set_schema(db, 1);
    is_refused(d, dateline_add(d, &second, 1, NULL, NULL), "newer program");
    is_refused(d, dateline_relink(d, NULL), "newer program");
    is_refused(d, dateline_remove(d, "w1-3"), "newer program");
    is_refused(d, dateline_list(d, "reports", NULL, hear, &rows), "newer program");
    assert_int_equal(rows, 0);
    expect(db, "SELECT count(*) FROM report", "40\n");
    set_schema(db, -1);
    assert_int_equal(dateline_add(d, &second, 1, NULL, NULL), DATELINE_OK);
    dateline_close(d);
    expect(db, "SELECT count(*) FROM report", "80\n");
    is_sound(db);
}

/* ---- read by who may not write it, written by who may */

typedef struct pipes {
    int to[2], from[2];
} pipes;

static void turn(int to, int from)
{
    char c = 'x';
    if (write(to, &c, 1) != 1 || read(from, &c, 1) != 1) _exit(20);
}

/* What others wrote meanwhile is told, each time that it is asked. */
static int watching_child(const char *db, const pipes *p)
{
    if (geteuid() == 0 && setuid(65534) != 0) return 9;
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = db, .model = "", .read_only = true };
    if (dateline_open(&o, &d) != DATELINE_OK) return 1;
    int64_t state = 0, before = 0;
    for (int times = 1; times <= 3; times++) {
        int rows = 0;
        if (dateline_state(d, &state) != DATELINE_OK || state == before) return 10 + times;
        if (dateline_list(d, "reports", NULL, hear, &rows) != DATELINE_OK) return 1 + times;
        if (rows != times * REPORTS) return 4 + times;
        if (dateline_check(d, see, NULL) != DATELINE_OK) return 14 + times;
        before = state;
        turn(p->from[1], p->to[0]);
    }
    dateline_close(d);
    return 0;
}

static bool has_looked(const pipes *p)
{
    char c;
    return read(p->from[0], &c, 1) == 1;
}

static bool look_again(const pipes *p) { return write(p->to[1], "x", 1) == 1 && has_looked(p); }

static void add_held(dateline *d, const char *input)
{
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
}

static void test_read_beside_writer(void **state)
{
    (void)state;
    const char *inside = path_of("shut"), *db = path_of("shut/r.db");
    const char *input[] = { path_of("shut0.jsonl"), path_of("shut1.jsonl"),
        path_of("shut2.jsonl") };
    for (int i = 0; i < 3; i++) write_reports(input[i], i);
    assert_int_equal(mkdir(inside, 0755), 0);
    assert_int_equal(add_one(db, input[0], 0), 0);
    assert_int_equal(chmod(folder, 0755) + chmod(db, 0444), 0);
    if (geteuid() != 0) return; /* who owns a folder may write it */
    pipes p;
    assert_int_equal(pipe(p.to) + pipe(p.from), 0);
    pid_t child = fork();
    if (child == 0) _exit(watching_child(db, &p));
    close(p.from[1]);
    bool goes_on = has_looked(&p) && add_one(db, input[1], 0) == 0; /* all is in the file */
    if (goes_on) goes_on = look_again(&p);
    dateline *d = opened(db, false, 0, DATELINE_OK); /* open: it stands in the log */
    if (goes_on) add_held(d, input[2]);
    if (goes_on && look_again(&p)) look_again(&p);
    all_end_well(&child, 1);
    dateline_close(d);
}

/* ---- what a killed writer leaves, where nobody may mend it */

static int refused_child(const char *db, const char *why)
{
    if (setuid(65534) != 0) return 9;
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = db, .model = "", .read_only = true };
    int rows = 0;
    if (dateline_open(&o, &d) == DATELINE_OK
        && dateline_list(d, "reports", NULL, hear, &rows) == DATELINE_OK)
        return 1;
    int told = strstr(dateline_why(d), why) != NULL;
    if (!told) fprintf(stderr, "%s\n", dateline_why(d));
    dateline_close(d);
    return told ? 0 : 2;
}

/* The child ends in the middle of a change; its pages are in the file or the log. */
static void leave_behind(const char *db, const char *sql)
{
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *q = NULL;
        bool ok = sqlite3_open(db, &q) == SQLITE_OK && sqlite3_exec(q, sql, 0, 0, 0) == SQLITE_OK;
        _exit(ok ? 0 : 1);
    }
    all_end_well(&child, 1);
}

static void test_left_behind(void **state)
{
    (void)state;
    static const struct {
        const char *name, *sql, *ending, *why;
    } left[] = {
        { "log", "CREATE TABLE more(x); INSERT INTO more VALUES (1)", "-wal", "(-wal)" },
        { "journal",
            "PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN;"
            "UPDATE report SET title = title || hex(randomblob(900));"
            "UPDATE body SET text = text || hex(randomblob(9000))",
            "-journal", "cut short" },
    };
    if (geteuid() != 0) return;
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        char name[64], db[192], file[208];
        snprintf(name, sizeof name, "left-%s", left[i].name);
        snprintf(db, sizeof db, "%s/r.db", path_of(name));
        const char *inside = path_of(name), *input = path_of("left.jsonl");
        write_reports(input, 7);
        assert_int_equal(mkdir(inside, 0755), 0);
        assert_int_equal(add_one(db, input, 0), 0);
        leave_behind(db, left[i].sql);
        snprintf(file, sizeof file, "%s%s", db, left[i].ending);
        assert_int_equal(access(file, F_OK), 0);
        snprintf(file, sizeof file, "%s-shm", db);
        unlink(file);
        assert_int_equal(chmod(folder, 0755), 0);
        pid_t child = fork();
        if (child == 0) _exit(refused_child(db, left[i].why));
        all_end_well(&child, 1);
        expect(db, "SELECT count(*), max(length(title)) < 100 FROM report", "40|1\n");
        is_sound(db);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_many_writers),
        cmocka_unit_test(test_idle_pipe), cmocka_unit_test(test_wait_ends),
        cmocka_unit_test(test_foreign_file), cmocka_unit_test(test_no_path),
        cmocka_unit_test(test_may_not_be_written), cmocka_unit_test(test_moved),
        cmocka_unit_test(test_repair_beside_reader), cmocka_unit_test(test_newer_meanwhile),
        cmocka_unit_test(test_read_beside_writer), cmocka_unit_test(test_left_behind) };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
