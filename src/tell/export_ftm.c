/* export_ftm - entities of FollowTheMoney as JSON lines: an Event for each event, and
 * those who take part, each once before the first event that names it. */
#include "export_private.h"

static void value(dl_buf *b, const char *property, dl_slice text)
{
    if (!text.n) return;
    dl_json_key(b, property);
    dl_json_open(b, '[');
    dl_json_str(b, text);
    dl_json_close(b, ']');
}

static void open_entity(dl_buf *b, dl_slice id, const char *schema)
{
    dl_json_open(b, '{');
    dl_json_kstr(b, "id", id);
    dl_json_kstr(b, "schema", dl_slice_str(schema));
    dl_json_key(b, "properties");
    dl_json_open(b, '{');
}

static void close_entity(dl_buf *b)
{
    dl_json_close(b, '}');
    dl_json_close(b, '}');
    dl_buf_byte(b, '\n');
    b->comma = false;
}

static const char *schema_of(const export_party *p)
{
    if (dl_slice_is(p->kind, "PERSON")) return "Person";
    return dl_slice_is(p->kind, "ORG") ? "Organization" : "LegalEntity";
}

/* States that are no more have codes of ISO 3166-3 there; one has none. */
static const char *const former[][2] = { { "CSK", "cshh" }, { "SUN", "suhh" }, { "YUG", "yucs" },
    { "VDR", "" } };

/* FollowTheMoney knows a country by two small letters. */
static dl_slice country_of(dl_export *x, dl_slice code)
{
    for (size_t i = 0; i < sizeof former / sizeof *former; i++)
        if (dl_slice_is(code, former[i][0])) return dl_slice_str(former[i][1]);
    dl_slice iso2 = dl_arena_copy(x->event_arena, export_country(x, code, EXPORT_COUNTRY_ISO2));
    char *p = (char *)(uintptr_t)iso2.p;
    for (size_t i = 0; p && i < iso2.n; i++) p[i] = (char)(p[i] | 0x20);
    return iso2;
}

static void party(dl_export *x, const export_party *p)
{
    uint32_t known = x->seen.names.n;
    if (!p->id.n || dl_intern(&x->seen, p->id) <= known) return;
    dl_buf *b = &x->out;
    open_entity(b, p->id, schema_of(p));
    value(b, "name", p->name);
    value(b, "country", country_of(x, p->country));
    if (dl_slice_is(p->kind, "PERSON")) value(b, "position", p->title);
    close_entity(b);
}

/* Values of one property from both sides: ids of entities, or names of what is none. */
static void both_sides(dl_export *x, const export_event *e, const char *property, bool ids)
{
    const export_parties *side[] = { &e->actors, &e->recipients };
    bool open = false;
    dl_interner once = { .arena = x->event_arena };
    for (uint32_t i = 0; i < e->actors.n + e->recipients.n; i++) {
        uint32_t s = i >= e->actors.n;
        const export_party *p = &side[s]->at[s ? i - e->actors.n : i];
        dl_slice text = ids ? p->id : p->name;
        uint32_t known = once.names.n;
        if ((p->id.n > 0) != ids || dl_intern(&once, text) <= known) continue;
        if (!open) dl_json_key(&x->out, property);
        if (!open) dl_json_open(&x->out, '[');
        open = true;
        dl_json_str(&x->out, text);
    }
    if (open) dl_json_close(&x->out, ']');
}

/* The addresses or outlets of the reports, each once. */
static void sources(dl_export *x, const export_event *e, const char *property, bool urls)
{
    dl_interner once = { .arena = x->event_arena };
    for (uint32_t i = 0; i < e->tellings; i++)
        dl_intern(&once, urls ? e->told[i].url : e->told[i].outlet);
    if (!once.names.n) return;
    dl_json_key(&x->out, property);
    dl_json_open(&x->out, '[');
    for (uint32_t i = 0; i < once.names.n; i++) dl_json_str(&x->out, once.names.at[i]);
    dl_json_close(&x->out, ']');
}

static void event(dl_export *x, const export_event *e)
{
    dl_buf *b = &x->out;
    for (uint32_t i = 0; i < e->actors.n; i++) party(x, &e->actors.at[i]);
    for (uint32_t i = 0; i < e->recipients.n; i++) party(x, &e->recipients.at[i]);
    open_entity(b, e->id, "Event");
    value(b, "name", export_headline(x, e));
    value(b, "summary", e->sentence);
    bool early = export_is_early(e);
    if (!early) value(b, "startDate", e->from);
    if (!early) value(b, "endDate", e->to);
    value(b, "location", e->place.name);
    value(b, "country", country_of(x, e->place.country));
    value(b, "keywords", e->type);
    value(b, "recordId", e->id);
    if (e->corrected.n) value(b, "notes", export_note(x, e));
    both_sides(x, e, "involved", true);
    both_sides(x, e, "namesMentioned", false);
    sources(x, e, "sourceUrl", true);
    sources(x, e, "publisher", false);
    close_entity(b);
}

const export_format export_ftm = {
    .name = "ftm",
    .wants = EXPORT_HAPPENED,
    .late = true,
    .event = event,
};
