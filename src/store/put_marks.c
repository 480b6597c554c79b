/* put_marks - marks and events of a report as rows that any SQLite tool reads.
 *
 *   dl_layers, day of publication --store_put_marks--> sentence, entity, place, mention,
 *                                                      timex, quote, amount, event, party
 *
 * Bytes of the whole text become code points of title or body, times become days. */
#include <math.h>

#include "store_private.h"

typedef struct writer {
    dl_store *s;
    dl_rep rep;
    const dl_layers *l;
    const dl_cpmap *map; /* bytes of full to code points */
    uint32_t body_cp; /* code points before the body */
    sqlite3_stmt *row; /* being filled; NULL after a failure */
    int at; /* its last parameter that was bound */
} writer;

/* ---- one row, column by column */

static void begin_row(writer *w, store_query query)
{
    w->row = store_statement(w->s, query);
    w->at = 1;
    if (w->row) sqlite3_bind_int64(w->row, 1, w->rep);
}

static void end_row(writer *w)
{
    if (w->row) store_do(w->s, w->row);
}

static void add_number(writer *w, int64_t n)
{
    if (w->row) sqlite3_bind_int64(w->row, ++w->at, n);
}

/* NULL where it is no number: no bound. */
static void add_real(writer *w, double x)
{
    w->at++;
    if (w->row && isfinite(x)) sqlite3_bind_double(w->row, w->at, x);
}

static void add_text(writer *w, dl_slice s)
{
    if (w->row) store_bind(w->row, ++w->at, s);
}

static void add_word(writer *w, const char *z) { add_text(w, dl_slice_str(z)); }

/* NULL where there is none. */
static void add_index(writer *w, int64_t index)
{
    w->at++;
    if (w->row && index >= 0) sqlite3_bind_int64(w->row, w->at, index);
}

static void add_day(writer *w, int32_t day)
{
    if (w->row) store_bind_day(w->row, ++w->at, day);
}

static bool in_title(const writer *w, dl_span s) { return s.start < w->l->title.end; }

static void add_start_end(writer *w, dl_span s)
{
    uint32_t shift = in_title(w, s) ? 0 : w->body_cp;
    add_number(w, (int64_t)dl_cpmap_cp(w->map, s.start) - shift);
    add_number(w, (int64_t)dl_cpmap_cp(w->map, s.end) - shift);
}

static void add_span(writer *w, dl_span s)
{
    add_number(w, in_title(w, s));
    add_start_end(w, s);
}

/* A span beside another: not told where it is empty or stands in the other text. */
static void add_span_beside(writer *w, dl_span s, dl_span main)
{
    if (s.start < s.end && in_title(w, s) == in_title(w, main)) add_start_end(w, s);
    else w->at += 2;
}

static const char *kind_name(dl_kind k) { return k == DL_KIND_OTHER ? NULL : dl_kind_name(k); }

/* ---- tables */

static void put_sentences(writer *w)
{
    for (uint32_t i = 0; i < w->l->sentences.n; i++) {
        begin_row(w, SQL_put_sentence);
        add_span(w, dl_layers_told(w->l, w->l->sentences.at[i].span));
        end_row(w);
    }
}

static void put_entities(writer *w)
{
    for (uint32_t i = 0; i < w->l->marks.entities.n; i++) {
        const dl_entity *e = &w->l->marks.entities.at[i];
        begin_row(w, SQL_put_entity);
        add_number(w, i);
        add_word(w, kind_name(e->kind));
        add_text(w, e->name.p ? e->name : DL_S(""));
        add_text(w, e->country);
        add_text(w, e->code);
        add_text(w, e->title);
        end_row(w);
    }
}

static bool is_placed(const dl_entity *e) { return e->geonames || e->precision; }

static void put_places(writer *w)
{
    for (uint32_t i = 0; i < w->l->marks.entities.n; i++) {
        const dl_entity *e = &w->l->marks.entities.at[i];
        if (!is_placed(e)) continue;
        bool has_point = e->precision != DL_PLACE_NONE;
        begin_row(w, SQL_put_place);
        add_number(w, i);
        add_index(w, e->geonames ? e->geonames : -1);
        add_real(w, has_point ? e->lat : NAN);
        add_real(w, has_point ? e->lon : NAN);
        add_word(w, dl_place_precision_name(e->precision));
        add_text(w, e->admin1);
        end_row(w);
    }
}

static void put_mentions(writer *w)
{
    for (uint32_t i = 0; i < w->l->marks.mentions.n; i++) {
        const dl_mention *m = &w->l->marks.mentions.at[i];
        if (m->form != DL_FORM_NAME) continue;
        begin_row(w, SQL_put_mention);
        add_number(w, i);
        add_span(w, m->span);
        add_word(w, kind_name(m->kind));
        add_index(w, m->entity);
        end_row(w);
    }
}

static void put_times(writer *w, const dl_time_value *value)
{
    for (uint32_t i = 0; value && i < w->l->marks.times.n; i++) {
        const dl_time_mark *m = &w->l->marks.times.at[i];
        begin_row(w, SQL_put_timex);
        add_number(w, i);
        add_span(w, m->span);
        add_word(w, dl_time_type_name(m->type));
        add_word(w, value[i].value[0] ? value[i].value : NULL);
        add_day(w, value[i].from);
        add_day(w, value[i].to);
        add_text(w, m->rule);
        end_row(w);
    }
}

static void put_quotes(writer *w)
{
    for (uint32_t i = 0; i < w->l->marks.quotes.n; i++) {
        const dl_quote *q = &w->l->marks.quotes.at[i];
        begin_row(w, SQL_put_quote);
        add_number(w, i);
        add_span(w, q->span);
        add_span_beside(w, q->rest, q->span);
        add_word(w, dl_quote_form_name(q->form));
        add_word(w, dl_quote_sense_name(q->sense));
        add_span_beside(w, q->source, q->span);
        add_index(w, q->entity);
        add_span_beside(w, q->cue, q->span);
        add_index(w, q->within);
        add_text(w, q->rule);
        end_row(w);
    }
}

/* [amounts] the first event that counts it, + 1. */
static uint32_t *events_of_amounts(const dl_layers *l, dl_arena *a)
{
    uint32_t *of = dl_arena_array(a, l->marks.amounts.n, sizeof *of);
    for (uint32_t i = l->events.at.n; of && i-- > 0;) {
        const dl_event *e = &l->events.at.at[i];
        for (uint32_t k = 0; k < e->counts.n; k++) of[e->counts.at[k]] = i + 1;
    }
    return of;
}

static void put_amounts(writer *w, const uint32_t *event_of)
{
    for (uint32_t i = 0; event_of && i < w->l->marks.amounts.n; i++) {
        const dl_amount *m = &w->l->marks.amounts.at[i];
        begin_row(w, SQL_put_amount);
        add_number(w, i);
        add_span(w, m->span);
        add_word(w, dl_amount_kind_name(m->kind));
        add_real(w, m->value);
        add_text(w, m->unit);
        add_text(w, m->of);
        add_real(w, m->min > 0 || m->min < 0 ? m->min : NAN);
        add_real(w, m->max);
        add_index(w, (int32_t)event_of[i] - 1);
        add_text(w, m->rule);
        end_row(w);
    }
}

static void put_event(writer *w, uint32_t id, const dl_event *e)
{
    begin_row(w, SQL_put_event);
    add_number(w, id);
    add_span(w, e->span);
    add_text(w, e->lemma.p ? e->lemma : DL_S(""));
    add_text(w, e->type);
    add_text(w, e->act);
    add_text(w, e->mode);
    add_text(w, e->cameo);
    add_text(w, e->contexts);
    add_index(w, e->time);
    add_index(w, e->place);
    add_index(w, e->attributed_to);
    add_index(w, e->quote);
    add_number(w, e->tense);
    add_number(w, e->certainty);
    add_number(w, e->negative);
    add_number(w, e->status);
    add_text(w, e->rule);
    add_index(w, e->sure ? e->sure : -1);
    end_row(w);
}

typedef enum role { ACTOR, RECIPIENT } role;

static void put_parties(writer *w, uint32_t event, role as, const dl_parties *p)
{
    for (uint32_t i = 0; i < p->n; i++) {
        begin_row(w, SQL_put_party);
        add_number(w, event);
        add_number(w, as);
        add_number(w, i);
        add_span(w, p->at[i].span);
        add_index(w, p->at[i].entity);
        add_text(w, p->at[i].code);
        end_row(w);
    }
}

static void put_events(writer *w)
{
    for (uint32_t i = 0; i < w->l->events.at.n; i++) {
        const dl_event *e = &w->l->events.at.at[i];
        put_event(w, i, e);
        put_parties(w, i, ACTOR, &e->actors);
        put_parties(w, i, RECIPIENT, &e->recipients);
    }
}

void store_put_marks(dl_store *s, dl_rep rep, dl_arena *a, const dl_layers *l, int32_t day)
{
    writer w = { .s = s, .rep = rep, .l = l, .map = dl_cpmap_new(a, l->full) };
    const dl_time_value *value = dl_marks_times(a, &l->marks, day);
    const uint32_t *event_of = events_of_amounts(l, a);
    if (!w.map || !value || !event_of) {
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
        return;
    }
    w.body_cp = dl_cpmap_cp(w.map, l->body.start);
    put_sentences(&w);
    put_entities(&w);
    put_places(&w);
    put_mentions(&w);
    put_times(&w, value);
    put_quotes(&w);
    put_amounts(&w, event_of);
    put_events(&w);
}

/* ---- are they there? */

void store_count_marks(const dl_layers *l, uint32_t rows[STORE_MARK_TABLES])
{
    uint32_t places = 0, names = 0, parties = 0;
    for (uint32_t i = 0; i < l->marks.entities.n; i++)
        places += is_placed(&l->marks.entities.at[i]);
    for (uint32_t i = 0; i < l->marks.mentions.n; i++)
        names += l->marks.mentions.at[i].form == DL_FORM_NAME;
    for (uint32_t i = 0; i < l->events.at.n; i++)
        parties += l->events.at.at[i].actors.n + l->events.at.at[i].recipients.n;
    const uint32_t n[STORE_MARK_TABLES] = { l->sentences.n, l->marks.entities.n, places, names,
        l->marks.times.n, l->marks.quotes.n, l->marks.amounts.n, l->events.at.n, parties };
    memcpy(rows, n, sizeof n);
}
