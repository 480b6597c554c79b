/* tellings - what happened, as each report of a story tells it.
 *
 *   rows of the record, one for each party --recount_read_tellings--> recount_tellings
 *
 * A day counts where words of the sentence name it: "today" and "this morning" are of the
 * report's day, which may be that of a later edition. */
#include "base/chars.h"
#include "recount_private.h"

enum { TELLINGS_MOST = 1 << 17 }; /* of one story; those behind are not compared */

typedef struct reading {
    recount_tellings *out;
    dl_rep rep; /* of the last one */
    uint32_t mention;
} reading;

/* "Friday", "Dec. 16": a capital letter where no sentence begins. */
static bool is_named(const dl_recount_telling *t)
{
    for (size_t i = t->when_first ? 1 : 0; i < t->when.n; i++)
        if (t->when.p[i] >= 'A' && t->when.p[i] <= 'Z') return true;
    return false;
}

static uint32_t number_of(recount_tellings *x, dl_slice id)
{
    return id.n ? dl_intern(&x->things, id) : 0;
}

/* Of each sentence once, however many events it tells. */
static void count_words(recount_tellings *x, const recount_telling *t)
{
    while (x->common.n <= x->words.names.n && DL_PUSH(x->arena, &x->common)) continue;
    for (uint32_t i = 0; i < t->words && t->word[i] < x->common.n; i++)
        x->common.at[t->word[i]]++;
}

static void begin(reading *r, const dl_recount_telling *t)
{
    recount_tellings *x = r->out;
    recount_telling *to = DL_PUSH(x->arena, &x->at);
    if (!to) return;
    bool day = is_named(t) && t->first != DL_NO_DAY && t->first == t->last;
    *to = (recount_telling){ .lemma = dl_intern(&x->lemmas, t->lemma),
        .event = dl_arena_copy(x->arena, t->event),
        .report = dl_arena_copy(x->arena, t->report),
        .day = t->day,
        .source = dl_arena_copy(x->arena, t->source),
        .said_by = dl_arena_copy(x->arena, t->said_by),
        .when = dl_arena_copy(x->arena, t->when),
        .on = day ? t->first : DL_NO_DAY,
        .place = number_of(x, t->place),
        .place_name = dl_arena_copy(x->arena, t->place_name),
        .is_point = t->is_point,
        .region = number_of(x, t->admin1),
        .killed = t->killed,
        .coded = t->coded };
    uint32_t known = x->sentences.names.n, sentence = dl_intern(&x->sentences, t->sentence);
    to->word = recount_words(x->arena, &x->words, t->sentence, &to->words);
    if (sentence) to->sentence = x->sentences.names.at[sentence - 1];
    if (sentence > known) count_words(x, to);
    r->rep = t->rep;
    r->mention = t->mention;
}

static void add_party(recount_tellings *x, const dl_recount_telling *t)
{
    recount_telling *to = &x->at.at[x->at.n - 1];
    recount_side *side = t->receives ? &to->receive : &to->act;
    if (!t->party.n || side->n == RECOUNT_SIDE_MOST) return;
    if (!t->receives && !side->n) {
        to->actor_kind = number_of(x, t->party_kind);
        to->actor_name = dl_arena_copy(x->arena, t->party_name);
    }
    side->at[side->n++] = number_of(x, t->party);
}

static void take(void *user, const dl_recount_telling *t)
{
    reading *r = user;
    recount_tellings *x = r->out;
    bool same = x->at.n && r->rep == t->rep && r->mention == t->mention;
    if (!same && x->at.n == TELLINGS_MOST) return;
    uint32_t before = x->at.n;
    if (!same) begin(r, t);
    if (same || x->at.n > before) add_party(x, t);
}

void recount_read_tellings(dl_arena *a, const dl_record_recount *r, recount_tellings *out)
{
    reading now = { .out = out };
    out->arena = out->things.arena = a;
    out->words.arena = out->lemmas.arena = out->sentences.arena = a;
    r->tellings(r->ctx, take, &now);
}
