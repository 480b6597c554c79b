/* server - sockets and threads (libmicrohttpd): a thread a connection, at most so many;
 * what a client sends is limited before anything is made of it. Its form reader
 * (PostProcessor) is not used. See serve.h. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "dispatch.h"
#include "edit.h"
#include "serve.h"

enum {
    CONNECTIONS = 256, /* at once; more wait in the system's queue, then are refused */
    CONNECTION_BYTES = 32 * 1024, /* of one request's line and headers */
    CONNECTION_SECONDS = 20, /* without a byte: then it is closed */
    STACK_BYTES = 1024 * 1024, /* of a thread */
    WORKERS_LEAST = 4,
    WORKERS_MOST = 16
};

struct dl_serve {
    struct MHD_Daemon *daemon;
    serve_site site;
    char *token, *db;
    char address[SERVE_ADDRESS_MAX];
};

/* ---- one request */

typedef struct exchange {
    serve_target target;
    bool begun;
    bool too_long; /* the body, which is not kept then */
    size_t form_n;
    char form[SERVE_FORM_MAX + 1];
} exchange;

/* The target comes as the client sent it, before anything is decoded. */
static void *begin_exchange(void *cls, const char *uri, struct MHD_Connection *c)
{
    (void)cls;
    (void)c;
    exchange *x = malloc(sizeof *x);
    if (!x) return NULL;
    x->begun = x->too_long = false;
    x->form_n = 0;
    serve_target_read(&x->target, uri);
    return x;
}

static void end_exchange(
    void *cls, struct MHD_Connection *c, void **ctx, enum MHD_RequestTerminationCode code)
{
    (void)cls;
    (void)c;
    (void)code;
    free(*ctx);
    *ctx = NULL;
}

static const char *header(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

static bool has_body(struct MHD_Connection *c)
{
    const char *length = header(c, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return header(c, MHD_HTTP_HEADER_TRANSFER_ENCODING) || (length && strcmp(length, "0") != 0);
}

/* ---- one answer */

static void free_answer(void *answer)
{
    serve_answer_free(answer);
    free(answer);
}

/* The answer is the response's from here, or it is freed. */
static struct MHD_Response *response_of(serve_answer *a)
{
    struct MHD_Response *r = NULL;
    if (a->file >= 0) {
        r = MHD_create_response_from_fd64(a->file_n, a->file);
        if (r) a->file = -1;
    } else if (a->kept.p) {
        void *bytes = (void *)(uintptr_t)a->kept.p;
        r = MHD_create_response_from_buffer(a->kept.n, bytes, MHD_RESPMEM_PERSISTENT);
    } else {
        r = MHD_create_response_from_buffer_with_free_callback_cls(
            a->body.n, a->body.p, free_answer, a);
        if (r) return r;
    }
    free_answer(a);
    return r;
}

/* Scripts and styles are files of this server alone; nothing of another is loaded; no
 * other page may hold this one. */
static const char *const fixed[][2] = {
    { "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" }, /* none at all would make forms' Origin null */
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cache-Control", "private, no-cache" },
};

static void add_headers(struct MHD_Response *r, const serve_answer *a)
{
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        MHD_add_response_header(r, fixed[i][0], fixed[i][1]);
    if (a->type) MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, a->type);
    if (a->tag[0]) MHD_add_response_header(r, MHD_HTTP_HEADER_ETAG, a->tag);
    for (uint32_t i = 0; i < a->headers; i++)
        MHD_add_response_header(r, a->header[i].name, a->header[i].value);
}

static enum MHD_Result send_answer(struct MHD_Connection *c, serve_answer *a)
{
    serve_answer told = *a; /* what the headers say, which outlives the answer's bytes */
    struct MHD_Response *r = response_of(a);
    if (!r) return MHD_NO;
    add_headers(r, &told);
    enum MHD_Result queued = MHD_queue_response(c, told.status, r);
    MHD_destroy_response(r);
    return queued;
}

/* A part of a form's body. */
static void take_form(exchange *x, const char *bytes, size_t n)
{
    x->too_long = x->too_long || n > SERVE_FORM_MAX - x->form_n;
    if (x->too_long || n == 0) return;
    memcpy(x->form + x->form_n, bytes, n);
    x->form_n += n;
}

/* False: the request is not here as a whole yet. */
static bool is_whole(const serve_site *s, exchange *x, const char *method, bool body, size_t n)
{
    bool plain = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    bool waits = (plain && !body) || serve_edit_takes(s, method);
    bool first = waits && !x->begun;
    x->begun = true;
    return !first && n == 0;
}

/* NULL: there is none, or it is no text. */
static const char *form_of(exchange *x)
{
    x->form[x->form_n] = 0;
    return x->form_n && !x->too_long && strlen(x->form) == x->form_n ? x->form : NULL;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url,
    const char *method, const char *version, const char *upload, size_t *upload_n, void **ctx)
{
    const dl_serve *s = cls;
    exchange *x = *ctx;
    (void)url;
    (void)version;
    if (!x) return MHD_NO; /* out of memory */
    size_t more = *upload_n;
    bool takes = serve_edit_takes(&s->site, method);
    if (takes) take_form(x, upload, more);
    if (takes) *upload_n = 0;
    /* Answered at a later call: so the connection stays. */
    if (!is_whole(&s->site, x, method, has_body(c), takes ? more : 0)) return MHD_YES;
    serve_asked asked = { .target = &x->target,
        .method = method,
        .host = header(c, MHD_HTTP_HEADER_HOST),
        .authorization = header(c, MHD_HTTP_HEADER_AUTHORIZATION),
        .if_none_match = header(c, MHD_HTTP_HEADER_IF_NONE_MATCH),
        .accept = header(c, MHD_HTTP_HEADER_ACCEPT),
        .origin = header(c, MHD_HTTP_HEADER_ORIGIN),
        .fetch_site = header(c, "Sec-Fetch-Site"),
        .type = header(c, MHD_HTTP_HEADER_CONTENT_TYPE),
        .cookie = header(c, MHD_HTTP_HEADER_COOKIE),
        .form = form_of(x),
        .has_body = has_body(c) };
    serve_answer *a = malloc(sizeof *a);
    if (!a) return MHD_NO;
    serve_answer_init(a);
    serve_dispatch(&s->site, &asked, a);
    return send_answer(c, a);
}

/* ---- starting */

static dl_serve *refuse(dl_serve *s, char why[SERVE_WHY_MAX], const char *what, const char *name)
{
    if (what) snprintf(why, SERVE_WHY_MAX, "%s%s", name, what);
    dl_serve_stop(s);
    return NULL;
}

static bool is_loopback(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)a)->sin_addr.s_addr) >> 24 == 127;
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)a;
    return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

/* An address in digits, or localhost; NULL: it is none. */
static struct addrinfo *address_of(const char *bind, uint16_t port)
{
    char service[8];
    struct addrinfo hints = { .ai_family = AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV };
    struct addrinfo *found = NULL;
    if (!bind || strcmp(bind, "localhost") == 0) bind = "127.0.0.1";
    snprintf(service, sizeof service, "%u", port);
    return getaddrinfo(bind, service, &hints, &found) == 0 ? found : NULL;
}

static unsigned worker_count(unsigned asked)
{
    long n = asked ? (long)asked : 2 * sysconf(_SC_NPROCESSORS_ONLN);
    if (!asked && n < WORKERS_LEAST) n = WORKERS_LEAST;
    return n > WORKERS_MOST ? WORKERS_MOST : (unsigned)n;
}

/* What no other site can know of this run. */
static bool make_secret(serve_site *s)
{
    uint64_t random[2];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) return false;
    snprintf(s->edit, sizeof s->edit, "%016llx%016llx", (unsigned long long)random[0],
        (unsigned long long)random[1]);
    return true;
}

static struct MHD_Daemon *start_daemon(dl_serve *s, const struct addrinfo *to)
{
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;
    if (to->ai_family == AF_INET6) flags |= MHD_USE_IPv6;
    return MHD_start_daemon(flags, 0, NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR, to->ai_addr,
        MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, NULL, MHD_OPTION_NOTIFY_COMPLETED,
        end_exchange, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)CONNECTION_SECONDS, MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES,
        MHD_OPTION_END);
}

static void set_address(dl_serve *s, const struct addrinfo *to)
{
    char host[INET6_ADDRSTRLEN] = "";
    const union MHD_DaemonInfo *port = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    const char *form = to->ai_family == AF_INET6 ? "http://[%s]:%u/" : "http://%s:%u/";
    getnameinfo(to->ai_addr, to->ai_addrlen, host, sizeof host, NULL, 0, NI_NUMERICHOST);
    snprintf(s->address, sizeof s->address, form, host, port ? port->port : 0u);
}

static dl_serve *start_at(
    dl_serve *s, const serve_options *o, const struct addrinfo *to, char why[SERVE_WHY_MAX])
{
    s->site.loopback = is_loopback(to->ai_addr);
    if (!s->site.loopback && !o->token)
        return refuse(s, why, " is open to others: it wants a token", o->bind);
    if (o->token) s->token = strdup(o->token);
    if (o->token && !s->token) return refuse(s, why, "out of memory", "");
    s->site.token = dl_slice_str(s->token);
    s->site.records = serve_records_open(o->db, worker_count(o->workers), why, SERVE_WHY_MAX);
    if (!s->site.records) return refuse(s, why, NULL, NULL);
    s->site.cache = serve_cache_new();
    if (o->edit) s->db = strdup(o->db);
    s->site.db = s->db;
    if (o->edit && (!s->db || !make_secret(&s->site))) return refuse(s, why, "no random", "");
    if (getrandom(&s->site.run, sizeof s->site.run, 0) < 0) return refuse(s, why, "no random", "");
    s->daemon = start_daemon(s, to);
    if (!s->daemon)
        return refuse(s, why, ": cannot be listened at: is another program there?",
            o->bind ? o->bind : "127.0.0.1");
    set_address(s, to);
    return s;
}

dl_serve *dl_serve_start(const serve_options *o, char why[SERVE_WHY_MAX])
{
    dl_serve *s = calloc(1, sizeof *s);
    if (!s) return refuse(s, why, "out of memory", "");
    struct addrinfo *to = address_of(o->bind, o->port);
    if (!to) return refuse(s, why, " is no address of this machine, such as 127.0.0.1", o->bind);
    s = start_at(s, o, to, why);
    freeaddrinfo(to);
    return s;
}

const char *dl_serve_address(const dl_serve *s) { return s->address; }

void dl_serve_stop(dl_serve *s)
{
    if (!s) return;
    if (s->daemon) MHD_stop_daemon(s->daemon);
    serve_records_close(s->site.records);
    serve_cache_free(s->site.cache);
    free(s->token);
    free(s->db);
    free(s);
}
