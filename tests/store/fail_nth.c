/* Makes the n-th file operation below one folder fail: cc -shared -fPIC -o fail_nth.so fail_nth.c -ldl, then LD_PRELOAD.

   Counted are the calls by which files come, change, and go, and the reading of them. A caller arms it through ctypes: fail_arm(folder, n, errno)
   for an error, fail_arm(folder, n, 0) for a write of half of its bytes; n = 0 counts only. fail_count() says how many calls there were since,
   fail_what() which call failed, and of which file; empty when none did. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX], what[2 * PATH_MAX];
static long nth, count;
static int with;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

void fail_arm(const char *below, long n, int error) {
    pthread_mutex_lock(&one);
    snprintf(folder, sizeof folder, "%s", below);
    nth = n, with = error, count = 0, what[0] = 0;
    pthread_mutex_unlock(&one);
}
long fail_count(void) { return count; }
const char *fail_what(void) { return what; }

static void path_of(int fd, const char *path, char *full) {
    char link[64], at[PATH_MAX] = "";
    if (path && path[0] == '/') { snprintf(full, PATH_MAX, "%s", path); return; }
    if (fd == AT_FDCWD) { if (!getcwd(at, sizeof at)) at[0] = 0; }
    else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, at, sizeof at - 1);
        at[length < 0 ? 0 : length] = 0;
    }
    if (!path) { snprintf(full, PATH_MAX, "%s", at); return; }
    if (snprintf(full, PATH_MAX, "%s/%s", at, path) >= PATH_MAX) full[0] = 0;
}

/* Whether this is the call that fails; 2 when it is to write half. */
static int fails(const char *call, int fd, const char *path, int writes) {
    if (!folder[0]) return 0;
    int before = errno, answer = 0;
    char full[PATH_MAX];
    path_of(fd, path, full);
    pthread_mutex_lock(&one);
    if (folder[0] && !strncmp(full, folder, strlen(folder)) && (with || writes)) {
        count++;
        if (count == nth) {
            snprintf(what, sizeof what, "%s %s", call, full);
            answer = with ? 1 : 2;
        }
    }
    pthread_mutex_unlock(&one);
    errno = answer == 1 ? with : before;
    return answer;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CALL(type, name, fd, path, declared, passed) type name declared { REAL(name); return fails(#name, fd, path, 0) ? -1 : real passed; }
#define WRITE(name, declared, whole, half) ssize_t name declared { REAL(name); int now = fails(#name, fd, NULL, 1); \
    return now == 1 ? -1 : now == 2 && size > 1 ? real half : real whole; }
#define OPEN(name, at, declared, first, passed) int name declared { REAL(name); mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
    return fails(#name, at, path, 0) ? -1 : real passed; }

OPEN(open, AT_FDCWD, (const char *path, int flags, ...), path, (path, flags, mode))
OPEN(open64, AT_FDCWD, (const char *path, int flags, ...), path, (path, flags, mode))
OPEN(openat, fd, (int fd, const char *path, int flags, ...), fd, (fd, path, flags, mode))
OPEN(openat64, fd, (int fd, const char *path, int flags, ...), fd, (fd, path, flags, mode))

WRITE(write, (int fd, const void *data, size_t size), (fd, data, size), (fd, data, size / 2))
WRITE(pwrite, (int fd, const void *data, size_t size, off_t offset), (fd, data, size, offset), (fd, data, size / 2, offset))
WRITE(pwrite64, (int fd, const void *data, size_t size, off64_t offset), (fd, data, size, offset), (fd, data, size / 2, offset))
CALL(ssize_t, writev, fd, NULL, (int fd, const struct iovec *parts, int number), (fd, parts, number))
CALL(ssize_t, read, fd, NULL, (int fd, void *data, size_t size), (fd, data, size))
CALL(ssize_t, pread, fd, NULL, (int fd, void *data, size_t size, off_t offset), (fd, data, size, offset))
CALL(ssize_t, pread64, fd, NULL, (int fd, void *data, size_t size, off64_t offset), (fd, data, size, offset))
CALL(int, fsync, fd, NULL, (int fd), (fd))
CALL(int, fdatasync, fd, NULL, (int fd), (fd))
CALL(int, ftruncate, fd, NULL, (int fd, off_t size), (fd, size))
CALL(int, ftruncate64, fd, NULL, (int fd, off64_t size), (fd, size))
CALL(int, rename, AT_FDCWD, from, (const char *from, const char *to), (from, to))
CALL(int, renameat, fd, from, (int fd, const char *from, int other, const char *to), (fd, from, other, to))
CALL(int, unlink, AT_FDCWD, path, (const char *path), (path))
CALL(int, unlinkat, fd, path, (int fd, const char *path, int flags), (fd, path, flags))
CALL(int, rmdir, AT_FDCWD, path, (const char *path), (path))
CALL(int, mkdir, AT_FDCWD, path, (const char *path, mode_t mode), (path, mode))
CALL(int, mkdirat, fd, path, (int fd, const char *path, mode_t mode), (fd, path, mode))
CALL(int, symlink, AT_FDCWD, link, (const char *target, const char *link), (target, link))
CALL(int, symlinkat, fd, link, (const char *target, int fd, const char *link), (target, fd, link))
