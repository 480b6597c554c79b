/* Lexicon: the built-in tables, a user's that replace them or add to them, and every way
 * in which a row can be bad: told with file, line, column and what was expected. */
#include "unit.h"

#include <unistd.h>

#include "base/base.h"

/* The user's folder of one test. */
typedef struct folder {
    char path[64];
    dl_err err;
    dl_lexicon *lexicon;
} folder;

static int make(void **state)
{
    folder *f = calloc(1, sizeof *f);
    if (!f) return -1;
    strcpy(f->path, "build/lexicon.XXXXXX");
    if (!mkdtemp(f->path)) return -1;
    dl_err_clear(&f->err);
    *state = f;
    return 0;
}

static int drop(void **state)
{
    folder *f = *state;
    char command[128];
    dl_lexicon_free(f->lexicon);
    snprintf(command, sizeof command, "rm -r %s", f->path);
    int failed = system(command);
    free(f);
    return failed;
}

static void put(const folder *f, const char *file, const char *text)
{
    char command[256], path[256];
    snprintf(command, sizeof command, "mkdir -p %s/clean %s/other", f->path, f->path);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/%s", f->path, file);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

/* Opens the folder as a lexicon; NULL: refused, the reason stands in f->err. */
static dl_lexicon *reopen(folder *f)
{
    dl_lexicon_free(f->lexicon);
    dl_err_clear(&f->err);
    f->lexicon = dl_lexicon_open(NULL, f->path, &f->err);
    return f->lexicon;
}

/* A form of one column of each kind, read from the name of a table that is built in. */
enum { NAME, SIZE, SHARE, DAY, SIDE, MORE };
static const dl_column all_kinds[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "size", DL_COLUMN_INT, false, NULL },
    { "share", DL_COLUMN_NUMBER, false, NULL },
    { "day", DL_COLUMN_DATE, false, NULL },
    { "side", DL_COLUMN_CHOICE, false, "left right" },
    { "more", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form form = DL_TABLE_FORM("clean/clutter", true, all_kinds);
#define HEADING "name\tsize\tshare\tday\tside\tmore\n"
#define GOOD "bridge\t-12\t0.25\t2016-12\tright\t\n"

static const dl_table *read_table(folder *f, const char *tsv)
{
    put(f, "clean/clutter.tsv", tsv);
    if (!reopen(f)) return NULL;
    return dl_lexicon_table(f->lexicon, &form, &f->err);
}

static void is_cell(const dl_table *t, uint32_t row, uint32_t column, const char *want)
{
    assert_true(dl_slice_is(dl_table_cell(t, row, column), want));
}

static void test_built_in(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *l = dl_lexicon_open(NULL, NULL, &e);
    assert_non_null(l);
    assert_int_equal(strlen(dl_lexicon_version(l)), 64);
    assert_true(dl_builtin_tables() >= 3);
    for (uint32_t i = 1; i < dl_builtin_tables(); i++)
        assert_true(strcmp(dl_builtin_table_at(i - 1).name, dl_builtin_table_at(i).name) < 0);
    dl_lexicon_free(l);
}

/* Does a row of SOURCES.md name the table? Its first cell lists tables: "mark/a.tsv,
 * b.tsv", "read/a.tsv, read/b.tsv", or "code/" and a star for all of a room. */
static bool is_named(dl_slice row, const char *table)
{
    char room[64], with_room[96], alone[96], all[96];
    const char *name = strchr(table, '/') + 1;
    snprintf(room, sizeof room, "| %.*s", (int)(name - table), table);
    snprintf(all, sizeof all, "%s*.tsv", room);
    snprintf(with_room, sizeof with_room, " %s.tsv", table);
    snprintf(alone, sizeof alone, " %s.tsv", name);
    size_t end = dl_slice_find(row, DL_S(" |"), 0);
    if (end == SIZE_MAX || !dl_slice_starts(row, dl_slice_str(room))) return false;
    dl_slice cell = dl_slice_cut(row, 0, end);
    const char *const forms[] = { with_room, alone, all };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (dl_slice_find(cell, dl_slice_str(forms[i]), 0) != SIZE_MAX) return true;
    return false;
}

/* Facts that are carried have an origin. */
static void test_sources(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice text = dl_file_read(a, "data/SOURCES.md", 1 << 20, &e);
    assert_false(dl_failed(&e));
    for (uint32_t i = 0; i < dl_builtin_tables(); i++) {
        dl_slice rest = text;
        dl_slice line;
        bool named = false;
        while (!named && dl_slice_line(&rest, &line))
            named = is_named(line, dl_builtin_table_at(i).name);
        if (!named) print_error("data/SOURCES.md has no row of %s\n", dl_builtin_table_at(i).name);
        assert_true(named);
    }
    dl_arena_free(a);
}

static void test_cells(void **state)
{
    folder *f = *state;
    char at[DL_ROW_NAME_MAX];
    const dl_table *t = read_table(
        f, "# a comment\n" HEADING "\n" GOOD "dam\t7\t-3.5\t1998\tleft\tx\n");
    assert_non_null(t);
    assert_int_equal(t->rows, 2);
    assert_int_equal(dl_cell_int(t, 0, SIZE), -12);
    assert_true(dl_cell_number(t, 0, SHARE) == 0.25 && dl_cell_number(t, 1, SHARE) == -3.5);
    assert_int_equal(dl_cell_choice(t, 0, SIDE, &form), 1);
    assert_int_equal(dl_cell_choice(t, 1, SIDE, &form), 0);
    is_cell(t, 0, MORE, "");
    assert_int_equal(dl_table_find(t, DL_S("dam")), 1);
    assert_int_equal(dl_table_find(t, DL_S("ferry")), -1);
    assert_non_null(strstr(dl_row_name(t, 1, at), "clean/clutter.tsv:5"));
}

/* Columns may stand in any order; one that may be empty may be missing; `note` is
 * nobody's. */
static void test_order_of_columns(void **state)
{
    folder *f = *state;
    const dl_table *t = read_table(f,
        "side\tday\tnote\tshare\tsize\tname\n"
        "left\t2016-12-16\tsee there\t1\t2\tdam\n");
    assert_non_null(t);
    is_cell(t, 0, NAME, "dam");
    is_cell(t, 0, DAY, "2016-12-16");
    is_cell(t, 0, MORE, "");
    assert_int_equal(dl_cell_int(t, 0, SIZE), 2);
}

/* Each bad table, and words that its refusal must hold. */
static void test_bad_rows(void **state)
{
    folder *f = *state;
    static const struct {
        const char *tsv, *place, *expected;
    } bad[] = {
        { HEADING GOOD "dam\tseven\t1\t2016\tleft\t\n", ":3: column size", "a whole number" },
        { HEADING "dam\t\t1\t2016\tleft\t\n", ":2: column size", "a whole number" },
        { HEADING "dam\t1\t1,5\t2016\tleft\t\n", ":2: column share", "a number" },
        { HEADING "dam\t1\t1.5.1\t2016\tleft\t\n", ":2: column share", "a number" },
        { HEADING "dam\t1\t1\t16.12.2016\tleft\t\n", ":2: column day", "a date as YYYY-MM-DD" },
        { HEADING "dam\t1\t1\t2016-1-1\tleft\t\n", ":2: column day", "a date" },
        { HEADING "dam\t1\t1\t2016\tup\t\n", ":2: column side", "one of: left right" },
        { HEADING "dam\t1\t1\t2016\tlef\t\n", ":2: column side", "found \"lef\"" },
        { HEADING "\t1\t1\t2016\tleft\t\n", ":2: column name", "a text" },
        { HEADING "dam\t1\t1\t2016\tleft\n", ":2", "expected 6 fields, found 5" },
        { HEADING "dam\t1\t1\t2016\tleft\t\t\n", ":2", "expected 6 fields, found 7" },
        { HEADING "d\xE9m\t1\t1\t2016\tleft\t\n", ":2:2", "clutter.tsv" },
        { HEADING GOOD "\n" GOOD, ":4: bridge", "clutter.tsv" },
        { "name\tsize\tday\tside\tmore\n", "clutter.tsv: share", "share" },
        { "name\tsize\tshare\tday\tside\tcolour\n", "clutter.tsv: colour", "colour" },
        { "# nothing\n", "clutter.tsv", "clutter.tsv" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(read_table(f, bad[i].tsv));
        const char *said = f->err.detail;
        bool told = strstr(said, bad[i].place) && strstr(said, bad[i].expected);
        if (!told) print_error("case %zu: %s: %s\n", i, f->err.what, said);
        assert_true(told);
        assert_int_equal(f->err.code, DL_EFORMAT);
    }
}

static void test_added(void **state)
{
    folder *f = *state;
    char at[DL_ROW_NAME_MAX];
    put(f, "clean/clutter.tsv", HEADING GOOD);
    put(f, "clean/+clutter.tsv", HEADING "\ndam\t1\t1\t2016\tleft\t\n");
    assert_non_null(reopen(f));
    const dl_table *t = dl_lexicon_table(f->lexicon, &form, &f->err);
    assert_non_null(t);
    assert_int_equal(t->rows, 2);
    is_cell(t, 0, NAME, "bridge");
    is_cell(t, 1, NAME, "dam");
    assert_non_null(strstr(dl_row_name(t, 0, at), "/clean/clutter.tsv:2"));
    assert_non_null(strstr(dl_row_name(t, 1, at), "/clean/+clutter.tsv:3"));
    put(f, "clean/+clutter.tsv", HEADING "dam\tone\t1\t2016\tleft\t\n");
    assert_non_null(reopen(f));
    assert_null(dl_lexicon_table(f->lexicon, &form, &f->err));
    assert_non_null(strstr(f->err.detail, "/clean/+clutter.tsv:2: column size"));
    put(f, "clean/+clutter.tsv", HEADING GOOD); /* a key that the table has already */
    assert_non_null(reopen(f));
    assert_null(dl_lexicon_table(f->lexicon, &form, &f->err));
    assert_non_null(strstr(f->err.detail, "/clean/+clutter.tsv:2: bridge"));
}

static void test_missing_folder(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    assert_null(dl_lexicon_open(NULL, "build/no-such-lexicon", &e));
    assert_int_equal(e.code, DL_ENOTFOUND);
    assert_non_null(strstr(e.detail, "build/no-such-lexicon"));
}

/* A misspelt name would otherwise pass in silence. What is no table is let be. */
static void test_names_of_files(void **state)
{
    folder *f = *state;
    put(f, "README", "what this is\n");
    put(f, "clean/notes.txt", "what was changed\n");
    put(f, "clean/.clutter.tsv.swp", "an editor's\n");
    assert_non_null(reopen(f));
    put(f, "clean/cluter.tsv", HEADING);
    assert_null(reopen(f));
    assert_non_null(strstr(f->err.detail, "clean/cluter.tsv"));
    char path[128];
    snprintf(path, sizeof path, "%s/clean/cluter.tsv", f->path);
    assert_int_equal(unlink(path), 0);
    put(f, "other/+clutter.tsv", HEADING);
    assert_null(reopen(f));
    assert_non_null(strstr(f->err.detail, "other/+clutter.tsv"));
    dl_table_form unknown = form;
    unknown.name = "clean/nothing";
    dl_err_clear(&f->err);
    dl_lexicon *l = dl_lexicon_open(NULL, NULL, &f->err);
    assert_null(dl_lexicon_table(l, &unknown, &f->err));
    assert_non_null(strstr(f->err.detail, "clean/nothing"));
    dl_lexicon_free(l);
}

/* The version is that of names and bytes, wherever they come from. */
static void test_version(void **state)
{
    folder *f = *state;
    char built_in[65], replaced[65];
    assert_non_null(reopen(f));
    strcpy(built_in, dl_lexicon_version(f->lexicon));
    dl_lexicon *plain = dl_lexicon_open(NULL, NULL, &f->err); /* not hashed here but when built */
    assert_string_equal(dl_lexicon_version(plain), built_in);
    dl_lexicon_free(plain);
    put(f, "clean/clutter.tsv", HEADING GOOD);
    assert_non_null(reopen(f));
    strcpy(replaced, dl_lexicon_version(f->lexicon));
    assert_string_not_equal(replaced, built_in);
    put(f, "clean/+clutter.tsv", HEADING "dam\t1\t1\t2016\tleft\t\n");
    assert_non_null(reopen(f));
    assert_string_not_equal(dl_lexicon_version(f->lexicon), replaced);
    assert_string_not_equal(dl_lexicon_version(f->lexicon), built_in);

    char path[128];
    snprintf(path, sizeof path, "%s/clean/+clutter.tsv", f->path);
    assert_int_equal(unlink(path), 0);
    for (uint32_t i = 0; i < dl_builtin_tables(); i++) {
        dl_builtin_table t = dl_builtin_table_at(i);
        if (strcmp(t.name, "clean/clutter") != 0) continue;
        snprintf(path, sizeof path, "%s/clean/clutter.tsv", f->path);
        assert_int_equal(dl_file_write(path, t.tsv, &f->err), DL_OK);
    }
    assert_non_null(reopen(f));
    assert_string_equal(dl_lexicon_version(f->lexicon), built_in);
}

static void test_failing_memory(void **state)
{
    folder *f = *state;
    put(f, "clean/clutter.tsv", HEADING GOOD);
    put(f, "clean/+clutter.tsv", HEADING "dam\t1\t1\t2016\tleft\t\n");
    for (long at = 1;; at++) {
        unit_memory memory = { .at = at };
        dl_mem m = { unit_resize, &memory };
        dl_err e;
        dl_err_clear(&e);
        dl_lexicon *l = dl_lexicon_open(&m, f->path, &e);
        const dl_table *t = l ? dl_lexicon_table(l, &form, &e) : NULL;
        assert_true(t || e.code == DL_ENOMEM);
        dl_lexicon_free(l);
        assert_int_equal(memory.held, 0);
        if (memory.count < at) break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_built_in),
        cmocka_unit_test(test_sources),
        cmocka_unit_test_setup_teardown(test_cells, make, drop),
        cmocka_unit_test_setup_teardown(test_order_of_columns, make, drop),
        cmocka_unit_test_setup_teardown(test_bad_rows, make, drop),
        cmocka_unit_test_setup_teardown(test_added, make, drop),
        cmocka_unit_test(test_missing_folder),
        cmocka_unit_test_setup_teardown(test_names_of_files, make, drop),
        cmocka_unit_test_setup_teardown(test_version, make, drop),
        cmocka_unit_test_setup_teardown(test_failing_memory, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
