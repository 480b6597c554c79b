/* test_mark_names - names, entities and who they are: the cases of tests/cases/mark/names
 * (README.md there), the examples of the tables, and texts built to hurt. Needs the
 * language model: says so and passes where there is none. */
#include "annotated.h"
#include "rows.h"

#include "doc/offices.h"
#include "mark/known.h"

/* ---- a case */

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

static bool mention_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->marks.mentions.n) return false;
    const dl_mention *m = &d->marks.mentions.at[i];
    dl_slice w = words_of(d, m);
    dl_buf_fmt(b, "[%.*s] %s entity %d ", (int)w.n, w.p, dl_kind_name(m->kind), (int)m->entity);
    dl_buf_add(b, d->marks.entities.at[m->entity].code);
    return true;
}

static void test_cases(void **state)
{
    (void)state;
    const annotated_check check = {
        .annotate = annotated_marked, .found = mention_line, .holds = line_holds
    };
    assert_int_equal(annotated_folder_wrong("tests/cases/mark/names", &check, 31), 0);
}

/* ---- tables */

static known *known_forms(dl_arena *a)
{
    dl_err e;
    dl_err_clear(&e);
    known *k = known_new(a, annotated_lexicon(), &e);
    assert_non_null(k);
    return k;
}

static bool is_of_country(void *k, const dl_table *t, uint32_t row)
{
    const known_row *found = known_name(k, rows_cell(t, row, "example"));
    return found && dl_slice_eq(found->country, dl_table_cell(t, row, 0));
}

static void test_countries(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/countries.tsv");
    const char *why = "the example is of another row";
    assert_int_equal(rows_wrong(t, is_of_country, known_forms(a), why), 0);
    dl_arena_free(a);
}

static bool is_body(void *k, const dl_table *t, uint32_t row)
{
    dl_slice name = dl_table_cell(t, row, 0);
    const known_row *found = known_name(k, name);
    return found && dl_slice_eq(found->name, name) && found->kind;
}

static void test_bodies(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/organisations.tsv");
    const char *why = "another row has this name, or its kind is none";
    assert_int_equal(rows_wrong(t, is_body, known_forms(a), why), 0);
    dl_arena_free(a);
}

static void test_exchanges(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/exchanges.tsv");
    known *k = known_forms(a);
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice example = dl_table_cell(t, r, 2);
        dl_slice suffix = after(example, dl_slice_find_byte(example, '.', 0) + 1);
        assert_true(dl_slice_eq(known_exchange(k, suffix), dl_table_cell(t, r, 1)));
    }
    dl_arena_free(a);
}

/* Each row is of a role, which its example tells; a role has those that alone have it, or
 * those that never do. */
static void test_lands(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/role-lands.tsv");
    known *k = known_forms(a);
    for (uint32_t r = 0; r < t->rows; r++) {
        char room[KNOWN_KEY_MAX];
        dl_slice word = dl_table_cell(t, r, 0);
        dl_slice example = known_key(dl_table_cell(t, r, 3), true, room);
        assert_non_null(known_role(k, word));
        assert_true(dl_slice_find(example, word, 0) != SIZE_MAX);
        assert_true((dl_table_cell(t, r, 1).n == 0) != (dl_table_cell(t, r, 2).n == 0));
        dl_slice only = dl_table_cell(t, r, 1);
        if (only.n) only.n = 3; /* the first code */
        if (only.n) assert_true(known_may_be_of(k, known_role(k, word), only));
        dl_slice never = dl_table_cell(t, r, 2);
        dl_slice other = never.n >= 3 ? dl_slice_cut(never, 0, 3) : DL_S("XXX");
        assert_false(known_may_be_of(k, known_role(k, word), other));
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
    dl_offices *o = dl_offices_new(a, annotated_lexicon(), &e);
    assert_non_null(o);
    dl_office_when when;
    const dl_office_term *t = dl_offices_find(
        o, DL_S("Shinzo Abe"), dl_day_of(2016, 12, 16), &when);
    assert_true(t && when == DL_OFFICE_THEN && dl_slice_is(t->country, "JPN"));
    t = dl_offices_find(o, DL_S("Shinzo Abe"), dl_day_of(2010, 1, 1), &when);
    assert_true(t && when == DL_OFFICE_BEFORE);
    assert_null(dl_offices_find(o, DL_S("Shinzo Abe"), dl_day_of(2001, 1, 1), &when));
    t = dl_offices_find(o, DL_S("Boris Johnson"), dl_day_of(2020, 1, 1), &when);
    assert_non_null(t);
    dl_office_days days = dl_offices_days(o, t); /* the table has no more than the year */
    assert_true(dl_slice_is(days.start, "2019-07-24"));
    assert_true(dl_slice_is(days.end, "2022"));
    t = dl_offices_find(o, DL_S("Sergey Lavrov"), dl_day_of(2012, 1, 1), &when);
    assert_true(t && when == DL_OFFICE_THEN && dl_slice_is(t->office, "foreign"));
    assert_null(dl_offices_find(o, DL_S("Sergey Lavrov"), dl_day_of(2090, 1, 1), &when));
    t = dl_offices_head(o, DL_S("Abe"), dl_day_of(2016, 12, 16), &when);
    assert_true(t && dl_slice_is(t->country, "JPN"));
    assert_null(dl_offices_head(o, DL_S("Abe"), INT32_MIN, &when));
    t = dl_offices_find(o, DL_S("Henry M. Paulson Jr."), dl_day_of(2008, 1, 1), &when);
    assert_true(t && when == DL_OFFICE_THEN && dl_slice_is(t->office, "finance"));
    t = dl_offices_only(o, DL_S("Paulson"), dl_day_of(2008, 1, 1));
    assert_true(t && dl_slice_is(t->office, "finance") && !dl_offices_is_minor(t));
    assert_null(dl_offices_only(o, DL_S("Paulson"), dl_day_of(2015, 1, 1)));
    assert_null(dl_offices_only(o, DL_S("Johnson"), dl_day_of(2020, 1, 1)));
    t = dl_offices_titled(o, DL_S("Bush"), DL_S("head_of_state"), INT32_MIN);
    assert_true(t && dl_slice_is(t->country, "USA"));
    assert_null(dl_offices_titled(o, DL_S("Bush"), DL_S("head_of_state"), dl_day_of(1999, 1, 1)));
    assert_null(dl_offices_titled(o, DL_S("Johnson"), DL_S("head_of_state"), INT32_MIN));
    t = dl_offices_find(o, DL_S("Sarah Palin"), dl_day_of(2008, 1, 1), &when);
    assert_true(t && dl_slice_is(t->office, "governor") && dl_offices_is_minor(t));
    dl_arena_free(a);
}

/* ---- texts built to hurt: twice the text, about twice the memory; the runner's time
 * limit sees to the rest */

static void hurt(const char *words)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_doc *d = annotated_text_marked(annotated_repeated(a, words, 6000));
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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases),
        cmocka_unit_test(test_countries), cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_exchanges), cmocka_unit_test(test_lands),
        cmocka_unit_test(test_offices), cmocka_unit_test(test_hurt) };
    if (!unit_has_model("test_mark_names")) return 0;
    return cmocka_run_group_tests(tests, annotated_open, annotated_close);
}
