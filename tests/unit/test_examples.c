/* Examples: the `example` column of every table is run as a test, here by a function, or
 * by a unit test of its room, which names the table and the column. A table whose
 * examples nobody runs fails. tests/README.md says how to add one. */
#include "rows.h"

#include <dirent.h>

#include "base/base.h"
#include "doc/calendar.h"
#include "mark/known.h"

/* In: a table whose columns are in the file's order. Out: how many rows are wrong. */
typedef uint32_t run_examples(const dl_table *t);

static uint32_t run_calendar(const dl_table *t);
static uint32_t run_countries(const dl_table *t);
static uint32_t run_exchanges(const dl_table *t);

static const struct {
    const char *table;
    run_examples *run;
} runs[] = {
    { "doc/calendar", run_calendar },
    { "mark/countries", run_countries },
    { "mark/exchanges", run_exchanges },
};
enum { RUNS = sizeof runs / sizeof *runs };

/* ---- what is run here */

/* A date of the row's month, or of March, in 2014. */
static bool is_of_2014(void *calendar, const dl_table *t, uint32_t row)
{
    char want[16];
    int month = 3;
    dl_slice value = rows_cell(t, row, "value");
    if (dl_slice_is(rows_cell(t, row, "kind"), "month")) month = atoi(value.p);
    snprintf(want, sizeof want, "2014-%02d-", month);
    dl_date d = dl_date_read(calendar, rows_cell(t, row, "example"));
    return d.precision >= DL_PREC_DAY && strncmp(d.text, want, strlen(want)) == 0;
}

static uint32_t run_calendar(const dl_table *t)
{
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *l = dl_lexicon_open(NULL, NULL, &e);
    dl_calendar *c = dl_calendar_new(NULL, l, &e);
    assert_non_null(c);
    uint32_t wrong = rows_wrong(t, is_of_2014, c, "the example is no such date");
    dl_calendar_free(c);
    dl_lexicon_free(l);
    return wrong;
}

static bool country_says(void *k, const dl_table *t, uint32_t row)
{
    char room[KNOWN_KEY_MAX];
    const known_row *found = known_name(k, known_key(rows_cell(t, row, "example"), false, room));
    return found && dl_slice_eq(found->country, rows_cell(t, row, "code"));
}

static bool exchange_says(void *k, const dl_table *t, uint32_t row)
{
    dl_slice example = rows_cell(t, row, "example");
    size_t dot = dl_slice_find_byte(example, '.', 0);
    if (dot == SIZE_MAX) return false;
    dl_slice suffix = dl_slice_cut(example, dot + 1, example.n);
    return dl_slice_eq(known_exchange(k, suffix), rows_cell(t, row, "country"));
}

/* What the tables of mark say of an example, beside a column of its row. */
static uint32_t run_known(const dl_table *t, rows_test *says)
{
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *l = dl_lexicon_open(NULL, NULL, &e);
    dl_arena *a = dl_arena_new(NULL, 0);
    known *k = known_new(a, l, &e);
    assert_non_null(k);
    uint32_t wrong = rows_wrong(t, says, k, "the example says something else");
    dl_arena_free(a);
    dl_lexicon_free(l);
    return wrong;
}

static uint32_t run_countries(const dl_table *t) { return run_known(t, country_says); }
static uint32_t run_exchanges(const dl_table *t) { return run_known(t, exchange_says); }

/* ---- every table */

static bool has(dl_slice text, const char *what)
{
    return dl_slice_find(text, dl_slice_str(what), 0) != SIZE_MAX;
}

/* Does a unit test name the table and read its examples? This file does not count. */
static bool is_run_elsewhere(dl_arena *a, const char *table)
{
    bool found = false;
    DIR *d = opendir("tests/unit");
    assert_non_null(d);
    for (struct dirent *f = readdir(d); f && !found; f = readdir(d)) {
        char path[512];
        dl_err e;
        dl_err_clear(&e);
        if (strncmp(f->d_name, "test_", 5) != 0) continue;
        if (strcmp(f->d_name, "test_examples.c") == 0) continue;
        snprintf(path, sizeof path, "tests/unit/%s", f->d_name);
        dl_slice source = dl_file_read(a, path, 1 << 20, &e);
        found = !dl_failed(&e) && has(source, table) && has(source, "example");
    }
    closedir(d);
    return found;
}

static uint32_t run(dl_arena *a, const dl_table *t)
{
    for (size_t i = 0; i < RUNS; i++)
        if (strcmp(runs[i].table, t->name) == 0) return runs[i].run(t);
    if (is_run_elsewhere(a, t->name)) return 0;
    print_error("data/%s.tsv: nobody runs its examples\n", t->name);
    return 1;
}

static bool has_examples(const dl_table *t)
{
    int at = dl_table_column(t, "example");
    for (uint32_t r = 0; at >= 0 && r < t->rows; r++)
        if (dl_table_cell(t, r, (uint32_t)at).n) return true;
    return false;
}

static void test_every_example_is_run(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < dl_builtin_tables(); i++) {
        dl_builtin_table b = dl_builtin_table_at(i);
        dl_err e;
        dl_err_clear(&e);
        const dl_table *t = dl_table_parse(a, b.name, b.tsv, false, &e);
        assert_non_null(t);
        if (!has_examples(t)) continue;
        wrong += run(a, t);
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_example_is_run) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
