/* disk_fails - preloaded by tests/disk: from the n-th call of a kind on, what a disk does
 * that is full, broken or far away.
 *
 *   HURT=KIND:N:ERRNO    w writes, s syncs, t truncations, m shared mappings, l locks;
 *                        d: every sync takes N ms, nothing fails */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char kind;
static int from, number, calls;

__attribute__((constructor)) static void read_wish(void)
{
    const char *wish = getenv("HURT");
    if (wish) sscanf(wish, "%c:%d:%d", &kind, &from, &number);
}

/* Files alone: neither the terminal nor a pipe. */
static int fails(char what, int fd)
{
    char link[64], path[512];
    if (what != kind || fd < 3) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path);
    if (n < 9 || path[0] != '/') return 0;
    if (memcmp(path, "/dev/", 5) == 0 && memcmp(path, "/dev/shm/", 9) != 0) return 0;
    if (__atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) < from) return 0;
    errno = number;
    return 1;
}

static int sync_fails(int fd)
{
    if (kind == 'd') usleep((useconds_t)from * 1000);
    return fails('s', fd);
}

ssize_t write(int fd, const void *p, size_t n)
{
    static ssize_t (*real)(int fd, const void *p, size_t n);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "write");
    return fails('w', fd) ? -1 : real(fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    static ssize_t (*real)(int fd, const void *p, size_t n, off_t at);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "pwrite");
    return fails('w', fd) ? -1 : real(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    static ssize_t (*real)(int fd, const void *p, size_t n, off64_t at);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
    return fails('w', fd) ? -1 : real(fd, p, n, at);
}

int fallocate(int fd, int mode, off_t at, off_t n)
{
    static int (*real)(int fd, int mode, off_t at, off_t n);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fallocate");
    return fails('w', fd) ? -1 : real(fd, mode, at, n);
}

int posix_fallocate(int fd, off_t at, off_t n)
{
    static int (*real)(int fd, off_t at, off_t n);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "posix_fallocate");
    return fails('w', fd) ? number : real(fd, at, n);
}

int ftruncate(int fd, off_t n)
{
    static int (*real)(int fd, off_t n);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "ftruncate");
    return fails('t', fd) ? -1 : real(fd, n);
}

int ftruncate64(int fd, off64_t n)
{
    static int (*real)(int fd, off64_t n);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "ftruncate64");
    return fails('t', fd) ? -1 : real(fd, n);
}

int fsync(int fd)
{
    static int (*real)(int fd);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fsync");
    return sync_fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd)
{
    static int (*real)(int fd);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
    return sync_fails(fd) ? -1 : real(fd);
}

void *mmap(void *p, size_t n, int rights, int flags, int fd, off_t at)
{
    static void *(*real)(void *, size_t, int, int, int, off_t);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "mmap");
    int shared = fd >= 0 && (flags & MAP_SHARED) && (rights & PROT_WRITE);
    return shared && fails('m', fd) ? MAP_FAILED : real(p, n, rights, flags, fd, at);
}

void *mmap64(void *p, size_t n, int rights, int flags, int fd, off64_t at)
{
    static void *(*real)(void *, size_t, int, int, int, off64_t);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "mmap64");
    int shared = fd >= 0 && (flags & MAP_SHARED) && (rights & PROT_WRITE);
    return shared && fails('m', fd) ? MAP_FAILED : real(p, n, rights, flags, fd, at);
}

int fcntl(int fd, int command, ...)
{
    static int (*real)(int, int, ...);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fcntl");
    va_list more;
    va_start(more, command);
    void *argument = va_arg(more, void *);
    va_end(more);
    return command == F_SETLK && fails('l', fd) ? -1 : real(fd, command, argument);
}

int fcntl64(int fd, int command, ...)
{
    static int (*real)(int, int, ...);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fcntl64");
    va_list more;
    va_start(more, command);
    void *argument = va_arg(more, void *);
    va_end(more);
    return command == F_SETLK && fails('l', fd) ? -1 : real(fd, command, argument);
}
