/* export_atom - a feed (RFC 4287) with an entry for each event. Updated is the day of its
 * latest report, so that the same record gives the same feed; status and type are
 * categories. Ids are UUIDs made of the events' ids. */
#include "export_private.h"

/* A UUID of version 8 (RFC 9562): a hash, with the bits that say so. */
static void add_uuid(dl_buf *b, dl_slice id)
{
    dl_slice part[] = { DL_S("dateline event"), id };
    dl_sha256 hash = dl_sha256_parts(part, 2);
    char hex[65];
    hash.byte[6] = (uint8_t)((hash.byte[6] & 0x0f) | 0x80);
    hash.byte[8] = (uint8_t)((hash.byte[8] & 0x3f) | 0x80);
    dl_sha256_hex(&hash, hex);
    dl_buf_fmt(b, "<id>urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s</id>", hex, hex + 8, hex + 12, hex + 16,
        hex + 20);
}

static void add_updated(dl_buf *b, dl_slice day)
{
    dl_buf_fmt(b, "<updated>%.*sT00:00:00Z</updated>", (int)day.n, day.p);
}

static void category(dl_buf *b, const char *scheme, dl_slice term)
{
    if (!term.n) return;
    dl_buf_fmt(b, "<category scheme=\"urn:dateline:%s\" term=\"", scheme);
    export_xml(b, term);
    dl_buf_str(b, "\"/>");
}

/* Where it is told; an address that is none of the web's is no link. */
static void links(dl_export *x, const export_event *e)
{
    dl_interner once = { .arena = x->event_arena };
    for (uint32_t i = 0; i < e->tellings; i++) {
        dl_slice url = e->told[i].url;
        uint32_t known = once.names.n;
        bool web = dl_slice_starts(url, DL_S("http://")) || dl_slice_starts(url, DL_S("https://"));
        if (!web || dl_intern(&once, url) <= known) continue;
        dl_buf_str(&x->later, "<link rel=\"via\" href=\"");
        export_xml(&x->later, url);
        dl_buf_str(&x->later, "\"/>");
    }
}

static void event(dl_export *x, const export_event *e)
{
    dl_buf *b = &x->later;
    dl_buf_str(b, "<entry>");
    add_uuid(b, e->id);
    export_xml_element(b, "title", export_headline(x, e));
    add_updated(b, export_last_report(e));
    category(b, "status", e->status);
    category(b, "sure", e->sure);
    category(b, "type", e->type);
    category(b, "corrected", e->corrected);
    links(x, e);
    dl_buf_str(b, "<content type=\"text\">");
    export_xml(b, e->sentence);
    dl_buf_str(b, "</content></entry>\n");
}

static void end(dl_export *x)
{
    dl_buf *b = &x->out;
    dl_buf_str(b,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">");
    add_uuid(b, DL_S(""));
    dl_buf_str(b, "<title>Events</title><author><name>Dateline</name></author>");
    add_updated(b, x->last[0] ? dl_slice_str(x->last) : DL_S("1970-01-01"));
    dl_buf_byte(b, '\n');
    dl_buf_add(b, dl_buf_slice(&x->later));
    dl_buf_str(b, "</feed>\n");
}

const export_format export_atom = {
    .name = "atom",
    .wants = EXPORT_REPORTED,
    .event = event,
    .end = end,
};
