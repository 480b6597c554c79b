/* timeline - see recount.h. */
#include <stdlib.h>

#include "recount_private.h"

enum { SENTENCES_MOST = 2, EVENTS_MOST = 10 };

/* ---- one entry */

static void put_sentences(dl_arena *a, const recount_gathered *g, const uint32_t *chosen,
    uint32_t n, dl_timeline_entry *out)
{
    for (uint32_t i = 0; i < n; i++) {
        const recount_sentence *s = &g->sentences.at[chosen[i]];
        dl_timeline_sentence *t = DL_PUSH(a, &out->sentences);
        if (!t) return;
        *t = (dl_timeline_sentence){ .report = dl_arena_copy(a, g->reports.at[s->report].id),
            .text = dl_arena_copy(a, s->text),
            .start = s->start,
            .end = s->end,
            .in_title = (s->flags & RECOUNT_TITLE) != 0 };
    }
}

static int by_weight(const void *a, const void *b)
{
    const recount_event *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->event > y->event) - (x->event < y->event);
}

static void put_events(
    dl_arena *a, const recount_gathered *g, const recount_day *d, dl_timeline_entry *out)
{
    if (d->events.n) qsort(d->events.at, d->events.n, sizeof *d->events.at, by_weight);
    for (uint32_t i = 0; i < d->events.n && out->events.n < EVENTS_MOST; i++) {
        if (i && d->events.at[i].event == d->events.at[i - 1].event) continue;
        dl_slice *id = DL_PUSH(a, &out->events);
        if (id) *id = dl_arena_copy(a, g->events.names.at[d->events.at[i].event]);
    }
}

/* The title of a report of that day or the next one; that of the best sentence's
 * first. */
static dl_slice headline_of(const recount_gathered *g, const recount_day *d, uint32_t best)
{
    const dl_slice none = { NULL, 0 };
    const recount_report *r = &g->reports.at[g->sentences.at[best].report];
    bool near = r->first == r->last && (r->first == d->first || r->first == d->first + 1);
    return near && r->title.n && d->precision == DL_PREC_DAY ? r->title : none;
}

typedef struct told_day {
    uint32_t day, place; /* place: among the days, by date */
    uint32_t sentences;
    uint32_t sentence[SENTENCES_MOST];
    uint32_t choice; /* sentences that tell it */
    double score;
} told_day;

static void put_day(dl_arena *a, const recount_gathered *g, const told_day *t, dl_timeline *out)
{
    const recount_day *d = &g->days.at[t->day];
    const uint32_t *chosen = t->sentence;
    uint32_t n = t->sentences;
    dl_timeline_entry *e = n ? DL_PUSH(a, &out->at) : NULL;
    if (!e) return;
    *e = (dl_timeline_entry){ .first = d->first,
        .last = d->last,
        .precision = d->precision,
        .headline = dl_arena_copy(a, headline_of(g, d, chosen[0])),
        .origins = d->origins };
    put_sentences(a, g, chosen, n, e);
    put_events(a, g, d, e);
}

/* ---- all of them */

/* Those with the fewest sentences first, then those that matter most. */
static int by_choice(const void *a, const void *b)
{
    const told_day *x = a, *y = b;
    if (x->choice != y->choice) return x->choice < y->choice ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static int by_place(const void *a, const void *b)
{
    const told_day *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

/* No sentence stands under two days. Each day has its first one before any has two. */
static void choose_sentences(recount_gathered *g, told_day *t, uint32_t n)
{
    qsort(t, n, sizeof *t, by_choice);
    for (uint32_t most = 1; most <= SENTENCES_MOST; most++)
        for (uint32_t i = 0; i < n; i++)
            t[i].sentences = recount_choose_sentences(
                g, &g->days.at[t[i].day], t[i].sentences, most, t[i].sentence);
    qsort(t, n, sizeof *t, by_place);
}

static void put_days(
    dl_arena *a, recount_gathered *g, const uint32_t *day, uint32_t n, dl_timeline *out)
{
    told_day *t = dl_arena_array(g->arena, (size_t)n + 1, sizeof *t);
    g->used = dl_arena_alloc(g->arena, (size_t)g->texts.names.n + 1);
    if (!t || !g->used) return;
    for (uint32_t i = 0; i < n; i++) {
        const recount_day *d = &g->days.at[day[i]];
        t[i] = (told_day){ .day = day[i], .place = i, .choice = d->sentences, .score = d->score };
    }
    choose_sentences(g, t, n);
    for (uint32_t i = 0; i < n; i++) put_day(a, g, &t[i], out);
}

static recount_gathered gathered_new(dl_arena *a, const dl_recount_ask *ask)
{
    return (recount_gathered){ .arena = a,
        .ask = ask,
        .day_key = { .arena = a },
        .words = { .arena = a },
        .events = { .arena = a },
        .copies = { .arena = a },
        .texts = { .arena = a },
        .first = DL_NO_DAY,
        .last = DL_NO_DAY };
}

void dl_recount_timeline(
    dl_arena *a, const dl_record_recount *r, const dl_recount_ask *ask, dl_timeline *out)
{
    dl_arena *own = dl_arena_new(r->mem, 0);
    if (!own) {
        dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
        return;
    }
    recount_gathered g = gathered_new(own, ask);
    uint32_t n = 0;
    recount_gather(&g, r);
    const uint32_t *day = dl_arena_failed(own) ? NULL : recount_choose_days(&g, &n);
    if (day) put_days(a, &g, day, n, out);
    if (dl_arena_failed(own)) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(own);
}
