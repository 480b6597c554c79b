/* file - see file.h. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

dl_code dl_map_open(dl_map *m, const char *path, dl_err *e)
{
    *m = (dl_map){ { "", 0 }, NULL, 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) {
        dl_fail_errno(e, "cannot open", path);
        if (fd >= 0) close(fd);
        return e->code;
    }
    if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) dl_fail_errno(e, "cannot map", path);
        else *m = (dl_map){ { p, (size_t)st.st_size }, p, (size_t)st.st_size };
    }
    close(fd);
    return e->code;
}

void dl_map_close(dl_map *m)
{
    if (m->base) munmap(m->base, m->size);
    *m = (dl_map){ { "", 0 }, NULL, 0 };
}

/* A file that became shorter meanwhile ends early; -1: it cannot be read. */
static ssize_t read_all(int fd, char *p, size_t n)
{
    size_t got = 0;
    while (got < n) {
        ssize_t k = read(fd, p + got, n - got);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return -1;
        if (k == 0) break;
        got += (size_t)k;
    }
    return (ssize_t)got;
}

static dl_slice read_into(dl_arena *a, int fd, size_t n, const char *path, dl_err *e)
{
    dl_slice none = { NULL, 0 };
    char *p = dl_arena_alloc(a, n + 1);
    if (!p) {
        dl_fail(e, DL_ENOMEM, "out of memory", -1, "%s", path);
        return none;
    }
    ssize_t got = read_all(fd, p, n);
    if (got < 0) dl_fail_errno(e, "cannot read", path);
    return got < 0 ? none : dl_slice_of(p, (size_t)got);
}

dl_slice dl_file_read(dl_arena *a, const char *path, size_t limit, dl_err *e)
{
    dl_slice out = { NULL, 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) {
        dl_fail_errno(e, "cannot open", path);
    } else if ((uint64_t)st.st_size > limit) {
        dl_fail(e, DL_ELIMIT, "file is larger than its limit", -1, "%s", path);
    } else {
        out = read_into(a, fd, (size_t)st.st_size, path, e);
    }
    if (fd >= 0) close(fd);
    return out;
}

static bool write_all(int fd, dl_slice s)
{
    while (s.n) {
        ssize_t k = write(fd, s.p, s.n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return false;
        s.p += k;
        s.n -= (size_t)k;
    }
    return true;
}

dl_code dl_file_write(const char *path, dl_slice bytes, dl_err *e)
{
    char name[4096];
    if ((size_t)snprintf(name, sizeof name, "%s.tmp.%ld", path, (long)getpid()) >= sizeof name)
        return dl_fail(e, DL_EARG, "path is too long", -1, "%s", path);
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return dl_fail_errno(e, "cannot write", name);
    bool ok = write_all(fd, bytes) && fsync(fd) == 0;
    if (!ok) dl_fail_errno(e, "cannot write", name);
    if (close(fd) < 0 || (ok && rename(name, path) < 0)) dl_fail_errno(e, "cannot write", path);
    if (dl_failed(e)) unlink(name);
    return e->code;
}

int dl_file_temporary(char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%s/dateline-XXXXXX", folder && *folder ? folder : "/tmp");
    return mkstemp(path);
}

bool dl_path_beside_program(char *out, size_t size, const char *rest)
{
    ssize_t n = size ? readlink("/proc/self/exe", out, size) : 0;
    bool whole = n > 0 && (size_t)n < size;
    while (whole && n > 0 && out[n - 1] != '/') n--;
    if (whole && (size_t)n + strlen(rest) < size) {
        strcpy(out + n, rest);
        return true;
    }
    if (size) out[0] = 0;
    return false;
}
