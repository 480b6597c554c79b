/* fetched - see fetched.h. */
#include "fetched.h"

enum { NAME_MAX_OF_FILE = 4096 };

/* Without parameters: "text/html" of "text/html; charset=utf-8". */
static dl_slice plain_type(dl_slice type)
{
    size_t end = dl_slice_find_byte(type, ';', 0);
    if (end != SIZE_MAX) type.n = end;
    return dl_slice_trim(type);
}

static bool starts_nocase(dl_slice s, dl_slice with)
{
    return s.n >= with.n && dl_slice_eq_nocase(dl_slice_cut(s, 0, with.n), with);
}

/* Types of what the bytes of a text look like: pictures, programs and films are none. */
static bool may_be_text(dl_slice type)
{
    static const char *const other[] = { "image/", "audio/", "video/", "font/" };
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (starts_nocase(type, dl_slice_str(other[i]))) return false;
    return true;
}

static bool is_packed(dl_slice body)
{
    return dl_slice_starts(body, DL_S("\x1F\x8B"))
        || dl_slice_starts(body, DL_S("\x28\xB5\x2F\xFD"));
}

/* A file that is packed itself, not for its way: "sitemap.xml.gz". What it holds is told
 * by its name; pages and texts are kept as they were fetched, and are not taken so. */
static read_format format_of_packed(dl_slice address)
{
    char name[NAME_MAX_OF_FILE];
    if (address.n >= sizeof name) return FORMAT_UNKNOWN;
    memcpy(name, address.p, address.n);
    name[address.n] = 0;
    read_format format = read_format_of_name(name);
    return format == FORMAT_PAGE || format == FORMAT_TEXT ? FORMAT_UNKNOWN : format;
}

read_format read_fetched_format(const dl_read_tables *t, const dl_answer *answer)
{
    dl_slice type = plain_type(answer->type);
    dl_slice body = answer->body;
    bool html = dl_slice_eq_nocase(type, DL_S("text/html"));
    bool xhtml = dl_slice_eq_nocase(type, DL_S("application/xhtml+xml"));
    if (!may_be_text(type)) return FORMAT_UNKNOWN;
    if (is_packed(body)) return format_of_packed(answer->address);
    read_format seen = read_format_of_bytes(
        t, dl_slice_cut(body, 0, body.n < READ_SNIFF_MAX ? body.n : READ_SNIFF_MAX));
    /* Feeds are often sent as pages; what is sent as a page is no text. */
    if ((html || xhtml) && seen != FORMAT_FEED) return FORMAT_PAGE;
    return seen;
}

/* Whatever it was called, it is read as plain text; its charset counts. */
static void put_text_type(dl_buf *b, dl_slice type)
{
    size_t parameters = dl_slice_find_byte(type, ';', 0);
    dl_buf_str(b, "text/plain");
    if (parameters != SIZE_MAX) dl_buf_add(b, dl_slice_cut(type, parameters, type.n));
}

/* The length of the block is that of HTTP's head and the body. */
static void put_archive_head(dl_buf *b, const dl_answer *x, bool page, size_t block_n)
{
    dl_buf_fmt(b, "WARC/1.1\r\nWARC-Type: %s\r\n", page ? "response" : "conversion");
    dl_buf_str(b, "WARC-Target-URI: ");
    dl_buf_add(b, x->address);
    dl_buf_str(b, "\r\nWARC-Date: ");
    dl_buf_add(b, x->fetched);
    dl_buf_str(b, "\r\nContent-Type: ");
    if (page) dl_buf_str(b, "application/http; msgtype=response");
    else put_text_type(b, x->type);
    dl_buf_fmt(b, "\r\nContent-Length: %zu\r\n\r\n", block_n);
}

dl_slice read_fetched_head(dl_arena *a, const dl_answer *x, read_format format)
{
    bool page = format == FORMAT_PAGE;
    dl_buf http, all;
    dl_buf_init(&http, NULL);
    dl_buf_init(&all, NULL);
    if (page) {
        dl_buf_str(&http, "HTTP/1.1 200 OK\r\nContent-Type: ");
        dl_buf_add(&http, x->type.n ? x->type : DL_S("text/html"));
        dl_buf_str(&http, "\r\n\r\n");
    }
    put_archive_head(&all, x, page, http.n + x->body.n);
    dl_buf_add(&all, dl_buf_slice(&http));
    if (all.failed || http.failed) dl_arena_fail(a);
    dl_slice head = dl_arena_copy(a, dl_buf_slice(&all));
    dl_buf_free(&http);
    dl_buf_free(&all);
    return head;
}
