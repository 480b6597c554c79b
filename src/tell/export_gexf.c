/* export_gexf - who did something to whom as a network (GEXF 1.3): a node for each who
 * takes part, a directed edge for each event of an actor and a recipient, with the time
 * of the event; parallel edges are told apart by their kind, the type. */
#include "export_private.h"

static void begin(dl_export *x)
{
    dl_buf_str(&x->out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
        "<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\""
        " timerepresentation=\"interval\">\n"
        "<attributes class=\"node\">\n"
        "<attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n"
        "<attribute id=\"country\" title=\"country\" type=\"string\"/>\n"
        "<attribute id=\"code\" title=\"code\" type=\"string\"/>\n"
        "</attributes>\n"
        "<attributes class=\"edge\">\n"
        "<attribute id=\"event\" title=\"event\" type=\"string\"/>\n"
        "<attribute id=\"type\" title=\"type\" type=\"string\"/>\n"
        "<attribute id=\"cameo\" title=\"cameo\" type=\"string\"/>\n"
        "<attribute id=\"quad\" title=\"quad\" type=\"integer\"/>\n"
        "<attribute id=\"status\" title=\"status\" type=\"string\"/>\n"
        "<attribute id=\"sure\" title=\"sure\" type=\"string\"/>\n"
        "<attribute id=\"reports\" title=\"reports\" type=\"integer\"/>\n"
        "<attribute id=\"corrected\" title=\"corrected\" type=\"string\"/>\n"
        "</attributes>\n"
        "<nodes>\n");
}

static void attribute(dl_buf *b, const char *name, dl_slice value)
{
    if (!value.n) return;
    dl_buf_fmt(b, " %s=\"", name);
    export_xml(b, value);
    dl_buf_byte(b, '"');
}

static void attvalue(dl_buf *b, const char *name, dl_slice value)
{
    if (!value.n) return;
    dl_buf_fmt(b, "<attvalue for=\"%s\"", name);
    attribute(b, "value", value);
    dl_buf_str(b, "/>");
}

static void attvalue_int(dl_buf *b, const char *name, int64_t n)
{
    if (n) dl_buf_fmt(b, "<attvalue for=\"%s\" value=\"%lld\"/>", name, (long long)n);
}

/* Who is no entity of the record is known by the name. */
static dl_slice node_id(dl_export *x, const export_party *p)
{
    dl_buf b;
    if (p->id.n) return p->id;
    dl_buf_init(&b, x->mem);
    dl_buf_str(&b, "name:");
    dl_buf_add(&b, p->name);
    dl_slice id = dl_arena_copy(x->event_arena, dl_buf_slice(&b));
    if (b.failed) x->failed = true;
    dl_buf_free(&b);
    return id;
}

static void node(dl_export *x, const export_party *p)
{
    dl_slice id = node_id(x, p);
    uint32_t known = x->seen.names.n;
    if (dl_intern(&x->seen, id) <= known) return;
    dl_buf *b = &x->out;
    dl_buf_str(b, "<node");
    attribute(b, "id", id);
    attribute(b, "label", p->name);
    dl_buf_str(b, "><attvalues>");
    attvalue(b, "kind", p->kind);
    attvalue(b, "country", p->country);
    attvalue(b, "code", p->code);
    dl_buf_str(b, "</attvalues></node>\n");
}

static void edge_values(dl_buf *b, const export_event *e)
{
    dl_buf_str(b, "<attvalues>");
    attvalue(b, "event", e->id);
    attvalue(b, "type", e->type);
    attvalue(b, "cameo", e->cameo);
    attvalue_int(b, "quad", e->quad);
    attvalue(b, "status", e->status);
    attvalue(b, "sure", e->sure);
    attvalue_int(b, "reports", e->reports);
    attvalue(b, "corrected", e->corrected);
    dl_buf_str(b, "</attvalues>");
}

static void edge(dl_export *x, const export_event *e, const export_pair *p)
{
    dl_buf *b = &x->later;
    dl_buf_str(b, "<edge");
    dl_buf_str(b, " id=\"");
    export_xml(b, e->id);
    if (p->n) dl_buf_fmt(b, ".%u", (unsigned)p->n);
    dl_buf_byte(b, '"');
    attribute(b, "source", node_id(x, p->actor));
    attribute(b, "target", node_id(x, p->recipient));
    attribute(b, "label", e->tellings && e->told[0].text.n ? e->told[0].text : e->lemma);
    attribute(b, "kind", e->type);
    attribute(b, "start", e->from);
    attribute(b, "end", e->to);
    dl_buf_str(b, " weight=\"1\">");
    edge_values(b, e);
    dl_buf_str(b, "</edge>\n");
}

static void event(dl_export *x, const export_event *e)
{
    for (export_pair p = { 0 }; export_next_pair(e, &p);) {
        if (!p.recipient) continue; /* with itself alone */
        node(x, p.actor);
        node(x, p.recipient);
        edge(x, e, &p);
    }
}

static void end(dl_export *x)
{
    dl_buf_str(&x->out, "</nodes>\n<edges>\n");
    dl_buf_add(&x->out, dl_buf_slice(&x->later));
    dl_buf_str(&x->out, "</edges>\n</graph>\n</gexf>\n");
}

const export_format export_gexf = {
    .name = "gexf",
    .wants = EXPORT_BOTH,
    .pairs = true,
    .begin = begin,
    .event = event,
    .end = end,
};
