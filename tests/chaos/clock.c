/* A clock that is set, for a process that preloads this: a day ahead and a day back, four times a second. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

typedef int clock_fn(clockid_t, struct timespec *);

int clock_gettime(clockid_t id, struct timespec *now) {
    static clock_fn *real;
    if (!real) real = (clock_fn *)dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(id, now);
    if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) {
        struct timespec steady;
        real(CLOCK_MONOTONIC, &steady);
        now->tv_sec += steady.tv_nsec / 250000000 % 2 ? 86400 : -86400;
    }
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec time;
    int result = clock_gettime(CLOCK_REALTIME, &time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return result;
}

time_t time(time_t *now) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    if (now) *now = time.tv_sec;
    return time.tv_sec;
}
