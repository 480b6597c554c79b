/* code - see code.h: the order of the three engines, and what an event takes from the
 * marks. */
#include "code_private.h"

/* Raised when the same tables give other events. */
#define RULES_VERSION "53"

dl_code_tables *dl_code_tables_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_code_tables *t = a ? dl_arena_alloc(a, sizeof *t) : NULL;
    if (t) {
        t->arena = a;
        if (code_tables_read(t, lexicon, e) && code_rules_read(t, lexicon, e)) return t;
    }
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
    return NULL;
}

void dl_code_tables_free(dl_code_tables *t)
{
    if (t) dl_arena_free(t->arena);
}

const char *dl_code_version(void) { return RULES_VERSION; }

/* ---- attribution */

/* The quote that a byte stands in, behind those before *from; -1: none. */
static int32_t quote_at(const dl_doc *d, uint32_t byte, uint32_t *from)
{
    const dl_marks *m = &d->marks;
    while (*from < m->quotes.n && m->quotes.at[*from].span.end <= byte) (*from)++;
    if (*from < m->quotes.n && m->quotes.at[*from].span.start <= byte) return (int32_t)*from;
    return -1;
}

static void attribute(const code_job *j, const code_state *s, uint32_t *quote, dl_event *e)
{
    e->quote = quote_at(j->d, e->span.start, quote);
    e->attributed_to = e->quote >= 0 ? j->d->marks.quotes.at[e->quote].entity : -1;
    if (e->attributed_to >= 0 || s->source == CODE_NONE) return;
    uint32_t source = code_arg_at(&j->f->at.at[s->source], CODE_SUBJECT, NULL);
    if (source != CODE_NONE) e->attributed_to = code_entity_at(j->x, source);
}

/* ---- events */

static bool in_zone(const dl_doc *d, uint32_t byte)
{
    for (uint32_t i = 0; i < d->text.zones.n; i++) {
        dl_span z = d->text.zones.at[i].span;
        if (z.start <= byte && byte < z.end) return true;
    }
    return false;
}

/* "stepped down" is step_down, as the noun "crackdown" is crack_down: another deed than
 * its verb alone. */
static dl_slice lemma_of(const code_job *j, const code_frame *f)
{
    if (!f->particle.n || f->head != f->verb || f->nominal) return f->lemma;
    dl_slice verb = dl_arena_join(j->d->arena, f->lemma, DL_S("_"));
    return dl_arena_join(j->d->arena, verb, f->particle);
}

/* The first day that a time tells, of a report whose day is known; DL_NO_DAY. */
static int32_t first_day_of(const code_job *j, const dl_time_form *f)
{
    int32_t day = DL_NO_DAY;
    if (f->anchor == DL_ANCHOR_MENTION || f->shape != DL_TIME_POINT) return DL_NO_DAY;
    if (dl_iso_read(j->d->text.date, &day) < DL_PREC_DAY) return DL_NO_DAY;
    int32_t first = dl_time_resolve(f, day).from;
    return first == DL_NO_DAY || first <= day ? DL_NO_DAY : first;
}

/* "They vote on Sunday", "is meeting her tomorrow", "a plebiscite on October 2": told in
 * the present, or by a noun that has no tense, of a day that is still to come. */
static bool is_to_come(const code_job *j, uint32_t i, const code_state *s)
{
    const code_frame *f = &j->f->at.at[i];
    int32_t time = j->where->time[i];
    bool told = s->status == DL_HAPPENED || s->status == DL_ONGOING;
    if (!told || s->negative || time < 0) return false;
    /* "is scheduled for May": that was done, what is scheduled is to come */
    if (f->passive && code_row(&j->t->embeds, f->lemma) >= 0) return false;
    bool open = s->tense == DL_TENSE_PRESENT || (code_noun_alone(f) && f->head >= j->x->t->title_n);
    return open && first_day_of(j, &j->d->marks.times.at[time].form) != DL_NO_DAY;
}

static void add_event(const code_job *j, uint32_t i, uint32_t *quote)
{
    const code_frame *frame = &j->f->at.at[i];
    const code_where *w = j->where;
    uint32_t start = j->x->t->start[frame->head];
    j->event[i] = -1;
    if (in_zone(j->d, start)) return;
    dl_event *e = DL_PUSH(j->d->arena, &j->d->events.at);
    if (!e) return;
    j->event[i] = (int32_t)j->d->events.at.n - 1;
    code_state s = code_state_of(j->f, i, j->x, j->t);
    if (is_to_come(j, i, &s)) s.status = DL_PLANNED;
    j->state[i] = s;
    e->span = (dl_span){ start, j->x->t->end[frame->head] };
    e->head = frame->head;
    e->lemma = lemma_of(j, frame);
    e->tense = s.tense;
    e->certainty = s.certainty;
    e->negative = s.negative;
    e->status = s.status;
    e->place = w->place[i] < 0 ? -1 : j->d->marks.mentions.at[w->place[i]].entity;
    e->time = code_time_of(w, j->f, j->x, i);
    attribute(j, &s, quote, e);
    code_event(j, i, e);
}

/* ---- counts: "killed 35 people" */

static void add_count(const code_job *j, uint32_t frame, uint32_t amount)
{
    if (frame == CODE_NONE || j->event[frame] < 0) return;
    dl_event *e = &j->d->events.at.at[j->event[frame]];
    uint32_t *at = DL_PUSH(j->d->arena, &e->counts);
    if (at) *at = amount;
}

/* Of the frame that tells it and of the event noun that did it: "the attack killed
 * 35". */
static void attach_counts(const code_job *j)
{
    for (uint32_t i = 0; i < j->d->marks.amounts.n; i++) {
        const dl_amount *a = &j->d->marks.amounts.at[i];
        if (a->kind != DL_AMOUNT_COUNT || !a->of.n) continue;
        uint32_t frame = code_frame_above(j->f, j->x, a->range.last - 1);
        if (frame == CODE_NONE) continue;
        add_count(j, frame, i);
        uint32_t cause = code_arg_at(&j->f->at.at[frame], CODE_SUBJECT, NULL);
        if (cause != CODE_NONE && j->f->of[cause] != frame) add_count(j, j->f->of[cause], i);
    }
}

/* One for each frame: a list that grows ends up to half as long again. */
static bool room_for_events(code_job *j)
{
    uint32_t n = j->f->at.n;
    j->d->events.at.at = dl_arena_apart(j->d->arena, n * sizeof *j->d->events.at.at);
    j->d->events.at.cap = j->d->events.at.at ? n : 0;
    return j->d->events.at.at != NULL;
}

/* False: the caller wants no more; frames that were not reached have no event yet. */
static bool add_events(code_job *j)
{
    uint32_t quote = 0;
    if (!room_for_events(j)) return false;
    code_choose_rules(j);
    if (dl_failed(&j->d->err)) return false;
    for (uint32_t i = 0; i < j->f->at.n; i++) {
        if (!code_goes_on(j->d, i)) return false;
        add_event(j, i, &quote);
    }
    return true;
}

static bool job_new(code_job *j, code_frames *f, code_tree *x, code_where *w)
{
    dl_arena *a = j->d->scratch;
    if (!code_tree_of(x, j->d) || !code_frames_of(f, j->d, x, j->t)) return false;
    if (!code_where_of(w, j->d, f, x)) return false;
    j->f = f;
    j->x = x;
    j->where = w;
    j->state = dl_arena_array(a, (size_t)f->at.n + 1, sizeof *j->state);
    j->event = dl_arena_array(a, (size_t)f->at.n + 1, sizeof *j->event);
    j->rule = dl_arena_array(a, (size_t)f->at.n + 1, sizeof *j->rule);
    j->taken = dl_arena_array(a, (size_t)j->d->tokens.n + 1, sizeof *j->taken);
    return j->state && j->event && j->rule && j->taken;
}

void dl_code_run(dl_doc *d, const dl_code_tables *t)
{
    code_job j = { .d = d, .t = t };
    code_frames f = { .of = NULL };
    code_tree x;
    code_where w;
    if (!d->tokens.n) return;
    if (job_new(&j, &f, &x, &w) && add_events(&j)) {
        j.topic = code_topic_of(&x, t);
        code_lend_parties(&j);
        attach_counts(&j);
        code_weigh(&j);
        code_tell_people(&j);
        code_tell_places(&j);
        code_grade(&j);
        code_drop_background(&j);
        code_split_codes(&j);
        code_add_contexts(&j);
    }
    DL_FIT(d->arena, &d->events.at);
    dl_doc_tidy(d);
}
