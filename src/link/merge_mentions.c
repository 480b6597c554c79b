/* merge_mentions - the events of each report made ready to be compared. */
#include "merge_private.h"

enum { LEAD_SENTENCES = 2 }; /* of the body, and the title */
enum { SMALL_EPISODE = 20 }; /* reports of which an episode tells one happening */

static link_stage stage_of(const dl_event *e)
{
    switch (e->status) {
    case DL_POSSIBLE: return LINK_OPEN;
    case DL_PLANNED: return LINK_AHEAD;
    case DL_POSTPONED:
    case DL_CANCELLED: return LINK_OFF;
    case DL_DENIED: return LINK_NOT;
    default: return e->negative ? LINK_NOT : LINK_DONE;
    }
}

static void add_thing(link_side *s, uint32_t thing)
{
    uint32_t at = 0;
    while (at < s->things && s->thing[at] != thing) at++;
    if (at == LINK_PARTIES_MAX) return;
    if (at == s->things) {
        s->thing[at] = thing;
        s->times[at] = 0;
        s->things++;
    }
    s->times[at]++;
}

void link_side_add(link_side *s, const link_side *more)
{
    for (uint32_t i = 0; i < more->things; i++) add_thing(s, more->thing[i]);
    s->told += more->things > 0;
}

static uint32_t thing_of(const dl_link_report *r, int32_t entity)
{
    return entity < 0 || !r->thing ? DL_NO_THING : r->thing[entity];
}

static void side(const dl_link_report *r, const dl_parties *p, link_side *out)
{
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t thing = thing_of(r, p->at[i].entity);
        if (thing != DL_NO_THING) add_thing(out, thing);
    }
    out->told = out->things > 0;
}

/* Sentences of a report up to this byte are its lead. */
static uint32_t lead_end(const dl_layers *l)
{
    uint32_t body = 0;
    for (uint32_t i = 0; i < l->sentences.n; i++) {
        if (l->sentences.at[i].span.start >= l->body.start) body++;
        if (body == LEAD_SENTENCES) return l->sentences.at[i].span.end;
    }
    return l->body.end;
}

typedef struct maker {
    const dl_link *l;
    dl_arena *arena;
    dl_interner keys, episodes;
    uint32_t *first_row, *next_row; /* of event_words by key of the word: row + 1 */
    uint32_t most; /* keys that first_row has room for */
    link_mentions *out;
} maker;

/* Words, deeds and groups are told apart by a letter in front. */
static uint32_t key_number(maker *m, char what, dl_slice text)
{
    char key[64];
    size_t n = text.n < sizeof key - 1 ? text.n : sizeof key - 1;
    if (!n) return 0;
    key[0] = what;
    memcpy(key + 1, text.p, n);
    return dl_intern_nocase(&m->keys, dl_slice_of(key, n + 1));
}

enum { GROUP, WORD }; /* columns of event_words */

/* The words of the table come first, so that their keys are small numbers. */
static bool number_words(maker *m)
{
    const dl_table *t = m->l->event_words;
    m->most = t->rows + 1;
    m->first_row = dl_arena_array(m->arena, (size_t)m->most + 1, sizeof *m->first_row);
    m->next_row = dl_arena_array(m->arena, (size_t)m->most + 1, sizeof *m->next_row);
    if (!m->first_row || !m->next_row) return false;
    for (uint32_t i = t->rows; i > 0; i--) {
        uint32_t word = key_number(m, 'w', dl_table_cell(t, i - 1, WORD));
        m->next_row[i - 1] = m->first_row[word];
        m->first_row[word] = i;
    }
    return true;
}

static void take_keys(maker *m, const dl_event *e, link_keys *k)
{
    k->word = key_number(m, 'w', e->lemma);
    k->act = key_number(m, 'a', e->act);
    uint32_t row = k->word <= m->most ? m->first_row[k->word] : 0;
    for (; row && k->groups < LINK_KEYS_MAX - 2; row = m->next_row[row - 1])
        k->group[k->groups++] = key_number(
            m, 'g', dl_table_cell(m->l->event_words, row - 1, GROUP));
}

/* What is announced is not over on the day it is announced: a day that is told then is
 * that of the telling ("agreed on Monday to buy"). */
static void forget_past_day(link_mention *x)
{
    bool told = x->to != DL_NO_DAY && x->first != DL_NO_DAY;
    if (x->stage != LINK_AHEAD || !told || x->to > x->first) return;
    x->from = DL_NO_DAY;
    x->to = DL_NO_DAY;
}

static bool take(maker *m, const dl_link_report *r, uint32_t report, uint32_t event,
    const dl_time_value *v, const dl_dated *dated)
{
    const dl_event *e = &r->layers->events.at.at[event];
    link_mention *x = DL_PUSH(m->arena, m->out);
    if (!x) return false;
    *x = (link_mention){ .report = report, .event = event, .e = e, .stage = stage_of(e) };
    take_keys(m, e, &x->keys);
    x->episode = dl_intern(&m->episodes, r->episode);
    side(r, &e->actors, &x->actors);
    side(r, &e->recipients, &x->recipients);
    x->place = thing_of(r, e->place);
    x->from = e->time >= 0 ? v[e->time].from : DL_NO_DAY;
    x->to = e->time >= 0 ? v[e->time].to : DL_NO_DAY;
    x->first = dated->first;
    x->last = dated->last;
    forget_past_day(x);
    return true;
}

/* A byte for each of the text: 1 where the cue of a quote begins. */
static const uint8_t *cues_of(dl_arena *a, const dl_layers *l)
{
    uint8_t *begins = dl_arena_alloc(a, l->full.n + 1);
    for (uint32_t i = 0; begins && i < l->marks.quotes.n; i++) {
        dl_span cue = l->marks.quotes.at[i].cue;
        if (cue.start < cue.end) begins[cue.start] = 1;
    }
    return begins;
}

static bool take_report(maker *m, const dl_link_report *r, uint32_t report, const dl_dated *dated)
{
    const dl_layers *l = r->layers;
    uint32_t end = lead_end(l);
    const uint8_t *cue = cues_of(m->arena, l);
    dl_time_value *v = dl_marks_times_between(m->arena, &l->marks, dated->first, dated->last);
    for (uint32_t i = 0; v && cue && i < l->events.at.n; i++) {
        uint32_t start = l->events.at.at[i].span.start;
        if (!take(m, r, report, i, v, dated)) return false;
        m->out->at[m->out->n - 1].leads = start < end;
        m->out->at[m->out->n - 1].says = cue[start];
    }
    return v && cue;
}

static bool tell_small_episodes(maker *m, const dl_link_report *r, uint32_t n)
{
    uint32_t most = m->episodes.names.n;
    uint32_t *size = dl_arena_array(m->arena, (size_t)most + n + 1, sizeof *size);
    for (uint32_t i = 0; size && i < n; i++) size[dl_intern(&m->episodes, r[i].episode)]++;
    for (uint32_t i = 0; size && i < m->out->n; i++)
        m->out->at[i].one_happening = size[m->out->at[i].episode] <= SMALL_EPISODE;
    return size != NULL;
}

bool link_mentions_of(const dl_link *l, dl_arena *a, const dl_link_report *r, uint32_t n,
    const dl_dated *dated, link_mentions *out, uint32_t *keys)
{
    maker m = { .l = l, .arena = a, .out = out };
    m.keys.arena = a;
    m.episodes.arena = a;
    if (!number_words(&m)) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!take_report(&m, &r[i], i, &dated[i])) return false;
    if (!tell_small_episodes(&m, r, n)) return false;
    *keys = m.keys.names.n;
    return !dl_arena_failed(a);
}
