/* store - opening, versions of the schema, transactions, plain queries. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store_private.h"

static const char schema[] =
#include "schema.inc"
    ;

enum { APPLICATION_ID = 0x444C4E45 /* "DLNE" */, BUSY_MS = 3000 };

dl_code store_fail(dl_store *s, const char *what)
{
    int rc = sqlite3_extended_errcode(s->db);
    dl_code code = rc == SQLITE_FULL                                    ? DL_EFULL
        : rc == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM                ? DL_ENOMEM
        : (rc & 0xFF) == SQLITE_BUSY || (rc & 0xFF) == SQLITE_LOCKED    ? DL_EBUSY
        : (rc & 0xFF) == SQLITE_NOTADB || (rc & 0xFF) == SQLITE_CORRUPT ? DL_EFORMAT
                                                                        : DL_EIO;
    return dl_fail(&s->err, code, what, -1, "%s: %s", s->path, sqlite3_errmsg(s->db));
}

bool dl_store_run(dl_store *s, const char *sql)
{
    if (dl_failed(&s->err)) return false;
    if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK) return true;
    store_fail(s, "the record could not be changed");
    return false;
}

sqlite3_stmt *store_statement(dl_store *s, int which, const char *sql)
{
    if (dl_failed(&s->err)) return NULL;
    if (!s->kept[which]
        && sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->kept[which], NULL)
            != SQLITE_OK) {
        store_fail(s, "a statement is not understood");
        return NULL;
    }
    sqlite3_reset(s->kept[which]);
    return s->kept[which];
}

void store_bind(sqlite3_stmt *q, int at, dl_slice s)
{
    if (s.p) sqlite3_bind_text64(q, at, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8);
    else sqlite3_bind_null(q, at);
}

void store_bind_blob(sqlite3_stmt *q, int at, dl_slice s)
{
    sqlite3_bind_blob64(q, at, s.p ? s.p : "", s.n, SQLITE_STATIC);
}

bool store_step(dl_store *s, sqlite3_stmt *q)
{
    int rc = sqlite3_step(q);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        store_fail(s, "the record could not be read or changed");
    return rc == SQLITE_ROW;
}

bool store_do(dl_store *s, sqlite3_stmt *q)
{
    store_step(s, q);
    sqlite3_reset(q);
    return !dl_failed(&s->err);
}

dl_slice store_column(dl_store *s, sqlite3_stmt *q, int at)
{
    int type = sqlite3_column_type(q, at);
    const char *p = type == SQLITE_BLOB ? sqlite3_column_blob(q, at)
                                        : (const char *)sqlite3_column_text(q, at);
    if (!p && type != SQLITE_NULL && type != SQLITE_BLOB)
        store_fail(s,
            /* a number becomes text in memory: there was none left */
            "the record could not be read");
    return dl_slice_of(p, (size_t)sqlite3_column_bytes(q, at));
}

/* ---- opening */

static bool settle(dl_store *s, unsigned flags)
{
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (!dl_store_run(
            s, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;"))
        return false;
    /* A new file's pages: 16 KiB, a report's row fits into one; the log is written back
     * every 4,096 of them. */
    return (flags & DL_STORE_READ_ONLY)
        || dl_store_run(s,
            "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA "
            "wal_autocheckpoint=4096; PRAGMA journal_size_limit=67108864;");
}

static bool create(dl_store *s)
{
    char set[96];
    snprintf(set, sizeof set, "PRAGMA application_id=%d; PRAGMA user_version=%d;", APPLICATION_ID,
        STORE_SCHEMA);
    bool ok = dl_store_run(s, "BEGIN IMMEDIATE") && dl_store_run(s, schema) && dl_store_run(s, set)
        && dl_store_run(s, "COMMIT");
    if (!ok) dl_store_rollback(s);
    return ok;
}

static bool check_version(dl_store *s, unsigned flags)
{
    int64_t tables = dl_store_number(s, "SELECT count(*) FROM sqlite_schema"),
            app = dl_store_number(s, "PRAGMA application_id");
    int64_t version = dl_store_number(s, "PRAGMA user_version");
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
    else if (version < STORE_SCHEMA) store_upgrade(s, (int)version);
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
    for (int i = 0; i < STORE_STATEMENTS; i++) sqlite3_finalize(s->kept[i]);
    sqlite3_close(s->db);
    dl_mem_free(s->mem, s, sizeof *s);
}

dl_err *dl_store_err(dl_store *s) { return &s->err; }

/* ---- transactions, meta, queries */

bool dl_store_begin(dl_store *s) { return dl_store_run(s, "BEGIN IMMEDIATE"); }
bool dl_store_commit(dl_store *s) { return dl_store_run(s, "COMMIT"); }

void dl_store_rollback(dl_store *s)
{
    if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

const char *dl_store_meta(dl_store *s, const char *key)
{
    sqlite3_stmt *q = store_statement(s, STORE_META, "SELECT value FROM meta WHERE key = ?");
    s->meta[0] = 0;
    if (!q) return s->meta;
    store_bind(q, 1, dl_slice_str(key));
    dl_slice value = store_step(s, q) ? store_column(s, q, 0) : (dl_slice){ NULL, 0 };
    if (value.p) snprintf(s->meta, sizeof s->meta, "%s", value.p);
    sqlite3_reset(q);
    return s->meta;
}

void dl_store_meta_set(dl_store *s, const char *key, const char *value)
{
    sqlite3_stmt *q = store_statement(s, STORE_META_SET,
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
    if (!q) return;
    store_bind(q, 1, dl_slice_str(key));
    store_bind(q, 2, dl_slice_str(value));
    store_do(s, q);
}

enum { COLUMNS_MAX = 64 };

static dl_row_column column_of(dl_store *s, sqlite3_stmt *q, int at)
{
    dl_slice name = dl_slice_str(sqlite3_column_name(q, at));
    if (!name.p) {
        store_fail(s, "the record could not be read");
        return (dl_row_column){ .name = DL_S("") };
    }
    bool json = dl_slice_ends(name, DL_S(":json")), line = dl_slice_ends(name, DL_S(":line"));
    if (json || line) name.n -= strlen(":json");
    return (dl_row_column){
        .name = name, .is_json = json, .in_line = true, .in_table = !json && !line
    };
}

static dl_cell cell_of(dl_store *s, sqlite3_stmt *q, int at, const dl_row_column *column)
{
    switch (sqlite3_column_type(q, at)) {
    case SQLITE_INTEGER:
        return (dl_cell){ .type = DL_CELL_INT, .integer = sqlite3_column_int64(q, at) };
    case SQLITE_FLOAT:
        return (dl_cell){ .type = DL_CELL_REAL, .real = sqlite3_column_double(q, at) };
    case SQLITE_BLOB: return (dl_cell){ .type = DL_CELL_BLOB, .text = store_column(s, q, at) };
    case SQLITE_TEXT:
        return (dl_cell){ .type = column->is_json ? DL_CELL_JSON : DL_CELL_TEXT,
            .text = store_column(s, q, at) };
    default: return (dl_cell){ .type = DL_CELL_NULL };
    }
}

static void tell_rows(dl_store *s, sqlite3_stmt *q, dl_row_visit visit, void *user)
{
    dl_row_column column[COLUMNS_MAX];
    dl_cell cell[COLUMNS_MAX];
    int columns = sqlite3_column_count(q) < COLUMNS_MAX ? sqlite3_column_count(q) : COLUMNS_MAX;
    for (int c = 0; c < columns; c++) column[c] = column_of(s, q, c);
    dl_row row = { (size_t)columns, column, cell };
    while (!dl_failed(&s->err) && store_step(s, q)) {
        for (int c = 0; c < columns; c++) cell[c] = cell_of(s, q, c, &column[c]);
        if (dl_failed(&s->err) || !visit(user, &row)) break;
    }
}

bool dl_store_query(
    dl_store *s, const char *sql, const dl_slice *bind, size_t n, dl_row_visit row, void *user)
{
    sqlite3_stmt *q = NULL;
    if (dl_failed(&s->err)) return false;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK)
        return store_fail(s, "a query is not understood"), false;
    for (size_t i = 0; i < n; i++) store_bind(q, (int)i + 1, bind[i]);
    tell_rows(s, q, row, user);
    sqlite3_finalize(q);
    return !dl_failed(&s->err);
}

static bool first_number(void *user, const dl_row *row)
{
    if (row->cell[0].type == DL_CELL_INT) *(int64_t *)user = row->cell[0].integer;
    return false;
}

int64_t dl_store_number(dl_store *s, const char *sql)
{
    int64_t n = -1;
    dl_store_query(s, sql, NULL, 0, first_number, &n);
    return n;
}
