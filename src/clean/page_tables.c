/* page_tables - what names in a page say, by data/clean/page-words.tsv and
 * data/clean/page-names.tsv. */
#include "page_private.h"

#include "base/chars.h"

enum {
    WORD_MAX = 48, /* bytes of a word of a class that is looked up */
    PARTS_MOST = 8, /* parts of one: "article__body--main" has three */
    TOGETHER = 3 /* parts that are looked up as one: "you-may-like" */
};

enum { WORD, WORD_ROLE, WORD_REASON };
static const dl_column word_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "role", DL_COLUMN_CHOICE, false, "body cut weak comments else" }, /* ORDER PAGE_ROLE */
    { "reason", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form word_form = DL_TABLE_FORM("clean/page-words", true, word_columns);

enum { NAME, NAME_FIELD };
static const dl_column name_columns[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "field", DL_COLUMN_CHOICE, false,
        "title date modified outlet author language url body summary" }, /* ORDER PAGE_FIELD */
};
static const dl_table_form name_form = DL_TABLE_FORM("clean/page-names", true, name_columns);

bool clean_page_tables(dl_clean_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    t->page_words = dl_lexicon_table(lexicon, &word_form, e);
    if (t->page_words) t->page_names = dl_lexicon_table(lexicon, &name_form, e);
    if (!t->page_names) return false;
    for (uint32_t r = 0; r < t->page_words->rows; r++) {
        dl_removed_why why;
        if (clean_reason_of(dl_table_cell(t->page_words, r, WORD_REASON), &why)) continue;
        dl_fail(
            e, DL_EFORMAT, "there is no such reason", -1, "%s", dl_row_name(t->page_words, r, at));
        return false;
    }
    return true;
}

/* ---- words of classes */

/* A word of a class in small letters, its parts by "-": "articleBody_x1" is
 * "article-body-x1". */
typedef struct parts {
    char text[WORD_MAX + PARTS_MOST];
    size_t end[PARTS_MOST];
    uint32_t n;
} parts;

static void split(dl_slice word, parts *out)
{
    size_t n = 0;
    bool open = false; /* a part is begun */
    out->n = 0;
    for (size_t i = 0; i < word.n && n + 2 < sizeof out->text; i++) {
        char c = word.p[i];
        bool part = dl_is_wordy(c);
        bool hump = part && open && dl_is_upper(c) && dl_is_lower(word.p[i - 1]);
        if (open && (!part || hump)) {
            out->end[out->n++] = n;
            open = false;
            if (out->n == PARTS_MOST) return;
        }
        if (!part) continue;
        if (!open && n) out->text[n++] = '-';
        out->text[n++] = dl_lower(c);
        open = true;
    }
    if (open) out->end[out->n++] = n;
}

static page_said row_says(const dl_clean_tables *t, dl_slice word)
{
    page_said said = { .role = ROLE_NONE };
    int64_t row = dl_table_find(t->page_words, word);
    if (row < 0) return said;
    said.role = (page_role)(1
        + dl_cell_choice(t->page_words, (uint32_t)row, WORD_ROLE, &word_form));
    said.row = (uint32_t)row;
    clean_reason_of(dl_table_cell(t->page_words, (uint32_t)row, WORD_REASON), &said.why);
    return said;
}

/* The first of each kind counts. */
static void add_row(const dl_clean_tables *t, dl_slice word, page_words *w)
{
    page_said said = row_says(t, word);
    w->date |= said.role != ROLE_NONE && said.why == DL_REMOVED_DATE_LINE;
    w->author |= said.role != ROLE_NONE && said.why == DL_REMOVED_BYLINE;
    if (said.role == ROLE_BODY) w->body = true;
    else if (w->cut.role == ROLE_NONE) w->cut = said;
}

static dl_slice some_parts(const parts *p, uint32_t i, uint32_t k)
{
    size_t from = i ? p->end[i - 1] + 1 : 0;
    return dl_slice_of(p->text + from, p->end[k] - from);
}

/* How many parts from i on mean something else together: "overflow-hidden". 0: none. */
static uint32_t mean_else(const dl_clean_tables *t, const parts *p, uint32_t i)
{
    for (uint32_t k = i + 1; k < p->n && k < i + TOGETHER; k++)
        if (row_says(t, some_parts(p, i, k)).role == ROLE_ELSE) return k + 1 - i;
    return 0;
}

/* Of up to three parts that follow each other. */
static void add_word(const dl_clean_tables *t, dl_slice word, page_words *w)
{
    parts p;
    split(word, &p);
    for (uint32_t i = 0; i < p.n;) {
        uint32_t past = mean_else(t, &p, i);
        for (uint32_t k = i; !past && k < p.n && k < i + TOGETHER; k++)
            add_row(t, some_parts(&p, i, k), w);
        i += past ? past : 1;
    }
}

static page_words say(const dl_clean_tables *t, dl_slice value)
{
    page_words w = { .value = value };
    for (size_t i = 0, to; i < value.n; i = to + 1) {
        to = i;
        while (to < value.n && (unsigned char)value.p[to] > ' ') to++;
        dl_slice word = dl_slice_cut(value, i, to);
        if (word.n && word.n <= WORD_MAX) add_word(t, word, &w);
    }
    return w;
}

const page_words *page_words_say(const dl_clean_tables *t, page_words *known, dl_slice value)
{
    page_words *w = &known[dl_hash64(value, value.n) % PAGE_WORDS_KNOWN];
    if (!w->value.p || !dl_slice_eq(w->value, value)) *w = say(t, value);
    return w;
}

/* ---- names of meta data */

bool page_name(
    const dl_clean_tables *t, bool json, dl_slice name, page_field *field, uint32_t *rank)
{
    char small[WORD_MAX + 3];
    size_t n = json ? 3 : 0;
    memcpy(small, "ld:", 3);
    if (name.n == 0 || name.n > WORD_MAX) return false;
    for (size_t i = 0; i < name.n; i++) small[n++] = dl_lower(name.p[i]);
    int64_t row = dl_table_find(t->page_names, dl_slice_of(small, n));
    if (row < 0) return false;
    *field = (page_field)dl_cell_choice(t->page_names, (uint32_t)row, NAME_FIELD, &name_form);
    *rank = (uint32_t)row;
    return true;
}
