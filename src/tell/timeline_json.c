/* timeline_json - entries of a timeline as docs/formats.md has them. */
#include "tell.h"

void dl_tell_day(dl_buf *out, const dl_timeline_entry *e)
{
    int year, month, day;
    dl_day_split(e->first, &year, &month, &day);
    dl_buf_fmt(out, "%04d", year);
    if (e->precision >= DL_PREC_MONTH) dl_buf_fmt(out, "-%02d", month);
    if (e->precision >= DL_PREC_DAY) dl_buf_fmt(out, "-%02d", day);
}

static void tell_sentence(dl_buf *out, const dl_timeline_sentence *s)
{
    dl_json_open(out, '{');
    dl_json_kstr(out, "report", s->report);
    dl_json_kint(out, "start", s->start);
    dl_json_kint(out, "end", s->end);
    if (s->in_title) dl_json_kstr(out, "in", DL_S("title"));
    dl_json_kstr(out, "text", s->text);
    dl_json_close(out, '}');
}

void dl_tell_sentences(dl_buf *out, const dl_timeline_entry *e)
{
    dl_json_open(out, '[');
    for (uint32_t i = 0; i < e->sentences.n; i++) tell_sentence(out, &e->sentences.at[i]);
    dl_json_close(out, ']');
}

void dl_tell_event_ids(dl_buf *out, const dl_timeline_entry *e)
{
    dl_json_open(out, '[');
    for (uint32_t i = 0; i < e->events.n; i++) dl_json_str(out, e->events.at[i]);
    dl_json_close(out, ']');
}

static void tell_entry(dl_buf *out, const dl_timeline_entry *e)
{
    dl_buf day;
    dl_buf_init(&day, out->mem);
    dl_tell_day(&day, e);
    dl_json_open(out, '{');
    dl_json_kstr(out, "date", dl_buf_slice(&day));
    dl_json_kstr(out, "date_precision", dl_slice_str(dl_precision_name(e->precision)));
    dl_json_kstr_opt(out, "headline", e->headline);
    dl_json_key(out, "sentences");
    dl_tell_sentences(out, e);
    if (e->events.n) dl_json_key(out, "events");
    if (e->events.n) dl_tell_event_ids(out, e);
    dl_json_kint(out, "origins", e->origins);
    dl_json_close(out, '}');
    out->failed = out->failed || day.failed;
    dl_buf_free(&day);
}

void dl_tell_timeline(dl_buf *out, const dl_timeline *t)
{
    dl_json_open(out, '[');
    for (uint32_t i = 0; i < t->at.n; i++) tell_entry(out, &t->at.at[i]);
    dl_json_close(out, ']');
}

/* ---- what reports differ in */

static void tell_value(dl_buf *out, const dl_difference_value *v)
{
    dl_json_open(out, '{');
    dl_json_kstr(out, "value", v->value);
    dl_json_key(out, "reports");
    dl_json_open(out, '[');
    for (uint32_t i = 0; i < v->reports.n; i++) dl_json_str(out, v->reports.at[i]);
    dl_json_close(out, ']');
    if (v->said_by.n) dl_json_key(out, "said_by");
    if (v->said_by.n) dl_json_open(out, '[');
    for (uint32_t i = 0; i < v->said_by.n; i++) dl_json_str(out, v->said_by.at[i]);
    if (v->said_by.n) dl_json_close(out, ']');
    dl_json_close(out, '}');
}

void dl_tell_values(dl_buf *out, const dl_difference *d)
{
    dl_json_open(out, '[');
    for (uint32_t i = 0; i < d->values.n; i++) tell_value(out, &d->values.at[i]);
    dl_json_close(out, ']');
}

static void tell_difference(dl_buf *out, const dl_difference *d)
{
    dl_json_open(out, '{');
    dl_json_kstr(out, "about", d->about);
    dl_json_kstr(out, "event", d->event);
    dl_json_kstr(out, "kind", dl_slice_str(dl_difference_kind_name(d->kind)));
    dl_json_key(out, "values");
    dl_tell_values(out, d);
    dl_json_close(out, '}');
}

void dl_tell_differences(dl_buf *out, const dl_differences *d)
{
    dl_json_open(out, '[');
    for (uint32_t i = 0; i < d->at.n; i++) tell_difference(out, &d->at.at[i]);
    dl_json_close(out, ']');
}
