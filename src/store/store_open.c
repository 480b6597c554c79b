/* store_open - a record is opened, made where it is missing, or brought up from an older
 * schema, step by step in one transaction, after a copy of it was put beside it.
 *
 *   path --> the file is ours? --> create | upgrade --> dl_store */
#include <stdio.h>
#include <unistd.h>

#include "store_private.h"

static const char schema[] =
#include "schema.inc"
    ;

/* step[v - 1] makes version v + 1 of version v. What is written there stays as it is:
 * files of that version are out there. */
static const char *const step[] = {
#define QUERY(name, text) text,
#include "steps.inc"
#undef QUERY
};
_Static_assert(sizeof step / sizeof *step == STORE_SCHEMA - 1, "a step for each version");

enum { APPLICATION_ID = 0x444C4E45 /* "DLNE" */, BUSY_MS = 3000 };

static bool settle(dl_store *s, unsigned flags)
{
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (!store_run(
            s, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;"))
        return false;
    /* A new file's pages: 16 KiB, a report's row fits into one; the log is written back
     * every 4,096 of them. */
    return (flags & DL_STORE_READ_ONLY)
        || store_run(s,
            "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA "
            "wal_autocheckpoint=4096; PRAGMA journal_size_limit=67108864;");
}

static bool create(dl_store *s)
{
    char set[96];
    snprintf(set, sizeof set, "PRAGMA application_id=%d; PRAGMA user_version=%d;", APPLICATION_ID,
        STORE_SCHEMA);
    bool ok = store_run(s, "BEGIN IMMEDIATE") && store_run(s, schema) && store_run(s, set)
        && store_run(s, "COMMIT");
    if (!ok) dl_store_rollback(s);
    return ok;
}

/* ---- older schemas */

/* The copy is made under another name, so that it is there whole or not at all. */
static bool copy_to(dl_store *s, const char *kept, const char *part)
{
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", part);
    if (!sql) {
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
        return false;
    }
    unlink(part);
    bool ok = store_run(s, sql);
    sqlite3_free(sql);
    if (ok && rename(part, kept) != 0) {
        dl_fail(&s->err, DL_EIO, "the copy of the record before its change cannot be named", -1,
            "%s", kept);
        ok = false;
    }
    if (!ok) unlink(part);
    return ok;
}

/* PATH.schemaN. A copy that is there from an earlier trial of the same step is as
 * good. */
static bool keep_copy(dl_store *s, int version)
{
    char *kept = sqlite3_mprintf("%s.schema%d", s->path, version);
    char *part = sqlite3_mprintf("%s.schema%d.part", s->path, version);
    bool ok = kept && part;
    if (!ok) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (access(kept, F_OK) != 0) ok = copy_to(s, kept, part);
    sqlite3_free(part);
    sqlite3_free(kept);
    return ok;
}

static bool upgrade(dl_store *s, int version)
{
    char set[48];
    snprintf(set, sizeof set, "PRAGMA user_version=%d", STORE_SCHEMA);
    bool ok = keep_copy(s, version) && store_run(s, "BEGIN IMMEDIATE");
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0,
        NULL); /* the view that the index is made of bears a name like the index's own tables */
    for (int v = version; ok && v < STORE_SCHEMA; v++) ok = store_run(s, step[v - 1]);
    ok = ok && store_run(s, set) && store_run(s, "COMMIT");
    if (!ok) dl_store_rollback(s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return ok;
}

/* ---- opening */

static bool check_version(dl_store *s, unsigned flags)
{
    int64_t tables = store_number(s, SQL_count_tables);
    int64_t app = store_number(s, SQL_application_id);
    int64_t version = store_number(s, SQL_user_version);
    if (dl_failed(&s->err)) return false;
    if (tables == 0 && (flags & DL_STORE_CREATE) && !(flags & DL_STORE_READ_ONLY)) return create(s);
    if (app != APPLICATION_ID)
        dl_fail(&s->err, DL_EFORMAT, "this file is no record of Dateline's", -1, "%s", s->path);
    else if (version > STORE_SCHEMA || version < 1)
        dl_fail(&s->err, DL_EVERSION, "the record was made by a newer program", -1,
            "%s: schema %lld, this program knows %d", s->path, (long long)version, STORE_SCHEMA);
    else if (version < STORE_SCHEMA && (flags & DL_STORE_READ_ONLY))
        dl_fail(&s->err, DL_EVERSION,
            "the record has an older schema; `dateline relink` brings it up to date, after a copy",
            -1, "%s: schema %lld, this program's %d", s->path, (long long)version, STORE_SCHEMA);
    else if (version < STORE_SCHEMA) upgrade(s, (int)version);
    return !dl_failed(&s->err);
}

dl_store *dl_store_open(const dl_mem *m, const char *path, unsigned flags, dl_err *e)
{
    dl_store *s = dl_mem_zero(m, sizeof *s);
    if (!s) {
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
        return NULL;
    }
    s->mem = m;
    dl_err_clear(&s->err);
    snprintf(s->path, sizeof s->path, "%s", path);
    int mode = flags & DL_STORE_READ_ONLY
        ? SQLITE_OPEN_READONLY
        : SQLITE_OPEN_READWRITE | (flags & DL_STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    int rc = sqlite3_open_v2(path, &s->db, mode | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_NOMEM) {
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    } else if (rc != SQLITE_OK) {
        bool there = access(path, F_OK) == 0;
        dl_fail(&s->err, there ? DL_EIO : DL_ENOTFOUND,
            there ? "the record cannot be opened" : "there is no such record", -1, "%s", path);
    } else if (settle(s, flags)) {
        check_version(s, flags);
    }
    if (!dl_failed(&s->err)) return s;
    *e = s->err;
    dl_store_close(s);
    return NULL;
}

void dl_store_close(dl_store *s)
{
    if (!s) return;
    for (int i = 0; i < STORE_QUERIES; i++) sqlite3_finalize(s->kept[i]);
    sqlite3_close(s->db);
    dl_mem_free(s->mem, s, sizeof *s);
}
