/* code - see code.h: the order of the three engines, and what an event takes from the
 * marks. */
#include "code_private.h"

/* Raised when the same tables give other events. */
#define RULES_VERSION "2"

dl_code_tables *dl_code_tables_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_code_tables *t = a ? dl_arena_alloc(a, sizeof *t) : NULL;
    if (t) {
        t->arena = a;
        if (code_tables_read(t, lexicon, e)) t->rules = coder_rules_new(a, lexicon, e);
        if (t->rules) return t;
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

enum { CLIMB_MOST = 12 };

/* ---- time and place: of the event's own clause, then of its sentence */

typedef struct whens { /* [frames] the time and the place of each clause; -1: none */
    int32_t *time, *place;
    int32_t *sentence_time; /* [sentences] */
    int32_t *sentence_country; /* [sentences] an entity of the only country; -1 none, -2 several */
    uint32_t *sentence; /* [tokens] */
} whens;

static uint32_t frame_above(const code_frames *f, const code_tree *x, uint32_t token)
{
    for (int n = 0; n < CLIMB_MOST; n++) {
        if (f->of[token] != CODE_NONE) return f->of[token];
        if (x->t->head[token] == token) break;
        token = x->t->head[token];
    }
    return CODE_NONE;
}

static bool whens_new(whens *w, dl_doc *d, const code_frames *f)
{
    const dl_tokens *t = &d->tokens;
    w->time = dl_arena_array(d->arena, (size_t)f->at.n + 1, sizeof *w->time);
    w->place = dl_arena_array(d->arena, (size_t)f->at.n + 1, sizeof *w->place);
    w->sentence = dl_arena_array(d->arena, (size_t)t->n + 1, sizeof *w->sentence);
    w->sentence_time = dl_arena_array(
        d->arena, (size_t)t->sentences.n + 1, sizeof *w->sentence_time);
    w->sentence_country = dl_arena_array(
        d->arena, (size_t)t->sentences.n + 1, sizeof *w->sentence_country);
    if (dl_arena_failed(d->arena)) return false;
    for (uint32_t i = 0; i < f->at.n; i++) w->time[i] = w->place[i] = -1;
    for (uint32_t s = 0; s < t->sentences.n; s++) {
        w->sentence_time[s] = -1;
        w->sentence_country[s] = -1;
        for (uint32_t i = t->sentences.at[s].first; i < t->sentences.at[s].last; i++)
            w->sentence[i] = s;
    }
    return true;
}

/* A length or a rate says how long or how often, not when. */
static bool says_when(const dl_time_mark *m)
{
    return m->type == DL_TIME_DATE || m->type == DL_TIME_TIME;
}

static void place_times(whens *w, const dl_doc *d, const code_frames *f, const code_tree *x)
{
    for (uint32_t i = 0; i < d->marks.times.n; i++) {
        const dl_time_mark *m = &d->marks.times.at[i];
        if (!says_when(m)) continue;
        uint32_t frame = frame_above(f, x, m->range.last - 1);
        if (frame != CODE_NONE && w->time[frame] < 0) w->time[frame] = (int32_t)i;
        int32_t *of_sentence = &w->sentence_time[w->sentence[m->range.first]];
        if (*of_sentence < 0) *of_sentence = (int32_t)i;
    }
}

static bool is_place(const dl_mention *m)
{
    return m->form == DL_FORM_NAME
        && (m->kind == DL_KIND_GPE || m->kind == DL_KIND_LOC || m->kind == DL_KIND_FAC);
}

static bool is_where(dl_slice prep)
{
    static const char *const list[] = { "in", "at", "near", "outside", "across", "inside", "on",
        "around", NULL };
    for (const char *const *p = list; *p; p++)
        if (dl_slice_is(prep, *p)) return true;
    return false;
}

static void place_places(whens *w, const dl_doc *d, const code_frames *f, const code_tree *x)
{
    for (uint32_t i = 0; i < d->marks.mentions.n; i++) {
        const dl_mention *m = &d->marks.mentions.at[i];
        uint32_t prep = x->t->head[m->head];
        if (!is_place(m) || dl_token_dep(x->t, m->head) != DL_DEP_pobj) continue;
        if (!is_where(x->t->lemma[prep])) continue;
        uint32_t frame = frame_above(f, x, prep);
        if (frame != CODE_NONE && w->place[frame] < 0) w->place[frame] = m->entity;
    }
}

static void place_countries(whens *w, const dl_doc *d)
{
    const dl_marks *m = &d->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        int32_t e = m->mentions.at[i].entity;
        int32_t *only = &w->sentence_country[w->sentence[m->mentions.at[i].head]];
        if (!m->entities.at[e].country.n) continue;
        if (*only == -1) *only = e;
        else if (*only >= 0
            && !dl_slice_eq(m->entities.at[*only].country, m->entities.at[e].country))
            *only = -2;
    }
}

/* ---- attribution */

static int32_t entity_of(const dl_doc *d, const code_tree *x, uint32_t token)
{
    if (token == CODE_NONE) return -1;
    int32_t m = x->mention[token] >= 0 ? x->mention[token] : x->inside[token];
    return m < 0 ? -1 : d->marks.mentions.at[m].entity;
}

static int32_t quote_at(const dl_doc *d, uint32_t byte, uint32_t *from)
{
    const dl_marks *m = &d->marks;
    while (*from < m->quotes.n && m->quotes.at[*from].span.end <= byte) (*from)++;
    if (*from < m->quotes.n && m->quotes.at[*from].span.start <= byte) return (int32_t)*from;
    return -1;
}

/* ---- events */

/* Words of saying and embedding are events too, but not those that only carry another. */
static bool in_zone(const dl_doc *d, uint32_t byte)
{
    for (uint32_t i = 0; i < d->text.zones.n; i++) {
        dl_span z = d->text.zones.at[i].span;
        if (z.start <= byte && byte < z.end) return true;
    }
    return false;
}

/* The country of the event's place, else the only country that its sentence names. */
static dl_slice country_here(const dl_doc *d, const whens *w, uint32_t frame, uint32_t token)
{
    if (w->place[frame] >= 0 && d->marks.entities.at[w->place[frame]].country.n)
        return d->marks.entities.at[w->place[frame]].country;
    int32_t only = w->sentence_country[w->sentence[token]];
    if (only < 0) return (dl_slice){ NULL, 0 };
    return d->marks.entities.at[only].country;
}

static void add_event(dl_doc *d, const code_frames *f, uint32_t i, const code_tree *x,
    const dl_code_tables *t, const whens *w, uint32_t *quote)
{
    const code_frame *frame = &f->at.at[i];
    uint32_t start = x->t->start[frame->head];
    if (in_zone(d, start)) return;
    dl_event *e = DL_PUSH(d->arena, &d->events.at);
    if (!e) return;
    code_state s = code_state_of(f, i, x, t);
    e->span = (dl_span){ start, x->t->end[frame->head] };
    e->head = frame->head;
    e->lemma = frame->lemma;
    e->tense = s.tense;
    e->certainty = s.certainty;
    e->negative = s.negative;
    e->status = s.status;
    e->place = w->place[i];
    e->time = w->time[i] >= 0 ? w->time[i] : w->sentence_time[w->sentence[frame->head]];
    e->quote = quote_at(d, start, quote);
    e->attributed_to = e->quote >= 0 ? d->marks.quotes.at[e->quote].entity : -1;
    if (e->attributed_to < 0 && s.source != CODE_NONE)
        e->attributed_to = entity_of(d, x, code_arg_at(&f->at.at[s.source], CODE_SUBJECT, NULL));
    code_event(d, f, i, &s, x, t, country_here(d, w, i, frame->head), e);
}

void dl_code_run(dl_doc *d, const dl_code_tables *t)
{
    code_tree x;
    code_frames f = { .of = NULL };
    whens w;
    uint32_t quote = 0;
    if (!d->tokens.n) return;
    if (!code_tree_of(&x, d) || !code_frames_of(&f, d, &x, t) || !whens_new(&w, d, &f)) {
        dl_doc_ok(d);
        return;
    }
    place_times(&w, d, &f, &x);
    place_places(&w, d, &f, &x);
    place_countries(&w, d);
    for (uint32_t i = 0; i < f.at.n; i++) add_event(d, &f, i, &x, t, &w, &quote);
    dl_doc_ok(d);
}
