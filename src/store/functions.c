/* functions - SQL functions of our own, for this connection alone: no table, view or
 * index is made of them, so every SQLite tool can read the record.
 *
 *   letter_pairs(text)          the pairs of match.h; NULL where there are none
 *   exact_words(text, words)    how many of the words stand in the text as they are
 *   name_fold(name)             small letters without marks; NULL: no name, or too long
 *   words_from(name)            the same without blanks about it: what a name is asked by
 *   words_below(name)           the first words behind all that begin so
 *   next_words(words)           from the next word of them on; NULL: there is none
 *   has_words(name, asked)      whether the name has these words, the last as it begins
 *   quad(code)                  the quad class of a CAMEO code, 1 to 4; NULL: none
 *   goldstein(code)             its value on ICEWS's list, -10 to 10; NULL: none */
#include <stdio.h>

#include "base/chars.h"
#include "doc/offices.h"
#include "match.h"
#include "store_private.h"

static dl_slice text_of(sqlite3_value *v)
{
    const char *p = (const char *)sqlite3_value_text(v);
    return dl_slice_of(p, (size_t)sqlite3_value_bytes(v));
}

static void letter_pairs(sqlite3_context *c, int n, sqlite3_value **value)
{
    (void)n;
    dl_store *s = sqlite3_user_data(c);
    dl_slice text = text_of(value[0]);
    if (!text.p || !dl_match_wants_pairs(text)) return;
    dl_buf pairs;
    dl_buf_init(&pairs, s->mem);
    dl_match_pairs(&pairs, text);
    if (pairs.failed) sqlite3_result_error_nomem(c);
    else sqlite3_result_text64(c, pairs.p, pairs.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    dl_buf_free(&pairs);
}

static void exact_words(sqlite3_context *c, int n, sqlite3_value **value)
{
    (void)n;
    dl_slice text = text_of(value[0]);
    dl_slice words = text_of(value[1]);
    uint32_t found = 0;
    if (text.p && words.p) found = dl_match_count_exact(text, words);
    sqlite3_result_int64(c, found);
}

static void name_fold(sqlite3_context *c, int n, sqlite3_value **value)
{
    (void)n;
    char room[DL_NAME_FOLD_MAX];
    dl_slice name = text_of(value[0]);
    dl_slice folded = name.p ? dl_name_fold(name, room) : name;
    if (folded.p) sqlite3_result_text(c, folded.p, (int)folded.n, SQLITE_TRANSIENT);
}

/* ---- names, found from each of their words on */

/* A folded name without blanks about it, in room; {NULL,0}: there is none. */
static dl_slice words_of(sqlite3_value *v, char *room)
{
    dl_slice name = text_of(v);
    dl_slice folded = name.p ? dl_slice_trim(dl_name_fold(name, room)) : name;
    return folded.n ? folded : (dl_slice){ NULL, 0 };
}

/* Where the next word begins; words.n: nowhere. */
static size_t next_word(dl_slice words)
{
    size_t i = 0;
    while (i < words.n && dl_is_wordy(words.p[i])) i++;
    while (i < words.n && !dl_is_wordy(words.p[i])) i++;
    return i;
}

static void set_text(sqlite3_context *c, dl_slice text)
{
    if (text.n) sqlite3_result_text(c, text.p, (int)text.n, SQLITE_TRANSIENT);
}

static void words_from(sqlite3_context *c, int n, sqlite3_value **value)
{
    (void)n;
    char room[DL_NAME_FOLD_MAX];
    set_text(c, words_of(value[0], room));
}

static void words_below(sqlite3_context *c, int n, sqlite3_value **value)
{
    static const char last[] = "\xf4\x8f\xbf\xbf"; /* U+10FFFF */
    (void)n;
    char room[DL_NAME_FOLD_MAX], below[DL_NAME_FOLD_MAX + sizeof last];
    dl_slice words = words_of(value[0], room);
    if (!words.n) return;
    int length = snprintf(below, sizeof below, "%.*s%s", (int)words.n, words.p, last);
    sqlite3_result_text(c, below, length, SQLITE_TRANSIENT);
}

static void next_words(sqlite3_context *c, int n, sqlite3_value **value)
{
    (void)n;
    dl_slice words = text_of(value[0]);
    if (words.p) set_text(c, dl_slice_cut(words, next_word(words), words.n));
}

static void has_words(sqlite3_context *c, int n, sqlite3_value **value)
{
    (void)n;
    char room[DL_NAME_FOLD_MAX], asked_room[DL_NAME_FOLD_MAX];
    dl_slice words = words_of(value[0], room);
    dl_slice asked = words_of(value[1], asked_room);
    bool has = false;
    while (words.n && asked.n && !has) {
        has = dl_slice_starts(words, asked);
        words = dl_slice_cut(words, next_word(words), words.n);
    }
    sqlite3_result_int(c, has);
}

/* ---- values of codes (data/code/cameo.tsv) */

enum { CODE_QUAD = 1, CODE_GOLDSTEIN = 2 };

/* Read by the first call that asks for a code. NULL: memory ran out, or the table that
 * was built in is damaged. */
static const dl_table *codes(dl_store *s)
{
    static const char cameo[] = "code/cameo";
    dl_err e;
    dl_err_clear(&e);
    if (!s->codes_arena) s->codes_arena = dl_arena_new(s->mem, 0);
    if (!s->codes && s->codes_arena)
        s->codes = dl_table_parse(
            s->codes_arena, cameo, dl_builtin_tsv(dl_slice_str(cameo)), true, &e);
    return s->codes;
}

/* -1: there is no such code. */
static int64_t code_row(sqlite3_context *c, sqlite3_value *code, const dl_table **table)
{
    dl_slice name = text_of(code);
    if (!name.p) return -1;
    *table = codes(sqlite3_user_data(c));
    if (*table) return dl_table_find(*table, name);
    sqlite3_result_error(c, "the table of codes cannot be read", -1);
    return -1;
}

static void quad(sqlite3_context *c, int n, sqlite3_value **value)
{
    const dl_table *t = NULL;
    int64_t row = code_row(c, value[0], &t);
    (void)n;
    if (row >= 0) sqlite3_result_int64(c, dl_cell_int(t, (uint32_t)row, CODE_QUAD));
}

static void goldstein(sqlite3_context *c, int n, sqlite3_value **value)
{
    const dl_table *t = NULL;
    int64_t row = code_row(c, value[0], &t);
    (void)n;
    if (row < 0 || !dl_table_cell(t, (uint32_t)row, CODE_GOLDSTEIN).n) return;
    sqlite3_result_double(c, dl_cell_number(t, (uint32_t)row, CODE_GOLDSTEIN));
}

bool store_functions_register(dl_store *s)
{
    enum { HOW = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY };
    static const struct {
        const char *name;
        int values;
        void (*run)(sqlite3_context *, int, sqlite3_value **);
    } own[] = { { "letter_pairs", 1, letter_pairs }, { "exact_words", 2, exact_words },
        { "name_fold", 1, name_fold }, { "words_from", 1, words_from },
        { "words_below", 1, words_below }, { "next_words", 1, next_words },
        { "has_words", 2, has_words }, { "quad", 1, quad }, { "goldstein", 1, goldstein } };
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof own / sizeof *own; i++)
        ok = sqlite3_create_function(
                 s->db, own[i].name, own[i].values, HOW, s, own[i].run, NULL, NULL)
            == SQLITE_OK;
    if (!ok) store_fail(s, "the record cannot be opened");
    return ok;
}
