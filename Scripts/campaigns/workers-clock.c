// A wall clock that is wrong by WALL_CLOCK_OFF seconds, for programs that this is loaded into first (LD_PRELOAD).
//
// Not libfaketime: it moves timers of the monotonic clock as well (timerfd_settime), so that every sleep of a worker that
// is late ends minutes later, which no wrong clock does. Absolute waits on the wall clock are left as they are; neither
// Swift's runtime, libpq nor libcurl has one.
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void) {
    static long seconds;
    static int is_known;
    if (!is_known) {
        const char *text = getenv("WALL_CLOCK_OFF");
        seconds = text ? strtol(text, NULL, 10) : 0;
        is_known = 1;
    }
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *moment) {
    long code = syscall(SYS_clock_gettime, clock, moment);
    if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) moment->tv_sec += offset();
    return (int)code;
}

int gettimeofday(struct timeval *moment, void *zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    moment->tv_sec = now.tv_sec;
    moment->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *moment) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return (time_t)-1;
    if (moment) *moment = now.tv_sec;
    return now.tv_sec;
}

int timespec_get(struct timespec *moment, int base) {
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, moment) == 0 ? base : 0;
}
