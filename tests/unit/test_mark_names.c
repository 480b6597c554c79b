/* test_mark_names - names, entities and who they are: the cases of tests/cases/mark/names
 * (README.md there), the examples of the tables, and texts built to hurt. Needs the
 * language model: says so and passes where there is none. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "mark/known.h"
#include "mark/mark.h"
#include "doc/offices.h"
#include "parse/parse.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"
#define CASES "tests/cases/mark/names"

static dl_lexicon *lexicon;
static dl_mark_tables *tables;
static dl_parse *parse;
static dl_parse_scratch *scratch;

/* ---- a case */

typedef struct unit_case {
    dl_slice text, title, date;
    dl_slice rest; /* the lines of what is expected */
} unit_case;

static dl_doc *marked(const unit_case *c)
{
    dl_doc *d = dl_doc_new(NULL);
    dl_slice gap = c->title.n ? DL_S("\n\n") : DL_S("");
    size_t n = c->title.n + gap.n + c->text.n;
    char *full = dl_arena_alloc(d->arena, n + 1);
    if (c->title.n) memcpy(full, c->title.p, c->title.n);
    memcpy(full + c->title.n, gap.p, gap.n);
    memcpy(full + c->title.n + gap.n, c->text.p, c->text.n);
    d->text.full = dl_slice_of(full, n);
    d->text.title = (dl_span){ 0, (uint32_t)c->title.n };
    d->text.body = (dl_span){ (uint32_t)(c->title.n + gap.n), (uint32_t)n };
    d->text.date = c->date;
    d->text.english = true;
    dl_parse_run(d, parse, scratch);
    dl_mark_run(d, tables);
    assert_true(dl_doc_ok(d));
    return d;
}

static dl_slice words_of(const dl_doc *d, const dl_mention *m)
{
    return dl_slice_cut(d->text.full, m->span.start, m->span.end);
}

/* The mention of these words ("words#2": the second); NULL: there is none. */
static const dl_mention *mention_of(const dl_doc *d, dl_slice words, bool names)
{
    int which = 1;
    size_t at = dl_slice_find_byte(words, '#', 0);
    if (at != SIZE_MAX) {
        which = words.p[at + 1] - '0';
        words = dl_slice_cut(words, 0, at);
    }
    for (uint32_t i = 0; i < d->marks.mentions.n; i++) {
        const dl_mention *m = &d->marks.mentions.at[i];
        if (names && m->form != DL_FORM_NAME) continue;
        if (dl_slice_eq(words_of(d, m), words) && --which == 0) return m;
    }
    return NULL;
}

static bool split(dl_slice line, dl_slice *a, dl_slice *b)
{
    size_t at = dl_slice_find(line, DL_S(" / "), 0);
    if (at == SIZE_MAX) return false;
    *a = dl_slice_cut(line, 0, at);
    *b = dl_slice_cut(line, at + 3, line.n);
    return true;
}

static bool same_entity(const dl_doc *d, dl_slice line, bool want)
{
    dl_slice a, b;
    if (!split(line, &a, &b)) return false;
    const dl_mention *x = mention_of(d, a, false);
    const dl_mention *y = mention_of(d, b, false);
    if (!want) return !x || !y || x->entity != y->entity;
    return x && y && x->entity == y->entity;
}

static bool entity_tells(const dl_doc *d, dl_slice line, bool title)
{
    dl_slice a, b;
    if (!split(line, &a, &b)) return false;
    const dl_mention *x = mention_of(d, a, false);
    if (!x) return false;
    const dl_entity *e = &d->marks.entities.at[x->entity];
    dl_slice found = title ? e->title : e->code;
    return dl_slice_is(b, "-") ? !found.n : dl_slice_eq(found, b);
}

static dl_slice after(dl_slice line, size_t n) { return dl_slice_cut(line, n, line.n); }

static bool line_holds(const dl_doc *d, dl_slice line)
{
    if (dl_slice_starts(line, DL_S("no "))) return !mention_of(d, after(line, 3), true);
    if (dl_slice_starts(line, DL_S("= "))) return same_entity(d, after(line, 2), true);
    if (dl_slice_starts(line, DL_S("! "))) return same_entity(d, after(line, 2), false);
    if (dl_slice_starts(line, DL_S("@ "))) return entity_tells(d, after(line, 2), false);
    if (dl_slice_starts(line, DL_S("title "))) return entity_tells(d, after(line, 6), true);
    size_t at = dl_slice_find_byte(line, ' ', 0);
    if (at == SIZE_MAX) return false;
    const dl_mention *m = mention_of(d, after(line, at + 1), true);
    return m && m->kind == dl_kind_of(dl_slice_cut(line, 0, at));
}

static void print_found(const dl_doc *d)
{
    for (uint32_t i = 0; i < d->marks.mentions.n; i++) {
        const dl_mention *m = &d->marks.mentions.at[i];
        const dl_entity *e = &d->marks.entities.at[m->entity];
        dl_slice w = words_of(d, m);
        print_error("    found [%.*s] %s entity %d %.*s\n", (int)w.n, w.p, dl_kind_name(m->kind),
            (int)m->entity, (int)e->code.n, e->code.n ? e->code.p : "");
    }
}

static int wrong_lines(const unit_case *c)
{
    dl_doc *d = marked(c);
    int wrong = 0;
    dl_slice rest = c->rest;
    dl_slice line;
    while (dl_slice_line(&rest, &line)) {
        if (line_holds(d, line)) continue;
        if (!wrong) print_error("  %.*s\n", (int)c->text.n, c->text.p);
        print_error("    expected %.*s\n", (int)line.n, line.p);
        wrong++;
    }
    if (wrong) print_found(d);
    dl_doc_free(d);
    return wrong;
}

/* ---- the files */

static bool is_expectation(dl_slice line)
{
    return line.n && line.p[0] != '#' && !dl_slice_starts(line, DL_S("title: "))
        && !dl_slice_starts(line, DL_S("date: "));
}

static unit_case read_case(dl_arena *a, dl_slice block)
{
    unit_case c = { .text = { NULL, 0 } };
    char *kept = dl_arena_alloc(a, block.n + 1);
    size_t n = 0;
    dl_slice line;
    while (dl_slice_line(&block, &line)) {
        if (dl_slice_starts(line, DL_S("title: "))) c.title = after(line, 7);
        if (dl_slice_starts(line, DL_S("date: "))) c.date = after(line, 6);
        if (!is_expectation(line)) continue;
        if (!c.text.n) {
            c.text = line;
            continue;
        }
        memcpy(kept + n, line.p, line.n);
        n += line.n;
        kept[n++] = '\n';
    }
    c.rest = dl_slice_of(kept, n);
    return c;
}

static int wrong_in(dl_arena *a, dl_slice all, int *cases)
{
    int wrong = 0;
    while (all.n) {
        size_t at = dl_slice_find(all, DL_S("\n\n"), 0);
        if (at == SIZE_MAX) at = all.n;
        unit_case c = read_case(a, dl_slice_cut(all, 0, at));
        all = dl_slice_cut(all, at + 2 < all.n ? at + 2 : all.n, all.n);
        if (!c.text.n) continue;
        wrong += wrong_lines(&c);
        ++*cases;
    }
    return wrong;
}

static void test_cases(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    DIR *dir = opendir(CASES);
    assert_non_null(dir);
    int wrong = 0;
    int cases = 0;
    for (struct dirent *f = readdir(dir); f; f = readdir(dir)) {
        char path[512];
        if (!strstr(f->d_name, ".txt")) continue;
        snprintf(path, sizeof path, CASES "/%s", f->d_name);
        int before = wrong;
        wrong += wrong_in(a, dl_file_read(a, path, 1 << 20, &e), &cases);
        if (wrong > before) print_error("%s: %d wrong\n", path, wrong - before);
    }
    closedir(dir);
    assert_false(dl_failed(&e));
    assert_true(cases > 30);
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

/* ---- tables */

static const dl_table *table(dl_arena *a, const char *path)
{
    dl_err e;
    dl_err_clear(&e);
    const dl_table *t = dl_table_parse(a, path, dl_file_read(a, path, 4 << 20, &e), false, &e);
    assert_non_null(t);
    return t;
}

static known *known_forms(dl_arena *a)
{
    dl_err e;
    dl_err_clear(&e);
    known *k = known_new(a, lexicon, &e);
    assert_non_null(k);
    return k;
}

static void test_countries(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = table(a, "data/mark/countries.tsv");
    known *k = known_forms(a);
    uint32_t example = (uint32_t)dl_table_column(t, "example");
    int wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        const known_row *row = known_name(k, dl_table_cell(t, r, example));
        if (row && dl_slice_eq(row->country, dl_table_cell(t, r, 0))) continue;
        print_error("%s:%u: the example is of another row\n", t->name, t->line[r]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

static void test_bodies(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = table(a, "data/mark/organisations.tsv");
    known *k = known_forms(a);
    int wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        const known_row *row = known_name(k, dl_table_cell(t, r, 0));
        if (row && dl_slice_eq(row->name, dl_table_cell(t, r, 0)) && row->kind) continue;
        print_error("%s:%u: another row has this name, or its kind is none\n", t->name, t->line[r]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

static void test_exchanges(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = table(a, "data/mark/exchanges.tsv");
    known *k = known_forms(a);
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice example = dl_table_cell(t, r, 2);
        dl_slice suffix = after(example, dl_slice_find_byte(example, '.', 0) + 1);
        assert_true(dl_slice_eq(known_exchange(k, suffix), dl_table_cell(t, r, 1)));
    }
    dl_arena_free(a);
}

/* Terms by day; an open end is no end; marks on letters do not matter. */
static void test_offices(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_offices *o = dl_offices_new(a, lexicon, &e);
    assert_non_null(o);
    dl_office_when when;
    const dl_office_term *t = dl_offices_find(
        o, DL_S("Shinzo Abe"), dl_day_of(2016, 12, 16), &when);
    assert_true(t && when == DL_OFFICE_THEN && dl_slice_is(t->country, "JPN"));
    t = dl_offices_find(o, DL_S("Shinzo Abe"), dl_day_of(2010, 1, 1), &when);
    assert_true(t && when == DL_OFFICE_BEFORE);
    assert_null(dl_offices_find(o, DL_S("Shinzo Abe"), dl_day_of(2001, 1, 1), &when));
    t = dl_offices_find(o, DL_S("Sergey Lavrov"), dl_day_of(2012, 1, 1), &when);
    assert_true(t && when == DL_OFFICE_THEN && dl_slice_is(t->office, "foreign"));
    assert_null(dl_offices_find(o, DL_S("Sergey Lavrov"), dl_day_of(2090, 1, 1), &when));
    t = dl_offices_head(o, DL_S("Abe"), dl_day_of(2016, 12, 16), &when);
    assert_true(t && dl_slice_is(t->country, "JPN"));
    assert_null(dl_offices_head(o, DL_S("Abe"), INT32_MIN, &when));
    dl_arena_free(a);
}

/* ---- texts built to hurt: twice the text, about twice the memory; the runner's time
 * limit sees to the rest */

static void hurt(const char *words)
{
    enum { TIMES = 6000 };
    dl_arena *a = dl_arena_new(NULL, 0);
    size_t n = strlen(words);
    char *text = dl_arena_alloc(a, n * TIMES + 1);
    for (size_t i = 0; i < TIMES; i++) memcpy(text + i * n, words, n);
    unit_case c = { .text = dl_slice_of(text, n * TIMES) };
    dl_doc *d = marked(&c);
    for (uint32_t i = 0; i < d->marks.mentions.n; i++) {
        const dl_mention *m = &d->marks.mentions.at[i];
        assert_true(m->entity >= 0 && (uint32_t)m->entity < d->marks.entities.n);
        assert_true(m->span.start < m->span.end && m->span.end <= d->text.full.n);
    }
    dl_doc_free(d);
    dl_arena_free(a);
}

static void test_hurt(void **state)
{
    (void)state;
    hurt("the president of the president said he ");
    hurt("Abe (ABE) called the Abe in Abe and the Abe in Abe. ");
    hurt("\"I said we said they said it\" Mr Abe said. ");
    hurt("Prime Minister ");
    hurt("Mr Mr Abe's ");
    hurt("United Nations U.N. UN Security Council of ");
}

static bool open_all(dl_err *e)
{
    lexicon = dl_lexicon_open(NULL, NULL, e);
    tables = lexicon ? dl_mark_tables_new(NULL, lexicon, e) : NULL;
    parse = tables ? dl_parse_open(NULL, MODEL, e) : NULL;
    scratch = parse ? dl_parse_scratch_new(NULL, parse, e) : NULL;
    return scratch != NULL;
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    if (access(MODEL, R_OK) != 0) {
        puts("test_mark_names: left out: there is no language model");
        return 0;
    }
    if (!open_all(&e)) {
        print_error("%s: %s\n", e.what, e.detail);
        return 1;
    }
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases),
        cmocka_unit_test(test_countries), cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_exchanges), cmocka_unit_test(test_offices),
        cmocka_unit_test(test_hurt) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_mark_tables_free(tables);
    dl_lexicon_free(lexicon);
    return failed;
}
