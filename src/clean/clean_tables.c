/* clean_tables - the tables of clean.h, built in or from a folder. */
#include "clean_private.h"

#include "base/chars.h"

/* Of what this room does with any tables: raised when the same tables give another
 * text. */
#define RULES_VERSION "21"

/* data/clean/clutter.tsv. reason: names of dl_removed_why. */
enum { PHRASE, PLACE, EFFECT, NEEDS, REASON };
static const dl_column clutter_columns[] = {
    { "phrase", DL_COLUMN_TEXT, false, NULL },
    { "place", DL_COLUMN_CHOICE, false, "whole start any counted" }, /* ORDER CLUTTER_PLACE */
    { "effect", DL_COLUMN_CHOICE, false, "line cut end" }, /* ORDER CLUTTER_EFFECT */
    { "needs", DL_COLUMN_CHOICE, false, "label phrase" },
    { "reason", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form clutter_form = DL_TABLE_FORM("clean/clutter", false, clutter_columns);

/* data/clean/phrases.tsv */
enum { PHRASE_TEXT, PHRASE_KIND };
static const dl_column phrase_columns[] = {
    { "phrase", DL_COLUMN_TEXT, false, NULL },
    { "kind", DL_COLUMN_CHOICE, false,
        "label filler credit names contributed abbreviation rights sign place verb "
        "agency wall author particle nobody" }, /* ORDER PHRASE */
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form phrase_form = DL_TABLE_FORM("clean/phrases", false, phrase_columns);

uint32_t clean_letters(dl_slice s)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < s.n; i++)
        if (dl_is_letter(s.p[i])) letters |= 1u << (dl_lower(s.p[i]) - 'a');
    return letters;
}

/* {NULL,0}: memory ran out. */
static dl_slice lower_cell(dl_arena *a, const dl_table *raw, uint32_t row, uint32_t column)
{
    dl_slice cell = dl_table_cell(raw, row, column);
    char *room = dl_arena_alloc(a, cell.n + 1);
    return room ? dl_slice_lower(cell, room) : (dl_slice){ NULL, 0 };
}

/* t->row stands. */
static bool fill_starts(dl_clean_tables *t)
{
    enum { BYTES = 256 };
    t->row_words = t->rows / CLEAN_ROW_BITS + 1;
    t->may_start = dl_arena_array(t->arena, (size_t)BYTES * t->row_words, sizeof *t->may_start);
    if (!t->may_start) return false;
    for (uint32_t i = 0; i < t->rows; i++) {
        const clutter_row *r = &t->row[i];
        bool anywhere = r->place == CLUTTER_ANY || !r->phrase.n;
        unsigned first = anywhere ? 0 : (unsigned char)r->phrase.p[0];
        unsigned last = anywhere ? BYTES - 1 : first;
        for (unsigned byte = first; byte <= last; byte++)
            t->may_start[byte * t->row_words + i / CLEAN_ROW_BITS] |= 1ull << i % CLEAN_ROW_BITS;
    }
    return true;
}

const uint64_t *clean_may_start(const dl_clean_tables *t, dl_slice s)
{
    unsigned char byte = s.n ? (unsigned char)s.p[0] : 0;
    return t->may_start + (size_t)byte * t->row_words;
}

static bool fill_clutter(dl_clean_tables *t, const dl_table *raw, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    t->row = dl_arena_array(t->arena, raw->rows, sizeof *t->row);
    if (!t->row) return false;
    for (uint32_t r = 0; r < raw->rows; r++) {
        clutter_row *row = &t->row[r];
        row->phrase = lower_cell(t->arena, raw, r, PHRASE);
        if (!row->phrase.p) return false;
        row->letters = clean_letters(row->phrase);
        row->place = (clutter_place)dl_cell_choice(raw, r, PLACE, &clutter_form);
        row->effect = (clutter_effect)dl_cell_choice(raw, r, EFFECT, &clutter_form);
        row->sure = dl_cell_choice(raw, r, NEEDS, &clutter_form) == 1;
        if (clean_reason_of(dl_table_cell(raw, r, REASON), &row->why)) continue;
        dl_fail(e, DL_EFORMAT, "there is no such reason", -1, "%s", dl_row_name(raw, r, at));
        return false;
    }
    t->rows = raw->rows;
    return fill_starts(t);
}

static bool fill_phrases(dl_clean_tables *t, const dl_table *raw)
{
    for (uint32_t r = 0; r < raw->rows; r++) {
        dl_slice *at = DL_PUSH(
            t->arena, &t->phrase[dl_cell_choice(raw, r, PHRASE_KIND, &phrase_form)]);
        if (!at) return false;
        *at = lower_cell(t->arena, raw, r, PHRASE_TEXT);
        if (!at->p) return false;
    }
    return true;
}

static bool fill(dl_clean_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *clutter = dl_lexicon_table(lexicon, &clutter_form, e);
    if (!clutter || !fill_clutter(t, clutter, e)) return false;
    const dl_table *phrases = dl_lexicon_table(lexicon, &phrase_form, e);
    return phrases && fill_phrases(t, phrases) && clean_page_tables(t, lexicon, e)
        && clean_seam_tables(t, lexicon, e);
}

dl_clean_tables *dl_clean_tables_new(
    const dl_mem *m, dl_lexicon *lexicon, const dl_calendar *calendar, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_clean_tables *t = a ? dl_arena_alloc(a, sizeof *t) : NULL;
    if (t) {
        t->arena = a;
        t->calendar = calendar;
        if (fill(t, lexicon, e)) return t;
    }
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
    return NULL;
}

void dl_clean_tables_free(dl_clean_tables *t)
{
    if (t) dl_arena_free(t->arena);
}

const char *dl_clean_version(void) { return RULES_VERSION; }

bool clean_is_phrase(const dl_clean_tables *t, clean_phrase kind, dl_slice s)
{
    const clean_phrases *list = &t->phrase[kind];
    for (uint32_t i = 0; s.n && i < list->n; i++)
        if (dl_slice_eq_nocase(s, list->at[i])) return true;
    return false;
}

size_t clean_starts_phrase(const dl_clean_tables *t, clean_phrase kind, dl_slice s)
{
    const clean_phrases *list = &t->phrase[kind];
    size_t longest = 0;
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i].n > longest && dl_slice_starts_nocase(s, list->at[i]))
            longest = list->at[i].n;
    return longest;
}
