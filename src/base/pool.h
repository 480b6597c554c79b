/* pool - several threads work, results are taken in input order.
 *
 *   next (one at a time) -> ring of jobs -> work (any thread)
 *                                           -> take (one at a time, in the order of next)
 *
 * With threads == 1 everything runs in the calling thread, in the same order: the same
 * result. next and take never run at the same time as themselves; take runs in the
 * calling thread. The ring holds at most `window` jobs, which bounds memory.
 *
 * A job that is much longer than others may be shared: workers that have nothing else to
 * do take pieces of it (dl_pool_share). */
#ifndef DL_POOL_H
#define DL_POOL_H

#include "err.h"
#include "arena.h"

typedef struct dl_pool dl_pool;

typedef struct dl_pool_plan {
    unsigned threads; /* workers; 0 or 1: none but the caller */
    unsigned window; /* jobs in flight; 0: 4 a thread */
    /* Asked before `next` while jobs are in flight; false: take one first. NULL: true. */
    bool (*room)(void *ctx);
    void *(*next)(void *ctx); /* a job, NULL at the end */
    void (*work)(void *ctx, void *job, unsigned thread); /* thread: 0 .. threads - 1 */
    /* Owns the job from here. False stops the run: what is in flight is dropped. */
    bool (*take)(void *ctx, void *job);
    void (*drop)(void *ctx, void *job); /* frees a job that nobody will take */
    /* Asked in the calling thread, some times a second, while it waits for a worker;
     * false stops the run as take does. NULL: not asked. */
    bool (*wait)(void *ctx);
    void *ctx;
    dl_pool **pool; /* NULL, or where to keep what dl_pool_take_done is asked with */
} dl_pool_plan;

/* Takes the jobs that are done already, oldest first. For `next`, while it waits for
 * input; NULL: nothing. */
void dl_pool_take_done(dl_pool *p);
dl_code dl_pool_run(const dl_mem *m, const dl_pool_plan *plan, dl_err *e);

/* From inside `work`: calls piece(ctx, i, thread) once for each i < n, in this thread
 * (whose number is `thread`) and in those of workers that are free; returns when all are
 * done. Who does which piece, and when, is open: a piece writes what is its own alone.
 * p NULL: this thread does all, in order. */
typedef void (*dl_pool_piece)(void *ctx, uint32_t i, unsigned thread);
void dl_pool_share(dl_pool *p, unsigned thread, uint32_t n, dl_pool_piece piece, void *ctx);

#endif
