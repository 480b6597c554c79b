/* A user's query becomes one that FTS5 understands, whatever was typed. */
#include <sqlite3.h>
#include <stdlib.h>

#include "store/match.h"

static sqlite3_stmt *question(void)
{
    static sqlite3_stmt *q;
    sqlite3 *db;
    if (q) return q;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) abort();
    int rc = sqlite3_exec(db,
        "CREATE VIRTUAL TABLE f USING fts5(title, text, pairs);"
        "INSERT INTO f VALUES ('ferry', 'the old ferry sails', 'ab bc c');",
        NULL, NULL, NULL);
    if (rc != SQLITE_OK) abort();
    if (sqlite3_prepare_v2(db, "SELECT 1 FROM f WHERE f MATCH ?", -1, &q, NULL) != SQLITE_OK)
        abort();
    return q;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_match m = dl_match_build(&b, NULL, dl_slice_of((const char *)data, n));
    if (m.terms > DL_MATCH_TERMS) abort();
    if (m.terms) {
        sqlite3_stmt *q = question();
        sqlite3_bind_text64(q, 1, b.p, b.n, SQLITE_STATIC, SQLITE_UTF8);
        int rc = sqlite3_step(q);
        sqlite3_reset(q);
        if (rc != SQLITE_ROW && rc != SQLITE_DONE) abort();
    }
    dl_buf_clear(&b);
    dl_match_pairs(&b, dl_slice_of((const char *)data, n));
    dl_buf_free(&b);
    return 0;
}
