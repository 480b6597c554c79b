/* What a client sends, in lines: target, host, authorization, a token of a list. All
 * of it is read, and what a page would make of it holds no markup. */
#include <stdlib.h>

#include "serve/guard.h"
#include "serve/routes.h"
#include "serve/writer.h"

static void write_page(const serve_target *t)
{
    dl_buf b;
    web_writer w;
    dl_buf_init(&b, NULL);
    web_begin_html(&w, &b);
    size_t before = b.n;
    web_open(&w, "p");
    for (uint32_t i = 0; i < t->n; i++) {
        web_open(&w, "a");
        web_address(&w, "href", dl_slice_str(t->at[i].value));
        web_attribute(&w, "title", dl_slice_str(t->at[i].name));
        web_text(&w, dl_slice_str(t->at[i].value));
        web_close(&w);
    }
    web_end(&w);
    size_t opened = 0;
    for (size_t i = before; i < b.n; i++) opened += b.p[i] == '<';
    if (w.fault || opened != 2 * (size_t)(t->n + 1)) abort();
    if (dl_utf8_bad(dl_buf_slice(&b)) != SIZE_MAX) abort();
    dl_buf_free(&b);
}

/* What is encoded reads back as it was. */
static void write_address(const serve_target *t)
{
    static serve_target again;
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_str(&b, "/x/");
    serve_address_part(&b, dl_slice_str(t->part[0]));
    if (t->n) serve_address_parameter(&b, "q", dl_slice_str(t->at[0].value));
    serve_target_read(&again, b.p);
    bool fits = b.n <= SERVE_TARGET_MAX;
    if (fits && (again.fault || strcmp(again.part[1], t->part[0]) != 0)) abort();
    if (fits && t->n && *t->at[0].value && strcmp(again.at[0].value, t->at[0].value) != 0) abort();
    dl_buf_free(&b);
}

static void read_on(const serve_target *t, const char *token)
{
    const char *id;
    char next[SERVE_NEXT_MAX];
    uint64_t offset = 0;
    serve_route_of(t, &id);
    serve_next_read(t, token, &offset);
    serve_next_write(t, 4711, next);
    if (!serve_next_read(t, next, &offset) || offset != 4711) abort();
    write_page(t);
    if (t->parts && t->parts <= SERVE_PARTS_MAX) write_address(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static serve_target t;
    char *text = malloc(n + 1);
    if (!text) return 0;
    memcpy(text, data, n);
    text[n] = 0;
    char *line[4] = { text, "", "", "" };
    for (int i = 1; i < 4; i++) {
        char *end = strchr(line[i - 1], '\n');
        if (!end) break;
        *end = 0;
        line[i] = end + 1;
    }
    serve_target_read(&t, line[0]);
    if (!t.fault) read_on(&t, line[3]);
    if (serve_host_is_good(line[1], true) && !serve_host_is_good(line[1], false)) abort();
    serve_token_is_good(line[2], DL_S("0123456789abcdef"));
    free(text);
    return 0;
}
