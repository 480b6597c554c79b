/* fetch_transfer - one question to one host and its answer, by libcurl. In: an address.
 * Out: HTTP's status, heads, the unpacked body within its limit, or what went wrong. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch_private.h"

enum {
    CONNECT_MS = 10 * 1000,
    POLL_MS = 100 /* between two questions whether to wait on */
};

static const char *const fault_text[] = {
    /* ORDER FAULT */
    [FAULT_NONE] = "",
    [FAULT_STOPPED] = "stopped",
    [FAULT_STARVED] = "out of memory",
    [FAULT_PRIVATE] = "it leads to this machine or into a private network: not allowed",
    [FAULT_TOO_LONG] = "the answer is longer than 15 MiB",
    [FAULT_HEADS] = "the answer has too many heads",
    [FAULT_SLOW] = "no whole answer within 20 seconds",
    [FAULT_TLS] = "there is no safe connection: its certificate cannot be trusted",
    [FAULT_NO_HOST] = "there is no host of that name",
    [FAULT_NO_CONNECTION] = "no connection",
    [FAULT_CUT] = "the answer is cut short",
    [FAULT_CODING] = "the answer cannot be unpacked",
    [FAULT_OTHER] = "the answer is none of HTTP",
};
_Static_assert(sizeof fault_text / sizeof *fault_text == FAULT_COUNT, "a text for each");

const char *fetch_fault_text(fetch_fault fault) { return fault_text[fault]; }

/* ---- what curl asks */

/* The name is resolved, the connection not yet made: the moment at which an address can
 * be judged that no later answer of the resolver changes. */
static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    fetch_transfer *t = user;
    (void)purpose;
    const struct sockaddr *to = &address->addr;
    if (!fetch_is_public(to) && !fetch_is_in(t->options.networks, to)) {
        t->met_private = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t on_head(char *p, size_t size, size_t n, void *user)
{
    fetch_transfer *t = user;
    t->heads_over |= !fetch_head_line(&t->head, dl_slice_of(p, size * n));
    return t->heads_over ? 0 : size * n;
}

static size_t on_body(char *p, size_t size, size_t n, void *user)
{
    fetch_transfer *t = user;
    size_t bytes = size * n;
    t->is_over |= bytes > t->most - t->body.n;
    if (t->is_over) return 0;
    dl_buf_add(&t->body, dl_slice_of(p, bytes));
    t->is_starved |= t->body.failed;
    return t->is_starved ? 0 : bytes;
}

/* ---- set-up */

static bool set_up(fetch_transfer *t)
{
    CURL *c = t->easy;
    CURLcode bad = CURLE_OK;
    bad |= curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    bad |= curl_easy_setopt(c, CURLOPT_USERAGENT, t->options.agent);
    bad |= curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    /* Whom a proxy of the environment leads to could not be judged. */
    bad |= curl_easy_setopt(c, CURLOPT_PROXY, "");
    bad |= curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    bad |= curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, t);
    bad |= curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, DL_FETCH_SECONDS * 1000L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_head);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
    return bad == CURLE_OK;
}

bool fetch_transfer_init(fetch_transfer *t, const dl_mem *m, const dl_fetch_options *o)
{
    *t = (fetch_transfer){ .mem = m, .options = *o };
    fetch_head_init(&t->head, m);
    dl_buf_init(&t->body, m);
    t->easy = curl_easy_init();
    t->multi = curl_multi_init();
    return t->easy && t->multi && set_up(t);
}

void fetch_transfer_free(fetch_transfer *t)
{
    curl_easy_cleanup(t->easy);
    curl_multi_cleanup(t->multi);
    fetch_head_free(&t->head);
    dl_buf_free(&t->body);
}

/* ---- one transfer */

static fetch_fault fault_of(const fetch_transfer *t, CURLcode rc)
{
    if (t->is_starved || rc == CURLE_OUT_OF_MEMORY) return FAULT_STARVED;
    if (t->is_over || rc == CURLE_FILESIZE_EXCEEDED) return FAULT_TOO_LONG;
    if (t->heads_over) return FAULT_HEADS;
    switch (rc) {
    case CURLE_OK: return FAULT_NONE;
    case CURLE_COULDNT_CONNECT: return t->met_private ? FAULT_PRIVATE : FAULT_NO_CONNECTION;
    case CURLE_OPERATION_TIMEDOUT: return FAULT_SLOW;
    case CURLE_COULDNT_RESOLVE_HOST: return FAULT_NO_HOST;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE: return FAULT_TLS;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR: return FAULT_CUT;
    case CURLE_BAD_CONTENT_ENCODING: return FAULT_CODING;
    default: return FAULT_OTHER;
    }
}

static bool goes_on(const fetch_transfer *t)
{
    const dl_wait *w = &t->wait;
    return !w->go_on || w->go_on(w->ctx);
}

/* Until the one transfer is done. */
static fetch_fault drive(fetch_transfer *t)
{
    int running = 1;
    int left;
    while (running) {
        if (curl_multi_perform(t->multi, &running) != CURLM_OK) return FAULT_STARVED;
        if (running && !goes_on(t)) return FAULT_STOPPED;
        if (running) curl_multi_poll(t->multi, NULL, 0, POLL_MS, NULL);
    }
    const CURLMsg *done = curl_multi_info_read(t->multi, &left);
    return done ? fault_of(t, done->data.result) : FAULT_STARVED;
}

/* "Name: value" to the list; false: out of memory. */
static bool add_head(struct curl_slist **list, const char *name, dl_slice value)
{
    char line[FETCH_FIELD_MAX + 64];
    if (!value.n || value.n > FETCH_FIELD_MAX) return true;
    snprintf(line, sizeof line, "%s: %.*s", name, (int)value.n, value.p);
    struct curl_slist *more = curl_slist_append(*list, line);
    if (more) *list = more;
    return more != NULL;
}

static void start(fetch_transfer *t, size_t most)
{
    t->most = most;
    t->met_private = false;
    t->is_over = false;
    t->is_starved = false;
    t->heads_over = false;
    t->status = 0;
    t->redirection = NULL;
    fetch_head_free(&t->head);
    fetch_head_init(&t->head, t->mem);
    dl_buf_clear(&t->body);
}

static fetch_fault transfer(fetch_transfer *t, struct curl_slist *heads, const char *url)
{
    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, heads);
    if (curl_easy_setopt(t->easy, CURLOPT_URL, url) != CURLE_OK) return FAULT_STARVED;
    if (curl_multi_add_handle(t->multi, t->easy) != CURLM_OK) return FAULT_STARVED;
    fetch_fault fault = drive(t);
    curl_multi_remove_handle(t->multi, t->easy);
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &t->status);
    char *to = NULL;
    curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &to);
    t->redirection = to;
    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, NULL);
    return fault;
}

fetch_fault fetch_transfer_run(
    fetch_transfer *t, const char *url, const dl_fetch_ask *ask, size_t most)
{
    struct curl_slist *heads = NULL;
    start(t, most);
    t->wait = ask->wait;
    bool ok = add_head(&heads, "Accept",
        DL_S("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
             "application/feed+json, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5"));
    ok = ok && add_head(&heads, "If-None-Match", ask->etag);
    ok = ok && add_head(&heads, "If-Modified-Since", ask->modified);
    fetch_fault fault = ok ? transfer(t, heads, url) : FAULT_STARVED;
    curl_slist_free_all(heads);
    return fault;
}
