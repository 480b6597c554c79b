/* known_json - the line of a report as the record knows it: with the days that were
 * worked out for it, its times and events against them, and the ids of entities and
 * events that are the same across reports; without what lies in parts that people hid. */
#include "tell_private.h"

#include "doc/line.h"

#include <stdio.h>

static void set_text(json_t *o, const char *key, dl_slice s)
{
    if (s.n) json_object_set_new(o, key, json_stringn(s.p, s.n));
}

static void set_day(json_t *o, const char *key, int32_t day)
{
    char text[24];
    int y, m, d;
    if (day == DL_NO_DAY) {
        json_object_del(o, key);
        return;
    }
    dl_day_split(day, &y, &m, &d);
    snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
    json_object_set_new(o, key, json_string(text));
}

static void set_date(json_t *report, const dl_known *k)
{
    if (k->first == DL_NO_DAY) return;
    set_text(report, "date_basis", k->basis);
    if (k->first == k->last) {
        set_day(report, "date", k->first);
        json_object_set_new(report, "date_precision", json_string("day"));
        return;
    }
    set_day(report, "date_earliest", k->first);
    set_day(report, "date_latest", k->last);
}

static void set_times(json_t *report, const dl_known *k)
{
    json_t *times = json_object_get(report, "times");
    for (uint32_t i = 0; i < k->layers->marks.times.n; i++) {
        json_t *one = json_array_get(times, i);
        if (!one) return;
        if (k->value[i].value[0]) json_object_set_new(one, "value", json_string(k->value[i].value));
        set_day(one, "from", k->value[i].from);
        set_day(one, "to", k->value[i].to);
    }
}

static void set_event_times(json_t *report, const dl_known *k)
{
    json_t *events = json_object_get(report, "events");
    for (uint32_t i = 0; i < k->layers->events.at.n; i++) {
        int32_t time = k->layers->events.at.at[i].time;
        json_t *one = json_array_get(events, i);
        if (time >= 0 && one && k->value[time].value[0])
            json_object_set_new(one, "time", json_string(k->value[time].value));
    }
}

static void set_texts(json_t *list, const char *key, const dl_slice *text, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        json_t *one = json_array_get(list, i);
        if (one && text[i].n) set_text(one, key, text[i]);
    }
}

/* ---- the tree as a line: numbers as everywhere, in the shortest form that reads back */

static void put(dl_buf *out, const json_t *v);

static void put_object(dl_buf *out, json_t *v)
{
    const char *key;
    json_t *one;
    dl_json_open(out, '{');
    json_object_foreach(v, key, one)
    {
        dl_json_key(out, key);
        put(out, one);
    }
    dl_json_close(out, '}');
}

static void put_array(dl_buf *out, const json_t *v)
{
    dl_json_open(out, '[');
    for (size_t i = 0; i < json_array_size(v); i++) put(out, json_array_get(v, i));
    dl_json_close(out, ']');
}

static void put(dl_buf *out, const json_t *v)
{
    dl_slice null = { NULL, 0 };
    switch (json_typeof(v)) {
    case JSON_OBJECT: put_object(out, (json_t *)v); break;
    case JSON_ARRAY: put_array(out, v); break;
    case JSON_STRING:
        dl_json_str(out, dl_slice_of(json_string_value(v), json_string_length(v)));
        break;
    case JSON_INTEGER: dl_json_int(out, json_integer_value(v)); break;
    case JSON_REAL: dl_json_num(out, json_real_value(v)); break;
    case JSON_TRUE: dl_json_bool(out, true); break;
    case JSON_FALSE: dl_json_bool(out, false); break;
    default: dl_json_str(out, null);
    }
}

bool dl_tell_known(dl_buf *out, dl_slice line, const dl_known *k)
{
    uint64_t misses = dl_line_misses();
    json_t *report = dl_line_read(line.p, line.n);
    if (!report) return false;
    set_text(report, "id", k->id);
    tell_hidden(report, k);
    if (k->layers) {
        if (k->worked_out) {
            set_date(report, k);
            set_times(report, k);
            set_event_times(report, k);
        }
        json_t *entities = json_object_get(report, "entities");
        uint32_t n = k->layers->marks.entities.n;
        set_texts(entities, "record_id", k->entity, n);
        set_texts(entities, "name", k->name, n);
        set_texts(json_object_get(report, "events"), "record_id", k->event, k->layers->events.at.n);
    }
    put(out, report);
    json_decref(report);
    return !out->failed && dl_line_misses() == misses;
}
