/* pool - see pool.h. One lock guards the ring; jobs are large (a report), so the lock is
 * cold. */
#include "pool.h"

#include <time.h>

#include "task.h"

/* More threads than any machine meant for this has; a window that bounds memory. */
enum { THREADS_MAX = 64, WINDOW_MAX = 4096 };

typedef enum slot_state { FREE, WAITING, WORKING, DONE } slot_state;
typedef struct slot {
    void *job;
    slot_state state;
} slot;

typedef struct share { /* a job in pieces; stands on the stack of the worker that shares it */
    dl_pool_piece piece;
    void *ctx;
    uint32_t n, picked, done;
    struct share *next;
} share;

typedef struct dl_pool ring;
struct dl_pool {
    const dl_pool_plan *plan;
    slot *slot;
    /* Jobs are numbered: taken up to head, picked by workers up to picked, produced up to
     * tail. */
    uint64_t head, picked, tail;
    unsigned window;
    unsigned reserve; /* jobs ahead of a caller that is behind, at which workers rest */
    bool closed;
    bool stopped; /* jobs are dropped from here on */
    share *shares; /* at most one a worker */
    pthread_mutex_t lock;
    pthread_cond_t work, done, rest, shared;
};

typedef struct worker {
    ring *r;
    unsigned number;
    pthread_t thread;
} worker;

/* Results lie ready that keep the caller busy: more of them would only take a processor
 * from it. One worker goes on; who was woken for a job takes it. */
static bool is_ahead(const ring *r, const worker *w)
{
    return w->number > 0 && !r->closed && r->picked - r->head >= r->reserve
        && r->slot[r->head % r->window].state == DONE;
}

static share *open_share(const ring *r)
{
    share *s = r->shares;
    while (s && s->picked == s->n) s = s->next;
    return s;
}

/* With the lock held, before and after, as do_job. */
static void do_piece(ring *r, share *s, unsigned thread)
{
    uint32_t i = s->picked++;
    pthread_mutex_unlock(&r->lock);
    s->piece(s->ctx, i, thread);
    pthread_mutex_lock(&r->lock);
    if (++s->done == s->n) pthread_cond_broadcast(&r->shared);
}

static void do_job(ring *r, unsigned thread)
{
    slot *s = &r->slot[r->picked++ % r->window];
    s->state = WORKING;
    pthread_mutex_unlock(&r->lock);
    r->plan->work(r->plan->ctx, s->job, thread);
    pthread_mutex_lock(&r->lock);
    s->state = DONE;
    pthread_cond_signal(&r->done);
}

/* Pieces go first: who shares them waits for the last. */
static void *worker_main(void *arg)
{
    worker *w = arg;
    ring *r = w->r;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (!open_share(r) && is_ahead(r, w)) pthread_cond_wait(&r->rest, &r->lock);
        while (!open_share(r) && r->picked == r->tail && !r->closed)
            pthread_cond_wait(&r->work, &r->lock);
        share *s = open_share(r);
        if (!s && r->picked == r->tail) break;
        if (s) do_piece(r, s, w->number);
        else do_job(r, w->number);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void remove_share(ring *r, const share *s)
{
    share **at = &r->shares;
    while (*at != s) at = &(*at)->next;
    *at = s->next;
}

void dl_pool_share(dl_pool *p, unsigned thread, uint32_t n, dl_pool_piece piece, void *ctx)
{
    share s = { .piece = piece, .ctx = ctx, .n = n };
    for (uint32_t i = 0; !p && i < n; i++) piece(ctx, i, thread);
    if (!p) return;
    pthread_mutex_lock(&p->lock);
    s.next = p->shares;
    p->shares = &s;
    pthread_cond_broadcast(&p->work);
    pthread_cond_broadcast(&p->rest);
    while (s.picked < n) do_piece(p, &s, thread);
    while (s.done < n) pthread_cond_wait(&p->shared, &p->lock);
    remove_share(p, &s);
    pthread_mutex_unlock(&p->lock);
}

static bool has_room(const ring *r)
{
    const dl_pool_plan *p = r->plan;
    if (r->tail == r->head) return true;
    return r->tail - r->head < r->window && (!p->room || p->room(p->ctx));
}

static void fill(ring *r, bool *more)
{
    const dl_pool_plan *p = r->plan;
    while (*more && has_room(r)) {
        void *job = p->next(p->ctx);
        if (!job) {
            *more = false;
            break;
        }
        pthread_mutex_lock(&r->lock);
        r->slot[r->tail % r->window] = (slot){ job, WAITING };
        r->tail++;
        pthread_cond_signal(&r->work);
        pthread_mutex_unlock(&r->lock);
    }
}

static struct timespec soon(void)
{
    enum { WAIT_NS = 200 * 1000 * 1000, SECOND_NS = 1000 * 1000 * 1000 };
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t); /* what pthread_cond_timedwait takes */
    t.tv_nsec += WAIT_NS;
    t.tv_sec += t.tv_nsec / SECOND_NS;
    t.tv_nsec %= SECOND_NS;
    return t;
}

/* Waits, with the lock held, until the slot's job is done; asks the caller in between.
 * False: the caller wants no more. */
static bool wait_for(ring *r, const slot *s)
{
    const dl_pool_plan *p = r->plan;
    bool wanted = true;
    while (s->state != DONE) {
        struct timespec until = soon();
        if (pthread_cond_timedwait(&r->done, &r->lock, &until) == 0 || !p->wait) continue;
        pthread_mutex_unlock(&r->lock);
        wanted = p->wait(p->ctx) && wanted;
        pthread_mutex_lock(&r->lock);
    }
    return wanted;
}

static void *take_oldest(ring *r)
{
    slot *s = &r->slot[r->head % r->window];
    pthread_mutex_lock(&r->lock);
    if (s->state != DONE || r->picked - r->head < r->reserve / 2) pthread_cond_broadcast(&r->rest);
    if (!wait_for(r, s)) r->stopped = true;
    void *job = s->job;
    s->state = FREE;
    r->head++;
    pthread_mutex_unlock(&r->lock);
    return job;
}

static void hand_on(ring *r)
{
    void *job = take_oldest(r);
    if (r->stopped) r->plan->drop(r->plan->ctx, job);
    else r->stopped = !r->plan->take(r->plan->ctx, job);
}

static bool oldest_is_done(ring *r)
{
    pthread_mutex_lock(&r->lock);
    bool done = r->head != r->tail && r->slot[r->head % r->window].state == DONE;
    pthread_mutex_unlock(&r->lock);
    return done;
}

void dl_pool_take_done(dl_pool *p)
{
    while (p && oldest_is_done(p)) hand_on(p);
}

static void drive(ring *r)
{
    bool more = true;
    for (;;) {
        if (!r->stopped) fill(r, &more);
        if (r->head == r->tail) break;
        hand_on(r);
    }
    pthread_mutex_lock(&r->lock);
    r->closed = true;
    pthread_cond_broadcast(&r->work);
    pthread_cond_broadcast(&r->rest);
    pthread_mutex_unlock(&r->lock);
}

static dl_code run_alone(const dl_pool_plan *p)
{
    for (void *job; (job = p->next(p->ctx));) {
        p->work(p->ctx, job, 0);
        if (!p->take(p->ctx, job)) break;
    }
    return DL_OK;
}

static void init(ring *r)
{
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->work, NULL);
    pthread_cond_init(&r->done, NULL);
    pthread_cond_init(&r->rest, NULL);
    pthread_cond_init(&r->shared, NULL);
}

static void destroy(ring *r)
{
    pthread_cond_destroy(&r->done);
    pthread_cond_destroy(&r->shared);
    pthread_cond_destroy(&r->rest);
    pthread_cond_destroy(&r->work);
    pthread_mutex_destroy(&r->lock);
}

/* Starts as many workers as the system gives. */
static unsigned start(ring *r, worker *w, unsigned threads)
{
    unsigned started = 0;
    for (; started < threads; started++) {
        w[started] = (worker){ .r = r, .number = started };
        if (!dl_thread_start(&w[started].thread, worker_main, &w[started])) break;
    }
    return started;
}

static unsigned run_threads(ring *r, worker *w, unsigned threads)
{
    init(r);
    unsigned started = start(r, w, threads);
    if (r->plan->pool) *r->plan->pool = r;
    if (started) drive(r);
    if (r->plan->pool) *r->plan->pool = NULL;
    for (unsigned i = 0; i < started; i++) pthread_join(w[i].thread, NULL);
    destroy(r);
    return started;
}

dl_code dl_pool_run(const dl_mem *m, const dl_pool_plan *plan, dl_err *e)
{
    if (plan->threads <= 1) return run_alone(plan);
    unsigned threads = plan->threads < THREADS_MAX ? plan->threads : THREADS_MAX;
    unsigned started = 0;
    ring r = { .plan = plan, .window = plan->window ? plan->window : threads * 4 };
    if (r.window > WINDOW_MAX) r.window = WINDOW_MAX;
    r.reserve = r.window / 4;
    r.slot = dl_mem_zero(m, r.window * sizeof *r.slot);
    worker *w = dl_mem_zero(m, threads * sizeof *w);
    bool ok = r.slot && w;
    if (ok) started = run_threads(&r, w, threads);
    dl_mem_free(m, w, threads * sizeof *w);
    dl_mem_free(m, r.slot, r.window * sizeof *r.slot);
    if (!ok) return dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return started ? DL_OK : run_alone(plan);
}
