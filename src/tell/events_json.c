/* events_json - the events of a report as the key `events` of `annotate`, as
 * docs/formats.md tells its keys. */
#include "tell_private.h"

static const char *const status_name[] = { "happened", "ongoing", "planned", "possible", "denied",
    "postponed", "cancelled" };
static const char *const tense_name[] = { "past", "present", "future" };
static const char *const certainty_name[] = { "certain", "probable", "possible" };

static void party(tell_json *t, const dl_party *p)
{
    dl_json_open(t->out, '{');
    tell_span(t, p->span);
    if (p->entity >= 0) dl_json_kint(t->out, "entity", p->entity);
    dl_json_kstr_opt(t->out, "code", p->code);
    dl_json_close(t->out, '}');
}

static void parties(tell_json *t, const char *key, const dl_party *p, uint32_t n)
{
    dl_json_key(t->out, key);
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < n; i++) party(t, &p[i]);
    dl_json_close(t->out, ']');
}

/* A list of texts parted by ';'. */
static void contexts(tell_json *t, dl_slice all)
{
    dl_json_key(t->out, "contexts");
    dl_json_open(t->out, '[');
    for (size_t from = 0; from < all.n;) {
        size_t end = dl_slice_find_byte(all, ';', from);
        if (end == SIZE_MAX) end = all.n;
        dl_json_str(t->out, dl_slice_cut(all, from, end));
        from = end + 1;
    }
    dl_json_close(t->out, ']');
}

static void coded(tell_json *t, const dl_event *e)
{
    dl_json_kstr_opt(t->out, "type", e->type);
    dl_json_kstr_opt(t->out, "act", e->act);
    dl_json_kstr_opt(t->out, "mode", e->mode);
    dl_json_kstr_opt(t->out, "cameo", e->cameo);
    if (e->contexts.n) contexts(t, e->contexts);
}

static void where_and_when(tell_json *t, const dl_event *e, const dl_time_value *value)
{
    if (e->time >= 0 && value[e->time].value[0])
        dl_json_kstr(t->out, "time", dl_slice_str(value[e->time].value));
    if (e->place >= 0) dl_json_kint(t->out, "place", e->place);
    dl_json_kstr(t->out, "tense", dl_slice_str(tense_name[e->tense]));
    dl_json_kstr(t->out, "certainty", dl_slice_str(certainty_name[e->certainty]));
    dl_json_kstr(t->out, "polarity", e->negative ? DL_S("negative") : DL_S("positive"));
    dl_json_kstr(t->out, "status", dl_slice_str(status_name[e->status]));
    dl_json_kstr_opt(t->out, "sure", dl_slice_str(dl_sure_name(e->sure)));
    if (e->attributed_to < 0) return;
    dl_json_key(t->out, "attributed_to");
    dl_json_open(t->out, '{');
    dl_json_kint(t->out, "entity", e->attributed_to);
    dl_json_close(t->out, '}');
}

static void event(tell_json *t, uint32_t id, const dl_event *e, const dl_time_value *value)
{
    dl_json_open(t->out, '{');
    dl_json_kint(t->out, "id", id);
    tell_span(t, e->span);
    dl_json_kstr(t->out, "lemma", e->lemma);
    coded(t, e);
    parties(t, "actors", e->actors.at, e->actors.n);
    parties(t, "recipients", e->recipients.at, e->recipients.n);
    where_and_when(t, e, value);
    dl_json_kstr_opt(t->out, "rule", e->rule);
    dl_json_close(t->out, '}');
}

void tell_events(tell_json *t, const dl_time_value *value)
{
    const dl_events *v = &t->d->events;
    dl_json_key(t->out, "events");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; value && i < v->at.n; i++) event(t, i, &v->at.at[i], value);
    dl_json_close(t->out, ']');
}
