/* Heads of answers, a line a line; then the address of a page, a reference in it, and
 * a list of networks. What is kept of heads holds no control character; what is
 * resolved is an address. */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>

#include "fuzz.h"

#include "fetch/fetch_private.h"

static void look(const dl_buf *b)
{
    MUST(b->n <= FETCH_FIELD_MAX);
    for (size_t i = 0; i < b->n; i++) MUST((unsigned char)b->p[i] >= 0x20);
}

static void resolve(dl_arena *a, dl_slice base, dl_slice reference)
{
    fetch_url url;
    dl_slice to = dl_fetch_resolve(a, base, reference);
    if (!to.p) return;
    MUST(dl_slice_starts(to, DL_S("http://")) || dl_slice_starts(to, DL_S("https://")));
    if (to.n <= FETCH_URL_MAX) MUST(fetch_url_read(a, to, &url) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dl_slice rest = dl_slice_of((const char *)data, size);
    dl_slice line, base = DL_S("https://a.example/feed/x.xml");
    struct sockaddr_in to = { .sin_family = AF_INET };
    dl_arena *a = dl_arena_new(NULL, 0);
    fetch_head h;
    fetch_head_init(&h, NULL);
    while (dl_slice_line(&rest, &line)) {
        if (!fetch_head_line(&h, line)) break;
        resolve(a, base, line);
        resolve(a, line, DL_S("../x?y#z"));
        const char *networks = dl_arena_str(a, line);
        if (networks && !dl_fetch_networks_fit(networks)) fetch_is_in(networks, (void *)&to);
    }
    look(&h.etag);
    look(&h.modified);
    look(&h.type);
    MUST(fetch_head_after(&h, 1000) >= 0);
    fetch_head_free(&h);
    dl_arena_free(a);
    return 0;
}
