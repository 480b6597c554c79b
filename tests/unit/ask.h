/* ask - what a record says to a query of SQLite's, as text: rows by newlines, columns by
 * bars. */
#ifndef DL_ASK_H
#define DL_ASK_H

#include "unit.h"

#include <sqlite3.h>

static inline int add_up(void *user, int n, char **value, char **name)
{
    (void)name;
    char **all = user;
    for (int i = 0; i < n; i++) {
        const char *end = i + 1 < n ? "|" : "\n";
        const char *cell = value[i] ? value[i] : "-";
        char *more = sqlite3_mprintf("%s%s%s", *all ? *all : "", cell, end);
        sqlite3_free(*all);
        *all = more;
    }
    return 0;
}

static inline char *ask(const char *db, const char *sql)
{
    sqlite3 *q = NULL;
    char *all = NULL;
    assert_int_equal(sqlite3_open(db, &q), SQLITE_OK);
    sqlite3_busy_timeout(q, 10000);
    int rc = sqlite3_exec(q, sql, add_up, &all, NULL);
    if (rc != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(q));
    sqlite3_close(q);
    return all ? all : sqlite3_mprintf("");
}

#endif
