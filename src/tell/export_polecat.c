/* export_polecat - POLECAT's 40 columns, parted by tabs, with their heading: a row for
 * each actor with each recipient. Columns of what the record does not know are empty. */
#include "export_private.h"

static const char *const heading[] = { "Event ID", "Event Date", "Event Type", "Event Mode",
    "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version" };
static const char *const quad_name[] = { "", "VERBAL COOPERATION", "MATERIAL COOPERATION",
    "VERBAL CONFLICT", "MATERIAL CONFLICT" };
enum { PARTY_COLUMNS = 8, QUADS = sizeof quad_name / sizeof *quad_name };

static void begin(dl_export *x)
{
    export_heading(x, heading, sizeof heading / sizeof *heading, '\t');
}

/* The first row of an event has its id, the others a number behind it. */
static void id_cell(export_cells *c, const export_event *e, uint32_t pair)
{
    dl_buf id;
    dl_buf_init(&id, c->x->mem);
    dl_buf_add(&id, e->id);
    if (pair) dl_buf_fmt(&id, ".%u", (unsigned)pair);
    if (id.failed) c->x->failed = true;
    export_cell(c, dl_buf_slice(&id));
    dl_buf_free(&id);
}

static void what_cells(export_cells *c, const export_event *e)
{
    export_cell(c, e->from);
    export_cell(c, e->type);
    export_cell(c, e->mode);
    if (e->has_goldstein) export_cell_num(c, e->goldstein);
    else export_empty(c, 1);
    size_t quad = e->quad > 0 && e->quad < QUADS ? (size_t)e->quad : 0;
    export_cell(c, dl_slice_str(quad_name[quad]));
    export_cell(c, e->contexts);
}

static void sectors_cell(export_cells *c, const export_code *code)
{
    dl_buf all;
    dl_buf_init(&all, c->x->mem);
    for (uint32_t i = 0; i < code->sectors; i++) {
        if (i) dl_buf_byte(&all, ';');
        dl_buf_add(&all, code->sector[i]);
    }
    if (all.failed) c->x->failed = true;
    export_cell(c, dl_buf_slice(&all));
    dl_buf_free(&all);
}

static void party_cells(export_cells *c, const export_party *p)
{
    if (!p) {
        export_empty(c, PARTY_COLUMNS);
        return;
    }
    export_code code = export_split_code(c->x, p->code);
    dl_slice country = p->country.n ? p->country : code.country;
    export_cell(c, p->name);
    export_cell(c, country);
    export_cell(c, export_country(c->x, country, EXPORT_COUNTRY_COW));
    export_cell(c, code.sectors ? code.sector[0] : DL_S(""));
    sectors_cell(c, &code);
    export_cell(c, p->title);
    export_cell(c, p->raw);
    export_empty(c, 1);
}

/* A point is that of a place in it; a division's or a country's own name is no city. */
static void place_cells(export_cells *c, const export_place *p)
{
    bool is_city = dl_slice_is(p->precision, "point");
    export_cell(c, p->name);
    export_cell(c, is_city ? p->name : DL_S(""));
    export_cell(c, dl_slice_is(p->precision, "admin2") ? p->name : DL_S(""));
    export_cell(c, p->admin1);
    export_cell(c, p->country);
    if (p->has_point) export_cell_num(c, p->lat);
    else export_empty(c, 1);
    if (p->has_point) export_cell_num(c, p->lon);
    else export_empty(c, 1);
    if (p->geonames) export_cell_int(c, p->geonames);
    else export_empty(c, 1);
    export_cell(c, p->name);
    export_cell(c, p->precision);
}

static void story_cells(export_cells *c, const export_event *e)
{
    const export_telling none = { 0 };
    const export_telling *lead = e->tellings ? &e->told[0] : &none;
    export_cell(c, lead->outlet);
    export_cell(c, lead->date);
    export_cell(c, e->people);
    export_cell(c, e->organisations);
    export_cell(c, e->places);
    export_cell(c, lead->language);
    export_cell(c, dl_slice_str(c->x->o.version));
}

static void event(dl_export *x, const export_event *e)
{
    export_cells c = { .x = x, .separator = '\t' };
    for (export_pair p = { 0 }; export_next_pair(e, &p);) {
        id_cell(&c, e, p.n);
        what_cells(&c, e);
        party_cells(&c, p.actor);
        party_cells(&c, p.recipient);
        place_cells(&c, &e->place);
        story_cells(&c, e);
        export_cells_end(&c);
    }
}

const export_format export_polecat = {
    .name = "polecat",
    .wants = EXPORT_HAPPENED | EXPORT_TYPE | EXPORT_DAY,
    .pairs = true,
    .hides = true,
    .begin = begin,
    .event = event,
};
