/* days - which days matter.
 *
 *   sentences and reports that tell a day --recount_choose_days--> the days to tell */
#include <math.h>
#include <stdlib.h>

#include "recount_private.h"

/* Without a number asked for: so many at most, and none below this share of the best. */
enum { DAYS_LEAST = 12, DAYS_MOST = 40 };
static const double SHARE_LEAST = 0.12, COARSE = 0.5, OF_PUBLISHED = 1, OF_EVENTS = 0.2;

/* A sentence without a word that was asked for counts so much. */
static const double OF_ASIDE = 0.5;

static void add_weights(recount_day *d)
{
    d->events_weight = 0;
    for (uint32_t i = 0; i < d->events.n; i++) d->events_weight += d->events.at[i].weight;
}

static double score_of(const recount_day *d)
{
    double score = d->told + OF_ASIDE * d->aside + OF_PUBLISHED * d->published
        + OF_EVENTS * d->events_weight;
    return d->precision == DL_PREC_DAY ? score : COARSE * score;
}

/* A month or a year of the time of the reports is told by its days. */
static bool is_within_reports(const recount_gathered *g, const recount_day *d)
{
    return d->precision != DL_PREC_DAY && g->first != DL_NO_DAY && d->last >= g->first
        && d->first <= g->last;
}

static bool is_asked(const recount_gathered *g, const recount_day *d)
{
    const dl_recount_ask *ask = g->ask;
    if (!d->sentences || is_within_reports(g, d)) return false;
    if (ask->from != DL_NO_DAY && d->last < ask->from) return false;
    if (ask->to != DL_NO_DAY && d->first > ask->to) return false;
    return ask->new_since == DL_NO_DAY || d->last >= ask->new_since || !d->known;
}

typedef struct ranked {
    double score;
    int32_t first;
    uint32_t precision, day;
} ranked;

static int by_score(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return (x->precision > y->precision) - (x->precision < y->precision);
}

static int by_day(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return (x->precision > y->precision) - (x->precision < y->precision);
}

static uint32_t how_many(const recount_gathered *g, const ranked *r, uint32_t n)
{
    uint32_t most = g->ask->dates ? g->ask->dates : DAYS_MOST;
    if (n > most) n = most;
    if (g->ask->dates) return n;
    while (n > DAYS_LEAST && r[n - 1].score < SHARE_LEAST * r[0].score) n--;
    return n;
}

/* How things stand: without a number asked for, the newest day that the reports can tell
 * as past is told whatever it weighs. r[0..chosen) are the days chosen, r[chosen..n) the
 * others. Answers how many are chosen now. */
static uint32_t take_newest(const recount_gathered *g, ranked *r, uint32_t chosen, uint32_t n)
{
    uint32_t newest = n;
    for (uint32_t i = 0; i < n; i++) {
        bool past = r[i].precision == DL_PREC_DAY && r[i].first <= g->last;
        if (past && (newest == n || r[i].first > r[newest].first)) newest = i;
    }
    if (g->ask->dates || newest == n || newest < chosen) return chosen;
    r[chosen] = r[newest];
    return chosen + 1;
}

const uint32_t *recount_choose_days(recount_gathered *g, uint32_t *n)
{
    ranked *r = dl_arena_array(g->arena, g->days.n + 1, sizeof *r);
    uint32_t *out = dl_arena_array(g->arena, g->days.n + 1, sizeof *out);
    uint32_t all = 0;
    *n = 0;
    if (!r || !out) return NULL;
    for (uint32_t i = 0; i < g->days.n; i++) {
        recount_day *d = &g->days.at[i];
        if (!is_asked(g, d)) continue;
        add_weights(d);
        d->score = score_of(d);
        r[all++] = (ranked){ d->score, d->first, (uint32_t)d->precision, i };
    }
    qsort(r, all, sizeof *r, by_score);
    *n = take_newest(g, r, how_many(g, r, all), all);
    qsort(r, *n, sizeof *r, by_day);
    for (uint32_t i = 0; i < *n; i++) out[i] = r[i].day;
    return out;
}
