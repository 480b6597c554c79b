/* export_event - an event read from the JSON of its row; what formats ask of it. */
#include "export_private.h"

static dl_slice text(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_string(v)) return (dl_slice){ NULL, 0 };
    return dl_slice_of(json_string_value(v), json_string_length(v));
}

static int64_t number(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static bool real(const json_t *o, const char *key, double *out)
{
    const json_t *v = json_object_get(o, key);
    *out = json_number_value(v);
    return json_is_number(v);
}

static bool read_parties(dl_export *x, const json_t *row, const char *key, export_parties *out)
{
    const json_t *list = json_object_get(row, key);
    *out = (export_parties){ .n = (uint32_t)json_array_size(list) };
    out->at = dl_arena_array(x->event_arena, out->n + 1, sizeof *out->at);
    for (uint32_t i = 0; out->at && i < out->n; i++) {
        const json_t *o = json_array_get(list, i);
        out->at[i] = (export_party){ .id = text(o, "entity"),
            .name = text(o, "name"),
            .raw = text(o, "raw"),
            .kind = text(o, "kind"),
            .title = text(o, "title"),
            .country = text(o, "country"),
            .code = text(o, "code") };
    }
    return out->at != NULL;
}

static void read_place(const json_t *row, export_place *p)
{
    const json_t *o = json_object_get(row, "place");
    *p = (export_place){ .name = text(o, "name"),
        .country = text(o, "country"),
        .admin1 = text(o, "admin1"),
        .precision = text(o, "precision"),
        .geonames = number(o, "geonames") };
    bool has_lat = real(o, "lat", &p->lat);
    p->has_point = real(o, "lon", &p->lon) && has_lat;
}

static bool read_tellings(dl_export *x, const json_t *row, export_event *e)
{
    const json_t *list = json_object_get(row, "told");
    dl_interner reports = { .arena = x->event_arena };
    e->tellings = (uint32_t)json_array_size(list);
    e->told = dl_arena_array(x->event_arena, e->tellings + 1, sizeof *e->told);
    for (uint32_t i = 0; e->told && i < e->tellings; i++) {
        const json_t *o = json_array_get(list, i);
        e->told[i] = (export_telling){ .report = text(o, "report"),
            .outlet = text(o, "outlet"),
            .title = text(o, "title"),
            .url = text(o, "url"),
            .language = text(o, "language"),
            .date = text(o, "date"),
            .text = text(o, "text"),
            .start = number(o, "start"),
            .sentence = number(o, "sentence"),
            .length = number(o, "length"),
            .in_title = text(o, "in").n > 0 };
        dl_intern(&reports, e->told[i].report);
    }
    e->reports = reports.names.n;
    return e->told != NULL;
}

/* The number of dead of the first report that tells one, by its lower bound. */
static void read_killed(const json_t *row, export_event *e)
{
    const json_t *list = json_object_get(row, "counts");
    for (size_t i = 0; !e->has_killed && i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        if (dl_slice_is(text(o, "kind"), "killed")) e->has_killed = real(o, "min", &e->killed);
    }
}

bool export_read(dl_export *x, json_t *row, export_event *e)
{
    *e = (export_event){ .id = text(row, "id"),
        .status = text(row, "status"),
        .type = text(row, "type"),
        .act = text(row, "act"),
        .mode = text(row, "mode"),
        .cameo = text(row, "cameo"),
        .lemma = text(row, "lemma"),
        .contexts = text(row, "contexts"),
        .from = text(row, "time_from"),
        .to = text(row, "time_to"),
        .precision = text(row, "time_precision"),
        .certainty = text(row, "certainty"),
        .sure = text(row, "sure"),
        .story = text(row, "story"),
        .story_title = text(row, "story_title"),
        .sentence = dl_slice_trim(text(row, "sentence")),
        .people = text(row, "people"),
        .organisations = text(row, "organisations"),
        .places = text(row, "places"),
        .corrected = text(row, "corrected"),
        .quad = number(row, "quad"),
        .outlets = number(row, "outlets") };
    e->has_goldstein = real(row, "goldstein", &e->goldstein);
    read_killed(row, e);
    read_place(row, &e->place);
    return read_parties(x, row, "actors", &e->actors)
        && read_parties(x, row, "recipients", &e->recipients) && read_tellings(x, row, e);
}

/* ---- what is made of it */

enum { NAMES_MAX = 5 };

static bool is_among(const export_party *p, const export_parties *those)
{
    for (uint32_t i = 0; i < those->n && i < NAMES_MAX; i++)
        if (export_same(p, &those->at[i])) return true;
    return false;
}

/* The names of a side, but those that stand on the other; at most so many. */
static void add_names(dl_buf *b, const export_parties *p, const export_parties *other)
{
    uint32_t names = 0;
    for (uint32_t i = 0; i < p->n && names < NAMES_MAX; i++) {
        if (is_among(&p->at[i], other)) continue;
        dl_buf_str(b, names++ ? ", " : "");
        dl_buf_add(b, p->at[i].name);
    }
}

dl_slice export_headline(dl_export *x, const export_event *e)
{
    dl_buf b;
    dl_buf_init(&b, x->mem);
    if (!dl_slice_is(e->status, "happened")) {
        dl_buf_add(&b, e->status);
        dl_buf_str(&b, ": ");
    }
    static const export_parties nobody;
    add_names(&b, &e->actors, &nobody);
    if (e->actors.n) dl_buf_byte(&b, ' ');
    dl_buf_add(&b, e->tellings && e->told[0].text.n ? e->told[0].text : e->lemma);
    if (e->recipients.n) dl_buf_byte(&b, ' ');
    add_names(&b, &e->recipients, &e->actors);
    dl_slice headline = dl_arena_copy(x->event_arena, dl_slice_trim(dl_buf_slice(&b)));
    if (b.failed) x->failed = true;
    dl_buf_free(&b);
    return headline;
}

dl_slice export_note(dl_export *x, const export_event *e)
{
    dl_buf b;
    if (!e->corrected.n) return DL_S("");
    dl_buf_init(&b, x->mem);
    dl_buf_str(&b, "Corrected by people: ");
    for (size_t i = 0; i < e->corrected.n; i++) {
        bool parts = e->corrected.p[i] == ';';
        dl_buf_add(&b, parts ? DL_S(", ") : dl_slice_cut(e->corrected, i, i + 1));
    }
    dl_slice note = dl_arena_copy(x->event_arena, dl_buf_slice(&b));
    if (b.failed) x->failed = true;
    dl_buf_free(&b);
    return note;
}

dl_slice export_last_report(const export_event *e)
{
    dl_slice last = { "", 0 };
    for (uint32_t i = 0; i < e->tellings; i++)
        if (dl_slice_cmp(e->told[i].date, last) > 0) last = e->told[i].date;
    return last;
}

bool export_is_early(const export_event *e) { return e->from.n && *e->from.p == '0'; }

dl_slice export_first_report(const export_event *e)
{
    dl_slice first = { "", 0 };
    for (uint32_t i = 0; i < e->tellings; i++) {
        dl_slice day = e->told[i].date;
        if (day.n && (!first.n || dl_slice_cmp(day, first) < 0)) first = day;
    }
    return first;
}

/* ---- codes */

dl_slice export_country(const dl_export *x, dl_slice code, uint32_t column)
{
    int64_t row = code.n ? dl_table_find(x->o.countries, code) : -1;
    if (row < 0) return DL_S("");
    return dl_table_cell(x->o.countries, (uint32_t)row, column);
}

enum { CODE_PART = 3 };

static dl_slice part_of(dl_slice code, size_t i)
{
    size_t from = i * CODE_PART;
    return code.n >= from + CODE_PART ? dl_slice_cut(code, from, from + CODE_PART) : DL_S("");
}

/* The first part is a country, IGO (organisations of states, which one stands behind) or,
 * where no country is known, a sector. */
export_code export_split_code(const dl_export *x, dl_slice code)
{
    export_code c = { 0 };
    size_t i = 0;
    dl_slice first = part_of(code, 0);
    if (export_country(x, first, EXPORT_COUNTRY_NAME).n) c.country = part_of(code, i++);
    if (dl_slice_is(part_of(code, i), "IGO")) {
        c.sector[c.sectors++] = part_of(code, i++);
        c.organisation = part_of(code, i++);
    }
    while (c.sectors < 3 && part_of(code, i).n) c.sector[c.sectors++] = part_of(code, i++);
    return c;
}
