/* search - reports by words: the user's text becomes a query of FTS5's that is never a
 * syntax error; the best matches come with the passage. */
#include "store_private.h"

/* Of more matches only the newest are ranked: ranking all of them makes search slow. */
enum { RANKED_MOST = 2000 };

static size_t skip_blanks(dl_slice s, size_t i)
{
    while (i < s.n && (unsigned char)s.p[i] <= ' ') i++;
    return i;
}

/* From behind a phrase's opening mark, or from a word's first letter, to its end. */
static size_t end_of(dl_slice s, size_t i, bool phrase)
{
    if (phrase) {
        while (i < s.n && s.p[i] != '"') i++;
    } else {
        while (i < s.n && (unsigned char)s.p[i] > ' ' && s.p[i] != '"') i++;
    }
    return i;
}

static void add_term(dl_buf *out, dl_slice word, bool prefix)
{
    dl_buf_str(out, out->n ? " \"" : "\"");
    for (size_t k = 0; k < word.n; k++)
        if (word.p[k] != '"' && word.p[k] != 0) dl_buf_byte(out, word.p[k]);
    dl_buf_str(out, prefix ? "\"*" : "\"");
}

/* "quoted phrases" stay, word* stays a prefix, all else is quoted. */
static void add_words(dl_buf *out, dl_slice s)
{
    for (size_t i = skip_blanks(s, 0); i < s.n; i = skip_blanks(s, i)) {
        bool phrase = s.p[i] == '"';
        size_t from = i + phrase;
        i = end_of(s, from, phrase);
        dl_slice word = dl_slice_cut(s, from, i);
        i += phrase && i < s.n;
        bool prefix = !phrase && word.n > 1 && word.p[word.n - 1] == '*';
        if (prefix) word.n--;
        if (word.n) add_term(out, word, prefix);
    }
}

static bool is_cut(dl_store *s, dl_slice words)
{
    sqlite3_stmt *q = store_statement(s, SQL_search_is_cut);
    if (!q) return false;
    store_bind_named(q, ":words", words);
    sqlite3_bind_int(q, store_parameter(q, ":most"), RANKED_MOST);
    bool cut = store_step(s, q) && sqlite3_column_int(q, 0);
    sqlite3_reset(q);
    return cut;
}

static void search(
    dl_store *s, dl_slice words, const dl_store_filter *f, dl_row_visit visit, void *user)
{
    sqlite3_stmt *q = store_statement(s, SQL_search);
    if (!q) return;
    store_bind_filter(q, f);
    store_bind_named(q, ":words", words);
    sqlite3_bind_int(q, store_parameter(q, ":most"), RANKED_MOST);
    store_rows(s, q, visit, user);
}

bool dl_store_search(
    dl_store *s, dl_slice text, const dl_store_filter *f, dl_row_visit visit, void *user, bool *cut)
{
    dl_buf words;
    dl_buf_init(&words, s->mem);
    add_words(&words, text);
    bool any = words.n > 0;
    if (any) add_words(&words, f->about); /* words too */
    if (words.failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    if (any && !words.failed) search(s, dl_buf_slice(&words), f, visit, user);
    *cut = any && is_cut(s, dl_buf_slice(&words));
    any |= words.failed; /* then it is not known, and err says why */
    dl_buf_free(&words);
    return any;
}
