/* The public library (include/dateline.h) as a stranger would use it: versions of a
 * report, inputs that cannot be read, stored bytes that were damaged, a report in
 * memory, keys of all shapes, when the tables are opened. */
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"
#include "dateline.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"

static char folder[64], record[96];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/dateline-library-XXXXXX");
    return mkdtemp(folder) ? snprintf(record, sizeof record, "%s/record.db", folder) < 0 : 1;
}

static int drop_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *file_of(const char *name, const char *text)
{
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* ---- what a call told */

typedef struct heard {
    dl_buf json;
    unsigned notes;
    char codes[256];
} heard;

static bool hear_line(void *user, const char *json, size_t n)
{
    heard *h = user;
    dl_buf_add(&h->json, dl_slice_of(json, n));
    dl_buf_byte(&h->json, '\n');
    return true;
}

static bool hear_row(void *user, const dateline_row *row)
{
    return hear_line(user, row->json, row->json_n);
}

static void hear_note(void *user, const dateline_note *n)
{
    heard *h = user;
    size_t at = strlen(h->codes);
    h->notes++;
    snprintf(h->codes + at, sizeof h->codes - at, "%s;", n->code);
}

static dateline_hooks hooks(heard *h)
{
    dl_buf_free(&h->json);
    h->notes = 0;
    h->codes[0] = 0;
    return (dateline_hooks){
        .size = sizeof(dateline_hooks), .user = h, .note = hear_note, .line = hear_line
    };
}

static void has(const heard *h, const char *part)
{
    if (!strstr(h->json.p, part)) fail_msg("no %s in %s", part, h->json.p);
}

static void has_not(const heard *h, const char *part)
{
    if (strstr(h->json.p, part)) fail_msg("%s in %s", part, h->json.p);
}

static dateline *open_record(const char *model)
{
    dateline_options o = {
        .size = sizeof o, .db = record, .model = model, .create = true, .threads = 1
    };
    dateline *d = NULL;
    if (dateline_open(&o, &d) != DATELINE_OK) fail_msg("%s", dateline_why(d));
    return d;
}

static dateline_counts add(dateline *d, heard *h, const char *path, dateline_status want)
{
    dateline_counts c = { 0 };
    dateline_hooks with = hooks(h);
    dateline_status got = dateline_add(d, &path, 1, &with, &c);
    if (got != want) fail_msg("add ended with %d: %s", (int)got, dateline_why(d));
    return c;
}

static void list(dateline *d, heard *h, const char *what)
{
    hooks(h);
    assert_int_equal(dateline_list(d, what, NULL, hear_row, h), DATELINE_OK);
}

static void run_sql(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(record, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static heard *fresh(void)
{
    static heard h;
    unit_drop_record(record);
    dl_buf_init(&h.json, NULL);
    return &h;
}

/* ---- the same id, or the same address, with other content: the newest counts, the old
 * stay */

#define BELL(extra, text) \
    "{\"id\":\"bell\"," extra "\"title\":\"Bell rings\",\"date\":\"2016-12-18\",\"text\":\"" text \
    "\"}\n"

static void test_versions(void **state)
{
    (void)state;
    heard *h = fresh();
    dateline *d = open_record("");
    dateline_counts c = add(d, h,
        file_of("one.jsonl",
            BELL("\"url\":\"https://town.example/bell\",",
                "The bell of the old church rang on Sunday, the sexton said.")),
        DATELINE_OK);
    assert_int_equal(c.added, 1);
    c = add(d, h,
        file_of("two.jsonl",
            BELL("", "The bell of the old church rang on Sunday, the warden said later.")),
        DATELINE_OK);
    assert_int_equal(c.added, 1);
    assert_int_equal(c.versions, 1);
    list(d, h, "reports");
    assert_int_equal(
        dl_slice_find(dl_buf_slice(&h->json), DL_S("\n{"), 0), SIZE_MAX); /* one line */
    dateline_hooks with = hooks(h);
    assert_int_equal(dateline_read(d, "bell", false, &with), DATELINE_OK);
    has(h, "warden");
    hooks(h);
    assert_int_equal(dateline_search(d, "sexton", NULL, hear_row, h), DATELINE_OK);
    assert_int_equal(h->json.n, 0); /* old words find nothing */
    assert_int_equal(dateline_search(d, "warden", NULL, hear_row, h), DATELINE_OK);
    has(h, "\"id\":\"bell\"");
    c = add(d, h,
        file_of("three.jsonl",
            "{\"id\":\"chime\",\"url\":\"https://town.example/other\",\"text\":\"The chime of the "
            "town hall was silent for a week.\"}\n"
            "{\"id\":\"chime-2\",\"url\":\"https://town.example/other\",\"text\":\"The chime of "
            "the town hall was silent for two weeks.\"}\n"),
        DATELINE_OK);
    assert_int_equal(c.versions, 1); /* by its address */
    list(d, h, "reports");
    has(h, "\"chime-2\"");
    has_not(h, "\"chime\"");
    hooks(h);
    assert_int_equal(dateline_check(d, hear_row, h), DATELINE_OK);
    has(h, "2 live, 2 older versions");
    assert_int_equal(dateline_remove(d, "bell"), DATELINE_OK); /* with all its versions */
    hooks(h);
    assert_int_equal(dateline_check(d, hear_row, h), DATELINE_OK);
    has(h, "1 live, 1 older versions");
    c = add(d, h,
        file_of("one.jsonl",
            BELL("\"url\":\"https://town.example/bell\",",
                "The bell of the old church rang on Sunday, the sexton said.")),
        DATELINE_OK);
    assert_int_equal(c.added, 0);
    dateline_close(d);
    dl_buf_free(&h->json);
}

/* ---- what could not be read is told and kept as a note, once however often it is
 * tried */

static void test_problems(void **state)
{
    (void)state;
    heard *h = fresh();
    char inside[128];
    snprintf(inside, sizeof inside, "%s/in", folder);
    assert_int_equal(mkdir(inside, 0700), 0);
    file_of("in/picture.jpeg", "not looked at");
    file_of("in/good.txt",
        "The ferry sailed again\n\nThe ferry sailed again on Tuesday after a week of storms in the "
        "strait.\n");
    dateline *d = open_record("");
    for (int round = 0; round < 3; round++) {
        dateline_counts c = add(d, h, inside, DATELINE_SKIPPED);
        assert_int_equal(c.skipped, 1);
        assert_int_equal(c.added, round == 0);
        assert_string_equal(h->codes, "unknown-kind;");
        add(d, h, "/nonexistent/report.txt", DATELINE_SKIPPED);
        assert_string_equal(h->codes, "unreadable;");
    }
    list(d, h, "notes");
    has(h, "picture.jpeg");
    has(h, "/nonexistent/report.txt");
    unsigned lines = 0;
    for (size_t i = 0; i < h->json.n; i++) lines += h->json.p[i] == '\n';
    assert_int_equal(lines, 2);
    dateline_close(d);
    dl_buf_free(&h->json);
}

/* ---- stored bytes that were damaged: said, and nothing is made worse */

static void test_damaged_bytes(void **state)
{
    (void)state;
    heard *h = fresh();
    dateline *d = open_record("");
    add(d, h,
        file_of("bell.jsonl",
            BELL("",
                "The bell of the old church rang on Sunday, the sexton said.") "{\"id\":\"mill\","
                                                                               "\"text\":\"The "
                                                                               "mill by the river "
                                                                               "was sold on Friday "
                                                                               "to a baker from "
                                                                               "the next "
                                                                               "valley.\"}\n"),
        DATELINE_OK);
    dateline_close(d);
    run_sql("UPDATE raw SET bytes = x'28b52ffd00' WHERE rep = (SELECT rep FROM report WHERE id = "
            "'bell')");
    d = open_record("");
    dateline_hooks with = hooks(h);
    assert_int_equal(dateline_read(d, "bell", true, &with), DATELINE_FAILED);
    assert_non_null(strstr(dateline_why(d), "damaged"));
    dateline_counts c = { 0 };
    with = hooks(h);
    assert_int_equal(dateline_reanalyse(d, false, &with, &c), DATELINE_SKIPPED);
    assert_int_equal(c.read, 2);
    assert_int_equal(c.skipped, 1);
    assert_string_equal(h->codes, "unreadable;");
    hooks(h);
    assert_int_equal(dateline_search(d, "sexton", NULL, hear_row, h), DATELINE_OK);
    has(h, "\"id\":\"bell\""); /* its text is still there */
    dateline_close(d);
    dl_buf_free(&h->json);
}

/* ---- keys of all shapes */

static void test_keys(void **state)
{
    (void)state;
    heard *h = fresh();
    char *line = calloc(1, 9000);
    assert_non_null(line);
    snprintf(line, 9000,
        "{\"id\":12,\"title\":[\"First "
        "title\",\"second\"],\"author\":{\"name\":\"x\"},\"language\":{\"x\":1},\"date\":\"soon\","
        "\"outlet\":\"%05000d\","
        "\"text\":\"A \\ud83d\\ude00 smile, a \\u00e9 and a \\u0000 nul on the way to the "
        "harbour.\"}\n[1]\n{\"id\":\"old\",\"authors\":[\"Ada Lane\",\"Bo "
        "Reed\"],\"date_publish\":\"2016-12-16 10:00:00\",\"maintext\":\"The ferry sailed again on "
        "Tuesday after a week of storms.\"}\n",
        7);
    const char *path = file_of("keys.jsonl", line);
    dateline_options o = { .size = sizeof o, .model = "", .threads = 1 };
    dateline *d = NULL;
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    dateline_hooks with = hooks(h);
    assert_int_equal(dateline_extract(d, &path, 1, &with, NULL), DATELINE_SKIPPED);
    has(h, "\"id\":\"12\"");
    has(h, "First title");
    has(h, "\xF0\x9F\x98\x80 smile, a \xC3\xA9 and a  nul");
    has(h, "\"author\":\"Ada Lane; Bo Reed\"");
    has(h, "\"date\":\"2016-12-16T10:00:00\"");
    assert_non_null(strstr(h->codes, "bad-field;"));
    assert_non_null(strstr(h->codes, "bad-date;"));
    assert_non_null(strstr(h->codes, "too-long;"));
    assert_non_null(strstr(h->codes, "not-an-object;"));
    assert_non_null(strstr(h->codes, "nul;"));
    dateline_close(d);
    dl_buf_free(&h->json);
    free(line);
}

/* ---- calls that make no sense are refused by name, and the handle goes on */

static void test_refusals(void **state)
{
    (void)state;
    heard *h = fresh();
    dateline_options o = { .size = sizeof o, .model = "", .threads = 1 };
    dateline *d = NULL;
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    assert_false(dateline_has_model(d));
    assert_int_equal(dateline_list(d, "reports", NULL, hear_row, h), DATELINE_USAGE);
    assert_non_null(strstr(dateline_why(d), "record"));
    dateline_hooks with = hooks(h);
    assert_int_equal(
        dateline_annotate_text(d, "json", NULL, "It rained.", 10, &with), DATELINE_FAILED);
    assert_non_null(strstr(dateline_why(d), "model"));
    hooks(h);
    assert_int_equal(dateline_methods(d, hear_row, h), DATELINE_OK);
    dateline_close(d);
    d = open_record("");
    assert_int_equal(dateline_list(d, "birds", NULL, hear_row, h), DATELINE_USAGE);
    assert_int_equal(dateline_show(d, "bird", "x", hear_row, h), DATELINE_USAGE);
    assert_int_equal(dateline_search(d, " \t", NULL, hear_row, h), DATELINE_USAGE);
    dateline_filter f = { .size = sizeof f, .outlet = "Harbour Post" };
    assert_int_equal(dateline_list(d, "notes", &f, hear_row, h), DATELINE_USAGE);
    assert_int_equal(dateline_remove(d, "nobody"), DATELINE_FAILED);
    list(d, h, "reports");
    assert_int_equal(h->json.n, 0);
    dateline_close(d);
    o = (dateline_options){ .size = sizeof o, .db = "/nonexistent/record.db" };
    assert_int_equal(dateline_open(&o, &d), DATELINE_FAILED);
    assert_non_null(strstr(dateline_why(d), "/nonexistent/record.db"));
    dateline_close(d);
    dl_buf_free(&h->json);
}

/* ---- tables are opened by the first call that works on reports */

/* ctx: the bytes that are held now. */
static void *resize_counted(void *ctx, void *p, size_t old, size_t size)
{
    size_t *held = ctx;
    *held += size - old;
    if (size) return realloc(p, size);
    free(p);
    return NULL;
}

static void test_tables_wait(void **state)
{
    (void)state;
    heard *h = fresh();
    dateline *d = open_record("");
    add(d, h, file_of("gate.jsonl", BELL("", "The bell was heard at the gate.")), DATELINE_OK);
    dateline_close(d);
    size_t held = 0;
    dateline_memory memory = { resize_counted, &held };
    dateline_options o = {
        .size = sizeof o, .db = record, .model = "", .read_only = true, .memory = &memory
    };
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    list(d, h, "reports");
    has(h, "\"Bell rings\"");
    size_t listed = held;
    dateline_hooks with = hooks(h);
    assert_int_equal(dateline_read(d, "bell", true, &with), DATELINE_OK);
    assert_true(held < 2 * listed);
    with = hooks(h);
    assert_int_equal(dateline_read(d, "bell", false, &with), DATELINE_OK);
    has(h, "heard at the gate");
    assert_true(held > 5 * listed);
    dateline_close(d);
    assert_int_equal(held, 0);
    dl_buf_free(&h->json);
}

/* ---- a report in memory */

static void test_text_in_memory(void **state)
{
    (void)state;
    if (access(MODEL, R_OK) != 0) {
        print_message("there is no model: a report in memory was left out\n");
        skip();
    }
    heard *h = fresh();
    dateline_options o = { .size = sizeof o, .model = MODEL, .threads = 1 };
    dateline *d = NULL;
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    const char *text = "Shinzo Abe met Vladimir Putin in Lima on Saturday.";
    dateline_hooks with = hooks(h);
    assert_int_equal(
        dateline_annotate_text(d, "tokens", "Abe meets Putin", text, strlen(text), &with),
        DATELINE_OK);
    has(h, "\"title\":\"Abe meets Putin\"");
    has(h, "\"name\":\"Vladimir Putin\"");
    has(h, "\"lemma\":\"meet\"");
    with = hooks(h);
    assert_int_equal(
        dateline_annotate_text(d, "conllu", NULL, text, strlen(text), &with), DATELINE_OK);
    has(h, "1\tShinzo\t");
    has(h, "\tNNP\tNumber=Sing\t2\tcompound\t_\tNE=B-PERSON\n");
    has(h, "\tNE=I-PERSON\n");
    has(h, "\tNE=B-DATE|SpaceAfter=No\n");
    has(h, "-1\n# text = Shinzo Abe met Vladimir Putin in Lima on Saturday.\n");
    assert_int_equal(
        dateline_annotate_text(d, "xml", NULL, text, strlen(text), &with), DATELINE_USAGE);
    dateline_close(d);
    dl_buf_free(&h->json);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_versions),
        cmocka_unit_test(test_problems), cmocka_unit_test(test_damaged_bytes),
        cmocka_unit_test(test_keys), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_tables_wait), cmocka_unit_test(test_text_in_memory) };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
