/* calendar - the table of calendar.h: from the lexicon's rows to a look-up by word. */
#include "calendar.h"

#include "base/chars.h"

enum { WORD_MAX = 12 }; /* bytes of the longest word that may be in the table */
enum { WORD, KIND, VALUE };

static const dl_column columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "kind", DL_COLUMN_CHOICE, false, "month weekday half zone small" }, /* ORDER CALENDAR */
    { "value", DL_COLUMN_INT, true, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form form = DL_TABLE_FORM("doc/calendar", true, columns);

/* What a value may be, in the order of dl_calendar_kind; zones: from UTC-12 to UTC+14. */
static const struct range {
    int32_t least, most;
} range[] = { { 1, 12 }, { 1, 7 }, { 0, 12 }, { -720, 840 }, { 0, 0 } };

struct dl_calendar {
    const dl_mem *mem;
    const dl_table *table;
};

static bool check(const dl_table *t, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    for (uint32_t r = 0; r < t->rows; r++) {
        const struct range *allowed = &range[dl_cell_choice(t, r, KIND, &form)];
        int64_t value = dl_cell_int(t, r, VALUE);
        bool empty = dl_table_cell(t, r, VALUE).n == 0;
        bool may_be_empty = allowed >= &range[DL_CALENDAR_ZONE];
        bool fits = value >= allowed->least && value <= allowed->most;
        if (empty ? may_be_empty : fits) continue;
        dl_fail(e, DL_EFORMAT, "the value is out of range for its kind", -1, "%s",
            dl_row_name(t, r, at));
        return false;
    }
    return true;
}

dl_calendar *dl_calendar_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *table = dl_lexicon_table(lexicon, &form, e);
    if (!table || !check(table, e)) return NULL;
    dl_calendar *c = dl_mem_zero(m, sizeof *c);
    if (!c) {
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
        return NULL;
    }
    c->mem = m;
    c->table = table;
    return c;
}

void dl_calendar_free(dl_calendar *c)
{
    if (c) dl_mem_free(c->mem, c, sizeof *c);
}

/* In small letters without points; 0: no word of the table is that long. */
static size_t fold(dl_slice word, char out[WORD_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (c == '.') continue;
        if (n == WORD_MAX) return 0;
        out[n++] = dl_lower(c);
    }
    return n;
}

dl_calendar_word dl_calendar_find(const dl_calendar *c, dl_slice word)
{
    char key[WORD_MAX];
    size_t n = word.n <= 2 * WORD_MAX ? fold(word, key) : 0;
    int64_t row = n ? dl_table_find(c->table, dl_slice_of(key, n)) : -1;
    if (row < 0) return (dl_calendar_word){ DL_CALENDAR_NONE, 0 };
    uint32_t r = (uint32_t)row;
    dl_calendar_kind kind = (dl_calendar_kind)dl_cell_choice(c->table, r, KIND, &form);
    bool unsure = dl_table_cell(c->table, r, VALUE).n == 0;
    int32_t value = unsure ? DL_OFFSET_UNSURE : (int32_t)dl_cell_int(c->table, r, VALUE);
    return (dl_calendar_word){ kind, value };
}
