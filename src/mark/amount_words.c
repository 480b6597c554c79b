/* amount_words - the tables that amounts are made of. In: data/mark/amount-numbers,
 * amount-bounds, currencies, units, fates. Out: look-ups over pieces. */
#include "amount_private.h"

#include <math.h>
#include <stdlib.h>

static const dl_column number_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    /* ORDER AMOUNT_CLASS */
    { "class", DL_COLUMN_CHOICE, false,
        "number scale short plural vague fraction part collective" },
    { "value", DL_COLUMN_NUMBER, false, NULL },
    { "example", DL_COLUMN_TEXT, true, NULL },
    { "gives", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form number_form = DL_TABLE_FORM("mark/amount-numbers", true, number_columns);
static const dl_column bound_columns[] = {
    { "words", DL_COLUMN_TEXT, false, NULL },
    { "place", DL_COLUMN_CHOICE, false, "before behind" },
    { "min", DL_COLUMN_NUMBER, true, NULL },
    { "max", DL_COLUMN_NUMBER, true, NULL },
    { "example", DL_COLUMN_TEXT, true, NULL },
    { "gives", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form bound_form = DL_TABLE_FORM("mark/amount-bounds", true, bound_columns);
static const dl_column currency_columns[] = {
    { "words", DL_COLUMN_TEXT, false, NULL },
    { "place", DL_COLUMN_CHOICE, false, "before behind both" },
    { "code", DL_COLUMN_TEXT, false, NULL },
    { "times", DL_COLUMN_NUMBER, false, NULL },
    { "with", DL_COLUMN_TEXT, true, NULL },
    { "example", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form currency_form = DL_TABLE_FORM("mark/currencies", true, currency_columns);
static const dl_column unit_columns[] = {
    { "words", DL_COLUMN_TEXT, false, NULL },
    { "place", DL_COLUMN_CHOICE, false, "before behind both" },
    { "kind", DL_COLUMN_CHOICE, false, "percent measure" },
    { "unit", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form unit_form = DL_TABLE_FORM("mark/units", true, unit_columns);
static const dl_column fate_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "takes", DL_COLUMN_TEXT, false, NULL },
    { "of", DL_COLUMN_TEXT, true, NULL },
    { "example", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form fate_form = DL_TABLE_FORM("mark/fates", true, fate_columns);

struct amount_words {
    const dl_table *number, *bound, *currency, *unit, *fate;
    amount_word *words; /* [rows] of each table */
    amount_bound *bounds;
    amount_unit *currencies, *units;
    amount_fate *fates;
};

static dl_slice row_name(dl_arena *a, const dl_table *t, uint32_t row)
{
    char at[DL_ROW_NAME_MAX];
    return dl_arena_copy(a, dl_slice_str(dl_row_name(t, row, at)));
}

static bool read_numbers(amount_words *w, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = w->number = dl_lexicon_table(lexicon, &number_form, e);
    w->words = t ? dl_arena_array(a, (size_t)t->rows + 1, sizeof *w->words) : NULL;
    for (uint32_t r = 0; w->words && r < t->rows; r++) {
        w->words[r].class = (amount_class)dl_cell_choice(t, r, 1, &number_form);
        w->words[r].value = dl_cell_number(t, r, 2);
    }
    return w->words != NULL;
}

static bool read_bounds(amount_words *w, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = w->bound = dl_lexicon_table(lexicon, &bound_form, e);
    w->bounds = t ? dl_arena_array(a, (size_t)t->rows + 1, sizeof *w->bounds) : NULL;
    for (uint32_t r = 0; w->bounds && r < t->rows; r++) {
        w->bounds[r].place = (amount_place)dl_cell_choice(t, r, 1, &bound_form);
        w->bounds[r].min = dl_cell_number(t, r, 2);
        w->bounds[r].max = dl_table_cell(t, r, 3).n ? dl_cell_number(t, r, 3) : (double)INFINITY;
    }
    return w->bounds != NULL;
}

static bool read_currencies(amount_words *w, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = w->currency = dl_lexicon_table(lexicon, &currency_form, e);
    w->currencies = t ? dl_arena_array(a, (size_t)t->rows + 1, sizeof *w->currencies) : NULL;
    for (uint32_t r = 0; w->currencies && r < t->rows; r++) {
        amount_unit *u = &w->currencies[r];
        u->place = (amount_place)dl_cell_choice(t, r, 1, &currency_form);
        u->kind = DL_AMOUNT_MONEY;
        u->unit = dl_table_cell(t, r, 2);
        u->times = dl_cell_number(t, r, 3);
        u->with = dl_table_cell(t, r, 4);
        u->rule = row_name(a, t, r);
    }
    return w->currencies != NULL;
}

static bool read_units(amount_words *w, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = w->unit = dl_lexicon_table(lexicon, &unit_form, e);
    w->units = t ? dl_arena_array(a, (size_t)t->rows + 1, sizeof *w->units) : NULL;
    for (uint32_t r = 0; w->units && r < t->rows; r++) {
        amount_unit *u = &w->units[r];
        bool percent = dl_cell_choice(t, r, 2, &unit_form) == 0;
        u->place = (amount_place)dl_cell_choice(t, r, 1, &unit_form);
        u->kind = percent ? DL_AMOUNT_PERCENT : DL_AMOUNT_MEASURE;
        u->unit = dl_table_cell(t, r, 3);
        u->times = 1;
        u->rule = row_name(a, t, r);
    }
    return w->units != NULL;
}

static unsigned takes_of(dl_slice list)
{
    static const char *const name[] = { "object", "subject", "adjective", "noun", "deed", "total" };
    unsigned takes = 0;
    for (unsigned i = 0; i < sizeof name / sizeof *name; i++)
        if (dl_slice_find(list, dl_slice_str(name[i]), 0) != SIZE_MAX) takes |= 1u << i;
    return takes;
}

static bool read_fates(amount_words *w, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = w->fate = dl_lexicon_table(lexicon, &fate_form, e);
    w->fates = t ? dl_arena_array(a, (size_t)t->rows + 1, sizeof *w->fates) : NULL;
    for (uint32_t r = 0; w->fates && r < t->rows; r++) {
        w->fates[r].takes = takes_of(dl_table_cell(t, r, 1));
        w->fates[r].of = dl_table_cell(t, r, 2);
        w->fates[r].rule = row_name(a, t, r);
    }
    return w->fates != NULL;
}

amount_words *amount_words_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    amount_words *w = dl_arena_alloc(a, sizeof *w);
    bool ok = w && read_numbers(w, a, lexicon, e) && read_bounds(w, a, lexicon, e)
        && read_currencies(w, a, lexicon, e) && read_units(w, a, lexicon, e)
        && read_fates(w, a, lexicon, e);
    if (ok && !dl_arena_failed(a)) return w;
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

/* ---- phrases */

enum { PHRASE_PIECES = 5, PHRASE_BYTES = 64 }; /* "barrels of oil a day" */

/* The row whose words are those n pieces, parted as in the text; -1: none. */
static int64_t phrase_row(const dl_table *t, const time_pieces *p, uint32_t at, uint32_t n)
{
    char text[PHRASE_BYTES];
    size_t used = 0;
    for (uint32_t i = at; i < at + n; i++) {
        const time_piece *one = &p->v.at[i];
        bool blank = i > at && !one->glued;
        if (used + blank + one->text.n > sizeof text) return -1;
        if (blank) text[used++] = ' ';
        memcpy(text + used, one->text.p, one->text.n);
        used += one->text.n;
    }
    return dl_table_find(t, dl_slice_of(text, used));
}

/* The longest phrase of a table that begins at a piece. */
static int64_t row_at(const dl_table *t, const time_pieces *p, uint32_t at, uint32_t *n)
{
    uint32_t left = p->v.n - at;
    for (*n = left < PHRASE_PIECES ? left : PHRASE_PIECES; *n > 0; (*n)--) {
        int64_t row = phrase_row(t, p, at, *n);
        if (row >= 0) return row;
    }
    return -1;
}

/* The longest phrase of a table that ends before a piece. */
static int64_t row_before(const dl_table *t, const time_pieces *p, uint32_t end, uint32_t *n)
{
    for (*n = end < PHRASE_PIECES ? end : PHRASE_PIECES; *n > 0; (*n)--) {
        int64_t row = phrase_row(t, p, end - *n, *n);
        if (row >= 0) return row;
    }
    return -1;
}

const amount_word *amount_word_at(const amount_words *w, const time_pieces *p, uint32_t at)
{
    if (at >= p->v.n || p->v.at[at].kind == TIME_FIGURES) return NULL;
    int64_t row = dl_table_find(w->number, p->v.at[at].text);
    return row < 0 ? NULL : &w->words[row];
}

bool amount_is_collective(const amount_words *w, dl_slice noun)
{
    int64_t row = dl_table_find(w->number, noun);
    return row >= 0 && w->words[row].class == AMOUNT_COLLECTIVE;
}

const amount_bound *amount_bound_before(
    const amount_words *w, const time_pieces *p, uint32_t end, uint32_t *n)
{
    int64_t row = row_before(w->bound, p, end, n);
    return row < 0 || w->bounds[row].place != AMOUNT_BEFORE ? NULL : &w->bounds[row];
}

const amount_bound *amount_bound_behind(
    const amount_words *w, const time_pieces *p, uint32_t at, uint32_t *n)
{
    int64_t row = row_at(w->bound, p, at, n);
    return row < 0 || w->bounds[row].place != AMOUNT_BEHIND ? NULL : &w->bounds[row];
}

static const amount_unit *unit_at(
    const dl_table *t, const amount_unit *list, const time_pieces *p, uint32_t at, uint32_t *n)
{
    int64_t row = row_at(t, p, at, n);
    return row < 0 || list[row].place == AMOUNT_BEFORE ? NULL : &list[row];
}

static const amount_unit *unit_before(
    const dl_table *t, const amount_unit *list, const time_pieces *p, uint32_t end, uint32_t *n)
{
    int64_t row = row_before(t, p, end, n);
    return row < 0 || list[row].place == AMOUNT_BEHIND ? NULL : &list[row];
}

const amount_unit *amount_currency_before(
    const amount_words *w, const time_pieces *p, uint32_t end, uint32_t *n)
{
    const amount_unit *u = unit_before(w->currency, w->currencies, p, end, n);
    const time_piece *first = u ? &p->v.at[end - *n] : NULL;
    bool letters = first && first->kind == TIME_WORD;
    return letters && !first->capital ? NULL : u; /* codes are capitals: "Rs", "USD" */
}

const amount_unit *amount_currency_behind(
    const amount_words *w, const time_pieces *p, uint32_t at, uint32_t *n)
{
    return unit_at(w->currency, w->currencies, p, at, n);
}

const amount_unit *amount_unit_before(
    const amount_words *w, const time_pieces *p, uint32_t end, uint32_t *n)
{
    return unit_before(w->unit, w->units, p, end, n);
}

const amount_unit *amount_unit_behind(
    const amount_words *w, const time_pieces *p, uint32_t at, uint32_t *n)
{
    return unit_at(w->unit, w->units, p, at, n);
}

const amount_fate *amount_fate_of(const amount_words *w, dl_slice lemma)
{
    int64_t row = dl_table_find(w->fate, lemma);
    return row < 0 ? NULL : &w->fates[row];
}
