/* leads - where a feed leads. In: a feed as it was fetched, or a list of feeds (OPML).
 * Out: the address of each entry with its last change, or of each feed.
 *
 * A feed is read as inputs are: its entries are records, and whatever names an address
 * counts. A list of feeds is XML in which elements "outline" have attributes "xmlUrl". */
#include "feed.h"
#include "xml.h"

enum { LEADS_MOST = 2000 /* of one feed: the newest stand first in most */ };

typedef struct leading {
    dl_lead_visit visit;
    void *user;
    unsigned told;
    bool enough;
    bool any_record, any_other; /* entries; what is none: a page */
} leading;

static void tell(leading *l, const dl_lead *lead)
{
    if (l->enough || l->told == LEADS_MOST) return;
    l->told++;
    l->enough = !l->visit(l->user, lead);
}

/* ---- lists of feeds */

static bool is_list(dl_slice s) { return dl_slice_starts_nocase(read_feed_root(s), DL_S("<opml")); }

static void XMLCALL on_element(void *user, const char *name, const char **attribute)
{
    leading *l = user;
    if (!dl_slice_eq_nocase(dl_slice_str(name), DL_S("outline"))) return;
    for (; *attribute; attribute += 2) {
        if (!dl_slice_eq_nocase(dl_slice_str(attribute[0]), DL_S("xmlUrl"))) continue;
        dl_lead lead = { .address = dl_slice_trim(dl_slice_str(attribute[1])), .is_feed = true };
        if (lead.address.n) tell(l, &lead);
    }
}

static const char *leads_of_list(leading *l, dl_slice s)
{
    XML_Parser parser = read_xml_parser(NULL, READ_XML_MOST + 2 * s.n);
    if (!parser || s.n > INT32_MAX) {
        if (parser) XML_ParserFree(parser);
        return "out of memory";
    }
    XML_SetUserData(parser, l);
    XML_SetStartElementHandler(parser, on_element);
    XML_UseForeignDTD(parser, XML_TRUE);
    enum XML_Status status = XML_Parse(parser, s.p, (int)s.n, 1);
    const char *fault = status == XML_STATUS_OK ? NULL : XML_ErrorString(XML_GetErrorCode(parser));
    XML_ParserFree(parser);
    return l->told ? NULL : fault; /* what stands in front of a fault is of use */
}

/* ---- feeds */

/* The feed itself stands under its address. */
static bool give(void *ctx, dl_slice address, dl_wait wait, dl_arena *a, dl_answer *out)
{
    (void)address;
    (void)wait;
    (void)a;
    *out = *(const dl_answer *)ctx;
    return true;
}

static void take_record(leading *l, dl_doc *d, const dl_read_tables *t, const dl_raw *raw)
{
    bool entry = raw->kind == DL_RAW_ENTRY || raw->kind == DL_RAW_JSON || raw->kind == DL_RAW_ROW;
    l->any_record |= entry;
    l->any_other |= !entry;
    if (!entry) return;
    dl_read_decode(d, t, raw);
    if (dl_failed(&d->err) || !d->text.url.n) return;
    dl_lead lead = { .address = d->text.url, .changed = d->text.date_modified };
    tell(l, &lead);
}

static const char *leads_of_feed(
    leading *l, const dl_mem *m, const dl_read_tables *t, const dl_answer *feed)
{
    static const char *const input[] = { "http://feed/" };
    dl_web web = { give, (void *)(uintptr_t)feed };
    dl_doc *d = dl_doc_new(m);
    dl_reader *r = d ? dl_reader_new(m, t, input, 1, (dl_wait){ NULL, NULL }) : NULL;
    bool starved = !r;
    dl_raw raw;
    if (r) dl_reader_open_by(r, &web);
    while (!starved && !l->enough && dl_reader_next(r, d->arena, &raw)) {
        dl_doc_bound(d, raw.bytes.n);
        take_record(l, d, t, &raw);
        dl_doc_ok(d);
        starved = d->err.code == DL_ENOMEM;
        dl_doc_reset(d);
    }
    starved |= d && dl_arena_failed(d->arena);
    dl_reader_free(r);
    dl_doc_free(d);
    return starved ? "out of memory" : NULL;
}

const char *dl_read_leads(const dl_mem *m, const dl_read_tables *t, const dl_answer *feed,
    dl_lead_visit visit, void *user)
{
    leading l = { .visit = visit, .user = user };
    if (is_list(feed->body)) return leads_of_list(&l, feed->body);
    const char *why = leads_of_feed(&l, m, t, feed);
    if (why || l.any_record || !l.any_other) return why;
    return "neither a feed nor a list of feeds";
}

dl_slice dl_read_address_key(dl_arena *a, const dl_read_tables *t, dl_slice address)
{
    return dl_url_key(a, t->url, address);
}
