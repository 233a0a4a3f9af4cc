// Counts the system calls by which a program touches some files and its sockets, and kills it at one of them or lets one
// fail. It is loaded into the program first (LD_PRELOAD).
//
// Not strace's injection: that counts the calls of each thread for itself, so that of calls which are spread over
// threads it reaches only those of the thread that comes to the number first. Here all threads count together.
//
//   CALLS_PATHS  beginnings of paths, with colons between them; sockets count always
//   CALLS_NAMES  only calls of these names, with commas around each; all of them without it
//   CALLS_AT     the call that something is done at, from 1; without it they are only counted
//   CALLS_ON     with 1 also at all calls after it
//   CALLS_DO     kill: the program is killed before the call; EIO, ENOSPC: the call fails and does nothing;
//                half: of what is to be written only half is
//   CALLS_LOG    a file that gets a line for each call that is counted, or only for those that something is done at
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum deed { NOTHING, KILL, FAIL, HALF };

static const char *paths, *names;
static long place;
static int goes_on, code, record = -1;
static enum deed deed;
static atomic_long count;

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("CALLS_AT"), *on = getenv("CALLS_ON"), *what = getenv("CALLS_DO");
    const char *log = getenv("CALLS_LOG");
    names = getenv("CALLS_NAMES");
    goes_on = on && *on == '1';
    if (at && what) {
        place = strtol(at, NULL, 10);
        deed = strcmp(what, "kill") == 0 ? KILL : strcmp(what, "half") == 0 ? HALF : FAIL;
        code = strcmp(what, "ENOSPC") == 0 ? ENOSPC : EIO;
    }
    if (log) record = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    paths = getenv("CALLS_PATHS");
}

static int is_ours(const char *path) {
    for (const char *each = paths; each; each = strchr(each, ':')) {
        each += *each == ':';
        size_t length = strcspn(each, ":");
        if (length && strncmp(path, each, length) == 0) return 1;
    }
    return 0;
}

// The path that a descriptor was opened by, or `socket:[…]`.
static void path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, (size_t)PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
}

static enum deed met(const char *name, const char *path) {
    if (!paths || (strncmp(path, "socket:", 7) != 0 && !is_ours(path))) return NOTHING;
    if (names) {
        char comma[32];
        snprintf(comma, sizeof comma, ",%s,", name);
        if (!strstr(names, comma)) return NOTHING;
    }
    long number = atomic_fetch_add(&count, 1) + 1;
    int is_now = deed != NOTHING && (goes_on ? number >= place : number == place);
    if (record >= 0 && (is_now || deed == NOTHING)) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path);
        syscall(SYS_write, record, line, (size_t)length);
    }
    if (is_now && deed == KILL) {
        syscall(SYS_kill, getpid(), SIGKILL);
        for (;;) pause();
    }
    return is_now ? deed : NOTHING;
}

static enum deed met_open(const char *name, int descriptor) {
    char path[PATH_MAX];
    int kept = errno;
    path_of(descriptor, path);
    errno = kept;
    return met(name, path);
}

static enum deed met_name(const char *name, int folder, const char *file) {
    char path[2 * PATH_MAX] = "";
    int kept = errno;
    if (*file != '/') {
        if (folder == AT_FDCWD) {
            if (syscall(SYS_getcwd, path, (size_t)PATH_MAX) < 0) path[0] = 0;
        } else {
            path_of(folder, path);
        }
        strncat(path, "/", 2);
    }
    strncat(path, file, PATH_MAX);
    errno = kept;
    return met(name, path);
}

#define OR_FAIL(met) \
    if ((met) == FAIL) { errno = code; return -1; }

static size_t shortened(enum deed deed, size_t length) { return deed == HALF && length > 1 ? length / 2 : length; }

// What writes.
ssize_t write(int fd, const void *bytes, size_t length) {
    enum deed deed = met_open("write", fd);
    OR_FAIL(deed)
    return syscall(SYS_write, fd, bytes, shortened(deed, length));
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off64_t offset) {
    enum deed deed = met_open("pwrite64", fd);
    OR_FAIL(deed)
    return syscall(SYS_pwrite64, fd, bytes, shortened(deed, length), offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_at(fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return write_at(fd, bytes, length, at); }

ssize_t writev(int fd, const struct iovec *pieces, int number) {
    enum deed deed = met_open("writev", fd);
    OR_FAIL(deed)
    return syscall(SYS_writev, fd, pieces, deed == HALF && number > 1 ? number / 2 : number);
}

ssize_t sendto(int fd, const void *bytes, size_t length, int flags, const struct sockaddr *to, socklen_t size) {
    enum deed deed = met_open("sendto", fd);
    OR_FAIL(deed)
    return syscall(SYS_sendto, fd, bytes, shortened(deed, length), flags, to, size);
}
ssize_t send(int fd, const void *bytes, size_t length, int flags) { return sendto(fd, bytes, length, flags, NULL, 0); }

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    OR_FAIL(met_open("sendmsg", fd))
    return syscall(SYS_sendmsg, fd, message, flags);
}

int connect(int fd, const struct sockaddr *to, socklen_t size) {
    OR_FAIL(met_open("connect", fd))
    return (int)syscall(SYS_connect, fd, to, size);
}

// What makes things durable, or cuts them off.
int fsync(int fd) {
    OR_FAIL(met_open("fsync", fd))
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    OR_FAIL(met_open("fdatasync", fd))
    return (int)syscall(SYS_fdatasync, fd);
}

int ftruncate64(int fd, off64_t length) {
    OR_FAIL(met_open("ftruncate", fd))
    return (int)syscall(SYS_ftruncate, fd, length);
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

// What opens, names and removes.
static int open_at(int folder, const char *file, int flags, mode_t mode) {
    OR_FAIL(met_name("openat", folder, file))
    return (int)syscall(SYS_openat, folder, file, flags, mode);
}

#define WITH_MODE(flags) \
    mode_t mode = 0; \
    if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }
int open(const char *file, int flags, ...) { WITH_MODE(flags) return open_at(AT_FDCWD, file, flags, mode); }
int open64(const char *file, int flags, ...) { WITH_MODE(flags) return open_at(AT_FDCWD, file, flags, mode); }
int openat(int folder, const char *file, int flags, ...) { WITH_MODE(flags) return open_at(folder, file, flags, mode); }
int openat64(int folder, const char *file, int flags, ...) {
    WITH_MODE(flags) return open_at(folder, file, flags, mode);
}

int linkat(int folder, const char *file, int other, const char *name, int flags) {
    OR_FAIL(met_name("linkat", other, name))
    return (int)syscall(SYS_linkat, folder, file, other, name, flags);
}
int link(const char *file, const char *name) { return linkat(AT_FDCWD, file, AT_FDCWD, name, 0); }

int renameat2(int folder, const char *file, int other, const char *name, unsigned int flags) {
    OR_FAIL(met_name("renameat2", other, name))
    return (int)syscall(SYS_renameat2, folder, file, other, name, flags);
}
int renameat(int folder, const char *file, int other, const char *name) {
    return renameat2(folder, file, other, name, 0);
}
int rename(const char *file, const char *name) { return renameat2(AT_FDCWD, file, AT_FDCWD, name, 0); }

int unlinkat(int folder, const char *file, int flags) {
    OR_FAIL(met_name("unlinkat", folder, file))
    return (int)syscall(SYS_unlinkat, folder, file, flags);
}
int unlink(const char *file) { return unlinkat(AT_FDCWD, file, 0); }

int mkdirat(int folder, const char *file, mode_t mode) {
    OR_FAIL(met_name("mkdirat", folder, file))
    return (int)syscall(SYS_mkdirat, folder, file, mode);
}
int mkdir(const char *file, mode_t mode) { return mkdirat(AT_FDCWD, file, mode); }
