/* write_back - the log of a record goes back into its file: at once, by whoever commits
 * while it is long, or in a thread beside a caller who adds one report after another and
 * shall not wait for thousands of pages that earlier ones left.
 *
 *   a commit --on_logged--> pages in the log --dl_store_write_back_aside--> the file
 *
 * SQLite lets one connection write the log back while another goes on writing it. */
#include "store_private.h"

/* Pages of the log at which whoever commits writes it back; at which it is worth a
 * thread, and what the log may have meanwhile. */
enum { LOG_MOST = 4096, LOG_ASIDE = 1024, LOG_MOST_ASIDE = 4 * LOG_MOST };

static int on_logged(void *ctx, sqlite3 *db, const char *name, int pages)
{
    dl_store *s = ctx;
    s->logged = pages;
    int most = s->write_back.is_used ? LOG_MOST_ASIDE : LOG_MOST;
    if (pages >= most) sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

void store_watch_log(dl_store *s) { sqlite3_wal_hook(s->db, on_logged, s); }

/* What fails is done by a later commit, which tells why it can not. */
static void run(void *ctx)
{
    store_write_back *w = ctx;
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    bool open = sqlite3_open_v2(w->file, &db, flags, NULL) == SQLITE_OK;
    /* Its log is known to a connection that has read something. */
    open = open && sqlite3_exec(db, "PRAGMA user_version", NULL, NULL, NULL) == SQLITE_OK;
    if (open) sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    sqlite3_close(db);
    atomic_store(&w->goes_on, false);
}

void store_write_back_wait(dl_store *s) { dl_task_wait(&s->write_back.task); }

void dl_store_write_back_aside(dl_store *s)
{
    store_write_back *w = &s->write_back;
    w->is_used = true;
    if (s->logged < LOG_ASIDE || dl_failed(&s->err) || atomic_load(&w->goes_on)) return;
    store_write_back_wait(s);
    w->file = sqlite3_db_filename(s->db, "main");
    atomic_store(&w->goes_on, true);
    dl_task_start(&w->task, run, w);
}

bool dl_store_write_back(dl_store *s)
{
    store_write_back_wait(s);
    if (store_number(s, SQL_write_back) == 0) return true;
    if (!dl_failed(&s->err))
        dl_fail(&s->err, DL_EBUSY, "the record's log is in use", -1, "%s", s->path);
    return false;
}
