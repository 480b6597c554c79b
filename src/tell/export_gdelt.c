/* export_gdelt - GDELT 2.0: events (61 columns) and their mentions (16), parted by tabs,
 * without a heading. A row for each actor with each recipient; its number is made of the
 * event's id, so that it stays. Columns of what the record does not know are empty. */
#include "export_private.h"

enum { GEO_COLUMNS = 8, ACTOR_COLUMNS = 10 };

static int64_t digits(dl_slice s, size_t from, size_t to)
{
    int64_t n = 0;
    for (size_t i = from; i < to && i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') n = n * 10 + s.p[i] - '0';
    return n;
}

/* 63 bits of a hash of id and pair. */
static int64_t event_number(const export_event *e, uint32_t pair)
{
    return (int64_t)(dl_hash64(e->id, pair) >> 1);
}

/* 20161216 and, with `time`, 000000 behind it. */
static void day_cell(export_cells *c, dl_slice day, bool time)
{
    int64_t n = digits(day, 0, 10);
    if (!day.n) export_empty(c, 1);
    else export_cell_int(c, time ? n * 1000000 : n);
}

static void date_cells(export_cells *c, const export_event *e)
{
    int64_t year = digits(e->from, 0, 4);
    int64_t month = digits(e->from, 5, 7);
    int64_t day = digits(e->from, 8, 10);
    int64_t part = ((month - 1) * 30 + day) * 10000 / 365; /* as GDELT's codebook has it */
    day_cell(c, e->from, false);
    export_cell_int(c, year * 100 + month);
    export_cell_int(c, year);
    export_cell_num(c, (double)(year * 10000 + part) / 10000);
}

static void actor_cells(export_cells *c, const export_party *p)
{
    if (!p) {
        export_empty(c, ACTOR_COLUMNS);
        return;
    }
    export_code code = export_split_code(c->x, p->code);
    export_cell(c, p->code);
    export_cell(c, p->name);
    export_cell(c, code.country.n ? code.country : p->country);
    export_cell(c, code.organisation);
    export_empty(c, 3);
    for (uint32_t i = 0; i < 3; i++) export_cell(c, code.sector[i]);
}

static bool is_root(const export_event *e)
{
    for (uint32_t i = 0; i < e->tellings; i++)
        if (e->told[i].in_title || e->told[i].sentence <= 1) return true;
    return false;
}

static void code_cells(export_cells *c, const export_event *e)
{
    export_cell_int(c, is_root(e));
    export_cell(c, e->cameo);
    export_cell(c, dl_slice_cut(e->cameo, 0, e->cameo.n < 3 ? e->cameo.n : 3));
    export_cell(c, dl_slice_cut(e->cameo, 0, e->cameo.n < 2 ? e->cameo.n : 2));
    export_cell_int(c, e->quad);
    if (e->has_goldstein) export_cell_num(c, e->goldstein);
    else export_empty(c, 1);
    export_cell_int(c, e->tellings);
    export_cell_int(c, e->outlets);
    export_cell_int(c, e->reports);
    export_empty(c, 1);
}

/* 1 country; 2 state, 3 city of the USA; 4 city, 5 division elsewhere. */
static int geo_type(const export_place *p)
{
    bool usa = dl_slice_is(p->country, "USA");
    if (dl_slice_is(p->precision, "country")) return 1;
    if (dl_slice_is(p->precision, "admin1")) return usa ? 2 : 5;
    return usa ? 3 : 4;
}

static void full_name_cell(export_cells *c, const export_place *p, dl_slice country)
{
    dl_buf name;
    dl_buf_init(&name, c->x->mem);
    dl_buf_add(&name, p->name);
    if (geo_type(p) != 1 && country.n) {
        dl_buf_str(&name, ", ");
        dl_buf_add(&name, country);
    }
    if (name.failed) c->x->failed = true;
    export_cell(c, dl_buf_slice(&name));
    dl_buf_free(&name);
}

static void geo_cells(export_cells *c, const export_place *p)
{
    if (!p->has_point) {
        export_empty(c, GEO_COLUMNS);
        return;
    }
    export_cell_int(c, geo_type(p));
    full_name_cell(c, p, export_country(c->x, p->country, EXPORT_COUNTRY_NAME));
    export_cell(c, export_country(c->x, p->country, EXPORT_COUNTRY_FIPS));
    export_empty(c, 2); /* codes of divisions, not names */
    export_cell_num(c, p->lat);
    export_cell_num(c, p->lon);
    export_empty(c, 1); /* a number of the GNS or GNIS */
}

static void event(dl_export *x, const export_event *e)
{
    export_cells c = { .x = x, .separator = '\t' };
    for (export_pair p = { 0 }; export_next_pair(e, &p);) {
        export_cell_int(&c, event_number(e, p.n));
        date_cells(&c, e);
        actor_cells(&c, p.actor);
        actor_cells(&c, p.recipient);
        code_cells(&c, e);
        export_empty(&c, 2 * GEO_COLUMNS); /* where the actors are */
        geo_cells(&c, &e->place);
        day_cell(&c, export_first_report(e), true);
        export_cell(&c, e->tellings ? e->told[0].url : DL_S(""));
        export_cells_end(&c);
    }
}

/* ---- mentions */

enum { MENTION_WEB = 1, MENTION_CITATION = 2 };

/* Per cent, as often as events of that grade were right when read
 * (docs/decisions/76-how-sure.md); empty where there is no grade. */
static void confidence_cell(export_cells *c, const export_event *e)
{
    enum { HIGH = 75, MIDDLE = 50, LOW = 15 };
    if (dl_slice_is(e->sure, "high")) export_cell_int(c, HIGH);
    else if (dl_slice_is(e->sure, "middle")) export_cell_int(c, MIDDLE);
    else if (dl_slice_is(e->sure, "low")) export_cell_int(c, LOW);
    else export_empty(c, 1);
}

static void mention(export_cells *c, const export_event *e, uint32_t pair, const export_telling *t)
{
    export_cell_int(c, event_number(e, pair));
    day_cell(c, export_first_report(e), true);
    day_cell(c, t->date, true);
    export_cell_int(c, t->url.n ? MENTION_WEB : MENTION_CITATION);
    export_cell(c, t->outlet);
    export_cell(c, t->url.n ? t->url : t->report);
    export_cell_int(c, t->in_title ? 0 : t->sentence);
    export_empty(c, 2);
    export_cell_int(c, t->start);
    export_cell_int(c, 1);
    confidence_cell(c, e);
    export_cell_int(c, t->length);
    export_empty(c, 3);
    export_cells_end(c);
}

static void mentions(dl_export *x, const export_event *e)
{
    export_cells c = { .x = x, .separator = '\t' };
    for (export_pair p = { 0 }; export_next_pair(e, &p);)
        for (uint32_t i = 0; i < e->tellings; i++) mention(&c, e, p.n, &e->told[i]);
}

#define GDELT_WANTS (EXPORT_HAPPENED | EXPORT_CAMEO | EXPORT_DAY)

const export_format export_gdelt = {
    .name = "gdelt",
    .wants = GDELT_WANTS,
    .pairs = true,
    .hides = true,
    .event = event,
};
const export_format export_gdelt_mentions = {
    .name = "gdelt-mentions",
    .wants = GDELT_WANTS,
    .pairs = true,
    .hides = true,
    .event = mentions,
};
