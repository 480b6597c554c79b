/* functions - SQL functions of our own, for this connection alone: no table, view or
 * index is made of them, so every SQLite tool can read the record.
 *
 *   letter_pairs(text)          the pairs of match.h; NULL where there are none
 *   exact_words(text, words)    how many of the words stand in the text as they are */
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

bool store_functions_register(dl_store *s)
{
    enum { HOW = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY };
    int pairs = sqlite3_create_function(s->db, "letter_pairs", 1, HOW, s, letter_pairs, NULL, NULL);
    int exact = sqlite3_create_function(s->db, "exact_words", 2, HOW, s, exact_words, NULL, NULL);
    if (pairs == SQLITE_OK && exact == SQLITE_OK) return true;
    store_fail(s, "the record cannot be opened");
    return false;
}
