/* gather - reads each report once: which of its sentences tell which day.
 *
 *   times, merged events, the report's own day --recount_gather--> days, sentences
 *
 * A sentence tells a day that a time in it names, or of which it tells a merged event;
 * the first sentences tell the day of their report. Of a text that several reports
 * carry one is read. */
#include <stdlib.h>

#include "recount_private.h"

/* First sentences of a report; bytes of a sentence that may stand for a day. */
enum { LEADS = 3, SENTENCE_LEAST = 30, SENTENCE_MOST = 600 };

/* A report is wholly about what was asked for if one sentence in so many has a word of
 * it. */
enum { ABOUT_WHOLE = 2 };

typedef struct telling { /* a sentence tells a day */
    uint32_t sentence, day, flags;
} telling;

typedef struct reader {
    recount_gathered *g;
    const dl_record_recount *r;
    dl_arena *scratch; /* of one report */
    dl_layers l;
    const dl_recount_report *report;
    uint32_t number; /* of the report */
    bool old; /* what it tells was known before */
    DL_VEC(telling) tellings;
    uint32_t *flags; /* [sentences] LEAD, QUOTED, TITLE */
    const dl_cpmap *letters; /* of the report's full text */
    double about; /* how far the report is about what was asked for: 0 to 1 */
} reader;

/* ---- days */

static uint32_t day_of(recount_gathered *g, int32_t first, int32_t last, dl_precision precision)
{
    struct {
        int32_t first;
        uint32_t precision;
    } key = { first, (uint32_t)precision };
    uint32_t n = dl_intern(&g->day_key, dl_slice_of((const char *)&key, sizeof key));
    if (n == 0 || n <= g->days.n) return n;
    recount_day *d = DL_PUSH(g->arena, &g->days);
    if (!d) return 0;
    *d = (recount_day){ .first = first, .last = last, .precision = precision };
    return n;
}

static void add_telling(reader *r, int32_t sentence, uint32_t day, uint32_t flags)
{
    if (sentence < 0 || day == 0) return;
    telling *t = DL_PUSH(r->scratch, &r->tellings);
    if (t) *t = (telling){ (uint32_t)sentence, day - 1, flags };
}

/* "2016", "2016-12", "2016-12-16", "2016-12-16T10": how exactly a day is told. */
static dl_precision precision_of(const dl_time_value *v)
{
    static const dl_precision by_length[] = {
        [4] = DL_PREC_YEAR, [7] = DL_PREC_MONTH, [10] = DL_PREC_DAY
    };
    size_t n = 0;
    while (v->value[n] && v->value[n] != 'T' && n < 11) n++;
    for (size_t i = 0; i < n; i++)
        if (v->value[i] != '-' && (v->value[i] < '0' || v->value[i] > '9')) return DL_PREC_NONE;
    return n <= 10 && v->from != DL_NO_DAY ? by_length[n] : DL_PREC_NONE;
}

static void tell_times(reader *r)
{
    const dl_marks *m = &r->l.marks;
    const dl_time_value *value = dl_marks_times_between(
        r->scratch, m, r->report->first, r->report->last);
    for (uint32_t i = 0; value && i < m->times.n; i++) {
        dl_time_type type = m->times.at[i].type;
        if (type == DL_TIME_DURATION || type == DL_TIME_SET) continue;
        dl_precision p = precision_of(&value[i]);
        if (p == DL_PREC_NONE) continue;
        int32_t sentence = dl_layers_sentence(&r->l, m->times.at[i].span.start);
        add_telling(r, sentence, day_of(r->g, value[i].from, value[i].to, p), RECOUNT_NAMES);
        if (sentence >= 0 && p == DL_PREC_DAY) r->flags[sentence] |= RECOUNT_DATED;
    }
}

/* ---- merged events */

static void add_event(recount_gathered *g, uint32_t day, const dl_recount_told *t)
{
    uint32_t event = dl_intern(&g->events, t->id);
    recount_day *d = &g->days.at[day - 1];
    if (event == 0) return;
    for (uint32_t i = d->events.n; i-- > 0 && i + 8 > d->events.n;)
        if (d->events.at[i].event == event - 1) return;
    recount_event *e = DL_PUSH(g->arena, &d->events);
    if (e) *e = (recount_event){ event - 1, t->origins * (t->coded ? 2 : 1) };
}

static void take_told(void *user, const dl_recount_told *t)
{
    reader *r = user;
    if (t->first == DL_NO_DAY || t->first != t->last || t->event >= r->l.events.at.n) return;
    uint32_t day = day_of(r->g, t->first, t->last, DL_PREC_DAY);
    int32_t sentence = dl_layers_sentence(&r->l, r->l.events.at.at[t->event].span.start);
    if (!day || sentence < 0) return;
    if (!r->old) add_event(r->g, day, t);
    add_telling(r, sentence, day, RECOUNT_EVENT);
}

/* ---- what a sentence is */

static void mark_quotes(reader *r)
{
    for (uint32_t i = 0; i < r->l.marks.quotes.n; i++) {
        const dl_quote *q = &r->l.marks.quotes.at[i];
        int32_t s = dl_layers_sentence(&r->l, q->span.start);
        if (s < 0 || q->form == DL_QUOTE_INDIRECT) continue;
        dl_span span = r->l.sentences.at[s].span;
        uint32_t end = q->span.end < span.end ? q->span.end : span.end;
        if ((end - q->span.start) * 2 > span.end - span.start) r->flags[s] |= RECOUNT_QUOTED;
    }
}

/* "(Update 5:35 a.m. Thursday in Cairo)" tells nothing. */
static void mark_telling(reader *r)
{
    for (uint32_t i = 0; i < r->l.events.at.n; i++) {
        const dl_event *e = &r->l.events.at.at[i];
        int32_t s = dl_layers_sentence(&r->l, e->span.start);
        bool tells = e->type.n || e->actors.n || e->recipients.n;
        if (s >= 0 && tells) r->flags[s] |= RECOUNT_TELLS;
    }
}

static void mark_leads(reader *r)
{
    uint32_t leads = 0;
    for (uint32_t i = 0; i < r->l.sentences.n; i++) {
        dl_span s = r->l.sentences.at[i].span;
        if (s.start < r->l.title.end) r->flags[i] |= RECOUNT_TITLE;
        else if (s.end - s.start >= SENTENCE_LEAST && leads++ < LEADS) r->flags[i] |= RECOUNT_LEAD;
        if (leads > LEADS) break;
    }
}

/* A first sentence that names a day tells that one. */
static void tell_own_day(reader *r)
{
    if (r->report->first == DL_NO_DAY || r->report->first != r->report->last) return;
    uint32_t day = day_of(r->g, r->report->first, r->report->last, DL_PREC_DAY);
    for (uint32_t i = 0; i < r->l.sentences.n; i++)
        if ((r->flags[i] & (RECOUNT_LEAD | RECOUNT_DATED)) == RECOUNT_LEAD)
            add_telling(r, (int32_t)i, day, RECOUNT_PUBLISHED);
}

/* Where nothing was asked for, every sentence is about it. */
static bool is_about(const reader *r, dl_span sentence)
{
    const recount_gathered *g = r->g;
    dl_slice text = dl_slice_cut(r->l.full, sentence.start, sentence.end);
    return !g->abouts || recount_has_word(&g->words, text, g->about, g->abouts);
}

/* A report that names somebody once is not about them: what it tells beside that counts
 * little. */
static void mark_about(reader *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->l.sentences.n; i++) {
        if (!is_about(r, r->l.sentences.at[i].span)) continue;
        r->flags[i] |= RECOUNT_ABOUT;
        n++;
    }
    bool whole = n * ABOUT_WHOLE >= r->l.sentences.n;
    r->about = whole ? 1 : (double)n * ABOUT_WHOLE / r->l.sentences.n;
}

/* ---- into what is gathered */

/* In the title, or in the body. */
static uint32_t code_points(const reader *r, uint32_t at)
{
    uint32_t from = at < r->l.body.start ? 0 : r->l.body.start;
    return dl_cpmap_cp(r->letters, at) - dl_cpmap_cp(r->letters, from);
}

static void count_day(reader *r, recount_day *d, uint32_t flags)
{
    if (r->old) {
        d->known = true;
        return;
    }
    if (flags & RECOUNT_NAMES) {
        if (flags & RECOUNT_ABOUT) d->told++;
        else d->aside += r->about;
    }
    if (d->report == r->number + 1) return;
    d->report = r->number + 1;
    d->origins++;
    if (d->first == r->report->first && d->first == r->report->last) d->published += r->about;
}

static void count_words(recount_gathered *g, const recount_sentence *s)
{
    while (g->common.n <= g->words.names.n && DL_PUSH(g->arena, &g->common)) continue;
    for (uint32_t i = 0; i < s->words && s->word[i] < g->common.n; i++) g->common.at[s->word[i]]++;
}

static bool is_fit(dl_span s)
{
    return s.end - s.start >= SENTENCE_LEAST && s.end - s.start <= SENTENCE_MOST;
}

static dl_span trimmed(const reader *r, dl_span s)
{
    dl_slice text = dl_slice_trim(dl_slice_cut(r->l.full, s.start, s.end));
    uint32_t start = (uint32_t)(text.p - r->l.full.p);
    return (dl_span){ start, start + (uint32_t)text.n };
}

/* A number for each sentence of each report. */
static uint32_t number_of(reader *r, uint32_t sentence)
{
    const uint32_t key[] = { r->number, sentence };
    return dl_intern(&r->g->texts, dl_slice_of((const char *)key, sizeof key));
}

/* Asked once of each sentence, however many days it tells. */
static bool is_aside(reader *r, uint32_t sentence, dl_span span)
{
    uint32_t *flags = &r->flags[sentence];
    if (!(*flags & (RECOUNT_ASIDE | RECOUNT_NEWS))) {
        bool aside = recount_is_aside(dl_slice_cut(r->l.full, span.start, span.end));
        *flags |= aside ? RECOUNT_ASIDE : RECOUNT_NEWS;
    }
    return (*flags & RECOUNT_ASIDE) != 0;
}

static void add_sentence(reader *r, const telling *t)
{
    recount_gathered *g = r->g;
    recount_day *d = &g->days.at[t->day];
    dl_span span = trimmed(r, r->l.sentences.at[t->sentence].span);
    uint32_t flags = t->flags | r->flags[t->sentence];
    count_day(r, d, flags);
    if (r->old || !(flags & RECOUNT_TELLS) || !is_fit(span)) return;
    if (!(flags & RECOUNT_QUOTED) && is_aside(r, t->sentence, span)) return;
    recount_sentence *s = DL_PUSH(g->arena, &g->sentences);
    if (!s) return;
    dl_span told = dl_layers_told(&r->l, span);
    dl_slice text = dl_slice_cut(r->l.full, told.start, told.end);
    dl_slice whole = dl_slice_cut(r->l.full, span.start, span.end);
    if (recount_is_open(whole)) flags |= RECOUNT_OPEN;
    *s = (recount_sentence){ .report = r->number,
        .next = d->head,
        .text_of = number_of(r, t->sentence),
        .flags = flags,
        .start = code_points(r, told.start),
        .text = dl_arena_copy(g->arena, text) };
    s->end = s->start + (uint32_t)dl_utf8_count(text);
    s->word = recount_words(g->arena, &g->words, whole, &s->words);
    if (!s->word) s->words = 0;
    count_words(g, s);
    d->head = g->sentences.n;
    d->sentences++;
}

static int by_sentence(const void *a, const void *b)
{
    const telling *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return (x->sentence > y->sentence) - (x->sentence < y->sentence);
}

static void add_sentences(reader *r)
{
    telling *t = r->tellings.at;
    uint32_t n = r->tellings.n;
    if (n) qsort(t, n, sizeof *t, by_sentence);
    for (uint32_t i = 0; i < n; i++) {
        bool same = i + 1 < n && by_sentence(&t[i], &t[i + 1]) == 0;
        if (same) t[i + 1].flags |= t[i].flags;
        else add_sentence(r, &t[i]);
    }
}

/* ---- reports */

static bool is_seen_copy(recount_gathered *g, dl_slice group)
{
    uint32_t before = g->copies.names.n;
    return group.n && dl_intern(&g->copies, group) && g->copies.names.n == before;
}

static void note_span(recount_gathered *g, const dl_recount_report *r)
{
    if (r->first == DL_NO_DAY) return;
    if (g->first == DL_NO_DAY || r->first < g->first) g->first = r->first;
    if (g->last == DL_NO_DAY || r->last > g->last) g->last = r->last;
}

static void read_report(reader *r)
{
    recount_gathered *g = r->g;
    recount_report *kept = DL_PUSH(g->arena, &g->reports);
    r->flags = dl_arena_array(r->scratch, r->l.sentences.n + 1, sizeof *r->flags);
    r->letters = dl_cpmap_new(r->scratch, r->l.full);
    if (!kept || !r->flags || !r->letters) return;
    dl_slice title = dl_slice_cut(r->l.full, r->l.title.start, r->l.title.end);
    *kept = (recount_report){ .id = dl_arena_copy(g->arena, r->report->id),
        .title = dl_arena_copy(g->arena, title),
        .first = r->report->first,
        .last = r->report->last };
    r->number = g->reports.n - 1;
    note_span(g, r->report);
    mark_quotes(r);
    mark_leads(r);
    mark_telling(r);
    mark_about(r);
    tell_times(r);
    tell_own_day(r);
    r->r->told(r->r->ctx, r->report->rep, take_told, r);
    add_sentences(r);
}

static void each_report(void *user, const dl_recount_report *report)
{
    reader *r = user;
    int32_t since = r->g->ask->new_since;
    if (is_seen_copy(r->g, report->copies)) return;
    dl_arena_reset(r->scratch);
    memset(&r->tellings, 0, sizeof r->tellings);
    r->report = report;
    r->old = since != DL_NO_DAY && report->last != DL_NO_DAY && report->last < since;
    memset(&r->l, 0, sizeof r->l);
    if (r->r->layers(r->r->ctx, report->rep, r->scratch, &r->l)) read_report(r);
    if (dl_arena_failed(r->scratch)) dl_fail(r->r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void recount_gather(recount_gathered *g, const dl_record_recount *r)
{
    reader reading = { .g = g, .r = r, .scratch = dl_arena_new(r->mem, 0) };
    g->about = recount_query_words(g->arena, &g->words, g->ask->about, &g->abouts);
    if (!g->about) g->abouts = 0;
    if (reading.scratch) r->reports(r->ctx, each_report, &reading);
    else dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(reading.scratch);
}
