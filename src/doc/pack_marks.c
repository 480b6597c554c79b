/* pack_marks - the sections of entities, places, mentions, times, quotes and amounts:
 * their number, then one after the other. Each is written and read by the two functions
 * that stand together. */
#include "pack_sections.h"
#include "pack_time.h"

/* ---- entities */

static void put_entity(pack_writer *w, const dl_entity *e)
{
    pack_put(w, e->kind);
    pack_put_string(w, e->name);
    pack_put_string(w, e->country);
    pack_put_string(w, e->code);
    pack_put_string(w, e->title);
    pack_put_string(w, e->rule);
}

static void get_entity(pack_reader *r, dl_entity *e)
{
    e->kind = (dl_kind)pack_get(r, DL_KIND_COUNT - 1);
    e->name = pack_get_string(r);
    e->country = pack_get_string(r);
    e->code = pack_get_string(r);
    e->title = pack_get_string(r);
    e->rule = pack_get_string(r);
}

void pack_put_entities(pack_writer *w, const dl_doc *d)
{
    pack_put(w, d->marks.entities.n);
    for (uint32_t i = 0; i < d->marks.entities.n; i++) put_entity(w, &d->marks.entities.at[i]);
}

void pack_get_entities(pack_reader *r, dl_layers *l)
{
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, &l->marks.entities, n);
    while (n-- && !r->why) {
        dl_entity *e = DL_PUSH(r->arena, &l->marks.entities);
        if (!e) return;
        get_entity(r, e);
    }
}

/* ---- places: of the entities that have one */

static bool has_place(const dl_entity *e)
{
    return e->geonames || e->precision != DL_PLACE_NONE || e->admin1.p;
}

static void put_place(pack_writer *w, const dl_entity *e)
{
    pack_put_signed(w, e->geonames);
    pack_put(w, e->precision);
    pack_put_real(w, e->lat);
    pack_put_real(w, e->lon);
    pack_put(w, e->place_sure);
    pack_put_string(w, e->admin1);
}

static void get_place(pack_reader *r, dl_entity *e)
{
    e->geonames = pack_get_signed(r, INT64_MIN, INT64_MAX);
    e->precision = (dl_place_precision)pack_get(r, DL_PLACE_ADMIN2);
    e->lat = pack_get_real(r);
    e->lon = pack_get_real(r);
    e->place_sure = (uint8_t)pack_get(r, 100);
    e->admin1 = pack_get_string(r);
    bool on_earth = e->lat >= -90 && e->lat <= 90 && e->lon >= -180 && e->lon <= 180;
    if (!on_earth) pack_fail(r, "a place is not on the earth");
}

void pack_put_places(pack_writer *w, const dl_doc *d)
{
    for (uint32_t i = 0; i < d->marks.entities.n; i++) {
        if (!has_place(&d->marks.entities.at[i])) continue;
        pack_put(w, i);
        put_place(w, &d->marks.entities.at[i]);
    }
}

void pack_get_places(pack_reader *r, dl_layers *l)
{
    while (r->p < r->end) {
        uint64_t entity = pack_get(r, UINT32_MAX);
        if (entity >= l->marks.entities.n) pack_fail(r, "a place is of no entity");
        else get_place(r, &l->marks.entities.at[entity]);
    }
}

/* ---- mentions */

static void put_mention(pack_writer *w, const dl_mention *m)
{
    pack_put_span(w, m->span);
    pack_put_range(w, m->range);
    pack_put_signed(w, (int64_t)m->head - m->range.first);
    pack_put(w, m->form);
    pack_put(w, m->kind);
    pack_put_index(w, m->entity);
    pack_put_string(w, m->rule);
}

static void get_mention(pack_reader *r, const dl_layers *l, dl_mention *m)
{
    m->span = pack_get_span(r);
    m->range = pack_get_range(r);
    int64_t first = m->range.first, tokens = r->tokens;
    m->head = (uint32_t)(first + pack_get_signed(r, -first, tokens - 1 - first));
    m->form = (dl_form)pack_get(r, DL_FORM_PRONOUN);
    m->kind = (dl_kind)pack_get(r, DL_KIND_COUNT - 1);
    m->entity = pack_get_index(r, l->marks.entities.n);
    m->rule = pack_get_string(r);
    if (m->entity < 0) pack_fail(r, "a mention is of no entity");
}

void pack_put_mentions(pack_writer *w, const dl_doc *d)
{
    pack_put(w, d->marks.mentions.n);
    for (uint32_t i = 0; i < d->marks.mentions.n; i++) put_mention(w, &d->marks.mentions.at[i]);
}

void pack_get_mentions(pack_reader *r, dl_layers *l)
{
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, &l->marks.mentions, n);
    while (n-- && !r->why) {
        dl_mention *m = DL_PUSH(r->arena, &l->marks.mentions);
        if (!m) return;
        get_mention(r, l, m);
    }
}

/* ---- times */

void pack_put_times(pack_writer *w, const dl_doc *d)
{
    pack_put(w, d->marks.times.n);
    for (uint32_t i = 0; i < d->marks.times.n; i++) {
        const dl_time_mark *m = &d->marks.times.at[i];
        pack_put_span(w, m->span);
        pack_put_range(w, m->range);
        pack_put(w, m->type);
        pack_put_form(w, &m->form);
        pack_put_string(w, m->rule);
    }
}

void pack_get_times(pack_reader *r, dl_layers *l)
{
    uint64_t n = pack_get(r, INT32_MAX);
    for (uint64_t i = 0; i < n && !r->why; i++) {
        dl_time_mark *m = DL_PUSH(r->arena, &l->marks.times);
        if (!m) return;
        m->span = pack_get_span(r);
        m->range = pack_get_range(r);
        m->type = (dl_time_type)pack_get(r, DL_TIME_SET);
        pack_get_form(r, (uint32_t)n, &m->form);
        m->rule = pack_get_string(r);
    }
}

/* ---- quotes */

enum { HAS_REST = 1, HAS_SOURCE = 2, HAS_CUE = 4 };

static bool is_told(dl_span s) { return s.start < s.end; }

static unsigned parts_of(const dl_quote *q)
{
    unsigned parts = 0;
    if (is_told(q->rest)) parts |= HAS_REST;
    if (is_told(q->source)) parts |= HAS_SOURCE;
    if (is_told(q->cue)) parts |= HAS_CUE;
    return parts;
}

/* Spans beside the quote's are told from it, and do not move where the next one is told
 * from. */
static void put_quote(pack_writer *w, const dl_quote *q)
{
    pack_put_span(w, q->span);
    uint32_t start = w->last;
    unsigned parts = parts_of(q);
    pack_put(w, parts);
    if (parts & HAS_REST) pack_put_span(w, q->rest);
    if (parts & HAS_SOURCE) pack_put_span(w, q->source);
    if (parts & HAS_CUE) pack_put_span(w, q->cue);
    w->last = start;
    pack_put(w, q->form);
    pack_put(w, q->sense);
    pack_put_index(w, q->entity);
    pack_put_index(w, q->within);
    pack_put_string(w, q->rule);
}

static void get_quote(pack_reader *r, const dl_layers *l, uint32_t before, dl_quote *q)
{
    q->span = pack_get_span(r);
    uint32_t start = r->last;
    uint64_t parts = pack_get(r, HAS_REST | HAS_SOURCE | HAS_CUE);
    if (parts & HAS_REST) q->rest = pack_get_span(r);
    if (parts & HAS_SOURCE) q->source = pack_get_span(r);
    if (parts & HAS_CUE) q->cue = pack_get_span(r);
    r->last = start;
    q->form = (dl_quote_form)pack_get(r, DL_QUOTE_MIXED);
    q->sense = (dl_quote_sense)pack_get(r, DL_QUOTE_PLANS);
    q->entity = pack_get_index(r, l->marks.entities.n);
    q->within = pack_get_index(r, before);
    q->rule = pack_get_string(r);
}

void pack_put_quotes(pack_writer *w, const dl_doc *d)
{
    pack_put(w, d->marks.quotes.n);
    for (uint32_t i = 0; i < d->marks.quotes.n; i++) put_quote(w, &d->marks.quotes.at[i]);
}

void pack_get_quotes(pack_reader *r, dl_layers *l)
{
    uint64_t n = pack_get(r, INT32_MAX);
    for (uint32_t i = 0; i < n && !r->why; i++) {
        dl_quote *q = DL_PUSH(r->arena, &l->marks.quotes);
        if (!q) return;
        get_quote(r, l, i, q);
    }
}

/* ---- amounts */

void pack_put_amounts(pack_writer *w, const dl_doc *d)
{
    pack_put(w, d->marks.amounts.n);
    for (uint32_t i = 0; i < d->marks.amounts.n; i++) {
        const dl_amount *m = &d->marks.amounts.at[i];
        pack_put_span(w, m->span);
        pack_put_range(w, m->range);
        pack_put(w, m->kind);
        pack_put_string(w, m->unit);
        pack_put_string(w, m->of);
        pack_put_real(w, m->value);
        pack_put_real(w, m->min);
        pack_put_real(w, m->max);
        pack_put_string(w, m->rule);
    }
}

void pack_get_amounts(pack_reader *r, dl_layers *l)
{
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, &l->marks.amounts, n);
    while (n-- && !r->why) {
        dl_amount *m = DL_PUSH(r->arena, &l->marks.amounts);
        if (!m) return;
        m->span = pack_get_span(r);
        m->range = pack_get_range(r);
        m->kind = (dl_amount_kind)pack_get(r, DL_AMOUNT_MEASURE);
        m->unit = pack_get_string(r);
        m->of = pack_get_string(r);
        m->value = pack_get_real(r);
        m->min = pack_get_real(r);
        m->max = pack_get_real(r);
        m->rule = pack_get_string(r);
    }
}
