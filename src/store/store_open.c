/* store_open - a record is opened, made where it is missing, brought up from an older
 * schema (store_upgrade.c).
 *
 *   path --> what is there? --> refuse | create | upgrade --> dl_store
 *
 * A file that is not ours is refused by its first bytes, before SQLite may change
 * anything of it. A record that may not be written is read as it is (store_place.c). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store_private.h"

static const char schema[] =
#include "schema.inc"
    ;

enum { APPLICATION_ID = 0x444C4E45 /* "DLNE" */ };
enum { WAIT_SECONDS = 60, WAIT_STEP_MS = 20, WAIT_TOLD_MS = 1000 };
enum { HEADER = 100, HEADER_APPLICATION_ID = 68 }; /* of a SQLite file, in bytes */

/* ---- waiting for others */

/* SQLite asks while another process holds the lock. 0: no longer. */
static int on_busy(void *ctx, int times)
{
    dl_store *s = ctx;
    unsigned waited = (unsigned)times * WAIT_STEP_MS;
    unsigned most = s->wait.seconds ? s->wait.seconds : WAIT_SECONDS;
    if (waited / 1000 >= most) return 0;
    if (waited == WAIT_TOLD_MS && !store_gives_locks(s)) return 0;
    if (waited == WAIT_TOLD_MS && s->wait.waits) s->wait.waits(s->wait.user);
    usleep(WAIT_STEP_MS * 1000);
    return 1;
}

/* Whether a new file's log is of the right kind is decided without asking on_busy. */
static bool run_patiently(dl_store *s, const char *sql)
{
    for (int times = 0;; times++) {
        if (store_run(s, sql)) return true;
        if (s->err.code != DL_EBUSY || !on_busy(s, times)) return false;
        dl_err_clear(&s->err);
    }
}

/* ---- what is there */

typedef enum file_kind { FILE_NONE, FILE_EMPTY, FILE_FOLDER, FILE_RECORD, FILE_FOREIGN } file_kind;

/* Through SQLite, since the system takes a process's locks on a file away when any
 * descriptor of it is closed: another handle of this process would lose its own, and a
 * writer elsewhere the log under it. SQLite knows of its locks and closes later. False:
 * it cannot be read. */
static bool read_head(const char *path, unsigned char head[HEADER])
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    sqlite3_file *f = vfs ? sqlite3_malloc(vfs->szOsFile) : NULL;
    const char *name = f ? sqlite3_create_filename(path, "", "", 0, NULL) : NULL;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    if (f) f->pMethods = NULL;
    bool ok = name && vfs->xOpen(vfs, name, f, flags, &flags) == SQLITE_OK;
    int rc = ok ? f->pMethods->xRead(f, head, HEADER, 0) : SQLITE_CANTOPEN;
    if (f && f->pMethods) f->pMethods->xClose(f);
    sqlite3_free_filename(name);
    sqlite3_free(f);
    return rc == SQLITE_OK;
}

static file_kind kind_of(const char *path)
{
    unsigned char head[HEADER] = { 0 };
    struct stat st;
    if (stat(path, &st) != 0) return errno == ENOENT ? FILE_NONE : FILE_RECORD;
    if (S_ISDIR(st.st_mode)) return FILE_FOLDER;
    if (S_ISREG(st.st_mode) && st.st_size == 0) return FILE_EMPTY;
    if (!S_ISREG(st.st_mode) || st.st_size < HEADER) return FILE_FOREIGN;
    if (!read_head(path, head)) return FILE_RECORD; /* SQLite says why not */
    if (memcmp(head, "SQLite format 3", 16) != 0) return FILE_FOREIGN;
    const unsigned char *id = head + HEADER_APPLICATION_ID;
    uint32_t application = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8
        | id[3];
    if (application == APPLICATION_ID) return FILE_RECORD;
    /* A record whose making was cut short may stand in the log alone. */
    return application == 0 && store_holds_bytes(path, "-wal") ? FILE_RECORD : FILE_FOREIGN;
}

/* SQLite takes these for something else than a file. */
static bool is_no_path(const char *path)
{
    return !*path || strcmp(path, ":memory:") == 0 || strncmp(path, "file:", 5) == 0;
}

static bool is_welcome(dl_store *s, unsigned flags)
{
    if (is_no_path(s->path)) {
        dl_fail(
            &s->err, DL_EARG, "a record is a file: this is no path of one", -1, "\"%s\"", s->path);
        return false;
    }
    file_kind kind = kind_of(s->path);
    bool create = (flags & DL_STORE_CREATE) && !(flags & DL_STORE_READ_ONLY);
    if (kind == FILE_NONE && !create)
        dl_fail(&s->err, DL_ENOTFOUND, "there is no such record", -1, "%s", s->path);
    if (kind == FILE_EMPTY && !create)
        dl_fail(&s->err, DL_ENOTFOUND,
            "the record is empty: nothing was added yet, or it is "
            "being made",
            -1, "%s", s->path);
    if (kind == FILE_FOLDER)
        dl_fail(&s->err, DL_EARG, "a record is a file: this is a folder", -1, "%s", s->path);
    if (kind == FILE_FOREIGN)
        dl_fail(&s->err, DL_EFORMAT, "this file is no record of Dateline's", -1, "%s", s->path);
    return !dl_failed(&s->err);
}

/* ---- opening */

static bool open_file(dl_store *s, unsigned flags)
{
    int mode = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if ((flags & DL_STORE_CREATE) && !(flags & DL_STORE_READ_ONLY)) mode |= SQLITE_OPEN_CREATE;
    s->unwritable = !store_may_be_written(s->path) && kind_of(s->path) != FILE_NONE;
    int rc = s->unwritable ? store_open_unwritable(s)
                           : sqlite3_open_v2(s->path, &s->db, mode, NULL);
    if (rc == SQLITE_NOMEM) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (rc != SQLITE_OK) store_fail(s, "the record cannot be opened");
    return rc == SQLITE_OK;
}

/* What link tells of a large record waits in gigabytes of temporary tables: in a file,
 * once they are more than their cache. A reading command needs no place for files. */
static bool set_up_temporary(dl_store *s, unsigned flags)
{
    bool memory = (flags & DL_STORE_READ_ONLY) || s->unwritable;
    if (memory) return store_run(s, "PRAGMA temp_store=MEMORY");
    return store_run(s, "PRAGMA temp_store=FILE; PRAGMA temp.cache_size=-16384");
}

/* A reading command is opened for writing too where that may be, so that it leaves no log
 * behind; it may change nothing. */
static bool set_up(dl_store *s, unsigned flags)
{
    sqlite3_busy_handler(s->db, on_busy, s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return store_sum_register(s) && store_functions_register(s) && store_stems_register(s)
        && store_run(s, "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON;")
        && set_up_temporary(s, flags)
        && (!(flags & DL_STORE_READ_ONLY) || store_run(s, "PRAGMA query_only=ON"));
}

/* Another process may make the same record at the same time: who has the lock makes it,
 * the other finds it made. Pages of 16 KiB: a report's row fits into one. */
static bool create(dl_store *s)
{
    char set[96];
    snprintf(set, sizeof set, "PRAGMA application_id=%d; PRAGMA user_version=%d;", APPLICATION_ID,
        STORE_SCHEMA);
    bool ok = run_patiently(s, "PRAGMA page_size=16384") && run_patiently(s, "BEGIN IMMEDIATE");
    if (ok && store_number(s, SQL_count_tables) == 0)
        ok = store_run(s, schema) && store_run(s, set);
    ok = ok && !dl_failed(&s->err) && store_run(s, "COMMIT");
    if (!ok) dl_store_rollback(s);
    return ok;
}

static bool check_version(dl_store *s, unsigned flags)
{
    int64_t app = store_number(s, SQL_application_id);
    int64_t version = store_number(s, SQL_user_version);
    bool reading = (flags & DL_STORE_READ_ONLY) || s->unwritable;
    if (dl_failed(&s->err)) return false;
    if (app != APPLICATION_ID)
        dl_fail(&s->err, DL_EFORMAT, "this file is no record of Dateline's", -1, "%s", s->path);
    else if (version > STORE_SCHEMA || version < 1)
        dl_fail(&s->err, DL_EVERSION, "the record was made by a newer program", -1,
            "%s: schema %lld, this program knows %d", s->path, (long long)version, STORE_SCHEMA);
    else if (version < STORE_SCHEMA && reading)
        dl_fail(&s->err, DL_EVERSION,
            "the record has an older schema; `dateline relink` brings it up to date, after a copy",
            -1, "%s: schema %lld, this program's %d", s->path, (long long)version, STORE_SCHEMA);
    else if (version < STORE_SCHEMA) /* a newer program may have been first, and gone further */
        return store_upgrade(s, (int)version) && check_version(s, flags);
    return !dl_failed(&s->err);
}

/* KiB of pages at hand. Said once the size of a page is known: SQLite reckons how many
 * they are with the size that it knows, and would keep four times as much. */
static bool set_cache(dl_store *s) { return store_run(s, "PRAGMA cache_size=-32768"); }

static bool set_log(dl_store *s, unsigned flags)
{
    if ((flags & DL_STORE_READ_ONLY) || s->unwritable) return true;
    bool set = run_patiently(s,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=67108864;");
    if (set) store_watch_log(s);
    return set;
}

static bool open_all(dl_store *s, unsigned flags)
{
    bool empty = (flags & DL_STORE_CREATE) && !(flags & DL_STORE_READ_ONLY)
        && kind_of(s->path) != FILE_RECORD;
    return is_welcome(s, flags) && open_file(s, flags) && set_up(s, flags) && (!empty || create(s))
        && check_version(s, flags) && set_cache(s) && set_log(s, flags);
}

dl_store *dl_store_open(
    const dl_mem *m, const char *path, unsigned flags, const dl_store_wait *wait, dl_err *e)
{
    dl_store *s = dl_mem_zero(m, sizeof *s);
    if (!s) {
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
        return NULL;
    }
    s->mem = m;
    if (wait) s->wait = *wait;
    s->reading = flags & DL_STORE_READ_ONLY;
    dl_buf_init(&s->some, m);
    dl_buf_init(&s->some_id, m);
    store_some_forget(s);
    store_usual_effort(s);
    dl_err_clear(&s->err);
    if (strlen(path) >= sizeof s->path)
        dl_fail(&s->err, DL_EARG, "the path of the record is too long", -1, NULL);
    snprintf(s->path, sizeof s->path, "%s", path);
    if (!dl_failed(&s->err) && open_all(s, flags)) return s;
    *e = s->err;
    dl_store_close(s);
    return NULL;
}

static void close_file(dl_store *s)
{
    store_write_back_wait(s);
    for (int i = 0; i < STORE_QUERIES; i++) sqlite3_finalize(s->kept[i]);
    sqlite3_close(s->db);
}

/* For reading, the file that is there now: whatever was asked of the old one is gone. */
static bool open_again(dl_store *s)
{
    close_file(s);
    memset(s->kept, 0, sizeof s->kept);
    s->db = NULL;
    store_some_forget(s);
    return open_all(s, DL_STORE_READ_ONLY);
}

bool dl_store_ready(dl_store *s)
{
    if (dl_failed(&s->err)) return false;
    if (!s->db) return open_again(s); /* it was not there to be opened again */
    bool between = sqlite3_get_autocommit(s->db);
    if (between && store_is_changed(s)) return open_again(s);
    return !between || store_is_known(s);
}

void dl_store_close(dl_store *s)
{
    if (!s) return;
    close_file(s);
    dl_arena_free(s->left_out_in);
    dl_arena_free(s->codes_arena);
    dl_buf_free(&s->some);
    dl_buf_free(&s->some_id);
    dl_mem_free(s->mem, s, sizeof *s);
}

/* ---- a copy, for what SQLite does to a file that it may write alone */

/* By SQLite and not byte by byte: read_head says why. Into an empty file. */
static bool copy_into(dl_store *s, const char *path)
{
    sqlite3 *to = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    bool open = sqlite3_open_v2(path, &to, flags, NULL) == SQLITE_OK;
    sqlite3_backup *b = open ? sqlite3_backup_init(to, "main", s->db, "main") : NULL;
    bool copied = b && sqlite3_backup_step(b, -1) == SQLITE_DONE;
    sqlite3_backup_finish(b);
    if (!copied) {
        bool damaged = (sqlite3_errcode(to) & 0xFF) == SQLITE_CORRUPT;
        dl_fail(&s->err, damaged ? DL_EFORMAT : DL_EIO, "the record cannot be copied to be checked",
            -1, "%s: %s", path, sqlite3_errmsg(to));
    }
    sqlite3_close(to);
    return copied;
}

static void check_at(dl_store *s, const char *path, store_query query)
{
    dl_err e;
    dl_err_clear(&e);
    dl_store *copy = dl_store_open(s->mem, path, 0, NULL, &e);
    if (copy) {
        store_do_query(copy, query);
        e = copy->err;
        dl_err_clear(&copy->err);
    }
    dl_store_close(copy);
    if (dl_failed(&e)) s->err = e;
}

void store_check_copy(dl_store *s, store_query query)
{
    char path[sizeof s->path];
    int fd = dl_file_temporary(path, sizeof path);
    if (fd < 0) {
        dl_fail_errno(&s->err, "the record cannot be copied to be checked", path);
        return;
    }
    close(fd);
    if (copy_into(s, path)) check_at(s, path, query);
    unlink(path);
}
