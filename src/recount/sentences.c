/* sentences - which sentences stand for a day: those that share most with the others that
 * tell it, name the day, and open a report.
 *
 *   sentences of a day --recount_choose_sentences--> the best, and another one */
#include <math.h>

#include "recount_private.h"

static const double OF_NAMES = 1.8, OF_EVENT = 1.2, OF_LEAD = 1.3, OF_QUOTE = 0.6, OF_TITLE = 0.5;

/* Of a sentence that has a word which was asked for. */
static const double OF_ABOUT = 1.5;

/* 0.5: the cosine to all that tells the day; more: short ones before long ones. */
static const double LENGTH = 0.6;

/* Two sentences that share this much of their words say the same. */
static const double SAME = 0.5;

static double rareness(const recount_gathered *g, uint32_t word)
{
    return log(1 + (double)g->sentences.n / g->common.at[word]);
}

static double factor(uint32_t flags)
{
    double f = 1;
    if (flags & RECOUNT_NAMES) f *= OF_NAMES;
    if (flags & RECOUNT_EVENT) f *= OF_EVENT;
    if (flags & RECOUNT_LEAD) f *= OF_LEAD;
    if (flags & RECOUNT_QUOTED) f *= OF_QUOTE;
    if (flags & (RECOUNT_TITLE | RECOUNT_OPEN)) f *= OF_TITLE;
    if (flags & RECOUNT_ABOUT) f *= OF_ABOUT;
    return f;
}

static double score_of(const recount_gathered *g, const recount_sentence *s, const uint32_t *here)
{
    double sum = 0, size = 0;
    for (uint32_t i = 0; i < s->words; i++) {
        double rare = rareness(g, s->word[i]);
        sum += rare * rare * here[s->word[i]];
        size += rare * rare;
    }
    return size > 0 ? factor(s->flags) * sum / pow(size, LENGTH) : 0;
}

static bool is_alike(const recount_sentence *a, const recount_sentence *b)
{
    uint32_t same = 0, i = 0, k = 0;
    while (i < a->words && k < b->words) {
        same += a->word[i] == b->word[k];
        uint32_t x = a->word[i], y = b->word[k];
        i += x <= y;
        k += y <= x;
    }
    uint32_t least = a->words < b->words ? a->words : b->words;
    return same >= SAME * least;
}

/* Sentences are read from the last report to the first: of equal ones the earliest
 * wins. */
static uint32_t best_of(const recount_gathered *g, const recount_day *d, const uint32_t *here,
    const uint32_t *chosen, uint32_t n)
{
    double most = -1;
    uint32_t best = 0;
    for (uint32_t i = d->head; i; i = g->sentences.at[i - 1].next) {
        const recount_sentence *s = &g->sentences.at[i - 1];
        bool fresh = !g->used[s->text_of];
        for (uint32_t k = 0; k < n; k++) fresh = fresh && !is_alike(s, &g->sentences.at[chosen[k]]);
        double score = fresh ? score_of(g, s, here) : -1;
        if (score < most || !fresh) continue;
        most = score;
        best = i;
    }
    return best;
}

uint32_t recount_choose_sentences(
    const recount_gathered *g, const recount_day *d, uint32_t have, uint32_t most, uint32_t *out)
{
    dl_arena_mark before = dl_arena_mark_now(g->arena);
    uint32_t *here = dl_arena_array(g->arena, g->common.n + 1, sizeof *here);
    uint32_t n = have;
    for (uint32_t i = here ? d->head : 0; i; i = g->sentences.at[i - 1].next) {
        const recount_sentence *s = &g->sentences.at[i - 1];
        for (uint32_t k = 0; k < s->words; k++) here[s->word[k]]++;
    }
    while (here && n < most) {
        uint32_t best = best_of(g, d, here, out, n);
        if (!best) break;
        g->used[g->sentences.at[best - 1].text_of] = 1;
        out[n++] = best - 1;
    }
    dl_arena_back_to(g->arena, before);
    return n;
}
