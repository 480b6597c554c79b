/* store - statements by name, rows, errors, transactions; what the record as a whole
 * knows. */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <unistd.h>

#include "store_private.h"

static const char *const query_text[STORE_QUERIES] = {
#define QUERY(name, text) [SQL_##name] = text,
#include "queries.inc"
#undef QUERY
};

dl_err *dl_store_err(dl_store *s) { return &s->err; }
const char *dl_store_path(const dl_store *s) { return s->path; }

/* The file may not be opened, or not be made in its folder. */
static bool is_denied(dl_store *s)
{
    char folder[sizeof s->path];
    if (sqlite3_system_errno(s->db) == EACCES) return true;
    snprintf(folder, sizeof folder, "%s", s->path);
    return access(s->path, F_OK) != 0 && access(dirname(folder), W_OK) != 0 && errno == EACCES;
}

/* SQLite says of a file that it may not open no more than that it cannot. */
static const char *reason_of(dl_store *s, int rc)
{
    bool denied = (rc & 0xFF) == SQLITE_CANTOPEN && is_denied(s);
    if (denied) return "Permission denied";
    const char *place = store_place_reason(s, rc);
    if (place) return place;
    return rc == sqlite3_extended_errcode(s->db) ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc);
}

dl_code store_fail(dl_store *s, const char *what)
{
    return store_fail_as(s, sqlite3_extended_errcode(s->db), what);
}

dl_code store_fail_as(dl_store *s, int rc, const char *what)
{
    dl_code code = rc == SQLITE_FULL                                    ? DL_EFULL
        : rc == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM                ? DL_ENOMEM
        : s->lockless                                                   ? DL_EIO
        : (rc & 0xFF) == SQLITE_BUSY || (rc & 0xFF) == SQLITE_LOCKED    ? DL_EBUSY
        : (rc & 0xFF) == SQLITE_NOTADB || (rc & 0xFF) == SQLITE_CORRUPT ? DL_EFORMAT
                                                                        : DL_EIO;
    return dl_fail(&s->err, code, what, -1, "%s: %s", s->path, reason_of(s, rc));
}

bool store_run(dl_store *s, const char *sql)
{
    if (dl_failed(&s->err)) return false;
    if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK) return true;
    store_fail(s, "the record could not be changed");
    return false;
}

/* ---- statements */

sqlite3_stmt *store_statement(dl_store *s, store_query query)
{
    sqlite3_stmt **q = &s->kept[query];
    if (dl_failed(&s->err)) return NULL;
    if (!*q
        && sqlite3_prepare_v3(s->db, query_text[query], -1, SQLITE_PREPARE_PERSISTENT, q, NULL)
            != SQLITE_OK) {
        store_fail(s, "a statement is not understood");
        return NULL;
    }
    sqlite3_reset(*q);
    sqlite3_clear_bindings(*q);
    return *q;
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

void store_bind_day(sqlite3_stmt *q, int at, int32_t day)
{
    if (day == INT32_MIN) sqlite3_bind_null(q, at);
    else sqlite3_bind_int(q, at, day);
}

int store_parameter(sqlite3_stmt *q, const char *name)
{
    return sqlite3_bind_parameter_index(q, name);
}

void store_bind_named(sqlite3_stmt *q, const char *name, dl_slice s)
{
    int at = store_parameter(q, name);
    if (at) store_bind(q, at, s);
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

bool store_any(dl_store *s, sqlite3_stmt *q)
{
    bool any = store_step(s, q);
    sqlite3_reset(q);
    return any;
}

dl_slice store_column(dl_store *s, sqlite3_stmt *q, int at)
{
    int type = sqlite3_column_type(q, at);
    const char *p = type == SQLITE_BLOB ? sqlite3_column_blob(q, at)
                                        : (const char *)sqlite3_column_text(q, at);
    if (!p && type != SQLITE_NULL && type != SQLITE_BLOB)
        store_fail(s, "the record could not be read"); /* no memory to make text of a number */
    return dl_slice_of(p, (size_t)sqlite3_column_bytes(q, at));
}

/* ---- rows */

enum { COLUMNS_MAX = 64 };

static dl_row_column column_of(dl_store *s, sqlite3_stmt *q, int at)
{
    dl_slice name = dl_slice_str(sqlite3_column_name(q, at));
    if (!name.p) {
        store_fail(s, "the record could not be read");
        return (dl_row_column){ .name = DL_S("") };
    }
    bool json = dl_slice_ends(name, DL_S(":json"));
    bool line = json || dl_slice_ends(name, DL_S(":line"));
    bool table = dl_slice_ends(name, DL_S(":table"));
    if (line) name.n -= strlen(":line");
    if (table) name.n -= strlen(":table");
    return (dl_row_column){ .name = name, .is_json = json, .in_line = !table, .in_table = !line };
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

/* A row that is damaged is not told; the answer ends as a failure that names the first.
 */
static void find_damaged(dl_store *s, const dl_row *row, dl_err *found)
{
    const dl_cell *c = row->n ? &row->cell[0] : NULL;
    bool named = c && c->type == DL_CELL_TEXT && c->text.n < DL_DETAIL_MAX / 2;
    dl_slice name = named ? c->text : DL_S("");
    dl_fail(found, DL_EFORMAT, "what the record holds is damaged: `dateline check` says where", -1,
        "%s: %.*s", s->path, (int)name.n, name.p);
}

/* Texts are put right where they are told; JSON that SQLite made of them is told as it
 * is, and its texts may be another row's, whose damage this one's sum does not show. */
static bool is_sound(const dl_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const dl_cell *c = &row->cell[i];
        if (c->type == DL_CELL_JSON && dl_utf8_bad(c->text) != SIZE_MAX) return false;
    }
    return true;
}

/* One row: told, or found damaged. False: enough. */
static bool tell_row(dl_store *s, sqlite3_stmt *q, const dl_row_column *column, int columns,
    dl_row_visit visit, void *user, dl_err *damaged)
{
    dl_cell cell[COLUMNS_MAX];
    bool checked = columns && dl_slice_is(column[columns - 1].name, ":sound");
    dl_row row = { (size_t)(columns - checked), column, cell };
    for (int c = 0; c < columns; c++) cell[c] = cell_of(s, q, c, &column[c]);
    if (dl_failed(&s->err)) return false;
    bool sound = !checked || cell[columns - 1].integer == 1;
    if (sound && is_sound(&row)) return visit(user, &row);
    find_damaged(s, &row, damaged);
    return true;
}

/* Names of columns are asked for once the first step is made: it may prepare the
 * statement anew, where another connection changed the schema, and names from before
 * are gone then. */
void store_rows(dl_store *s, sqlite3_stmt *q, dl_row_visit visit, void *user)
{
    dl_row_column column[COLUMNS_MAX];
    dl_err damaged;
    dl_err_clear(&damaged);
    bool there = store_step(s, q);
    int columns = sqlite3_column_count(q) < COLUMNS_MAX ? sqlite3_column_count(q) : COLUMNS_MAX;
    for (int c = 0; there && c < columns; c++) column[c] = column_of(s, q, c);
    while (there && !dl_failed(&s->err) && tell_row(s, q, column, columns, visit, user, &damaged))
        there = store_step(s, q);
    sqlite3_reset(q);
    if (!dl_failed(&s->err)) s->err = damaged;
}

/* ---- whole queries */

void store_do_query(dl_store *s, store_query query)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (q) store_do(s, q);
}

void store_do_number(dl_store *s, store_query query, int64_t n)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return;
    sqlite3_bind_int64(q, 1, n);
    store_do(s, q);
}

void store_do_queries(dl_store *s, const store_query *query, size_t n)
{
    for (size_t i = 0; i < n; i++) store_do_query(s, query[i]);
}

int64_t store_number(dl_store *s, store_query query)
{
    sqlite3_stmt *q = store_statement(s, query);
    int64_t n = q && store_step(s, q) ? sqlite3_column_int64(q, 0) : -1;
    sqlite3_reset(q);
    return n;
}

/* ---- transactions */

bool store_is_known(dl_store *s)
{
    int64_t version = store_number(s, SQL_user_version);
    if (version > STORE_SCHEMA && !dl_failed(&s->err))
        dl_fail(&s->err, DL_EVERSION,
            "a newer program changed the record's schema while it was open", -1,
            "%s: schema %lld, this program knows %d", s->path, (long long)version, STORE_SCHEMA);
    if (dl_failed(&s->err)) dl_store_rollback(s);
    return !dl_failed(&s->err);
}

/* The schema is looked at once no other program can change it. */
bool dl_store_begin(dl_store *s)
{
    return store_is_in_place(s) && store_run(s, "BEGIN IMMEDIATE") && store_is_known(s);
}

bool dl_store_begin_reading(dl_store *s)
{
    store_some_forget(s);
    return store_run(s, "BEGIN");
}

bool dl_store_commit(dl_store *s) { return store_is_in_place(s) && store_run(s, "COMMIT"); }

/* What is noted of a grouping goes with the tables that hold it. */
static void keep_notes(dl_store *s)
{
    int rc = sqlite3_table_column_metadata(
        s->db, "temp", "gone_member", NULL, NULL, NULL, NULL, NULL, NULL);
    if (rc == SQLITE_OK) return;
    s->notes_grouped = false;
    s->noted_gone = 0;
}

void dl_store_rollback(dl_store *s)
{
    s->staged = false;
    if (!s->db) return;
    if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    keep_notes(s);
}

void dl_store_sync_fully(dl_store *s, bool fully)
{
    store_run(s, fully ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
}

/* ---- the record as a whole */

const char *dl_store_meta(dl_store *s, const char *key)
{
    sqlite3_stmt *q = store_statement(s, SQL_meta_get);
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
    sqlite3_stmt *q = store_statement(s, SQL_meta_set);
    if (!q) return;
    store_bind(q, 1, dl_slice_str(key));
    store_bind(q, 2, dl_slice_str(value));
    store_do(s, q);
}

/* Of a file that SQLite takes for one that nobody writes, its times and size tell. */
int64_t dl_store_data_version(dl_store *s)
{
    return store_number(s, SQL_data_version) + store_place_version(s);
}
bool dl_store_is_empty(dl_store *s) { return store_number(s, SQL_is_empty) == 1; }
int64_t dl_store_ungrouped(dl_store *s) { return store_number(s, SQL_count_ungrouped); }
int64_t dl_store_last_grouped(dl_store *s) { return store_number(s, SQL_last_grouped); }

uint64_t dl_store_copies(dl_store *s)
{
    int64_t n = store_number(s, SQL_count_copies);
    return n > 0 ? (uint64_t)n : 0;
}

bool dl_store_is_stale(dl_store *s, const char *version)
{
    sqlite3_stmt *q = store_statement(s, SQL_is_stale);
    if (!q) return true;
    store_bind(q, 1, dl_slice_str(version));
    bool stale = store_step(s, q) && sqlite3_column_int(q, 0);
    sqlite3_reset(q);
    return stale;
}

void dl_store_methods(dl_store *s, const char *program, dl_row_visit visit, void *user)
{
    sqlite3_stmt *q = store_statement(s, SQL_methods);
    if (!q) return;
    store_bind(q, 1, dl_slice_str(program));
    store_rows(s, q, visit, user);
}
