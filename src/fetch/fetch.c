/* fetch - see fetch.h: the order of things. Each hop of a redirection is a question of
 * its own: its address is read, robots.txt of its host asked, the host's pause waited
 * for. */
#include <stdio.h>
#include <time.h>

#include "fetch_private.h"

enum {
    ROBOTS_KEPT_MS = 24 * 3600 * 1000, /* RFC 9309: no longer than a day */
    ROBOTS_RETRY_MS = 10 * 60 * 1000, /* while it cannot be had, nothing is asked */
    DELAY_MOST = 30, /* seconds of a Crawl-delay that are waited */
    AFTER_MOST = 60, /* seconds of a Retry-After that are waited within one question */
    RETRY_MS = 2000 /* before the second try; twice that before the third */
};

struct dl_fetch {
    const dl_mem *mem;
    dl_fetch_options options;
    fetch_transfer transfer;
    fetch_hosts hosts;
};

dl_fetch *dl_fetch_new(const dl_mem *m, const dl_fetch_options *o, dl_err *e)
{
    dl_fetch *f = dl_mem_zero(m, sizeof *f);
    bool ok = f != NULL;
    if (ok) {
        f->mem = m;
        f->options = *o;
        f->hosts = (fetch_hosts){ .mem = m, .arena = dl_arena_new(m, 0) };
        ok = fetch_transfer_init(&f->transfer, m, o) && f->hosts.arena;
    }
    if (ok) return f;
    dl_fetch_free(f);
    dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

void dl_fetch_free(dl_fetch *f)
{
    if (!f) return;
    fetch_transfer_free(&f->transfer);
    fetch_hosts_forget(&f->hosts);
    dl_arena_free(f->hosts.arena);
    dl_mem_free(f->mem, f, sizeof *f);
}

/* ---- one question in hand */

typedef struct question {
    dl_fetch *f;
    dl_arena *arena;
    const dl_fetch_ask *ask;
    dl_fetched *out;
    fetch_url url;
    bool asks_robots; /* it is for a robots.txt: nobody is asked whether it may be */
    bool is_slow; /* so slow that it is not tried again at once */
    bool same_host; /* as the redirection came from: no pause between them */
    size_t most;
} question;

static void end(question *q, dl_fetch_end how, const char *why)
{
    q->out->end = how;
    q->out->message = dl_arena_copy(q->arena, dl_slice_str(why));
}

/* ---- pauses */

/* Waits for the host's pause, and sets the next one. False: it was to wait no longer, or
 * the host said not to come for longer than is waited. */
static bool wait_for_host(question *q)
{
    fetch_host *h = fetch_host_of(&q->f->hosts, q->url.origin);
    int64_t now = fetch_clock();
    if (!h) {
        dl_arena_fail(q->arena);
        end(q, DL_FETCH_LATER, "out of memory");
        return false;
    }
    if (h->free_at > now + AFTER_MOST * 1000) {
        q->out->after = (h->free_at - now) / 1000;
        end(q, DL_FETCH_LATER, "its host asked not to be asked for now");
        return false;
    }
    int64_t then = h->free_at;
    uint32_t pause = q->f->options.pause_ms;
    if (h->delay_ms > pause) pause = h->delay_ms;
    if (q->asks_robots) pause = 0; /* what follows is the question proper */
    if (q->same_host) then = now;
    h->free_at = (then > now ? then : now) + pause;
    if (fetch_wait_until(&q->ask->wait, then)) return true;
    end(q, DL_FETCH_STOPPED, fetch_fault_text(FAULT_STOPPED));
    return false;
}

static void hold_off(dl_fetch *f, dl_slice origin, int64_t ms)
{
    fetch_host *h = fetch_host_of(&f->hosts, origin);
    int64_t then = fetch_clock() + ms;
    if (h && h->free_at < then) h->free_at = then;
}

/* ---- one answer */

static void take_body(question *q)
{
    const fetch_transfer *t = &q->f->transfer;
    q->out->end = DL_FETCH_GOT;
    q->out->body = dl_arena_copy(q->arena, dl_buf_slice(&t->body));
    q->out->type = dl_arena_copy(q->arena, dl_buf_slice(&t->head.type));
    q->out->etag = dl_arena_copy(q->arena, dl_buf_slice(&t->head.etag));
    q->out->modified = dl_arena_copy(q->arena, dl_buf_slice(&t->head.modified));
}

static bool is_for_later(long status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

static void take_refusal(question *q)
{
    char why[80];
    const fetch_transfer *t = &q->f->transfer;
    snprintf(why, sizeof why, "the server answered %ld", t->status);
    end(q, is_for_later(t->status) ? DL_FETCH_LATER : DL_FETCH_GONE, why);
    q->out->after = fetch_head_after(&t->head, q->out->at);
    if (q->out->end == DL_FETCH_LATER && q->out->after)
        hold_off(q->f, q->url.origin, q->out->after * 1000);
}

static void take_fault(question *q, fetch_fault fault)
{
    dl_fetch_end how = DL_FETCH_LATER;
    bool ours = fault == FAULT_PRIVATE || fault == FAULT_TOO_LONG || fault == FAULT_HEADS;
    bool theirs = fault == FAULT_TLS || fault == FAULT_CODING || fault == FAULT_OTHER;
    if (ours || theirs) how = DL_FETCH_REFUSED;
    if (fault == FAULT_STOPPED) how = DL_FETCH_STOPPED;
    if (fault == FAULT_STARVED) dl_arena_fail(q->arena);
    q->is_slow = fault == FAULT_SLOW;
    end(q, how, fetch_fault_text(fault));
}

/* The address is asked once. True: it is redirected, to where q->ask says no more. */
static bool ask_once(question *q)
{
    fetch_transfer *t = &q->f->transfer;
    q->out->address = q->url.whole;
    if (!wait_for_host(q)) return false;
    fetch_fault fault = fetch_transfer_run(t, q->url.whole.p, q->ask, q->most);
    q->out->at = (int64_t)time(NULL);
    q->out->status = (unsigned)t->status;
    bool cut_rules = q->asks_robots && fault == FAULT_TOO_LONG; /* its start is enough */
    if (fault && !cut_rules) take_fault(q, fault);
    else if (t->status == 304) end(q, DL_FETCH_SAME, "as it was");
    else if (t->status >= 300 && t->status < 400 && t->redirection) return true;
    else if (t->status == 200 || t->status == 203) take_body(q);
    else take_refusal(q);
    return false;
}

/* ---- robots.txt */

static void follow(question *q);

static void keep_robots(fetch_host *h, const dl_fetched *got)
{
    if (!h || got->end == DL_FETCH_STOPPED) return;
    dl_buf_clear(&h->robots);
    dl_buf_add(&h->robots, got->body);
    h->state = ROBOTS_CLOSED;
    if (got->end == DL_FETCH_GONE) h->state = ROBOTS_NONE;
    if (got->end == DL_FETCH_GOT && !h->robots.failed) h->state = ROBOTS_FILE;
    h->closed = got->end == DL_FETCH_REFUSED ? DL_FETCH_REFUSED : DL_FETCH_LATER;
    snprintf(h->why, sizeof h->why, "robots.txt of its host cannot be had: %.*s",
        (int)got->message.n, got->message.p ? got->message.p : "");
    bool closed = h->state == ROBOTS_CLOSED;
    h->robots_until = fetch_clock() + (closed ? ROBOTS_RETRY_MS : ROBOTS_KEPT_MS);
}

/* The file of the host that q is for. No answer is no permission, no file is one. */
static void ask_robots(question *q)
{
    dl_fetched got = { .end = DL_FETCH_LATER };
    dl_slice origin = q->url.origin;
    dl_buf address;
    dl_buf_init(&address, q->f->mem);
    dl_buf_add(&address, origin);
    dl_buf_str(&address, "/robots.txt");
    dl_fetch_ask ask = { .address = dl_arena_copy(q->arena, dl_buf_slice(&address)),
        .wait = q->ask->wait };
    dl_buf_free(&address);
    question robots = { q->f, q->arena, &ask, &got, .asks_robots = true };
    robots.most = FETCH_ROBOTS_MOST;
    follow(&robots);
    keep_robots(fetch_host_of(&q->f->hosts, origin), &got);
}

/* The name of the program: what its agent begins with. */
static dl_slice own_name(const dl_fetch *f)
{
    dl_slice s = dl_slice_str(f->options.agent);
    size_t n = 0;
    while (n < s.n && s.p[n] != '/' && s.p[n] != ' ') n++;
    return dl_slice_cut(s, 0, n);
}

static bool is_allowed(question *q)
{
    fetch_host *h = fetch_host_of(&q->f->hosts, q->url.origin);
    bool old = h && (h->state == ROBOTS_UNKNOWN || h->robots_until < fetch_clock());
    if (old) ask_robots(q);
    h = fetch_host_of(&q->f->hosts, q->url.origin);
    if (!h || h->state == ROBOTS_UNKNOWN) {
        end(q, DL_FETCH_STOPPED, fetch_fault_text(FAULT_STOPPED));
        return false;
    }
    if (h->state == ROBOTS_NONE) return true;
    if (h->state == ROBOTS_CLOSED) {
        end(q, h->closed, h->why);
        return false;
    }
    dl_slice file = dl_buf_slice(&h->robots);
    fetch_rules rules = fetch_robots_read(q->arena, file, own_name(q->f), q->url.path);
    h->delay_ms = 1000 * (rules.delay < DELAY_MOST ? rules.delay : DELAY_MOST);
    if (!rules.allowed) end(q, DL_FETCH_REFUSED, "robots.txt of its host disallows it");
    return rules.allowed;
}

/* ---- redirections */

/* Where the answer sends us is read; false: not there. */
static bool take_redirection(question *q)
{
    bool was_secure = q->url.secure;
    dl_slice was = q->url.origin;
    dl_slice to = dl_arena_copy(q->arena, dl_slice_str(q->f->transfer.redirection));
    const char *why = fetch_url_read(q->arena, to, &q->url);
    if (!why && was_secure && !q->url.secure) why = "https leads to http: not followed";
    q->same_host = !why && dl_slice_eq(was, q->url.origin);
    if (why) end(q, DL_FETCH_REFUSED, why);
    return !why;
}

static void follow(question *q)
{
    const char *why = fetch_url_read(q->arena, q->ask->address, &q->url);
    if (why) {
        q->out->address = q->ask->address;
        end(q, DL_FETCH_REFUSED, why);
        return;
    }
    for (int hop = 0; hop <= DL_FETCH_REDIRECTIONS; hop++) {
        if (!q->asks_robots && !is_allowed(q)) return;
        if (!ask_once(q) || !take_redirection(q)) return;
    }
    end(q, DL_FETCH_REFUSED, "more than five redirections");
}

/* ---- tries */

/* Waits before it is tried again. False: it is not to be. */
static bool wait_for_try(question *q, uint32_t tried)
{
    dl_fetched *out = q->out;
    if (out->end != DL_FETCH_LATER || tried >= q->f->options.tries) return false;
    if (q->is_slow || out->after > AFTER_MOST || dl_arena_failed(q->arena)) return false;
    fetch_host *h = fetch_host_of(&q->f->hosts, q->url.origin);
    if (h && h->state == ROBOTS_CLOSED) return false;
    int64_t ms = out->after ? out->after * 1000 : (int64_t)RETRY_MS << (tried - 1);
    return fetch_wait_until(&q->ask->wait, fetch_clock() + ms);
}

void dl_fetch_get(dl_fetch *f, const dl_fetch_ask *ask, dl_arena *a, dl_fetched *out)
{
    uint32_t tried = 0;
    question q = { f, a, ask, out, .most = DL_FETCH_MOST };
    do {
        *out = (dl_fetched){ .end = DL_FETCH_LATER, .at = (int64_t)time(NULL) };
        q.same_host = false;
        follow(&q);
        tried++;
    } while (wait_for_try(&q, tried));
}
