/* watch - see watch.h. */
#include "watch.h"

#include <stdlib.h>
#include <time.h>

#include "base/intern.h"
#include "doc/url.h"
#include "read/read.h"
#include "web.h"

enum {
    FEEDS_MOST = 20000, /* of one round: lists may name lists */
    PAGES_AT_ONCE = 256, /* between two writings of what became of them */
    RETRY_SECONDS = 15 * 60, /* before a page is asked for again, doubled each time */
    RETRY_MOST = 24 * 3600,
    FAILURES_MOST = 8, /* then a page is given up: after some three days */
    OPML_MOST = 8 << 20 /* bytes of a file of feeds */
};

/* What became of a page. */
typedef struct outcome {
    dl_slice url;
    dl_fetch_end end;
    unsigned status;
    int64_t at, after;
    dl_slice message;
} outcome;

typedef struct round {
    dl_watch *w;
    dl_arena *arena; /* of the round */
    dl_arena *scratch; /* of one feed */
    dl_interner feeds; /* each is polled once a round */
    dl_err err;
    bool stopped;
    DL_VEC(outcome) outcomes; /* of the pages that are being fetched */
    dl_arena *pages; /* of these */
    uint64_t before; /* records read before them */
    uint64_t in_turn; /* pages of this turn */
} round;

/* ---- stopping, telling */

static bool go_on(void *ctx)
{
    round *r = ctx;
    const dateline_hooks *h = r->w->hooks;
    dateline_progress p = { .polling = true, .done = r->w->round.feeds, .total = r->feeds.names.n };
    if (h && h->progress && !h->progress(h->user, &p)) r->stopped = true;
    return !r->stopped;
}

static void starve(round *r) { dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL); }

static bool goes_well(round *r)
{
    const dl_err *e = dl_store_err(r->w->store);
    if (dl_failed(e)) dl_fail(&r->err, e->code, e->what, -1, "%s", e->detail);
    if (dl_arena_failed(r->arena) || dl_arena_failed(r->scratch)) starve(r);
    if (dl_arena_failed(r->pages)) starve(r);
    return !r->stopped && !dl_failed(&r->err);
}

static void tell(round *r, dl_slice url, dl_slice message, bool skipped)
{
    const dateline_hooks *h = r->w->hooks;
    r->w->round.failed += skipped;
    if (!h || !h->note) return;
    const char *file = dl_arena_str(r->scratch, url);
    const char *text = dl_arena_str(r->scratch, message);
    if (!file || !text) return;
    dateline_note n = { file, 0, -1, dl_note_name(DL_NOTE_NOT_FETCHED), text, skipped };
    h->note(h->user, &n);
}

/* Twice as long after each failure, and no shorter than they ask for. */
static int64_t next_try(int64_t now, int64_t first, unsigned failures, int64_t after)
{
    int64_t wait = first;
    for (unsigned i = 1; i < failures && wait < RETRY_MOST; i++) wait *= 2;
    if (wait > RETRY_MOST) wait = RETRY_MOST;
    return now + (after > wait ? after : wait);
}

/* ---- feeds */

static void add_feed(round *r, dl_slice url)
{
    if (r->feeds.names.n < FEEDS_MOST) dl_intern(&r->feeds, url);
}

typedef struct leading {
    round *r;
    dl_slice base; /* where the feed was had */
    int64_t now;
    bool is_list;
} leading;

/* A page that nobody has asked for waits now; one that was changed since waits again. */
static void queue_page(leading *l, dl_slice url, dl_slice changed)
{
    round *r = l->r;
    dl_asked x;
    bool known = dl_store_asked(r->w->store, url, r->scratch, &x);
    bool newer = known && x.next < 0 && changed.n && !dl_slice_eq(changed, x.changed);
    dl_slice key = dl_read_address_key(r->scratch, r->w->tools->read, url);
    if (known && !newer) return;
    if (!known && dl_store_has_address(r->w->store, key)) return;
    x = (dl_asked){ .url = url, .next = l->now, .at = -1, .changed = changed };
    dl_store_asked_put(r->w->store, &x);
}

static bool take_lead(void *user, const dl_lead *lead)
{
    leading *l = user;
    round *r = l->r;
    dl_slice url = dl_fetch_resolve(r->scratch, l->base, lead->address);
    l->is_list |= lead->is_feed;
    if (!url.n) return true;
    if (lead->is_feed) add_feed(r, url);
    else queue_page(l, url, dl_arena_copy(r->scratch, lead->changed));
    return goes_well(r);
}

/* What a feed named goes in with its state, or neither does. A list of feeds is asked for
 * in full each time. */
static void take_feed(round *r, dl_asked *x, const dl_fetched *got)
{
    dl_answer answer;
    leading l = { .r = r, .base = got->address, .now = got->at };
    dl_web_answer(r->scratch, got, &answer);
    if (!dl_store_begin(r->w->store)) return;
    const char *why = dl_read_leads(r->w->tools->mem, r->w->tools->read, &answer, take_lead, &l);
    if (why) tell(r, x->url, dl_slice_str(why), true);
    x->failures = why ? x->failures + 1 : 0;
    x->next = why ? next_try(got->at, r->w->every, x->failures, 0) : got->at;
    x->why = dl_slice_str(why);
    x->etag = why || l.is_list ? (dl_slice){ NULL, 0 } : got->etag;
    x->modified = why || l.is_list ? (dl_slice){ NULL, 0 } : got->modified;
    dl_store_asked_put(r->w->store, x);
    r->w->round.changed++;
}

static void take_no_feed(round *r, dl_asked *x, const dl_fetched *got)
{
    x->failures++;
    x->next = next_try(got->at, r->w->every, x->failures, got->after);
    x->why = got->message;
    tell(r, x->url, got->message, true);
    if (!dl_store_begin(r->w->store)) return;
    dl_store_asked_put(r->w->store, x);
}

static void take_same(round *r, dl_asked *x, const dl_fetched *got)
{
    x->failures = 0;
    x->next = got->at;
    x->why = (dl_slice){ NULL, 0 };
    if (!dl_store_begin(r->w->store)) return;
    dl_store_asked_put(r->w->store, x);
}

/* What was noted by a clock that was ahead of today's is no reason to wait. */
static bool is_early(const dl_asked *x)
{
    int64_t now = time(NULL);
    return x->next > now && x->at <= now;
}

static void poll_feed(round *r, dl_slice url)
{
    dl_asked x;
    dl_fetched got;
    dl_arena_reset(r->scratch);
    dl_store_asked(r->w->store, url, r->scratch, &x);
    if (!goes_well(r) || is_early(&x)) return;
    dl_fetch_ask ask = { url, x.etag, x.modified, { go_on, r } };
    dl_fetch_get(r->w->fetch, &ask, r->scratch, &got);
    if (got.end == DL_FETCH_STOPPED || !goes_well(r)) return;
    x.is_feed = true;
    x.at = got.at;
    x.status = got.status;
    if (got.end == DL_FETCH_GOT) take_feed(r, &x, &got);
    else if (got.end == DL_FETCH_SAME) take_same(r, &x, &got);
    else take_no_feed(r, &x, &got);
    if (goes_well(r)) dl_store_commit(r->w->store);
    else dl_store_rollback(r->w->store);
}

/* Lists name more of them meanwhile. */
static void poll_feeds(round *r)
{
    for (uint32_t i = 0; i < r->feeds.names.n && goes_well(r) && go_on(r); i++) {
        poll_feed(r, r->feeds.names.at[i]);
        r->w->round.feeds++;
    }
}

/* ---- what the user named */

static bool take_listed(void *user, const dl_lead *lead)
{
    add_feed(user, lead->address);
    return true;
}

static void read_file(round *r, const char *path)
{
    dl_err e;
    dl_err_clear(&e);
    dl_arena_reset(r->scratch);
    dl_slice bytes = dl_file_read(r->scratch, path, OPML_MOST, &e);
    dl_answer file = { .body = bytes, .problem = DL_NOTE_COUNT };
    const dl_tools *t = r->w->tools;
    const char *why = e.detail[0] ? e.detail : e.what;
    if (!dl_failed(&e)) why = dl_read_leads(t->mem, t->read, &file, take_listed, r);
    if (why) tell(r, dl_slice_str(path), dl_slice_str(why), true);
}

static void read_inputs(round *r)
{
    for (size_t i = 0; i < r->w->inputs && goes_well(r); i++) {
        const char *in = r->w->input[i];
        if (dl_read_is_address(in)) add_feed(r, dl_slice_trim(dl_slice_str(in)));
        else read_file(r, in);
    }
}

/* ---- pages */

/* Whoever opens addresses for the pipeline. A page that may come later is nothing now. */
static bool get_page(void *ctx, dl_slice address, dl_wait wait, dl_arena *a, dl_answer *out)
{
    round *r = ctx;
    dl_fetched got;
    dl_fetch_ask ask = { .address = address, .wait = wait };
    dl_fetch_get(r->w->fetch, &ask, a, &got);
    dl_web_answer(a, &got, out);
    out->is_nothing = got.end == DL_FETCH_LATER;
    if (got.end == DL_FETCH_STOPPED) return false;
    outcome *o = DL_PUSH(r->pages, &r->outcomes);
    if (!o) return true;
    *o = (outcome){ dl_arena_copy(r->pages, address), got.end, got.status, got.at, got.after,
        dl_arena_copy(r->pages, got.message) };
    r->w->round.pages += got.end == DL_FETCH_GOT;
    return true;
}

/* What was fetched when the run was stopped may not have come into the record: it
 * waits. */
static void settle_page(round *r, const outcome *o)
{
    dl_asked x;
    if (r->stopped && o->end == DL_FETCH_GOT) return;
    dl_store_asked(r->w->store, o->url, r->scratch, &x);
    x.at = o->at;
    x.status = o->status;
    x.why = o->end == DL_FETCH_GOT ? (dl_slice){ NULL, 0 } : o->message;
    x.failures = o->end == DL_FETCH_GOT ? 0 : x.failures + 1;
    bool again = o->end == DL_FETCH_LATER && x.failures < FAILURES_MOST;
    x.next = again ? next_try(o->at, RETRY_SECONDS, x.failures, o->after) : -1;
    dl_store_asked_put(r->w->store, &x);
    if (o->end == DL_FETCH_LATER) tell(r, o->url, o->message, false);
}

static void settle_pages(round *r)
{
    dl_arena_reset(r->scratch);
    if (!r->outcomes.n || !dl_store_begin(r->w->store)) return;
    for (uint32_t i = 0; i < r->outcomes.n; i++) settle_page(r, &r->outcomes.at[i]);
    if (dl_failed(dl_store_err(r->w->store))) dl_store_rollback(r->w->store);
    else dl_store_commit(r->w->store);
}

/* The first page of each host, then the second of each, and so on: while one host's pause
 * goes by, others are asked. */
typedef struct turn {
    uint32_t nth; /* of its host */
    const char *url;
} turn;

static int by_turn(const void *a, const void *b)
{
    const turn *x = a;
    const turn *y = b;
    if (x->nth != y->nth) return x->nth < y->nth ? -1 : 1;
    return strcmp(x->url, y->url);
}

static const char **in_turns(round *r, const dl_slice *url, uint32_t n)
{
    dl_interner hosts = { .arena = r->pages };
    uint32_t *seen = dl_arena_array(r->pages, n + 1, sizeof *seen);
    turn *all = dl_arena_array(r->pages, n, sizeof *all);
    const char **out = dl_arena_array(r->pages, n, sizeof *out);
    if (!seen || !all || !out) return NULL;
    for (uint32_t i = 0; i < n; i++) {
        dl_url u;
        bool split = dl_url_split(url[i], &u);
        uint32_t host = dl_intern(&hosts, split ? u.host : url[i]);
        all[i] = (turn){ seen[host]++, dl_arena_str(r->pages, url[i]) };
        if (!all[i].url) return NULL;
    }
    qsort(all, n, sizeof *all, by_turn);
    for (uint32_t i = 0; i < n; i++) out[i] = all[i].url;
    return out;
}

/* Records of this turn are a part of those of the round. */
static bool on_progress(void *user, const dateline_progress *p)
{
    round *r = user;
    const dateline_hooks *h = r->w->hooks;
    dateline_progress told = *p;
    told.total = r->before + r->in_turn;
    told.done += r->before;
    if (!h->progress(h->user, &told)) r->stopped = true;
    return !r->stopped;
}

static void on_note(void *user, const dateline_note *n)
{
    round *r = user;
    if (r->w->hooks->note) r->w->hooks->note(r->w->hooks->user, n);
}

static void add_counts(dateline_counts *all, const dateline_counts *c)
{
    all->read += c->read;
    all->added += c->added;
    all->known += c->known;
    all->versions += c->versions;
    all->foreign += c->foreign;
    all->notes += c->notes;
    all->skipped += c->skipped;
}

/* The next pages that are due. False: there are none, or no more are to be had. */
static bool fetch_pages(round *r)
{
    dl_slice url[PAGES_AT_ONCE];
    dl_arena_reset(r->pages);
    memset(&r->outcomes, 0, sizeof r->outcomes);
    uint32_t n = dl_store_asked_due(r->w->store, (int64_t)time(NULL), r->pages, url, PAGES_AT_ONCE);
    const char **input = n ? in_turns(r, url, n) : NULL;
    if (!input || !goes_well(r)) return false;
    dl_web web = { get_page, r };
    dl_tools tools = *r->w->tools;
    tools.web = &web;
    const dateline_hooks *h = r->w->hooks;
    dateline_hooks own = { .size = sizeof own, .user = r, .note = on_note };
    if (h && h->progress) own.progress = on_progress;
    dateline_counts counts = { 0 };
    r->before = r->w->round.reports.read;
    r->in_turn = n;
    dl_pipeline_run(&tools, r->w->store, input, n, h ? &own : NULL, &counts, &r->err);
    add_counts(&r->w->round.reports, &counts);
    if (!dl_failed(&r->err)) settle_pages(r);
    return goes_well(r);
}

/* ---- a round */

static bool begin(round *r)
{
    const dl_mem *m = r->w->tools->mem;
    dl_err_clear(&r->err);
    r->arena = dl_arena_new(m, 0);
    r->scratch = dl_arena_new(m, 0);
    r->pages = dl_arena_new(m, 0);
    r->feeds.arena = r->arena;
    bool ok = r->arena && r->scratch && r->pages;
    if (!ok) starve(r);
    return ok;
}

bool dl_watch_round(dl_watch *w, dl_err *why)
{
    round r = { .w = w };
    w->round = (dateline_round){ .size = sizeof w->round };
    if (begin(&r)) {
        read_inputs(&r);
        poll_feeds(&r);
        while (goes_well(&r) && fetch_pages(&r)) {
        }
        w->round.waiting = dl_store_asked_waiting(w->store);
        goes_well(&r);
    }
    dl_arena_free(r.arena);
    dl_arena_free(r.scratch);
    dl_arena_free(r.pages);
    *why = r.err;
    return !r.stopped && !dl_failed(&r.err);
}
