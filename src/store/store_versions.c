/* store_versions - a record of an older schema is brought up to this one, step by step in
 * one transaction, after a copy of it was put beside it. */
#include <stdio.h>
#include <unistd.h>

#include "store_private.h"

/* step[v - 1] makes version v + 1 of version v. What is written here stays as it is:
 * files of that version are out there. */
static const char *const step[STORE_SCHEMA - 1] = {
    "DROP VIEW search_content;"
    "CREATE VIEW search_content AS           -- what the index is made of; text is stored once; "
    "older versions are not found by it\n"
    "  SELECT r.rep, r.title, b.text FROM report r JOIN body b USING (rep) WHERE r.state <> 'old';"
    "CREATE TABLE feature (                  -- (results)\n"
    "  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,\n"
    "  bytes BLOB NOT NULL                   -- weighted words and sampled runs, from which "
    "copies, episodes and stories are worked out (docs/record-format.md)\n"
    ") STRICT;"
    "CREATE INDEX copy_of ON copy(copy_group);",
};

/* PATH.schemaN, whole or not at all. A copy that is there from an earlier trial of the
 * same step is as good. */
static bool keep_copy(dl_store *s, int version)
{
    char *kept = sqlite3_mprintf("%s.schema%d", s->path, version),
         *part = sqlite3_mprintf("%s.part", kept), *sql = sqlite3_mprintf("VACUUM INTO %Q", part);
    bool ok = kept && part && sql;
    if (!ok) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (access(kept, F_OK) != 0) {
        unlink(part);
        ok = dl_store_run(s, sql);
        if (ok && rename(part, kept) != 0)
            ok = false,
            dl_fail(&s->err, DL_EIO, "the copy of the record before its change cannot be named", -1,
                "%s", kept);
        if (!ok) unlink(part);
    }
    sqlite3_free(sql);
    sqlite3_free(part);
    sqlite3_free(kept);
    return ok;
}

bool store_upgrade(dl_store *s, int version)
{
    char set[48];
    snprintf(set, sizeof set, "PRAGMA user_version=%d", STORE_SCHEMA);
    bool ok = keep_copy(s, version) && dl_store_run(s, "BEGIN IMMEDIATE");
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0,
        NULL); /* the view that the index is made of bears a name like the index's own tables */
    for (int v = version; ok && v < STORE_SCHEMA; v++) ok = dl_store_run(s, step[v - 1]);
    ok = ok && dl_store_run(s, set) && dl_store_run(s, "COMMIT");
    if (!ok) dl_store_rollback(s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return ok;
}
