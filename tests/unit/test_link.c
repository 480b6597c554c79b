/* test_link - the tables of data/link, each row's example run (link/titles, link/firms,
 * link/spellings, link/event-words, link/vague-words, link/other-words, link/outcomes);
 * sets of days.
 * What link works out of whole records: tests/link. */
#include "annotated.h"
#include "rows.h"

#include "link/days.h"
#include "link/merge_private.h"
#include "link/name_key.h"

static dl_lexicon *lexicon;
static dl_calendar *calendar;
static dl_arena *arena;
static dl_link *tables;

static int start(void **state)
{
    (void)state;
    dl_err e;
    dl_err_clear(&e);
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    arena = dl_arena_new(NULL, 0);
    calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    const dl_offices *offices = calendar ? dl_offices_new(arena, lexicon, &e) : NULL;
    tables = offices ? dl_link_new(NULL, lexicon, calendar, offices, &e) : NULL;
    return tables ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    dl_link_free(tables);
    dl_calendar_free(calendar);
    dl_arena_free(arena);
    dl_lexicon_free(lexicon);
    return 0;
}

/* ---- examples */

static dl_slice spelled(const dl_link *l, dl_slice name, char *room)
{
    char key[LINK_KEY_MAX + DL_NAME_FOLD_MAX];
    return link_spelling(l, link_key(l, LINK_SORT_PERSON, name, key), room);
}

/* "Zelenskyy | Zelensky": both sides are one name. */
static bool is_one_name(void *link, const dl_table *t, uint32_t row)
{
    char one[LINK_KEY_MAX], other[LINK_KEY_MAX];
    dl_slice both = rows_cell(t, row, "example");
    size_t bar = dl_slice_find(both, DL_S(" | "), 0);
    if (bar == SIZE_MAX) return false;
    dl_slice a = spelled(link, dl_slice_cut(both, 0, bar), one);
    return dl_slice_eq(a, spelled(link, dl_slice_cut(both, bar + 3, both.n), other));
}

/* "Mitsui & Co": without the word something is left, and it is not the word. */
static bool goes(void *link, const dl_table *t, uint32_t row)
{
    char room[LINK_KEY_MAX + DL_NAME_FOLD_MAX];
    dl_slice key = link_key(link, LINK_SORT_BODY, rows_cell(t, row, "example"), room);
    return key.n && !dl_slice_eq(link_last_word(key), rows_cell(t, row, "word"));
}

/* "Prime Minister Anna Vale": the title stands before a name. */
static bool opens(void *link, const dl_table *t, uint32_t row)
{
    dl_slice title = rows_cell(t, row, "title");
    dl_slice example = rows_cell(t, row, "example");
    (void)link;
    return dl_slice_starts(example, title) && example.n > title.n + 1;
}

/* "buy | purchase": the first is a word of the same group. */
static bool is_of_group(void *link, const dl_table *t, uint32_t row)
{
    dl_slice example = rows_cell(t, row, "example");
    dl_slice first = dl_slice_cut(example, 0, dl_slice_find(example, DL_S(" | "), 0));
    (void)link;
    for (uint32_t r = 0; r < t->rows; r++)
        if (dl_slice_eq(rows_cell(t, r, "group"), rows_cell(t, row, "group"))
            && dl_slice_eq(rows_cell(t, r, "word"), first))
            return true;
    return false;
}

/* "affects": an event of that word, or the word itself. */
static bool is_of(dl_slice word, const char *frame, const dl_table *t, uint32_t row)
{
    char text[100];
    dl_slice example = rows_cell(t, row, "example");
    int n = snprintf(text, sizeof text, frame, (int)example.n, example.p);
    dl_doc *d = annotated_text_coded(dl_slice_of(text, (size_t)n));
    bool found = false;
    for (uint32_t i = 0; i < d->tokens.n && !found; i++)
        found = dl_slice_eq(d->tokens.lemma[i], word);
    for (uint32_t i = 0; i < d->events.at.n && !found; i++)
        found = dl_slice_eq(d->events.at.at[i].lemma, word);
    dl_doc_free(d);
    return found;
}

static bool is_of_word(const char *frame, const dl_table *t, uint32_t row)
{
    return is_of(rows_cell(t, row, "word"), frame, t, row);
}

/* What was announced is another word than its outcome. */
static bool is_outcome(void *link, const dl_table *t, uint32_t row)
{
    dl_slice word = rows_cell(t, row, "outcome");
    (void)link;
    return !dl_slice_eq(word, rows_cell(t, row, "announced"))
        && (is_of(word, "The court %.*s it.", t, row) || is_of(word, "They %.*s there.", t, row)
            || is_of(word, "The bishop %.*s on Monday in Rome.", t, row));
}

static bool is_vague_word(void *link, const dl_table *t, uint32_t row)
{
    (void)link;
    return is_of_word("They %.*s it.", t, row) || is_of_word("It is %.*s on.", t, row)
        || is_of_word("The %.*s came.", t, row);
}

/* The happening is the last word of the example, or the first. */
static bool is_told_apart(void *link, const dl_table *t, uint32_t row)
{
    dl_slice text = dl_table_cell(t, row, 2);
    bool before = dl_slice_is(dl_table_cell(t, row, 1), "before");
    size_t blank = dl_slice_find_byte(text, ' ', 0);
    while (before && dl_slice_find_byte(text, ' ', blank + 1) < text.n)
        blank = dl_slice_find_byte(text, ' ', blank + 1);
    dl_span first = { 0, (uint32_t)blank }, last = { (uint32_t)blank + 1, (uint32_t)text.n };
    return link_is_other(link, text, before ? last : first)
        && !link_is_other(link, dl_slice_str("the attack"), (dl_span){ 4, 10 });
}

static void every_row(const dl_table *t, rows_test *holds)
{
    assert_int_equal(rows_wrong(t, holds, tables, "its example says something else"), 0);
    assert_true(t->rows > 10);
}

static void test_vague_words(void **state)
{
    (void)state;
    if (!unit_has_model("test_link: link/vague-words")) return;
    annotated_open(NULL);
    every_row(tables->vague_words, is_vague_word);
    every_row(tables->outcomes, is_outcome);
    annotated_close(NULL);
}

static void test_examples(void **state)
{
    (void)state;
    every_row(tables->spellings, is_one_name);
    every_row(tables->firms, goes);
    every_row(tables->titles, opens);
    every_row(tables->event_words, is_of_group);
    every_row(tables->other_words, is_told_apart);
}

/* ---- days */

static void test_days(void **state)
{
    (void)state;
    link_days d, with;
    link_days_all(&d);
    with.n = 0;
    link_days_add(&with, 100, 110);
    link_days_add(&with, 111, 120); /* touches: one range */
    link_days_add(&with, 200, 210);
    assert_int_equal(with.n, 2);
    assert_true(link_days_meet(&d, &with));
    assert_int_equal(d.at[0].last, 120);
    link_days_range(&with, 115, 205);
    assert_true(link_days_meet(&d, &with));
    assert_int_equal(d.n, 2);
    assert_int_equal(d.at[0].first, 115);
    assert_int_equal(d.at[1].last, 205);
    link_days_range(&with, 130, 140); /* nothing in common: stays as it was */
    assert_false(link_days_meet(&d, &with));
    assert_int_equal(d.n, 2);
}

static void same_key(link_sort sort, const char *name, const char *want)
{
    char room[LINK_KEY_MAX + DL_NAME_FOLD_MAX];
    dl_slice key = link_key(tables, sort, dl_slice_str(name), room);
    if (!dl_slice_is(key, want)) fail_msg("%s: %.*s, not %s", name, (int)key.n, key.p, want);
}

static void test_keys(void **state)
{
    (void)state;
    same_key(LINK_SORT_PLACE, "the United States", "united states");
    same_key(LINK_SORT_PLACE, "U.S.", "us");
    same_key(LINK_SORT_BODY, "Mitsui & Co", "mitsui");
    same_key(LINK_SORT_PERSON, "Jos\xC3\xA9 Mart\xC3\xAD's", "jose marti");
    same_key(LINK_SORT_PERSON, "Bashar al-Assad", "bashar al assad");
    same_key(LINK_SORT_BODY, "The Co", "co"); /* something has to be left */
    char room[LINK_KEY_MAX];
    assert_true(dl_slice_is(link_initials(DL_S("International Monetary Fund"), room), "imf"));
    assert_int_equal(link_initials(DL_S("Red Cross"), room).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples),
        cmocka_unit_test(test_vague_words), cmocka_unit_test(test_days),
        cmocka_unit_test(test_keys) };
    return cmocka_run_group_tests(tests, start, stop);
}
