/* seams - where one text may have been run into the next inside a paragraph: a headline,
 * a caption, a by-line, a point of a summary and what stands behind them.
 *
 *   "... on the coast The minister said ..."      a word that begins sentences, capital
 *   "By Jane Doe, CNN Talks have ..."             behind a by-line
 *   "Photograph: Jane Doe/AP Talks have ..."      behind a picture's maker
 *   "... 10.39 BST Talks have ..."                behind a time of day
 *   "... in the north NEW: Talks have ..."        a point of a summary
 *   "Firms Brace for Losses Doe Steel said"      a name told again, behind capitals
 *   "... in the north Oslo, Norway (Wire) -- ..." a dateline
 *   "Storm Ada nears coast Storm Ada has ..."     the text begins as its headline did
 *
 * Words alone decide little: each place is handed to the engine with what speaks for it,
 * and the engine begins a sentence there where its own reading is not far from doing so.
 * The table is data/clean/seams.tsv. */
#include "clean_private.h"

#include <stdlib.h>

#include "base/chars.h"

/* How much speaks for a seam, in tenths of what the engine counts in: its reading of
 * plain news lies more than this from a sentence's start where there is none. */
enum {
    LEAN_CERTAIN = 150, /* a form that is nothing else */
    LEAN_BEHIND_SMALL = 90, /* a word that begins sentences, behind one in small letters */
    LEAN_START = 60, /* such a word behind a name, which it may belong to */
    LEAN_BEHIND_STAMP = 60 /* any word with a capital */
};

enum {
    BYLINE_SPAN = 100, /* bytes from its "By" on */
    CREDIT_SPAN = 80,
    HEADLINE_SPAN = 200 /* bytes in which a text may begin as its headline did */
};

static const dl_column seam_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "kind", DL_COLUMN_CHOICE, false,
        "start binds says title desk credit label" }, /* ORDER SEAM */
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form seam_form = DL_TABLE_FORM("clean/seams", false, seam_columns);

/* ---- the table */
static int by_bytes(const void *a, const void *b)
{
    return dl_slice_cmp(*(const dl_slice *)a, *(const dl_slice *)b);
}

bool clean_seam_tables(dl_clean_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *raw = dl_lexicon_table(lexicon, &seam_form, e);
    for (uint32_t r = 0; raw && r < raw->rows; r++) {
        clean_phrases *list = &t->seam[dl_cell_choice(raw, r, 1, &seam_form)];
        dl_slice *at = DL_PUSH(t->arena, list), cell = dl_table_cell(raw, r, 0);
        char *room = dl_arena_alloc(t->arena, cell.n + 1);
        if (!at || !room) return false;
        *at = dl_slice_lower(cell, room);
    }
    for (uint32_t k = 0; k < SEAM_KINDS; k++)
        if (t->seam[k].n) qsort(t->seam[k].at, t->seam[k].n, sizeof(dl_slice), by_bytes);
    return raw != NULL;
}

/* s, in any case, is a word of that kind. */
static bool is_of(const dl_clean_tables *t, seam_kind kind, dl_slice s)
{
    enum { WORD_MAX = 24 };
    char room[WORD_MAX];
    if (!s.n || s.n > WORD_MAX) return false;
    dl_slice word = dl_slice_lower(s, room);
    const clean_phrases *list = &t->seam[kind];
    return bsearch(&word, list->at, list->n, sizeof word, by_bytes) != NULL;
}

/* ---- the words of a paragraph */
typedef struct words {
    const dl_clean_tables *t;
    DL_VEC(dl_slice) word;
    uint32_t credit; /* the last word that announced a picture's maker; UINT32_MAX: none */
    uint32_t headline; /* the word behind one in capitals that it begins with; 0: none */
    uint32_t byline; /* the word behind the by-line that it begins with; 0: none */
} words;

static bool split(dl_doc *d, dl_slice s, words *w)
{
    for (size_t i = 0, end; i < s.n; i = end + 1) {
        for (end = i; end < s.n && s.p[end] != ' ';) end++;
        if (end == i) continue;
        dl_slice *at = DL_PUSH(d->scratch, &w->word);
        if (!at) return false;
        *at = dl_slice_cut(s, i, end);
    }
    return true;
}

/* The letters that a word begins with: "It" of "It's". */
static dl_slice stem_of(dl_slice word)
{
    size_t n = 0;
    while (n < word.n && dl_is_letter(word.p[n])) n++;
    return dl_slice_cut(word, 0, n);
}

static bool is_capital(dl_slice word) { return word.n && dl_is_upper(word.p[0]); }

/* "NATO", "REUTERS/Jane": no letter is small. */
static bool is_shouted(dl_slice word)
{
    dl_slice s = stem_of(word);
    for (size_t i = 0; i < s.n; i++)
        if (dl_is_lower(s.p[i])) return false;
    return s.n > 1;
}

static bool begins_like_a_word(dl_slice word)
{
    return dl_is_wordy(word.p[0]) || word.p[0] == '"' || word.p[0] == '\'';
}

/* A sentence may end with it though it bears no stop: letters, figures, a bracket. */
static bool may_end(dl_slice word)
{
    char last = word.p[word.n - 1];
    if (dl_slice_ends(word, DL_S("\xE2\x80\x99"))) return true; /* "the protesters'" */
    return dl_is_letter(last) || dl_is_digit(last) || strchr(")%'", last)
        || (dl_is_beyond_ascii(last) && word.n > 2 && word.p[word.n - 3] != '\xE2');
}

static bool is_small(dl_slice word)
{
    return dl_is_lower(word.p[0]) || dl_is_digit(word.p[0]) || word.p[word.n - 1] == ')';
}

/* What stands before a seam: no stop, and nothing that wants to go on. */
static bool lets_go(const words *w, uint32_t i)
{
    dl_slice before = w->word.at[i - 1];
    return may_end(before) && !is_of(w->t, SEAM_BINDS, before) && !is_of(w->t, SEAM_SAYS, before);
}

/* ---- the forms */

/* "By Jane Doe, CNN |", "By the Marlow Wire Staff |": behind the last word of a desk. */
static uint32_t byline_end(const words *w)
{
    enum { BEFORE = 3, APART = 3 };
    const dl_slice *word = w->word.at;
    uint32_t end = 0;
    if (!w->word.n || !dl_slice_eq_nocase(word[0], DL_S("by"))) return 0;
    for (uint32_t i = BEFORE; i < w->word.n && word[i].p - word[0].p <= BYLINE_SPAN; i++) {
        bool desk = is_of(w->t, SEAM_DESK, word[i - 1]);
        if (desk && (!end || i - end <= APART)) end = i;
    }
    return end && (is_capital(word[end]) || word[end].p[0] == '"') ? end : 0;
}

static bool is_credit(const words *w, dl_slice word)
{
    return word.p[word.n - 1] == ':' && is_of(w->t, SEAM_CREDIT, word);
}

/* "Photograph: Jane Doe/AP |", "Photo: REUTERS |" */
static bool is_behind_credit(const words *w, uint32_t i)
{
    const dl_slice *word = w->word.at;
    if (w->credit == UINT32_MAX || i < w->credit + 2) return false;
    if (word[i].p - word[w->credit].p > CREDIT_SPAN) return false;
    return is_shouted(word[i - 1]) || dl_slice_find_byte(word[i - 1], '/', 0) != SIZE_MAX;
}

/* "17.57 BST |", "9:22 p.m. ET |" */
static bool is_behind_time(const words *w, uint32_t i)
{
    const dl_slice *word = w->word.at;
    if (i < 2 || dl_calendar_find(w->t->calendar, word[i - 1]).kind != DL_CALENDAR_ZONE)
        return false;
    dl_calendar_kind before = dl_calendar_find(w->t->calendar, word[i - 2]).kind;
    return is_shouted(word[i - 1])
        && (dl_is_digit(word[i - 2].p[0]) || before == DL_CALENDAR_HALF);
}

static bool is_day(const words *w, dl_slice word)
{
    dl_calendar_kind kind = dl_calendar_find(w->t->calendar, stem_of(word)).kind;
    return kind == DL_CALENDAR_WEEKDAY || kind == DL_CALENDAR_MONTH;
}

/* "Storm Ada nears coast | Storm Ada has": the words that the text began with, no title
 * before them. */
static bool begins_again(const words *w, uint32_t i)
{
    const dl_slice *word = w->word.at;
    if (i < 3 || i + 1 >= w->word.n || word[i].p - word[0].p > HEADLINE_SPAN) return false;
    if (!is_small(word[i - 1])) return false;
    return dl_slice_eq_nocase(word[0], word[i]) && dl_slice_eq_nocase(word[1], word[i + 1])
        && is_capital(word[i + 1]) && !is_of(w->t, SEAM_START, word[0]);
}

/* "Oslo, Norway (Wire) --", "OSLO (Wire) -": at its place, with the word before it in
 * small letters. */
static bool begins_dateline(const words *w, uint32_t i)
{
    const dl_slice *word = w->word.at;
    enum { WORDS_MOST = 6 };
    if (!is_small(word[i - 1])) return false;
    for (uint32_t k = i; k + 1 < w->word.n && k < i + WORDS_MOST; k++) {
        dl_slice s = word[k];
        if (s.p[0] == '(' && s.p[s.n - 1] == ')')
            return k > i && (dl_slice_is(word[k + 1], "--") || dl_slice_is(word[k + 1], "-"));
        if (!is_capital(s)) return false;
    }
    return false;
}

/* ---- headlines whose words all have capitals */

/* The first word in small letters that says something; w->word.n: none soon. */
static uint32_t first_small(const words *w, uint32_t from)
{
    enum { LOOK = 24 };
    uint32_t i = from, most = from + LOOK < w->word.n ? from + LOOK : w->word.n;
    while (i < most
        && (!dl_is_lower(w->word.at[i].p[0]) || is_of(w->t, SEAM_BINDS, w->word.at[i])))
        i++;
    return i < most ? i : w->word.n;
}

static bool same_stem(const words *w, uint32_t i, uint32_t k)
{
    return dl_slice_eq(stem_of(w->word.at[i]), stem_of(w->word.at[k]));
}

/* Whether words from..to-1 stand again somewhere behind. */
static bool stands_again(const words *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = to; i + (to - from) <= w->word.n; i++) {
        uint32_t k = 0;
        while (k < to - from && same_stem(w, from + k, i + k)) k++;
        if (k == to - from) return true;
    }
    return false;
}

/* "Doe", "Sen.": no comma ends it. */
static bool is_name_part(const words *w, uint32_t i)
{
    dl_slice word = w->word.at[i];
    return is_capital(word) && (may_end(word) || is_of(w->t, SEAM_TITLE, word));
}

/* "Prime Minister Jane Doe and Norwegian President John Roe met": no headline, but those
 * who act. */
static bool lists_names(const words *w, uint32_t to)
{
    for (uint32_t i = 0; i < to; i++) {
        dl_slice word = w->word.at[i];
        if (dl_slice_eq_nocase(word, DL_S("and")) || dl_slice_ends(word, DL_S(","))) return true;
    }
    return false;
}

/* "Firms Brace for Losses | Doe Steel said": where the text begins behind a headline in
 * capitals: with the name that the text tells again, no title before it ("Federal Reserve
 * Bank of New York President Jane Doe said" is no headline). 0: nowhere. */
static uint32_t headline_end(const words *w)
{
    enum { WORDS_LEAST = 5, NAME_MOST = 6 };
    uint32_t small = first_small(w, 0), first = small;
    if (small == w->word.n || small < WORDS_LEAST) return 0;
    while (first > 1 && small - first < NAME_MOST && is_name_part(w, first - 1)) first--;
    if (++first < WORDS_LEAST) first = WORDS_LEAST;
    if (lists_names(w, small)) return 0;
    for (uint32_t i = first; i + 1 < small; i++)
        if (!is_of(w->t, SEAM_TITLE, w->word.at[i - 1]) && stands_again(w, i, small)) return i;
    return 0;
}

static bool is_bullet(dl_slice s)
{
    return dl_slice_is(s, "*") || dl_slice_is(s, "\xE2\x80\xA2");
}

static bool is_point(const words *w, uint32_t i)
{
    dl_slice s = w->word.at[i];
    if (is_bullet(s)) return i + 1 < w->word.n && is_capital(w->word.at[i + 1]);
    return is_shouted(s) && is_of(w->t, SEAM_LABEL, s);
}

/* Words in small letters soon follow that say something: in a headline whose words all
 * have capitals "The" begins nothing. */
static bool runs_on(const words *w, uint32_t i)
{
    enum { LOOK = 10, SHORT = 5 };
    const dl_slice *word = w->word.at;
    for (uint32_t k = i + 1; k < w->word.n && k < i + LOOK; k++) {
        bool small = dl_is_lower(word[k].p[0]) && !is_of(w->t, SEAM_BINDS, word[k]);
        if (small) return true;
        if (word[k].n >= SHORT && strchr(".?!", word[k].p[word[k].n - 1])) return false;
    }
    return false;
}

static bool is_certain(const words *w, uint32_t i)
{
    if (i == w->byline || is_point(w, i)) return true;
    return is_capital(w->word.at[i]) && (begins_again(w, i) || begins_dateline(w, i));
}

/* Asked first, for it costs little: most words have small letters and begin nothing. */
static bool may_begin(const words *w, uint32_t i)
{
    if (i == w->byline || i == w->headline) return true;
    return i > w->byline && (is_capital(w->word.at[i]) || is_bullet(w->word.at[i]));
}

/* How much speaks for a seam before word i; 0: nothing. */
static uint8_t lean_at(const words *w, uint32_t i)
{
    dl_slice now = w->word.at[i], before = w->word.at[i - 1];
    if (!may_begin(w, i) || i < w->byline || !lets_go(w, i)) return 0;
    if (is_certain(w, i)) return LEAN_CERTAIN;
    if (i == w->headline) return LEAN_START;
    if (!is_capital(now) || (now.n == 1 && now.p[0] == 'I') || is_day(w, now)) return 0;
    if (is_behind_credit(w, i) || is_behind_time(w, i)) return LEAN_BEHIND_STAMP;
    if (is_shouted(now) || i + 1 == w->word.n || !begins_like_a_word(w->word.at[i + 1])) return 0;
    if (!is_of(w->t, SEAM_START, stem_of(now)) || !runs_on(w, i)) return 0;
    if (is_shouted(before) && is_shouted(w->word.at[i + 1])) return 0;
    return is_small(before) ? LEAN_BEHIND_SMALL : LEAN_START;
}

static void find_in(dl_doc *d, words *w)
{
    w->byline = byline_end(w);
    w->headline = headline_end(w);
    w->credit = UINT32_MAX;
    for (uint32_t i = 1; i < w->word.n; i++) {
        if (is_credit(w, w->word.at[i])) w->credit = i;
        uint8_t lean = lean_at(w, i);
        dl_seam *at = lean ? DL_PUSH(d->arena, &d->text.seams) : NULL;
        if (at) *at = (dl_seam){ (uint32_t)(w->word.at[i].p - d->text.full.p), lean };
    }
}

static void find_seams(dl_doc *d, const dl_clean_tables *t)
{
    words w = { .t = t };
    for (uint32_t k = 0; k < d->text.paragraphs.n; k++) {
        dl_span p = d->text.paragraphs.at[k];
        w.word.n = 0;
        if (!split(d, dl_slice_cut(d->text.full, p.start, p.end), &w)) return;
        find_in(d, &w);
    }
}

void dl_clean_seams(dl_doc *d, const dl_clean_tables *t)
{
    if (d->text.english) find_seams(d, t);
    dl_doc_tidy(d);
}
