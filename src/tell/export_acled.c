/* export_acled - events in ACLED's 31 columns (CSV with a heading), one row an event. The
 * types are PLOVER's, not ACLED's: ACLED's are judgements of its own coders. The further
 * actors of a side are its associates. */
#include "export_private.h"

static const char *const heading[] = { "event_id_cnty", "event_date", "year", "time_precision",
    "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2",
    "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country",
    "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp" };

static void begin(dl_export *x)
{
    export_heading(x, heading, sizeof heading / sizeof *heading, ',');
}

/* 1: the day, 2: within a week, 3: within the month. */
static int time_precision(const export_event *e)
{
    int32_t from = 0;
    int32_t to = 0;
    dl_iso_read(e->from, &from);
    dl_iso_read(e->to, &to);
    if (from == to) return 1;
    return to - from < 7 ? 2 : 3;
}

static void when_cells(export_cells *c, const export_event *e)
{
    export_cell(c, e->id);
    export_cell(c, e->from);
    export_cell(c, dl_slice_cut(e->from, 0, 4));
    export_cell_int(c, time_precision(e));
}

static void what_cells(export_cells *c, const export_event *e)
{
    static const char *const quad_name[] = { "", "Verbal cooperation", "Material cooperation",
        "Verbal conflict", "Material conflict" };
    size_t quad = e->quad > 0 && e->quad < 5 ? (size_t)e->quad : 0;
    export_cell(c, dl_slice_str(quad_name[quad]));
    export_cell(c, e->type);
    export_cell(c, e->mode);
}

/* The first of a side that is not that one; NULL: there is none. */
static const export_party *first_but(const export_parties *p, const export_party *one)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (!one || !export_same(&p->at[i], one)) return &p->at[i];
    return NULL;
}

static void associates_cell(
    export_cells *c, const export_parties *p, const export_party *a, const export_party *b)
{
    dl_buf names;
    dl_buf_init(&names, c->x->mem);
    for (uint32_t i = 0; i < p->n; i++) {
        const export_party *o = &p->at[i];
        if ((a && export_same(o, a)) || (b && export_same(o, b))) continue;
        if (names.n) dl_buf_str(&names, "; ");
        dl_buf_add(&names, o->name);
    }
    if (names.failed) c->x->failed = true;
    export_cell(c, dl_buf_slice(&names));
    dl_buf_free(&names);
}

/* Those of an agreement stand on both sides: the second actor is not the first. */
static void party_cells(export_cells *c, const export_event *e)
{
    const export_party *first = first_but(&e->actors, NULL);
    const export_party *second = first_but(&e->recipients, first);
    export_cell(c, first ? first->name : DL_S(""));
    associates_cell(c, &e->actors, first, second);
    export_empty(c, 1);
    export_cell(c, second ? second->name : DL_S(""));
    associates_cell(c, &e->recipients, first, second);
    export_empty(c, 1);
}

static int geo_precision(const export_place *p)
{
    if (dl_slice_is(p->precision, "point")) return 1;
    return dl_slice_is(p->precision, "admin2") ? 2 : 3;
}

static void where_cells(export_cells *c, const export_place *p)
{
    export_cell(c, export_country(c->x, p->country, EXPORT_COUNTRY_NUMBER));
    export_cell(c, export_country(c->x, p->country, EXPORT_COUNTRY_REGION));
    export_cell(c, export_country(c->x, p->country, EXPORT_COUNTRY_NAME));
    export_cell(c, p->admin1);
    export_empty(c, 2);
    export_cell(c, p->name);
    if (!p->has_point) {
        export_empty(c, 3);
        return;
    }
    export_cell_num(c, p->lat);
    export_cell_num(c, p->lon);
    export_cell_int(c, geo_precision(p));
}

/* The outlets of the reports, each once. */
static void sources_cell(export_cells *c, const export_event *e)
{
    dl_buf b;
    dl_interner outlets = { .arena = c->x->event_arena };
    for (uint32_t i = 0; i < e->tellings; i++) dl_intern(&outlets, e->told[i].outlet);
    dl_buf_init(&b, c->x->mem);
    for (uint32_t i = 0; i < outlets.names.n; i++) {
        if (i) dl_buf_str(&b, "; ");
        dl_buf_add(&b, outlets.names.at[i]);
    }
    if (b.failed) c->x->failed = true;
    export_cell(c, dl_buf_slice(&b));
    dl_buf_free(&b);
}

/* The contexts, and whether people put something right: "economic;corrected". */
static void tags_cell(export_cells *c, const export_event *e)
{
    dl_buf b;
    dl_buf_init(&b, c->x->mem);
    dl_buf_add(&b, e->contexts);
    if (e->corrected.n) dl_buf_str(&b, b.n ? ";corrected" : "corrected");
    if (b.failed) c->x->failed = true;
    export_cell(c, dl_buf_slice(&b));
    dl_buf_free(&b);
}

/* Seconds since 1970 of the latest report's day: what ACLED calls the last change. */
static void timestamp_cell(export_cells *c, const export_event *e)
{
    int32_t day = 0;
    if (dl_iso_read(export_last_report(e), &day)) export_cell_int(c, (int64_t)day * 86400);
    else export_empty(c, 1);
}

static void event(dl_export *x, const export_event *e)
{
    export_cells c = { .x = x, .separator = ',' };
    when_cells(&c, e);
    what_cells(&c, e);
    party_cells(&c, e);
    export_empty(&c, 2);
    where_cells(&c, &e->place);
    sources_cell(&c, e);
    export_empty(&c, 1);
    export_cell(&c, e->sentence);
    if (e->has_killed) export_cell_num(&c, e->killed);
    else export_empty(&c, 1);
    tags_cell(&c, e);
    timestamp_cell(&c, e);
    export_cells_end(&c);
}

const export_format export_acled = {
    .name = "acled-columns",
    .wants = EXPORT_HAPPENED | EXPORT_TYPE | EXPORT_MONTH,
    .begin = begin,
    .event = event,
};
