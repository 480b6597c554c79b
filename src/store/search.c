/* search - reports by words: the best matches with the passage, and how many there are.
 *
 *   text --match.c--> a query of FTS5's --> all its matches, ranked
 *                                       --> or, of a common word's, the newest that pass
 *                                           the filters */
#include "match.h"
#include "store_private.h"

/* Of more matches only the newest are ranked: ranking all of them makes search slow. */
enum {
    RANKED_MOST = 2000,
    WINDOW = 200 /* best hits whose texts are read for the very words */
};

typedef struct search {
    store_asked asked;
    dl_buf words, exact;
    dl_match match;
} search;

static void bind(sqlite3_stmt *q, const search *w)
{
    store_bind_asked(q, &w->asked);
    store_bind_named(q, ":words", dl_buf_slice(&w->words));
    store_bind_named(q, ":exact", dl_buf_slice(&w->exact));
    store_bind_named(q, ":run", w->match.run);
    int most = store_parameter(q, ":most");
    int window = store_parameter(q, ":window");
    if (most) sqlite3_bind_int(q, most, RANKED_MOST);
    if (window) sqlite3_bind_int(q, window, WINDOW);
}

static int64_t number(dl_store *s, store_query query, const search *w)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return 0;
    bind(q, w);
    int64_t n = store_step(s, q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    return n;
}

static void rows(dl_store *s, store_query query, const search *w, dl_row_visit visit, void *user)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return;
    bind(q, w);
    store_rows(s, q, visit, user);
}

static bool has_filters(const dl_store_filter *f)
{
    bool days = f->from != INT32_MIN || f->to != INT32_MIN;
    return days || f->outlet.p || f->story.p || f->about.p || f->no_copies;
}

static void run(dl_store *s, const search *w, dl_row_visit visit, void *user, dl_store_found *found)
{
    bool large = number(s, SQL_search_is_large, w) != 0;
    store_query count = large ? SQL_search_count_newest : SQL_search_count_filtered;
    if (!has_filters(w->asked.filter)) count = SQL_search_count;
    found->total = (uint64_t)number(s, count, w);
    found->newest_only = large && found->total > RANKED_MOST;
    rows(s, large ? SQL_search_newest : SQL_search, w, visit, user);
}

void dl_store_search(dl_store *s, dl_slice text, const dl_store_filter *f, dl_row_visit visit,
    void *user, dl_store_found *found)
{
    search w;
    *found = (dl_store_found){ 0 };
    dl_buf_init(&w.words, s->mem);
    dl_buf_init(&w.exact, s->mem);
    store_ask(s, &w.asked, f);
    w.match = dl_match_build(&w.words, &w.exact, text);
    if (w.words.failed || w.exact.failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    found->terms = w.match.terms;
    found->as_words = w.match.as_words;
    found->cut = w.match.cut;
    if (w.match.terms && !dl_failed(&s->err)) run(s, &w, visit, user, found);
    store_asked_free(&w.asked);
    dl_buf_free(&w.exact);
    dl_buf_free(&w.words);
}
