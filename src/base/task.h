/* task - threads that take no signals, and one piece of work done in such a thread while
 * the caller goes on.
 *
 *   dl_task_start ... the caller does other things ... dl_task_wait
 *
 * What the work touches is not the caller's between the two. */
#ifndef DL_TASK_H
#define DL_TASK_H

#include <pthread.h>
#include <stdbool.h>

/* Signals are for the calling thread, which may wait for input. False: the system gives
 * no more threads. */
bool dl_thread_start(pthread_t *thread, void *(*run)(void *), void *arg);

typedef struct dl_task {
    void (*run)(void *ctx);
    void *ctx;
    pthread_t thread;
    bool is_running;
} dl_task; /* {0}: nothing is done */

/* Where the system gives no thread, it is done before this returns. */
void dl_task_start(dl_task *t, void (*run)(void *ctx), void *ctx);
void dl_task_wait(dl_task *t); /* until it is done; at once where nothing was started */

#endif
