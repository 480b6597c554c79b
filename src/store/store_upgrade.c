/* store_upgrade - a record of an older schema is brought up to this one, step by step in
 * one transaction, after a copy of it was put beside it as PATH.schemaN.
 *
 * Several processes may want to at once: each makes its copy under a name of its own; the
 * first that has the lock does the steps, the others find them done. */
#include <stdio.h>
#include <unistd.h>

#include "store_private.h"

/* step[v - 1] makes version v + 1 of version v. What is written there stays as it is:
 * files of that version are out there. */
static const char *const step[] = {
#define QUERY(name, text) text,
#include "steps.inc"
#undef QUERY
};
_Static_assert(sizeof step / sizeof *step == STORE_SCHEMA - 1, "a step for each version");

static int version_of_file(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    int version = -1;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
        && sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &q, NULL) == SQLITE_OK
        && sqlite3_step(q) == SQLITE_ROW)
        version = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return version;
}

/* The copy is made under another name, so that it is there whole or not at all; and it is
 * only of use if nobody did the steps meanwhile. */
static bool copy_to(dl_store *s, int version, const char *kept, const char *part)
{
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", part);
    if (!sql) {
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
        return false;
    }
    unlink(part);
    bool ok = store_run(s, sql);
    sqlite3_free(sql);
    if (ok && version_of_file(part) == version && rename(part, kept) != 0) {
        dl_fail_errno(&s->err, "the copy of the record before its change cannot be named", kept);
        ok = false;
    }
    unlink(part);
    return ok;
}

/* A copy that is there from an earlier trial of the same step is as good. */
static bool keep_copy(dl_store *s, int version)
{
    char *kept = sqlite3_mprintf("%s.schema%d", s->path, version);
    char *part = sqlite3_mprintf("%s.schema%d.%d.part", s->path, version, (int)getpid());
    bool ok = kept && part;
    if (!ok) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (access(kept, F_OK) != 0) ok = copy_to(s, version, kept, part);
    sqlite3_free(part);
    sqlite3_free(kept);
    return ok;
}

static bool do_steps(dl_store *s)
{
    char set[48];
    int64_t version = store_number(s, SQL_user_version);
    snprintf(set, sizeof set, "PRAGMA user_version=%d", STORE_SCHEMA);
    if (version < 1 || version >= STORE_SCHEMA) return true; /* another process was first */
    for (int64_t v = version; v < STORE_SCHEMA; v++)
        if (!store_run(s, step[v - 1])) return false;
    return store_run(s, set);
}

bool store_upgrade(dl_store *s, int version)
{
    if (!keep_copy(s, version) || !dl_store_begin(s)) return false;
    /* The view that the index is made of bears a name like the index's own tables. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    bool ok = do_steps(s) && dl_store_commit(s);
    if (!ok) dl_store_rollback(s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return ok;
}
