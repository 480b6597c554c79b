/* export_geojson - a FeatureCollection (RFC 7946): a point for each event whose place is
 * known, with what is known of the event; the status is one of its properties. */
#include "export_private.h"

static void begin(dl_export *x)
{
    dl_json_open(&x->out, '{');
    dl_json_kstr(&x->out, "type", DL_S("FeatureCollection"));
    dl_json_key(&x->out, "features");
    dl_json_open(&x->out, '[');
}

static void point(dl_buf *b, const export_place *p)
{
    dl_json_key(b, "geometry");
    dl_json_open(b, '{');
    dl_json_kstr(b, "type", DL_S("Point"));
    dl_json_key(b, "coordinates");
    dl_json_open(b, '[');
    dl_json_num(b, p->lon);
    dl_json_num(b, p->lat);
    dl_json_close(b, ']');
    dl_json_close(b, '}');
}

static void names(dl_buf *b, const char *key, const export_parties *p)
{
    dl_json_key(b, key);
    dl_json_open(b, '[');
    for (uint32_t i = 0; i < p->n; i++) dl_json_str(b, p->at[i].name);
    dl_json_close(b, ']');
}

static void text(dl_buf *b, const char *key, dl_slice value)
{
    if (value.n) dl_json_kstr(b, key, value);
}

static void properties(dl_export *x, const export_event *e)
{
    dl_buf *b = &x->out;
    dl_json_key(b, "properties");
    dl_json_open(b, '{');
    dl_json_kstr(b, "title", export_headline(x, e));
    dl_json_kstr(b, "status", e->status);
    text(b, "sure", e->sure);
    text(b, "type", e->type);
    text(b, "mode", e->mode);
    text(b, "cameo", e->cameo);
    text(b, "time_from", e->from);
    text(b, "time_to", e->to);
    names(b, "actors", &e->actors);
    names(b, "recipients", &e->recipients);
    text(b, "place", e->place.name);
    text(b, "country", e->place.country);
    text(b, "precision", e->place.precision);
    if (e->place.geonames) dl_json_kint(b, "geonames", e->place.geonames);
    text(b, "sentence", e->sentence);
    text(b, "story", e->story);
    text(b, "corrected", e->corrected);
    dl_json_kint(b, "reports", e->reports);
    dl_json_kint(b, "outlets", e->outlets);
    dl_json_close(b, '}');
}

static void event(dl_export *x, const export_event *e)
{
    dl_buf_byte(&x->out, '\n');
    dl_json_open(&x->out, '{');
    dl_json_kstr(&x->out, "type", DL_S("Feature"));
    dl_json_kstr(&x->out, "id", e->id);
    point(&x->out, &e->place);
    properties(x, e);
    dl_json_close(&x->out, '}');
}

static void end(dl_export *x)
{
    dl_json_close(&x->out, ']');
    dl_json_close(&x->out, '}');
    dl_buf_byte(&x->out, '\n');
}

const export_format export_geojson = {
    .name = "geojson",
    .wants = EXPORT_POINT,
    .begin = begin,
    .event = event,
    .end = end,
};
