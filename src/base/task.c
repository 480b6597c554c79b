/* task - see task.h. */
#include "task.h"

#include <signal.h>
#include <stddef.h>

bool dl_thread_start(pthread_t *thread, void *(*run)(void *), void *arg)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(thread, NULL, run, arg) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static void *task_main(void *arg)
{
    const dl_task *t = arg;
    t->run(t->ctx);
    return NULL;
}

void dl_task_start(dl_task *t, void (*run)(void *ctx), void *ctx)
{
    t->run = run;
    t->ctx = ctx;
    t->is_running = dl_thread_start(&t->thread, task_main, t);
    if (!t->is_running) run(ctx);
}

void dl_task_wait(dl_task *t)
{
    if (t->is_running) pthread_join(t->thread, NULL);
    t->is_running = false;
}
