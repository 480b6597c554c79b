/* records - see records.h. */
#include "records.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum {
    HANDLES_MAX = 32,
    WAIT_SECONDS = 60, /* for a handle: who is refused sooner asks again, which is more work */
    WRITER_SECONDS = 2 /* for who locks the record: a reader seldom waits at all */
};

/* Which file the record was when a handle was opened. */
typedef struct file_id {
    dev_t device;
    ino_t number;
} file_id;

typedef struct slot {
    dateline *d; /* NULL: not opened yet */
    file_id file;
    bool taken;
} slot;

struct serve_records {
    char *path;
    pthread_mutex_t lock;
    pthread_cond_t given; /* a handle was given back */
    slot at[HANDLES_MAX];
    unsigned n;
    pthread_mutex_t watch_lock;
    slot watch; /* asked for the state alone */
    int64_t seen; /* the state that it told last */
    uint64_t state;
};

/* ---- handles */

static bool file_of(const char *path, file_id *out)
{
    struct stat st;
    if (stat(path, &st) != 0) return false;
    *out = (file_id){ st.st_dev, st.st_ino };
    return true;
}

static bool is_same(const file_id *a, const file_id *b)
{
    return a->device == b->device && a->number == b->number;
}

static bool open_slot(slot *s, const char *path, char *why, size_t size)
{
    dateline_options o = { .size = sizeof o,
        .db = path,
        .model = "",
        .threads = 1,
        .read_only = true,
        .no_analysis = true,
        .wait = WRITER_SECONDS };
    dateline_close(s->d);
    s->d = NULL;
    if (!file_of(path, &s->file)) memset(&s->file, 0, sizeof s->file);
    dateline_status status = dateline_open(&o, &s->d);
    if (status == DATELINE_OK) return true;
    if (size) snprintf(why, size, "%s", dateline_why(s->d));
    dateline_close(s->d);
    s->d = NULL;
    return false;
}

/* The handle of a slot, on the file that is there now. */
static bool make_ready(slot *s, const char *path)
{
    file_id now;
    bool there = file_of(path, &now);
    if (s->d && there && is_same(&now, &s->file)) return true;
    return open_slot(s, path, NULL, 0);
}

/* ---- opening */

static bool set_up(serve_records *r)
{
    pthread_condattr_t monotonic;
    if (pthread_condattr_init(&monotonic) != 0) return false;
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    bool ok = pthread_mutex_init(&r->lock, NULL) == 0
        && pthread_mutex_init(&r->watch_lock, NULL) == 0
        && pthread_cond_init(&r->given, &monotonic) == 0;
    pthread_condattr_destroy(&monotonic);
    return ok;
}

serve_records *serve_records_open(const char *path, unsigned handles, char *why, size_t size)
{
    serve_records *r = calloc(1, sizeof *r);
    if (r) r->path = strdup(path);
    if (!r || !r->path || !set_up(r)) {
        snprintf(why, size, "out of memory");
        if (r) free(r->path);
        free(r);
        return NULL;
    }
    r->n = handles < 1 ? 1 : handles;
    if (r->n > HANDLES_MAX) r->n = HANDLES_MAX;
    if (open_slot(&r->watch, path, why, size)) return r;
    serve_records_close(r);
    return NULL;
}

void serve_records_close(serve_records *r)
{
    if (!r) return;
    for (unsigned i = 0; i < r->n; i++) dateline_close(r->at[i].d);
    dateline_close(r->watch.d);
    pthread_cond_destroy(&r->given);
    pthread_mutex_destroy(&r->lock);
    pthread_mutex_destroy(&r->watch_lock);
    free(r->path);
    free(r);
}

/* ---- the state */

/* What cannot be asked counts as changed: nobody is told that all is as it was. */
uint64_t serve_records_state(serve_records *r)
{
    pthread_mutex_lock(&r->watch_lock);
    file_id was = r->watch.file;
    int64_t now = 0;
    bool known = make_ready(&r->watch, r->path) && is_same(&was, &r->watch.file)
        && dateline_state(r->watch.d, &now) == DATELINE_OK;
    if (!known || now != r->seen) r->state++;
    r->seen = now;
    uint64_t state = r->state;
    pthread_mutex_unlock(&r->watch_lock);
    return state;
}

/* ---- taking */

static slot *free_slot(serve_records *r)
{
    slot *unopened = NULL;
    for (unsigned i = 0; i < r->n; i++) {
        slot *s = &r->at[i];
        if (s->taken) continue;
        if (s->d) return s;
        if (!unopened) unopened = s;
    }
    return unopened;
}

static slot *wait_for_slot(serve_records *r)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_SECONDS;
    pthread_mutex_lock(&r->lock);
    slot *s = free_slot(r);
    while (!s && pthread_cond_timedwait(&r->given, &r->lock, &until) == 0) s = free_slot(r);
    if (s) s->taken = true;
    pthread_mutex_unlock(&r->lock);
    return s;
}

static void give(serve_records *r, slot *s)
{
    pthread_mutex_lock(&r->lock);
    s->taken = false;
    pthread_cond_signal(&r->given);
    pthread_mutex_unlock(&r->lock);
}

serve_loan serve_records_take(serve_records *r)
{
    slot *s = wait_for_slot(r);
    if (!s) return (serve_loan){ .why = "too many questions at once" };
    if (make_ready(s, r->path) && dateline_hold(s->d) == DATELINE_OK)
        return (serve_loan){ .d = s->d, .slot = s };
    give(r, s);
    return (serve_loan){ .why = "the record cannot be read now" };
}

void serve_records_give(serve_records *r, serve_loan loan)
{
    if (!loan.d) return;
    dateline_release(loan.d);
    give(r, loan.slot);
}
