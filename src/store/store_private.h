/* store_private - shared by the files of store. */
#ifndef DL_STORE_PRIVATE_H
#define DL_STORE_PRIVATE_H

#include <sqlite3.h>

#include "store.h"

enum {
    STORE_META,
    STORE_META_SET,
    STORE_KNOWN,
    STORE_TOMB,
    STORE_SAME,
    STORE_OLD,
    STORE_UNSEARCH,
    STORE_REPORT,
    STORE_BODY,
    STORE_RAW,
    STORE_SEARCH,
    STORE_NOTE,
    STORE_PROBLEM,
    STORE_REMOVED,
    STORE_ANALYSIS,
    STORE_EPISODE,
    STORE_STORY,
    STORE_MEMBER,
    STORE_COPY,
    STORE_WHY,
    STORE_TEXT,
    STORE_FEATURE,
    STORE_UNFEATURE,
    STORE_STATEMENTS
};

enum { STORE_SCHEMA = 2 }; /* user_version of a record */

struct dl_store {
    const dl_mem *mem;
    dl_mem watched; /* mem for those who work on the record: a failure sticks in err */
    sqlite3 *db;
    sqlite3_stmt *kept[STORE_STATEMENTS];
    dl_err err;
    char path[1024], meta[512];
};

dl_code store_fail(dl_store *s, const char *what);
/* A statement that is prepared once, reset; NULL after a failure. */
sqlite3_stmt *store_statement(dl_store *s, int which, const char *sql);
void store_bind(sqlite3_stmt *q, int at,
    dl_slice s); /* {NULL,0} binds NULL; the bytes must stay until the step */
void store_bind_blob(sqlite3_stmt *q, int at, dl_slice s);
bool store_step(dl_store *s, sqlite3_stmt *q); /* a row is there */
bool store_do(dl_store *s, sqlite3_stmt *q); /* one step, reset; false after a failure */
dl_slice store_column(
    dl_store *s, sqlite3_stmt *q, int at); /* {NULL,0}: NULL, an empty blob, or a failure */
/* ---- store_put.c */
void store_features(dl_store *s, dl_rep rep, dl_slice features);
/* ---- store_versions.c */
bool store_upgrade(dl_store *s,
    /* from an older version to STORE_SCHEMA; the record as it was is kept as
     * PATH.schemaN */
    int version);

#endif
