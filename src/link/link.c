/* link - see link.h: the tables, and the order of the steps. */
#include "link_private.h"

#include "dates.h"
#include "merge.h"

static const dl_column title_columns[] = {
    { "title", DL_COLUMN_TEXT, false, NULL },
    { "office", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form titles_form = DL_TABLE_FORM("link/titles", true, title_columns);

static const dl_column firm_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form firms_form = DL_TABLE_FORM("link/firms", true, firm_columns);

static const dl_column spelling_columns[] = {
    { "from", DL_COLUMN_TEXT, false, NULL },
    { "to", DL_COLUMN_TEXT, false, NULL },
    { "where", DL_COLUMN_CHOICE, false, "word end any" },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
enum { SPELLING_WHERE = 2 };
static const dl_table_form spellings_form = DL_TABLE_FORM("link/spellings", true, spelling_columns);

/* Words are respelled in place, so that none may grow. */
static void check_spelling(const dl_link *l, uint32_t row, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    const dl_table *t = l->spellings;
    if (dl_table_cell(t, row, 1).n <= dl_table_cell(t, row, 0).n) return;
    dl_fail(e, DL_EFORMAT, "`to` is longer than `from`", -1, "%s", dl_row_name(t, row, at));
}

static void load_spellings(dl_link *l, dl_lexicon *lexicon, dl_err *e)
{
    l->spellings = dl_lexicon_table(lexicon, &spellings_form, e);
    if (!l->spellings) return;
    uint32_t n = l->spellings->rows;
    l->spelling_where = dl_arena_alloc(l->arena, n + 1);
    if (!l->spelling_where) {
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        l->spelling_where[i] = (int8_t)dl_cell_choice(
            l->spellings, i, SPELLING_WHERE, &spellings_form);
        check_spelling(l, i, e);
    }
}

static const dl_column event_word_columns[] = {
    { "group", DL_COLUMN_TEXT, false, NULL },
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form event_words_form = DL_TABLE_FORM(
    "link/event-words", false, event_word_columns);

static const dl_column vague_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "kind", DL_COLUMN_CHOICE, false, "word deed state" },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form vague_words_form = DL_TABLE_FORM(
    "link/vague-words", true, vague_columns);

static const dl_column other_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "where", DL_COLUMN_CHOICE, false, "before after" },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form other_words_form = DL_TABLE_FORM(
    "link/other-words", true, other_columns);

static const dl_column outcome_columns[] = {
    { "announced", DL_COLUMN_TEXT, false, NULL },
    { "outcome", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form outcomes_form = DL_TABLE_FORM("link/outcomes", false, outcome_columns);

static void load(dl_link *l, dl_lexicon *lexicon, dl_err *e)
{
    l->titles = dl_lexicon_table(lexicon, &titles_form, e);
    if (l->titles) l->firms = dl_lexicon_table(lexicon, &firms_form, e);
    if (l->firms) load_spellings(l, lexicon, e);
    if (!dl_failed(e)) l->event_words = dl_lexicon_table(lexicon, &event_words_form, e);
    if (l->event_words) l->vague_words = dl_lexicon_table(lexicon, &vague_words_form, e);
    if (l->vague_words) l->other_words = dl_lexicon_table(lexicon, &other_words_form, e);
    if (l->other_words) l->outcomes = dl_lexicon_table(lexicon, &outcomes_form, e);
}

dl_link *dl_link_new(const dl_mem *m, dl_lexicon *lexicon, const dl_calendar *calendar,
    const dl_offices *offices, dl_err *e)
{
    dl_link *l = dl_mem_zero(m, sizeof *l);
    dl_arena *a = l ? dl_arena_new(m, 0) : NULL;
    if (!a) {
        dl_mem_free(m, l, sizeof *l);
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
        return NULL;
    }
    l->mem = m;
    l->arena = a;
    l->calendar = calendar;
    l->offices = offices;
    load(l, lexicon, e);
    if (!dl_failed(e)) return l;
    dl_link_free(l);
    return NULL;
}

void dl_link_free(dl_link *l)
{
    if (!l) return;
    const dl_mem *m = l->mem;
    dl_arena_free(l->arena);
    dl_mem_free(m, l, sizeof *l);
}

bool dl_link_story(const dl_link *l, const dl_record_link *record, dl_arena *a,
    const dl_link_report *r, uint32_t n, dl_link_told *out)
{
    out->dated = link_dates(l, record, a, r, n);
    return out->dated && link_merge(l, record, a, r, n, out);
}
