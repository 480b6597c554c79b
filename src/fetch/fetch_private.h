/* fetch_private - shared by the files of fetch. */
#ifndef DL_FETCH_PRIVATE_H
#define DL_FETCH_PRIVATE_H

#include <curl/curl.h>

#include "fetch.h"

struct sockaddr;

/* ---- fetch_address.c */
/* An address of the public internet; false: of this machine, of a private network, of a
 * group, or of no use. */
bool fetch_is_public(const struct sockaddr *address);
/* An address in one of the networks: "10.1.0.0/16,::1". */
bool fetch_is_in(const char *networks, const struct sockaddr *address);

/* ---- fetch_url.c */
typedef struct fetch_url {
    dl_slice whole; /* without its fragment; NUL-terminated */
    dl_slice origin; /* "https://a.example:8080" */
    dl_slice path; /* with the query */
    bool secure; /* https */
} fetch_url;
enum { FETCH_URL_MAX = 8 << 10 }; /* bytes of an address */
/* In the arena. NULL, or why it is no address to be asked: constant. */
const char *fetch_url_read(dl_arena *a, dl_slice s, fetch_url *out);

/* ---- fetch_robots.c: RFC 9309 */
enum { FETCH_ROBOTS_MOST = 512 << 10 /* bytes that are read: the RFC wants 500 KiB */ };
typedef struct fetch_rules {
    bool allowed;
    unsigned delay; /* Crawl-delay in seconds; 0: none */
} fetch_rules;
/* What the file says of a path (with its query) for the program of that name. Linear in
 * the file for a path of bounded length. */
fetch_rules fetch_robots_read(dl_arena *a, dl_slice robots, dl_slice name, dl_slice path);

/* ---- fetch_head.c: what is kept of an answer's heads */
typedef struct fetch_head {
    dl_buf etag, modified, type, after;
    size_t bytes; /* of all heads */
} fetch_head;
enum {
    FETCH_HEAD_MOST = 256 << 10, /* bytes of heads: browsers take as many */
    FETCH_FIELD_MAX = 1024 /* bytes of one that is kept: a longer one is none */
};
void fetch_head_init(fetch_head *h, const dl_mem *m);
void fetch_head_free(fetch_head *h);
/* One line as it came. False: there are too many. */
bool fetch_head_line(fetch_head *h, dl_slice line);
/* Retry-After, a number of seconds or a date; 0: none. now: seconds since 1970. */
int64_t fetch_head_after(const fetch_head *h, int64_t now);

/* ---- fetch_transfer.c: one question, one answer */
typedef enum fetch_fault { /* ORDER FAULT: texts in fetch_transfer.c */
    FAULT_NONE,
    FAULT_STOPPED,
    FAULT_STARVED,
    FAULT_PRIVATE,
    FAULT_TOO_LONG,
    FAULT_HEADS,
    FAULT_SLOW,
    FAULT_TLS,
    FAULT_NO_HOST,
    FAULT_NO_CONNECTION,
    FAULT_CUT,
    FAULT_CODING,
    FAULT_OTHER,
    FAULT_COUNT
} fetch_fault;
const char *fetch_fault_text(fetch_fault fault);

typedef struct fetch_transfer {
    const dl_mem *mem;
    dl_fetch_options options;
    CURLM *multi;
    CURL *easy;
    size_t most; /* bytes of the answer that is being read */
    dl_wait wait;
    fetch_head head;
    dl_buf body;
    bool met_private, is_over, is_starved, heads_over;
    long status;
    const char *redirection; /* of the last answer, curl's; NULL: none */
} fetch_transfer;
bool fetch_transfer_init(fetch_transfer *t, const dl_mem *m, const dl_fetch_options *o);
void fetch_transfer_free(fetch_transfer *t);
/* ask: what is sent back, and whether to wait on. */
fetch_fault fetch_transfer_run(
    fetch_transfer *t, const char *url, const dl_fetch_ask *ask, size_t most);

/* ---- fetch_hosts.c: what is known of the hosts that were asked */
typedef enum fetch_robots { ROBOTS_UNKNOWN, ROBOTS_FILE, ROBOTS_NONE, ROBOTS_CLOSED } fetch_robots;
enum { FETCH_WHY_MAX = 160 };
typedef struct fetch_host {
    dl_slice origin;
    fetch_robots state;
    dl_buf robots; /* the file, where there is one */
    int64_t robots_until; /* then it is asked for anew */
    dl_fetch_end closed; /* how it was not had, */
    char why[FETCH_WHY_MAX]; /* and why */
    uint32_t delay_ms; /* Crawl-delay */
    int64_t free_at; /* not to be asked before */
} fetch_host; /* times in ms of fetch_clock */
typedef struct fetch_hosts {
    const dl_mem *mem;
    dl_arena *arena;
    DL_VEC(fetch_host) all;
} fetch_hosts;
/* The one of that origin, made where it is new; NULL: out of memory. It may move when
 * another one is asked for. */
fetch_host *fetch_host_of(fetch_hosts *h, dl_slice origin);
void fetch_hosts_forget(fetch_hosts *h); /* all */
int64_t fetch_clock(void); /* ms, from any start on */
/* Waits until then. False: it was to wait no longer. */
bool fetch_wait_until(const dl_wait *w, int64_t then);

#endif
