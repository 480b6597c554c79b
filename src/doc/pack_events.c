/* pack_events - the section of events: their number, then one after the other. */
#include "pack_sections.h"

/* One number for what an event has of few values: status, tense, certainty, polarity,
 * how well it is told. Of records of before the last, it is not known. */
enum { STATUS_BITS = 3, TENSE_BITS = 2, CERTAINTY_BITS = 2, SURE_BITS = 2 };
enum {
    TENSE_AT = STATUS_BITS,
    CERTAINTY_AT = TENSE_AT + TENSE_BITS,
    NEGATIVE_AT = CERTAINTY_AT + CERTAINTY_BITS,
    SURE_AT = NEGATIVE_AT + 1,
    STATE_BITS = SURE_AT + SURE_BITS
};

static void put_state(pack_writer *w, const dl_event *e)
{
    unsigned state = e->status | (unsigned)e->tense << TENSE_AT
        | (unsigned)e->certainty << CERTAINTY_AT | (unsigned)e->negative << NEGATIVE_AT
        | (unsigned)e->sure << SURE_AT;
    pack_put(w, state);
}

static unsigned bits(uint64_t state, int at, int n)
{
    return (unsigned)(state >> at) & ((1u << n) - 1);
}

static void get_state(pack_reader *r, dl_event *e)
{
    uint64_t state = pack_get(r, (1u << STATE_BITS) - 1);
    e->status = (dl_status)bits(state, 0, STATUS_BITS);
    e->tense = (dl_tense)bits(state, TENSE_AT, TENSE_BITS);
    e->certainty = (dl_certainty)bits(state, CERTAINTY_AT, CERTAINTY_BITS);
    e->negative = bits(state, NEGATIVE_AT, 1);
    e->sure = (dl_sure)bits(state, SURE_AT, SURE_BITS);
    bool known = e->status <= DL_CANCELLED && e->tense <= DL_TENSE_FUTURE
        && e->certainty <= DL_POSSIBLY;
    if (!known) pack_fail(r, "the state of an event is none of those that are");
}

/* Spans are told from the event's, and do not move where the next event is told from. */
static void put_parties(pack_writer *w, const dl_parties *p)
{
    uint32_t start = w->last;
    pack_put(w, p->n);
    for (uint32_t i = 0; i < p->n; i++) {
        pack_put_span(w, p->at[i].span);
        pack_put_index(w, p->at[i].entity);
        pack_put_string(w, p->at[i].code);
    }
    w->last = start;
}

static void get_parties(pack_reader *r, const dl_layers *l, dl_parties *p)
{
    uint32_t start = r->last;
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, p, n);
    while (n-- && !r->why) {
        dl_party *one = DL_PUSH(r->arena, p);
        if (!one) return;
        one->span = pack_get_span(r);
        one->entity = pack_get_index(r, l->marks.entities.n);
        one->code = pack_get_string(r);
    }
    r->last = start;
}

static void put_counts(pack_writer *w, const dl_event *e)
{
    pack_put(w, e->counts.n);
    for (uint32_t i = 0; i < e->counts.n; i++) pack_put(w, e->counts.at[i]);
}

static void get_counts(pack_reader *r, const dl_layers *l, dl_event *e)
{
    uint64_t n = pack_get(r, l->marks.amounts.n);
    PACK_ROOM(r, &e->counts, n);
    while (n-- && !r->why) {
        uint32_t *one = DL_PUSH(r->arena, &e->counts);
        if (!one) return;
        *one = (uint32_t)pack_get(r, l->marks.amounts.n - 1);
    }
}

static void put_event(pack_writer *w, const dl_event *e)
{
    pack_put_span(w, e->span);
    pack_put_signed(w, (int64_t)e->head - w->last_token);
    w->last_token = e->head;
    put_state(w, e);
    pack_put_string(w, e->lemma);
    pack_put_string(w, e->type);
    pack_put_string(w, e->act);
    pack_put_string(w, e->mode);
    pack_put_string(w, e->cameo);
    pack_put_string(w, e->contexts);
    put_parties(w, &e->actors);
    put_parties(w, &e->recipients);
    pack_put_index(w, e->time);
    pack_put_index(w, e->place);
    pack_put_index(w, e->attributed_to);
    pack_put_index(w, e->quote);
    put_counts(w, e);
    pack_put_string(w, e->rule);
}

static void get_event(pack_reader *r, const dl_layers *l, dl_event *e)
{
    e->span = pack_get_span(r);
    int64_t last = r->last_token, tokens = r->tokens;
    e->head = (uint32_t)(last + pack_get_signed(r, -last, tokens - 1 - last));
    r->last_token = e->head;
    get_state(r, e);
    e->lemma = pack_get_string(r);
    e->type = pack_get_string(r);
    e->act = pack_get_string(r);
    e->mode = pack_get_string(r);
    e->cameo = pack_get_string(r);
    e->contexts = pack_get_string(r);
    get_parties(r, l, &e->actors);
    get_parties(r, l, &e->recipients);
    e->time = pack_get_index(r, l->marks.times.n);
    e->place = pack_get_index(r, l->marks.entities.n);
    e->attributed_to = pack_get_index(r, l->marks.entities.n);
    e->quote = pack_get_index(r, l->marks.quotes.n);
    get_counts(r, l, e);
    e->rule = pack_get_string(r);
}

void pack_put_events(pack_writer *w, const dl_doc *d)
{
    pack_put(w, d->events.at.n);
    for (uint32_t i = 0; i < d->events.at.n; i++) put_event(w, &d->events.at.at[i]);
}

void pack_get_events(pack_reader *r, dl_layers *l)
{
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, &l->events.at, n);
    while (n-- && !r->why) {
        dl_event *e = DL_PUSH(r->arena, &l->events.at);
        if (!e) return;
        get_event(r, l, e);
    }
}
