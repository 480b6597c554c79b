/* marks_json - the marks of a report as keys of `annotate`, in the order of
 * docs/formats.md. */
#include "tell_private.h"

#include <math.h>
#include <stdio.h>

/* {NULL,0}, which is not told, where it is none of the kinds. */
static dl_slice kind_name(dl_kind k)
{
    if (k == DL_KIND_OTHER) return (dl_slice){ NULL, 0 };
    return dl_slice_str(dl_kind_name(k));
}

static void degrees(tell_json *t, const char *key, double v)
{
    dl_json_key(t->out, key);
    dl_json_num(t->out, v);
}

/* Where it lies. */
static void place(tell_json *t, const dl_entity *e)
{
    const char *precision = dl_place_precision_name(e->precision);
    if (!precision) return;
    if (e->geonames) dl_json_kint(t->out, "geonames", e->geonames);
    degrees(t, "lat", e->lat);
    degrees(t, "lon", e->lon);
    dl_json_kstr_opt(t->out, "admin1", e->admin1);
    dl_json_kstr(t->out, "precision", dl_slice_str(precision));
    dl_json_kint(t->out, "sure", e->place_sure);
}

static void entity(tell_json *t, int64_t id, const dl_entity *e)
{
    dl_json_open(t->out, '{');
    dl_json_kint(t->out, "id", id);
    dl_json_kstr_opt(t->out, "kind", kind_name(e->kind));
    dl_json_kstr(t->out, "name", e->name);
    dl_json_kstr_opt(t->out, "country", e->country);
    dl_json_kstr_opt(t->out, "code", e->code);
    dl_json_kstr_opt(t->out, "title", e->title);
    place(t, e);
    dl_json_kstr_opt(t->out, "rule", e->rule);
    dl_json_close(t->out, '}');
}

static void entities(tell_json *t)
{
    const dl_marks *m = &t->d->marks;
    dl_json_key(t->out, "entities");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < m->entities.n; i++) entity(t, i, &m->entities.at[i]);
    dl_json_close(t->out, ']');
}

static void mentions(tell_json *t)
{
    static const char *const form[] = { "name", "nominal", "pronoun" };
    const dl_marks *m = &t->d->marks;
    dl_json_key(t->out, "mentions");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        const dl_mention *one = &m->mentions.at[i];
        dl_json_open(t->out, '{');
        tell_span(t, one->span);
        dl_json_kstr(t->out, "form", dl_slice_str(form[one->form]));
        dl_json_kstr_opt(t->out, "label", kind_name(one->kind));
        dl_json_kint(t->out, "entity", one->entity);
        dl_json_kstr_opt(t->out, "rule", one->rule);
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static void day(tell_json *t, const char *key, int32_t day)
{
    char text[16];
    int y, m, d;
    if (day == DL_NO_DAY) return;
    dl_day_split(day, &y, &m, &d);
    snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
    dl_json_kstr(t->out, key, dl_slice_str(text));
}

static void times(tell_json *t, const dl_time_value *value)
{
    const dl_marks *m = &t->d->marks;
    dl_json_key(t->out, "times");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; value && i < m->times.n; i++) {
        dl_json_open(t->out, '{');
        tell_span(t, m->times.at[i].span);
        dl_json_kstr(t->out, "type", dl_slice_str(dl_time_type_name(m->times.at[i].type)));
        if (value[i].value[0]) dl_json_kstr(t->out, "value", dl_slice_str(value[i].value));
        day(t, "from", value[i].from);
        day(t, "to", value[i].to);
        dl_json_kstr_opt(t->out, "rule", m->times.at[i].rule);
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static bool is_empty(dl_span s) { return s.start >= s.end; }

/* The pieces of a quote that its cue parts, as [start, end]. */
static void quote_parts(tell_json *t, const dl_quote *q)
{
    const dl_span part[] = { q->span, q->rest };
    if (is_empty(q->rest)) return;
    dl_json_key(t->out, "parts");
    dl_json_open(t->out, '[');
    for (int i = 0; i < 2; i++) {
        uint32_t shift = part[i].start < t->d->text.title.end ? 0 : t->body_cp;
        dl_json_open(t->out, '[');
        dl_json_int(t->out, (int64_t)dl_cpmap_cp(t->map, part[i].start) - shift);
        dl_json_int(t->out, (int64_t)dl_cpmap_cp(t->map, part[i].end) - shift);
        dl_json_close(t->out, ']');
    }
    dl_json_close(t->out, ']');
}

static void quote_source(tell_json *t, const dl_quote *q)
{
    if (is_empty(q->source)) return;
    dl_json_key(t->out, "source");
    dl_json_open(t->out, '{');
    tell_span(t, q->source);
    if (q->entity >= 0) dl_json_kint(t->out, "entity", q->entity);
    dl_json_close(t->out, '}');
}

static void quotes(tell_json *t)
{
    const dl_marks *m = &t->d->marks;
    dl_json_key(t->out, "quotes");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < m->quotes.n; i++) {
        const dl_quote *q = &m->quotes.at[i];
        dl_json_open(t->out, '{');
        tell_span(t, q->span);
        quote_parts(t, q);
        dl_json_kstr(t->out, "form", dl_slice_str(dl_quote_form_name(q->form)));
        dl_json_kstr(t->out, "sense", dl_slice_str(dl_quote_sense_name(q->sense)));
        quote_source(t, q);
        if (!is_empty(q->cue)) tell_span_object(t, "cue", q->cue);
        if (q->within >= 0) dl_json_kint(t->out, "within", q->within);
        dl_json_kstr_opt(t->out, "rule", q->rule);
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

#define WHOLE_MOST 1e15 /* whole numbers up to here are told as such */

static void number(tell_json *t, const char *key, double v)
{
    if (!isfinite(v)) return;
    if (v < WHOLE_MOST && v > -WHOLE_MOST && trunc(v) >= v && trunc(v) <= v) {
        dl_json_kint(t->out, key, (int64_t)v);
        return;
    }
    dl_json_key(t->out, key);
    dl_json_num(t->out, v);
}

static void amounts(tell_json *t)
{
    const dl_marks *m = &t->d->marks;
    dl_json_key(t->out, "amounts");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < m->amounts.n; i++) {
        const dl_amount *one = &m->amounts.at[i];
        dl_json_open(t->out, '{');
        tell_span(t, one->span);
        dl_json_kstr(t->out, "kind", dl_slice_str(dl_amount_kind_name(one->kind)));
        number(t, "value", one->value);
        dl_json_kstr_opt(t->out, "unit", one->unit);
        dl_json_kstr_opt(t->out, "of", one->of);
        if (one->min > 0 || one->min < 0) number(t, "min", one->min);
        number(t, "max", one->max);
        dl_json_kstr_opt(t->out, "rule", one->rule);
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

void tell_marks(tell_json *t)
{
    int32_t published;
    dl_iso_read(t->d->text.date, &published);
    const dl_time_value *value = dl_marks_times(t->d->arena, &t->d->marks, published);
    entities(t);
    mentions(t);
    times(t, value);
    quotes(t);
    amounts(t);
    tell_events(t, value);
}
