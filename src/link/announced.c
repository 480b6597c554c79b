/* announced - see announced.h. */
#include "announced.h"

#include "base/chars.h"
#include "link_private.h"
#include "told_words.h"

enum {
    SLIP = 1, /* days that a thing may be off its day */
    REPORT_LATE = 2, /* days after its day in which reports tell it without a day */
    NEWS_LATE = 14, /* days after an announcement without a day in which it may take place */
    OFF_LATE = 60, /* in which it may be called off */
    MONTH = 31, /* days; a longer time is no day */
    LOOKED_AT = 400, /* events of one key that an announcement is compared with */
    PLAN_MENTIONS = 3, /* whose sentences are compared */
    MENTIONS = 16,
    EARLY_SHARE = 4, /* one in so many mentions may be of reports before the day */
    TOLD_AGAIN = 6, /* tenths of the bits of two sentences that they share */
    NAME_WORDS = 2, /* of two names of doers that are alike: not "officials" */
    NEAR = 48 /* bytes before a word in which a call for it stands */
};
/* Bits of words in common (told_words.h) that are wanted, by what else speaks for it. */
enum {
    ON_ITS_DAY = 6,
    IN_ITS_MONTH = 16,
    WITHOUT_DAY = 22,
    REPORTED_THEN = 8, /* it tells no day, its report is of the days after */
    CALLED_OFF = 10,
    DENIED = 14,
    NOBODY_SHARED = 12, /* so many more */
    VAGUE_WORD = 8, /* so many more: its word alone tells no one deed */
    OTHER_WORD = 4, /* so many more: the deed is the same */
    LISTED_WORD = 5, /* so many more: it may be what comes of the other */
    SHARED_PARTY = 3, /* so many less for each but the first */
    SAME_DOER = 3,
    SAME_PLACE = 3
};

typedef struct finder {
    dl_arena *arena;
    const link_story *s;
    link_words *words;
    uint32_t *first, *next; /* events by word and by deed: chains, + 1 */
    const dl_table *outcomes;
    bool vague; /* of the announcement that is looked at */
    dl_interner kinds; /* words that may be outcomes of others */
    uint32_t *first_kind, *next_kind; /* [kinds] events that came, + 1; [events] the next */
} finder;

static bool is_told(int32_t day) { return day != DL_NO_DAY; }
static bool is_exact(const dl_told_event *x) { return is_told(x->from) && x->to - x->from <= SLIP; }

/* An announcement and what may have come of it. */
typedef struct two {
    const link_event *plan, *x;
    const dl_told_event *told, *x_told;
    bool listed; /* the table has its word as an outcome of the other's */
    bool reported; /* its day is that of its reports */
    bool vague; /* its word tells no one deed without a code */
} two;

/* ---- who */

/* Parties of the announcement that are parties of the other, on whatever side. */
static uint32_t parties_in_common(const link_event *plan, const link_event *x)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < plan->actors.set.n; i++) {
        link_set one = { &plan->actors.set.at[i], 1 };
        n += link_share_core(&x->actors, &one) || link_share_core(&x->recipients, &one);
    }
    for (uint32_t i = 0; i < plan->recipients.set.n; i++) {
        link_set one = { &plan->recipients.set.at[i], 1 };
        if (link_share(&one, &plan->actors.set)) continue;
        n += link_share_core(&x->actors, &one) || link_share_core(&x->recipients, &one);
    }
    return n;
}

static bool is_within(const link_set *a, const link_set *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        link_set one = { &a->at[i], 1 };
        n += link_share(&one, b);
    }
    return n && n == a->n;
}

/* All words of the one name are of the other: "the UN Security Council". */
static bool are_alike(const link_set *a, const link_set *b, uint32_t least)
{
    if (a->n < least || b->n < least) return false;
    return is_within(a, b) || is_within(b, a);
}

/* Both name who does it, and nobody of the one is in the other. */
static bool others_do_it(const link_event *plan, const link_event *x)
{
    const link_set *who = &plan->actors.set;
    return who->n && x->actors.set.n && !link_share_core(&x->actors, who)
        && !link_share_core(&x->recipients, who)
        && !are_alike(&plan->actor_words.set, &x->actor_words.set, NAME_WORDS);
}

/* To whom it is done: both name someone, and nobody of the one is in the other. */
static bool others_get_it(const link_event *plan, const link_event *x)
{
    const link_set *by = &plan->actors.set, *to = &plan->recipients.set;
    return to->n && x->recipients.set.n && !link_share(&x->recipients.set, to)
        && !link_share(&x->actors.set, to) && !link_share(&x->recipients.set, by)
        && !are_alike(&plan->recipient_words.set, &x->recipient_words.set, 1);
}

/* Named by no entity, or by two, but by the same words. */
static bool are_named_alike(const link_event *plan, const link_event *x)
{
    return are_alike(&plan->actor_words.set, &x->actor_words.set, NAME_WORDS)
        || are_alike(&plan->recipient_words.set, &x->recipient_words.set, NAME_WORDS);
}

static bool is_from(const dl_told_event *x, dl_slice country)
{
    for (uint32_t i = 0; i < x->actors.n; i++)
        if (dl_slice_eq(x->actors.at[i].country, country)) return true;
    return false;
}

/* Who does it is told to be of a country, and who does the other of another one. */
static bool are_of_other_countries(const dl_told_event *plan, const dl_told_event *x)
{
    bool plan_tells = false, x_tells = false;
    for (uint32_t i = 0; i < plan->actors.n; i++) {
        dl_slice country = plan->actors.at[i].country;
        plan_tells |= country.n > 0;
        if (country.n && is_from(x, country)) return false;
    }
    for (uint32_t i = 0; i < x->actors.n; i++) x_tells |= x->actors.at[i].country.n > 0;
    return plan_tells && x_tells;
}

/* Nobody who is told does both, and it is in two countries, or of two. */
static bool is_elsewhere(const two *t)
{
    if (link_share_core(&t->x->actors, &t->plan->actors.set)) return false;
    dl_slice here = t->plan->country, there = t->x->country;
    bool other = here.n && there.n && !dl_slice_eq(here, there);
    return other || are_of_other_countries(t->told, t->x_told);
}

/* Named by no entity, but by the same words: "the Danish parliament". */
static bool is_same_phrase(const dl_told_event *plan, const dl_told_event *x)
{
    for (uint32_t i = 0; i < plan->actors.n; i++)
        for (uint32_t k = 0; k < x->actors.n; k++) {
            dl_slice name = plan->actors.at[i].name;
            bool several = dl_slice_find_byte(name, ' ', 0) < name.n;
            if (several && dl_slice_eq_nocase(name, x->actors.at[k].name)) return true;
        }
    return false;
}

/* Those who are named by no entity: their words. */
static bool actor_words_meet(const dl_told_event *plan, const dl_told_event *x)
{
    if (!plan->actors.n || !x->actors.n) return true;
    for (uint32_t i = 0; i < plan->actors.n; i++)
        for (uint32_t k = 0; k < x->actors.n; k++)
            if (link_words_meet(plan->actors.at[i].name, x->actors.at[k].name)) return true;
    return false;
}

/* Without a day: someone who is no country does both, and it is done to the same ones as
 * far as they are told. */
static bool is_same_doer(const dl_link_report *r, const dl_told_event *plan, const dl_told_event *x)
{
    for (uint32_t i = 0; i < plan->actors.n; i++) {
        const dl_told_party *p = &plan->actors.at[i];
        if (p->thing == DL_NO_THING) continue;
        dl_kind kind = r[p->report].layers->marks.entities.at[p->entity].kind;
        bool country = kind == DL_KIND_GPE || kind == DL_KIND_NORP || kind == DL_KIND_LOC;
        for (uint32_t k = 0; k < x->actors.n && !country; k++)
            if (x->actors.at[k].thing == p->thing) return true;
    }
    return false;
}

static bool is_same_receiver(const dl_told_event *plan, const dl_told_event *x)
{
    if (!plan->recipients.n || !x->recipients.n) return true;
    for (uint32_t i = 0; i < plan->recipients.n; i++)
        for (uint32_t k = 0; k < x->recipients.n; k++) {
            const dl_told_party *a = &plan->recipients.at[i], *b = &x->recipients.at[k];
            if (a->thing != DL_NO_THING && a->thing == b->thing) return true;
            if (link_words_meet(a->name, b->name)) return true;
        }
    return false;
}

/* ---- when */

/* It is reported after it was announced, and by another report. */
static bool comes_after(const link_event *plan, const link_event *x)
{
    if (plan->report == x->report) return false;
    if (!is_told(plan->first) || !is_told(x->last)) return true;
    return x->last >= plan->first;
}

static bool is_on_its_day(const two *t)
{
    return t->x_told->from <= t->told->to + SLIP && t->x_told->to >= t->told->from - SLIP;
}

/* One that lies ahead of its own report did not happen yet. */
static bool has_happened_by_then(const two *t)
{
    return !is_told(t->x->last) || t->x_told->from <= t->x->last;
}

/* Days that are told of both meet. */
static bool tells_a_day_of(const link_mention *m, const dl_told_event *plan)
{
    return is_told(m->from) && m->from <= plan->to && m->to >= plan->from;
}

/* What happened the day before is another one, or a word of what is still to come: of
 * seven such links read one was right. Talks of two days are told by either. */
static bool is_too_early(const link_mentions *m, const two *t)
{
    if (t->x_told->to >= t->told->from) return false;
    for (uint32_t i = 0; i < t->x->mentions.n; i++)
        if (tells_a_day_of(&m->at[t->x->mentions.at[i]], t->told)) return false;
    return true;
}

/* It tells no day, or one that may be the plan's, in a report of the days after. */
static bool is_reported_then(const link_mention *m, const dl_told_event *plan)
{
    if (is_told(m->from) && !tells_a_day_of(m, plan)) return false;
    return is_told(m->first) && m->first >= plan->from && m->last <= plan->to + REPORT_LATE;
}

/* Most of its mentions are told then: of others it is too early, or too late. */
static bool are_reported_then(const link_mentions *m, const two *t)
{
    uint32_t then = 0, before = 0, n = t->x->mentions.n;
    bool other = is_told(t->x_told->from) && !is_on_its_day(t);
    if (!is_told(t->told->from) || !is_exact(t->told) || is_exact(t->x_told) || other) return false;
    for (uint32_t i = 0; i < n; i++) {
        const link_mention *x = &m->at[t->x->mentions.at[i]];
        then += is_reported_then(x, t->told);
        before += is_told(x->last) && x->last < t->told->from;
    }
    return then > 0 && before * EARLY_SHARE <= n;
}

/* Bits wanted by the days of the two; 0: they do not agree. */
static uint32_t wanted_by_day(const link_mentions *m, const two *t)
{
    const dl_told_event *plan = t->told;
    int32_t said = t->plan->first;
    bool ahead = is_told(said) && is_told(plan->from) && plan->from >= said;
    if (ahead && are_reported_then(m, t)) return REPORTED_THEN;
    if (!is_exact(t->x_told) || !has_happened_by_then(t)) return 0;
    if (is_told(plan->from)) {
        bool past = is_told(said) && plan->to < said;
        if (past || plan->to - plan->from > MONTH) return 0;
        if (is_too_early(m, t) || !is_on_its_day(t)) return 0;
        return is_exact(plan) ? ON_ITS_DAY : IN_ITS_MONTH;
    }
    bool soon = is_told(said) && t->x_told->from >= said && t->x_told->from <= said + NEWS_LATE;
    return soon ? WITHOUT_DAY : 0;
}

/* What is called off was not yet due; its day, where told, is that of the plan. */
static uint32_t wanted_off(const two *t)
{
    bool both = is_told(t->told->from) && is_told(t->x_told->from);
    bool over = is_told(t->told->to) && is_told(t->x->first) && t->x->first > t->told->to + SLIP;
    if (over) return 0;
    if (both && is_on_its_day(t)) return CALLED_OFF - SHARED_PARTY;
    if (!is_told(t->plan->first) || !is_told(t->x->first)) return CALLED_OFF;
    return t->x->first <= t->plan->first + OFF_LATE ? CALLED_OFF : 0;
}

/* ---- whether it is that one */

/* Both tell who does it, and nobody of the one is in the other. */
static bool tell_others(const link_mention *plan, const link_mention *x)
{
    return plan->actors.n && x->actors.n && !link_share(&x->actors, &plan->actors)
        && !link_share(&x->recipients, &plan->actors)
        && !are_alike(&plan->actor_words, &x->actor_words, NAME_WORDS);
}

/* Someone of that side takes no part in the other. */
static bool has_own(const link_set *side, const link_mention *other)
{
    for (uint32_t i = 0; i < side->n; i++) {
        link_set one = { &side->at[i], 1 };
        if (!link_share(&one, &other->actors) && !link_share(&one, &other->recipients)) return true;
    }
    return false;
}

/* Each tells of someone whom the other does not tell of: the same host, another guest. */
static bool have_own_guests(const link_mention *plan, const link_mention *x)
{
    bool both = plan->actors.n && plan->recipients.n && x->actors.n;
    if (are_alike(&plan->recipient_words, &x->recipient_words, 1)) return false;
    return both && (has_own(&plan->actors, x) || has_own(&plan->recipients, x))
        && (has_own(&x->actors, plan) || has_own(&x->recipients, plan));
}

static bool any_in(const link_set *some, const link_mention *x)
{
    return link_share(some, &x->actor_words) || link_share(some, &x->recipient_words);
}

/* The same where the guests are no names: "meet opposition groups", "met his lawyers". */
static bool meet_others(const link_mention *plan, const link_mention *x)
{
    bool both = plan->recipient_words.n && x->recipient_words.n;
    return both && dl_slice_is(plan->e->act, "CONSULT") && dl_slice_is(x->e->act, "CONSULT")
        && !any_in(&plan->recipient_words, x) && !any_in(&x->recipient_words, plan);
}

/* ---- how it is told */

/* By a verb of the past, or a noun that is none of its forms: not "step", "raising", "a
 * ban". */
static bool is_past_form(const finder *f, const link_mention *x)
{
    dl_span s = x->e->span;
    dl_slice word = dl_slice_cut(f->s->r[x->report].layers->full, s.start, s.end);
    bool form = !dl_slice_eq_nocase(word, x->e->lemma) && !dl_slice_ends(word, DL_S("ing"));
    return form && !dl_slice_ends(word, DL_S("s")) && x->e->tense == DL_TENSE_PAST;
}

/* The same sentence once more, and still to come in it: "its last flight will leave". */
static bool is_told_again(const finder *f, uint32_t plan, uint32_t other)
{
    const link_mention *x = &f->s->m->at[other];
    return x->stage == LINK_DONE && !is_past_form(f, x)
        && link_words_alike(f->words, plan, other) >= TOLD_AGAIN;
}

/* What is dropped is the call for it: "dropped calls for him to go". */
static bool is_call_off_of_a_call(const finder *f, const link_mention *x)
{
    static const char *const words[] = { "call", "calls", "demand", "demands", "request",
        "requests", "appeal", "appeals", NULL };
    if (x->stage != LINK_OFF) return false;
    const dl_layers *l = f->s->r[x->report].layers;
    int32_t at = dl_layers_sentence(l, x->e->span.start);
    uint32_t end = x->e->span.start, from = at >= 0 ? l->sentences.at[at].span.start : end;
    if (end > from + NEAR) from = end - NEAR;
    for (uint32_t i = from; i < end; i++) {
        uint32_t start = i;
        while (i < end && dl_is_letter(l->full.p[i])) i++;
        if (dl_slice_is_any(dl_slice_cut(l->full, start, i), words)) return true;
    }
    return false;
}

/* A mention that says what its event is said to be; of a day still ahead nobody tells
 * that it happened. */
static bool is_of_stage(const link_mention *m, const link_event *e)
{
    if (m->stage != e->stage) return false;
    bool ahead = is_told(e->from) && is_told(m->last) && m->last < e->from;
    return m->stage != LINK_DONE || (m->e->status == DL_HAPPENED && !ahead);
}

static bool is_another(const link_mention *plan, const link_mention *x)
{
    return tell_others(plan, x) || have_own_guests(plan, x) || meet_others(plan, x);
}

/* No day but that of the plan stands in the sentence that tells it. */
static bool is_of_no_other_day(
    const link_story *s, const link_mention *m, const dl_told_event *plan)
{
    const dl_layers *l = s->r[m->report].layers;
    int32_t at = dl_layers_sentence(l, m->e->span.start);
    if (at < 0) return true;
    dl_span sentence = l->sentences.at[at].span;
    for (uint32_t i = 0; i < l->marks.times.n; i++) {
        const dl_time_mark *time = &l->marks.times.at[i];
        if (time->span.start < sentence.start || time->span.end > sentence.end) continue;
        dl_time_value v = dl_time_resolve(&time->form, m->first);
        bool meets = is_told(v.from) && v.from <= plan->to && v.to >= plan->from;
        if (is_told(v.from) && !meets) return false;
    }
    return true;
}

/* Two mentions that may tell the same one. past: only a form of the past tells it. */
static bool may_be_one(const finder *f, const two *t, uint32_t a, uint32_t b, bool past)
{
    const link_mention *one = &f->s->m->at[a], *other = &f->s->m->at[b];
    if (is_another(one, other) || !is_of_stage(one, t->plan) || !is_of_stage(other, t->x))
        return false;
    if (is_told_again(f, a, b) || is_call_off_of_a_call(f, other)) return false;
    if (past && !is_past_form(f, other)) return false;
    if (!t->reported) return true;
    return is_reported_then(other, t->told) && is_of_no_other_day(f->s, other, t->told);
}

static uint32_t words_in_common(const finder *f, const two *t, bool past)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < t->plan->mentions.n && i < PLAN_MENTIONS; i++)
        for (uint32_t k = 0; k < t->x->mentions.n && k < MENTIONS; k++) {
            uint32_t a = t->plan->mentions.at[i], b = t->x->mentions.at[k];
            uint32_t bits = may_be_one(f, t, a, b, past) ? link_words_shared(f->words, a, b) : 0;
            if (bits > most) most = bits;
        }
    return most;
}

/* A day that stands in the announcement's sentence, though it was not read as its own. */
static bool is_day_beside(const dl_link_report *r, const two *t)
{
    const dl_told_mention *m = &t->told->mentions.at[0];
    const dl_marks *marks = &r[m->report].layers->marks;
    const dl_layers *l = r[m->report].layers;
    int32_t at = dl_layers_sentence(l, l->events.at.at[m->event].span.start);
    if (at < 0) return true;
    dl_span s = l->sentences.at[at].span;
    for (uint32_t i = 0; i < marks->times.n; i++) {
        dl_span time = marks->times.at[i].span;
        if (time.start < s.start || time.end > s.end) continue;
        dl_time_value v = dl_time_resolve(&marks->times.at[i].form, t->plan->first);
        bool is_day = is_told(v.from) && v.from == v.to && v.from >= t->plan->first;
        if (is_day && (t->x_told->from > v.to + SLIP || t->x_told->to < v.from - SLIP))
            return false;
    }
    return true;
}

static bool may_be_without_day(const dl_link_report *r, const two *t)
{
    return t->plan->keys.word == t->x->keys.word && is_same_doer(r, t->told, t->x_told)
        && is_same_receiver(t->told, t->x_told) && is_day_beside(r, t);
}

/* "to give a lecture", "gave a medal": the word is one, the thing another. */
static bool is_same_thing(const link_event *plan, const link_event *x)
{
    const link_set *words = &plan->recipient_words.set;
    return !words->n || link_share(words, &x->recipient_words.set);
}

static uint32_t less_by(uint32_t bits, uint32_t common, bool same_place)
{
    uint32_t less = same_place ? SAME_PLACE : 0;
    if (common > 1) less += SHARED_PARTY * (common - 1);
    return bits > less ? bits - less : 1;
}

/* Bits wanted in all; 0: it is another one whatever the words say. */
static uint32_t wanted(const link_story *s, const two *t)
{
    const link_event *p = t->plan, *x = t->x;
    bool off = x->stage == LINK_OFF, same_word = p->keys.word == x->keys.word;
    bool places = p->place != DL_NO_THING && x->place != DL_NO_THING;
    uint32_t named = parties_in_common(p, x), common = named ? named : are_named_alike(p, x);
    uint32_t bits = off ? wanted_off(t) : wanted_by_day(s->m, t);
    if (!bits || !comes_after(p, x) || others_do_it(p, x) || others_get_it(p, x)) return 0;
    if (is_elsewhere(t) || (off && !common && bits == CALLED_OFF)) return 0;
    if (places && p->place != x->place && (bits > ON_ITS_DAY || !common)) return 0;
    if ((bits >= IN_ITS_MONTH || bits == REPORTED_THEN) && !common) return 0;
    if (bits == IN_ITS_MONTH && common < 2) return 0;
    if (!same_word && common < (t->listed ? 1 : 2)) return 0;
    if (bits == WITHOUT_DAY && !may_be_without_day(s->r, t)) return 0;
    if (!named && !actor_words_meet(t->told, t->x_told)) return 0;
    if (bits == ON_ITS_DAY && is_same_doer(s->r, t->told, t->x_told)) bits -= SAME_DOER;
    if (t->vague && (!common || !is_same_thing(p, x))) return 0;
    if (t->vague) bits += VAGUE_WORD;
    if (!common) bits += NOBODY_SHARED;
    if (!same_word) bits += t->listed ? LISTED_WORD : OTHER_WORD;
    return less_by(bits, common, places && p->place == x->place);
}

/* Of what is told as not so (plan) and what is told as done: on one day that both tell,
 * of the same doers. Without a day they are mostly two happenings. */
static uint32_t wanted_of_denial(const two *t)
{
    const link_event *p = t->plan, *x = t->x;
    uint32_t common = parties_in_common(p, x);
    if (!common) common = is_same_phrase(t->told, t->x_told);
    if (p->report == x->report || p->keys.word != x->keys.word || !common) return 0;
    if (is_told(p->last) && is_told(x->first) && x->first > p->last + SLIP) return 0; /* not yet */
    if (others_do_it(p, x) || others_get_it(p, x)) return 0;
    if (!is_exact(t->told) || !is_exact(t->x_told) || !is_on_its_day(t)) return 0;
    return less_by(DENIED, common, p->place != DL_NO_THING && p->place == x->place);
}

/* By how much it is that one; 0: it is not. */
static uint32_t agrees(const finder *f, uint32_t plan, uint32_t other, bool listed)
{
    two t = { &f->s->e[plan], &f->s->e[other], &f->s->told->events.at[plan],
        &f->s->told->events.at[other], listed, false, f->vague };
    bool denial = t.plan->stage == LINK_NOT;
    uint32_t least = denial ? wanted_of_denial(&t) : wanted(f->s, &t);
    if (!least) return 0;
    bool done = t.x->stage == LINK_DONE;
    t.reported = !denial && done && is_told(t.told->from) && !is_exact(t.x_told);
    bool past = !denial && done && (!is_told(t.told->from) || t.reported);
    uint32_t bits = words_in_common(f, &t, past);
    return bits >= least ? bits - least + 1 : 0;
}

/* ---- what may be announced, and what may come of it */

static bool came(const link_event *x, const dl_told_event *told)
{
    bool done = told->status == DL_HAPPENED && !told->negative;
    return x->stage == LINK_OFF || (x->stage == LINK_DONE && done);
}

/* Deeds that are told ahead without a day: no words, no threats. */
static bool is_deed(dl_slice act)
{
    static const char *const acts[] = { "CONSULT", "AGREE", "COOPERATE", "AID", "CONCEDE",
        "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", NULL };
    return dl_slice_is_any(act, acts);
}

/* What is asked for, refused, threatened or blamed is said, not planned. */
static bool is_word(dl_slice act)
{
    static const char *const acts[] = { "REQUEST", "REJECT", "THREATEN", "ACCUSE", NULL };
    return dl_slice_is_any(act, acts);
}

enum { CLEAR, VAGUE, STATE }; /* STATE: whatever its code */

static int vagueness(const dl_link *l, dl_slice lemma)
{
    int64_t row = dl_table_find(l->vague_words, lemma);
    if (row < 0) return CLEAR;
    return dl_slice_is(dl_table_cell(l->vague_words, (uint32_t)row, 1), "state") ? STATE : VAGUE;
}

static bool is_announced(const dl_link *l, const link_event *x, const dl_told_event *told)
{
    if (x->stage != LINK_AHEAD || told->status != DL_PLANNED || told->negative) return false;
    int vague = vagueness(l, told->lemma);
    if (vague == STATE || (vague == VAGUE && !told->act.n && !is_exact(told))) return false;
    return (is_told(told->from) && !is_word(told->act)) || is_deed(told->act);
}

static bool make_chains(finder *f)
{
    const link_story *s = f->s;
    f->first = dl_arena_array(f->arena, (size_t)s->keys + 1, sizeof *f->first);
    f->next = dl_arena_array(f->arena, (size_t)s->n * 2 + 2, sizeof *f->next);
    if (!f->first || !f->next) return false;
    for (uint32_t i = s->n; i > 0; i--) {
        const link_keys *k = &s->e[i - 1].keys;
        const uint32_t key[] = { k->word, k->act };
        for (uint32_t j = 0; came(&s->e[i - 1], &s->told->events.at[i - 1]) && j < 2; j++) {
            if (!key[j]) continue;
            uint32_t at = (i - 1) * 2 + j;
            f->next[at] = f->first[key[j]];
            f->first[key[j]] = at + 1;
        }
    }
    return true;
}

enum { ANNOUNCED, OUTCOME }; /* columns of outcomes */

/* 0: it is an outcome of nothing. */
static uint32_t kind_of_word(finder *f, dl_slice lemma, uint32_t most)
{
    uint32_t kind = dl_intern(&f->kinds, lemma);
    return kind <= most ? kind : 0;
}

/* By words of the table that they may be outcomes by. */
static bool make_kinds(finder *f)
{
    const dl_table *t = f->outcomes;
    f->kinds.arena = f->arena;
    for (uint32_t row = 0; row < t->rows; row++)
        dl_intern(&f->kinds, dl_table_cell(t, row, OUTCOME));
    uint32_t most = f->kinds.names.n;
    f->first_kind = dl_arena_array(f->arena, (size_t)most + 1, sizeof *f->first_kind);
    f->next_kind = dl_arena_array(f->arena, (size_t)f->s->n + 1, sizeof *f->next_kind);
    for (uint32_t i = f->s->n; f->first_kind && f->next_kind && i > 0; i--) {
        const dl_told_event *told = &f->s->told->events.at[i - 1];
        if (!came(&f->s->e[i - 1], told)) continue;
        uint32_t kind = kind_of_word(f, told->lemma, most);
        if (!kind) continue;
        f->next_kind[i - 1] = f->first_kind[kind];
        f->first_kind[kind] = i;
    }
    return f->first_kind && f->next_kind;
}

/* Of what is announced and of what has a day: how common words are is counted there. */
static void count_words(const finder *f)
{
    link_words_count_anew(f->words);
    for (uint32_t i = 0; i < f->s->n; i++) {
        const link_event *x = &f->s->e[i];
        const dl_told_event *told = &f->s->told->events.at[i];
        bool ahead = x->stage == LINK_AHEAD && !told->negative;
        if (ahead || (came(x, told) && (is_exact(told) || x->stage == LINK_OFF)))
            link_words_count(f->words, x->mentions.at[0]);
    }
}

typedef struct found {
    uint32_t event, score;
} found;

static void weigh(const finder *f, uint32_t plan, uint32_t event, bool listed, found *best)
{
    uint32_t score = agrees(f, plan, event, listed);
    bool better = score > best->score || (score == best->score && event < best->event);
    if (score > 0 && better) *best = (found){ event, score };
}

static void look(const finder *f, uint32_t plan, uint32_t key, bool off, found *best)
{
    uint32_t at = key ? f->first[key] : 0;
    for (int n = 0; at && n < LOOKED_AT; n++, at = f->next[at - 1]) {
        uint32_t i = (at - 1) / 2;
        if ((f->s->e[i].stage == LINK_OFF) == off) weigh(f, plan, i, false, best);
    }
}

/* Words of the table for what comes of it. */
static void look_by_kind(finder *f, uint32_t plan, found *best)
{
    dl_slice lemma = f->s->told->events.at[plan].lemma;
    const dl_table *t = f->outcomes;
    int64_t row = dl_table_find(t, lemma);
    for (; row >= 0 && row < t->rows; row++) {
        if (!dl_slice_eq(dl_table_cell(t, (uint32_t)row, ANNOUNCED), lemma)) return;
        uint32_t kind = dl_intern(&f->kinds, dl_table_cell(t, (uint32_t)row, OUTCOME));
        uint32_t at = f->first_kind[kind];
        for (int n = 0; at && n < LOOKED_AT; n++, at = f->next_kind[at - 1])
            if (f->s->e[at - 1].stage == LINK_DONE) weigh(f, plan, at - 1, true, best);
    }
}

static void join(const finder *f, uint32_t from, uint32_t to, dl_link_kind kind)
{
    dl_told_event *e = &f->s->told->events.at[from];
    dl_told_link *l = DL_PUSH(f->arena, &e->links);
    if (l) *l = (dl_told_link){ kind, to };
}

static dl_link_kind kind_of(const dl_told_event *e)
{
    if (e->status == DL_POSTPONED) return DL_LINK_POSTPONES;
    return e->status == DL_CANCELLED ? DL_LINK_CANCELS : DL_LINK_REALISES;
}

static void find_outcome(finder *f, uint32_t plan)
{
    for (int off = 0; off < 2; off++) {
        found best = { UINT32_MAX, 0 };
        look(f, plan, f->s->e[plan].keys.word, off, &best);
        look(f, plan, f->s->e[plan].keys.act, off, &best);
        if (!off) look_by_kind(f, plan, &best);
        if (best.event == UINT32_MAX) continue;
        join(f, best.event, plan, kind_of(&f->s->told->events.at[best.event]));
    }
}

static void find_denied(const finder *f, uint32_t denial)
{
    found best = { UINT32_MAX, 0 };
    look(f, denial, f->s->e[denial].keys.word, false, &best);
    if (best.event != UINT32_MAX) join(f, denial, best.event, DL_LINK_CONTRADICTS);
}

bool link_announced(const dl_link *l, dl_arena *a, const link_story *s)
{
    finder f = { .arena = a, .s = s, .words = s->words, .outcomes = l->outcomes };
    if (!make_chains(&f) || !make_kinds(&f)) return false;
    count_words(&f);
    for (uint32_t i = 0; i < s->n && !dl_arena_failed(a); i++) {
        const dl_told_event *told = &s->told->events.at[i];
        bool clear = vagueness(l, told->lemma) == CLEAR;
        f.vague = !clear && !told->act.n;
        if (is_announced(l, &s->e[i], told)) find_outcome(&f, i);
        if (s->e[i].stage == LINK_NOT && clear) find_denied(&f, i);
    }
    return !dl_arena_failed(a);
}
