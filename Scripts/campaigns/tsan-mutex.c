// Lets the thread sanitizer see a contended Synchronization.Mutex. Loaded in front of the programs by the campaign tsan.
//
// On Linux Mutex is a futex. Its fast path is compiled into our code, where the sanitizer sees the atomic operation; its
// slow path, taken when two threads want the mutex at once, lies in libswiftSynchronization, which is not instrumented.
// Then the sanitizer misses that the second thread comes after the first, and reports a race that cannot be. Rather than
// hide such reports, which would hide real races beside them, this tells it of the order at exactly these two calls.
// A report that remains is no matter of Mutex.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// Absent in programs without the sanitizer, which the tests start as well.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

typedef SWIFT void (*lock_function)(uint32_t thread, SELF);
typedef SWIFT void (*unlock_function)(SELF);

static void *next(void **known, const char *name) {
    void *function = __atomic_load_n(known, __ATOMIC_RELAXED);
    if (!function) {
        function = dlsym(RTLD_NEXT, name);
        if (!function) abort();
        __atomic_store_n(known, function, __ATOMIC_RELAXED);
    }
    return function;
}

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void lock_slow(uint32_t thread, SELF) {
    static void *known;
    ((lock_function)next(&known, LOCK))(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK);
SWIFT void unlock_slow(SELF) {
    static void *known;
    if (__tsan_release) __tsan_release(self);
    ((unlock_function)next(&known, UNLOCK))(self);
}
