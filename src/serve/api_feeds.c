/* api_feeds - stories as Atom (RFC 4287) and JSON Feed 1.1, the latest first.
 *
 * `updated` is the day of a story's newest report, never the clock's; a story without
 * a day cannot stand in a feed and is left out. Ids are UUIDs made of the stories'
 * ids. */
#include <stdio.h>

#include "api.h"
#include "ask.h"
#include "writer.h"

enum { UUID_MAX = 48 };

/* A UUID of version 8 (RFC 9562): a hash, with the bits that say so. */
static void uuid_of(dl_slice id, char out[UUID_MAX])
{
    dl_slice part[] = { DL_S("dateline story"), id };
    dl_sha256 hash = dl_sha256_parts(part, 2);
    char hex[65];
    hash.byte[6] = (uint8_t)((hash.byte[6] & 0x0f) | 0x80);
    hash.byte[8] = (uint8_t)((hash.byte[8] & 0x3f) | 0x80);
    dl_sha256_hex(&hash, hex);
    snprintf(out, UUID_MAX, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
        hex + 20);
}

typedef struct feed {
    const serve_request *r;
    serve_answer *a;
    web_writer w;
    dl_buf rows; /* entries; the feed's own day, which stands before, is the first's */
    dl_buf text; /* of one value */
    char day[16];
} feed;

static dl_slice moment(feed *f, const char *day)
{
    dl_buf_clear(&f->text);
    dl_buf_fmt(&f->text, "%sT00:00:00Z", day);
    return dl_buf_slice(&f->text);
}

/* The server's own address, under the name it was asked by, and a path behind it. */
static dl_slice own_address(feed *f, const char *path, const char *id)
{
    dl_buf_clear(&f->text);
    dl_buf_fmt(&f->text, "http://%s%s", f->r->host, path);
    if (id) serve_address_part(&f->text, dl_slice_str(id));
    return dl_buf_slice(&f->text);
}

static void add_count(dl_buf *b, const char *number, const char *what)
{
    dl_buf_fmt(b, "%s %s%s", number, what, strcmp(number, "1") == 0 ? "" : "s");
}

/* "5 reports of 4 outlets, 2021-03-24 to 2021-07-07" */
static dl_slice summary(feed *f, const dateline_row *row)
{
    const char *first = serve_value(row, "first"), *last = serve_value(row, "last");
    dl_buf_clear(&f->text);
    add_count(&f->text, serve_value(row, "reports"), "report");
    dl_buf_str(&f->text, " of ");
    add_count(&f->text, serve_value(row, "outlets"), "outlet");
    dl_buf_fmt(&f->text, ", %s", first);
    if (strcmp(first, last) != 0) dl_buf_fmt(&f->text, " to %s", last);
    return dl_buf_slice(&f->text);
}

static bool is_dated(feed *f, const dateline_row *row)
{
    const char *last = serve_value(row, "last");
    if (*last && !f->day[0]) snprintf(f->day, sizeof f->day, "%s", last);
    return *last != 0;
}

static bool read_stories(feed *f, dateline *d, dateline_visit put)
{
    serve_request latest = *f->r;
    serve_rows rows = { .visit = put, .user = f };
    latest.filter.sort = "last";
    return serve_list(&latest, d, "story heads", &rows, f->a);
}

static void begin(feed *f, const serve_request *r, serve_answer *a)
{
    *f = (feed){ .r = r, .a = a };
    dl_buf_init(&f->rows, NULL);
    dl_buf_init(&f->text, NULL);
}

static void end(feed *f)
{
    f->a->body.failed |= f->rows.failed || f->text.failed;
    dl_buf_free(&f->rows);
    dl_buf_free(&f->text);
}

/* ---- Atom */

static void link(web_writer *w, const char *rel, dl_slice address)
{
    web_open(w, "link");
    web_attribute(w, "rel", dl_slice_str(rel));
    web_address(w, "href", address);
    web_close(w);
}

static void head(feed *f, web_writer *w, dl_slice title, const char *day, dl_slice id)
{
    char uuid[UUID_MAX];
    uuid_of(id, uuid);
    web_element(w, "id", dl_slice_str(uuid));
    web_element(w, "title", title);
    web_element(w, "updated", moment(f, day));
}

static bool put_entry(void *user, const dateline_row *row)
{
    feed *f = user;
    const char *id = serve_value(row, "id");
    if (!is_dated(f, row)) return true;
    web_open(&f->w, "entry");
    head(f, &f->w, dl_slice_str(serve_value(row, "title")), serve_value(row, "last"),
        dl_slice_str(id));
    link(&f->w, "alternate", own_address(f, "/stories/", id));
    web_element(&f->w, "summary", summary(f, row));
    web_close(&f->w);
    return true;
}

static void put_atom(feed *f)
{
    web_writer w;
    web_begin_xml(&w, &f->a->body);
    web_open(&w, "feed");
    web_attribute(&w, "xmlns", DL_S("http://www.w3.org/2005/Atom"));
    head(f, &w, DL_S("Stories"), f->day[0] ? f->day : "1970-01-01", DL_S(""));
    web_open(&w, "author");
    web_element(&w, "name", DL_S("Dateline"));
    web_close(&w);
    link(&w, "self", own_address(f, "/feed.atom", NULL));
    link(&w, "alternate", own_address(f, "/", NULL));
    dl_buf_byte(&f->a->body, '\n');
    dl_buf_add(&f->a->body, dl_buf_slice(&f->rows));
    web_end(&w);
    dl_buf_byte(&f->a->body, '\n');
    if (w.fault || f->w.fault) serve_problem(f->a, 500, "the feed cannot be written");
}

void serve_feed_atom(const serve_request *r, dateline *d, serve_answer *a)
{
    feed f;
    begin(&f, r, a);
    f.w = (web_writer){ .b = &f.rows, .xml = true };
    a->type = "application/atom+xml";
    if (read_stories(&f, d, put_entry)) put_atom(&f);
    end(&f);
}

/* ---- JSON Feed */

static bool put_item(void *user, const dateline_row *row)
{
    feed *f = user;
    char uuid[UUID_MAX];
    const char *id = serve_value(row, "id");
    if (!is_dated(f, row)) return true;
    uuid_of(dl_slice_str(id), uuid);
    dl_json_open(&f->rows, '{');
    dl_json_kstr(&f->rows, "id", dl_slice_str(uuid));
    dl_json_kstr(&f->rows, "url", own_address(f, "/stories/", id));
    dl_json_kstr(&f->rows, "title", dl_slice_str(serve_value(row, "title")));
    dl_json_kstr(&f->rows, "content_text", summary(f, row));
    dl_json_kstr(&f->rows, "date_modified", moment(f, serve_value(row, "last")));
    dl_json_close(&f->rows, '}');
    return true;
}

void serve_feed_json(const serve_request *r, dateline *d, serve_answer *a)
{
    feed f;
    begin(&f, r, a);
    a->type = "application/feed+json";
    if (read_stories(&f, d, put_item)) {
        dl_json_open(&a->body, '{');
        dl_json_kstr(&a->body, "version", DL_S("https://jsonfeed.org/version/1.1"));
        dl_json_kstr(&a->body, "title", DL_S("Stories"));
        dl_json_kstr(&a->body, "home_page_url", own_address(&f, "/", NULL));
        dl_json_kstr(&a->body, "feed_url", own_address(&f, "/feed.json", NULL));
        dl_json_key(&a->body, "items");
        dl_json_open(&a->body, '[');
        dl_buf_add(&a->body, dl_buf_slice(&f.rows));
        dl_json_close(&a->body, ']');
        dl_json_close(&a->body, '}');
        dl_buf_byte(&a->body, '\n');
    }
    end(&f);
}
