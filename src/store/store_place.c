/* store_place - the file that a record is: may it be written, is it still where it was,
 * are there locks; and a record that may not be written, which others may write.
 *
 *   path --store_open_unwritable--> read as it is, as long as nobody writes it
 *   after each answer --dl_store_is_as_opened--> nobody did, or the answer is refused */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store_private.h"

bool store_holds_bytes(const char *path, const char *ending)
{
    char name[sizeof((dl_store *)0)->path + 8];
    struct stat st;
    snprintf(name, sizeof name, "%s%s", path, ending);
    return stat(name, &st) == 0 && st.st_size > 0;
}

bool store_may_be_written(const char *path)
{
    char copy[sizeof((dl_store *)0)->path];
    snprintf(copy, sizeof copy, "%s", path);
    if (access(dirname(copy), W_OK) != 0) return false;
    return access(path, W_OK) == 0 || errno == ENOENT;
}

/* ---- read as it is */

static bool has_log(const dl_store *s)
{
    return store_holds_bytes(s->path, "-wal") || store_holds_bytes(s->path, "-journal");
}

static void look(dl_store *s, store_seen *out)
{
    struct stat st;
    *out = (store_seen){ .there = stat(s->path, &st) == 0 };
    if (!out->there) return;
    out->number = st.st_ino;
    out->size = st.st_size;
    out->changed = st.st_mtim;
}

/* "file:PATH?immutable=1", bytes that mean something in an address written as %XX. */
static char *immutable_uri(const char *path)
{
    char *uri = sqlite3_mprintf("file:%s", *path == '/' ? "//" : "");
    for (; uri && *path; path++) {
        bool plain = strchr("%?#", *path) == NULL;
        char *more = plain ? sqlite3_mprintf("%s%c", uri, *path)
                           : sqlite3_mprintf("%s%%%02X", uri, (unsigned char)*path);
        sqlite3_free(uri);
        uri = more;
    }
    char *whole = uri ? sqlite3_mprintf("%s?immutable=1", uri) : NULL;
    sqlite3_free(uri);
    return whole;
}

/* What may not be written is read without a log and without leaving anything beside it;
 * that is right only while no log holds data and nobody writes the file, which
 * dl_store_ready (store_open.c) and dl_store_is_as_opened look for. */
int store_open_unwritable(dl_store *s)
{
    look(s, &s->seen);
    s->immutable = !has_log(s);
    if (!s->immutable)
        return sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    char *uri = immutable_uri(s->path);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    int rc = uri ? sqlite3_open_v2(uri, &s->db, flags, NULL) : SQLITE_NOMEM;
    sqlite3_free(uri);
    return rc;
}

bool store_is_changed(dl_store *s)
{
    if (!s->immutable) return false;
    store_seen now;
    look(s, &now);
    const store_seen *was = &s->seen;
    bool same = now.there == was->there && now.number == was->number && now.size == was->size
        && now.changed.tv_sec == was->changed.tv_sec && now.changed.tv_nsec == was->changed.tv_nsec;
    return !same || has_log(s);
}

bool dl_store_is_as_opened(dl_store *s)
{
    if (dl_failed(&s->err) || !store_is_changed(s)) return !dl_failed(&s->err);
    dl_fail(&s->err, DL_EBUSY, "another program wrote into the record while it was read: ask again",
        -1, "%s", s->path);
    return false;
}

int64_t store_place_version(dl_store *s)
{
    if (!s->immutable) return 0;
    uint64_t v = (uint64_t)s->seen.changed.tv_sec * 1000000007u;
    v += (uint64_t)s->seen.changed.tv_nsec * 31u + (uint64_t)s->seen.size + s->seen.number;
    return (int64_t)(v >> 1);
}

/* ---- still there */

/* SQLite goes on writing the log beside the old name: nobody would find it there. */
bool store_is_in_place(dl_store *s)
{
    int moved = 0;
    if (dl_failed(&s->err)) return false;
    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved)
        dl_fail(&s->err, DL_EIO, "the record was moved or removed while it was open", -1,
            "%s: where it was moved, move %s-wal after it, which holds the newest changes", s->path,
            s->path);
    return !moved;
}

/* ---- locks */

/* A file of our own says so: any descriptor of the record that is closed takes away the
 * locks that this process has on it. */
bool store_gives_locks(dl_store *s)
{
    char name[sizeof s->path + 16];
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
    snprintf(name, sizeof name, "%s.lock-XXXXXX", s->path);
    int fd = mkostemp(name, O_CLOEXEC);
    if (fd < 0) return true;
    unlink(name);
    s->lockless = fcntl(fd, F_SETLK, &lock) != 0 && (errno == ENOLCK || errno == ENOSYS);
    close(fd);
    return !s->lockless;
}

const char *store_place_reason(dl_store *s, int rc)
{
    bool memory = rc == SQLITE_IOERR_SHMMAP || rc == SQLITE_IOERR_SHMOPEN
        || rc == SQLITE_IOERR_SHMSIZE || rc == SQLITE_IOERR_SHMLOCK;
    if (s->lockless || rc == SQLITE_IOERR_LOCK || rc == SQLITE_IOERR_RDLOCK)
        return "no lock is to be had there: is it a network's folder?";
    if (memory) return "its log cannot be shared there: is the disk full, or a network's?";
    bool log = s->unwritable && store_holds_bytes(s->path, "-wal");
    if (log && (rc & 0xFF) == SQLITE_CANTOPEN)
        return "its log (-wal) holds changes and its folder may not be written: copy both";
    if (rc == SQLITE_READONLY_ROLLBACK || rc == SQLITE_READONLY_RECOVERY)
        return "a write was cut short, and it may not be written here: copy it with its log";
    return NULL;
}
